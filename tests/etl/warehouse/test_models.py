"""Models are built in the order in which they need one another; files are opened with care."""

import stat

import duckdb
import pytest

from etl.errors import ReferenceDataError
from etl.warehouse.connection import create_database, open_read_only
from etl.warehouse.models import build_models, tables_read
from etl.warehouse.reference import read_reference


@pytest.fixture
def sql_dir(tmp_path):
    for name, query in {
        "marts/a_first_by_name": "select count(*) as n from staging.z_last",
        "marts/b": "with c as (select n from marts.a_first_by_name) select n + 1 as n from c",
        "staging/z_last": "select 1 as n union all select 2",
    }.items():
        path = tmp_path / f"{name}.sql"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"-- A header; it may name marts.b.\n\n{query}\n", encoding="utf-8")
    return tmp_path


def test_a_model_is_built_after_what_it_reads(sql_dir):
    with duckdb.connect() as connection:
        connection.execute("create schema staging; create schema marts")
        order = build_models(connection, sql_dir)
        assert order == ["staging.z_last", "marts.a_first_by_name", "marts.b"]
        assert connection.sql("select n from marts.b").fetchall() == [(3,)]


def test_tables_are_found_wherever_a_query_reads_them():
    query = (
        "with a as (select 1 from marts.one) select (select max(n) from marts.two), * from a "
        "left join marts.three using (n) where n in (select n from marts.four) "
        "union all select n, n from marts.five"
    )
    assert tables_read(query) == {
        f"marts.{name}" for name in ("one", "two", "three", "four", "five")
    }


def test_a_case_level_file_is_for_its_owner_only_and_read_only_when_read(tmp_path):
    path = tmp_path / "warehouse" / "conduct.duckdb"
    create_database(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with open_read_only(path) as connection:
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("create table t (n integer)")
        with pytest.raises(duckdb.Error, match="disabled"):
            connection.execute(f"select * from read_csv('{tmp_path}/x.csv')")


@pytest.mark.parametrize(
    "text", ["date,name\n2024-13-01,New Year\n", "date,name\n2024-01-01,New,Year\n"]
)
def test_a_reference_file_that_cannot_be_right_is_refused(tmp_path, text):
    path = tmp_path / "bank_holidays.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"data/reference/bank_holidays\.csv cannot be"):
        read_reference(path)
