"""Great Expectations holds promises against DuckDB, and never passes what it could not run."""

import duckdb
import pytest

from etl.quality import gate
from expectations.promise import closed_list, never, unique_grain

PROMISES = [
    unique_grain("pets", ("owner", "name")),
    closed_list("pets", "kind", ("cat", "dog")),
    never("pets", "age", "No pet is older than 30", "select name from {batch} where age > 30"),
    closed_list("owners", "name", ("Ann", "Bob")),
]


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "pets.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema home")
        connection.execute(
            "create table home.pets as select * from (values "
            "('Ann', 'Rex', 'dog', 3), ('Ann', 'Tom', 'cat', 4), ('Bob', 'Rex', null, 30)) "
            "as t(owner, name, kind, age)"
        )
        connection.execute("create table home.owners as select unnest(['Ann', 'Bob']) as name")
    return path


def change(database, statement: str) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute(statement)


def test_each_promise_is_said_to_hold_or_not_by_its_name(database):
    held = gate.hold(database, "home", PROMISES)
    assert held == {promise.name: True for promise in PROMISES}
    change(
        database,
        "insert into home.pets values ('Ann', 'Rex', 'dragon', 300);"
        "insert into home.owners values ('Cleo')",
    )
    assert gate.hold(database, "home", PROMISES) == {promise.name: False for promise in PROMISES}


def test_the_file_is_let_go_of_afterwards(database):
    gate.hold(database, "home", PROMISES)
    change(database, "drop table home.pets")


def test_a_promise_that_cannot_run_is_an_error_and_not_a_pass(database):
    wrong = never("pets", "wrong", "Misspelt", "select nmae from {batch} where age > 30")
    with pytest.raises(RuntimeError, match=r"P\.pets\.wrong"):
        gate.hold(database, "home", [*PROMISES, wrong])


def test_a_promise_on_a_column_that_is_gone_is_an_error_and_not_a_pass(database):
    change(database, "alter table home.pets drop column kind")
    with pytest.raises(RuntimeError, match=r"P\.pets\.kind"):
        gate.hold(database, "home", PROMISES)


def test_a_promise_on_a_table_that_is_gone_is_an_error_and_not_a_pass(database):
    change(database, "drop table home.pets")
    with pytest.raises(Exception, match="pets"):
        gate.hold(database, "home", PROMISES)


def test_great_expectations_still_needs_to_be_told_to_keep_its_duckdb_connection(
    database, monkeypatch
):
    """When this fails, the adapter `keep_duckdb_connections` can go."""
    own = tuple(
        item for item in gate.engine_module._PERSISTED_CONNECTION_DIALECTS if item != "duckdb"
    )
    monkeypatch.setattr(gate.engine_module, "_PERSISTED_CONNECTION_DIALECTS", own)
    monkeypatch.setattr(gate, "keep_duckdb_connections", lambda: None)
    with pytest.raises(RuntimeError, match="list index out of range"):
        gate.hold(database, "home", PROMISES)


def test_being_told_twice_changes_nothing():
    gate.keep_duckdb_connections()
    once = gate.engine_module._PERSISTED_CONNECTION_DIALECTS
    gate.keep_duckdb_connections()
    assert once == gate.engine_module._PERSISTED_CONNECTION_DIALECTS
    assert [item for item in once if item == "duckdb"] == ["duckdb"]


def test_rows_that_break_a_promise_are_counted_and_never_fetched(database, monkeypatch):
    """They may hold values of a case. An answer of more rows than one is an answer of rows."""
    fetched = []
    run = gate.engine_module.SqlAlchemyExecutionEngine.execute_query

    def noted(self, query):
        fetched.extend(run(self, query).fetchall())
        return run(self, query)

    monkeypatch.setattr(gate.engine_module.SqlAlchemyExecutionEngine, "execute_query", noted)
    old = never("pets", "old", "No pet is older than 2", "select name from {batch} where age > 2")
    assert gate.hold(database, "home", [old, PROMISES[0]]) == {
        "P.pets.old": False,
        PROMISES[0].name: True,
    }
    assert fetched
    assert not {"Rex", "Tom"} & {value for row in fetched for value in row}
