"""Split the rows of an export into tables of the contract, and account for every row."""

import random
from dataclasses import dataclass
from datetime import date

import polars as pl

from etl.contracts import Contract, Entity
from etl.contracts.periods import quarters_between
from etl.errors import MappingError
from etl.mapping.fits import Codes
from etl.mapping.secret import id_of
from etl.mapping.spec import EntityMapping, ExportFile, FieldMapping, Mapping
from etl.mapping.values import NOT_MAPPED, cleaned, coded, key, value

NOT_MAPPED_SCHEMA = {
    "file": pl.String,
    "column": pl.String,
    "field": pl.String,
    "wording": pl.String,
    "rows": pl.Int64,
}


@dataclass(frozen=True)
class FileRows:
    """Of one file: rows read = left out + kept. `alike` are all rows that have a double."""

    file: str
    read: int
    left_out: dict[str, int]
    kept: int
    alike: int
    repeats: int


@dataclass(frozen=True)
class EntityRows:
    """Of one entity: rows kept of its file = others + written + joined to one written already."""

    entity: str
    file: str
    kept: int
    others: int
    others_words: str
    written: int

    @property
    def joined(self) -> int:
        return self.kept - self.others - self.written


@dataclass(frozen=True)
class Shaped:
    tables: dict[str, pl.DataFrame]
    files: list[FileRows]
    entities: list[EntityRows]
    not_mapped: pl.DataFrame


def shape(
    mapping: Mapping,
    contract: Contract,
    frames: dict[str, pl.DataFrame],
    codes: Codes,
    secret: bytes | None = None,
) -> Shaped:
    """All tables of the delivery, ids replaced, from frames of strings by key of `files`.

    With a secret, the same keys get the same ids again; else ids are drawn by lot.
    """
    clean = {name: cleaned(frame, mapping.files[name]) for name, frame in frames.items()}
    kept = {name: _kept(frame, mapping.files[name]) for name, frame in clean.items()}
    raw = {id(each): _fields(each, mapping, contract, kept, codes) for each in mapping.entities}
    numbers = _pseudonyms(mapping, list(raw.values()), secret)
    tables, counts = {}, []
    for each in mapping.entities:
        entity = contract.entities[each.entity]
        table = _table(raw[id(each)], each, entity, numbers)
        height = kept[each.source].height
        others = height - raw[id(each)].height
        file = mapping.files[each.source].file
        counts.append(EntityRows(each.entity, file, height, others, each.others, table.height))
        former = tables.get(each.entity)
        tables[each.entity] = table if former is None else pl.concat([former, table])
    files = [_file_rows(mapping.files[name], clean[name], kept[name]) for name in mapping.files]
    not_mapped = _not_mapped(mapping, contract, kept, codes)
    return Shaped(tables | _made(mapping, contract), files, counts, not_mapped)


def _kept(frame: pl.DataFrame, file: ExportFile) -> pl.DataFrame:
    for rows in file.leave_out:
        frame = frame.filter(~_where(rows.where))
    return frame


def _where(where: dict[str, str]) -> pl.Expr:
    return pl.all_horizontal(
        pl.col(column).fill_null("") == wanted for column, wanted in where.items()
    )


def _file_rows(file: ExportFile, clean: pl.DataFrame, kept: pl.DataFrame) -> FileRows:
    left_out, rest = {}, clean
    for rows in file.leave_out:
        remaining = rest.filter(~_where(rows.where))
        left_out[rows.why] = rest.height - remaining.height
        rest = remaining
    compared = kept.drop(file.row_ids)
    repeats = kept.height - compared.n_unique() if kept.height else 0
    alike = int(compared.is_duplicated().sum())
    return FileRows(file.file, clean.height, left_out, kept.height, alike, repeats)


def _scope(each: EntityMapping, kept: dict[str, pl.DataFrame]) -> pl.DataFrame:
    frame = kept[each.source]
    if not each.only_filled:
        return frame
    return frame.filter(pl.all_horizontal(pl.col(c).is_not_null() for c in each.only_filled))


def _fields(
    each: EntityMapping,
    mapping: Mapping,
    contract: Contract,
    kept: dict[str, pl.DataFrame],
    codes: Codes,
) -> pl.DataFrame:
    """The fields of an entity for each row in its scope; pseudonyms still as the keys behind."""
    frame = _scope(each, kept)
    fields = {
        name: _field(name, how, each, mapping, contract, kept, codes)
        for name, how in each.fields.items()
        if not how.filled
    }
    shaped = frame.select(expression.alias(name) for name, expression in fields.items())
    return shaped.with_columns(
        pl.when(pl.col(how.filled).is_not_null())
        .then(pl.lit(how.yes))
        .otherwise(pl.lit(how.no))
        .alias(name)
        for name, how in each.fields.items()
        if how.filled
    )


def _field(
    name: str,
    how: FieldMapping,
    each: EntityMapping,
    mapping: Mapping,
    contract: Contract,
    kept: dict[str, pl.DataFrame],
    codes: Codes,
) -> pl.Expr:
    if how.pseudonym:
        return key(how.of, mapping)
    if how.any:
        return _searched(how, kept[how.any.file])
    listed = codes.get(contract.entities[each.entity].field(name).code_list or "", [])
    return value(how, mapping, listed)


def _searched(how: FieldMapping, rows: pl.DataFrame) -> pl.Expr:
    words = [word.lower() for word in how.any.equals]
    hits = rows.filter(pl.col(how.any.column).str.to_lowercase().is_in(words))
    by = pl.col(how.any.by)
    found, known = (by.is_in(each[how.any.by].unique().to_list()) for each in (hits, rows))
    answer = pl.when(found).then(pl.lit(how.yes)).when(known).then(pl.lit(how.no))
    return answer.otherwise(pl.lit(how.any.alone))


def _pseudonyms(
    mapping: Mapping, raw: list[pl.DataFrame], secret: bytes | None
) -> dict[str, pl.DataFrame]:
    """An id for each key of each kind of pseudonym: by the secret, or by lot at every run.

    An order drawn by lot comes from the operating system's source of chance and is not kept:
    nobody, not even who made the delivery, can compute which key a number stands for.
    """
    keys: dict[str, list[pl.Series]] = {}
    for each, frame in zip(mapping.entities, raw, strict=True):
        for name, how in each.fields.items():
            if how.pseudonym:
                keys.setdefault(how.pseudonym, []).append(frame[name].unique().rename("key"))
    different = {kind: pl.concat(found).drop_nulls().unique() for kind, found in keys.items()}
    if secret is None:
        return {kind: _numbered(kind, found) for kind, found in different.items()}
    return {kind: _told(mapping.name, kind, found, secret) for kind, found in different.items()}


def _told(mapping: str, kind: str, different: pl.Series, secret: bytes) -> pl.DataFrame:
    ids = pl.Series("number", [id_of(secret, mapping, kind, key) for key in different], pl.String)
    if ids.n_unique() < ids.len():
        raise MappingError(
            f"Two different ids of the export would be one {kind}. Map without --same-ids."
        )
    return pl.DataFrame([different, ids])


def _numbered(kind: str, different: pl.Series) -> pl.DataFrame:
    order = list(range(1, different.len() + 1))
    random.SystemRandom().shuffle(order)
    width = len(str(different.len()))
    # Unlike any export's own ids, which are numbers or letters and numbers.
    numbers = pl.Series("number", [f"{kind}-{number:0{width}}" for number in order])
    return pl.DataFrame([different, numbers.cast(pl.String)])


def _table(
    raw: pl.DataFrame, each: EntityMapping, entity: Entity, numbers: dict[str, pl.DataFrame]
) -> pl.DataFrame:
    """Different rows in the order of their pseudonyms: the order of the export would tell."""
    table = raw.unique()
    for name, how in each.fields.items():
        if how.pseudonym:
            table = (
                table.join(numbers[how.pseudonym], left_on=name, right_on="key", how="left")
                .drop(name)
                .rename({"number": name})
            )
    blank = [pl.lit(None, pl.String).alias(n) for n in entity.columns if n not in each.fields]
    columns = [pl.col(name).cast(pl.String) for name in entity.columns]
    return table.with_columns(blank).select(columns).sort(entity.columns, nulls_last=True)


def _not_mapped(
    mapping: Mapping, contract: Contract, kept: dict[str, pl.DataFrame], codes: Codes
) -> pl.DataFrame:
    """Each wording that the mapping does not know, with the rows that hold it."""
    found = [pl.DataFrame(schema=NOT_MAPPED_SCHEMA)]
    for each in mapping.entities:
        for name, how in each.fields.items():
            listed = codes.get(contract.entities[each.entity].field(name).code_list or "", [])
            for column, expression in _readings(how, mapping, listed):
                rows = _scope(each, kept).filter(expression == NOT_MAPPED)
                # Of a day, which may be one of birth, only the shape is told.
                told = pl.col(column).str.replace_all(r"\d", "9") if how.dates else pl.col(column)
                counted = rows.group_by(told.alias("wording")).len("rows")
                found.append(
                    counted.select(
                        pl.lit(mapping.files[each.source].file).alias("file"),
                        pl.lit(column).alias("column"),
                        pl.lit(f"{each.entity}.{name}").alias("field"),
                        "wording",
                        pl.col("rows").cast(pl.Int64),
                    )
                )
    return pl.concat(found).unique().sort("file", "column", "field", "rows", "wording")


def _readings(how: FieldMapping, mapping: Mapping, listed: list[str]) -> list[tuple[str, pl.Expr]]:
    if how.column:
        return [(how.column, value(how, mapping, listed))]
    return [
        (part.column, coded(pl.col(part.column), part.codes, mapping, []))
        for part in how.of
        if part.codes
    ]


def _made(mapping: Mapping, contract: Contract) -> dict[str, pl.DataFrame]:
    """The force, and a return of it for each quarter: an export is delivered whole."""
    force = mapping.force
    days = (str(mapping.delivery[f"coverage_{side}"])[:10] for side in ("from", "to"))
    start, end = map(date.fromisoformat, days)
    returns = [
        {"force_code": force.code, "quarter": quarter.name, "submission_status": "SUBMITTED"}
        for quarter in quarters_between(start, end)
    ]
    described = {
        "force_code": force.code,
        "force_name": force.name,
        "region_code": force.region_code,
        "region_name": force.region_name,
    }
    rows = {"submissions": returns} | ({"forces": [described]} if force.is_described else {})
    return {
        name: pl.DataFrame(each, dict.fromkeys(contract.entities[name].columns, pl.String))
        for name, each in rows.items()
    }
