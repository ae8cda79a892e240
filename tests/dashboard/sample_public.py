"""A small public file for tests: six fictional forces in two regions, a few real official figures.

It holds every symbol, two breaks in the series and a provisional end.

The tables are made from the contract in `data/contract/published/`; `write_sample` fails if a row
does not fit it.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from etl.config import Settings
from etl.contracts import Entity, load_published

DATASET = "demonstration"
COUNTRY = "X92000001"
REGIONS = {"X12000001": "Eastvale", "X12000002": "Westfell"}
FORCES = {
    "X23000001": ("Ambershire", "X12000001"),
    "X23000002": ("Brackendale and Thornwater", "X12000001"),
    "X23000003": ("Coldmere", "X12000001"),
    "X23000004": ("Dunmarsh", "X12000002"),
    "X23000005": ("Elderholm", "X12000002"),
    "X23000006": ("Northmoor", "X12000002"),
}
# Of one, the size is never shown.
SIZE_BANDS = {"X23000001": 1, "X23000002": 1, "X23000003": 2, "X23000004": 3, "X23000006": 1}
REAL_FORCES = ["Cheshire", "Devon and Cornwall", "Kent"]

YEARS = list(range(2017, 2026))
WINDOWS = [2017, 2020, 2023]
CATEGORIES = {
    "total": [("total", "All")],
    "referral_route": [("MANDATORY", "Mandatory"), ("VOLUNTARY", "Voluntary")],
    "case_type": [("COMPLAINT", "Complaint"), ("DSI", "Death or serious injury matter")],
    "regime": [("CR2012", "2012 Regulations"), ("CR2020", "2020 Regulations")],
    "forum": [("HEARING", "Misconduct hearing"), ("ACCELERATED", "Accelerated hearing")],
    "characteristic": [
        ("AGE", "Age"),
        ("DISABILITY", "Disability"),
        ("RACE", "Race"),
        ("SEX", "Sex"),
    ],
    "mode": [
        ("INDEPENDENT", "Independent"),
        ("MANAGED", "Managed"),
        ("PENDING", "Not yet decided"),
    ],
    "ethnicity": [("ASIAN", "Asian"), ("BLACK", "Black"), ("WHITE", "White")],
    "service": [("SERVING", "Serving"), ("FORMER", "Former")],
    "age": [("UNDER_6_MONTHS", "Under 6 months"), ("OVER_24_MONTHS", "Over 24 months")],
    "stage": [("INVESTIGATION", "Under investigation"), ("LISTING", "Notice given")],
    "ending": [("HEARING", "Hearing"), ("MEETING", "Meeting")],
    "submission_status": [("SUBMITTED", "Submitted"), ("LATE", "Late"), ("MISSING", "Missing")],
}
# A count of people on a day, without an interval.
STOCK = 50.0
# measure: topic, title, unit, (upper count, base, per, basis), breakdowns, figure for all forces
MEASURES = {
    "R1": (
        "referrals",
        "Referrals to the IOPC",
        "referrals per 1,000 workforce-years (officers, specials, staff)",
        ("referrals", "workforce_years", 1000.0, "received"),
        ("total", "referral_route", "case_type", "regime"),
        16.0,
    ),
    "G4": (
        "gross_misconduct",
        "Gross misconduct proven at hearings",
        "% of officers with a known finding at a hearing or accelerated hearing",
        ("findings_gm_proven", "findings_known", 100.0, "hearing"),
        ("total", "forum", "regime"),
        78.0,
    ),
    "D2": (
        "discrimination",
        "Characteristics named in discrimination allegations",
        "% of discrimination allegations; one can name several",
        ("characteristic_allegations", "f_allegations", 100.0, "logged"),
        ("characteristic",),
        40.0,
    ),
    "T2": (
        "time_to_hearing",
        "Days from notice to hearing",
        "median days from notice to first day",
        ("hearings_begun", "hearing_notices", None, "notice"),
        ("total", "regime"),
        210.0,
    ),
    "T2_p90": (
        "time_to_hearing",
        "Days until nine in ten hearings began",
        "days from notice by which 90% had begun",
        ("hearings_begun", "hearing_notices", None, "notice"),
        ("total", "regime"),
        520.0,
    ),
    "T2_finished": (
        "time_to_hearing",
        "Median of hearings already held (misleading, shown to explain)",
        "median days from notice to first day, of hearings that have begun only",
        ("hearings_begun", "hearings_begun", None, "notice"),
        ("total", "regime"),
        150.0,
    ),
    "T2_12m": (
        "time_to_hearing",
        "Hearings begun within 12 months of notice",
        "% of officers given notice",
        ("hearings_begun", "hearing_notices", 100.0, "notice"),
        ("total", "regime"),
        71.0,
    ),
    "T2_24m": (
        "time_to_hearing",
        "Hearings begun within 24 months of notice",
        "% of officers given notice",
        ("hearings_begun", "hearing_notices", 100.0, "notice"),
        ("total", "regime"),
        93.0,
    ),
    **{
        name: (
            "referrals",
            title,
            "% of referrals",
            ("decided", "decided", 100.0, "decided"),
            ("mode",),
            40.0,
        )
        for name, title in (("R3", "How the IOPC decided"), ("R3_cohort", "What became of them"))
    },
    "R1_officers": (
        "referrals",
        "Referrals per officer",
        "referrals per 1,000 officer-years (specials included)",
        ("referrals", "officer_years", 1000.0, "received"),
        ("total",),
        21.0,
    ),
    **{
        name: ("gross_misconduct", title, unit, (upper, base, per, basis), ("total",), figure)
        for name, title, unit, upper, base, per, basis, figure in (
            (
                "G1",
                "Officers assessed for gross misconduct",
                "officers assessed per 1,000 officer-years",
                "gm_assessed",
                "officer_years",
                1000.0,
                "assessed",
                9.0,
            ),
            (
                "G2",
                "Case to answer for gross misconduct",
                "% of decided allegations",
                "answers_gm",
                "answers_decided",
                100.0,
                "decided",
                11.0,
            ),
            (
                "G5",
                "Gross misconduct proven, for each 1,000 officers",
                "officers per 1,000 officer-years",
                "findings_gm_proven",
                "officer_years",
                1000.0,
                "hearing",
                2.0,
            ),
        )
    },
    "G3": (
        "gross_misconduct",
        "Officers referred to a hearing",
        "officers referred per 1,000 officer-years",
        ("officers_to_hearing", "officer_years", 1000.0, "decided"),
        ("total", "forum"),
        4.0,
    ),
    "G6": (
        "gross_misconduct",
        "Dismissed, or would have been",
        "% of officers whose gross misconduct was proven",
        ("dismissed", "findings_gm_proven", 100.0, "hearing"),
        ("total", "service"),
        85.0,
    ),
    **{
        f"L_{step}": (
            "gross_misconduct",
            f"Step: {step}",
            "% of officers assessed",
            (f"ladder_{step}", "ladder_assessed", 100.0, "assessed"),
            ("total",),
            figure,
        )
        for step, figure in (
            ("case_to_answer", 45.0),
            ("heard", 30.0),
            ("proven", 25.0),
            ("dismissed", 20.0),
            ("open", 10.0),
        )
    },
    "D1": (
        "discrimination",
        "Discrimination among complaint allegations",
        "% of complaint allegations",
        ("f_allegations", "complaint_allegations", 100.0, "logged"),
        ("total",),
        3.0,
    ),
    **{
        name: (
            "time_to_hearing",
            title,
            "% of officers assessed",
            ("assessed_heard", "assessed_matters", 100.0, "aware"),
            ("total", "regime"),
            figure,
        )
        for name, title, figure in (
            ("T1_12m", "Heard within 12 months of awareness", 18.0),
            ("T1_24m", "Heard within 24 months of awareness", 28.0),
        )
    },
    "B1": (
        "time_to_hearing",
        "Gross misconduct matters open",
        "officers whose matter is open",
        ("open_matters", "open_matters", None, "open"),
        ("total", "age", "stage"),
        STOCK,
    ),
    "B1_over_12m": (
        "time_to_hearing",
        "Open for over 12 months",
        "% of matters open",
        ("open_over_12_months", "open_matters", 100.0, "open"),
        ("total",),
        30.0,
    ),
    "Q1": (
        "data_quality",
        "Values not known",
        "% of values of key fields",
        ("values_not_known", "values_expected", 100.0, "aware"),
        ("total",),
        2.0,
    ),
    "Q1_late": (
        "data_quality",
        "Returns late, partial or sent again",
        "% of quarterly returns that arrived",
        ("returns_late", "returns_received", 100.0, "aware"),
        ("total",),
        5.0,
    ),
}
# Steps of the ladder, and how much wider their intervals are if officers share a fate.
CLUSTERED = {"L_case_to_answer": 1.12, "L_heard": 1.31}
STATISTICS = {"T2": "quantile", "T2_p90": "quantile", "T2_finished": "finished", "B1": "count"}
EXPLAINS = {"T2_finished": "T2"}
VARIANTS = {"R1_officers": "R1"}
BY_FORCE_AND_YEAR = ("R1", "R1_officers", "R3", "R3_cohort", "D1", "Q1", "Q1_late")
BREAKS = [
    (date(2020, 2, 1), "New conduct and complaints rules (2020)", "received hearing notice logged"),
    (date(2024, 5, 7), "Chief officers chair hearings", "hearing notice"),
]
# (measure, area, period) of totals and what they show instead of a plain figure.
PLANTED = {
    ("R1", "X23000005", "2023-26"): "x",
    ("R1", "X23000005", "2025-26"): "x",
    ("R1", "X23000005", "2021-22"): "x",
    ("R1", "X23000006", "2019-20"): "u",
    ("G4", "X23000001", "2023-26"): "c",
    ("G4", "X23000002", "2020-23"): "c",
    ("G4", "X23000004", "2023-26"): "u",
    ("G4", "X23000005", "2023-26"): "x",
    ("T2", "X23000006", "2023-26"): "z",
    ("T2_p90", "X23000006", "2023-26"): "z",
    ("T2", "X23000001", "2023-26"): "c",
    ("T2_finished", "X23000001", "2023-26"): "c",
    ("T2_12m", "X23000001", "2023-26"): "c",
    ("D2", "X23000003", "2023-26"): "c",
}


def write_sample(data_dir: Path, build_id: str = "20260701-sample", synthetic: bool = True) -> Path:
    """Write `public/public.duckdb` below a data folder and return its path."""
    path = data_dir / "public" / "public.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = sample_rows(build_id, synthetic)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema published")
        for name, table in load_published(Settings().published_contract_dir).items():
            _write_table(connection, table, rows.get(name, []))
    return path


def sample_rows(build_id: str, synthetic: bool) -> dict[str, list[dict]]:
    """Rows by published table."""
    values = list(_measure_values())
    return {
        "areas": list(_areas(synthetic)),
        "breaks": [
            {"break_id": f"b{n}", "date": day, "title": title, "applies_to": basis, "source": "SI"}
            for n, (day, title, bases) in enumerate(BREAKS)
            for basis in bases.split()
        ],
        "build": [_build(build_id, synthetic)],
        "build_inputs": _inputs(),
        "categories": [
            {"breakdown": breakdown, "category": category, "label": label, "sort_order": order}
            for breakdown, listed in CATEGORIES.items()
            for order, (category, label) in enumerate(listed)
        ],
        "control_limits": [*_limits(values), *_chart_limits(values)],
        "funnels": list(_funnels(values)),
        "force_signals": list(_signals(values)),
        "smoothed_values": list(_smoothed(values)),
        "spc_points": list(_chart_points(values)),
        "before_after": list(_before_after()),
        "cluster_checks": list(_cluster_checks(values)),
        "counts": list(_counts(values)),
        "coverage": list(_coverage()),
        "differences": list(_differences(values)),
        "disparity": list(_disparity()),
        "measure_values": values,
        "measures": list(_measures()),
        "policy": _policy(),
        "official_figures": [*_official(), *_restated()],
        "official_coverage": [_coverage_of_days()],
        "revisions": list(_revisions()),
        "bridges": list(_bridges()),
        "boundaries": list(_boundaries()),
        "row_accounting": [
            _row_accounting("cases", 1000, 997),
            _row_accounting("referrals", 480, 480),
        ],
        "submissions": list(_submissions()),
        "time_to_event": [*_curves(), *_awareness_curves()],
        "validation": _validation(),
    }


def _write_table(connection: duckdb.DuckDBPyConnection, table: Entity, rows: list[dict]) -> None:
    types = {
        "string": "varchar",
        "number": "double",
        "integer": "bigint",
        "date": "date",
        "boolean": "boolean",
    }
    columns = [
        f'"{field.name}" {types[field.type]}{" not null" if field.required else ""}'
        + (f' check ("{field.name}" in ({", ".join(map(repr, field.enum))}))' if field.enum else "")
        for field in table.fields
    ]
    key = ", ".join(f'"{name}"' for name in table.primary_key)
    # A hidden curve has no days, and a key may not hold nothing.
    keyed = f", unique ({key})" if key else ""
    connection.execute(f"create table published.{table.name} ({', '.join(columns)}{keyed})")
    unknown = {name for row in rows for name in row} - set(table.columns)
    assert not unknown, f"{table.name} has no columns {unknown}"
    if rows:
        lines = [[row.get(name) for name in table.columns] for row in rows]
        frame = pl.DataFrame(
            lines, schema=list(table.columns), orient="row", infer_schema_length=None
        )
        connection.register("sample_rows", frame)
        connection.execute(f"insert into published.{table.name} select * from sample_rows")


# step, group: events, people, those of the reference group, ratio, lower, upper, symbol, allowed
_STEPS = [
    ("assessed", "BLACK", 150, 3000, 1000, 40000, 2.0, 1.69, 2.37, None, True),
    ("assessed", "ASIAN", 300, 12500, 1000, 40000, 0.96, 0.84, 1.09, None, False),
    ("assessed_gross", "BLACK", 60, 150, 300, 1000, 1.33, 1.07, 1.66, None, True),
    ("assessed_gross", "ASIAN", 100, 300, 300, 1000, 1.11, 0.92, 1.34, None, False),
    ("case_to_answer", "BLACK", 8, 60, 100, 300, 0.4, 0.17, 0.82, "u", False),
    ("case_to_answer", "ASIAN", None, 100, 100, 300, None, None, None, "c", False),
]


def _disparity() -> Iterator[dict]:
    for step, group, events, people, others, all_others, ratio, low, high, symbol, said in _STEPS:
        yield {
            "dataset": DATASET,
            "step": step,
            "breakdown": "ethnicity",
            "category": group,
            "reference": "WHITE",
            "area_code": COUNTRY,
            "area_level": "country",
            "period_type": "three_years",
            "period": "2020-23",
            "period_start": date(2020, 4, 1),
            "period_end": date(2023, 3, 31),
            "numerator_count": "steps_assessed" if step == "assessed" else "steps_gross",
            "denominator_count": "steps_in_post" if step == "assessed" else "steps_assessed",
            "numerator": events,
            "denominator": people,
            "reference_numerator": others,
            "reference_denominator": all_others,
            "share": None if events is None else 100 * events / people,
            "reference_share": 100 * others / all_others,
            "ratio": ratio,
            "lower": low,
            "upper": high,
            "interval_method": None if ratio is None else "exact" if symbol else "log",
            "symbol": symbol,
            "unknown_share": 12.0,
            "bound_group": 1.2,
            "bound_reference": 1.3,
            "sentence_allowed": said,
            "provisional": False,
            "break_within": False,
        }


def _areas(synthetic: bool) -> Iterator[dict]:
    named = [(COUNTRY, "All forces (invented)", "country", None)]
    named += [(code, name, "region", None) for code, name in REGIONS.items()]
    named += [(code, name, "force", region) for code, (name, region) in FORCES.items()]
    for code, name, level, region in named:
        yield {
            "dataset": DATASET,
            "area_code": code,
            "area_name": name,
            "area_level": level,
            "region_code": region,
            "size_band": SIZE_BANDS.get(code),
            "is_fictional": synthetic,
        }


def _cluster_checks(values: list[dict]) -> Iterator[dict]:
    for row in values:
        if row["measure"] in CLUSTERED and row["area_code"] == COUNTRY and row.get("value"):
            yield {
                **{name: row[name] for name in ("dataset", "measure", "period_type", "period")},
                "value": row["value"],
                "lower": row["value"] - 2,
                "upper": row["value"] + 2,
                "design_effect": CLUSTERED[row["measure"]] ** 2,
                "widening": CLUSTERED[row["measure"]],
                "cases": 300,
            }


def _measures() -> Iterator[dict]:
    for name, (topic, title, unit, (upper, base, per, basis), _, _) in MEASURES.items():
        yield {
            "measure": name,
            "title": title,
            "topic": topic,
            "unit": unit,
            "numerator_count": upper,
            "denominator_count": base,
            "numerator_words": upper.replace("_", " "),
            "denominator_words": base.replace("_", " "),
            "per": per,
            "event_basis": basis,
            "population": "officers and specials",
            "regimes": "2012 and 2020 Regulations",
            "exclusions": "police staff",
            "variant_of": VARIANTS.get(name),
            "is_by_regime": True,
            "owner": "Conduct Trends project",
            "checked_by": "Not yet checked by a person outside the project",
            "next_review": date(2027, 4, 1),
            "day_type": "calendar" if per is None else None,
            "statistic": _statistic(name, per),
            "minimum_n": 10,
            "explains": EXPLAINS.get(name),
            "grain": "forces, regions, all forces",
            "why_it_matters": "It matters.",
            "caveats": "A high figure has many meanings.",
            "source_law": "SI 2020/4",
        }


def _statistic(name: str, per: float | None) -> str:
    if name.startswith(("T1_", "T2_1", "T2_2")):
        return "reached"
    return STATISTICS.get(name) or ("rate" if per == 1000 else "share")


def _measure_values() -> Iterator[dict]:
    for area, level, size in _sized_areas():
        for name, (_, _, _, (upper, base, per, basis), breakdowns, figure) in MEASURES.items():
            for period in _periods_of(name, level):
                for breakdown in breakdowns:
                    for order, (category, _) in enumerate(CATEGORIES[breakdown]):
                        symbol = _symbol(name, area, period["period"], breakdown, category)
                        numbers = _numbers(figure, per, size, order, period, symbol)
                        yield {
                            "dataset": DATASET,
                            "measure": name,
                            "area_code": area,
                            "area_level": level,
                            **period,
                            "breakdown": breakdown,
                            "category": category,
                            "numerator_count": upper,
                            "denominator_count": base,
                            **numbers,
                            "per": per,
                            "symbol": symbol,
                            **_break_flags(period, basis),
                        }


def _sized_areas() -> Iterator[tuple[str, str, float]]:
    yield COUNTRY, "country", 6.0
    yield from ((code, "region", 3.0) for code in REGIONS)
    yield from ((code, "force", 0.6 + number / 4) for number, code in enumerate(FORCES))


def _periods_of(measure: str, level: str) -> list[dict]:
    windows = [_period(first, 3, "three_years") for first in WINDOWS]
    by_year = measure in BY_FORCE_AND_YEAR or level != "force"
    years = [_period(first, 1, "financial_year") for first in YEARS] if by_year else []
    quarterly = measure == "R1" and level == "country"
    return windows + years + ([*map(_quarter, range(8))] if quarterly else [])


def _quarter(number: int) -> dict:
    """The quarters from April 2024 on."""
    year, quarter = 2024 + number // 4, number % 4
    start = date(year + quarter // 3, (4, 7, 10, 1)[quarter], 1)
    end = date(year + quarter // 3, (6, 9, 12, 3)[quarter], (30, 30, 31, 31)[quarter])
    name = f"{year}-{(year + 1) % 100:02d}-Q{quarter + 1}"
    return {"period": name, "period_type": "quarter", "period_start": start, "period_end": end}


def _period(first: int, years: int, kind: str) -> dict:
    last = first + years
    return {
        "period": f"{first}-{last % 100:02d}",
        "period_type": kind,
        "period_start": date(first, 4, 1),
        "period_end": date(last, 3, 31),
    }


def _symbol(measure: str, area: str, period: str, breakdown: str, category: str) -> str | None:
    if measure == "D2" and period < "2019-20" and period != "2017-20":
        return "z"
    if measure.startswith("L_") and period >= "2023-26":
        return "z"
    if (breakdown, category) in (("total", "total"), ("characteristic", "RACE")):
        return PLANTED.get((measure, area, period))
    return "c" if (area, category) == ("X23000001", "SEX") else None


def _numbers(
    figure: float, per: float | None, size: float, order: int, period: dict, symbol: str | None
) -> dict:
    years = 3 if period["period_type"] == "three_years" else 1
    base = round(800 * size * years) if per == 1000 else round(60 * size * years)
    value = (
        figure
        * (1 + size / 40)
        * (1 - order / 4)
        * (0.7 if period["period_start"].year < 2020 else 1)
    )
    value = round(min(value, 97.0) if per == 100 else value, 4)
    many = float(round(value * base / per)) if per else float(base - 2)
    spread = 0.3 / (size * years) ** 0.5
    if symbol in ("c", "x") or (symbol == "z" and per is not None):
        return {"numerator": None, "denominator": None}
    if symbol == "z":
        return {"numerator": many, "denominator": float(base)}
    if figure == STOCK:
        return {"numerator": value, "denominator": value, "value": value}
    return {
        "numerator": many,
        "denominator": float(base),
        "value": value,
        "lower": round(value * (1 - spread), 4),
        "upper": round(min(value * (1 + spread), 100.0) if per == 100 else value * (1 + spread), 4),
        "interval_method": {None: "curve", 100.0: "wilson"}.get(per, "byar"),
    }


def _break_flags(period: dict, basis: str) -> dict:
    start, end = period["period_start"], period["period_end"]
    length = 3 if period["period_type"] == "three_years" else 1
    before = date(start.year - length, 4, 1)
    days = [day for day, _, bases in BREAKS if basis in bases.split()]
    return {
        "provisional": end == date(2026, 3, 31),
        "revised": False,
        "break_before": any(before < day <= start for day in days),
        "break_within": any(start < day <= end for day in days),
    }


def _counts(values: list[dict]) -> Iterator[dict]:
    seen = set()
    for row in values:
        for name, count in (
            (row["numerator_count"], row["numerator"]),
            (row["denominator_count"], row["denominator"]),
        ):
            key = (name, row["area_code"], row["period"], row["breakdown"], row["category"])
            if key in seen:
                continue
            seen.add(key)
            yield {
                "dataset": DATASET,
                "count_name": name,
                "area_code": row["area_code"],
                "area_level": row["area_level"],
                "period": row["period"],
                "period_type": row["period_type"],
                "breakdown": row["breakdown"],
                "category": row["category"],
                "count": count,
                "symbol": None if count is not None else row["symbol"],
            }


# One force of R1 lies outside the limits of chance: of 2020-23, where forces do not differ beyond
# it, and of 2023-26, where they do and the force lies within their usual spread.
OUTSIDE = {("R1", "X23000006", "2020-23"), ("R1", "X23000004", "2023-26")}
SPREAD = ("R1", "2023-26", "total", "total")
ENDS = {"lower_998": 0.6, "lower_95": 0.8, "upper_95": 1.2, "upper_998": 1.4}
WIDE = {"lower_998": 0.4, "lower_95": 0.7, "upper_95": 2.2, "upper_998": 2.6}
LARGEST = "X23000006"


def _in_funnels(values: list[dict]) -> list[dict]:
    return [
        row
        for row in values
        if row["measure"] in ("R1", "G3", "G4", "G6", "D1", "D2")
        and row["breakdown"] in ("total", "characteristic")
        and row["area_level"] == "force"
        and row.get("value") is not None
    ]


def _limits(values: list[dict]) -> Iterator[dict]:
    """Limits that leave the figures of OUTSIDE outside those of chance, and nothing else."""
    whole = {_place(row): row.get("value") for row in values if row["area_code"] == COUNTRY}
    for row in _in_funnels(values):
        middle = row["value"] * (0.5 if _code(row) in OUTSIDE else 1.0)
        rows = [(name, "binomial", middle * factor) for name, factor in ENDS.items()]
        if _place(row) == SPREAD:
            rows += [(f"adjusted_{name}", "over_dispersed", middle * f) for name, f in WIDE.items()]
        rows.append(("centre", "pooled", whole[_place(row)]))
        rows.append(("centre_without_largest", "pooled", whole[_place(row)] * 0.9))
        for name, method, value in rows:
            yield _cell(row) | {
                "chart": "funnel",
                "base": row["denominator"],
                "method": method,
                "limit_name": name,
                "value": round(value, 4),
            }


def _funnels(values: list[dict]) -> Iterator[dict]:
    seen = {_place(row): row for row in _in_funnels(values)}
    for place, row in seen.items():
        named = {name: value for name, value in _cell(row).items() if name != "area_code"}
        whole = next(
            each["value"]
            for each in values
            if each["area_code"] == COUNTRY and _place(each) == place
        )
        yield named | {
            "n_areas": sum(_place(other) == place for other in _in_funnels(values)),
            "n_hidden": 0,
            "scale": "square_root",
            "phi": 4.2 if place == SPREAD else 0.7,
            "tau2": 0.04 if place == SPREAD else 0.0,
            "is_over_dispersed": place == SPREAD,
            "centre": whole,
            "centre_without_largest": round(whole * 0.9, 4),
            "largest_area_code": LARGEST,
        }


def _signals(values: list[dict]) -> Iterator[dict]:
    for row in _in_funnels(values):
        is_outside = _code(row) in OUTSIDE
        yield _cell(row) | {
            "expected": 5.0,
            "p_value": 0.0001 if is_outside else 0.4,
            "p_adjusted": 0.0006 if is_outside else 0.4,
            "signal": _signal(row) if is_outside else "none",
            "beyond_usual_spread": is_outside and _place(row) != SPREAD,
        }


def _signal(row: dict) -> str:
    return "beyond_chance" if _place(row) == SPREAD else "look_further"


def _smoothed(values: list[dict]) -> Iterator[dict]:
    for row in _in_funnels(values):
        ends = {"value": 1.02, "lower": 0.9, "upper": 1.1}
        yield _cell(row) | {
            **{name: round(row["value"] * factor, 4) for name, factor in ends.items()},
            "method": "gamma_poisson",
            "a": 4.0,
            "b": 500.0,
        }


# A control chart of eight quarters, on trial; the last lies outside its limits.
def _quarters(values: list[dict]) -> list[dict]:
    rows = [row for row in values if row["period_type"] == "quarter" and row["measure"] == "R1"]
    return [row for row in rows if row["breakdown"] == "total" and row.get("value") is not None]


def _chart_limits(values: list[dict]) -> Iterator[dict]:
    rows = _quarters(values)
    for row in rows:
        middle = row["value"] * (0.5 if row is rows[-1] else 1.0)
        for name, factor in {"centre": 1.0, "lower_natural": 0.8, "upper_natural": 1.2}.items():
            yield _cell(row) | {
                "chart": "spc",
                "method": "xmr",
                "limit_name": name,
                "value": round(middle * factor, 4),
            }


def _chart_points(values: list[dict]) -> Iterator[dict]:
    rows = _quarters(values)
    for row in rows:
        signals = dict.fromkeys(("run_of_seven", "trend_of_seven", "two_of_three"), False)
        yield _cell(row) | {
            "segment": 2,
            "moving_range": None if row is rows[0] else 1.0,
            "is_trial": True,
            "outside_limits": row is rows[-1],
            **signals,
            "is_signal": row is rows[-1],
        }


# By figure: before, after (None where there is no share), and what the difference shows.
COHORTS = {
    "accelerated": (30, 36, "no clear change"),
    "former": (20, 24, "no clear change"),
    "in_flight": (48, None, None),
    "heard": (78, 60, "lower"),
    "proven": (80, 84, "no clear change"),
    "dismissed": (88, 90, "no clear change"),
}
CHANGE = "b1"


def _before_after() -> Iterator[dict]:
    for figure, (before, after, finding) in COHORTS.items():
        for side, value in (("before", before), ("after", after)):
            row = {
                "dataset": DATASET,
                "break_id": CHANGE,
                "figure": figure,
                "side": side,
                "period_start": date(2023, 11, 7) if side == "before" else date(2024, 5, 7),
                "period_end": date(2024, 5, 6) if side == "before" else date(2024, 11, 6),
                "followed_months": 6,
                "forces_expected": 6,
                "forces_counted": 5,
                "symbol": "z" if value is None else None,
            }
            if value is not None:
                row |= {"numerator": float(value), "denominator": 100.0, "value": float(value)}
                row |= {"lower": value - 9.0, "upper": value + 9.0}
            if side == "after" and value is not None:
                size = float(value - before)
                row |= {"difference": size, "finding": finding}
                row |= {"difference_lower": size - 12, "difference_upper": size + 12}
            yield row


def _cell(row: dict) -> dict:
    names = ("measure", "area_code", "period", "period_type", "breakdown", "category")
    return {"dataset": DATASET, **{name: row[name] for name in names}}


def _code(row: dict) -> tuple:
    return (row["measure"], row["area_code"], row["period"])


def _place(row: dict) -> tuple:
    return (row["measure"], row["period"], row["breakdown"], row["category"])


def _differences(values: list[dict]) -> Iterator[dict]:
    shown = [
        row
        for row in values
        if row["breakdown"] == "total"
        and row.get("value") is not None
        and row.get("lower") is not None
        and row["period_type"] != "quarter"
        and row["area_code"] in (COUNTRY, "X23000001", "X23000004", "X23000006")
    ]
    for row in shown:
        for other in shown:
            areas = _are_areas(row, other)
            if areas or _are_periods(row, other):
                yield _difference(row, other, "areas" if areas else "periods")


def _are_areas(row: dict, other: dict) -> bool:
    if (row["measure"], row["period"]) != (other["measure"], other["period"]):
        return False
    windows = row["period_type"] == "three_years" and row["area_level"] == other["area_level"]
    return row["area_code"] != other["area_code"] and (other["area_code"] == COUNTRY or windows)


def _are_periods(row: dict, other: dict) -> bool:
    keys = ("measure", "area_code", "period_type")
    return (
        all(row[key] == other[key] for key in keys) and other["period_start"] < row["period_start"]
    )


def _difference(row: dict, other: dict, comparison: str) -> dict:
    """The interval is a fifth of the figure to either side."""
    size, spread = row["value"] - other["value"], row["value"] / 5
    lower, upper = size - spread, size + spread
    return {
        "dataset": DATASET,
        "comparison": comparison,
        "measure": row["measure"],
        "period_type": row["period_type"],
        "area_code": row["area_code"],
        "period": row["period"],
        "other_area_code": other["area_code"],
        "other_period": other["period"],
        "value": row["value"],
        "other_value": other["value"],
        "difference": size,
        "difference_lower": lower,
        "difference_upper": upper,
        "smallest_change": spread * 1.4,
        "finding": "higher" if lower > 0 else "lower" if upper < 0 else "no clear change",
        "crosses_break": comparison == "periods" and other["period_start"].year < 2020,
    }


def _coverage() -> Iterator[dict]:
    for area, level, _ in _sized_areas():
        expected = {"country": 6, "region": 3, "force": 1}[level]
        for first in WINDOWS:
            away = first == 2023 and area in (COUNTRY, "X12000002", "X23000005")
            for name in ("referrals", "findings_known"):
                yield {
                    "dataset": DATASET,
                    "count_name": name,
                    "area_code": area,
                    "period": _period(first, 3, "three_years")["period"],
                    "period_type": "three_years",
                    "forces_expected": expected,
                    "forces_counted": expected - away,
                }


def _policy() -> list[dict]:
    lines = [("referrals", "Referrals", 0, 0), ("proceedings", "Proceedings", 2, 0)]
    return [
        {
            "sensitivity": name,
            "title": title,
            "hide_up_to": cell,
            "hide_group_up_to": group,
            "counts": name,
        }
        for name, title, cell, group in lines
    ]


def _awareness_curves() -> Iterator[dict]:
    for area, level, size in _sized_areas():
        for first in WINDOWS:
            for ending, speed in (("hearing", 0.03), ("meeting", 0.02)):
                for step in range(12):
                    yield {
                        "dataset": DATASET,
                        "measure": "T1",
                        "area_code": area,
                        "area_level": level,
                        "cohort": _period(first, 3, "three_years")["period"],
                        "breakdown": "total",
                        "category": "total",
                        "ending": ending,
                        "day": step * 90 + 5,
                        "at_risk": round(200 * size * 0.8**step),
                        "estimate": speed * step,
                        "lower": speed * step * 0.8,
                        "upper": speed * step * 1.2,
                    }


def _curves() -> Iterator[dict]:
    for area, level, size in _sized_areas():
        for first in WINDOWS:
            point = {
                "dataset": DATASET,
                "measure": "T2",
                "area_code": area,
                "area_level": level,
                "cohort": _period(first, 3, "three_years")["period"],
                "breakdown": "total",
                "category": "total",
                "ending": "hearing",
            }
            if PLANTED.get(("T2", area, point["cohort"])) == "c":
                yield point | {"day": 0, "symbol": "c"}
                continue
            for step in range(12):
                share = 1 - 0.8**step
                yield point | {
                    "day": step * 80,
                    "at_risk": round(180 * size * 0.8**step),
                    "estimate": share,
                    "lower": share * 0.9,
                    "upper": min(1.0, share * 1.1),
                }


def _submissions() -> Iterator[dict]:
    for code in FORCES:
        for first in YEARS:
            year = _period(first, 1, "financial_year")["period"]
            for quarter in (1, 2, 3, 4):
                missing = code == "X23000005" and (first == 2021 or first >= 2023)
                late = code == "X23000002" and first == 2024 and quarter == 3
                status = "MISSING" if missing else "LATE" if late else "SUBMITTED"
                yield {
                    "dataset": DATASET,
                    "area_code": code,
                    "quarter": f"{year}-Q{quarter}",
                    "submission_status": status,
                    "is_received": not missing,
                }


def _build(build_id: str, synthetic: bool) -> dict:
    return {
        "build_id": build_id,
        "tier": "public",
        "contract_version": 1,
        "code_version": "0.1.0",
        "synthetic": synthetic,
        "dataset": DATASET,
        "built_on": date(2026, 7, 1),
        "areas_note": "Complaints are thinned to one in twenty.",
    }


def _inputs() -> list[dict]:
    return [
        {
            "name": "Demonstration",
            "kind": "delivery",
            "path": "demonstration",
            "sha256": "0123456789abcdef" * 4,
            "supplier": "Demonstration",
            "extracted_on": date(2026, 6, 30),
            "coverage_from": date(2017, 4, 1),
            "coverage_to": date(2026, 3, 31),
            "includes_open_cases": True,
        },
        {
            "name": "Police workforce open data",
            "kind": "official",
            "path": "workforce.csv",
            "sha256": "fedcba9876543210" * 4,
            "supplier": "Home Office",
        },
    ]


def _row_accounting(entity: str, received: int, loaded: int) -> dict:
    return {
        "dataset": DATASET,
        "entity": entity,
        "rows_received": received,
        "rows_loaded": loaded,
        "rows_quarantined": received - loaded,
        "rows_replaced": 0,
    }


def _validation() -> list[dict]:
    checks = [
        ("R01.cases.key", "row", "error", "Each case has a reference of its own", 3, "flagged"),
        ("R02.cases.case_type", "row", "error", "Each kind of matter is on the list", 0, "passed"),
        ("P01.counts.grain", "promise", "stop", "Each count is listed once", 0, "passed"),
        ("T01.workforce.officers_2022", "total", "stop", "Officers add up to 142,505", 0, "passed"),
    ]
    return [
        {
            "check_name": name,
            "rule": name[:3],
            "kind": kind,
            "severity": severity,
            "entity": name.split(".")[1],
            "title": title,
            "mend": "Send the row again with another reference" if hit else None,
            "rows_checked": 1000,
            "rows_hit": hit,
            "result": result,
        }
        for name, kind, severity, title, hit, result in checks
    ]


def _official() -> Iterator[dict]:
    home = ("Home Office", "Police misconduct, England and Wales", "year ending 31 March 2024")
    iopc = ("Independent Office for Police Conduct", "Police complaints statistics", "2024/25")
    whole = ("", "England and Wales, with British Transport Police", "country")
    wales = ("K04000001", "England and Wales", "country")
    forces = [(f"E2300000{n}", name, "force") for n, name in enumerate(REAL_FORCES, start=1)]
    days, kind = (
        "Average days to finalise a complaint case",
        "Under Schedule 3, including time suspended",
    )
    named = "Discrimination allegations finalised under Schedule 3"
    lines = [
        (
            "referrals",
            iopc,
            "Referrals received by the IOPC",
            "referrals",
            wales,
            "2018-19",
            "total",
            4097,
        ),
        *(
            (
                "gross_misconduct",
                home,
                "Individuals referred to formal misconduct proceedings",
                "individuals",
                wales,
                period,
                "total",
                value,
            )
            for period, value in (("2023-24", 1698), ("2022-23", 1300))
        ),
        ("discrimination", iopc, named, "allegations", whole, "2024-25", "total", 3980),
        ("discrimination", iopc, named, "allegations", whole, "2024-25", "Race", 2026),
        ("discrimination", iopc, named, "allegations", whole, "2024-25", "Sex", 591),
        ("time_to_hearing", iopc, days, "days", whole, "2024-25", kind, 146),
        *(
            ("time_to_hearing", iopc, days, "days", force, "2024-25", kind, 69 + 70 * n)
            for n, force in enumerate(forces)
        ),
        *(
            (
                "workforce",
                home,
                "Police workforce in post",
                "headcount",
                area,
                f"{year}-03-31",
                group,
                size * (1 + (year - 2020) / 50),
            )
            for n, area in enumerate([wales, *forces])
            for group, size in (
                ("Police officers", 3000),
                ("Police staff", 1800),
                ("Special constables", 150),
            )
            for year in (2020, 2021, 2022)
        ),
    ]
    for number, (topic, source, measure, unit, area, period, category, value) in enumerate(lines):
        publisher, publication, edition = source
        yield {
            "figure_id": f"f{number:03d}",
            "topic": topic,
            "source": "sample",
            "cell": f"B{number + 2}",
            "publisher": publisher,
            "publication": publication,
            "edition": edition,
            "measure": measure,
            "unit": unit,
            "area_code": area[0],
            "area_name": area[1],
            "area_level": area[2],
            "period": period,
            "category": category,
            "value": float(value),
            "note": "A mean." if unit == "days" else None,
            "url": "https://www.gov.uk/",
            "licence": "Open Government Licence v3.0",
            "quote": "As printed." if topic != "workforce" and category == "total" else None,
        }


OLD, NEW = "f900", "f901"
_REVISED = (
    "figure_id", "measure", "unit", "area_code", "area_name", "area_level", "period", "category",
    "source", "edition", "published_on", "value",
)  # fmt: skip


def _restated() -> Iterator[dict]:
    """Traffic wardens of the first real force on one day, in two editions, then none."""
    for figure, edition, day, value, newest in (
        (OLD, "30 September 2018", date(2019, 1, 24), 2125.0, False),
        (NEW, "30 September 2019", date(2020, 1, 30), 2126.5, True),
    ):
        yield _traffic_wardens(figure, edition, day, "2018-09-30", value) | {"is_newest": newest}
    yield _traffic_wardens("f902", "30 September 2019", date(2020, 1, 30), "2019-09-30", None)


def _traffic_wardens(
    figure: str, edition: str, day: date, period: str, value: float | None
) -> dict:
    return {
        "figure_id": figure,
        "topic": "workforce",
        "source": "sample_tables",
        "publisher": "Home Office",
        "publication": "Police workforce, England and Wales",
        "edition": edition,
        "published_on": day,
        "table_name": "Table 4: Traffic wardens",
        "cell": "Table_4!C10",
        "measure": "Police workforce in post",
        "unit": "FTE",
        "area_code": "E23000001",
        "area_name": REAL_FORCES[0],
        "area_level": "force",
        "period": period,
        "category": "Traffic wardens",
        "value": value,
        "symbol": None if value else "..",
        "note": None if value else "Not collected.",
        "is_newest": True,
        "url": "https://www.gov.uk/workforce",
        "licence": "Open Government Licence v3.0",
    }


def _revisions() -> Iterator[dict]:
    values = [row for row in _restated() if row["figure_id"] in (OLD, NEW)]
    for position, row in enumerate(values, start=1):
        change = row["value"] - values[0]["value"] if position > 1 else None
        made = {"position": position, "change": change, "is_restated": True}
        yield {key: row[key] for key in _REVISED} | made


def _bridges() -> Iterator[dict]:
    """Individuals referred in two years; of the barred list the sample holds nothing."""
    total = {"role": "total", "unit": "individuals", "timing": "cases closed in the year"}
    whole = total | {"origin": "official", "start_value": 0.0, "area_name": "England and Wales"}
    for row in (row for row in _official() if row["unit"] == "individuals"):
        shared = {"bridge": f"misconduct-{row['period']}", "title": "Individuals referred"}
        shared |= {"why": "Different people.", "period": row["period"]}
        figure = {"value": row["value"], "end_value": row["value"], "figure_id": row["figure_id"]}
        yield shared | whole | figure | {"position": 1, "label": "Individuals referred"}
        absent = {"position": 2, "label": "Officers barred", "symbol": "x", "area_name": None}
        yield shared | whole | absent


def _coverage_of_days() -> dict:
    days = next(row for row in _official() if row["unit"] == "days")
    keys = ("source", "edition", "measure", "unit", "category", "period")
    said = {"table_name": "", "forces": 3, "expected": 43, "missing": "Cumbria; Surrey"}
    return {key: days[key] for key in keys} | said


def _boundaries() -> Iterator[dict]:
    """Squares in a row: one for each real force and one for a force without any figure."""
    names = [*REAL_FORCES, "Cumbria"]
    for number, name in enumerate(names, start=1):
        left = number * 1.0
        ring = [[left, 51.0], [left + 1, 51.0], [left + 1, 52.0], [left, 52.0], [left, 51.0]]
        yield {
            "area_code": f"E2300000{number}",
            "area_name": name,
            "geometry": json.dumps({"type": "Polygon", "coordinates": [ring]}),
            "publisher": "Office for National Statistics",
            "licence": "Open Government Licence v3.0",
            "url": "https://www.gov.uk/outlines",
        }
