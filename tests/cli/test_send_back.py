"""`conduct quarantine` writes files from which a supplier can mend a delivery."""

import csv
import shutil
import stat
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.breaking import SECRET
from tests.cli.command import conduct
from tests.cli.faulty import ASIDE

OWN_COLUMNS = ["reasons", "what_must_hold", "how_to_mend", "delivery", "source_file", "source_line"]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The rows sent back, by kind of record."""
    return {path.stem: read(path) for path in folder.glob("*.csv") if path.stem != "summary"}


@pytest.fixture(scope="module")
def back(tmp_path_factory: pytest.TempPathFactory, faulty_build: Path) -> Path:
    """What a supplier gets."""
    folder = tmp_path_factory.mktemp("sent") / "back"
    ran = conduct("quarantine", "--out", folder, "--data", faulty_build)
    assert ran.code == 0, ran.err
    assert SECRET not in ran.text
    assert "Begin with README.txt; summary.csv counts the reasons." in ran.out
    return folder


def test_rows_set_aside_are_written_as_they_came_with_reasons_in_words(back):
    assert {name: len(rows) for name, rows in files(back).items()} == ASIDE
    (row,) = [
        row for row in read(back / "referrals.csv") if row["reasons"] == "R01.referrals.orphan"
    ]
    assert row == {
        "reasons": "R01.referrals.orphan",
        "what_must_hold": "Every row of referrals belongs to a row that was delivered",
        "how_to_mend": "Deliver the row it belongs to or remove it",
        "delivery": "test-delivery",
        "source_file": "referrals.csv",
        "source_line": "102",
        "case_id": f"{SECRET}-nowhere",
        "referral_seq": "1",
        "date_referred": "2024-04-02",
        "referral_route": "VOLUNTARY",
        "matter_type": "",
    }


def test_every_reason_of_every_row_has_words(back):
    for rows in files(back).values():
        for row in rows:
            assert list(row)[:6] == OWN_COLUMNS
            number = len(row["reasons"].split())
            for column in ("what_must_hold", "how_to_mend"):
                words = row[column].split(" | ")
                assert len(words) == number
                assert all(len(text) > 10 for text in words)


def test_a_row_that_follows_another_says_which_to_mend(back):
    (row, *_) = [r for r in read(back / "allegation_subjects.csv") if r["reasons"] == "parent"]
    assert "allegations and case_subjects" in row["what_must_hold"]
    assert "this one can stay as it is" in row["how_to_mend"]


def test_the_summary_counts_each_reason_once_and_cases_come_first(back):
    summary = read(back / "summary.csv")
    assert list(summary[0]) == ["reason", "entity", "rows", "title", "how_to_mend"]
    counted = Counter(
        (reason, name)
        for name, rows in files(back).items()
        for row in rows
        for reason in row["reasons"].split()
    )
    assert {(row["reason"], row["entity"]): int(row["rows"]) for row in summary} == counted
    assert len(summary) == len(counted)
    assert summary[0]["entity"] == "cases"
    assert SECRET not in (back / "summary.csv").read_text(encoding="utf-8")


def test_the_instructions_name_every_file_and_leave_no_gap(back):
    text = (back / "README.txt").read_text(encoding="utf-8")
    assert "test-delivery, records extracted on 2026-06-30" in text
    for name, rows in files(back).items():
        (line,) = [line for line in text.splitlines() if line.startswith(f"  {name}.csv ")]
        assert line.endswith(f" {len(rows)} row{'' if len(rows) == 1 else 's'}")
    for column in OWN_COLUMNS:
        assert f"\n       {column} " in text
    assert '"parent"' in text
    assert "{" not in text
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 100


def test_only_the_owner_may_look_into_the_folder_and_its_files(back):
    assert stat.S_IMODE(back.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in back.iterdir()} == {0o600}


def test_an_empty_folder_that_is_there_is_made_private_too(faulty_build, tmp_path):
    (tmp_path / "back").mkdir(mode=0o755)
    conduct("quarantine", "--out", tmp_path / "back", "--data", faulty_build)
    assert stat.S_IMODE((tmp_path / "back").stat().st_mode) == 0o700


# --- As a supplier would --------------------------------------------------------------------------


def mended(row: dict[str, str]) -> dict[str, str] | None:
    """The row as its reason asks for it, None to take it out; a few kinds of fault only."""
    if row["reasons"].endswith((".duplicate", ".orphan")):
        return None
    for reason in row["reasons"].split():
        _, _, column = reason.split(".")
        if reason == "R00.cases.date_aware":
            row[column] = "2024-12-01"  # written as 2024-13-01
        if reason == "R00.cases.date_finalised":
            row[column] = ""  # 9999-12-31 stood for "not yet"
        if reason == "R10.cases.order":
            row["date_recorded"] = row["date_aware"]
    return row


def mend(delivery: Path, back: Path) -> int:
    """Correct a delivery by nothing but what was sent back; return the rows corrected."""
    corrected = 0
    for rows in files(back).values():
        # From below, so that taking out a line leaves the lines above where they were.
        for row in sorted(rows, key=lambda row: -int(row["source_line"])):
            if row["reasons"] == "parent":
                continue
            before = dict(row)
            after = mended(row)
            if after != before:
                corrected += 1
                _put(delivery / row["source_file"], int(row["source_line"]), after)
    return corrected


def _put(path: Path, line: int, row: dict[str, str] | None) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    lines[line - 1 : line] = [] if row is None else [[row[name] for name in lines[0]]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def would_be_set_aside(delivery: Path) -> tuple[int, set[str]]:
    ran = conduct("check", delivery)
    checks = {line.split()[1] for line in ran.out.splitlines() if line.startswith("ERROR ")}
    return int(ran.out.splitlines()[-1].split("; ")[1].split()[0].replace(",", "")), checks


def test_a_supplier_can_mend_a_delivery_by_what_was_sent_back(faulty, back, tmp_path):
    delivery = Path(shutil.copytree(faulty, tmp_path / "delivery"))
    aside, checks = would_be_set_aside(delivery)
    assert aside == sum(ASIDE.values())
    assert mend(delivery, back) == 5
    left, still = would_be_set_aside(delivery)
    assert checks - still == {
        "R00.cases.date_aware", "R00.cases.date_finalised", "R01.cases.duplicate",
        "R01.referrals.orphan", "R10.cases.order",
    }  # fmt: skip
    assert still <= checks
    # The five rows, and the four that belong to the case whose dates are in order now.
    assert left == aside - 5 - 4


# --- For one force, and nothing to send -----------------------------------------------------------


@pytest.mark.parametrize(
    ("force", "expected"),
    [
        # The conflicting case is claimed by both; what belongs to it goes to each.
        ("X23000001", {"cases": 7, "mode_decisions": 1, "referrals": 3}),
        ("X23000002", {"cases": 1, "mode_decisions": 1, "referrals": 1}),
    ],
)
def test_a_force_gets_its_own_rows_back(faulty_build, tmp_path, force, expected):
    ran = conduct(
        "quarantine", "--out", tmp_path / "back", "--force", force, "--data", faulty_build
    )
    assert ran.code == 0
    written = files(tmp_path / "back")
    assert {name: len(written[name]) for name in expected} == expected
    assert {row["force_code"] for row in read(tmp_path / "back" / "cases.csv")} == {force}
    assert sum(int(row["rows"]) for row in read(tmp_path / "back" / "summary.csv")) == sum(
        len(row["reasons"].split()) for rows in written.values() for row in rows
    )
    assert f"Only rows of the force {force} are listed" in (
        tmp_path / "back" / "README.txt"
    ).read_text(encoding="utf-8")


def test_a_force_known_only_from_rows_set_aside_gets_them_back(faulty_build, tmp_path):
    ran = conduct(
        "quarantine", "--out", tmp_path / "b", "--force", "X23000009", "--data", faulty_build
    )
    assert ran.code == 0, ran.err
    assert len(read(tmp_path / "b" / "cases.csv")) == 1


def test_a_force_that_no_delivery_holds_is_unknown(faulty_build, tmp_path):
    ran = conduct(
        "quarantine", "--out", tmp_path / "b", "--force", "E23000001", "--data", faulty_build
    )
    assert ran.code == 2
    assert "No delivery of the last build holds the force E23000001" in ran.err
    assert not (tmp_path / "b").exists()


def test_nothing_is_mixed_into_a_folder_that_holds_something(faulty_build, tmp_path):
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    ran = conduct("quarantine", "--out", tmp_path, "--data", faulty_build)
    assert ran.code == 4
    assert "not empty" in ran.err


def test_there_is_nothing_to_send_back_before_a_build(tmp_path):
    ran = conduct("quarantine", "--out", tmp_path / "back", "--data", tmp_path / "data")
    assert ran.code == 4
    assert "`conduct build` makes one" in ran.err


def test_a_folder_that_cannot_be_made_is_refused_in_words(faulty_build, tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    ran = conduct("quarantine", "--out", tmp_path / "file" / "back", "--data", faulty_build)
    assert ran.code == 4
    assert "cannot be written (Not a directory)" in ran.err
