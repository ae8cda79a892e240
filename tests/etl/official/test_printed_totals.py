"""The figures against what the publishers print, recounted here without Polars."""

import csv
import gzip
import io
from collections import Counter

import polars as pl
import pytest

from etl.errors import OfficialFileError
from etl.transforms.official import check_totals
from tests.etl.official.source_names import DISCRIMINATION, HEADLINES, TIMELINESS, WORKFORCE

EXPECTED = {
    "T01.workforce.officers_2010": 146_030,
    "T01.workforce.officers_2018": 125_094,
    "T01.workforce.officers_2022": 142_505,
    "T01.workforce.officers_fte_2021": 135_301,
    "T01.workforce.officers_fte_2022": 140_228,
    "T02.timeliness.cases_outside": 60_031,
    "T02.timeliness.cases_under": 31_687,
    "T02.timeliness.days_outside": 22,
    "T02.timeliness.days_under_with_suspension": 146,
    "T02.timeliness.days_under_without_suspension": 138,
    "T03.discrimination.finalised": 3_980,
    "T03.discrimination.rows": 10,
    "T03.discrimination.share_investigated": 10,
    "T03.discrimination.share_not_investigated": 10,
    "T04.headlines.complaint_allegations_2022": 157,
    "T04.headlines.complaints_finalised_2024": 81_776,
    "T04.headlines.conduct_allegations_2022": 784,
    "T04.headlines.individuals_2023": 1_300,
    "T04.headlines.individuals_2024": 1_698,
    "T04.headlines.officers_by_forum_2023": 972,
    "T04.headlines.recordable_allegations_2022": 501,
}


def records(settings, layouts, source):
    content = (settings.official_dir / layouts[source]["file"]).read_bytes()
    text = gzip.decompress(content) if layouts[source]["file"].endswith(".gz") else content
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))


def number(text):
    return float(text.replace(",", ""))


def test_every_printed_total_is_found_and_carries_words_and_a_link(figures, layouts):
    totals = check_totals(figures, layouts)

    assert dict(totals.select("check_name", "expected").iter_rows()) == EXPECTED
    assert dict(totals.select("check_name", "found").iter_rows()) == EXPECTED
    assert totals["ok"].all()
    assert totals["url"].str.starts_with("https://").all()
    assert totals["title"].n_unique() == totals.height


def test_officers_by_date_equal_a_recount_of_the_file(settings, layouts, figures):
    recount = Counter()
    for row in records(settings, layouts, WORKFORCE):
        recount[row["date"][:4], row["worker_type"]] += int(row["total_headcount"])

    country = figures.filter(source=WORKFORCE, area_level="country", unit="headcount").select(
        pl.col("period").str.head(4), pl.col("figure_id").str.split(".").list.last(), "value"
    )

    found = {(year, kind.replace("_", " ")): value for year, kind, value in country.iter_rows()}
    assert found == dict(recount)
    assert recount["2022", "police officer"] == 142_505


def test_the_printed_mean_is_the_case_weighted_mean_and_not_the_plain_one(settings, layouts):
    rows = records(settings, layouts, TIMELINESS)
    forces = [list(row.values()) for row in rows if row["Police force"] != "Total"]
    (printed,) = [list(row.values()) for row in rows if row["Police force"] == "Total"]

    assert len(forces) == 44
    for cases, days in ((1, 2), (3, 4), (3, 5)):
        weights = [number(row[cases]) for row in forces]
        times = [number(row[days]) for row in forces]
        assert sum(weights) == number(printed[cases])
        weighted = sum(w * t for w, t in zip(weights, times, strict=True)) / sum(weights)
        assert round(weighted) == number(printed[days])
    assert round(sum(number(row[2]) for row in forces) / 44) == 32


def test_the_printed_row_for_all_forces_is_published_as_printed(figures):
    whole = figures.filter(source=TIMELINESS, area_level="country")

    assert dict(whole.select("category", "value").filter(pl.col("value") > 1000).iter_rows()) == {
        "Outside Schedule 3": 60_031,
        "Under Schedule 3": 31_687,
    }
    assert sorted(whole.filter(unit="days")["value"]) == [22, 138, 146]
    assert whole["name_as_printed"].unique().to_list() == ["Total"]


def test_discrimination_by_characteristic_is_as_printed(figures):
    finalised = figures.filter(
        source=DISCRIMINATION, measure="Discrimination allegations finalised under Schedule 3"
    )

    assert dict(finalised.select("category", "value").iter_rows()) == {
        "Age": 62,
        "Disability": 717,
        "Gender reassignment": 47,
        "Marriage and civil partnership": 1,
        "Pregnancy and maternity": 1,
        "Race": 2_026,
        "Religion or belief": 119,
        "Sex": 591,
        "Sexual orientation": 124,
        "Other": 292,
        "total": 3_980,
    }


@pytest.mark.parametrize(
    ("source", "column", "line", "printed", "fails"),
    [
        (WORKFORCE, "total_headcount", 24_000, "9999", "T01.workforce.officers_2022"),
        (TIMELINESS, 1, 2, "1,544", "T02.timeliness.cases_outside"),
        (TIMELINESS, 5, 27, "400", "T02.timeliness.days_under_without_suspension"),
        (DISCRIMINATION, 2, 27, "1,467", "T03.discrimination.rows"),
        (DISCRIMINATION, 3, 27, "71", "T03.discrimination.share_not_investigated"),
        (HEADLINES, "value", 3, "1313", "T04.headlines.individuals_2024"),
    ],
)
def test_one_misread_cell_fails_the_total_it_belongs_to(
    raw, layouts, shape, source, column, line, printed, fails
):
    name = layouts[source]["columns"][column] if isinstance(column, int) else column
    if source == WORKFORCE:
        officers = raw[source].filter(date="2022-03-01", worker_type="police officer")
        line = officers["source_line"][0]
    misread = raw[source].with_columns(
        pl.when(pl.col("source_line") == line).then(pl.lit(printed)).otherwise(name).alias(name)
    )

    totals = check_totals(shape(source, misread), {source: layouts[source]})

    assert fails in totals.filter(~pl.col("ok"))["check_name"].to_list()


def test_a_total_with_an_absent_part_fails_rather_than_adding_the_rest(figures, layouts):
    without_staff = figures.filter(~pl.col("figure_id").str.contains("referred_police_staff"))

    totals = check_totals(without_staff, {HEADLINES: layouts[HEADLINES]})

    broken = totals.filter(~pl.col("ok"))
    assert broken["check_name"].to_list() == [
        "T04.headlines.individuals_2023",
        "T04.headlines.individuals_2024",
    ]
    assert broken["found"].null_count() == 2


def test_without_figures_no_total_holds(figures, layouts):
    totals = check_totals(figures.clear(), layouts)

    assert totals.height == len(EXPECTED)
    assert not totals["ok"].any()


def test_a_check_of_an_unknown_kind_is_refused(figures, layouts):
    written = layouts[DISCRIMINATION]
    checks = [{**written["checks"][0], "kind": "guess"}]

    with pytest.raises(OfficialFileError, match=r"T03\.discrimination\.finalised must be of kind"):
        check_totals(figures, {DISCRIMINATION: {**written, "checks": checks}})
