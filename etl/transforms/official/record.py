"""Figures of the published record, cell by cell, in the columns of published.official_figures."""

import re
from datetime import date

import polars as pl

from etl.transforms.official.values import COLUMNS, NOT_AVAILABLE
from etl.transforms.record import Reading, RecordLayout
from etl.transforms.record.figures import Figure

SCHEMA = {
    **dict.fromkeys(COLUMNS, pl.String),
    "value": pl.Float64,
    "published_on": pl.Date,
}
DIGITS = 6


def record_figures(
    reading: Reading, layout: RecordLayout, file: str, published: date | None
) -> pl.DataFrame:
    """One row per cell of one file; a blank cell has the symbol for not available."""
    publication = layout.publication
    shared = {
        "topic": layout.topic,
        "source": layout.source,
        "publisher": publication["publisher"],
        "publication": publication["title"],
        "edition": reading.edition,
        "url": publication["url"],
        "licence": publication["licence"],
        "published_on": published,
    }
    stem = _slug(re.sub(r"\.\w+$", "", file.removesuffix(".gz")))
    rows = [{**shared, **_own(figure, f"{layout.source}.{stem}")} for figure in reading.figures]
    return pl.DataFrame(rows, schema=SCHEMA).select(COLUMNS)


def _own(figure: Figure, prefix: str) -> dict[str, str | float | None]:
    number = figure.value.number
    return {
        "figure_id": f"{prefix}.{_slug(_where(figure))}",
        "table_name": figure.table,
        "measure": figure.measure,
        "unit": figure.unit,
        "area_code": figure.place.code or None,
        "area_name": figure.place.name,
        "name_as_printed": figure.printed or None,
        "area_level": figure.place.level,
        "period": figure.period,
        "category": figure.category,
        "value": None if number is None else round(number, DIGITS),
        "symbol": None if number is not None else figure.value.symbol or NOT_AVAILABLE,
        "note": figure.note or None,
        "cell": figure.cell,
    }


def _where(figure: Figure) -> str:
    """The cell; what was counted over many cells is told apart by what it is."""
    if ":" not in figure.cell:
        return figure.cell
    return " ".join((figure.cell, figure.period, figure.place.code or "whole", figure.category))


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")
