"""`conduct explain`: one measure in words, with its counts, figures and what was hidden and why."""

from collections.abc import Callable, Iterator
from textwrap import fill

import duckdb
import polars as pl

from etl.config import Settings
from etl.errors import NothingBuiltError, UnknownNameError
from etl.measures.definitions import Measure, event_basis, measure_by_id
from etl.measures.reasons import UNCERTAIN, why
from etl.warehouse.connection import open_read_only


def explain(
    name: str, settings: Settings, area: str | None = None, period: str | None = None
) -> Iterator[str]:
    """Lines that explain a measure; `area` is a code or name, `period` a name such as 2024-25."""
    measure = measure_by_id(name)
    yield from _definition(measure)
    if not settings.public_file.exists():
        raise NothingBuiltError("There are no figures yet. `conduct build` makes them.")
    with open_read_only(settings.public_file) as connection:
        values = _values(connection, measure)
        policy = {row["sensitivity"]: row for row in _rows(connection, "policy")}
        closed = [
            row["supplier"]
            for row in _rows(connection, "build_inputs")
            if row["includes_open_cases"] is False
        ]
    if values.is_empty():
        yield "This build publishes no figure of it: see `areas_note` in published.build."
        return
    chosen = _chosen(values, area, period)
    yield from _figures(chosen, lambda row: why(measure, row, policy, closed))


def _definition(measure: Measure) -> Iterator[str]:
    yield f"{measure.id}: {measure.title}"
    yield f"Unit: {measure.unit}"
    for label, text in (
        ("Counts", measure.numerator_words),
        ("Out of", measure.denominator_words),
        ("Who", measure.population),
        ("Left out", measure.exclusions),
        ("Regulations", measure.regimes),
        ("By", measure.grain),
        ("Dated by", event_basis(measure)),
        ("Source", measure.source_law),
        ("Owner", measure.owner),
        ("Checked by", f"{measure.checked_by}; next review by {measure.next_review:%d %B %Y}"),
        *(("Beware", caveat) for caveat in measure.caveats),
    ):
        yield fill(f"{label}: {text}", 100, subsequent_indent="  ")
    yield ""


def _values(connection: duckdb.DuckDBPyConnection, measure: Measure) -> pl.DataFrame:
    return connection.sql(
        "select rows.*, areas.area_name, categories.label from published.measure_values as rows "
        "inner join published.areas as areas using (dataset, area_code) "
        "left join published.categories as categories using (breakdown, category) "
        "where rows.measure = ? "
        "order by period_type, period, breakdown != 'total', breakdown, sort_order",
        params=[measure.id],
    ).pl()


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict]:
    return connection.sql(f"select * from published.{table} order by all").pl().to_dicts()


def _chosen(values: pl.DataFrame, area: str | None, period: str | None) -> pl.DataFrame:
    if area is None:
        chosen = values.filter(area_level="country")
        # A build of one force has no area above it.
        chosen = chosen if chosen.height else values.filter(area_code=values["area_code"][0])
    else:
        wanted = area.lower()
        chosen = values.filter(
            (pl.col("area_code").str.to_lowercase() == wanted)
            | (pl.col("area_name").str.to_lowercase() == wanted)
        )
    if chosen.is_empty():
        raise UnknownNameError(
            f"There is no area {area!r}. Names and codes are in published.areas."
        )
    if period is None:
        return chosen.filter(pl.col("period_end") == chosen["period_end"].max())
    found = chosen.filter(period=period)
    if found.is_empty():
        periods = ", ".join(chosen["period"].unique().sort())
        raise UnknownNameError(
            f"There is no period {period!r} for this measure and area. There are {periods}."
        )
    return found


def _figures(rows: pl.DataFrame, reason: Callable[[dict], str]) -> Iterator[str]:
    for row in rows.iter_rows(named=True):
        category = "" if row["breakdown"] == "total" else f", {row['breakdown']}: {row['label']}"
        words = _figure(row) if row["value"] is not None else _blank(row, reason(row))
        yield f"{row['area_name']}, {row['period']}{category}: {words}"
    hidden = rows.filter(symbol="c").height
    yield f"{rows.height} figures, {hidden} hidden."


def _blank(row: dict, reason: str) -> str:
    return f"[{row['symbol']}] {reason} ({_counts(row)})"


def _figure(row: dict) -> str:
    ends = " to ".join(
        "not reached" if end is None else f"{end:.1f}" for end in (row["lower"], row["upper"])
    )
    mark = f" [u] {UNCERTAIN}" if row["symbol"] == "u" else ""
    return f"{row['value']:.1f} ({_counts(row)}; 95% interval {ends}){mark}"


def _counts(row: dict) -> str:
    return f"{_count(row['numerator'])} of {_count(row['denominator'])}"


def _count(number: float | None) -> str:
    return "[hidden or missing]" if number is None else f"{number:,.0f}"
