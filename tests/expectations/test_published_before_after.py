"""Every promise on cohorts before and after holds on a sound table and fails on a broken one."""

# ruff: noqa: E501 -- a row of a table is one line

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from etl.config import Settings
from etl.contracts import load_published
from etl.quality.gate import hold
from etl.warehouse.load import SQL_TYPES, append
from expectations import published_before_after
from expectations.promise import Promise
from tests.frames import table

COHORTS = """
dataset | break_id | figure    | side   | period_start | period_end | followed_months | forces_expected | forces_counted | numerator | denominator | value | lower | upper | symbol | difference | difference_lower | difference_upper | finding
d       | chair    | heard     | before | 2023-11-07   | 2024-05-06 | 6               | 43              | 40             | 30        | 60          | 50    | 38    | 62    |        |            |                  |                  |
d       | chair    | heard     | after  | 2024-05-07   | 2024-11-06 | 6               | 43              | 40             | 36        | 60          | 60    | 47    | 71    |        | 10         | -7               | 27               | no clear change
d       | chair    | in_flight | before | 2023-11-07   | 2024-05-06 | 6               | 43              | 40             | 6         | 60          | 10    | 5     | 20    |        |            |                  |                  |
d       | chair    | in_flight | after  | 2024-05-07   | 2024-11-06 | 6               | 43              | 40             |           |             |       |       |       | z      |            |                  |                  |
"""
PROMISES: dict[str, Promise] = {
    promise.name: promise for promise in published_before_after.promises(("heard", "in_flight"), 3)
}
TABLE = "published.before_after"
LATER = "where side = 'after' and figure = 'heard'"
BREAKS: dict[str, list[str]] = {
    "P.before_after.grain": [f"insert into {TABLE} from {TABLE} limit 1"],
    "P.before_after.figure": [f"update {TABLE} set figure = 'effect' {LATER}"],
    "P.before_after.side": [f"update {TABLE} set side = 'during' {LATER}"],
    "P.before_after.symbol": [f"update {TABLE} set symbol = 'k' {LATER}"],
    "P.before_after.hidden": [
        f"update {TABLE} set symbol = 'c' {LATER}",
        f"update {TABLE} set symbol = 'c', value = null, lower = null, upper = null, difference = null {LATER}",
        f"update {TABLE} set symbol = 'z', value = null, lower = null, upper = null {LATER}",
        f"update {TABLE} set symbol = null where figure = 'in_flight'",
    ],
    "P.before_after.few_forces": [f"update {TABLE} set forces_counted = 2 {LATER}"],
    "P.before_after.interval": [
        f"update {TABLE} set lower = 61 {LATER}",
        f"update {TABLE} set upper = 101 {LATER}",
        f"update {TABLE} set difference_lower = 11 {LATER}",
        f"update {TABLE} set difference = 'nan' {LATER}",
        f"update {TABLE} set numerator = 61 {LATER}",
    ],
    "P.before_after.sides": [
        f"delete from {TABLE} {LATER}",
        f"update {TABLE} set followed_months = 12 {LATER}",
        f"update {TABLE} set period_start = '2024-05-06' {LATER}",
    ],
}
FAULTS = [(name, fault) for name, faults in BREAKS.items() for fault in faults]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cohorts") / "public.duckdb"
    entity = load_published(Settings().published_contract_dir)["before_after"]
    columns = ", ".join(f"{field.name} {SQL_TYPES[field.type]}" for field in entity.fields)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema published; create schema sound")
        connection.execute(f"create table {TABLE} ({columns})")
        append(connection, TABLE, table(COHORTS))
        connection.execute(f"create table sound.before_after as from {TABLE}")
    return path


@pytest.fixture
def broken(database: Path) -> Iterator[Callable[[str], None]]:
    """Break the table by a statement; afterwards it is sound again."""

    def run(statement: str) -> None:
        with duckdb.connect(str(database)) as connection:
            connection.execute(statement)

    yield run
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"create or replace table {TABLE} as from sound.before_after")


def test_every_promise_holds_on_a_sound_table(database):
    held = hold(database, "published", list(PROMISES.values()))
    assert held == dict.fromkeys(PROMISES, True)


@pytest.mark.parametrize(
    ("name", "fault"), FAULTS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FAULTS)]
)
def test_a_promise_fails_on_a_table_that_is_broken_for_it(database, broken, name, fault):
    broken(fault)
    assert hold(database, "published", [PROMISES[name]]) == {name: False}


def test_every_promise_is_shown_to_fail():
    assert set(BREAKS) == set(PROMISES)
