"""Rules that judge a force by a share: not on too few rows, and only above the limit."""

from datetime import date, timedelta

import pytest

from tests.etl.warehouse.engine import Checked, checked, with_parents

# Rows of a force, how many are at fault -> whether the force is flagged.
NOT_KNOWN = {
    "X23000001": (30, 4, True),  # over one in ten
    "X23000002": (30, 3, False),  # one in ten
    "X23000003": (29, 29, False),  # all, but too few to say
    "X23000004": (100, 11, True),
}
FIELDS = {
    "R06.case_subjects.ethnicity": "WHITE",
    "R06.case_subjects.sex": "FEMALE",
    "R06.allegation_subjects.case_to_answer": "MISCONDUCT",
    "R06.proceeding_subjects.finding": "MISCONDUCT_PROVEN",
}
FLAGGED = [force for force, (*_, flagged) in NOT_KNOWN.items() if flagged]

# Days of the cases of a force -> whether the force is flagged.
FIRST, OTHER = date(2024, 4, 1), date(2024, 4, 2)
DAYS = {
    "X23000001": ([FIRST + timedelta(days=32 * n) for n in range(11)], 50),  # few firsts of a month
    "X23000002": ([FIRST] * 11, 50),  # over one in five on a first
    "X23000003": ([OTHER] * 10, 50),  # one in five on one day
    "X23000004": ([OTHER] * 11, 50),  # over one in five on one day
    "X23000005": ([FIRST] * 49, 49),  # all, but too few to say
    "X23000006": ([date(2023, month, 1) for month in range(1, 12)], 50),  # over one in five
}
HEAPED = ["X23000002", "X23000004", "X23000006"]


def not_known_rows() -> dict[str, list[dict]]:
    tables: dict[str, list[dict]] = {"cases": []}
    for force, (number, unknown, _) in NOT_KNOWN.items():
        for place in range(number):
            case = f"{force}-{place}"
            tables["cases"].append({"case_id": case, "force_code": force})
            for name, known in FIELDS.items():
                _, entity, column = name.split(".")
                value = "NOT_KNOWN" if place < unknown else known
                row = {"case_id": case, "allegation_id": "A", "subject_id": "S"}
                if entity == "proceeding_subjects":
                    row = {"case_id": case, "proceeding_id": case, "subject_id": "S"}
                if entity == "case_subjects":
                    row = {"case_id": case, "subject_id": "S"}
                listed = tables.setdefault(entity, [])
                if entity == "case_subjects" and column == "sex":
                    listed[-1][column] = value
                else:
                    listed.append(row | {column: value})
    # A blank was not recorded at all: it is no value of which the share could be taken.
    tables["case_subjects"] += [{"case_id": "X23000002-0", "subject_id": f"B{n}"} for n in range(9)]
    return with_parents(tables)


@pytest.fixture(scope="module")
def found() -> Checked:
    return checked(not_known_rows())


@pytest.mark.parametrize("name", FIELDS)
def test_a_force_is_flagged_for_what_it_does_not_know_from_thirty_rows_on(found, name):
    assert found.forces(name) == FLAGGED
    assert found.checks[name].kind == "share"
    assert found.checks[name].severity == "warning"


def test_a_flagged_force_loses_no_row(found):
    assert found.accounting["rows_quarantined"].sum() == 0


def test_a_force_is_flagged_for_days_that_look_like_stand_ins():
    cases = []
    for force, (days, number) in DAYS.items():
        # The other cases are spread, one a day, and none on the first of a month.
        spread = (date(2022, 1, 2) + timedelta(days=n) for n in range(300))
        others = [day for day in spread if day.day != 1][: number - len(days)]
        cases += [
            {"case_id": f"{force}-{place}", "force_code": force, "date_aware": day.isoformat()}
            for place, day in enumerate([*days, *others])
        ]
    forces = "force_code | force_name | region_code | region_name\n" + "\n".join(
        f"{force} | {force} | X12000001 | Upland" for force in DAYS
    )
    found = checked({"cases": cases}, forces=forces)
    assert found.forces("R17.cases.heaping") == HEAPED
    assert found.checks["R17.cases.heaping"].severity == "warning"
    assert found.accounting["rows_quarantined"].sum() == 0
