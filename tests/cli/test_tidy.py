"""`conduct tidy`: what it writes where, and how it refuses."""

import csv
import io

import pytest
from typer.testing import CliRunner

from etl.cli import app
from etl.config import Settings
from etl.errors import ConductDataError, OfficialFileError
from etl.transforms.record import TIDY_COLUMNS

OFFICIAL = Settings().official_dir
REVIEWS = OFFICIAL / "iopc_2024-25_table27_iopc_review_outcomes_by_force.csv"
TIMELINESS = OFFICIAL / "iopc_2024-25_finalised_timeliness_by_force.csv"


def run(*arguments):
    """Rows, standard error and the error raised, if any."""
    result = CliRunner().invoke(app, ["tidy", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit | ConductDataError):
        raise result.exception
    return list(csv.DictReader(io.StringIO(result.stdout))), result.stderr, result.exception


def test_one_row_per_cell_goes_to_standard_output():
    rows, said, error = run(REVIEWS)

    assert error is None
    assert tuple(rows[0]) == TIDY_COLUMNS
    assert len(rows) == 45 * 6
    assert len({row["cell"] for row in rows}) == 45 * 6
    assert "270 cells of 1 tables, iopc_complaints, edition 2024-25; 89 printed totals met." in said
    gwent = [row for row in rows if row["area_name"] == "Gwent"]
    assert [(row["value"], row["symbol"]) for row in gwent] == [
        ("", "-"), ("", "-"), ("", "n/a"), ("4", ""), ("3", ""), ("75", ""),
    ]  # fmt: skip
    assert {row["period"] for row in rows} == {"2024-25"}


def test_out_writes_a_file_and_leaves_standard_output_empty(tmp_path):
    rows, _, error = run(TIMELINESS, "--out", tmp_path / "tidy.csv")

    assert (rows, error) == ([], None)
    written = (tmp_path / "tidy.csv").read_text(encoding="utf-8")
    (met,) = [
        row
        for row in csv.DictReader(io.StringIO(written))
        if row["name_as_printed"] == "Metropolitan" and row["cell"].startswith("F")
    ]
    assert met["area_code"] == "E23000001"
    assert met["category"] == "Under Schedule 3, excluding time suspended"
    assert met["measure"] == "Average days to finalise a complaint case"


@pytest.mark.parametrize("name", ["iopc_complaints", "iopc_complaints.toml"])
def test_a_layout_can_be_named(name):
    rows, _, error = run(REVIEWS, "--layout", name)

    assert error is None
    assert len(rows) == 270


def test_an_unknown_layout_is_refused_with_the_known_ones():
    _, _, error = run(REVIEWS, "--layout", "other")

    assert isinstance(error, OfficialFileError)
    assert "No layout is called other. Known are bbc_iopc_funnel, home_office_misconduct" in str(
        error
    )


def test_a_refusal_names_the_cell_ends_with_4_and_writes_nothing(tmp_path):
    path = tmp_path / "iopc_2024-25_reviews.csv"
    path.write_text(REVIEWS.read_text().replace("Total,1112", "Total,1113"))

    rows, _, error = run(path, "--out", tmp_path / "tidy.csv")

    assert rows == []
    assert not (tmp_path / "tidy.csv").exists()
    assert error.exit_code == 4
    assert str(error) == (
        "iopc_2024-25_reviews.csv, B46: the printed total “Total” is 1113, and its 44 parts, from "
        "B2 to B45, add up to 1112."
    )


def test_an_edition_that_is_nowhere_said_is_asked_for(tmp_path):
    path = tmp_path / "reviews.csv"
    path.write_text(REVIEWS.read_text())

    _, _, error = run(path)

    assert "the edition is neither in the file nor in its name" in str(error)


def test_a_file_that_several_layouts_fit_asks_which(tmp_path):
    path = tmp_path / "2022-both.csv"
    path.write_text("force,officer_fte,item name,indicator number,sample size\nKent,1,Kent,1,1\n")

    _, _, error = run(path)

    assert "several layouts fit (bbc_iopc_funnel, home_office_officers_fte)" in str(error)


def test_an_out_file_in_no_folder_is_refused(tmp_path):
    _, _, error = run(REVIEWS, "--out", tmp_path / "nowhere" / "tidy.csv")

    assert "cannot be written: No such file or directory" in str(error)


def test_partial_writes_what_could_be_read_and_still_ends_with_4(tmp_path):
    from etl.sources.workbook import read_sheets
    from tests.etl.record.workbooks import as_cell, write_ods

    sheets = read_sheets(OFFICIAL / "police-workforce-tables-sep16.ods")
    sheets[1].rows[44][1] = as_cell("see note")
    path = write_ods(tmp_path / "edited.ods", sheets)

    rows, _, error = run(path, "--partial")

    assert error.exit_code == 4
    assert "edited.ods, Table_1!B45: words where a figure belongs." in str(error)
    assert not any(row["cell"].startswith("Table_1!") for row in rows)
    assert len({row["table"] for row in rows}) == 5


@pytest.mark.parametrize("file", [REVIEWS, OFFICIAL / "police-workforce-tabs-30sep15.ods"])
def test_the_same_file_gives_the_same_bytes(file):
    first, second = (CliRunner().invoke(app, ["tidy", str(file)]).stdout for _ in range(2))

    assert first == second
    assert first.count("\n") > 200
