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
    found = checked({"cases": cases}, forces=_forces(DAYS))
    assert found.forces("R17.cases.heaping") == HEAPED
    assert found.checks["R17.cases.heaping"].severity == "warning"
    assert found.accounting["rows_quarantined"].sum() == 0


# Allegations of a hundred cases, or of fewer -> whether the force is flagged.
ALLEGED = {
    "X23000001": (100, 100, False),
    "X23000002": (100, 99, True),
    "X23000003": (99, 0, False),
}


def test_a_force_is_flagged_that_delivers_fewer_allegations_than_cases():
    tables: dict[str, list[dict]] = {"cases": [], "allegations": []}
    for force, (cases, allegations, _) in ALLEGED.items():
        ids = [f"{force}-{place}" for place in range(cases)]
        tables["cases"] += [{"case_id": name, "force_code": force} for name in ids]
        # Two of one case make up for another that has none.
        named = [ids[0], *ids[:-1]] if allegations == cases else ids[:allegations]
        tables["allegations"] += [
            {"case_id": name, "allegation_id": f"A{place}"} for place, name in enumerate(named)
        ]
    found = checked(tables)
    assert found.forces("R40.cases.allegations") == ["X23000002"]
    assert found.checks["R40.cases.allegations"].severity == "warning"


# Officers, new cases of 2023-24, day of its hearing -> whether the force is flagged.
HEARINGS = {
    "X23000001": (2001, 200, None, True),
    "X23000002": (2001, 200, "2024-03-31", False),
    "X23000003": (2000, 200, None, False),  # not large
    "X23000004": (2001, 199, None, False),  # too few cases to say
    "X23000005": (2001, 200, "2024-04-01", True),  # in the year after
}


def test_a_large_force_is_flagged_that_holds_no_hearing_in_a_year():
    tables: dict[str, list[dict]] = {
        name: [] for name in ("cases", "workforce", "proceedings", "proceeding_subjects")
    }
    for force, (officers, cases, heard_on, _) in HEARINGS.items():
        ids = [f"{force}-{place}" for place in range(cases)]
        tables["cases"] += [
            {"case_id": name, "force_code": force, "date_aware": "2023-05-02"} for name in ids
        ]
        tables["workforce"].append(
            {"force_code": force, "as_at": "2024-03-31", "workers": str(officers)}
        )
        # A meeting is no hearing.
        for kind, day in (("MEETING", "2024-01-01"), ("HEARING", heard_on)):
            if day:
                number = f"{force}-{kind}"
                tables["proceedings"].append(
                    {"proceeding_id": number, "proceeding_type": kind, "date_first_day": day}
                    | {"proceeding_status": "HELD"}
                )
                tables["proceeding_subjects"].append(
                    {"proceeding_id": number, "case_id": ids[0], "subject_id": "S"}
                )
    found = checked(with_parents(tables), forces=_forces(HEARINGS))
    assert found.forces("R51.proceedings.no_hearings") == ["X23000001", "X23000005"]
    assert found.checks["R51.proceedings.no_hearings"].severity == "warning"


# Of the cases of a year, how many are complaints in 2022 and 2023 -> whether the force is flagged.
MIX = {
    "X23000001": (100, 10, 35, False),
    "X23000002": (100, 10, 36, True),
    "X23000003": (99, 0, 99, False),  # too few to say
    "X23000004": (100, 100, 0, True),
}


def test_a_force_is_flagged_whose_case_types_change_from_one_year_to_the_next():
    cases = [
        {"case_id": f"{force}-{year}-{place}", "force_code": force, "date_aware": f"{year}-05-02"}
        | {"case_type": "COMPLAINT" if place < complaints else "CONDUCT"}
        for force, (number, before, after, _) in MIX.items()
        for year, complaints in ((2022, before), (2023, after))
        for place in range(number)
    ]
    found = checked({"cases": cases})
    assert found.forces("R52.cases.mix") == [force for force, of in MIX.items() if of[3]]
    assert found.checks["R52.cases.mix"].severity == "warning"


def _forces(codes: dict) -> str:
    head = "force_code | force_name | region_code | region_name\n"
    return head + "\n".join(f"{code} | {code} | X12000001 | Upland" for code in codes)
