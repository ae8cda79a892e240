"""Why published numbers of a year differ: printed figures step by step, and what none explains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from etl.errors import ReferenceDataError

SCHEMA = {
    **dict.fromkeys(("bridge", "title", "why", "period"), pl.String),
    "position": pl.Int64,
    **dict.fromkeys(("role", "origin", "label"), pl.String),
    **dict.fromkeys(("value", "start_value", "end_value"), pl.Float64),
    **dict.fromkeys(
        ("symbol", "unit", "area_name", "timing", "figure_id", "count_name"), pl.String
    ),
}
TOTAL, LESS, CASES, REMAINDER = "total", "less", "cases", "remainder"
OFFICIAL, WORKED_OUT, OF_CASES = "official", "worked_out", "case_records"
NOT_HELD, NOT_EXPLAINED = "x", "Not explained"

Step = dict[str, Any]


@dataclass(frozen=True)
class CaseCount:
    """A protected count of the case records for all forces; `area` says of how many forces."""

    value: float | None
    symbol: str | None
    area: str


def build_bridges(
    written: Mapping[str, Any],
    figures: pl.DataFrame,
    cases: Mapping[tuple[str, str], CaseCount] | None = None,
) -> pl.DataFrame:
    """One row per step of each bridge in `written` that has a printed figure at all.

    Takes published.official_figures. `cases` are counts by name and period of real case records;
    without them no step of case records is made. Totals after the first follow a remainder.
    """
    printed = _printed(figures)
    rows = []
    for bridge in written["bridges"]:
        lines = [
            _line(line, bridge["period"], written["timing"], printed, cases)
            for line in bridge["lines"]
            if cases is not None or line["as"] != CASES
        ]
        if all(line["value"] is None for line in lines):
            continue
        shared = {key: bridge[key] for key in ("title", "why", "period")}
        for position, step in enumerate(with_remainders(lines), start=1):
            rows.append({"bridge": bridge["name"], **shared, "position": position, **step})
    return pl.DataFrame(rows, schema=SCHEMA)


def with_remainders(lines: Sequence[Step]) -> list[Step]:
    """The lines with what is left before each total, and from where to where each step goes.

    Nothing is worked out across a line without a value.
    """
    steps: list[Step] = []
    reached: float | None = None
    for line in lines:
        value = line["value"]
        if line["role"] == TOTAL:
            if reached is not None and value is not None:
                steps.append(_remainder(reached, value))
            steps.append(line | {"start_value": 0.0, "end_value": value})
            reached = value
        else:
            after = None if None in (reached, value) else reached - value
            steps.append(line | {"start_value": reached, "end_value": after})
            reached = after
    return steps


def _remainder(reached: float, value: float) -> Step:
    left = {"role": REMAINDER, "origin": WORKED_OUT, "label": NOT_EXPLAINED}
    return left | {"value": value - reached, "start_value": reached, "end_value": value}


def _printed(figures: pl.DataFrame) -> dict[tuple[str, ...], Step]:
    """The newest national figure by measure, unit, category and period."""
    key = ("measure", "unit", "category", "period")
    newest = figures.filter(
        pl.col("area_level") == "country", pl.col("is_newest").ne_missing(pl.lit(False))
    ).sort("published_on", "figure_id", descending=[True, False], nulls_last=True)
    return {tuple(row[name] for name in key): row for row in reversed(newest.to_dicts())}


def _line(
    line: Mapping[str, str],
    period: str,
    timing: Mapping[str, str],
    printed: Mapping[tuple[str, ...], Step],
    cases: Mapping[tuple[str, str], CaseCount] | None,
) -> Step:
    if line["timing"] not in timing or line["as"] not in (TOTAL, LESS, CASES):
        raise ReferenceDataError(f"data/reference/bridges.toml: “{line['label']}” is not readable.")
    shared = {"label": line["label"], "unit": line["unit"], "timing": timing[line["timing"]]}
    if line["as"] == CASES:
        found = (cases or {}).get((line["count"], period), CaseCount(None, NOT_HELD, ""))
        own = {"value": found.value, "symbol": found.symbol, "area_name": found.area}
        return {"role": TOTAL, "origin": OF_CASES, "count_name": line["count"], **shared, **own}
    row = printed.get((line["measure"], line["unit"], line["category"], period), {})
    own = {name: row.get(name) for name in ("value", "area_name", "figure_id")}
    own["symbol"] = None if row else NOT_HELD
    return {"role": line["as"], "origin": OFFICIAL, **shared, **own}
