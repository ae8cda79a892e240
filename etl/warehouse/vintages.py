"""Several deliveries of one force: the newer one replaces what it covers, row by row accounted for.

A case belongs to the quarter in which it came to attention. A newer delivery of the same supplier
replaces, of the forces that it holds, every case that came to attention within its coverage, every
case that it delivers again, and all that belongs to these. Everything else stays with the delivery
that it came with, which says until when its open cases were seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from etl.contracts import Contract, Entity

KIND_OF_CHANGE = (
    "case when cell.name = 'case_status' and cell.old = 'FINALISED' then 'reopened' "
    "when cell.name = 'date_aware' and cell.new is null then 'lost' else 'changed' end"
)
# The first day of a quarter such as 2024-25-Q3; the fourth begins in the next year.
QUARTER_START = (
    "try_cast(left(quarter, 4)::integer + (right(quarter, 1) = '4')::integer || '-' || "
    "['04', '07', '10', '01'][right(quarter, 1)::integer] || '-01' as date)"
)
# What the rows of a force are about: a column, and the day that it stands for.
DAYS = {
    "submissions": ("quarter", QUARTER_START),
    "workforce": ("as_at", "as_at"),
    "workforce_groups": ("as_at", "as_at"),
    "system_changes": ("date_changed", "date_changed"),
}


@dataclass(frozen=True)
class Vintage:
    """One delivery among those of its supplier; `number` is its delivery_no."""

    number: int
    supplier: str
    forces: frozenset[str]
    extracted_on: date
    coverage: tuple[date, date]
    is_kept: bool

    @property
    def age(self) -> tuple:
        """Of two of one day, one that was kept is the older one, and the one that came first."""
        return self.extracted_on, not self.is_kept, self.number if self.is_kept else 0

    def follows(self, other: "Vintage") -> bool:
        """Whether it is a newer delivery of some of the same forces."""
        same = self.supplier == other.supplier and bool(self.forces & other.forces)
        return same and other.age < self.age

    def covers(self, other: "Vintage") -> bool:
        """Whether it covers every day of the other."""
        return self.coverage[0] <= other.coverage[0] and other.coverage[1] <= self.coverage[1]


def replace_older(
    connection: duckdb.DuckDBPyConnection, contract: Contract, vintages: Sequence[Vintage]
) -> None:
    """Move the rows that a newer delivery replaces from `loaded` and `typed` to `replaced`.

    Fills `former` with what was known before each delivery that was not kept, under its number,
    and `quality.changes` with what is other now, row by row.
    """
    for newer in sorted(vintages, key=lambda vintage: vintage.age):
        older = [vintage for vintage in vintages if newer.follows(vintage)]
        if not older:
            continue
        if not newer.is_kept:
            _remember(connection, contract, newer, older)
        for vintage in older:
            _replace(connection, contract, newer, vintage)
        if not newer.is_kept:
            _mark_sent_again(connection, newer, older)
            _note_changes(connection, contract, newer, older)


def forget_former(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Empty `former`: it only serves the rules, and holds records that were replaced."""
    for name in (*contract.entities, "numbers"):
        connection.execute(f"truncate former.{name}")


def _remember(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    newer: Vintage,
    older: Sequence[Vintage],
) -> None:
    """What was known before; of three deliveries the last is compared with the second."""
    numbers = _numbers(older)
    for entity in contract.entities.values():
        table = f"former.{entity.name}"
        connection.execute(f"delete from {table} where delivery_no in ({numbers})")
        connection.execute(
            f"insert into {table} by name select * replace ({newer.number} as delivery_no) "
            f"from typed.{entity.name} where delivery_no in ({numbers})"
        )
    for force in sorted(newer.forces):
        connection.execute("delete from former.days where force_code = ?", [force])
        known = [vintage.coverage for vintage in older if force in vintage.forces]
        start = max(newer.coverage[0], min((days[0] for days in known), default=date.max))
        end = min(newer.coverage[1], max((days[1] for days in known), default=date.min))
        if start <= end:
            connection.execute("insert into former.days values (?, ?, ?)", [force, start, end])


def _replace(
    connection: duckdb.DuckDBPyConnection, contract: Contract, newer: Vintage, older: Vintage
) -> None:
    of_older = f"delivery_no = {older.number}"
    connection.execute(
        "create or replace temp table replaced_cases as select case_id "
        f"from typed.cases where {of_older} and ({_case(newer, older)})"
    )
    connection.execute(
        "create or replace temp table replaced_people as select proceeding_id, subject_id, "
        # Proceedings stay for as long as somebody stays who was before them.
        "bool_and(case_id in (select case_id from replaced_cases)) over (partition by "
        "proceeding_id) as is_over from typed.proceeding_subjects "
        f"where {of_older} qualify case_id in (select case_id from replaced_cases)"
    )
    is_whole = newer.covers(older) and older.forces <= newer.forces
    for entity in contract.entities.values():
        where = "true" if is_whole else _replaced(entity, newer, older)
        connection.execute(
            "create or replace temp table moved as "
            f"select row_id from typed.{entity.name} where {of_older} and ({where})"
        )
        _move(connection, entity.name, newer)


def _case(newer: Vintage, older: Vintage) -> str:
    again = f"select case_id from typed.cases where delivery_no = {newer.number}"
    return (
        f"(force_code in ({_forces(newer)}) and {_covered('date_aware', newer, older)}) "
        f"or case_id in ({again})"
    )


def _replaced(entity: Entity, newer: Vintage, older: Vintage) -> str:
    """The rows of an older delivery that a newer one replaces, where it does not replace all."""
    if "case_id" in entity.columns:
        return "case_id in (select case_id from replaced_cases)"
    if "proceeding_id" in entity.columns:
        of_person = "subject_id" in entity.columns
        key = "(proceeding_id, subject_id)" if of_person else "proceeding_id"
        gone = "true" if of_person else "is_over"
        return f"{key} in (select {key} from replaced_people where {gone})"
    if entity.name == "forces":
        return f"force_code in ({_forces(newer)})" if newer.covers(older) else "false"
    key, day = DAYS[entity.name]
    again = (
        f"select (force_code, {key}) from typed.{entity.name} where delivery_no = {newer.number}"
    )
    return (
        f"force_code in ({_forces(newer)}) "
        f"and ({_covered(day, newer, older)} or (force_code, {key}) in ({again}))"
    )


def _covered(day: str, newer: Vintage, older: Vintage) -> str:
    if newer.covers(older):
        return "true"
    return f"{day} between '{newer.coverage[0]}' and '{newer.coverage[1]}'"


def _move(connection: duckdb.DuckDBPyConnection, entity: str, newer: Vintage) -> None:
    connection.execute(
        f"insert into replaced.{entity} select row_id, delivery_no, {newer.number}, source_file, "
        f"source_line from loaded.{entity} semi join moved using (row_id)"
    )
    for table in (f"typed.{entity}", f"loaded.{entity}"):
        connection.execute(f"delete from {table} where row_id in (select row_id from moved)")
    connection.execute(
        "delete from quality.hits where entity = ? and row_id in (select row_id from moved)",
        [entity],
    )


def _mark_sent_again(
    connection: duckdb.DuckDBPyConnection, newer: Vintage, older: Sequence[Vintage]
) -> None:
    """A delivery of some quarters only sends them again; one of all is the next extract."""
    if all(newer.covers(vintage) for vintage in older):
        return
    connection.execute(
        "update typed.submissions as rows set submission_status = 'RESUBMITTED' "
        f"where delivery_no = {newer.number} and submission_status in ('SUBMITTED', 'LATE') "
        "and exists (select 1 from former.submissions as before "
        "where before.delivery_no = rows.delivery_no and before.force_code = rows.force_code "
        "and before.quarter = rows.quarter and before.submission_status != 'MISSING')"
    )


def _note_changes(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    newer: Vintage,
    older: Sequence[Vintage],
) -> None:
    for entity in contract.entities.values():
        connection.execute(_changes(entity, newer, older))


def _changes(entity: Entity, newer: Vintage, older: Sequence[Vintage]) -> str:
    """Insert one row for each value that is other now, and for each row that is new or gone."""
    key = ", ".join(entity.primary_key)
    one = f"select distinct on ({key}) {', '.join(entity.columns)}, true as is_there from"
    named = ", '/', ".join(f"{name}::varchar" for name in entity.primary_key)
    case = "case_id" if "case_id" in entity.primary_key else "null"
    head = f"select {newer.number}, '{entity.name}', {case}, concat({named})"
    return f"""
        insert into quality.changes
        with before as (
            {one} former.{entity.name} where delivery_no = {newer.number} order by row_id
        ),
        after as (
            {one} typed.{entity.name}
            where delivery_no in ({newer.number}, {_numbers(older)}) order by row_id
        ),
        joined as (
            select {key}, before.is_there as was_there, after.is_there as is_there,
            [{_cells(entity)}] as cells
            from before full join after using ({key})
        )
        {head}, null, if(is_there, 'added', 'removed'), null, null
        from joined where was_there is null or is_there is null
        union all
        {head}, cell.name, {KIND_OF_CHANGE}, cell.old, cell.new
        from (select {key}, unnest(cells) as cell from joined where was_there and is_there)
        where cell.old is distinct from cell.new
    """


def _cells(entity: Entity) -> str:
    """Every column beside the key, before and after; one that never changes if there is none."""
    columns = [name for name in entity.columns if name not in entity.primary_key]
    return (
        ", ".join(
            f"{{'name': '{name}', 'old': before.{name}::varchar, 'new': after.{name}::varchar}}"
            for name in columns
        )
        or "{'name': '', 'old': '', 'new': ''}"
    )


def _numbers(vintages: Sequence[Vintage]) -> str:
    return ", ".join(str(vintage.number) for vintage in vintages)


def _forces(vintage: Vintage) -> str:
    return ", ".join("'" + force.replace("'", "''") + "'" for force in sorted(vintage.forces))
