"""Rules that hold a delivery against the one before it, or against another of the same build."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from etl.config import Settings
from etl.errors import TooDifferentError
from etl.logs import Steps
from etl.receive import receive, refuse_if_too_different
from tests.deliveries import write_delivery
from tests.etl.warehouse.engine import Checked, received
from tests.frames import rows

FIRST = date(2024, 4, 2)
# Force -> cases before and now, the checks of cases that flag it.
LARGE, CHANGED = "R41.cases.change.large", "R41.cases.change"
NUMBERS = {
    "X23000001": (50, 35, []),  # 30% fewer
    "X23000002": (50, 34, [CHANGED]),
    "X23000003": (50, 15, [CHANGED]),  # 70% fewer
    "X23000004": (50, 14, [CHANGED, LARGE]),
    "X23000005": (49, 0, []),  # none left, but too few to say
    "X23000006": (50, 66, [CHANGED]),
}
FORCES = "force_code | force_name | region_code | region_name\n" + "\n".join(
    f"{force} | {force} | X12000001 | Upland" for force in NUMBERS
)


def numbered(force: str, number: int, **values: str) -> list[dict]:
    return [
        {"case_id": f"{force}-{place}", "force_code": force} | values for place in range(number)
    ]


def two(folder: Path, before: dict, now: dict, **package: object) -> Checked:
    """A delivery of now held against one of before, which a build has kept."""
    old = write_delivery(folder / "old", before, forces=FORCES, extracted_on="2026-04-30")
    new = write_delivery(folder / "new", now, forces=FORCES, **package)
    return received(new, earlier=(old,))


def test_a_force_is_flagged_where_its_number_of_cases_changes(tmp_path):
    tables = [
        {"cases": [row for force, sizes in NUMBERS.items() for row in numbered(force, sizes[at])]}
        for at in (0, 1)
    ]
    found = two(tmp_path, *tables)
    for check in (CHANGED, LARGE):
        assert found.forces(check) == [force for force, of in NUMBERS.items() if check in of[2]]
    assert (found.checks[CHANGED].severity, found.checks[LARGE].severity) == ("warning", "error")


@pytest.mark.parametrize(("kept", "is_refused"), [(15, False), (14, True)])
def test_a_delivery_that_loses_over_seven_in_ten_cases_is_refused(tmp_path, kept, is_refused):
    old = {"cases": numbered("X23000001", 50)}
    write_delivery(tmp_path / "old", old, extracted_on="2026-04-30")
    write_delivery(tmp_path / "new", {"cases": numbered("X23000001", kept)})
    with Steps(6, quiet=True) as steps:
        result = receive(
            [tmp_path / "new"], tmp_path / "x.duckdb", Settings(), steps, [tmp_path / "old"]
        )
    if is_refused:
        with pytest.raises(TooDifferentError, match=r"R41.*X23000001.*--alone"):
            refuse_if_too_different(result)
    else:
        refuse_if_too_different(result)


# Of fifty rows that belong to the cases of a force, how many come again -> whether it is flagged.
OF_CASES = {"X23000001": (35, False), "X23000002": (34, True), "X23000003": (66, True)}


def belonging(numbers: dict[str, int]) -> dict[str, list[dict]]:
    cases = [row for force in numbers for row in numbered(force, 70)]
    chosen = [
        {"case_id": f"{force}-{place}"} for force, most in numbers.items() for place in range(most)
    ]
    allegations = [row | {"allegation_id": "A"} for row in chosen]
    return {"cases": cases, "allegations": allegations, "referrals": chosen}


def test_so_it_is_for_what_belongs_to_cases(tmp_path):
    now = {force: number for force, (number, _) in OF_CASES.items()}
    found = two(tmp_path, belonging(dict.fromkeys(OF_CASES, 50)), belonging(now))
    flagged = [force for force, (_, is_flagged) in OF_CASES.items() if is_flagged]
    for check in ("R41.allegations.change", "R41.referrals.change"):
        assert found.forces(check) == flagged
    assert found.forces(CHANGED) == []


def test_only_days_that_both_deliveries_cover_are_compared(tmp_path):
    old = numbered("X23000001", 50) + [
        {"case_id": f"early-{place}", "date_aware": "2015-01-01"} for place in range(60)
    ]
    new = numbered("X23000001", 50) + [
        {"case_id": f"late-{place}", "date_aware": "2026-05-01"} for place in range(60)
    ]
    found = two(
        tmp_path, {"cases": old}, {"cases": new}, coverage_from="2024-04-01",
        coverage_to="2026-06-30",
    )  # fmt: skip
    assert found.forces(CHANGED) == []


def mixed(force: str, others: int, days: int) -> dict[str, list[dict]]:
    """Fifty finalised cases: so many of another type, with another finding; how long they took."""
    end = (FIRST + timedelta(days=days)).isoformat()
    cases = numbered(
        force, 50, date_aware=FIRST.isoformat(), date_finalised=end, case_status="FINALISED"
    )
    for case in cases[:others]:
        case["case_type"] = "COMPLAINT"
    ids = [case["case_id"] for case in cases]
    finding = ["NOT_PROVEN"] * others + ["MISCONDUCT_PROVEN"] * (50 - others)
    return {
        "cases": cases,
        "case_subjects": [{"case_id": name, "subject_id": "S"} for name in ids],
        "proceedings": [{"proceeding_id": name, "proceeding_status": "HELD"} for name in ids],
        "proceeding_subjects": [
            {"case_id": name, "proceeding_id": name, "subject_id": "S", "finding": what}
            for name, what in zip(ids, finding, strict=True)
        ],
    }


# Cases of another type and with another finding, median days (before: none, and 100 days).
MIXES = {
    "X23000001": (12, 130),
    "X23000002": (13, 131),
    "X23000003": (0, 69),
    "X23000004": (0, 70),
}


def test_a_force_is_flagged_where_types_findings_or_times_are_others(tmp_path):
    before = [mixed(force, 0, 100) for force in MIXES]
    now = [mixed(force, *of) for force, of in MIXES.items()]
    found = two(
        tmp_path,
        *({name: [row for each in both for row in each[name]] for name in both[0]}
          for both in (before, now)),
    )  # fmt: skip
    assert found.forces("R41.cases.case_type") == ["X23000002"]
    assert found.forces("R41.proceeding_subjects.finding") == ["X23000002"]
    assert found.forces("R41.cases.median_days") == ["X23000002", "X23000003"]


CLOSED = {"case_status": "FINALISED", "date_finalised": "2025-01-01", "case_type": "COMPLAINT"}


def test_no_case_loses_its_day_and_one_that_is_open_again_is_flagged(tmp_path):
    before = [{"case_id": "A"}, {"case_id": "B"} | CLOSED, {"case_id": "C"} | CLOSED]
    now = [{"case_id": "A", "date_aware": ""}, {"case_id": "B"}, {"case_id": "C"} | CLOSED]
    now += [{"case_id": f"D{number}"} for number in range(5)]
    now += [{"case_id": "E", "date_aware": ""}]
    found = two(tmp_path, {"cases": before}, {"cases": now})
    assert found.lines("R42.cases.date_aware") == [2]
    assert found.checks["R42.cases.date_aware"].severity == "error"
    assert found.lines("R43.cases.reopened") == [3]
    assert found.checks["R43.cases.reopened"].severity == "warning"


WHICH_ARE_OPEN = """
case_id  | date_aware | case_status
silent   | 2024-04-02 | OPEN
shut     | 2024-04-02 | FINALISED
again    | 2024-04-02 | OPEN
replaced | 2025-04-02 | OPEN
"""


def test_open_cases_that_were_not_sent_again_are_flagged_after_a_quarter(tmp_path):
    days = {"coverage_from": "2025-04-01"}
    # Force -> the day of its delivery before, 101 and 100 days earlier.
    for force, day in {"X23000001": "2026-03-21", "X23000002": "2026-03-22"}.items():
        known = [row | {"force_code": force} for row in rows(WHICH_ARE_OPEN)]
        forces = "\n".join(line for line in FORCES.splitlines() if line[:1] == "f" or force in line)
        own = {"forces": forces, "supplier": force, "name": force.lower()}
        dated = own | {"coverage_to": "2026-03-01", "extracted_on": day}
        write_delivery(tmp_path / f"old-{force}", {"cases": known}, **dated)
        write_delivery(tmp_path / f"new-{force}", {"cases": known[2:3]}, **own | days)
    found = received(*sorted(tmp_path.glob("new-*")), earlier=tuple(sorted(tmp_path.glob("old-*"))))
    assert found.lines("R43.cases.not_sent_again") == [2]
    assert found.checks["R43.cases.not_sent_again"].severity == "warning"
    assert "over 100 days before" in found.checks["R43.cases.not_sent_again"].title


def test_without_a_former_delivery_nothing_is_compared(tmp_path):
    write_delivery(tmp_path / "new", {"cases": numbered("X23000001", 60)})
    found = received(tmp_path / "new")
    assert not found.hits.filter(found.hits["check_name"].str.contains("R4[123]")).height


def test_a_case_that_two_forces_deliver_is_flagged_in_both(tmp_path):
    facts = {"date_aware": "2024-04-02", "date_recorded": "2024-04-03"}
    own = [{"case_id": "1"} | facts, {"case_id": "2"} | facts, {"case_id": "3"} | facts]
    theirs = [
        row | {"force_code": "X23000002"} for row in own[:2]
    ]  # the second of another day, so only the number is the same
    theirs[1]["date_recorded"] = "2024-04-04"
    one, other = FORCES.splitlines()[:2], [FORCES.splitlines()[place] for place in (0, 2)]
    write_delivery(tmp_path / "one", {"cases": own}, forces="\n".join(one), name="one")
    write_delivery(
        tmp_path / "other", {"cases": theirs}, forces="\n".join(other), supplier="Other", name="two"
    )
    found = received(tmp_path / "one", tmp_path / "other")
    assert found.lines("R01.cases.elsewhere") == [2, 2]
    assert found.checks["R01.cases.elsewhere"].severity == "warning"
