"""Run the validation rules: each writes the rows, or the forces, that do not hold.

Keys, parents, codes and dates follow from the contract; everything else is a select in
`sql/rules/`, named after its check. Words and severities are in `data/reference/rules.csv`, limits
in `data/reference/thresholds.csv`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import duckdb

from etl.contracts import Contract, Entity, Field
from etl.errors import ReferenceDataError
from etl.warehouse.limits import in_words, refuse_unknown


@dataclass(frozen=True)
class Check:
    """One check on one entity, with its words."""

    name: str
    entity: str
    column: str
    rule: str
    kind: str
    severity: str
    title: str
    mend: str
    query: str | None


def build_checks(
    contract: Contract, connection: duckdb.DuckDBPyConnection, sql_dir: Path
) -> list[Check]:
    """Every check there is, in the order of its name."""
    rules = connection.sql(
        "select pattern, rule, kind, severity, title, mend from reference.rules"
    ).fetchall()
    limits = connection.sql("from reference.limits").pl().row(0, named=True)
    words = {name: in_words(limit) for name, limit in limits.items()}
    queries = dict(_contract_queries(contract)) | {
        path.stem: path.read_text(encoding="utf-8") for path in (sql_dir / "rules").glob("*.sql")
    }
    for name, query in queries.items():
        refuse_unknown(name, query or "", limits)
    return [_check(name, queries[name], rules, words) for name in sorted(queries)]


def run_checks(
    connection: duckdb.DuckDBPyConnection,
    checks: list[Check],
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Append what does not hold to `quality.hits` (R00 is already there, from typing)."""
    delivered = _delivered(connection, {check.entity for check in checks})
    for check in checks:
        # Of nothing no row fails; a force may just for want of rows.
        if check.query is None or (check.kind != "share" and check.entity not in delivered):
            continue
        progress(check.name)
        row, force = ("null", "force_code") if check.kind == "share" else ("row_id", "null")
        # Once each: a parent that was delivered twice would repeat its children's hits.
        connection.execute(
            f"insert into quality.hits select distinct ?, ?, {row}, {force} from ({check.query})",
            [check.name, check.entity],
        )


def _delivered(connection: duckdb.DuckDBPyConnection, entities: Iterable[str]) -> set[str]:
    """The entities of which there are rows."""
    return {
        entity
        for entity in entities
        if connection.sql(f"select 1 from typed.{entity} limit 1").fetchone()
    }


def _check(name: str, query: str | None, rules: list[tuple], limits: dict[str, str]) -> Check:
    _, entity, column = (*name.split(".", 2), "")[:3]
    for pattern, rule, kind, severity, title, mend in rules:
        if fnmatchcase(name, pattern):
            words = limits | {"entity": entity, "column": column}
            return Check(
                name, entity, column, rule, kind, severity,
                title.format(**words), mend.format(**words), query,
            )  # fmt: skip
    raise ReferenceDataError(f"data/reference/rules.csv has no words for the check {name}.")


def _contract_queries(contract: Contract) -> Iterator[tuple[str, str | None]]:
    for entity in contract.entities.values():
        yield from _key_queries(entity)
        if entity.foreign_keys:
            yield f"R01.{entity.name}.orphan", _orphans(entity)
        for field in entity.fields:
            yield f"R00.{entity.name}.{field.name}", None
            if field.code_list == "force":
                yield f"R03.{entity.name}.{field.name}", _unknown_forces(entity.name, field.name)
            elif field.code_list:
                yield f"R02.{entity.name}.{field.name}", _unknown_codes(entity, field)
            if field.type == "date" and not field.may_be_after_extraction:
                yield f"R07.{entity.name}.{field.name}", _after_extraction(entity.name, field.name)


def _key_queries(entity: Entity) -> Iterator[tuple[str, str]]:
    keys = ", ".join(("delivery_no", *entity.primary_key))
    known = " and ".join(f"{name} is not null" for name in entity.primary_key)
    # Keys are compared as typed (1 and 01 are one key), rows as received: two spellings of one
    # value are a contradiction, too.
    repeated = (
        f"select {keys} from typed.{entity.name} where {known} group by all having count(*) > 1"
    )
    rows = (
        f"select row_id from typed.{entity.name} as shaped "
        f"inner join ({repeated}) as repeated using ({keys}) "
        f"inner join loaded.{entity.name} as raw using (row_id) "
    )
    keys = ", ".join(f"shaped.{name}" for name in ("delivery_no", *entity.primary_key))
    whole = "hash(" + ", ".join(f'coalesce(raw."{name}", chr(0))' for name in entity.columns) + ")"
    lowest, highest = (f"{end}({whole}) over (partition by {keys})" for end in ("min", "max"))
    yield f"R01.{entity.name}.key", f"{rows} qualify {lowest} != {highest}"
    yield (
        f"R01.{entity.name}.duplicate",
        f"{rows} qualify {lowest} = {highest} "
        f"and row_number() over (partition by {keys} order by row_id) > 1",
    )


def _orphans(entity: Entity) -> str:
    missing = " or ".join(
        f"not exists (select 1 from typed.{key.parent} as parent where "
        + " and ".join(f"parent.{name} = child.{name}" for name in ("delivery_no", *key.fields))
        + ")"
        for key in entity.foreign_keys
    )
    known = " and ".join(
        f"child.{name} is not null" for key in entity.foreign_keys for name in key.fields
    )
    return f"select row_id from typed.{entity.name} as child where {known} and ({missing})"


def _unknown_codes(entity: Entity, field: Field) -> str:
    same = f"codes.code_list = '{field.code_list}' and codes.code = rows.{field.name}"
    if field.code_list in ("allegation_category", "allegation_sub_category"):
        same += " and codes.scheme = rows.allegation_scheme"
    if field.code_valid_at:
        at = f"rows.{field.code_valid_at}"
        same += (
            f" and ({at} is null or codes.valid_from is null or {at} >= codes.valid_from)"
            f" and ({at} is null or codes.valid_to is null or {at} <= codes.valid_to)"
        )
    return (
        f"select row_id from typed.{entity.name} as rows where {field.name} is not null "
        f"and not exists (select 1 from reference.code_lists as codes where {same})"
    )


def _unknown_forces(entity: str, column: str) -> str:
    return (
        f"select row_id from typed.{entity} as rows where {column} is not null "
        f"and {column} not in (select force_code from reference.forces) "
        "and not exists (select 1 from typed.forces as own where own.force_code = rows."
        f"{column} and own.delivery_no = rows.delivery_no)"
    )


def _after_extraction(entity: str, column: str) -> str:
    return (
        f"select row_id from typed.{entity} as rows inner join quality.deliveries as deliveries "
        f"using (delivery_no) where rows.{column} > deliveries.extracted_on"
    )
