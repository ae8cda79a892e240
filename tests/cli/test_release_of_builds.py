"""Two builds, two releases: every figure that moved is told with its reason, in all files alike."""

import json
import math
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.cli.command import conduct
from tests.cli.releasing import REASONS, csv_rows, former, hashes, later, published

KEY = ("measure", "area_code", "period_type", "period", "breakdown", "category")
TOLD = ("numerator", "denominator", "value", "lower", "upper", "symbol")
VALUES = "select * from published.measure_values"


def run(data: Path, *words: object) -> None:
    ran = conduct(*words, "--data", data)
    assert ran.code == 0, ran.err


@pytest.fixture(scope="session")
def released(once_per_run: Callable) -> Path:
    """A data folder with 1.0.0 published, a later build in use, and 1.1.0 as a draft."""

    def make(folder: Path) -> None:
        data, reasons = folder / "data", folder / "reasons.csv"
        reasons.write_text(REASONS, encoding="utf-8")
        run(data, "build", "--delivery", former(folder / "former"))
        with pytest.MonkeyPatch.context() as patch:
            # Those of the second release are looked at; they take most of the time.
            patch.setattr("etl.release.contents.workbook", lambda *words: b"a workbook")
            run(data, "release", "1.0.0", "--no-site")
        run(data, "release", "1.0.0", "--approve", "Bea Boss")
        run(data, "release", "1.0.0", "--publish", "Cy Clerk")
        run(data, "build", "--delivery", later(folder / "later"))
        run(data, "release", "1.1.0", "--no-site", "--reasons", reasons)

    return once_per_run("released", make) / "data"


@pytest.fixture(scope="session")
def draft(released: Path) -> Path:
    return released / "releases" / "1.1.0"


@pytest.fixture(scope="session")
def before(released: Path) -> dict[tuple, dict]:
    return by_key(published(released / "releases" / "1.0.0" / "public.duckdb", VALUES))


@pytest.fixture(scope="session")
def after(draft: Path) -> dict[tuple, dict]:
    return by_key(published(draft / "public.duckdb", VALUES))


@pytest.fixture(scope="session")
def told(draft: Path) -> dict[tuple, dict]:
    """The lines of the file of changes about measures."""
    rows = csv_rows(draft / "what-changed-synthetic.csv")
    return by_key([row for row in rows if row["table"] == "measure_values"])


def by_key(rows: list[dict]) -> dict[tuple, dict]:
    found = {tuple(row[name] for name in KEY): row for row in rows}
    assert len(found) == len(rows)
    return found


def same(one: object, other: object) -> bool:
    """The same figure, or one that differs in its last digit only."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9)
    return one == other


def moved(row: dict, other: dict) -> bool:
    return not all(same(row[name], other[name]) for name in TOLD)


# --- What changed --------------------------------------------------------------------------------


def test_every_figure_that_changed_is_told_and_no_other(told, before, after):
    gone, new = before.keys() - after.keys(), after.keys() - before.keys()
    other = {key for key in before.keys() & after.keys() if moved(before[key], after[key])}
    assert other
    assert new
    assert told.keys() == gone | new | other
    for key, row in told.items():
        if key in gone:
            assert row["change"] == "removed"
        elif key in new:
            assert row["change"] == "added"
        else:
            hidden, was_hidden = (rows[key]["symbol"] == "c" for rows in (after, before))
            kinds = {(True, False): "hidden", (False, True): "shown"}
            assert row["change"] == kinds.get((hidden, was_hidden), "changed"), key


def test_old_and_new_figures_are_those_of_the_two_public_files(told, before, after):
    for key, row in told.items():
        for name in TOLD[:-1]:
            now = after[key][name] if key in after else None
            assert same(now, float(row[f"new_{name}"]) if row[f"new_{name}"] else None)
            was = before[key][name] if key in before else None
            # What is hidden now, or gone, must not be read in a file of today.
            if row["change"] in ("hidden", "removed") or after[key]["symbol"] == "c":
                was = None
            assert same(was, float(row[f"old_{name}"]) if row[f"old_{name}"] else None)


@pytest.mark.parametrize(
    ("area", "period", "reason"),
    [
        ("X23000001", "2025-26", "NEW_PERIOD"),
        ("X23000001", "2023-24", "RESUBMISSION"),
        ("X92000001", "2023-24", "RESUBMISSION"),
        ("X23000002", "2022-23", "CORRECTION"),
        ("X92000001", "2022-23", "NOT_EXPLAINED"),
        ("X23000003", "2024-25", "NEW_SUBMISSION"),
    ],
)
def test_the_reason_is_read_off_the_data_or_the_operators_file(told, area, period, reason):
    row = told["R1", area, "financial_year", period, "total", "total"]
    assert row["reason"] == reason
    assert row["explanation"] == ("One referral had been recorded twice" * (reason == "CORRECTION"))


def test_readers_find_the_change_in_words(draft):
    page = (draft / "what-changed-synthetic.html").read_text(encoding="utf-8")
    # Twelve referrals and one recorded twice, over 1,000 officers; it was 13.
    cells = ("Eastmarch", "2022-23", "", "13 (13 of 1,000)", "12 (12 of 1,000)")
    assert "\n".join(f"<td>{cell}</td>" for cell in cells) in page
    assert "An error was put right" in page
    notes = (draft / "release-notes-synthetic.md").read_text(encoding="utf-8")
    assert "This is a minor version, because there is a new period: 2023-26, 2025-26" in notes


def test_a_figure_is_marked_as_revised_where_the_release_before_had_another(before, after):
    for key, row in after.items():
        assert row["revised"] == (key in before and moved(before[key], row)), key
    assert 0 < sum(row["revised"] for row in after.values()) < len(after)
    assert not any(row["revised"] for row in before.values())


# --- The files -----------------------------------------------------------------------------------


def test_the_manifest_lists_every_file_as_it_is_and_names_say_synthetic(draft):
    manifest = json.loads((draft / "manifest.json").read_text(encoding="utf-8"))
    listed = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    there = hashes(draft)
    del there["manifest.json"]
    assert listed == there
    assert all(
        entry["bytes"] == (draft / entry["path"]).stat().st_size for entry in manifest["files"]
    )
    assert manifest["synthetic"] is True
    assert manifest["previous"]["version"] == "1.0.0"
    # Official figures are real, and the public file is found by its name.
    named = {name for name in listed if "synthetic" not in name}
    assert named == {"public.duckdb", "official-figures.csv", "official-figures.parquet"}


def test_csv_parquet_and_public_file_hold_the_same_figures(draft, after):
    found = {}
    for topic in (
        "referrals",
        "gross-misconduct",
        "discrimination",
        "time-to-hearing",
        "data-quality",
    ):
        rows = csv_rows(draft / f"{topic}-synthetic.csv")
        frame = pl.read_parquet(draft / f"{topic}-synthetic.parquet")
        assert frame.columns == list(rows[0])
        found |= by_key(frame.to_dicts())
        for row, other in zip(rows, frame.to_dicts(), strict=True):
            assert row["dataset_note"].startswith("synthetic")
            assert row["release"] == "1.1.0"
            for name in TOLD[:-1]:
                assert (float(row[name]) if row[name] else None) == other[name]
            assert (row["symbol"] or None) == other["symbol"]
    assert found.keys() == after.keys()
    assert all(not moved(found[key], row) for key, row in after.items())


def test_each_sheet_of_a_workbook_is_the_csv_file_cell_by_cell(draft):
    for topic in ("referrals", "discrimination"):
        rows = csv_rows(draft / f"{topic}-synthetic.csv")
        book = openpyxl.load_workbook(draft / f"{topic}-synthetic.xlsx")
        assert book.sheetnames[:4] == ["Cover", "Contents", "Notes", "Symbols"]
        assert book.sheetnames[4:] == sorted({row["measure"] for row in rows})
        for name in book.sheetnames[4:]:
            assert "synthetic" in book[name]["A2"].value
            cells = list(book[name].iter_rows(values_only=True))[4:]
            expected = [row for row in rows if row["measure"] == name]
            for got, row in zip(cells, expected, strict=True):
                assert list(got[:7]) == [
                    row[column] for column in
                    ("area_code", "area_name", "area_level", "period", "breakdown", "category",
                     "category_label")
                ]  # fmt: skip
                # XLSX keeps sixteen digits, one fewer than some numbers have.
                for value, column in zip(got[7:12], TOLD[:-1], strict=True):
                    wanted = float(row[column]) if row[column] else None
                    assert (value is None) == (wanted is None)
                    assert value is None or math.isclose(value, wanted, rel_tol=1e-14)
                    assert not isinstance(value, str)
                assert got[12] == (f"[{row['symbol']}]" if row["symbol"] else "none")
                assert ("[r]" in got[13]) == (row["revised"] == "true")


def test_every_column_of_every_file_is_explained_beside_it(draft):
    for path in draft.glob("*-synthetic.csv"):
        if path.name == "codebook-synthetic.csv":
            continue
        about = json.loads((draft / f"{path.name}-metadata.json").read_text(encoding="utf-8"))
        assert about["url"] == path.name
        assert "synthetic" in about["dc:description"]
        header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        columns = about["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == header
        assert all(column["dc:description"] for column in columns), path.name
    assert all(row["meaning"] for row in csv_rows(draft / "codebook-synthetic.csv"))


def test_the_metadata_for_a_doi_invents_none(draft):
    told = json.loads((draft / "datacite-synthetic.json").read_text(encoding="utf-8"))
    assert told["version"] == "1.1.0"
    assert told["publicationYear"] == str(published(draft / "public.duckdb",
        "select year(built_on) as year from published.build")[0]["year"])  # fmt: skip
    assert not {"doi", "identifiers", "prefix"} & told.keys()


def test_the_same_build_released_again_gives_the_same_bytes(released, draft, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(released, data, symlinks=True)
    first = hashes(draft)
    run(data, "release", "1.1.0", "--discard", "Ann", "--why", "again")
    assert not (data / "releases" / "1.1.0").exists()
    run(data, "release", "1.1.0", "--no-site", "--reasons", released.parent / "reasons.csv")
    assert hashes(data / "releases" / "1.1.0") == first
