"""Stages side by side: what stands in a column, what is said of it, and what is not added up."""

from datetime import date

import polars as pl
import pytest

from dashboard.charts.curve import curve_figure
from dashboard.charts.grid import grid_figure
from dashboard.charts.stages import stages_figure
from dashboard.components.stages import STAGES
from dashboard.components.waiting import CURVES
from dashboard.text.figures import figure_words
from dashboard.text.findings import reached_title
from dashboard.text.periods import Period
from dashboard.text.prose import prose
from dashboard.text.stages import stages_alt, stages_title
from dashboard.text.waiting import curve_alt, curve_table, point_words
from tests.frames import rows

MEDIANS = """
    period  | measure | value | symbol | numerator | denominator | break_within
    2017-20 | T3      | 117   |        | 90        | 100         | true
    2017-20 | T4      | 19    |        | 80        | 90          | true
    2017-20 | T5      |       | c      |           |             | true
    2017-20 | T2      | 147   |        | 40        | 50          | true
    2020-23 | T3      | 122   |        | 90        | 100         | false
    2020-23 | T4      | 4     | u      | 7         | 8           | false
    2020-23 | T5      | 31    |        | 30        | 40          | false
    2020-23 | T2      | 125   |        | 40        | 50          | false
"""


_WINDOW = ("2020-23", "three_years", date(2020, 4, 1), date(2023, 3, 31))


@pytest.fixture
def medians() -> pl.DataFrame:
    listed = []
    for row in rows(MEDIANS):
        numbers = {
            name: float(row[name]) if row[name] else None
            for name in ("value", "numerator", "denominator")
        }
        row |= numbers | {
            "symbol": row["symbol"] or None,
            "break_within": row["break_within"] == "true",
        }
        row |= {"category_label": STAGES[row["measure"]], "category": "total"}
        row |= {"per": None, "lower": None, "upper": None, "provisional": False}
        listed.append(row | {"words": figure_words(row)})
    return pl.DataFrame(listed, infer_schema_length=None)


def test_a_column_that_lacks_a_stage_is_not_drawn_but_marked(medians):
    figure = stages_figure(medians, synthetic=True)
    assert {period for bar in figure.data for period in bar.x} == {"2020-23"}
    assert [each.text for each in figure.layout.annotations if each.x == "2017-20"] == ["[c]"]


def test_parts_stand_in_the_order_of_the_stages_without_a_scale_for_their_sum(medians):
    figure = stages_figure(medians, synthetic=True)
    assert [(bar.name, bar.y[0]) for bar in figure.data] == [
        ("Investigation", 122),
        ("Decision", 4),
        ("Notice", 31),
        ("Listing of the hearing", 125),
    ]
    assert figure.layout.yaxis.showticklabels is False


def test_a_change_of_rules_within_a_cohort_stands_under_its_column(medians):
    texts = stages_figure(medians, synthetic=True).layout.xaxis.ticktext
    assert list(texts) == ["2017-<br>20<br>new<br>rules", "2020-<br>23"]


def test_title_and_alternative_text_give_each_median_and_no_sum(medians):
    each = medians.to_dicts()
    assert stages_title(each) == (
        "Median days by stage, 2020-23: investigation 122, decision 4, notice 31, "
        "listing of the hearing 125"
    )
    told = stages_alt(each, "Northmoor")
    assert "2017-20: investigation 117, decision 19, notice [c] hidden to protect people" in told
    assert "282" not in told + stages_title(each)


def test_without_any_median_the_title_says_so(medians):
    blank = medians.with_columns(value=pl.lit(None, pl.Float64), symbol=pl.lit("c")).to_dicts()
    assert stages_title(blank).endswith("no median can be shown")
    figure = stages_figure(pl.DataFrame(blank, schema=medians.schema), synthetic=True)
    assert not any(bar.x for bar in figure.data)


WORDS = prose("panels")["curves"]
POINTS = [
    {"day": 0, "at_risk": 40, "estimate": 0.0, "lower": 0.0, "upper": 0.0, "symbol": None},
    {"day": 200, "at_risk": 18, "estimate": 0.55, "lower": 0.4, "upper": 0.7, "symbol": None},
    {"day": 400, "at_risk": 3, "estimate": 0.9, "lower": 0.8, "upper": 0.97, "symbol": None},
]


@pytest.mark.parametrize("name", ["T2", *CURVES])
def test_the_curve_of_each_stage_speaks_of_that_stage_and_of_its_numbers(name, medians):
    words = WORDS[name]
    row = next(row for row in medians.to_dicts() if row["measure"] == name and row["value"])
    title = reached_title(row, words)
    assert f"{row['value']:.0f} days" in title
    assert reached_title(row | {"value": None, "symbol": "c"}, words).endswith("protect people")
    table = curve_table(POINTS, words)
    assert table.columns[:2] == [words["days"], words["share"]]
    assert table["Still waiting"].to_list() == ["40", "18", "3"]
    told = curve_alt(POINTS, "Northmoor", Period(*_WINDOW), words)
    assert words["alt"] in told
    assert "90.0% by day 400" in told
    assert "Northmoor" in words["subtitle"].format(area="Northmoor", dates="2020 to 2023")


@pytest.mark.parametrize("name", ["T2", *CURVES])
def test_the_number_still_in_the_stage_stands_under_the_axis(name):
    points = pl.DataFrame([point | {"words": point_words(point)} for point in POINTS])
    figure = curve_figure(points, True, WORDS[name]["start"])
    texts = list(figure.layout.xaxis.ticktext)
    assert texts[0] == f"{WORDS[name]['start']}<br>still<br>waiting:"
    assert texts[1:] == ["6 months<br><br>40", "1 year<br><br>18"]


def test_the_grid_prints_every_count_and_its_symbol_where_there_is_none():
    cells = [("Old", "Listing", 7), ("Old", "Notice", 0), ("New", "Listing", None)]
    listed = [
        {
            "line": line,
            "column": column,
            "value": value,
            "number": "[c]" if value is None else str(value),
            "words": f"{line}, {column}",
        }
        for line, column, value in [*cells, ("New", "Notice", 3)]
    ]
    figure = grid_figure(listed, synthetic=True)
    assert [each.text for each in figure.layout.annotations] == ["7", "0", "[c]", "3"]
    assert [list(line) for line in figure.data[0].z] == [[7, 0], [None, 3]]
    assert list(figure.layout.yaxis.categoryarray) == ["New", "Old"]


def test_a_grid_of_nothing_has_a_scale_all_the_same():
    row = {"line": "Old", "column": "Notice", "value": 0, "number": "0", "words": "none"}
    assert grid_figure([row], synthetic=True).data[0].zmax == 1
