"""What arrived, what was checked and what came of it."""

from functools import lru_cache

import polars as pl

from dashboard.frames import only, rowwise, without
from dashboard.queries.connection import OPEN_FILES, Build, read
from dashboard.queries.in_memory import read_at
from dashboard.queries.published import areas

YEAR = len("2024-25")

# A few thousand rows: read once, since a query takes milliseconds however little it finds.
_RETURNS = """
    select
        s.dataset, s.area_code, f.area_name, s.quarter, s.submission_status, s.is_received,
        coalesce(c.label, lower(s.submission_status)) as status_label, f.region_code
    from published.submissions as s
    inner join published.areas as f using (area_code)
    left join published.categories as c
        on c.breakdown = 'submission_status' and s.submission_status = c.category
    where f.area_level = 'force'
    order by f.area_name, s.quarter
"""


def returns(build: Build, area_code: str, area_level: str, years: list[str]) -> pl.DataFrame:
    """One row per force of the area and quarter of these years."""
    rows = read(build, _RETURNS)
    found = only(
        rows,
        (
            quarter[:YEAR] in years and (area_level == "country" or area_code in force)
            for quarter, *force in rowwise(rows, "quarter", "area_code", "region_code")
        ),
    )
    return without(found, "region_code")


def forces_complete(
    build: Build, area_code: str, area_level: str, years: list[str]
) -> tuple[int, int]:
    """How many forces of the area sent every return for these years, and of how many."""
    forces = [
        [sent[year] for year in years if year in sent]
        for force, sent in _years_sent(build).items()
        if area_level == "country" or area_code in force
    ]
    return sum(bool(sent) and all(sent) for sent in forces), len(forces)


@lru_cache(maxsize=OPEN_FILES)
def _years_sent(build: Build) -> dict[tuple[str, str | None], dict[str, bool]]:
    """Whether every return of a year arrived, by force with its region, for years with any."""
    forces = areas(build).filter(area_level="force").select("area_code", "region_code").rows()
    found: dict[tuple[str, str | None], dict[str, bool]] = {force: {} for force in forces}
    columns = ("area_code", "region_code", "quarter", "is_received")
    for code, region, quarter, is_received in read(build, _RETURNS).select(columns).rows():
        sent = found[code, region]
        sent[quarter[:YEAR]] = sent.get(quarter[:YEAR], True) and is_received
    return found


def incomplete(build: Build, area_code: str, period: str) -> pl.DataFrame:
    """Measures whose count of an area and period lacks some of its forces, fewest forces first."""
    query = """
        select distinct
            c.area_code as of_area, c.period as of_period,
            m.measure, m.title, c.count_name, c.area_code, c.period,
            c.forces_counted, c.forces_expected
        from published.coverage as c
        inner join published.measures as m on c.count_name = m.numerator_count
        where c.forces_counted between 1 and c.forces_expected - 1
        order by c.forces_counted, m.title, m.measure
    """
    return read_at(build, query, of_area=area_code, of_period=period)


def official_gaps(build: Build) -> pl.DataFrame:
    """Official figures by force that some territorial forces lack, the latest first."""
    query = """
        select
            c.measure, c.unit, c.category, c.period, c.forces, c.expected, c.missing,
            f.publisher, c.edition, f.url
        from published.official_coverage as c
        inner join (
            select source, edition, any_value(publisher) as publisher, any_value(url) as url
            from published.official_figures group by source, edition
        ) as f using (source, edition)
        where c.forces between 1 and c.expected - 1
        order by c.period desc, c.measure, c.unit, c.category, c.edition
    """
    return read(build, query)


def validation(build: Build) -> pl.DataFrame:
    """All checks: those that did not hold first."""
    query = """
        select check_name, rule, kind, severity, entity, title, mend, rows_checked, rows_hit, result
        from published.validation
        order by
            case result when 'failed' then 1 when 'flagged' then 2 else 3 end,
            kind, check_name
    """
    return read(build, query)


def check_totals(build: Build) -> dict[str, int]:
    """Number of checks by result, of records and of what is published from them."""
    query = """
        select result, count(*) as checks from published.validation
        -- What another publisher printed wrong is no fault of this build.
        where kind <> 'headcount' group by result
    """
    rows = read(build, query)
    return dict(zip(rows["result"], rows["checks"], strict=True))


def row_accounting(build: Build) -> pl.DataFrame:
    """Rows received, loaded, set aside and replaced, and whether they add up."""
    query = """
        select
            dataset, entity, rows_received, rows_loaded, rows_quarantined, rows_replaced,
            rows_received = rows_loaded + rows_quarantined + rows_replaced as adds_up
        from published.row_accounting
        order by entity
    """
    return read(build, query)


def inputs(build: Build, kind: str | None = None) -> pl.DataFrame:
    """Deliveries and files that went into the build."""
    query = """
        select
            name, kind, path, sha256, supplier, extracted_on, coverage_from, coverage_to,
            includes_open_cases
        from published.build_inputs
        where ? is null or kind = ?
        order by kind, name, path
    """
    return read(build, query, kind, kind)
