"""What a layout file may say, and the check that an official file still looks that way.

The keys of `data/layouts/*.toml` are the fields of these classes.
"""

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from etl.errors import OfficialFileError

LINE = "source_line"


@dataclass(frozen=True)
class Publication:
    publisher: str
    title: str
    edition: str
    licence: str
    url: str
    table_name: str | None = None
    published: date | None = None


@dataclass(frozen=True)
class Whole:
    """The area of all rows together; `printed` is the publisher's word for it, if it has a row."""

    code: str
    name: str
    printed: str | None = None


@dataclass(frozen=True)
class Area:
    whole: Whole
    column: str | None = None
    code_column: str | None = None
    region_column: str | None = None
    added_levels: tuple[str, ...] = ()
    added_note: str | None = None
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Period:
    fixed: str | None = None
    column: str | None = None
    format: str | None = None
    means: str | None = None


@dataclass(frozen=True)
class Category:
    column: str | None = None
    labels: dict[str, str] = field(default_factory=dict)
    total_note: str | None = None


@dataclass(frozen=True)
class Keep:
    """The rows in scope; `others` says in words what the remaining rows are."""

    column: str
    value: str
    others: str


@dataclass(frozen=True)
class Measure:
    id: str
    column: str
    measure: str
    unit: str
    category: str = "total"
    note: str | None = None
    total: bool = False
    not_given_for: tuple[str, ...] = ()
    not_given_note: str | None = None
    zero_is_missing_beside: str | None = None
    missing_note: str | None = None


@dataclass(frozen=True)
class Check:
    name: str
    title: str
    kind: str
    expected: float
    measure: str | None = None
    metrics: tuple[str, ...] = ()
    category: str | None = None
    period: str | None = None
    weight: str | None = None
    parts: tuple[str, ...] = ()
    part: str | None = None
    of: str | None = None
    rounded: bool = False
    url: str | None = None


@dataclass(frozen=True)
class Headline:
    """How one metric of the headlines is shown; `area` names an area of the layout."""

    metric: str
    topic: str
    measure: str
    category: str = "total"
    area: str | None = None
    force: str | None = None
    table_name: str | None = None
    on_a_day: bool = False
    note: str | None = None


@dataclass(frozen=True)
class TableLayout:
    source: str
    file: str
    layout_file: str
    columns: tuple[str, ...]
    topic: str
    publication: Publication
    area: Area
    period: Period
    category: Category
    measures: tuple[Measure, ...]
    checks: tuple[Check, ...]
    keep: Keep | None
    adds_up_over: tuple[str, ...]
    note: str | None


@dataclass(frozen=True)
class HeadlinesLayout:
    source: str
    file: str
    layout_file: str
    columns: tuple[str, ...]
    areas: dict[str, Whole]
    publications: tuple[dict, ...]
    figures: tuple[Headline, ...]
    checks: tuple[Check, ...]


Layout = TableLayout | HeadlinesLayout


def check_columns(raw: pl.DataFrame, layout: Layout) -> None:
    """Refuse a file whose columns are not, one by one, those of its layout."""
    found = tuple(name for name in raw.columns if name != LINE)
    where = f"{layout.file}: column"
    for name in layout.columns:
        if name not in found:
            raise OfficialFileError(
                f"{where} “{name}” of {layout.layout_file} is missing; was it renamed?"
            )
    for position, (expected, name) in enumerate(zip(layout.columns, found, strict=False), start=1):
        if expected != name:
            raise OfficialFileError(
                f"{where} “{name}” stands in place {position}, where {layout.layout_file} expects "
                f"“{expected}”; compare both before moving it."
            )
    if len(found) > len(layout.columns):
        raise OfficialFileError(
            f"{where} “{found[len(layout.columns)]}” is new; {layout.layout_file} does not know it."
        )
