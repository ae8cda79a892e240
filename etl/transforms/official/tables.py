"""A published table as figures: one measure per column, added up only where its layout says so.

A sum with a part that the publisher does not give is not shown: it would be too low.
"""

import polars as pl

from etl.contracts.grid import column_letters
from etl.errors import OfficialFileError
from etl.transforms.official.areas import KnownForces, place_rows
from etl.transforms.official.dressing import dressed
from etl.transforms.official.layouts import LINE, Measure, TableLayout, check_columns
from etl.transforms.official.values import TOTAL, refuse_nulls, typed_values

# What tells one figure of a table from another, before areas are added up.
GRAIN = ("measure_id", "area_level", "area_code", "area_name", "period", "category_raw", "category")
DIGITS = 6  # as many as publishers give; cuts the noise of adding floats


def shape_table(raw: pl.DataFrame, layout: TableLayout, known: KnownForces) -> pl.DataFrame:
    """The figures of one file; raises OfficialFileError naming the column or line at fault."""
    check_columns(raw, layout)
    rows = _dated(place_rows(rows_in_scope(raw, layout), layout, known), layout)
    cells = pl.concat([_cells(rows, measure, layout) for measure in layout.measures])
    _refuse_repeats(cells, layout)
    printed = _add_up(cells, layout.note)
    added = [printed, *_added_areas(cells, layout), *_added_totals(cells, layout)]
    return dressed(pl.concat(added), layout)


def rows_in_scope(raw: pl.DataFrame, layout: TableLayout) -> pl.DataFrame:
    """The rows that become figures; the layout says in words what the others are."""
    if layout.keep is None:
        return raw
    return raw.filter(pl.col(layout.keep.column) == layout.keep.value)


def _dated(rows: pl.DataFrame, layout: TableLayout) -> pl.DataFrame:
    period = layout.period
    if period.fixed:
        return rows.with_columns(period=pl.lit(period.fixed))
    day = pl.col(period.column).str.to_date(period.format, strict=False)
    if period.means == "end_of_month":
        day = day.dt.month_end()
    dated = rows.with_columns(period=day.dt.to_string("iso:strict"))
    refuse_nulls(dated, "period", f"“{period.column}” is not a date", layout)
    return dated


def _cells(rows: pl.DataFrame, measure: Measure, layout: TableLayout) -> pl.DataFrame:
    """One row of the file each, for one measure: number, and people for whom none is given."""
    category = (
        pl.col(layout.category.column) if layout.category.column else pl.lit(measure.category)
    )
    named = rows.with_columns(
        measure_id=pl.lit(measure.id),
        letters=pl.lit(column_letters(layout.columns.index(measure.column))),
        category_raw=category,
        value=typed_values(rows, measure.column, layout),
    )
    cells = named.with_columns(
        category=_label(layout),
        not_given=pl.col("category_raw").is_in(measure.not_given_for),
        people_missing=_people_missing(named, measure, layout),
    )
    refuse_nulls(cells, "category", f"“{layout.category.column}” is not in the layout", layout)
    context = [LINE, "name_as_printed", "region_code", "region_name", *layout.adds_up_over]
    return cells.select(*GRAIN, *context, "letters", "value", "not_given", "people_missing")


def _label(layout: TableLayout) -> pl.Expr:
    if not layout.category.labels:
        return pl.col("category_raw")
    return pl.col("category_raw").replace_strict(
        layout.category.labels, default=None, return_dtype=pl.String
    )


def _people_missing(rows: pl.DataFrame, measure: Measure, layout: TableLayout) -> pl.Expr:
    if measure.zero_is_missing_beside is None:
        return pl.lit(0.0)
    people = pl.lit(typed_values(rows, measure.zero_is_missing_beside, layout))
    return pl.when(pl.col("value") == 0).then(people).otherwise(0.0)


def _refuse_repeats(cells: pl.DataFrame, layout: TableLayout) -> None:
    repeated = cells.filter(cells.select(*GRAIN, *layout.adds_up_over).is_duplicated())
    if not repeated.is_empty():
        raise OfficialFileError(
            f"{layout.file}, line {repeated[LINE].min()}: area, period and category occur twice."
        )


def _add_up(cells: pl.DataFrame, note: str | None) -> pl.DataFrame:
    return (
        cells.group_by(GRAIN, maintain_order=True)
        .agg(
            pl.col("name_as_printed").first(),
            pl.col("value").sum().round(DIGITS),
            pl.col("not_given").any(),
            pl.col("people_missing").sum(),
            pl.col("letters").first(),
            first_line=pl.col(LINE).min(),
            last_line=pl.col(LINE).max(),
            cells=pl.len(),
        )
        .with_columns(added_note=pl.lit(note, pl.String))
    )


def _added_areas(cells: pl.DataFrame, layout: TableLayout) -> list[pl.DataFrame]:
    whole = layout.area.whole
    forces = cells.filter(pl.col("area_level") == "force")
    names = {
        "region": {"area_code": pl.col("region_code"), "area_name": pl.col("region_name")},
        "country": {"area_code": pl.lit(whole.code), "area_name": pl.lit(whole.name)},
    }
    return [
        _add_up(
            forces.with_columns(
                area_level=pl.lit(level), name_as_printed=pl.lit(None, pl.String), **names[level]
            ),
            layout.area.added_note,
        )
        for level in layout.area.added_levels
    ]


def _added_totals(cells: pl.DataFrame, layout: TableLayout) -> list[pl.DataFrame]:
    measures = [measure.id for measure in layout.measures if measure.total]
    parts = cells.filter(pl.col("measure_id").is_in(measures))
    totals = parts.with_columns(category_raw=pl.lit(TOTAL), category=pl.lit(TOTAL))
    return [_add_up(totals, layout.category.total_note)] if measures else []
