"""What is not known, and which returns came late."""

from etl.measures.definitions.model import Count, Measure

FIELDS = (
    "ETHNICITY",
    "SEX",
    "RANK",
    "CASE_TYPE",
    "FINDING",
    "DATE_DECISION",
    "DATE_NOTICE",
)

DATE_FIELDS = (
    "DATE_MODE_DECIDED",
    "DATE_DECISION",
    "DATE_NOTICE",
    "DATE_FIRST_DAY",
    "DATE_APPEAL_DECIDED",
    "DATE_FINALISED",
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


def _quality(name: str, breakdowns: dict | None = None) -> Count:
    return Count(
        name,
        sensitivity="quality",
        event_basis="aware",
        breakdowns=breakdowns or {},
        smallest_area=dict.fromkeys(breakdowns or {}, "country"),
        force_years=True,
    )


DATES_EXPECTED = _quality("dates_expected", {"date_field": DATE_FIELDS})
DATES_MISSING = _quality("dates_missing", {"date_field": DATE_FIELDS})
RETURNS_DATED = _quality("returns_dated")
RETURN_DAYS = _quality("return_days")

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

Q1_DATES = Measure(
    id="Q1_dates",
    title="Days not recorded",
    topic="data_quality",
    unit="% of days that there should be",
    numerator="dates_missing",
    denominator="dates_expected",
    numerator_words="days left blank",
    denominator_words="days of decisions on mode and case to answer, notices, first days of "
    "hearings held, decided appeals, and finalised cases",
    per=100,
    statistic="share",
    population="Steps that a record says were taken",
    exclusions="Records set aside; steps not yet taken",
    grain="Forces, regions and all forces, by financial year and three-year window; by day for all "
    "forces",
    why_it_matters="A step without its day leaves the waiting times and counts of its year.",
    caveats=("A day that is there can still be wrong; see the rules.",),
    source_law="Contract version 1",
)

Q1_LAG = Measure(
    id="Q1_lag",
    title="Days from the end of a quarter to its return",
    topic="data_quality",
    unit="days, mean of the quarterly returns that arrived",
    numerator="return_days",
    denominator="returns_dated",
    numerator_words="days from the last day of the quarter to the day its return arrived, added up",
    denominator_words="quarterly returns with the day they arrived",
    per=None,
    statistic="mean",
    population="Quarterly returns of forces",
    exclusions="Returns that never arrived, or without the day",
    grain="Forces, regions and all forces, by financial year and three-year window",
    why_it_matters="Late returns make the latest figures provisional.",
    caveats=(
        "All returns are counted, so there is no interval.",
        "A return sent again counts with the day on which it came last.",
    ),
    source_law="Contract version 1",
    day_type="calendar",
)

COUNTS = (
    VALUES_EXPECTED,
    VALUES_NOT_KNOWN,
    RETURNS_RECEIVED,
    RETURNS_LATE,
    DATES_EXPECTED,
    DATES_MISSING,
    RETURNS_DATED,
    RETURN_DAYS,
)
MEASURES = (
    Q1,
    Q1_LATE,
    Q1_DATES,
    Q1_LAG,
)
