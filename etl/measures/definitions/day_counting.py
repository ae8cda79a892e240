"""Times in working days, and hearings begun within the periods that the Regulations set."""

from dataclasses import replace
from datetime import date

from etl.contracts.law import UNITS, statutory_period
from etl.measures.definitions.model import OFFICERS_ONCE, TOTAL, Count, Measure
from etl.measures.definitions.stages import FIRST_YEAR, T6, T7
from etl.measures.definitions.time_to_hearing import T2_12M

LIMIT = statutory_period("hearing_first_day")
CURVES = dict(zip(UNITS, ("T2_working", "T2"), strict=True))
WORKING = (
    "Working days: Saturdays, Sundays and bank holidays of England and Wales are left out; the "
    "first working day after the start is day 1."
)
ALL_FORCES = "All forces, by financial year and three-year window"

MATTERS_ON_CALENDAR = Count(
    "matters_on_calendar",
    sensitivity="proceedings",
    event_basis="finalised",
    breakdowns={"case_type": "case_type"},
    smallest_area={TOTAL: "country", "case_type": "country"},
    starts_on=FIRST_YEAR,
)
COMPLAINTS_ON_CALENDAR = Count(
    "complaints_on_calendar",
    sensitivity="mean_time",
    event_basis="finalised",
    breakdowns={},
    smallest_area={TOTAL: "country"},
    starts_on=FIRST_YEAR,
)
ACCELERATED_BEGUN = Count(
    "accelerated_begun",
    sensitivity="proceedings",
    event_basis="notice",
    breakdowns={},
    smallest_area={TOTAL: "country"},
    starts_on=date(2020, 2, 1),
)
ACCELERATED_IN_TIME = replace(ACCELERATED_BEGUN, name="accelerated_in_time")


def _within(id: str, unit: str) -> Measure:
    """Hearings begun within the statutory number of days, counted in one unit."""
    doubt = (
        f"{LIMIT.days} {LIMIT.unit} days is the period as noted in a reference file; it was not "
        "read in the Regulations. The same number is shown in working and in calendar days."
    )
    return replace(
        T2_12M,
        id=id,
        title=f"Hearings begun within {LIMIT.days} {unit} days of notice",
        at=LIMIT.days,
        curve=CURVES[unit],
        day_type=unit,
        why_it_matters="The Regulations set a period from notice to the first day of the hearing.",
        caveats=(
            *(() if LIMIT.verified else (doubt,)),
            "The chair may lawfully extend it, and the records do not say how often: later is not "
            "unlawful.",
            *((WORKING,) if unit == "working" else ()),
            *T2_12M.caveats[:4],
        ),
        source_law=LIMIT.source,
    )


T2_LIMIT = _within("T2_limit", LIMIT.unit)
T2_LIMIT_OTHER = _within("T2_limit_other", LIMIT.other_unit)
T2_ACCELERATED = Measure(
    id="T2_accelerated",
    title="Accelerated hearings begun in the working days set",
    topic="time_to_hearing",
    unit="% of officers before an accelerated hearing that has begun",
    numerator="accelerated_in_time",
    denominator="accelerated_begun",
    numerator_words="of these, officers and specials whose hearing began 10 to 15 working days "
    "after the notice",
    denominator_words="officers and specials given notice in the period of an accelerated hearing "
    "that has begun",
    per=100,
    statistic="share",
    day_type="working",
    population=OFFICERS_ONCE.replace("each case", "each hearing"),
    exclusions="Hearings not begun, or on an unknown day; special case hearings under earlier "
    "Regulations; police staff; subjects with a record set aside",
    grain=ALL_FORCES,
    why_it_matters="An accelerated hearing is meant to be quick, but not so quick that the officer "
    "cannot prepare.",
    caveats=(
        "Not less than 10 and not more than 15 working days after the notice; the period begins "
        "anew where the chair is replaced, which the records do not say.",
        WORKING,
        "Hearings sooner and later than the period are both outside it.",
    ),
    source_law="SI 2020/4 regulation 52",
    regimes="2020 Regulations",
)
T6_WORKING = replace(
    T6,
    id="T6_working",
    title="Working days from awareness to finalised",
    unit="median working days from awareness to the end of all action",
    numerator="matters_on_calendar",
    denominator="matters_on_calendar",
    numerator_words=T6.numerator_words + ", all on days for which bank holidays are known",
    curve="T6_working",
    day_type="working",
    grain=ALL_FORCES + "; by type of case",
    why_it_matters="The Home Office gives complaints in working days and conduct matters in "
    "calendar days.",
    caveats=(
        T6.caveats[0],
        "The Home Office gives 133 working days for complaints (median, year to March 2024); "
        "conduct matters it gives in calendar days, which T6 is for.",
        WORKING,
        "Not by force: beside T6 it would tell more of single times.",
    ),
)
T7_WORKING = replace(
    T7,
    id="T7_working",
    title="Mean working days to finalise complaints",
    unit="mean working days from logging to the end of all action",
    numerator="complaints_on_calendar",
    denominator="complaints_on_calendar",
    numerator_words=T7.numerator_words + ", all on days for which bank holidays are known",
    curve="T7_working",
    day_type="working",
    grain=ALL_FORCES,
    why_it_matters="Whether the IOPC counts working or calendar days has not been verified: its "
    "mean can be held beside both.",
    caveats=(
        T7.caveats[0],
        "The IOPC gives 146 days, 138 without suspension (2024-25).",
        WORKING,
        "Not by force: beside T7 it would tell more of single times.",
    ),
)

COUNTS = (
    MATTERS_ON_CALENDAR,
    COMPLAINTS_ON_CALENDAR,
    ACCELERATED_BEGUN,
    ACCELERATED_IN_TIME,
)
MEASURES = (T2_LIMIT, T2_LIMIT_OTHER, T2_ACCELERATED, T6_WORKING, T7_WORKING)
