"""Do the figures still add to the totals that the publishers print?

A total that no longer holds means a file was misread, so the build stops on it.
"""

from math import floor, isclose

import polars as pl

from etl.errors import OfficialFileError
from etl.transforms.official.layouts import Check, Layout, TableLayout
from etl.transforms.official.parse_layout import parse_layout
from etl.transforms.official.values import TOTAL, slug

SCHEMA = {
    "check_name": pl.String,
    "title": pl.String,
    "expected": pl.Float64,
    "found": pl.Float64,
    "ok": pl.Boolean,
    "url": pl.String,
}
PLACE = ["area_level", "area_code", "period"]


def check_totals(figures: pl.DataFrame, layouts: dict[str, dict]) -> pl.DataFrame:
    """One row per printed total: check_name, title, expected, found, ok, url.

    `found` is null, and `ok` false, where a part is missing. Units are those of the figures;
    checks on rows count the rows that hold.
    """
    parts = figures.with_columns(measure_id=pl.col("figure_id").str.split(".").list.get(3))
    rows = []
    for written in layouts.values():
        layout = parse_layout(written)
        own = _parts(parts.filter(pl.col("source") == layout.source), layout)
        rows.extend(_checked(own, check, written) for check in layout.checks)
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("check_name")


def _parts(figures: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Only what the publisher's rows hold; sums of ours, and printed totals, would count twice."""
    if not isinstance(layout, TableLayout):
        return figures
    if layout.area.column:
        return figures.filter(pl.col("area_level").is_in(["force", "body"]))
    return figures.filter(pl.col("category") != TOTAL)


def _checked(figures: pl.DataFrame, check: Check, written: dict) -> tuple:
    if check.kind not in KINDS:
        raise OfficialFileError(
            f"{written['layout_file']}: {check.name} must be of kind {', '.join(KINDS)}."
        )
    found = KINDS[check.kind](figures, check)
    ok = found is not None and isclose(found, check.expected, abs_tol=1e-6)
    url = check.url or written["publication"]["url"]
    return check.name, check.title, float(check.expected), found, ok, url


def _sum(figures: pl.DataFrame, check: Check) -> float | None:
    rows = _selected(figures, check)
    if rows.is_empty() or rows["value"].has_nulls():
        return None
    return _whole(rows["value"].sum()) if check.rounded else float(rows["value"].sum())


def _weighted_mean(figures: pl.DataFrame, check: Check) -> float | None:
    # Cases and days stand under categories of their own, so only the place joins them.
    rows = _side_by_side(figures, PLACE, check.measure, check.weight)
    if rows.is_empty():
        return None
    total = (rows[check.measure] * rows[check.weight]).sum()
    return _whole(total / rows[check.weight].sum())


def _rows_add_up(figures: pl.DataFrame, check: Check) -> float:
    rows = _side_by_side(figures, [*PLACE, "category"], check.measure, *check.parts)
    return float(rows.filter(pl.sum_horizontal(check.parts) == pl.col(check.measure)).height)


def _rows_share(figures: pl.DataFrame, check: Check) -> float:
    rows = _side_by_side(figures, [*PLACE, "category"], check.measure, check.part, check.of)
    share = (100 * pl.col(check.part) / pl.col(check.of) + 0.5).floor()
    return float(rows.filter(share == pl.col(check.measure)).height)


KINDS = {
    "sum": _sum,
    "weighted_mean": _weighted_mean,
    "rows_add_up": _rows_add_up,
    "rows_share": _rows_share,
}


def _selected(figures: pl.DataFrame, check: Check) -> pl.DataFrame:
    names = pl.Series([check.measure] if check.measure else check.metrics, dtype=pl.String)
    # A metric that is not there must not leave a sum of the others.
    wanted = names.to_frame("name").select(slug(pl.col("name")))["name"]
    rows = figures.filter(pl.col("measure_id").is_in(wanted.implode()))
    for column, value in (("category", check.category), ("period", check.period)):
        if value is not None:
            rows = rows.filter(pl.col(column) == value)
    return rows if rows["measure_id"].n_unique() == len(wanted) else rows.clear()


def _side_by_side(figures: pl.DataFrame, keys: list[str], *measures: str) -> pl.DataFrame:
    """One row per key with a column for each measure."""
    chosen = figures.filter(pl.col("measure_id").is_in(measures))
    wide = chosen.pivot("measure_id", on_columns=measures, index=keys, values="value")
    return wide.drop_nulls(measures)


def _whole(value: float) -> float:
    """Halves go up, as publishers round."""
    return float(floor(value + 0.5))
