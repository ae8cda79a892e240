"""Single rows that fail are listed by rule, file and line, and set aside whole."""

import csv
import json
import stat
from pathlib import Path

import duckdb
import pytest

from tests.cli.breaking import SECRET
from tests.cli.command import Ran, conduct, published_text
from tests.cli.faulty import ASIDE

ROWS_SET_ASIDE = 3

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
RECEIVED = {
    "cases": 109,
    "case_subjects": 101,
    "allegations": 101,
    "allegation_subjects": 101,
    "severity_assessments": 101,
    "referrals": 103,
    "mode_decisions": 100,
}
ACCOUNT = {name: (received, ASIDE[name]) for name, received in RECEIVED.items()}


@pytest.fixture(scope="module")
def checked(faulty: Path) -> Ran:
    return conduct("check", faulty)


@pytest.fixture(scope="module")
def built(faulty_build: Path) -> Path:
    return faulty_build


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
    received = sum(received for received, _ in ACCOUNT.values()) + 2 + 2 * 28 + 4 * 8
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
