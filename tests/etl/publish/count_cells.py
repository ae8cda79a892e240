"""Count cells as the marts hand them over, added up from what each force counted each year."""

from collections import defaultdict
from collections.abc import Iterator

import polars as pl
from hypothesis import strategies as st

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
