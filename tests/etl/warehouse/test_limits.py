"""Limits stand in one file: rules read them there, and their words follow."""

import re
from datetime import date
from fnmatch import fnmatchcase

import duckdb
import polars as pl
import pytest

from etl.config import Settings
from etl.errors import ReferenceDataError
from etl.warehouse.limits import in_words, one_row
from etl.warehouse.load import replace
from etl.warehouse.reference import load_reference, read_strings
from etl.warehouse.rules import build_checks
from tests.deliveries import CONTRACT
from tests.frames import table

SETTINGS = Settings()
FILE = read_strings(SETTINGS.reference_dir / "thresholds.csv")
RULES = {path.stem: path.read_text() for path in (SETTINGS.sql_dir / "rules").glob("*.sql")}


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        connection.execute("create schema reference")
        load_reference(connection, SETTINGS.reference_dir)
        yield connection


def readers(name: str) -> set[str]:
    return {check[:3] for check, query in RULES.items() if f"limits.{name}" in query}


@pytest.mark.parametrize(("name", "rules"), FILE.select("name", "rule").rows())
def test_the_file_says_which_rules_read_a_limit(name, rules):
    assert readers(name) == set(rules.split())


@pytest.mark.parametrize("check", RULES)
def test_no_rule_has_a_number_or_a_day_of_its_own(check):
    query = re.sub(r"--.*", "", RULES[check])
    # 1 as in `day(...) = 1`, the first of a month, and `referral_seq = 1`; 0 as in "none".
    own = set(re.findall(r"(?<![\w.'])\d[\d.]*", query)) - {"0", "1"}
    assert own == set()
    assert "interval" not in query
    assert not re.search(r"\d{4}-\d{2}-\d{2}", query)


def test_limits_are_read_by_their_unit_into_one_row():
    found = one_row(
        table("""
            name   | value      | unit
            share  | 0.125      | share
            rows   | 30         | rows
            begins | 2020-02-01 | date
        """)
    )
    assert found.rows(named=True) == [{"share": 0.125, "rows": 30, "begins": date(2020, 2, 1)}]


@pytest.mark.parametrize(
    ("limit", "words"),
    [(0.1, "10%"), (0.125, "12.5%"), (30, "30"), (date(2020, 2, 1), "1 February 2020")],
)
def test_a_limit_has_words(limit, words):
    assert in_words(limit) == words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name | value | unit\na | ten | rows", "the value of `a` cannot be read"),
        ("name | value | unit\na | | share", "the value of `a` cannot be read"),
        ("name | value | unit\na | 1/2/2020 | date", "the value of `a` cannot be read"),
        ("name | value | unit\na | 1 | rows\na | 2 | rows", "a name is listed twice"),
        ("name | value\na | 1", "has no column `unit`"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused(text, message):
    with pytest.raises(ReferenceDataError, match=message):
        one_row(table(text))


def test_a_rule_without_its_limit_is_refused_instead_of_never_finding_anything(connection):
    connection.execute("alter table reference.limits drop column accelerated_most")
    with pytest.raises(ReferenceDataError, match=r"no `accelerated_most`, which the check R33"):
        build_checks(CONTRACT, connection, SETTINGS.sql_dir)


def test_the_words_of_checks_follow_the_file(connection):
    changed = FILE.with_columns(
        value=pl.when(name="unknown_share").then(pl.lit("0.25")).otherwise("value")
    )
    replace(connection, "reference.limits", one_row(changed))
    checks = build_checks(CONTRACT, connection, SETTINGS.sql_dir)
    titles = {check.title for check in checks if fnmatchcase(check.name, "R06.*")}
    assert all("no more than 25% are NOT_KNOWN" in title for title in titles)
