"""What a mapping may say: files, their columns, and how these become fields of the contract.

The keys of `data/mappings/*.toml` are the fields of these classes. Keys that are Python words are
written otherwise here: `from` of an entity is `source`, `is` of a band or a search is `equals`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from etl.contracts import PLACEHOLDER
from etl.errors import MappingError

RENAMED = {"from": "source", "is": "equals"}
FIRST_DAY = date(1800, 1, 1)
AS_LISTED = "as listed"
# Of days, and of the hours and minutes that some systems write behind them.
DAY_LETTERS = {"%Y", "%y", "%m", "%d", "%b", "%B", "%j", "%H", "%M", "%S", "%I", "%p", "%z", "%f"}


@dataclass(frozen=True)
class LeaveOut:
    """Rows that are no records, such as a total below the table: all `where` hold."""

    where: dict[str, str]
    why: str


@dataclass(frozen=True)
class ExportFile:
    """One file. `blank` lists words that say nothing; `row_ids` columns that only number rows.

    `drop` gives the reason for each column that the contract does not take, `unused` the reason
    where no row of the file is taken.
    """

    file: str
    encoding: str = "utf-8"
    delimiter: str = ","
    blank: tuple[str, ...] = ()
    row_ids: tuple[str, ...] = ()
    drop: dict[str, str] = field(default_factory=dict)
    leave_out: tuple[LeaveOut, ...] = ()
    unused: str = ""


@dataclass(frozen=True)
class Band:
    """Whole numbers from `least` to `most` are told as one code."""

    least: int
    most: int
    equals: str


@dataclass(frozen=True)
class Search:
    """Whether any row of another file with the same `by` has one of these words in `column`.

    `alone` is written where the other file has no row at all.
    """

    file: str
    column: str
    equals: tuple[str, ...]
    by: str
    alone: str


@dataclass(frozen=True)
class Part:
    """A column that is part of a key, as its codes where spellings of one thing differ."""

    column: str
    codes: str = ""


@dataclass(frozen=True)
class FieldMapping:
    """How one field is filled: exactly one of value, column, pseudonym, filled and any.

    A day before `earliest` is not taken over: among days of closing it may be one of birth.
    """

    value: str | None = None
    column: str = ""
    dates: tuple[str, ...] = ()
    sentinels: tuple[str, ...] = ()
    earliest: date = FIRST_DAY
    codes: str = ""
    bands: tuple[Band, ...] = ()
    number: bool = False
    pseudonym: str = ""
    of: tuple[Part, ...] = ()
    filled: str = ""
    any: Search | None = None
    yes: str = ""
    no: str = ""

    @property
    def kinds(self) -> list[str]:
        given = {"value": self.value is not None, "column": self.column, "any": self.any}
        given |= {"pseudonym": self.pseudonym, "filled": self.filled}
        return [name for name, is_given in given.items() if is_given]

    @property
    def readings(self) -> list[str]:
        """How the column is read; one, if the field comes from a column."""
        given = {"dates": self.dates, "codes": self.codes, "bands": self.bands}
        return [name for name, is_given in (given | {"number": self.number}).items() if is_given]

    @property
    def columns(self) -> list[str]:
        """Columns of the entity's own file."""
        own = [self.column] if self.column else []
        return own + [part.column for part in self.of] + ([self.any.by] if self.any else [])


@dataclass(frozen=True)
class EntityMapping:
    """One table of the contract, of the rows of one file in which `only_filled` are not blank."""

    entity: str
    source: str
    fields: dict[str, FieldMapping]
    only_filled: tuple[str, ...] = ()
    others: str = ""


@dataclass(frozen=True)
class Force:
    """The force of all rows. One of the reference list is named by its code alone."""

    code: str
    name: str = ""
    region_code: str = ""
    region_name: str = ""

    @property
    def is_described(self) -> bool:
        return bool(self.name or self.region_code or self.region_name)


@dataclass(frozen=True)
class Mapping:
    """One mapping; `file` is where it lies, for messages."""

    file: str
    name: str
    title: str
    publication: dict[str, str]
    delivery: dict[str, Any]
    force: Force
    files: dict[str, ExportFile]
    entities: tuple[EntityMapping, ...]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def uses(self) -> Iterator[tuple[str, str, str]]:
        """Each use of a column: file, column, and entity.field or what else it is used for."""
        for each in self.entities:
            for name, how in each.fields.items():
                for column in how.columns:
                    yield each.source, column, f"{each.entity}.{name}"
                if how.any:
                    yield how.any.file, how.any.column, f"{each.entity}.{name}"
                    yield how.any.file, how.any.by, f"{each.entity}.{name}"
            for column in each.only_filled:
                yield each.source, column, f"which rows are {each.entity}"
        for key, file in self.files.items():
            for rows in file.leave_out:
                for column in rows.where:
                    yield key, column, "which rows are no records"


def parse_mapping(written: dict[str, Any], file: str) -> Mapping:
    """The mapping with every key known; raises MappingError for what is left open or unknown."""
    _refuse_placeholders(written, file)
    try:
        _refuse_doubles(written.get("codes", {}), file)
        shaped = {
            **written,
            "file": file,
            "force": _one(Force, written.get("force", {}), f"{file}, force"),
            "files": {
                key: _file(each, f"{file}, files.{key}")
                for key, each in written.get("files", {}).items()
            },
            "entities": tuple(_entity(each, file) for each in written.get("entities", ())),
        }
    except AttributeError:
        raise MappingError(
            f"{file}: `force`, `files`, `entities` and what is in them are tables; see the "
            "mappings in data/mappings/."
        ) from None
    return _one(Mapping, shaped, file)


def _file(written: dict[str, Any], where: str) -> ExportFile:
    rows = [_one(LeaveOut, each, where) for each in written.get("leave_out", ())]
    return _one(ExportFile, {**written, "leave_out": rows}, where)


def _entity(written: dict[str, Any], file: str) -> EntityMapping:
    where = f"{file}, entity {written.get('entity', 'without a name')}"
    listed = written.get("fields", {}).items()
    given = {name: _field(how, f"{where}, {name}") for name, how in listed}
    return _one(EntityMapping, {**written, "fields": given}, where)


def _field(written: dict[str, Any], where: str) -> FieldMapping:
    if not isinstance(written, dict):
        raise MappingError(f'{where}: say how it is filled, such as {{ value = "…" }}.')
    shaped = dict(written)
    if "bands" in written:
        shaped["bands"] = [_one(Band, each, where) for each in written["bands"]]
    if "any" in written:
        shaped["any"] = _one(Search, written["any"], where)
    if "of" in written:
        parts = ({"column": part} if isinstance(part, str) else part for part in written["of"])
        shaped["of"] = [_one(Part, part, where) for part in parts]
    how = _one(FieldMapping, shaped, where)
    _refuse_vague(how, where)
    return how


def _refuse_vague(how: FieldMapping, where: str) -> None:
    if len(how.kinds) != 1:
        raise MappingError(f"{where}: one of value, column, pseudonym, filled and any fills it.")
    if how.column and len(how.readings) != 1:
        raise MappingError(
            f"{where}: `{how.column}` is read by one of dates, codes, bands and number. Text as it "
            "stands is not taken over: it may name people."
        )
    for pattern in how.dates:
        letters = set(re.findall("%.", pattern))
        if not (letters & {"%Y", "%y"} and letters <= DAY_LETTERS):
            raise MappingError(f"{where}: {pattern} is no pattern of days, such as %d/%m/%Y.")
    if not isinstance(how.earliest, date):
        raise MappingError(f"{where}: `earliest` is a day without quotation marks.")
    if how.pseudonym and not how.pseudonym.isalpha():
        raise MappingError(f"{where}: the kind of a `pseudonym` is one word, such as case.")
    if how.pseudonym and not how.of:
        raise MappingError(f"{where}: `of` lists the columns that the pseudonym stands for.")
    if (how.filled or how.any) and not (how.yes and how.no):
        raise MappingError(f"{where}: `yes` and `no` say what is written.")


def _refuse_placeholders(written: dict[str, Any], file: str) -> None:
    open_places = list(_places(written, ""))
    if open_places:
        more = f" and {len(open_places) - 1} more" if len(open_places) > 1 else ""
        raise MappingError(
            f"{file}: still to fill in: {open_places[0]}{more}. Search for “{PLACEHOLDER}”."
        )


def _refuse_doubles(codes: dict[str, dict[str, str]], file: str) -> None:
    """Capitals make no difference, so a wording stands in a list once."""
    for name, listed in codes.items():
        if not all(isinstance(code, str) for code in listed.values()):
            raise MappingError(f"{file}, codes.{name}: every code stands in quotation marks.")
        seen = [wording.lower() for wording in listed]
        if len(set(seen)) < len(seen):
            raise MappingError(
                f"{file}, codes.{name}: two wordings are the same but for capitals. Keep one."
            )


def _places(written: Any, where: str) -> Iterator[str]:
    """Where words of a draft still stand."""
    if isinstance(written, dict):
        for key, value in written.items():
            yield from _places(value, f"{where}.{key}".strip("."))
    elif isinstance(written, list):
        for value in written:
            yield from _places(value, where)
    elif isinstance(written, str) and written.startswith(PLACEHOLDER):
        yield f"`{where}`"


def _one(kind: type, written: dict[str, Any], where: str) -> Any:
    given = {RENAMED.get(name, name): value for name, value in written.items()}
    unknown = given.keys() - {known.name for known in fields(kind)}
    if unknown:
        raise MappingError(f"{where}: `{min(unknown)}` is not a known key.")
    try:
        return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in given.items()})
    except TypeError as error:
        missing = str(error).partition("argument")[2].strip("s: ").replace("'", "`")
        raise MappingError(f"{where}: {missing or 'something'} must be given.") from None
