"""Give the figures of a table what a reader needs: publication, page, licence, note and id."""

import polars as pl

from etl.transforms.official.layouts import TableLayout
from etl.transforms.official.values import COLUMNS, NOT_AVAILABLE, cell_words, slug

WORDS = ("measure", "unit", "measure_note", "not_given_note", "missing_note")


def dressed(figures: pl.DataFrame, layout: TableLayout) -> pl.DataFrame:
    """Columns of published.official_figures; a figure with a missing part has `x` for its value."""
    publication = layout.publication
    missing = pl.col("not_given") | (pl.col("people_missing") > 0)
    return (
        figures.join(_words(layout), on="measure_id", validate="m:1", maintain_order="left")
        .with_columns(
            figure_id=_figure_id(layout),
            topic=pl.lit(layout.topic),
            source=pl.lit(layout.source),
            publisher=pl.lit(publication.publisher),
            publication=pl.lit(publication.title),
            edition=pl.lit(publication.edition),
            table_name=pl.lit(publication.table_name, pl.String),
            url=pl.lit(publication.url),
            licence=pl.lit(publication.licence),
            quote=pl.lit(None, pl.String),
            cell=cell_words(*map(pl.col, ("letters", "first_line", "last_line", "cells"))),
            published_on=pl.lit(publication.published, pl.Date),
            note=_note(layout),
            symbol=pl.when(missing).then(pl.lit(NOT_AVAILABLE)),
            value=pl.when(~missing).then("value"),
        )
        .select(COLUMNS)
    )


def _words(layout: TableLayout) -> pl.DataFrame:
    rows = [
        (item.id, item.measure, item.unit, item.note, item.not_given_note, item.missing_note)
        for item in layout.measures
    ]
    schema = dict.fromkeys(("measure_id", *WORDS), pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _figure_id(layout: TableLayout) -> pl.Expr:
    area = pl.coalesce("area_code", pl.lit("whole"))
    category = slug(pl.col("category_raw"))
    return pl.concat_str(
        pl.lit(layout.source), "period", area, "measure_id", category, separator="."
    )


def _note(layout: TableLayout) -> pl.Expr:
    people = pl.col("people_missing").cast(pl.Int64).cast(pl.String)
    of_area = pl.col("name_as_printed").replace_strict(
        layout.area.notes, default=None, return_dtype=pl.String
    )
    of_value = (
        pl.when("not_given")
        .then("not_given_note")
        .when(pl.col("people_missing") > 0)
        .then(pl.col("missing_note").str.replace("{people}", people, literal=True))
        .otherwise("added_note")
    )
    note = pl.concat_str(of_value, "measure_note", of_area, separator=" ", ignore_nulls=True)
    return pl.when(note != "").then(note)
