"""What a layout says of a publication: its words, never its rows and columns.

The keys of a `kind = "record"` file in `data/layouts/` are the fields of these classes. Patterns
are regular expressions, read without regard to case; `{name}` in a text is filled with what the
pattern of the title, the header or `words` caught under that name.
"""

import re
from dataclasses import dataclass, field, fields
from typing import Any

from etl.errors import OfficialFileError

OPTIONAL = "?"  # before the pattern of a key column that not every edition has
ROWS = ("areas", "categories", "periods", "records", "pages")


@dataclass(frozen=True)
class Whole:
    """A printed row for several areas together; `of` lists levels, codes or names of its parts.

    `beside` lists levels or names that must stand in the table, too: "Total" may mean several.
    """

    printed: str
    name: str
    code: str = ""
    level: str = "country"
    of: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """What stands below a header. `period` says where the period comes from."""

    header: str
    measure: str
    unit: str = ""
    category: str = ""
    period: str = "column"
    required: bool = False
    adds_up: bool = True
    mean_of: str = ""
    change: str = ""
    share_of: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    sum_of_row: bool = False
    zero_is_missing_beside: str = ""
    note: str = ""
    distinct: bool = False


@dataclass(frozen=True)
class Table:
    """One kind of table. `title` finds it; a table without one is found by its headers."""

    id: str
    rows: str
    columns: tuple[Column, ...] = ()
    title: str = ""
    not_title: str = ""
    label: str = ""
    keys: dict[str, Any] = field(default_factory=dict)
    category: str = "total"
    period: str = ""
    place: str = ""
    name: str = ""
    total: str = "^total"
    overlaps: bool = False
    wholes: tuple[Whole, ...] = ()


@dataclass(frozen=True)
class RecordLayout:
    source: str
    layout_file: str
    publication: dict[str, Any]
    tables: tuple[Table, ...]
    files: tuple[dict[str, Any], ...] = ()
    edition: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    units: tuple[dict[str, str], ...] = ()
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    period_means: str = ""
    topic: str = "published_record"
    verified: bool = True
    about: str = ""

    @property
    def is_stock(self) -> bool:
        """Whether figures are those of a day, so that a month or year alone names its last day."""
        return self.period_means == "end_of_month"

    def word(self, kind: str, text: str) -> str | None:
        """The layout's own word of a kind for what is printed; null where none fits."""
        for each in self.words.get(kind, ()):
            if re.search(each["printed"], text, re.IGNORECASE):
                return each["is"]
        return None


def parse_record_layout(written: dict[str, Any]) -> RecordLayout:
    """The layout with every key known; raises OfficialFileError for any other."""
    where = written["layout_file"]
    tables = tuple(_table(table, where) for table in written.get("tables", ()))
    if not tables:
        raise OfficialFileError(f"{where}: no `tables`.")
    rest = {k: v for k, v in written.items() if k not in ("kind", "tables")}
    return _one(RecordLayout, {**rest, "tables": tables}, where)


def _table(written: dict[str, Any], where: str) -> Table:
    if written.get("rows") not in ROWS:
        raise OfficialFileError(f"{where}: `rows` of a table is one of {', '.join(ROWS)}.")
    columns = tuple(_one(Column, column, where) for column in written.get("columns", ()))
    wholes = tuple(_one(Whole, whole, where) for whole in written.get("wholes", ()))
    return _one(Table, {**written, "columns": columns, "wholes": wholes}, where)


def _one(kind: type, written: dict[str, Any], where: str) -> Any:
    unknown = written.keys() - {known.name for known in fields(kind)}
    if unknown:
        raise OfficialFileError(f"{where}: `{min(unknown)}` is not a known key.")
    try:
        return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in written.items()})
    except TypeError as error:
        raise OfficialFileError(f"{where}: {error}.") from None
