"""Each validation rule is a promise on the table of hits: flagged by its own hits only."""

import duckdb
import pytest

from etl.quality.gate import hold
from expectations.rule_hits import promises

CHECKS = [
    ("R10.cases.order", "Dates in order", "error"),
    ("R08.cases.incident_to", "Incident before", "warning"),
    ("R09.cases.incident_from", "Old incident", "info"),
]


@pytest.mark.parametrize("hit", [None, *[name for name, *_ in CHECKS]])
def test_a_rule_holds_unless_a_row_is_listed_under_its_name(tmp_path, hit):
    path = tmp_path / "conduct.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create schema quality; create table quality.hits (check_name varchar, row_id bigint)"
        )
        if hit:
            connection.execute("insert into quality.hits values (?, 7)", [hit])
    assert hold(path, "quality", promises(CHECKS)) == {name: name != hit for name, *_ in CHECKS}


def test_a_promise_has_the_severity_of_its_rule():
    made = promises(CHECKS)
    assert [promise.severity for promise in made] == ["error", "warning", "info"]
    assert [promise.expectation.severity.value for promise in made] == [
        "critical", "warning", "info",
    ]  # fmt: skip


def test_a_promise_reads_row_numbers_and_no_value_of_a_row():
    for promise in promises(CHECKS):
        query = promise.expectation.unexpected_rows_query
        assert query.split(" from ")[0] == "select row_id"
