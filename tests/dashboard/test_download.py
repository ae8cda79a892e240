"""Download: what is chosen is what is in the file, counted, previewed and explained."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import bundle
from dashboard.components.bundle import Extract
from dashboard.components.files import case_rows, parquet_bytes
from dashboard.components.filters import Ask
from dashboard.queries import comparisons
from dashboard.queries.published import counts, curve, curves, extract
from etl.files.codebook import codebook
from tests.dashboard.reading import said

Open = Callable[..., AppTest]
OF_COMPARISONS = (comparisons.differences, comparisons.all_limits, comparisons.signals)


def test_rows_and_hidden_cells_are_counted_and_the_filter_is_said_in_words(open_page: Open):
    page = open_page("download", area="Ambershire", measure="Gross misconduct proven at hearings")

    words = said(page).replace("**", "")

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


def test_every_column_of_both_tables_is_in_the_codebook(ask: Callable[..., Ask]):
    build = ask().build
    for query in (extract, counts, *OF_COMPARISONS):
        rows = case_rows(query(build, "R1", ["X92000001"], ["2023-26"]), build)
        explained = codebook(rows.columns)
        assert explained["Column"].to_list() == rows.columns
        assert all(explained["Meaning"])


@pytest.mark.parametrize("query", [extract, counts, *OF_COMPARISONS])
def test_every_extract_says_whether_the_rules_changed(ask: Callable[..., Ask], query):
    rows = query(ask().build, "R1", ["X23000006"], ["2017-20", "2023-26"])
    if "crosses_break" in rows.columns:
        return  # a difference says so of its two periods
    marks = dict(rows.select("period", "break_within").unique().iter_rows())
    assert rows.height
    assert marks == {"2017-20": True, "2023-26": False}


def test_the_file_of_a_curve_says_whether_the_rules_changed(ask: Callable[..., Ask]):
    build = ask().build
    assert curve(build, "X92000001", "2017-20")["break_within"].all()
    assert not curve(build, "X92000001", "2020-23")["break_within"].any()
    assert curves(build, "T1", "X92000001", "2017-20")["break_within"].is_not_null().all()


def test_the_parquet_file_holds_the_same_rows(ask: Callable[..., Ask]):
    build = ask().build
    rows = case_rows(extract(build, "T2", ["X23000006"], ["2023-26"]), build)

    read = pl.read_parquet(parquet_bytes(rows))

    assert read.equals(rows)
    assert read["symbol_meaning"].to_list()[0] == "[z] not reached"


def test_the_citation_names_build_and_filter_and_says_synthetic(shown: Open):
    words = " ".join(block.value for block in shown("download").code)

    assert "synthetic demonstration data (Demonstration, extracted on 30 June 2026)" in words
    assert "build 20260701-sample" in words
    assert "1 July 2026. Measure values:" in words


def small_extract(build) -> Extract:
    rows = extract(build, "G4", ["X23000001"], ["2023-26"])
    return Extract(rows, "Measure values: Gross misconduct proven. Areas: Ambershire.", "values G4")


def test_the_bundle_holds_rows_codebook_and_a_manifest_that_proves_them(ask: Callable[..., Ask]):
    build = ask().build
    packed = bundle.bundle(build, small_extract(build), "values-g4-synthetic.csv")

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["values-g4-synthetic.csv", "codebook.csv", "manifest.json"]
        told = json.loads(archive.read("manifest.json"))
        content = archive.read("values-g4-synthetic.csv")
        columns = archive.read("codebook.csv").decode("utf-8-sig")

    assert told["sha256"] == hashlib.sha256(content).hexdigest()
    assert (told["rows"], told["hidden_cells"]) == (5, 1)
    assert told["rows"] == len(content.decode("utf-8-sig").strip().splitlines()) - 1
    assert told["build_id"] == "20260701-sample"
    assert told["synthetic"] is True
    assert "Areas: Ambershire." in told["filter"]
    assert "synthetic demonstration data" in told["citation"]
    assert "dataset_note,Whether the rows are synthetic" in columns


def test_the_same_choice_gives_the_same_bytes(ask: Callable[..., Ask]):
    build = ask().build
    first, second = (bundle.bundle(build, small_extract(build), "a.csv") for _ in range(2))

    assert first == second


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
    assert "**0 rows" not in said(page)
    assert f"{table}: Referrals to the IOPC." in said(page)


def test_a_topic_narrows_the_measures(open_page: Open):
    page = open_page("download", topic="Discrimination")

    assert page.selectbox(key="measure").options == [
        "Discrimination among complaint allegations",
        "Characteristics named in discrimination allegations",
    ]
