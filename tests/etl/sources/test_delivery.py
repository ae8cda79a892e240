"""A delivery becomes one frame of strings per entity, whatever kind its files are."""

from datetime import date, datetime

import polars as pl
import pytest

from etl.errors import UnreadableFileError
from etl.sources.delivery import read_delivery
from etl.sources.personal import is_personal
from tests.cli.breaking import as_parquet, describe, resources
from tests.deliveries import CONTRACT, write_delivery
from tests.screen.measure import SCREEN

CASES = """
case_id | date_recorded | suspended_days | is_reinvestigation
C1      | 2024-04-02    | 10             | true
C2      |               |                |
"""


@pytest.fixture
def folder(tmp_path):
    return write_delivery(tmp_path / "northmoor", {"cases": CASES})


def cases(folder) -> pl.DataFrame:
    return read_delivery(folder, CONTRACT, SCREEN).files["cases"].whole


def test_rows_keep_file_and_line_and_every_column_of_the_contract(folder):
    frame = cases(folder)
    assert frame.columns == [*CONTRACT.entities["cases"].columns, "source_file", "source_line"]
    assert frame.select("case_id", "suspended_days", "source_file", "source_line").rows() == [
        ("C1", "10", "cases.csv", 2),
        ("C2", None, "cases.csv", 3),
    ]


def test_parquet_gives_the_same_rows_numbered_from_the_first(folder):
    from_csv = cases(folder).drop("source_file", "source_line")
    as_parquet(folder, "cases")
    frame = cases(folder)
    assert frame["source_line"].to_list() == [1, 2]
    assert frame.drop("source_file", "source_line").equals(from_csv)


def test_typed_parquet_gives_the_strings_of_the_contract(folder):
    path = as_parquet(folder, "cases")
    pl.read_parquet(path).with_columns(
        date_recorded=pl.Series([date(2024, 4, 2), None]),
        suspended_days=pl.Series([10, None], dtype=pl.Int32),
        is_reinvestigation=pl.Series([True, None]),
        case_type=pl.Series(["CONDUCT", "CONDUCT"], dtype=pl.Categorical),
    ).write_parquet(path)
    frame = cases(folder)
    assert frame.row(0, named=True)["date_recorded"] == "2024-04-02"
    assert frame.select("suspended_days", "is_reinvestigation", "case_type").rows() == [
        ("10", "true", "CONDUCT"),
        (None, None, "CONDUCT"),
    ]


def test_a_blank_in_parquet_is_a_blank_whether_null_or_empty_text(folder):
    path = as_parquet(folder, "cases")
    pl.read_parquet(path).with_columns(pl.all().fill_null("")).write_parquet(path)
    assert cases(folder)["date_recorded"].to_list() == ["2024-04-02", None]


def test_a_day_with_a_time_is_left_as_it_is_for_the_rules_to_judge(folder):
    path = as_parquet(folder, "cases")
    pl.read_parquet(path).with_columns(
        date_recorded=pl.Series([datetime(2024, 4, 2, 9), None])
    ).write_parquet(path)
    assert cases(folder)["date_recorded"][0].startswith("2024-04-02 09:00")


def test_a_column_of_lists_in_parquet_is_refused(folder):
    path = as_parquet(folder, "cases")
    pl.read_parquet(path).with_columns(case_type=pl.Series([["CONDUCT"], ["DSI"]])).write_parquet(
        path
    )
    with pytest.raises(UnreadableFileError, match=r"cases\.parquet"):
        read_delivery(folder, CONTRACT, SCREEN)


def test_an_ending_may_be_written_in_capitals_and_a_file_may_have_another_name(folder):
    (folder / "cases.csv").rename(folder / "MATTERS.CSV")
    resources(folder, cases="MATTERS.CSV")
    assert cases(folder)["source_file"].unique().to_list() == ["MATTERS.CSV"]


def test_columns_may_come_in_another_order(folder):
    path = folder / "cases.csv"
    pl.read_csv(path, infer_schema=False).select(
        reversed(CONTRACT.entities["cases"].columns)
    ).write_csv(path)
    assert cases(folder)["case_id"].to_list() == ["C1", "C2"]


def test_an_optional_file_may_be_absent(folder):
    (folder / "appeals.csv").unlink()
    describe(
        folder,
        resources=[
            {"name": name, "path": f"{name}.csv"} for name in CONTRACT.entities if name != "appeals"
        ],
    )
    delivery = read_delivery(folder, CONTRACT, SCREEN)
    assert "appeals" not in delivery.files
    assert "cases" in delivery.files


def test_the_hash_changes_with_any_byte_of_any_file(folder):
    before = read_delivery(folder, CONTRACT, SCREEN).sha256
    assert read_delivery(folder, CONTRACT, SCREEN).sha256 == before
    with (folder / "clock_stops.csv").open("a") as file:
        file.write("\n")
    assert read_delivery(folder, CONTRACT, SCREEN).sha256 != before


@pytest.mark.parametrize(
    "column",
    "name surname officerName DateOfBirth dob collar_no CollarNumber e-mail email_address "
    "address1 Postcode location incident_location free_text narrative Comments".split(),
)
def test_names_of_columns_that_hold_personal_data_are_known(column):
    assert is_personal(column, SCREEN)


@pytest.mark.parametrize(
    "column",
    [*sorted({name for e in CONTRACT.entities.values() for name in e.columns}), "ward", "unit"],
)
def test_other_names_are_not(column):
    allowed = {"force_name", "region_name"}  # of fictional forces, in the contract itself
    assert is_personal(column, SCREEN) == (column in allowed)
