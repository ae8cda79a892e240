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

COUNTS = (
    VALUES_EXPECTED,
    VALUES_NOT_KNOWN,
    RETURNS_RECEIVED,
    RETURNS_LATE,
)
MEASURES = (
    Q1,
    Q1_LATE,
)
