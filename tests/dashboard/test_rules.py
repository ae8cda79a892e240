"""Rules stand in one line each, however many fields they are tried on."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from dashboard.components.quality import checks
from dashboard.components.sources import BASIS
from dashboard.queries.connection import Build
from dashboard.text.methods import APPLIES
from dashboard.text.rules import checks_table, held_table, rules_table
from etl.measures.definitions import MEASURES, event_basis
from tests.dashboard.reading import tables_of
from tests.frames import table

Open = Callable[..., AppTest]

CHECKS = table("""
rule    | check_name             | kind    | entity      | severity | title
R00     | R00.cases.case_id      | row     | cases       | error    | Every value of cases.case_id fits its type
R00     | R00.referrals.route    | row     | referrals   | error    | Every value of referrals.route fits its type
R01     | R01.cases.duplicate    | row     | cases       | error    | No row of cases is delivered twice
R01     | R01.cases.key          | row     | cases       | error    | Each key of cases stands for one row
R01     | R01.workforce.key      | row     | workforce   | error    | Each key of workforce stands for one row
R13     | R13.cases.end          | row     | cases       | error    | No proceedings end after their case was finalised
R13     | R13.cases.end.flagged  | row     | cases       | warning  | In joint cases, proceedings end before
promise | P.counts.grain         | promise | counts      | stop     | Each row of counts is there once
promise | P.counts.negative      | promise | counts      | stop     | No count is below 0
promise | P.areas.grain          | promise | areas       | stop     | Each row of areas is there once
""").to_dicts()  # noqa: E501
OF_RECORDS = [row for row in CHECKS if row["kind"] == "row"]


def test_a_rule_stands_once_with_the_number_of_its_checks():
    assert rules_table(OF_RECORDS).rows() == [
        ("R00", "Every value of any field fits its type", "2", "the row is set aside"),
        (
            "R01",
            "No row of any table is delivered twice. Each key of any table stands for one row",
            "3",
            "the row is set aside",
        ),
        (
            "R13",
            "No proceedings end after their case was finalised. "
            "In joint cases, proceedings end before",
            "2",
            "the row is set aside, or the row is kept and flagged",
        ),
    ]


def test_a_rule_with_one_check_keeps_its_own_words():
    assert rules_table(OF_RECORDS[:1])["What is promised"].item() == OF_RECORDS[0]["title"]


def test_promises_on_a_published_table_stand_in_one_line():
    lines = dict(held_table(CHECKS).select("Rule", "Checks").rows())

    assert lines == {
        "R00": "2",
        "R01": "3",
        "R13": "2",
        "promise on published counts": "2",
        "promise on published areas": "1",
    }


def test_promises_keep_their_own_words():
    table = held_table([row for row in CHECKS if row["entity"] == "counts"])

    assert table["What holds for every row"].to_list() == [
        "Each row of counts is there once. No count is below 0"
    ]


def test_every_check_can_still_be_read_by_itself():
    assert checks_table(OF_RECORDS)["What is promised"].to_list() == [
        row["title"] for row in OF_RECORDS
    ]


def test_the_pages_have_one_line_per_rule(shown: Open, build: Build):
    listed = next(t for t in tables_of(shown("methods")) if "Checks" in t.columns)
    held = checks(build, held=True)

    assert listed["Rule"].is_unique
    assert held.table["Rule"].is_unique().all()
    assert held.rows == sum(map(int, held.table["Checks"]))


def test_every_date_that_is_counted_by_has_words_for_readers():
    for measure in MEASURES.values():
        basis = event_basis(measure)
        assert basis in BASIS, basis
        assert basis in APPLIES, basis
