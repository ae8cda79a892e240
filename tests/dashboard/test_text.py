"""Rows in words: numbers, symbols, findings with their guard, periods."""

from datetime import date

import pytest

from dashboard.text.figures import figure_words, value_words
from dashboard.text.findings import (
    change_title,
    change_words,
    difference_title,
    direction,
    highest_title,
)
from dashboard.text.markdown import html, plain
from dashboard.text.official import official_words, period_words
from dashboard.text.periods import Period, fit
from dashboard.text.tables import period_table, shared_notes


def row(value=12.3, lower=9.0, upper=16.7, **changes) -> dict:
    return {
        "measure": "R1",
        "area_name": "Northmoor",
        "period": "2023-26",
        "category_label": "Race",
        "per": 1000.0,
        "value": value,
        "lower": lower,
        "upper": upper,
        "numerator": 38.0,
        "denominator": 3090.0,
        "symbol": None,
        "provisional": False,
        "break_within": False,
        "break_before": False,
    } | changes


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (row(), "12.3 per 1,000 (38 of 3,090; 95% interval 9.0 to 16.7)"),
        (row(value=0.0, lower=0.0, upper=1.2, numerator=0.0),
         "0 per 1,000 (0 of 3,090; 95% interval 0 to 1.2)"),
        (row(value=52.94, per=100.0, lower=31.0, upper=73.8, numerator=9.0, denominator=17.0,
             symbol="u"), "52.9% (9 of 17; 95% interval 31.0 to 73.8; [u] from under 10)"),
        (row(value=214.0, per=None, lower=190.0, upper=None, measure="T2", numerator=88.0,
             denominator=120.0),
         "214 days (88 hearings begun of 120 notices; 95% interval 190 to not reached)"),
        (row(None, None, None, symbol="c", numerator=None), "[c] hidden to protect people"),
        (row(None, None, None, symbol="x", numerator=None, denominator=None), "[x] no return"),
        (row(None, None, None, symbol="z", numerator=None, denominator=None),
         "[z] not applicable"),
        (row(None, None, None, symbol="z", measure="T2", per=None, numerator=3.0,
             denominator=9.0), "[z] not reached (3 hearings begun of 9 notices)"),
        (row(None, None, None, symbol="z", measure="T2_24m", per=100.0, numerator=3.0,
             denominator=9.0), "[z] not followed that long (3 of 9)"),
    ],
)  # fmt: skip
def test_a_figure_is_said_with_base_interval_and_symbol(given: dict, words: str):
    assert figure_words(given) == words


def test_small_rates_keep_two_decimals():
    assert value_words(row(value=0.042)) == "0.04 per 1,000"
    assert value_words(row(value=0.0013)) == "under 0.01 per 1,000"


@pytest.mark.parametrize(
    ("interval", "other", "way"),
    [
        ((9.0, 16.7), (17.0, 20.0), "lower"),
        ((9.0, 16.7), (16.7, 20.0), None),
        ((9.0, 16.7), (3.0, 8.9), "higher"),
        ((9.0, 16.7), (3.0, 9.5), None),
        ((9.0, None), (17.0, 20.0), None),
        ((18.0, None), (9.0, 16.7), "higher"),
    ],
)
def test_a_direction_needs_intervals_that_do_not_overlap(interval, other, way):
    one = row(lower=interval[0], upper=interval[1])
    two = row(lower=other[0], upper=other[1])

    assert direction(one, two) == way


def test_a_hidden_figure_is_never_compared():
    hidden = row(None, None, None, symbol="c", period="2020-23")

    assert direction(row(), hidden) is None
    assert change_words(row(), hidden) == (
        "not compared, since 2020-23 is [c] hidden to protect people"
    )


def test_a_published_difference_decides_before_intervals_that_overlap():
    before = row(lower=8.0, upper=15.0, period="2020-23")

    assert change_words(row(), before, "higher") == "higher than in 2020-23"
    assert change_words(row(lower=16.0), before, "no clear change").startswith("no clear change")


def test_a_change_across_a_break_says_that_the_rules_changed():
    before = row(lower=1.0, upper=2.0, period="2017-20")

    assert change_words(row(period="2020-23", break_before=True), before) == (
        "higher than in 2017-20; the rules changed in between"
    )


def test_a_title_with_overlapping_intervals_claims_nothing():
    title = change_title("Referrals", [row(lower=8.0, upper=15.0, period="2020-23"), row()])

    assert title == "Referrals, 2023-26: no clear change from 2020-23"


def test_a_single_period_has_nothing_to_compare_with():
    assert "no earlier period" in change_title("Referrals", [row()])


def test_a_comparison_counts_forces_without_ranking_them():
    whole = row(lower=10.0, upper=11.0, area_name="All forces")
    forces = [row(lower=12.0, upper=15.0), row(lower=9.0, upper=12.0)]

    assert difference_title("Referrals", forces, whole, None) == (
        "Referrals: 1 of 2 forces differ clearly from All forces"
    )
    assert difference_title("Referrals", forces, whole, forces[1]) == (
        "Referrals, Northmoor: no clear difference from All forces"
    )


def test_a_breakdown_names_the_highest_only_where_it_stands_clear():
    race = row(value=50.0, lower=48.0, upper=52.0)
    near = row(value=47.0, lower=45.0, upper=49.0, category_label="Sex")
    far = row(value=16.0, lower=15.0, upper=18.0, category_label="Sex")

    assert highest_title("D", [near, race]) == "D: no category is clearly highest"
    assert highest_title("D", [far, race]) == "D: highest for “Race”"


def test_a_note_that_holds_for_all_is_said_once():
    rows = [row(provisional=True, symbol="u"), row(provisional=True)]

    assert shared_notes(rows) == ["provisional"]
    assert period_table(rows)["Note"].to_list() == ["[u] from under 10", ""]


def year(first: int) -> Period:
    name = f"{first}-{(first + 1) % 100:02d}"
    return Period(name, "financial_year", date(first, 4, 1), date(first + 1, 3, 31))


def window(first: int) -> Period:
    name = f"{first}-{(first + 3) % 100:02d}"
    return Period(name, "three_years", date(first, 4, 1), date(first + 3, 3, 31))


@pytest.mark.parametrize(
    ("wanted", "offered", "chosen"),
    [
        (year(2024), [year(2024), window(2023)], year(2024)),
        (year(2024), [window(2020), window(2023)], window(2023)),
        (window(2020), [year(2019), year(2020), year(2021), year(2022)], year(2022)),
        (year(2014), [window(2020), window(2023)], window(2023)),
    ],
)
def test_a_period_leads_to_the_nearest_in_meaning(wanted, offered, chosen):
    found, told = fit(wanted, offered)

    assert found == chosen
    assert bool(told) is (wanted != chosen)


def test_no_period_fits_where_none_is_published():
    assert fit(year(2024), []) == (None, "")


def test_a_window_names_its_years():
    assert window(2023).years == ["2023-24", "2024-25", "2025-26"]
    assert year(1999).years == ["1999-00"]


def test_text_from_a_file_is_no_markdown():
    assert plain("a*b [x](y) $1 <b>") == r"a\*b \[x\](y) \$1 \<b\>"
    assert plain("2023-24") == "2023\u201124"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("**a** b\n\n- c", "<p><strong>a</strong> b</p>\n<ul>\n<li>c</li>\n</ul>\n"),
        (
            "[a](https://a.org/?b=1&c=2)",
            '<p><a href="https://a.org/?b=1&amp;c=2" target="_blank">a</a></p>\n',
        ),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("<script>a</script> & b", "<p>&lt;script&gt;a&lt;/script&gt; &amp; b</p>\n"),
        ("a\n\n<style>\n*{}\n</style>", "<p>a</p>\n<p>&lt;style&gt;\n*{}\n&lt;/style&gt;</p>\n"),
        (
            plain("# **a** ![b](c) `d` <i onclick='e'>"),
            "<p># **a** ![b](c) `d` &lt;i onclick='e'&gt;</p>\n",
        ),
    ],
)
def test_markdown_becomes_html_and_what_looks_like_html_stays_text(text: str, made: str):
    assert html(text) == made


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(1312.0, "officers", "1,312 officers"), (31.0, "percent", "31%"), (22.5, "days", "22.5 days")],
)
def test_official_figures_are_said_as_printed(value, unit, words):
    assert official_words({"value": value, "unit": unit, "symbol": None}) == words


def test_a_date_is_written_out_and_a_year_kept():
    assert period_words("2022-03-31") == "31 March 2022"
    assert period_words("2024-25") == "2024-25"
