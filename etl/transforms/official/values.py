"""Printed numbers and periods as typed values, and the names that figures keep for good."""

import polars as pl

from etl.errors import OfficialFileError
from etl.transforms.official.layouts import LINE, Layout

COLUMNS = (
    "figure_id",
    "topic",
    "source",
    "publisher",
    "publication",
    "edition",
    "table_name",
    "measure",
    "unit",
    "area_code",
    "area_name",
    "name_as_printed",
    "area_level",
    "period",
    "category",
    "value",
    "symbol",
    "note",
    "url",
    "licence",
    "quote",
    "cell",
    "published_on",
)

NOT_AVAILABLE = "x"
TOTAL = "total"


def typed_values(raw: pl.DataFrame, column: str, layout: Layout) -> pl.Series:
    """The column as numbers; thousands separators are allowed, anything else is refused."""
    number = pl.col(column).str.strip_chars().str.replace_all(",", "", literal=True)
    typed = raw.select(pl.col(LINE), value=number.cast(pl.Float64, strict=False))
    refuse_nulls(typed, "value", f"“{column}” is not a number", layout)
    return typed["value"]


def year_or_day(printed: pl.Expr, on_a_day: pl.Expr) -> pl.Expr:
    """'2023-24' for a printed year, an ISO date for a number on a day, else as printed.

    A number on a day that is printed under a year belongs to the year's last day.
    """
    ending = printed.str.extract(r"^YE 31 March (\d{4})$").cast(pl.Int32)
    slashed = printed.str.extract(r"^(\d{4})/\d{2}$").cast(pl.Int32) + 1
    last = pl.coalesce(ending, slashed)
    year = pl.format("{}-{}", last - 1, (last % 100).cast(pl.String).str.zfill(2))
    day = printed.str.to_date("%d %B %Y", strict=False).dt.to_string("iso:strict")
    return (
        pl.when(on_a_day & last.is_not_null())
        .then(pl.format("{}-03-31", last))
        .otherwise(pl.coalesce(year, day, printed))
    )


def cell_words(letters: pl.Expr, first: pl.Expr, last: pl.Expr, many: pl.Expr) -> pl.Expr:
    """Where a figure stands, as a spreadsheet would name it: B2, or B2:B9, 5 cells, for a sum."""
    span = pl.format("{}{}:{}{}, {} cells", letters, first, letters, last, many)
    return pl.when(many == 1).then(pl.format("{}{}", letters, first)).otherwise(span)


def slug(words: pl.Expr) -> pl.Expr:
    """Letters, figures and underscores only, so that a dot can part the pieces of an id."""
    return words.str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "_").str.strip_chars("_")


def refuse_nulls(frame: pl.DataFrame, column: str, fault: str, layout: Layout) -> None:
    """Stop with the first line on which `column` could not be made."""
    bad = frame.filter(pl.col(column).is_null())
    if not bad.is_empty():
        raise OfficialFileError(
            f"{layout.file}, line {bad[LINE].min()}: {fault} ({bad.height} such lines)."
        )
