"""Count cells as the marts hand them over, added up from what each force counted each year."""

from collections import defaultdict
from collections.abc import Iterator

import polars as pl
from hypothesis import strategies as st

from etl.measures.definitions import COUNTS
from etl.publish.protect import Reader
from etl.publish.summed import Summed

COUNTRY = "X92000001"
YEARS = ("2020-21", "2021-22", "2022-23")
WINDOW = "2020-23"
# Upland has three forces, Lowland two, so that its single years are not published.
REGIONS = {"A": "upland", "B": "upland", "C": "upland", "D": "lowland", "E": "lowland"}
ADDED_INTO = REGIONS | {"upland": COUNTRY, "lowland": COUNTRY, COUNTRY: None}
DENSE = ("referrals", "f_allegations")
# What an officer, an allegation or a referral adds to: (count, breakdown, category).
HEARD_BEGUN = [("hearing_notices", "total", "total"), ("hearings_begun", "total", "total")]
WAITING = [("hearing_notices", "total", "total"), ("hearings_not_begun", "total", "total")]
NAMING_RACE = [
    ("f_allegations", "total", "total"),
    ("characteristic_allegations", "characteristic", "RACE"),
]
NAMING_SEX = [
    ("f_allegations", "total", "total"),
    ("characteristic_allegations", "characteristic", "SEX"),
]
REFERRED = [("referrals", "total", "total"), ("referrals", "referral_route", "MANDATORY")]
EVENTS = {
    "heard": HEARD_BEGUN,
    "waiting": WAITING,
    "race": NAMING_RACE,
    "sex": NAMING_SEX,
    "referred": REFERRED,
}


def summed_but_for(*left_out: tuple[str, str]) -> Summed:
    """Every force counted in every quarter, but for (force, period) as named; stocks at the end."""
    ways = {
        (item.starts_on, item.needs_open_cases, item.follow_up_months, item.is_stock)
        for item in COUNTS.values()
    }
    sets: dict[tuple, int] = defaultdict(int)
    for bit, (force, quarter) in enumerate((f, q) for f in REGIONS for q in QUARTERS):
        year, is_last = quarter[:7], quarter.endswith("Q4")
        for kind, period in (("quarter", quarter), ("financial_year", year), *LONG):
            is_end = kind == "quarter" or (is_last and (kind != "three_years" or year == YEARS[-1]))
            for area in (force, REGIONS[force], COUNTRY):
                for way in ways if (force, period) not in left_out else ():
                    if is_end or not way[-1]:
                        sets[way, area, kind, period] |= 1 << bit
    return Summed(sets)


QUARTERS = [f"{year}-Q{number}" for year in YEARS for number in (1, 2, 3, 4)]
LONG = (("three_years", WINDOW),)
SUMMED = summed_but_for()
READER = Reader(ADDED_INTO, SUMMED)
few = st.integers(0, 3) | st.integers(0, 15)
events = st.fixed_dictionaries(
    {(force, year, name): few for force in REGIONS for year in YEARS for name in EVENTS}
)


def cells_of(numbers: dict[tuple[str, str, str], int]) -> pl.DataFrame:
    """Cells from how often each event happened, by (force, year, name of the event)."""
    sums: dict[tuple, float] = defaultdict(float)
    for (force, year, name), number in numbers.items():
        for count_name, breakdown, category in EVENTS[name]:
            for area in (force, REGIONS[force], COUNTRY):
                for period in (year, WINDOW):
                    sums[count_name, area, period, breakdown, category] += number
    rows = [_cell(key, number) for key, number in sums.items() if _is_counted(*key[:3])]
    return pl.DataFrame(rows, infer_schema_length=None)


def _is_counted(count_name: str, area: str, period: str) -> bool:
    return count_name in DENSE or period == WINDOW or area not in REGIONS


def _cell(key: tuple, number: float) -> dict:
    count_name, area, period, breakdown, category = key
    forces = len(REGIONS) if area == COUNTRY else max(list(REGIONS.values()).count(area), 1)
    level = "country" if area == COUNTRY else "force" if area in REGIONS else "region"
    kind = "three_years" if period == WINDOW else "financial_year"
    return {
        "count_name": count_name,
        "area_code": area,
        "area_level": level,
        "period_type": kind,
        "period": period,
        "breakdown": breakdown,
        "category": category,
        "count": number,
        "symbol": None,
        "forces": forces,
        "forces_counted": forces,
        # Everybody in a case of their own.
        "cases": number,
        "is_published": count_name in DENSE or kind == "three_years" or forces >= 3,
    }


def lines_of(cells: pl.DataFrame) -> Iterator[tuple[dict, list[dict]]]:
    """Every total with its parts: areas, years, and the two parts of the notices."""
    rows = cells.to_dicts()
    for total in rows:
        for parts in (
            [row for row in rows if _same(row, total, but=("area_code",), of=_area_part)],
            [row for row in rows if _same(row, total, but=("period",), of=_year_part)],
            [row for row in rows if _same(row, total, but=("count_name",), of=_notice_part)],
        ):
            if parts:
                yield total, parts


NAMES = ("count_name", "area_code", "period", "breakdown", "category")


def _same(row: dict, total: dict, but: tuple[str, ...], of) -> bool:
    return of(row, total) and all(row[name] == total[name] for name in NAMES if name not in but)


def _area_part(row: dict, total: dict) -> bool:
    return ADDED_INTO[row["area_code"]] == total["area_code"]


def _year_part(row: dict, total: dict) -> bool:
    return row["period"] in YEARS and total["period"] == WINDOW


def _notice_part(row: dict, total: dict) -> bool:
    parts = ("hearings_begun", "hearings_not_begun")
    return row["count_name"] in parts and total["count_name"] == "hearing_notices"
