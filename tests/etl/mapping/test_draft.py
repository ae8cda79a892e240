"""A drafted mapping: what is guessed, and that nothing runs before a person has finished it."""

import polars as pl
import pytest

from etl.config import Settings
from etl.contracts import PLACEHOLDER
from etl.errors import MappingError, MissingFileError, OutputFolderError
from etl.mapping import map_export, read_mapping
from etl.mapping.draft import draft
from etl.mapping.guess import guess
from etl.sources.personal import read_screen
from tests.etl.mapping.exports import EXPORT
from tests.etl.mapping.recount import EXPORTS

SETTINGS = Settings()
SCREEN = read_screen(SETTINGS.reference_dir)


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("came", ["2024-01-31", "2024-02-01", None] * 5, "day"),
        ("came", ["31/01/2024", "01/02/2024"], "day"),
        ("number", ["a1", "a2", "a3"], "key"),
        ("race", ["W", "B", "W", "B"], "code"),
        ("officer_age", ["34", "34", "51"], "age"),
        ("officer_name", ["x", "y", "x"], "personal"),
        ("contact", ["a@b.example", "a@b.example", "c"], "personal"),
        ("what_happened", ["word " * 20, "word " * 30, "word " * 20], "personal"),
        ("beamter", [str(1000 + n % 20) for n in range(99)], "number"),
        ("grade", ["1", "2", "3", "1"], "code"),
        ("unit", [f"U{n % 100}" for n in range(300)], "id"),
        ("desk", [str(n % 100) for n in range(300)], "number"),
        ("empty", [None, None], "blank"),
    ],
)
def test_a_column_is_guessed_by_its_name_and_values(name, values, kind):
    assert guess(pl.Series(name, values, dtype=pl.String), SCREEN).kind == kind


def test_stand_ins_for_no_day_and_unsure_days_are_pointed_out():
    found = guess(pl.Series("ended", ["2024-01-31", "1900-01-01"] + ["2024-02-01"] * 9), SCREEN)
    assert (found.patterns, found.sentinels) == (("%Y-%m-%d",), ("1900-01-01",))
    unsure = guess(pl.Series("came", ["01/02/2024", "03/04/2024"]), SCREEN)
    assert set(unsure.patterns) == {"%d/%m/%Y", "%m/%d/%Y"}


def test_spellings_that_differ_in_capitals_are_one_wording():
    found = guess(pl.Series("race", ["White", "WHITE", "black", "White"]), SCREEN)
    assert sorted(found.wordings.values()) == [1, 3]


@pytest.mark.parametrize("name", ["detroit", "philadelphia"])
def test_a_draft_of_a_real_export_names_every_column_and_cannot_run_as_it_is(name, tmp_path):
    out = tmp_path / "draft.toml"
    left = draft(name, EXPORTS / name, out, SETTINGS)
    text = out.read_text(encoding="utf-8")
    assert left == text.count(f'"{PLACEHOLDER}') > 30
    used = {column for _, column, _ in read_mapping(name, SETTINGS).uses()}
    assert all(f'"{column}"' in text for column in used)
    with pytest.raises(MappingError, match="still to fill in"):
        map_export(str(out), EXPORTS / name, tmp_path / "out", SETTINGS)


def test_a_finished_draft_maps(tmp_path):
    source = tmp_path / "export"
    source.mkdir()
    (source / "complaints.csv").write_text(EXPORT, encoding="utf-8")
    out = tmp_path / "draft.toml"
    draft("riverton", source, out, SETTINGS)
    lines = [finished(line) for line in out.read_text(encoding="utf-8").splitlines()]
    text = "\n".join(line for line in lines if line is not None)
    out.write_text(text.replace("%m/%d/%Y", "%d/%m/%Y"), encoding="utf-8")
    done = map_export(str(out), source, tmp_path / "out", SETTINGS)
    assert done.rows["cases"] == 4
    assert done.rows_not_mapped == 0


ANSWERS = {
    "country": '"Freedonia"',
    "extracted_on": "2024-06-30",
    "coverage_from": "2023-04-01",
    "coverage_to": "2024-03-31",
    "includes_open_cases": "true",
    "code": '"F00000099"',
    "region_code": '"F12000099"',
    "force_code": '{ value = "F00000099" }',
    "case_status": '{ value = "OPEN" }',
}


def finished(line: str) -> str | None:
    """A line of the draft as a person would leave it."""
    name, sign, _ = line.partition(" = ")
    if PLACEHOLDER not in line or not sign:
        return line
    if line.endswith("rows"):
        return None
    answer = ANSWERS.get(name, '"not needed"')
    return f"{name} = {answer}"


def test_a_draft_never_writes_over_a_file_and_needs_files(tmp_path):
    with pytest.raises(MissingFileError, match="no file that ends in"):
        draft("none", tmp_path, tmp_path / "draft.toml", SETTINGS)
    (tmp_path / "a.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    draft("some", tmp_path, tmp_path / "draft.toml", SETTINGS)
    assert 'delimiter = ";"' in (tmp_path / "draft.toml").read_text(encoding="utf-8")
    with pytest.raises(OutputFolderError, match="already there"):
        draft("some", tmp_path, tmp_path / "draft.toml", SETTINGS)
