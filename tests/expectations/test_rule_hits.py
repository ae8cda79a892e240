"""Each validation rule is a promise on the table of hits: flagged by its own hits only."""

import duckdb
import pytest

from etl.quality.gate import hold
from expectations.rule_hits import OTHERS, held_by, promises

CHECKS = [
    ("R10.cases.order", "Dates in order", "error"),
    ("R08.cases.incident_to", "Incident before", "warning"),
    ("R09.cases.incident_from", "Old incident", "info"),
]
NAMES = [name for name, *_ in CHECKS]


@pytest.fixture
def hits(tmp_path):
    """`hits(*names)`: a database in which one row is listed under each of them."""

    def made(*names):
        path = tmp_path / "conduct.duckdb"
        with duckdb.connect(str(path)) as connection:
            connection.execute(
                "create schema quality; "
                "create table quality.hits (check_name varchar, row_id bigint)"
            )
            for name in names:
                connection.execute("insert into quality.hits values (?, 7)", [name])
        return path

    return made


@pytest.mark.parametrize("hit", [[], *([name] for name in NAMES), NAMES[1:], NAMES])
def test_a_rule_holds_unless_a_row_is_listed_under_its_name(hits, hit):
    held = hold(hits(*hit), "quality", promises(CHECKS, set(hit)))
    assert {name: held_by(name, held) for name in NAMES} == {
        name: name not in hit for name in NAMES
    }


@pytest.mark.parametrize("hit", NAMES)
def test_a_rule_that_is_asked_alone_is_flagged_by_its_own_hits_only(hits, hit):
    held = hold(hits(hit), "quality", promises(CHECKS, set(NAMES)))
    assert held == {OTHERS: True} | {name: name != hit for name in NAMES}


@pytest.mark.parametrize("hit", NAMES)
@pytest.mark.parametrize("listed", [set(), {"R01.cases.key"}])
def test_a_hit_of_a_rule_that_is_not_asked_alone_is_never_taken_for_none(hits, hit, listed):
    held = hold(hits(hit), "quality", promises(CHECKS, listed))
    assert not held_by(hit, held)


def test_a_promise_has_the_severity_of_its_rule():
    made = promises(CHECKS, set(NAMES))[:-1]
    assert [promise.severity for promise in made] == ["error", "warning", "info"]
    assert [promise.expectation.severity.value for promise in made] == [
        "critical", "warning", "info",
    ]  # fmt: skip


def test_a_promise_reads_row_numbers_and_no_value_of_a_row():
    for promise in promises(CHECKS, set(NAMES))[:-1]:
        query = promise.expectation.unexpected_rows_query
        assert query.split(" from ")[0] == "select row_id"
