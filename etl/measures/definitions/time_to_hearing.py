"""Waits from notice and from awareness to a hearing, and the matters still open."""

from etl.measures.definitions.model import OFFICERS_ONCE, REGIMES, SPARSE, TOTAL, Count, Measure

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
    breakdowns={
        "age": AGES,
        "stage": STAGES,
        "age*stage": tuple(f"{age}x{stage}" for age in AGES for stage in STAGES),
    },
    smallest_area={"age": "region", "stage": "region", "age*stage": "country"},
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
        population=OFFICERS_ONCE,
        exclusions="Police staff; subjects with a record set aside; endings on an unknown day; "
        "days in an impossible order (assessed before the matter came to attention, ended before "
        "assessed)",
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
            "Curves of forces and regions are drawn in steps of at least three hearings, so that "
            "no single wait shows; the shares after 12 and 24 months are read between two steps.",
            "Times for which a case was held for criminal proceedings are not taken out.",
        ),
        source_law="SI 2020/4 regulations 14, 19 and 23",
    )


T1_12M = _t1("T1_12m", "Heard within 12 months of awareness", 365)

T1_24M = _t1("T1_24m", "Heard within 24 months of awareness", 730)


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
        "not known or in an impossible order (counted in hearing_waits_unknown)",
        grain=SPARSE,
        why_it_matters="Nobody publishes it. Long waits weigh on complainants and officers alike.",
        caveats=(
            "Officers still waiting are kept in, with their wait so far (Kaplan–Meier); "
            "leaving them "
            "out would make waits look shorter.",
            "Hearings withdrawn or discontinued count as waiting until that day.",
            "The clock starts at the notice of the hearing, not when the matter came to attention.",
            "Curves of forces and regions are drawn in steps of at least three hearings, so that "
            "no single wait shows; their medians and their shares after 12 and 24 months are read "
            "between two steps.",
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

T2_FINISHED = Measure(
    id="T2_finished",
    title="Median of hearings already held (misleading, shown to explain)",
    topic="time_to_hearing",
    unit="median days from notice to first day, of hearings that have begun only",
    numerator="hearings_begun",
    denominator="hearings_begun",
    numerator_words=T2.numerator_words,
    denominator_words="the same: officers still waiting are ignored",
    per=None,
    statistic="finished",
    at=0.5,
    curve="T2",
    day_type="calendar",
    population=T2.population,
    exclusions="Officers still waiting, and those whose hearing was withdrawn or discontinued, "
    "which is why it misleads; as for T2, " + T2.exclusions[0].lower() + T2.exclusions[1:],
    grain=SPARSE,
    why_it_matters="It is what a list of finished cases gives, and it makes waits look shorter "
    "than they are.",
    caveats=(
        "Not a measure of the wait: of recent notices only the quick ones are over, so it rises as "
        "the slow ones begin, although nobody waits longer.",
        "Stands beside T2 to show how far the two lie apart; it is not compared between areas or "
        "periods.",
        "Worked out for forces and regions from the same steps of at least three hearings as T2.",
    ),
    source_law=T2.source_law,
    explains="T2",
)

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
    population=OFFICERS_ONCE,
    exclusions="Police staff; subjects with a record set aside; endings on an unknown day",
    grain="Forces at the end of each three-year window; regions and all forces also each "
    "year; by age "
    "and by stage for regions and all forces, by both at once for all forces; quarters for all "
    "forces",
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
    population=OFFICERS_ONCE,
    exclusions="Police staff; subjects with a record set aside; endings on an unknown day",
    grain="Regions and all forces, at the end of each financial year and three-year window",
    why_it_matters="After twelve months the force owes the local policing body an explanation.",
    caveats=("Twelve months is a duty to explain, not a limit.",),
    source_law="SI 2020/4 regulation 19",
)

COUNTS = (
    HEARING_NOTICES,
    HEARINGS_BEGUN,
    HEARINGS_NOT_BEGUN,
    HEARING_WAITS_UNKNOWN,
    ASSESSED_MATTERS,
    ASSESSED_HEARD,
    OPEN_MATTERS,
    OPEN_OVER_12_MONTHS,
)
MEASURES = (
    T1_12M,
    T1_24M,
    T2,
    T2_P90,
    T2_12M,
    T2_24M,
    T2_FINISHED,
    B1,
    B1_OVER_12,
)
