"""The smaller commands, and what a mistyped one says."""

import subprocess
import sys

import pytest

from tests.cli.command import conduct
from tests.conftest import CHECKOUT

SLOW = ("duckdb", "great_expectations", "polars", "streamlit")


def test_help_comes_without_loading_what_is_slow():
    code = (
        "import sys\nfrom etl.cli import main\nsys.argv = ['conduct', '--help']\n"
        "try:\n    main()\nfinally:\n"
        f"    assert not {set(SLOW)!r} & set(sys.modules), sorted(sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    for command in ("template", "check", "build", "quarantine", "serve", "explain", "synthesise"):
        assert command in ran.stdout


def test_the_program_itself_ends_with_the_code_and_one_message(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-m", "etl", "check", tmp_path / "nowhere"],
        cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 4
    assert ran.stdout == ""
    assert ran.stderr.startswith(f"{tmp_path / 'nowhere'}: no datapackage.json")
    assert len(ran.stderr.splitlines()) == 1


def test_the_current_folder_is_named_by_its_name(delivery, monkeypatch):
    (delivery / "cases.csv").unlink()
    monkeypatch.chdir(delivery)
    assert conduct("check", ".").err.startswith("delivery: cases.csv is listed")


def test_a_file_for_the_list_of_faults_that_cannot_be_written_is_refused(delivery, tmp_path):
    ran = conduct("check", delivery, "--out", tmp_path / "no-such-folder" / "found.csv")
    assert ran.code == 4
    assert "found.csv cannot be written" in ran.err


def test_a_clean_delivery_is_found_clean(delivery):
    ran = conduct("check", delivery)
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == "The delivery can be loaded whole."


def test_a_file_in_place_of_the_folder_for_rows_set_aside_is_refused(good_build, tmp_path):
    (tmp_path / "back").write_text("mine", encoding="utf-8")
    ran = conduct("quarantine", "--out", tmp_path / "back", "--data", good_build)
    assert ran.code == 4
    assert "Name a new folder" in ran.err


def test_a_build_in_which_nothing_was_set_aside_sends_nothing_back(good_build, tmp_path):
    ran = conduct("quarantine", "--out", tmp_path / "back", "--data", good_build)
    assert ran.code == 0
    assert "0 rows set aside" in ran.out
    assert list((tmp_path / "back").iterdir()) == []


def test_a_measure_is_explained_with_its_counts_interval_and_caveats(good_build):
    ran = conduct(
        "explain", "r1", "--area", "northmoor", "--period", "2024-25", "--data", good_build
    )
    assert ran.code == 0
    assert ran.out.startswith("R1: Referrals to the IOPC\n")
    assert "Beware: " in ran.out
    # 40 referrals; 1,000 workers at both ends of the year.
    (line,) = [line for line in ran.out.splitlines() if line.startswith("Northmoor, 2024-25: ")]
    assert line.startswith("Northmoor, 2024-25: 40.0 (40 of 1,000; 95% interval ")


def test_an_area_is_known_by_its_code_too(good_build):
    by_name, by_code = (
        conduct("explain", "R1", "--area", area, "--data", good_build).out
        for area in ("Northmoor", "X23000001")
    )
    assert by_name == by_code


def test_without_an_area_all_forces_are_shown_for_the_latest_periods(good_build):
    ran = conduct("explain", "R1", "--data", good_build)
    assert "All forces (invented), 2025-26: 0.0 (0 of 4,000" in ran.out
    assert "2024-25:" not in ran.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["XX"], "There is no measure 'XX'. The measures are R1, "),
        (["R1", "--area", "Nowhere"], "There is no area 'Nowhere'"),
        (["R1", "--period", "1999-00"], "There is no period '1999-00'"),
    ],
)
def test_what_is_not_known_ends_with_2(good_build, words, message):
    ran = conduct("explain", *words, "--data", good_build)
    assert ran.code == 2
    assert message in ran.err


def test_nothing_can_be_explained_before_a_build(tmp_path):
    ran = conduct("explain", "R1", "--data", tmp_path / "data")
    assert ran.code == 4
    assert "`conduct build` makes them" in ran.err


def test_a_folder_of_builds_can_be_named_in_the_environment(good_build, monkeypatch):
    monkeypatch.setenv("CONDUCT_DATA", str(good_build))
    assert conduct("explain", "R1").code == 0


def test_a_dashboard_without_a_build_says_how_to_make_one(tmp_path):
    ran = conduct("serve", "--data", tmp_path / "data")
    assert ran.code == 4
    assert "conduct build" in ran.err
