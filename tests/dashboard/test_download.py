"""Download: what is chosen is what is in the file, counted, previewed and explained."""

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import bundle, extract_files
from dashboard.components.bundle import Choice, made
from dashboard.components.extract_files import estimated_mb
from dashboard.components.origin import origin_of
from dashboard.queries import extracts
from dashboard.queries.connection import Build
from dashboard.queries.published import curve, curves
from dashboard.queries.releases import open_release, published_releases
from etl.config import Settings
from etl.contracts import load_published
from etl.files.codebook import codebook
from etl.files.extract import Extract, extract_csv, extract_parquet, packed
from etl.files.layout import VALUE_COLUMNS
from etl.release.contents import tables, write_tables
from etl.release.manifest import write_manifest
from etl.release.snapshot import read_snapshot
from tests.dashboard.reading import rows_of, said, tables_of
from tests.dashboard.sample_public import write_sample

Open = Callable[..., AppTest]
VERSION = "1.0.0"
NORTHMOOR = "X23000006"
WINDOWS = ["2020-23", "2023-26"]


@pytest.fixture(scope="session")
def released(once_per_run: Callable) -> Path:
    """A data folder with one release, its topic files written as `conduct release` writes them."""

    def make(data: Path) -> None:
        folder = data / "releases" / VERSION
        folder.mkdir(parents=True)
        write_sample(data / "build").rename(folder / "public.duckdb")
        contract = load_published(Settings().published_contract_dir)
        snapshot = read_snapshot(folder / "public.duckdb", contract)
        origin = snapshot.origin(VERSION)
        topics = (
            each for each in tables(snapshot, pl.DataFrame(), origin) if each.of == "measure_values"
        )
        write_tables(folder, topics, origin)
        write_manifest(folder, {})
        row = {"version": VERSION, "published_at": "2026-07-02T09:00:00Z", "level": "first",
               "why": [], "changes": {}, "taken_back": None}  # fmt: skip
        told = json.dumps({"in_use": VERSION, "releases": [row]})
        (folder.parent / "releases.json").write_text(told, encoding="utf-8")

    return once_per_run("released-files", make)


@pytest.fixture
def release(released: Path) -> Build:
    releases = published_releases(released / "releases")
    assert releases is not None
    return open_release(releases.all[0])


def values(*measures: str, splits: tuple[str, ...] = (), topic: str = "gross_misconduct") -> Choice:
    areas = ["X23000001", NORTHMOOR]
    return Choice("values", topic, list(measures), areas, WINDOWS, list(splits))


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_rows_and_hidden_cells_are_counted_and_the_filter_is_said_in_words(open_page: Open):
    page = open_page("download", area="Ambershire", measure="Gross misconduct proven at hearings")

    words = said(page)

    assert "5 rows, 1 of them hidden [c]." in words
    assert "Measure values: Gross misconduct proven at hearings. Areas: Ambershire." in words
    assert "Periods: 2023-26, three years." in words


def test_more_areas_and_periods_make_a_larger_file(open_page: Open):
    page = open_page("download")
    page.multiselect(key="more_areas").select("X23000006").run()
    page.multiselect(key="more_periods").select("2020-23").run()

    assert not page.exception
    words = said(page)
    assert "28 rows" in words
    assert "Areas: All forces (invented), Northmoor." in words


def test_nothing_published_is_said_kindly(open_page: Open):
    page = open_page(
        "download",
        area="Northmoor",
        period="2024-25, one year",
        measure="Gross misconduct proven at hearings",
    )

    assert not page.exception
    assert "0 rows" in said(page)
    assert any("Nothing is published for this choice" in message.value for message in page.info)


@pytest.mark.parametrize("kind", ["values", "counts", *bundle.COMPARISONS])
def test_every_column_of_each_table_is_in_the_codebook(build: Build, kind: str):
    choice = Choice(kind, "referrals", ["R1"], ["X92000001"], ["2023-26"], [])
    columns = made(build, choice, "").rows.columns
    explained = codebook(columns)
    assert explained["Column"].to_list() == columns
    assert all(explained["Meaning"])


@pytest.mark.parametrize("kind", ["values", "counts", "limits", "signals"])
def test_every_extract_says_whether_the_rules_changed(build: Build, kind: str):
    """Differences say so of their two periods."""
    choice = Choice(
        kind, "referrals", ["R1", "R1_officers"], [NORTHMOOR], ["2017-20", "2023-26"], []
    )
    rows = made(build, choice, "").rows
    marks = dict(rows.select("period", "break_within").unique().iter_rows())
    assert rows.height
    assert marks == {"2017-20": True, "2023-26": False}


def test_the_file_of_a_curve_says_whether_the_rules_changed(build: Build):
    assert curve(build, "X92000001", "2017-20")["break_within"].all()
    assert not curve(build, "X92000001", "2020-23")["break_within"].any()
    assert curves(build, "T1", "X92000001", "2017-20")["break_within"].is_not_null().all()


def test_the_parquet_file_holds_the_same_rows(build: Build):
    choice = Choice("values", "time_to_hearing", ["T2"], [NORTHMOOR], ["2023-26"], [])
    extract = made(build, choice, "")

    read = pl.read_parquet(extract_parquet(extract))

    assert read.equals(extract.rows)
    assert tuple(read.columns) == VALUE_COLUMNS
    assert set(read["symbol_meaning"]) >= {"not applicable, or not reached yet"}


def test_the_citation_names_build_and_filter_and_says_synthetic(shown: Open):
    words = " ".join(block.value for block in shown("download").code)

    assert "synthetic demonstration data (Demonstration, extracted on 30 June 2026)" in words
    assert "build 20260701-sample, not released" in words
    assert "1 July 2026. Measure values:" in words
    assert "Licence of the file: MIT." in said(shown("download"))


def test_the_zip_of_a_release_holds_lines_of_its_file_and_makes_them_again(
    release: Build, released: Path, tmp_path: Path
):
    extract = made(release, values("G4", splits=("total", "forum")), "Two areas.")
    name, source = "values-g4-synthetic.csv", "gross-misconduct-synthetic.csv"
    parts = unzipped(packed(extract, origin_of(release)))
    assert list(parts) == [
        name, "codebook.csv", "manifest.json", "citation.txt", "reproduce.py", "reproduce.R",
    ]  # fmt: skip
    whole = (released / "releases" / VERSION / source).read_bytes()
    header, *lines = whole.split(b"\n")
    wanted = [
        line
        for line, row in zip(lines, rows_of(whole), strict=False)
        if row["measure"] == "G4"
        and row["area_code"] in ("X23000001", NORTHMOOR)
        and row["period"] in WINDOWS
        and row["breakdown"] in ("total", "forum")
    ]
    assert len(wanted) > 4
    assert parts[name] == b"\n".join([header, *wanted, b""])

    told = json.loads(parts["manifest.json"])
    assert told["sha256"] == hashlib.sha256(parts[name]).hexdigest()
    assert told["from_sha256"] == hashlib.sha256(whole).hexdigest()
    assert (told["release"], told["licence"]) == (VERSION, "MIT")

    (tmp_path / source).write_bytes(whole)
    (tmp_path / "reproduce.py").write_bytes(parts["reproduce.py"])
    subprocess.run([sys.executable, "-I", "reproduce.py"], cwd=tmp_path, check=True)
    assert (tmp_path / name).read_bytes() == parts[name]


def test_the_zip_of_a_build_has_no_code_and_a_manifest_that_proves_the_rows(build: Build):
    extract = made(build, values("G4"), "Areas: Ambershire, Northmoor.")
    parts = unzipped(packed(extract, origin_of(build)))

    assert list(parts) == [extract.name, "codebook.csv", "manifest.json", "citation.txt"]
    told, rows = json.loads(parts["manifest.json"]), rows_of(parts[extract.name])
    assert told["sha256"] == hashlib.sha256(parts[extract.name]).hexdigest()
    assert told["rows"] == len(rows) > 0
    assert told["hidden_cells"] == sum(row["symbol"] == "c" for row in rows) > 0
    assert told["build_id"] == "20260701-sample"
    assert (told["synthetic"], told["release"]) == (True, None)
    assert told["filter"] == "Areas: Ambershire, Northmoor."
    assert "synthetic demonstration data" in told["citation"]
    assert b"dataset_note,Whether the rows are synthetic" in parts["codebook.csv"]


def test_no_code_goes_with_a_release_whose_file_has_other_rows(
    release: Build, monkeypatch: pytest.MonkeyPatch
):
    listed = {"gross-misconduct-synthetic.csv": "0" * 64}
    bundle.released_file.cache_clear()
    monkeypatch.setattr(bundle, "released_files", lambda build: listed)
    try:
        assert made(release, values("G4"), "").released is None
    finally:
        bundle.released_file.cache_clear()


def test_the_same_choice_gives_the_same_bytes(release: Build):
    first, second = (packed(made(release, values("G4"), "w"), origin_of(release)) for _ in range(2))

    assert first == second


def test_the_workbook_has_a_sheet_for_each_measure_with_the_rows_of_the_csv(build: Build):
    extract = made(build, values("R1", "R1_officers", topic="referrals"), "Two measures.")

    book = openpyxl.load_workbook(io.BytesIO(bundle.workbook_file(build, extract)))

    rows = rows_of(extract_csv(extract))
    for measure in ("R1", "R1_officers"):
        header, *lines = list(book[measure].iter_rows(values_only=True))[3:]
        figures = [line[header.index("Figure")] for line in lines]
        mine = [row["value"] for row in rows if row["measure"] == measure]
        assert [float(value) if value else None for value in mine] == figures
    assert any("Two measures." in str(row[0].value) for row in book["Cover"].iter_rows())


def test_negative_differences_stay_numbers_and_text_like_a_formula_is_harmless(build: Build):
    areas = ["X23000001", NORTHMOOR]
    extract = made(build, Choice("differences", "referrals", ["R1"], areas, WINDOWS, []), "")
    text = [extract.rows.with_columns(measure_title=pl.lit(f"{sign}1+1")) for sign in "=+-@"]
    extract = Extract(pl.concat(text), extract.keep, "", extract.name)

    rows = rows_of(extract_csv(extract))

    assert min(float(row["difference"]) for row in rows if row["difference"]) < 0
    assert {row["measure_title"] for row in rows} == {"'=1+1", "'+1+1", "'-1+1", "'@1+1"}
    read = pl.read_parquet(extract_parquet(extract))
    assert read["difference"].equals(extract.rows["difference"])


def test_counts_of_several_measures_come_once(build: Build):
    both = extracts.counts(build, ["R1", "R1_officers"], [NORTHMOOR], WINDOWS)

    assert both.height == both.unique(["count_name", "period", "breakdown", "category"]).height
    assert set(both["count_name"]) == {"referrals", "workforce_years", "officer_years"}


def test_more_measures_and_splits_are_counted_and_named(open_page: Open):
    page = open_page("download", area="Ambershire")
    page.multiselect(key="more_measures").select("R1_officers").run()
    page.multiselect(key="splits").select("total").select("referral_route").run()

    words = said(page)
    assert not page.exception
    assert "4 rows, 0 of them hidden" in words
    assert (
        "Measure values: Referrals to the IOPC; Referrals per officer. Splits: Totals, not" in words
    )
    named = {cell.split(":")[0] for cell in tables_of(page)[0]["Category"]}
    assert named == {"Referrals to the IOPC", "Referrals per officer"}

    page.selectbox(key="topic").select("discrimination").run()
    assert not page.exception
    assert page.multiselect(key="more_measures").value == []
    # What the other measures are not split by is chosen no longer.
    assert page.multiselect(key="splits").value == ["total"]


def test_a_large_file_is_announced_and_offered_when_the_reader_goes_on(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(extract_files, "LARGE_ROWS", 5)
    page = open_page("download", area="Ambershire", measure="Gross misconduct proven at hearings")

    assert "5 rows, about 0.0 MB as CSV" in page.warning[0].value
    assert not page.get("download_button")
    page.checkbox(key="large").check().run()
    assert page.get("download_button")


def test_the_size_is_estimated_from_rows_all_over_the_file(build: Build):
    everywhere = [f"X2300000{number}" for number in range(1, 7)]
    extract = made(build, Choice("values", "referrals", ["R1", "R3"], everywhere, WINDOWS, []), "")
    assert estimated_mb(extract) == pytest.approx(len(extract_csv(extract)) / 1e6, rel=0.1)


def test_a_release_offers_the_file_to_make_it_from_and_a_build_says_why_not(
    shown: Open, open_page: Open, released: Path, monkeypatch: pytest.MonkeyPatch
):
    assert "This build is not released" in said(shown("download"))
    labels = [button.proto.label for button in shown("download").get("download_button")]
    assert [label for label in labels if "workbook" in label]
    assert not [label for label in labels if "code," in label or label.endswith(".csv")]

    monkeypatch.setenv("CONDUCT_DATA", str(released))
    page = open_page("download")
    labels = [button.proto.label for button in page.get("download_button")]
    assert "from this file of release 1.0.0" in said(page)
    assert labels[-1] == "Download referrals-synthetic.csv"
    assert any("code and citation" in label for label in labels)


@pytest.mark.parametrize(
    "table",
    [
        "Differences between areas and periods",
        "Funnel limits",
        "Signals and smoothed figures of forces",
    ],
)
def test_comparisons_are_tables_to_download_too(open_page: Open, table: str):
    page = open_page("download", area="Northmoor", table=table)

    assert not page.exception
    assert not re.search(r"(?<![\d,])0 rows", said(page))
    assert f"{table}: Referrals to the IOPC." in said(page)


def test_a_topic_narrows_the_measures(open_page: Open):
    page = open_page("download", topic="Discrimination")

    assert page.selectbox(key="measure").options == [
        "Discrimination among complaint allegations",
        "Characteristics named in discrimination allegations",
    ]
