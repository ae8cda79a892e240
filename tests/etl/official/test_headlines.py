"""The single figures taken from the publishers' text."""

import re

import polars as pl
import pytest

from etl.transforms.official.values import year_or_day
from tests.etl.official.source_names import HEADLINES

IN_WORDS = {"2": "two"}


def test_every_headline_is_classified_and_keeps_its_unit_page_and_sentence(raw, figures):
    shown = figures.filter(source=HEADLINES)

    assert dict(shown.group_by("topic").len().sort("topic").iter_rows()) == {
        "discrimination": 5,
        "gross_misconduct": 57,
        "referrals": 13,
        "time_to_hearing": 6,
        "workforce": 5,
    }
    printed = raw[HEADLINES].select("unit", "url", "quote").sort(pl.all())
    assert shown.select("unit", "url", "quote").sort(pl.all()).equals(printed)


def test_every_class_and_page_of_the_layout_is_used(raw, layouts):
    layout = layouts[HEADLINES]

    assert {item["metric"] for item in layout["figures"]} == set(raw[HEADLINES]["metric"])
    assert {item["url"] for item in layout["publications"]} == set(raw[HEADLINES]["url"])


def test_every_value_stands_in_its_quoted_sentence(raw):
    # Table 1.1 has no sentence; its rows are tied to the printed row totals instead.
    quoted = raw[HEADLINES].filter(~pl.col("quote").str.starts_with("Table 1.1"))

    for value, quote in quoted.select("value", "quote").iter_rows():
        plain = quote.replace(",", "")
        assert re.search(rf"(?<!\d){value}(?!\d)", plain) or IN_WORDS.get(value, "?") in plain


@pytest.mark.parametrize(
    ("printed", "on_a_day", "period"),
    [
        ("YE 31 March 2024", False, "2023-24"),
        ("YE 31 March 2000", False, "1999-00"),
        ("2023/24", False, "2023-24"),
        ("31 March 2010", True, "2010-03-31"),
        ("YE 31 March 2025", True, "2025-03-31"),
        ("Quarter 3 2024/25", False, "Quarter 3 2024/25"),
    ],
)
def test_a_printed_period_becomes_a_year_or_a_day(printed, on_a_day, period):
    row = pl.DataFrame({"printed": [printed], "on_a_day": [on_a_day]})

    assert row.select(year_or_day(pl.col("printed"), pl.col("on_a_day"))).item() == period


def test_numbers_on_a_day_are_dated_and_all_others_are_of_a_financial_year(figures):
    shown = figures.filter(source=HEADLINES)
    dated = shown["period"].str.contains(r"^\d{4}-03-31$")

    assert shown.filter(dated)["unit"].unique().sort().to_list() == ["FTE", "headcount"]
    assert shown.filter(~dated)["period"].str.contains(r"^20\d\d-\d\d$").all()


def test_a_headline_of_one_force_stands_under_the_code_of_the_force(figures):
    shown = figures.filter(source=HEADLINES, area_level="force")

    assert dict(shown.select("area_code", "value").iter_rows()) == {
        "E23000001": 183,
        "E23000005": 43,
        "E23000029": 40,
        "E23000014": 37,
    }
    assert shown.filter(area_code="E23000014")["name_as_printed"].item() == "West Midlands"


def test_figures_of_the_news_say_that_they_are(figures):
    news = figures.filter(pl.col("url").str.contains("hellorayo|irishnews|wired-gov"))

    assert news.height == 28
    assert news["licence"].str.starts_with("Quoted as fact from a").all()
    assert news["publisher"].str.contains("as reported|as reprinted").all()
