"""Referred to a hearing, proven, dismissed, and the ladder of the steps between."""

from dataclasses import replace

from etl.measures.definitions.model import (
    FORUMS,
    NEUTRAL,
    OFFICERS,
    OFFICERS_ONCE,
    RANK_BANDS,
    REGIMES,
    SERVICE,
    SPARSE,
    STANDARDS,
    Count,
    Measure,
)

RESULTS = ("ALLOWED", "ALLOWED_IN_PART", "DISMISSED")

# Splitting the few officers of a force would hide most of them.
_OF_HEARINGS = {
    "breakdowns": {
        "forum": FORUMS,
        "regime": REGIMES,
        "service": SERVICE,
        "rank_band": RANK_BANDS,
        "standard": STANDARDS,
    },
    "not_additive": ("standard",),
    "smallest_area": {
        "forum": "region",
        "regime": "country",
        "service": "country",
        "rank_band": "country",
        "standard": "country",
    },
}
_OF_OFFICERS = {
    "breakdowns": {
        "regime": REGIMES,
        "case_type": "case_type",
        "rank_band": RANK_BANDS,
        "standard": STANDARDS,
    },
    "not_additive": ("standard",),
    "smallest_area": {
        "regime": "country",
        "case_type": "country",
        "rank_band": "country",
        "standard": "country",
    },
}

FINDINGS_KNOWN = Count(
    "findings_known",
    sensitivity="proceedings",
    event_basis="hearing",
    **_OF_HEARINGS,
)

FINDINGS_GM_PROVEN = Count(
    "findings_gm_proven",
    sensitivity="proceedings",
    event_basis="hearing",
    **_OF_HEARINGS,
)

GM_CASE_TO_ANSWER = Count(
    "gm_case_to_answer",
    sensitivity="proceedings",
    event_basis="decided",
    breakdowns={"regime": REGIMES},
    smallest_area={"regime": "country"},
)

GM_ASSESSED = Count(
    "gm_assessed",
    sensitivity="proceedings",
    event_basis="assessed",
    quarters=True,
    **_OF_OFFICERS,
)


def _first_assessed(name: str) -> Count:
    return Count(
        name,
        sensitivity="proceedings",
        event_basis="assessed",
        breakdowns={"regime": REGIMES, "case_type": "case_type", "rank_band": RANK_BANDS},
        smallest_area={"regime": "country", "case_type": "country", "rank_band": "country"},
    )


OFFICERS_ASSESSED = _first_assessed("officers_assessed")
OFFICERS_ASSESSED_GM = _first_assessed("officers_assessed_gm")

ANSWERS_DECIDED = Count(
    "answers_decided", sensitivity="proceedings", event_basis="decided", **_OF_OFFICERS
)
ANSWERS_GM = Count("answers_gm", sensitivity="proceedings", event_basis="decided", **_OF_OFFICERS)

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
        "rank_band": RANK_BANDS,
    },
    smallest_area={
        "forum": "region",
        "regime": "country",
        "case_type": "country",
        "worker_group": "country",
        "rank_band": "country",
    },
    quarters=True,
)

DISMISSED = Count(
    "dismissed",
    sensitivity="proceedings",
    event_basis="hearing",
    **_OF_HEARINGS,
)

FINDINGS_APPEALABLE = Count(
    "findings_appealable",
    sensitivity="proceedings",
    event_basis="hearing",
    breakdowns={"regime": REGIMES},
    smallest_area={"total": "country", "regime": "country"},
)

FINDINGS_APPEALED = Count(
    "findings_appealed",
    sensitivity="proceedings",
    event_basis="hearing",
    breakdowns={"regime": REGIMES},
    smallest_area={"total": "country", "regime": "country"},
)

APPEALS_DECIDED = Count(
    "appeals_decided",
    sensitivity="proceedings",
    event_basis="appeal",
    breakdowns={"appeal_result": RESULTS},
    smallest_area={"total": "country", "appeal_result": "country"},
)

APPEALS_ALLOWED = Count(
    "appeals_allowed",
    sensitivity="proceedings",
    event_basis="appeal",
    breakdowns={},
    smallest_area={"total": "country"},
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

G1 = Measure(
    id="G1",
    title="Officers assessed for gross misconduct",
    topic="gross_misconduct",
    unit="officers assessed for gross misconduct per 1,000 officer-years (specials included)",
    numerator="gm_assessed",
    denominator="officer_years",
    numerator_words="officers and specials first assessed for gross misconduct in the period",
    denominator_words="officers and specials in post, times the years observed",
    per=1000,
    statistic="rate",
    population=OFFICERS_ONCE,
    exclusions="Police staff; later assessments of the same officer in the same case",
    grain=SPARSE + " By rank and standard of behaviour for all forces.",
    why_it_matters="The severity assessment decides which way a matter can go.",
    caveats=(
        NEUTRAL,
        "An assessment says what the matter would be if it were proven; it is no finding, and it "
        "can be revised.",
        "An officer assessed in two cases counts twice; an officer's matter can fall under several "
        "standards.",
        "Headcounts by rank were not delivered: by rank and standard the base is all officers.",
    ),
    source_law="SI 2020/4 regulation 14; SI 2020/2 regulation 16; SI 2012/2632 regulation 12",
    base_is_total=True,
)

G1_SHARE = replace(
    G1,
    id="G1_share",
    title="Assessed for gross misconduct at first",
    unit="% of officers assessed",
    numerator="officers_assessed_gm",
    denominator="officers_assessed",
    numerator_words="of these, assessed for gross misconduct on that day",
    denominator_words="officers and specials whose matter was first assessed in the period, "
    "however severe",
    per=100,
    statistic="share",
    exclusions="Police staff; later assessments, up or down",
    grain=SPARSE + " By rank for all forces.",
    why_it_matters="Inspectors found that forces draw the line between misconduct and gross "
    "misconduct in different places.",
    caveats=(
        NEUTRAL,
        "It is the first assessment, which can be revised.",
        "Forces differ in which matters they assess at all, which moves the base.",
    ),
    base_is_total=False,
    variant_of="G1",
)

G2 = Measure(
    id="G2",
    title="Case to answer for gross misconduct",
    topic="gross_misconduct",
    unit="% of decided allegations, once for each officer they concern",
    numerator="answers_gm",
    denominator="answers_decided",
    numerator_words="of these, a case to answer for gross misconduct",
    denominator_words="allegations, once for each officer, on which it was decided whether there "
    "is a case to answer",
    per=100,
    statistic="share",
    population="Allegations of all sources against police officers and special constables",
    exclusions="Not determined and not known; decisions without a day; police staff",
    grain=SPARSE + " By rank and standard of behaviour for all forces.",
    why_it_matters="It shows how often an investigation ends with a case for a hearing.",
    caveats=(
        NEUTRAL,
        "It counts allegations, not officers: one officer can face several.",
        "Case to answer is a decision that a panel could find it, not a finding.",
        "Allegations of one case are not independent of one another; the interval takes them as "
        "if they were.",
    ),
    source_law="SI 2012/2632 regulation 19; SI 2020/4 regulation 23",
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
    grain=SPARSE + " By rank for all forces, over officers of all ranks.",
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

G5 = Measure(
    id="G5",
    title="Gross misconduct proven, for each 1,000 officers",
    topic="gross_misconduct",
    unit="officers found to have committed gross misconduct per 1,000 officer-years (specials "
    "included)",
    numerator="findings_gm_proven",
    denominator="officer_years",
    numerator_words="officers and specials found to have committed gross misconduct",
    denominator_words="officers and specials in post, times the years observed",
    per=1000,
    statistic="rate",
    population=G4.population,
    exclusions=G4.exclusions,
    grain=SPARSE + " By rank and standard of behaviour for all forces, over officers of all ranks.",
    why_it_matters="It sets findings beside the size of a force, not beside hearings.",
    caveats=(
        NEUTRAL,
        "Former officers are above the line, but no longer in the headcount below it.",
        "Findings come years after the conduct: the period is that of the hearing.",
    ),
    source_law=G4.source_law,
    base_is_total=True,
    breakdowns=("forum", "regime", "service", "rank_band", "standard"),
)

_APPEALS = "Police officers and special constables, serving or former, before Police Appeals "
_APPEALS += "Tribunals"

A1 = Measure(
    id="A1",
    title="Findings appealed",
    topic="gross_misconduct",
    unit="% of officers with misconduct or gross misconduct found at a hearing",
    numerator="findings_appealed",
    denominator="findings_appealable",
    numerator_words="of these, who have appealed to a Police Appeals Tribunal",
    denominator_words="officers and specials with misconduct or gross misconduct found at a "
    "hearing, accelerated hearing or special case hearing",
    per=100,
    statistic="share",
    population=_APPEALS,
    exclusions="Misconduct meetings, whose appeals are internal; findings not known or without the "
    "day of the hearing",
    grain="All forces, by financial year and three-year window, also by Regulations: a force or "
    "region has too few",
    why_it_matters="It shows how often officers contest what a panel found or did.",
    caveats=(
        "Appeals against the latest findings may still be to come.",
        "An appeal can be about the finding, the outcome or the procedure.",
    ),
    source_law="Police Act 1996 section 85; SI 2020/1 (Police Appeals Tribunals Rules); "
    "SI 2012/2630",
)

A1_ALLOWED = replace(
    A1,
    id="A1_allowed",
    title="Appeals allowed",
    unit="% of appeals decided by a Police Appeals Tribunal",
    numerator="appeals_allowed",
    denominator="appeals_decided",
    numerator_words="of these, allowed in whole or in part",
    denominator_words="appeals that were allowed, allowed in part or dismissed in the period",
    exclusions="Appeals withdrawn or pending; decisions without a day; internal appeals",
    grain="All forces, by financial year and three-year window",
    why_it_matters="An appeal allowed can undo a dismissal.",
    caveats=("Allowed can mean a lesser outcome, or only that the panel must decide again.",),
)

A1_RESULT = replace(
    A1_ALLOWED,
    id="A1_result",
    title="What became of appeals",
    numerator="appeals_decided",
    numerator_words="of these, with this result",
    base_is_total=True,
    skip_total=True,
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
    GM_ASSESSED,
    OFFICERS_ASSESSED,
    OFFICERS_ASSESSED_GM,
    ANSWERS_DECIDED,
    ANSWERS_GM,
    OFFICER_YEARS,
    OFFICERS_TO_HEARING,
    DISMISSED,
    FINDINGS_APPEALABLE,
    FINDINGS_APPEALED,
    APPEALS_DECIDED,
    APPEALS_ALLOWED,
    *LADDER,
)
MEASURES = (
    G1,
    G1_SHARE,
    G2,
    G3,
    G4,
    G5,
    G6,
    A1,
    A1_ALLOWED,
    A1_RESULT,
    *LADDER_MEASURES,
)
