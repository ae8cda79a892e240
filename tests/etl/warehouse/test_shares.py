"""What of a force's records is no longer whole, and how much of each quarter was set aside."""

import tempfile
from datetime import date
from pathlib import Path

import pytest

from etl.config import Settings
from etl.logs import Steps
from etl.receive import receive
from tests.deliveries import write_delivery

TABLES = {
    "cases": """
        case_id | force_code | date_aware | date_recorded
        1       | X23000001  | 2024-04-01 |
        2       | X23000001  | 2024-06-30 | 2024-06-29
        3       | X23000001  | 2024-07-01 |
        4       | X23000002  | 2024-04-01 |
    """,
    "case_subjects": """
        case_id | subject_id | sex
        1       | S          |
        1       | T          | NO_SUCH_CODE
        2       | S          |
        4       | S          |
    """,
    "allegations": """
        case_id | allegation_id
        1       | A
        3       | A
    """,
    "allegation_subjects": """
        case_id | allegation_id | subject_id | case_to_answer
        1       | A             | S          | NO_SUCH_CODE
        1       | A             | T          |
    """,
}


@pytest.fixture(scope="module")
def connection():
    with tempfile.TemporaryDirectory() as scratch, Steps(5, quiet=True) as steps:
        folder = write_delivery(Path(scratch) / "delivery", TABLES)
        found = receive([folder], Path(scratch) / "case.duckdb", Settings(), steps)
        yield found.connection
        found.connection.close()


def test_subjects_of_whom_any_row_was_set_aside_are_not_whole(connection):
    rows = connection.sql(
        "select case_id, subject_id from staging.incomplete_subjects order by all"
    ).fetchall()
    # 1-S lost a decision, 1-T the subject row itself, 2-S the whole case.
    assert rows == [("1", "S"), ("1", "T"), ("2", "S")]


def test_rows_are_counted_by_force_and_quarter_of_their_case(connection):
    rows = connection.sql(
        "select force_code, quarter_start, rows_received, rows_quarantined "
        "from quality.rows_by_force_quarter order by all"
    ).fetchall()
    assert rows == [
        ("X23000001", date(2024, 4, 1), 2 + 3 + 1 + 2, 1 + 2 + 0 + 2),
        ("X23000001", date(2024, 7, 1), 2, 0),
        ("X23000002", date(2024, 4, 1), 2, 0),
    ]
