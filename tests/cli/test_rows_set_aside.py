"""Single rows that fail are listed by rule, file and line, set aside whole, and sent back."""

import csv
import json
import stat
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.cli.breaking import SECRET
from tests.cli.command import Ran, conduct, published_text
from tests.deliveries import write_delivery

ROWS_SET_ASIDE = 3

FORCES = """
force_code | force_name | region_code | region_name
X23000001  | Northmoor  | X12000001   | Upland
X23000002  | Eastmarch  | X12000001   | Upland
"""
SOUND = range(1, 101)


def tables() -> dict[str, list[dict]]:
    """A hundred sound cases of two forces, and the faults; every id is a secret."""
    ids = [f"{SECRET}-{number}" for number in SOUND]
    return {
        "cases": [
            {"case_id": name, "force_code": f"X2300000{1 + number % 2}"}
            for number, name in enumerate(ids)
        ]
        + [
            {"case_id": f"{SECRET}-type", "date_aware": "2024-13-01"},
            {"case_id": f"{SECRET}-sentinel", "date_finalised": "9999-12-31"},
            {"case_id": f"{SECRET}-code", "case_type": SECRET},
            {"case_id": f"{SECRET}-force", "force_code": "X23000009"},
            {"case_id": f"{SECRET}-order", "date_recorded": "2024-03-31"},
            {"case_id": f"{SECRET}-future", "date_aware": "2026-07-01"},
            {"case_id": ids[0], "force_code": "X23000001"},
            {"case_id": ids[1], "force_code": "X23000001"},
            {"case_id": f"{SECRET}-old", "date_aware": "2020-01-30"},
        ],
        "case_subjects": [{"case_id": name, "subject_id": "S1"} for name in ids]
        + [{"case_id": f"{SECRET}-order", "subject_id": "S1"}],
        "allegations": [{"case_id": name, "allegation_id": "A1"} for name in ids]
        + [{"case_id": f"{SECRET}-order", "allegation_id": "A1"}],
        "allegation_subjects": [
            {"case_id": name, "allegation_id": "A1", "subject_id": "S1"} for name in ids
        ]
        + [{"case_id": f"{SECRET}-order", "allegation_id": "A1", "subject_id": "S1"}],
        "severity_assessments": [
            {
                "case_id": name,
                "allegation_id": "A1",
                "subject_id": "S1",
                "assessment_seq": "1",
                "date_assessed": "2024-05-01",
                "severity": "MISCONDUCT",
            }
            for name in [*ids, f"{SECRET}-order"]
        ],
        "referrals": [{"case_id": name} for name in ids]
        + [
            {"case_id": f"{SECRET}-nowhere"},
            {"case_id": ids[4], "referral_seq": "2", "date_referred": "2024-03-31"},
            {
                "case_id": f"{SECRET}-old",
                "date_referred": "2020-01-31",
                "referral_route": "POWER_OF_INITIATIVE",
            },
        ],
        "mode_decisions": [
            {
                "case_id": name,
                "referral_seq": "1",
                "decision_seq": "1",
                "date_decided": "2024-04-03",
                "mode": "INDEPENDENT",
                "is_current": "true",
            }
            for name in ids
        ],
    }


# What `conduct check` must say: the check, and the lines of its file (header = line 1).
FOUND = {
    "R00.cases.date_aware": ("cases", [102]),
    "R00.cases.date_finalised": ("cases", [103]),
    "R02.cases.case_type": ("cases", [104]),
    "R03.cases.force_code": ("cases", [105]),
    "R10.cases.order": ("cases", [106]),
    "R07.cases.date_aware": ("cases", [107]),
    "R01.cases.duplicate": ("cases", [108]),
    "R01.cases.key": ("cases", [3, 109]),
    "R01.referrals.orphan": ("referrals", [102]),
    "R11.referrals.before_aware": ("referrals", [103]),
    # The power of initiative came with the Regulations of 1 February 2020.
    "R02.referrals.referral_route": ("referrals", [104]),
}
# Rows received and set aside; the case whose rows conflict takes all that belongs to it along.
ACCOUNT = {
    "cases": (109, 9),
    "case_subjects": (101, 2),
    "allegations": (101, 2),
    "allegation_subjects": (101, 2),
    "severity_assessments": (101, 2),
    "referrals": (103, 4),
    "mode_decisions": (100, 1),
}


@pytest.fixture(scope="module")
def faulty(once_per_run: Callable) -> Path:
    def make(folder: Path) -> None:
        write_delivery(folder / "delivery", tables(), forces=FORCES)

    return once_per_run("faulty-delivery", make) / "delivery"


@pytest.fixture(scope="module")
def checked(faulty: Path) -> Ran:
    return conduct("check", faulty)


@pytest.fixture(scope="module")
def built(once_per_run: Callable, faulty: Path) -> Path:
    """The data folder of a build of the faulty delivery; what it printed lies beside it."""

    def make(folder: Path) -> None:
        ran = conduct("build", "--delivery", faulty, "--data", folder / "data")
        assert ran.code == 0, ran.err
        (folder / "printed.json").write_text(json.dumps([ran.out, ran.err]), encoding="utf-8")

    return once_per_run("faulty-build", make) / "data"


def account(data_dir: Path) -> dict[str, tuple[int, int, int]]:
    path = (data_dir / "warehouse" / "conduct.duckdb").resolve()
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.sql(
            "select entity, rows_received, rows_loaded, rows_quarantined "
            "from quality.row_accounting"
        ).fetchall()
    return {entity: counts for entity, *counts in rows}


def test_check_ends_with_3_and_says_how_many_rows_would_be_set_aside(checked):
    assert checked.code == ROWS_SET_ASIDE
    received = sum(received for received, _ in ACCOUNT.values()) + 2 + 2 * 48 + 2 * 13
    aside = sum(aside for _, aside in ACCOUNT.values())
    assert checked.out.splitlines()[-1].startswith(
        f"{received:,} rows read; {aside} would be set aside"
    )


@pytest.mark.parametrize("name", FOUND)
def test_check_lists_each_fault_by_rule_file_and_line_and_how_to_mend_it(checked, name):
    entity, lines = FOUND[name]
    report = checked.out.split("\n\n")
    (found,) = [part for part in report if part.startswith(f"ERROR {name} ")]
    word = "line" if len(lines) == 1 else "lines"
    assert f"{entity}.csv: {word} {', '.join(map(str, lines))}" in found
    assert "To mend: " in found


def test_check_finds_nothing_else(checked):
    named = {line.split()[1] for line in checked.out.splitlines() if line.startswith("ERROR ")}
    assert named == set(FOUND)


def test_check_lists_the_same_in_a_file(faulty, tmp_path):
    conduct("check", faulty, "--out", tmp_path / "found.csv")
    with (tmp_path / "found.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["severity"] == "error"]
    assert {(row["check_name"], row["file"], int(row["line"])) for row in rows} == {
        (name, f"{entity}.csv", line) for name, (entity, lines) in FOUND.items() for line in lines
    }


def test_received_is_loaded_and_set_aside_for_every_entity(built):
    rows = account(built)
    assert all(received == loaded + aside for received, loaded, aside in rows.values())
    assert {name: (row[0], row[2]) for name, row in rows.items() if row[2]} == ACCOUNT


def test_each_row_set_aside_keeps_its_file_line_reasons_and_raw_text(built):
    path = (built / "warehouse" / "conduct.duckdb").resolve()
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.sql(
            "select source_file, source_line, reasons, case_id, date_aware, date_finalised, "
            "case_type from quarantine.cases order by source_line"
        ).fetchall()
    day = "2024-04-01"
    assert rows == [
        ("cases.csv", line, reasons, f"{SECRET}-{name}", *dates, case_type)
        for line, reasons, name, dates, case_type in [
            (3, "R01.cases.key", 2, (day, None), "CONDUCT"),
            (102, "R00.cases.date_aware", "type", ("2024-13-01", None), "CONDUCT"),
            (103, "R00.cases.date_finalised", "sentinel", (day, "9999-12-31"), "CONDUCT"),
            (104, "R02.cases.case_type", "code", (day, None), SECRET),
            (105, "R03.cases.force_code", "force", (day, None), "CONDUCT"),
            (106, "R10.cases.order", "order", (day, None), "CONDUCT"),
            (107, "R07.cases.date_aware", "future", ("2026-07-01", None), "CONDUCT"),
            (108, "R01.cases.duplicate", 1, (day, None), "CONDUCT"),
            (109, "R01.cases.key", 2, (day, None), "CONDUCT"),
        ]
    ]


def test_children_follow_a_row_set_aside_down_to_the_third_generation(built):
    path = (built / "warehouse" / "conduct.duckdb").resolve()
    with duckdb.connect(str(path), read_only=True) as connection:
        for entity in ("allegations", "allegation_subjects", "severity_assessments"):
            rows = connection.sql(
                f"select case_id, reasons from quarantine.{entity} order by source_line"
            ).fetchall()
            assert rows == [(f"{SECRET}-2", "parent"), (f"{SECRET}-order", "parent")]


def test_rows_set_aside_are_written_to_be_sent_back_as_they_came(built, tmp_path):
    ran = conduct("quarantine", "--out", tmp_path / "back", "--data", built)
    assert ran.code == 0
    written = {path.stem: len(read(path)) for path in (tmp_path / "back").iterdir()}
    assert written == {name: aside for name, (_, aside) in ACCOUNT.items()}
    (row,) = [
        row
        for row in read(tmp_path / "back" / "referrals.csv")
        if row["reasons"] == "R01.referrals.orphan"
    ]
    assert row == {
        "reasons": "R01.referrals.orphan",
        "source_file": "referrals.csv",
        "source_line": "102",
        "case_id": f"{SECRET}-nowhere",
        "referral_seq": "1",
        "date_referred": "2024-04-02",
        "referral_route": "VOLUNTARY",
        "matter_type": "",
    }
    assert SECRET not in ran.text
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "back").iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("force", "expected"),
    [
        # The conflicting case is claimed by both; what belongs to it goes to each.
        ("X23000001", {"cases": 7, "mode_decisions": 1, "referrals": 3}),
        ("X23000002", {"cases": 1, "mode_decisions": 1, "referrals": 1}),
    ],
)
def test_a_force_gets_its_own_rows_back(built, tmp_path, force, expected):
    ran = conduct("quarantine", "--out", tmp_path / "back", "--force", force, "--data", built)
    assert ran.code == 0
    written = {path.stem: len(read(path)) for path in (tmp_path / "back").iterdir()}
    assert {name: written[name] for name in expected} == expected
    assert {row["force_code"] for row in read(tmp_path / "back" / "cases.csv")} == {force}


def test_a_force_known_only_from_rows_set_aside_gets_them_back(built, tmp_path):
    ran = conduct("quarantine", "--out", tmp_path / "b", "--force", "X23000009", "--data", built)
    assert ran.code == 0, ran.err
    assert len(read(tmp_path / "b" / "cases.csv")) == 1


def test_a_force_that_no_delivery_holds_is_unknown(built, tmp_path):
    ran = conduct("quarantine", "--out", tmp_path / "b", "--force", "E23000001", "--data", built)
    assert ran.code == 2
    assert "No delivery of the last build holds the force E23000001" in ran.err
    assert not (tmp_path / "b").exists()


def test_nothing_is_mixed_into_a_folder_that_holds_something(built, tmp_path):
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    ran = conduct("quarantine", "--out", tmp_path, "--data", built)
    assert ran.code == 4
    assert "not empty" in ran.err


def test_there_is_nothing_to_send_back_before_a_build(tmp_path):
    ran = conduct("quarantine", "--out", tmp_path / "back", "--data", tmp_path / "data")
    assert ran.code == 4
    assert "`conduct build` makes one" in ran.err


def test_no_value_of_a_row_is_printed_logged_or_published(built, checked):
    out, err = json.loads((built.parent / "printed.json").read_text(encoding="utf-8"))
    assert SECRET not in checked.text
    assert SECRET not in out + err
    assert SECRET not in (built / "builds" / "current" / "run.log").read_text(encoding="utf-8")
    assert SECRET not in published_text(built)


def test_readers_are_told_how_many_rows_of_each_published_force_a_check_hits(built):
    path = (built / "public" / "public.duckdb").resolve()
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.sql(
            "select area_code, rows_hit, rows_checked from published.validation_by_force "
            "where check_name like 'R01.cases.%' order by all"
        ).fetchall()
        areas = connection.sql("select distinct area_code from published.validation_by_force")
        assert {code for (code,) in areas.fetchall()} == {"X23000001", "X23000002"}
    assert found == [("X23000001", 1, 58), ("X23000001", 1, 58), ("X23000002", 1, 50)]


def test_case_records_lie_in_a_file_and_a_folder_for_their_owner_only(built):
    folder = (built / "warehouse").resolve()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in folder.iterdir()] == [
        ("conduct.duckdb", 0o600)
    ]
    assert stat.S_IMODE((built / "internal").stat().st_mode) == 0o700


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
