"""The rows that a check hits are counted by the force of their case."""

import tempfile
from pathlib import Path

import pytest

from etl.config import Settings
from etl.logs import Steps
from etl.receive import receive
from tests.deliveries import write_delivery
from tests.etl.warehouse.engine import with_parents
from tests.etl.warehouse.test_share_rules import not_known_rows
from tests.frames import rows

TABLES = {
    "cases": """
        case_id | force_code | date_aware | date_recorded
        a       | X23000001  | 2024-04-02 | 2024-04-01
        b       | X23000001  | 2024-04-02 | 2024-04-01
        c       | X23000001  | 2024-04-01 |
        d       | X23000002  | 2024-04-02 | 2024-04-01
        twice   | X23000002  | 2024-04-01 |
        twice   | X23000001  | 2024-04-01 |
        nobody  | X23999999  | 2024-04-01 |
    """,
    "referrals": """
        case_id | referral_seq | date_referred
        c       | 1            | 2024-03-01
        twice   | 1            | 2024-03-01
        absent  | 1            | 2024-05-01
    """,
    "proceedings": """
        proceeding_id | date_notice | date_first_day
        p             | 2024-06-02  | 2024-06-01
        lonely        | 2024-06-02  | 2024-06-01
    """,
    "proceeding_subjects": """
        proceeding_id | case_id | subject_id
        p             | c       | S
        p             | d       | T
    """,
    "case_subjects": """
        case_id | subject_id
        c       | S
        d       | T
    """,
    "workforce": """
        force_code | as_at      | workers
        X23000002  | 2024-03-31 | many
    """,
}


def counted(tables: dict[str, list[dict]]) -> set[tuple]:
    with tempfile.TemporaryDirectory() as scratch, Steps(5, quiet=True) as steps:
        folder = write_delivery(Path(scratch) / "delivery", tables, returns=False)
        connection = receive([folder], Path(scratch) / "c.duckdb", Settings(), steps).connection
        found = connection.sql(
            "select check_name, force_code, rows_hit, rows_checked, is_share "
            "from quality.hits_by_force"
        ).fetchall()
        connection.close()
    return set(found)


@pytest.fixture(scope="module")
def found() -> set[tuple]:
    return counted({name: rows(text) for name, text in TABLES.items()})


EXPECTED = {
    ("R10.cases.order", "X23000001", 2, 4, False),
    ("R10.cases.order", "X23000002", 1, 2, False),
    # A force that nobody knows is counted under its code, and not published.
    ("R03.cases.force_code", "X23999999", 1, 1, False),
    # Rows of a case claimed by two forces go to the one that came first.
    ("R01.cases.key", "X23000001", 1, 4, False),
    ("R01.cases.key", "X23000002", 1, 2, False),
    ("R11.referrals.before_aware", "X23000001", 1, 1, False),
    ("R11.referrals.before_aware", "X23000002", 1, 1, False),
    ("R01.referrals.orphan", None, 1, None, False),
    # Proceedings are those of the subject that came first.
    ("R13.proceedings.order", "X23000001", 1, 1, False),
    ("R13.proceedings.order", None, 1, None, False),
    ("R00.workforce.workers", "X23000002", 1, 1, False),
    # No specials stand beside its officers.
    ("R48.workforce.no_specials", "X23000002", 1, 1, False),
}


def test_rows_belong_to_the_force_of_their_case(found):
    assert found == EXPECTED


def test_a_share_counts_as_one_of_the_rows_of_its_force():
    found = {row for row in counted(with_parents(not_known_rows())) if row[4]}
    assert ("R06.case_subjects.sex", "X23000001", 1, 30, True) in found
    assert all(hits == 1 for _, _, hits, _, _ in found)
