"""What is counted and measured: the one place that says it.

A definition drives the cells that are counted, the published rows, the words beside each chart,
the codebook and the tests. A changed definition gets a new id; the old one stays explainable.
"""

from dataclasses import dataclass, field
from datetime import date

from etl.errors import UnknownNameError

SCHEME_2020 = date(2020, 2, 1)

TOTAL = "total"
REGIMES = ("CR2012", "CR2020", "OTHER")
FORUMS = ("HEARING", "ACCELERATED")
NAMED = ("NONE_RECORDED", "ONE", "SEVERAL")
SERVICE = ("SERVING", "FORMER")
OFFICERS = ("REGULAR_OFFICER", "SPECIAL_CONSTABLE", "OFFICER_UNIDENTIFIED")
AGES = (
    "UNDER_6_MONTHS",
    "6_TO_12_MONTHS",
    "12_TO_18_MONTHS",
    "18_TO_24_MONTHS",
    "OVER_24_MONTHS",
)
STAGES = ("INVESTIGATION", "NOTICE", "LISTING")
ENDINGS = (
    "HEARING",
    "MEETING",
    "REFLECTIVE_PRACTICE",
    "NO_PROCEEDINGS",
    "DOWNGRADED",
    "WITHDRAWN",
    "OPEN",
)
FIELDS = (
    "ETHNICITY",
    "SEX",
    "RANK",
    "CASE_TYPE",
    "FINDING",
    "DATE_DECISION",
    "DATE_NOTICE",
)


@dataclass(frozen=True)
class Count:
    """A count of which every cell is listed once and protected once.

    `breakdowns` maps a dimension to its code list (or its categories); those not in `not_additive`
    add up to the total. `parts_of` names the count of which this is a part; parts add up to it.
    `smallest_area` names the smallest area for which a dimension is counted (a force otherwise):
    splitting the few hearings of a force would hide more than a fifth of them. `quarters` are
    counted for all forces only. A stock is counted on the last day of a period, so that years do
    not add up to a window. `follow_up_months` is how long a cohort is followed before it counts.
    """

    name: str
    sensitivity: str
    event_basis: str
    breakdowns: dict[str, str | tuple[str, ...]]
    not_additive: tuple[str, ...] = ()
    has_total: bool = True
    smallest_area: dict[str, str] = field(default_factory=dict)
    force_years: bool = False
    parts_of: str | None = None
    base: str | None = None
    starts_on: date | None = None
    needs_open_cases: bool = False
    follow_up_months: int = 0
    quarters: bool = False
    is_stock: bool = False


REFERRALS = Count(
    "referrals",
    sensitivity="referrals",
    event_basis="received",
    breakdowns={
        "referral_route": "referral_route",
        "case_type": "case_type",
        "mode": "mode",
        "regime": REGIMES,
    },
    force_years=True,
    quarters=True,
)
WORKFORCE_YEARS = Count(
    "workforce_years",
    sensitivity="headcount",
    event_basis="received",
    breakdowns={},
    force_years=True,
    quarters=True,
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
F_ALLEGATIONS = Count(
    "f_allegations",
    sensitivity="complaint_characteristic",
    event_basis="logged",
    breakdowns={"characteristics_named": NAMED},
    smallest_area={"characteristics_named": "region"},
    force_years=True,
    quarters=True,
    starts_on=SCHEME_2020,
)
CHARACTERISTIC_ALLEGATIONS = Count(
    "characteristic_allegations",
    sensitivity="complaint_characteristic",
    event_basis="logged",
    breakdowns={"characteristic": "protected_characteristic"},
    not_additive=("characteristic",),
    has_total=False,
    base="f_allegations",
    starts_on=SCHEME_2020,
)
CASES_NAMING_CHARACTERISTIC = Count(
    "cases_naming_characteristic",
    sensitivity="complaint_characteristic",
    event_basis="aware",
    breakdowns={"characteristic": "protected_characteristic"},
    not_additive=("characteristic",),
)
HEARING_NOTICES = Count(
    "hearing_notices",
    sensitivity="proceedings",
    event_basis="notice",
    breakdowns={"regime": REGIMES},
    smallest_area={"regime": "country"},
    needs_open_cases=True,
)
HEARINGS_BEGUN = Count(
    "hearings_begun",
    sensitivity="proceedings",
    event_basis="notice",
    breakdowns={"regime": REGIMES},
    smallest_area={"regime": "country"},
    parts_of="hearing_notices",
    needs_open_cases=True,
)
HEARINGS_NOT_BEGUN = Count(
    "hearings_not_begun",
    sensitivity="remainder",
    event_basis="notice",
    breakdowns={"regime": REGIMES},
    smallest_area={"regime": "country"},
    parts_of="hearing_notices",
    needs_open_cases=True,
)

HEARING_WAITS_UNKNOWN = Count(
    "hearing_waits_unknown",
    sensitivity="remainder",
    event_basis="notice",
    breakdowns={},
    smallest_area={TOTAL: "country"},
)

MODE_DECISIONS = Count(
    "mode_decisions",
    sensitivity="referrals",
    event_basis="decided",
    breakdowns={"mode": "mode"},
    force_years=True,
    quarters=True,
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
COMPLAINT_ALLEGATIONS = Count(
    "complaint_allegations",
    sensitivity="complaints",
    event_basis="logged",
    breakdowns={},
    force_years=True,
    quarters=True,
    starts_on=SCHEME_2020,
)
ASSESSED_MATTERS = Count(
    "assessed_matters",
    sensitivity="proceedings",
    event_basis="aware",
    breakdowns={"regime": REGIMES, "ending": ENDINGS},
    smallest_area={"regime": "country", "ending": "country"},
    needs_open_cases=True,
)
ASSESSED_HEARD = Count(
    "assessed_heard",
    sensitivity="proceedings",
    event_basis="aware",
    breakdowns={"regime": REGIMES},
    smallest_area={"regime": "country"},
    needs_open_cases=True,
)
OPEN_MATTERS = Count(
    "open_matters",
    sensitivity="proceedings",
    event_basis="open",
    breakdowns={"age": AGES, "stage": STAGES},
    smallest_area={"age": "region", "stage": "region"},
    needs_open_cases=True,
    quarters=True,
    is_stock=True,
)
OPEN_OVER_12_MONTHS = Count(
    "open_over_12_months",
    sensitivity="proceedings",
    event_basis="open",
    breakdowns={},
    smallest_area={TOTAL: "region"},
    needs_open_cases=True,
    quarters=True,
    is_stock=True,
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
VALUES_EXPECTED = Count(
    "values_expected",
    sensitivity="quality",
    event_basis="aware",
    breakdowns={"field": FIELDS},
    smallest_area={"field": "country"},
    force_years=True,
)
VALUES_NOT_KNOWN = Count(
    "values_not_known",
    sensitivity="quality",
    event_basis="aware",
    breakdowns={"field": FIELDS},
    smallest_area={"field": "country"},
    force_years=True,
)
RETURNS_RECEIVED = Count(
    "returns_received", sensitivity="quality", event_basis="aware", breakdowns={}, force_years=True
)
RETURNS_LATE = Count(
    "returns_late", sensitivity="quality", event_basis="aware", breakdowns={}, force_years=True
)

COUNTS: dict[str, Count] = {
    count.name: count
    for count in (
        REFERRALS,
        WORKFORCE_YEARS,
        FINDINGS_KNOWN,
        FINDINGS_GM_PROVEN,
        GM_CASE_TO_ANSWER,
        F_ALLEGATIONS,
        CHARACTERISTIC_ALLEGATIONS,
        CASES_NAMING_CHARACTERISTIC,
        HEARING_NOTICES,
        HEARINGS_BEGUN,
        HEARINGS_NOT_BEGUN,
        HEARING_WAITS_UNKNOWN,
        MODE_DECISIONS,
        OFFICER_YEARS,
        OFFICERS_TO_HEARING,
        DISMISSED,
        COMPLAINT_ALLEGATIONS,
        ASSESSED_MATTERS,
        ASSESSED_HEARD,
        OPEN_MATTERS,
        OPEN_OVER_12_MONTHS,
        *LADDER,
        VALUES_EXPECTED,
        VALUES_NOT_KNOWN,
        RETURNS_RECEIVED,
        RETURNS_LATE,
    )
}


@dataclass(frozen=True)
class Measure:
    """A figure made from counts: a rate, a share, or a reading of a waiting-time curve.

    `statistic` is `rate` (per workforce-year), `share` (of the base), `count` (a stock), `quantile`
    (days by which the share `at` is reached) or `reached` (share reached after `at` days, read off
    the curve). The base is read from the same breakdown, or from the total (`base_is_total`)
    but for `own_base` breakdowns. `breakdowns` names those of the count's that are wanted (all, if
    None), `skip_total` leaves out a total that would always be 100%.
    """

    id: str
    title: str
    topic: str
    unit: str
    numerator: str
    denominator: str
    numerator_words: str
    denominator_words: str
    per: float | None
    statistic: str
    population: str
    exclusions: str
    grain: str
    why_it_matters: str
    caveats: tuple[str, ...]
    source_law: str
    at: float | None = None
    base_is_total: bool = False
    own_base: tuple[str, ...] = ()
    skip_total: bool = False
    breakdowns: tuple[str, ...] | None = None
    curve: str | None = None
    day_type: str | None = None
    regimes: str = "2012 and 2020 Regulations"
    minimum_n: int = 10

    @property
    def event_basis(self) -> str:
        return COUNTS[self.numerator].event_basis


_SPARSE = (
    "Forces in three-year windows only; regions and all forces also by financial year. Areas of "
    "fewer than three forces as forces. By forum for regions and all forces; by Regulations for "
    "all forces."
)
_NEUTRAL = "A high figure may mean worse conduct, better detection or fuller recording."

R1 = Measure(
    id="R1",
    title="Referrals to the IOPC",
    topic="referrals",
    unit="referrals per 1,000 workforce-years (officers, specials, staff)",
    numerator="referrals",
    denominator="workforce_years",
    numerator_words="referrals received by the IOPC in the period",
    denominator_words="officers, specials and staff in post, times the years observed",
    per=1000,
    statistic="rate",
    population="All matters referred: complaints, conduct matters, recordable conduct matters, and "
    "death or serious injury matters",
    exclusions="Quarters whose return did not arrive are left out above and below the line",
    grain="Forces, regions and all forces, by financial year and by three-year window",
    why_it_matters="A referral hands the decision on how to investigate to an independent body. "
    "The law requires it for the most serious matters.",
    caveats=(
        _NEUTRAL,
        "Death or serious injury matters depend on how often police meet people at risk; "
        "they are not misconduct and are also shown on their own.",
        "A referral is not an investigation, and a case can be referred more than once.",
    ),
    source_law="Police Reform Act 2002, Schedule 3, paragraphs 4 and 13; SI 2020/2 regulation 4",
    base_is_total=True,
    breakdowns=("referral_route", "case_type", "regime"),
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
    grain=_SPARSE,
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
D2 = Measure(
    id="D2",
    title="Characteristics named in discrimination allegations",
    topic="discrimination",
    unit="% of discrimination allegations; one can name several",
    numerator="characteristic_allegations",
    denominator="f_allegations",
    numerator_words="discrimination allegations that name the characteristic",
    denominator_words="allegations of discriminatory behaviour (category F) in complaints",
    per=100,
    statistic="share",
    population="Complaint allegations of discriminatory behaviour, category F of the scheme "
    "in force "
    "since 1 February 2020",
    exclusions="Conduct matters; allegations logged before 1 February 2020, which had no "
    "characteristic; standard 3 (equality and diversity), which is another measure",
    grain=_SPARSE,
    why_it_matters="It shows on which grounds the public says it was treated unfairly.",
    caveats=(
        "Shares add up to more than 100%, since an allegation can name several characteristics.",
        "An allegation is what someone reports, not a finding; more complaints can mean more "
        "trust in complaining.",
    ),
    source_law="Equality Act 2010 section 4; IOPC guidance on capturing data about police "
    "complaints",
    base_is_total=True,
    regimes="2020 complaint scheme only",
)


def _t2(id: str, title: str, unit: str, statistic: str, at: float, per: float | None) -> Measure:
    return Measure(
        id=id,
        title=title,
        topic="time_to_hearing",
        unit=unit,
        numerator="hearings_begun",
        denominator="hearing_notices",
        numerator_words="officers and specials whose hearing has begun",
        denominator_words="officers and specials given notice of a misconduct hearing in the "
        "period",
        per=per,
        statistic=statistic,
        at=at,
        curve="T2",
        day_type="calendar",
        population="Police officers and special constables given notice of a misconduct hearing, "
        "once for each hearing, in the period of the notice",
        exclusions="Accelerated and special case hearings (another clock); meetings; police staff; "
        "subjects with a record set aside; hearings whose day of notice, start or withdrawal is "
        "not known (counted in hearing_waits_unknown)",
        grain=_SPARSE,
        why_it_matters="Nobody publishes it. Long waits weigh on complainants and officers alike.",
        caveats=(
            "Officers still waiting are kept in, with their wait so far (Kaplan–Meier); "
            "leaving them "
            "out would make waits look shorter.",
            "Hearings withdrawn or discontinued count as waiting until that day.",
            "The clock starts at the notice of the hearing, not when the matter came to attention.",
            "Curves of forces and regions are drawn in steps of at least three hearings, so that "
            "no single wait shows; their medians are read in proportion between two steps.",
            "The chair may lawfully extend the statutory period.",
        ),
        source_law="SI 2012/2632 regulation 21; SI 2020/4 regulations 29 and 30",
    )


T2 = _t2(
    "T2",
    "Days from notice to hearing",
    "median days from notice to first day",
    "quantile",
    0.5,
    None,
)
T2_P90 = _t2(
    "T2_p90",
    "Days until nine in ten hearings began",
    "days from notice by which 90% had begun",
    "quantile",
    0.9,
    None,
)
T2_12M = _t2(
    "T2_12m",
    "Hearings begun within 12 months of notice",
    "% of officers given notice",
    "reached",
    365,
    100,
)
T2_24M = _t2(
    "T2_24m",
    "Hearings begun within 24 months of notice",
    "% of officers given notice",
    "reached",
    730,
    100,
)

_OFFICERS = "Police officers and special constables, serving or former, once for each case"
_INVENTED_THINNING = (
    "In the demonstration complaints other than discrimination are thinned to one in twenty, "
    "so its "
    "share of discrimination is far too high."
)

R3 = Measure(
    id="R3",
    title="How the IOPC decided to investigate",
    topic="referrals",
    unit="% of referrals decided in the period",
    numerator="mode_decisions",
    denominator="mode_decisions",
    numerator_words="referrals decided with this mode, as it stands now",
    denominator_words="referrals decided in the period",
    per=100,
    statistic="share",
    population="Referrals of all matters",
    exclusions="Referrals not yet decided",
    grain="Forces, regions and all forces, by financial year and three-year window",
    why_it_matters="The share that the IOPC investigates itself has fallen from one in six to "
    "one in "
    "thirty; a trend in investigations says little without it.",
    caveats=(
        "Managed and supervised investigations ended for police on 1 February 2020; directed "
        "began.",
        "The mode can change later; the one now in force is counted.",
        "Returned to the force means that no investigation by the IOPC was found necessary.",
    ),
    source_law="Police Reform Act 2002, Schedule 3, paragraphs 5, 14, 14D and 15",
    base_is_total=True,
    skip_total=True,
)
R3_COHORT = Measure(
    id="R3_cohort",
    title="What became of referrals",
    topic="referrals",
    unit="% of referrals received in the period",
    numerator="referrals",
    denominator="referrals",
    numerator_words="referrals received in the period that now have this mode, or none yet",
    denominator_words="referrals received in the period",
    per=100,
    statistic="share",
    population="Referrals of all matters",
    exclusions="None: referrals not yet decided are shown as such",
    grain="Forces, regions and all forces, by financial year and three-year window",
    why_it_matters="Followed from the referral, nothing drops out unseen.",
    caveats=("The latest periods have more referrals still pending.",),
    source_law="Police Reform Act 2002, Schedule 3, paragraphs 5, 14, 14D and 15",
    base_is_total=True,
    breakdowns=("mode",),
    skip_total=True,
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
    population=_OFFICERS,
    exclusions="Police staff; meetings; decisions without a day",
    grain=_SPARSE,
    why_it_matters="It shows how often a force brings an officer before a panel.",
    caveats=(
        _NEUTRAL,
        "An officer referred in two cases counts twice.",
        "An officer referred to a hearing has not been found guilty of anything.",
    ),
    source_law="SI 2012/2632 regulation 19; SI 2020/4 regulations 23 and 49",
    base_is_total=True,
    own_base=("worker_group",),
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
    grain=_SPARSE,
    why_it_matters="It shows what follows when gross misconduct is proven.",
    caveats=(
        "Serving and former officers are also shown apart: would have been dismissed is not "
        "dismissed.",
        "From 28 May 2025 dismissal is presumed.",
        "It is not the number of officers who left by dismissal, nor the barred list.",
    ),
    source_law="SI 2020/4 regulations 42 and 62 and Schedule 1; SI 2025/558",
)
D1 = Measure(
    id="D1",
    title="Discrimination among complaint allegations",
    topic="discrimination",
    unit="% of complaint allegations",
    numerator="f_allegations",
    denominator="complaint_allegations",
    numerator_words="allegations of discriminatory behaviour (category F) in complaints",
    denominator_words="allegations in complaints, scheme in force since 1 February 2020",
    per=100,
    statistic="share",
    population="Complaint allegations in the scheme in force since 1 February 2020",
    exclusions="Conduct matters; allegations logged before 1 February 2020",
    grain="Forces, regions and all forces, by financial year and three-year window",
    why_it_matters="It sets discrimination beside all that people complain of.",
    caveats=(
        "An allegation is what someone reports, not a finding.",
        "Forces differ in how many small complaints they log, which moves the base.",
        _INVENTED_THINNING,
    ),
    source_law="IOPC guidance on capturing data about police complaints",
    regimes="2020 complaint scheme only",
    breakdowns=(),
    base_is_total=True,
)


def _t1(id: str, title: str, at: float) -> Measure:
    return Measure(
        id=id,
        title=title,
        topic="time_to_hearing",
        unit="% of officers assessed for gross misconduct",
        numerator="assessed_heard",
        denominator="assessed_matters",
        numerator_words="officers and specials whose hearing has begun so far",
        denominator_words="officers and specials whose matter, come to attention in the "
        "period, was "
        "assessed as gross misconduct",
        per=100,
        statistic="reached",
        at=at,
        curve="T1",
        day_type="calendar",
        population=_OFFICERS,
        exclusions="Police staff; subjects with a record set aside; endings on an unknown day",
        grain="Forces in three-year windows of the day the matter came to attention; regions "
        "and all "
        "forces also by financial year; by Regulations for all forces",
        why_it_matters="Parliament asked how long it takes from first awareness to a hearing, with "
        "the cases still open; nobody answered.",
        caveats=(
            "Open matters are kept in; matters that end otherwise (meeting, reflective "
            "practice, no "
            "proceedings, downgraded, withdrawn) no longer count as waiting (Aalen–Johansen).",
            "A matter counts from its first assessment as gross misconduct; the clock starts "
            "earlier, "
            "when it came to the attention of the appropriate authority.",
            "A median is not shown: most matters never reach a hearing, so there may be none.",
            "Times for which a case was held for criminal proceedings are not taken out.",
        ),
        source_law="SI 2020/4 regulations 14, 19 and 23",
    )


T1_12M = _t1("T1_12m", "Heard within 12 months of awareness", 365)
T1_24M = _t1("T1_24m", "Heard within 24 months of awareness", 730)
B1 = Measure(
    id="B1",
    title="Gross misconduct matters open",
    topic="time_to_hearing",
    unit="officers whose matter is open on the last day of the period",
    numerator="open_matters",
    denominator="open_matters",
    numerator_words="officers and specials assessed for gross misconduct whose matter has not "
    "ended",
    denominator_words="the same",
    per=None,
    statistic="count",
    population=_OFFICERS,
    exclusions="Police staff; subjects with a record set aside; endings on an unknown day",
    grain="Forces at the end of each three-year window; regions and all forces also each "
    "year; by age "
    "and stage for regions and all forces; quarters for all forces",
    why_it_matters="A backlog shows where matters drift.",
    caveats=(
        "A count, not a rate: larger forces have more.",
        "Age runs from the day the matter came to attention.",
    ),
    source_law="SI 2020/4 regulation 19",
    base_is_total=True,
)
B1_OVER_12 = Measure(
    id="B1_over_12m",
    title="Open for over 12 months",
    topic="time_to_hearing",
    unit="% of gross misconduct matters open on the last day of the period",
    numerator="open_over_12_months",
    denominator="open_matters",
    numerator_words="of these, matters that came to attention a year ago or longer",
    denominator_words="officers and specials assessed for gross misconduct whose matter has "
    "not ended",
    per=100,
    statistic="share",
    population=_OFFICERS,
    exclusions="Police staff; subjects with a record set aside; endings on an unknown day",
    grain="Regions and all forces, at the end of each financial year and three-year window",
    why_it_matters="After twelve months the force owes the local policing body an explanation.",
    caveats=("Twelve months is a duty to explain, not a limit.",),
    source_law="SI 2020/4 regulation 19",
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
        population=_OFFICERS,
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
Q1 = Measure(
    id="Q1",
    title="Values not known",
    topic="data_quality",
    unit="% of values of key fields",
    numerator="values_not_known",
    denominator="values_expected",
    numerator_words="values left blank or recorded as not known",
    denominator_words="values of ethnicity, sex, rank, case type, finding, day of decision "
    "and day of "
    "notice",
    per=100,
    statistic="share",
    population="Subjects, cases and hearings",
    exclusions="Records set aside",
    grain="Forces, regions and all forces, by financial year and three-year window",
    why_it_matters="A comparison is worth no more than the records behind it.",
    caveats=("Not known can be the honest answer.",),
    source_law="Home Affairs Committee HC 139 (2021), paragraph 268",
)
Q1_LATE = Measure(
    id="Q1_late",
    title="Returns late, partial or sent again",
    topic="data_quality",
    unit="% of quarterly returns that arrived",
    numerator="returns_late",
    denominator="returns_received",
    numerator_words="returns that came late, in part, or had to be sent again",
    denominator_words="quarterly returns that arrived",
    per=100,
    statistic="share",
    population="Quarterly returns of forces",
    exclusions="Returns that never arrived: their quarters are not available",
    grain="Forces, regions and all forces, by financial year and three-year window",
    why_it_matters="Late returns make the latest figures provisional.",
    caveats=("A return sent again is a correction, which is welcome.",),
    source_law="Contract version 1",
)

MEASURES: dict[str, Measure] = {
    measure.id: measure
    for measure in (
        R1,
        R3,
        R3_COHORT,
        G3,
        G4,
        G6,
        *LADDER_MEASURES,
        D1,
        D2,
        T1_12M,
        T1_24M,
        T2,
        T2_P90,
        T2_12M,
        T2_24M,
        B1,
        B1_OVER_12,
        Q1,
        Q1_LATE,
    )
}


def measure_by_id(name: str) -> Measure:
    """The measure of that id, upper or lower case."""
    for measure in MEASURES.values():
        if measure.id.lower() == name.lower():
            return measure
    raise UnknownNameError(f"There is no measure {name!r}. The measures are {', '.join(MEASURES)}.")
