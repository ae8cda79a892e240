"""Referred to a hearing, proven, dismissed, and the ladder of the steps between."""

from etl.measures.definitions.model import (
    FORUMS,
    NEUTRAL,
    OFFICERS,
    OFFICERS_ONCE,
    REGIMES,
    SERVICE,
    SPARSE,
    Count,
    Measure,
)

FINDINGS_KNOWN = Count(
    "findings_known",
    sensitivity="proceedings",
    event_basis="hearing",
    breakdowns={"forum": FORUMS, "regime": REGIMES, "service": SERVICE},
    smallest_area={"forum": "region", "regime": "country", "service": "country"},
)

FINDINGS_GM_PROVEN = Count(
    "findings_gm_proven",
    sensitivity="proceedings",
    event_basis="hearing",
    breakdowns={"forum": FORUMS, "regime": REGIMES, "service": SERVICE},
    smallest_area={"forum": "region", "regime": "country", "service": "country"},
)

GM_CASE_TO_ANSWER = Count(
    "gm_case_to_answer",
    sensitivity="proceedings",
    event_basis="decided",
    breakdowns={"regime": REGIMES},
    smallest_area={"regime": "country"},
)

OFFICER_YEARS = Count(
    "officer_years",
    sensitivity="headcount",
    event_basis="decided",
    breakdowns={"worker_group": OFFICERS[:2]},
    smallest_area={"worker_group": "country"},
    force_years=True,
    quarters=True,
)

OFFICERS_TO_HEARING = Count(
    "officers_to_hearing",
    sensitivity="proceedings",
    event_basis="decided",
    breakdowns={
        "forum": FORUMS,
        "regime": REGIMES,
        "case_type": "case_type",
        "worker_group": OFFICERS,
    },
    smallest_area={
        "forum": "region",
        "regime": "country",
        "case_type": "country",
        "worker_group": "country",
    },
    quarters=True,
)

DISMISSED = Count(
    "dismissed",
    sensitivity="proceedings",
    event_basis="hearing",
    breakdowns={"forum": FORUMS, "regime": REGIMES, "service": SERVICE},
    smallest_area={"forum": "region", "regime": "country", "service": "country"},
)


def _ladder(name: str, sensitivity: str = "proceedings") -> Count:
    return Count(
        name,
        sensitivity=sensitivity,
        event_basis="assessed",
        breakdowns={},
        needs_open_cases=True,
        follow_up_months=24,
    )


LADDER = (
    _ladder("ladder_assessed"),
    _ladder("ladder_case_to_answer"),
    _ladder("ladder_heard"),
    _ladder("ladder_proven"),
    _ladder("ladder_dismissed"),
    _ladder("ladder_open", "remainder"),
)

G3 = Measure(
    id="G3",
    title="Officers referred to a hearing",
    topic="gross_misconduct",
    unit="officers referred per 1,000 officer-years (specials included)",
    numerator="officers_to_hearing",
    denominator="officer_years",
    numerator_words="officers and specials referred to a hearing or accelerated hearing",
    denominator_words="officers and specials in post, times the years observed",
    per=1000,
    statistic="rate",
    population=OFFICERS_ONCE,
    exclusions="Police staff; meetings; decisions without a day",
    grain=SPARSE,
    why_it_matters="It shows how often a force brings an officer before a panel.",
    caveats=(
        NEUTRAL,
        "An officer referred in two cases counts twice.",
        "An officer referred to a hearing has not been found guilty of anything.",
    ),
    source_law="SI 2012/2632 regulation 19; SI 2020/4 regulations 23 and 49",
    base_is_total=True,
    own_base=("worker_group",),
)

G4 = Measure(
    id="G4",
    title="Gross misconduct proven at hearings",
    topic="gross_misconduct",
    unit="% of officers with a known finding at a hearing or accelerated hearing",
    numerator="findings_gm_proven",
    denominator="findings_known",
    numerator_words="officers and specials found to have committed gross misconduct",
    denominator_words="officers and specials with a known finding at a hearing, accelerated "
    "hearing "
    "or special case hearing",
    per=100,
    statistic="share",
    population="Police officers and special constables, serving or former, once for each hearing",
    exclusions="Police staff; meetings; findings not known or without the day of the hearing; "
    "hearings withdrawn, stayed or discontinued",
    grain=SPARSE,
    why_it_matters="It shows how often a panel, on the balance of probabilities, finds what the "
    "force or the IOPC alleged at this level.",
    caveats=(
        "It says nothing about how often gross misconduct happens, nor how often an officer "
        "is dismissed.",
        "Accelerated hearings are held where the evidence is already strong; a change in their "
        "share moves the total. The two are also shown apart.",
        "The finding is the one made at the hearing; appeals are not taken into account.",
        "Officers heard together are not independent of one another; the interval takes them "
        "as if they were.",
    ),
    source_law="SI 2012/2632 regulations 35 and 55; SI 2020/4 regulations 42 and 62",
)

G6 = Measure(
    id="G6",
    title="Dismissed, or would have been",
    topic="gross_misconduct",
    unit="% of officers whose gross misconduct was proven",
    numerator="dismissed",
    denominator="findings_gm_proven",
    numerator_words="officers dismissed, or who would have been dismissed if still serving",
    denominator_words="officers and specials found to have committed gross misconduct",
    per=100,
    statistic="share",
    population="Police officers and special constables, serving or former, once for each hearing",
    exclusions="Police staff; dismissals for misconduct; outcomes that an appeal set aside",
    grain=SPARSE,
    why_it_matters="It shows what follows when gross misconduct is proven.",
    caveats=(
        "Serving and former officers are also shown apart: would have been dismissed is not "
        "dismissed.",
        "From 28 May 2025 dismissal is presumed.",
        "It is not the number of officers who left by dismissal, nor the barred list.",
    ),
    source_law="SI 2020/4 regulations 42 and 62 and Schedule 1; SI 2025/558",
)


def _step(id: str, title: str, numerator: str, words: str) -> Measure:
    return Measure(
        id=id,
        title=title,
        topic="gross_misconduct",
        unit="% of officers assessed for gross misconduct, within 24 months of the assessment",
        numerator=numerator,
        denominator="ladder_assessed",
        numerator_words=words,
        denominator_words="officers and specials first assessed for gross misconduct in the period",
        per=100,
        statistic="share",
        population=OFFICERS_ONCE,
        exclusions="Police staff; subjects with a record set aside; endings on an unknown day; "
        "periods not yet followed for 24 months",
        grain="Forces in three-year windows; regions and all forces also by financial year; "
        "periods "
        "that ended at least 24 months before the records were extracted",
        why_it_matters="Each step names what it counts, so that no share is quoted for another.",
        caveats=(
            "A step not reached within 24 months may be reached later; what is still open is "
            "shown.",
            "Officers of one case are not independent of one another; the interval takes them "
            "as if "
            "they were.",
        ),
        source_law="SI 2012/2632; SI 2020/4 regulations 14, 23, 42 and 62",
    )


LADDER_MEASURES = (
    _step(
        "L_case_to_answer",
        "Case to answer for gross misconduct",
        "ladder_case_to_answer",
        "of these, with a case to answer for gross misconduct",
    ),
    _step("L_heard", "Hearing begun", "ladder_heard", "of these, whose hearing had begun"),
    _step("L_proven", "Gross misconduct proven", "ladder_proven", "of these, found proven"),
    _step(
        "L_dismissed",
        "Dismissed, or would have been",
        "ladder_dismissed",
        "of these, dismissed or who would have been",
    ),
    _step("L_open", "Still open", "ladder_open", "of these, whose matter had not ended"),
)

COUNTS = (
    FINDINGS_KNOWN,
    FINDINGS_GM_PROVEN,
    GM_CASE_TO_ANSWER,
    OFFICER_YEARS,
    OFFICERS_TO_HEARING,
    DISMISSED,
    *LADDER,
)
MEASURES = (
    G3,
    G4,
    G6,
    *LADDER_MEASURES,
)
