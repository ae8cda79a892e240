"""Nothing is lost: whatever is delivered, each row is loaded or set aside, with its reasons."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deliveries import CONTRACT, write_delivery
from tests.etl.warehouse.engine import Checked, checked, received

CHAIN = {
    "cases": """
        case_id | date_recorded
        bad     | 2024-03-31
        good    | 2024-04-01
    """,
    "allegations": """
        case_id | allegation_id
        bad     | A
        good    | A
        good    | B
    """,
    "allegation_characteristics": """
        case_id | allegation_id | characteristic
        bad     | A             | RACE
        good    | A             | RACE
        good    | B             | NO_SUCH_CODE
    """,
    "case_subjects": """
        case_id | subject_id | sex
        bad     | S          | MALE
        good    | S          | MALE
        good    | T          | NO_SUCH_CODE
    """,
    "allegation_subjects": """
        case_id | allegation_id | subject_id
        bad     | A             | S
        good    | A             | S
        good    | A             | T
    """,
    "severity_assessments": """
        case_id | allegation_id | subject_id | assessment_seq | date_assessed | severity
        bad     | A             | S          | 1              | 2024-05-01    | MISCONDUCT
        good    | A             | S          | 1              | 2024-05-01    | MISCONDUCT
        good    | A             | T          | 1              | 2024-05-01    | MISCONDUCT
        good    | A             | T          | 2              | 2026-07-01    | MISCONDUCT
    """,
    "proceedings": """
        proceeding_id | date_notice | date_first_day
        backwards     | 2024-07-02  | 2024-07-01
        forwards      | 2024-07-01  | 2024-07-02
    """,
    "proceeding_subjects": """
        proceeding_id | case_id | subject_id
        backwards     | good    | S
        forwards      | good    | S
        forwards      | good    | T
    """,
    "appeals": """
        proceeding_id | subject_id | appeal_seq | appeal_result
        backwards     | S          | 1          | PENDING
        forwards      | S          | 1          | PENDING
        forwards      | T          | 1          | PENDING
    """,
    "duty_suspensions": """
        case_id | subject_id | suspension_seq | date_from  | suspension_kind
        good    | S          | 1              | 2026-07-01 | SENT_HOME
        bad     | S          | 1              | 2026-07-01 | SUSPENDED
    """,
}
# By entity: the lines set aside, and why.
SET_ASIDE = {
    "cases": [(2, "R10.cases.order")],
    "allegations": [(2, "parent")],
    "allegation_characteristics": [
        (2, "parent"),
        (4, "R02.allegation_characteristics.characteristic"),
    ],
    "case_subjects": [(2, "parent"), (4, "R02.case_subjects.sex")],
    "allegation_subjects": [(2, "parent"), (4, "parent")],
    "severity_assessments": [
        (2, "parent"),
        (4, "parent"),
        (5, "R07.severity_assessments.date_assessed"),
    ],
    "proceedings": [(2, "R13.proceedings.order")],
    "proceeding_subjects": [(2, "parent"), (4, "parent")],
    "appeals": [(2, "parent"), (4, "parent")],
    "duty_suspensions": [
        (2, "R02.duty_suspensions.suspension_kind R07.duty_suspensions.date_from"),
        (3, "R07.duty_suspensions.date_from"),
    ],
}


@pytest.fixture(scope="module")
def chain() -> Checked:
    return checked(CHAIN)


@pytest.mark.parametrize("entity", CONTRACT.entities)
def test_children_follow_their_parents_and_siblings_stay(chain, entity):
    assert chain.quarantined[entity] == SET_ASIDE.get(entity, [])


def test_a_row_keeps_all_its_reasons(chain):
    """One cell is no code, one date is too late; the parent's fault is no reason of its own."""
    assert chain.quarantined["duty_suspensions"] == [
        (2, "R02.duty_suspensions.suspension_kind R07.duty_suspensions.date_from"),
        (3, "R07.duty_suspensions.date_from"),
    ]


# --- Whatever is delivered ------------------------------------------------------------------------

few = st.sampled_from(["1", "2", "3", "x", ""])
values = st.sampled_from(
    ["", "1", "2", "S", "A", "true", "2024-04-01", "2024-04-02", "2027-01-01", "1900-01-01",
     "CONDUCT", "OPEN", "CR2020", "REGULAR_OFFICER", "HEARING", "HELD", "MISCONDUCT_PROVEN",
     "WRITTEN_WARNING", "X23000001", "E23000001", "é;\"\n", "NOT_KNOWN", "VOLUNTARY"]
)  # fmt: skip
ENTITIES = ["cases", "allegations", "case_subjects", "allegation_subjects", "referrals",
            "mode_decisions", "proceedings", "proceeding_subjects", "appeals"]  # fmt: skip


def any_row(entity: str):
    keys = CONTRACT.entities[entity].primary_key
    return st.fixed_dictionaries(
        dict.fromkeys(keys, few),
        optional={name: values for name in CONTRACT.entities[entity].columns if name not in keys},
    )


deliveries = st.fixed_dictionaries(
    {}, optional={name: st.lists(any_row(name), max_size=30) for name in ENTITIES}
)


@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(deliveries)
def test_received_is_loaded_and_set_aside_whatever_is_delivered(tmp_path_factory, tables):
    folder = tmp_path_factory.mktemp("any") / "delivery"
    write_delivery(folder, tables, synthetic=False)
    found = received(folder)
    for _, entity, read, loaded, aside, replaced in found.accounting.iter_rows():
        assert read == records(folder / f"{entity}.csv")
        assert (read, replaced) == (loaded + aside, 0)
        assert aside == len(found.quarantined[entity])
        assert all(line and reasons for line, reasons in found.quarantined[entity])
        errors = {
            line
            for name, line in found.hits.filter(entity=entity).select("check_name", "line").rows()
            if found.checks[name].severity == "error"
        }
        for line, reasons in found.quarantined[entity]:
            assert (line in errors) == (reasons != "parent")
        assert errors <= {line for line, _ in found.quarantined[entity]}


def records(path: Path) -> int:
    with path.open(newline="", encoding="utf-8") as file:
        return sum(1 for row in csv.reader(file) if row) - 1
