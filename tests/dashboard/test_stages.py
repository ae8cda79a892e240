"""Stages side by side: what stands in a column, what is said of it, and what is not added up."""

import polars as pl
import pytest

from dashboard.charts.stages import stages_figure
from dashboard.components.stages import STAGES
from dashboard.text.figures import figure_words
from dashboard.text.stages import stages_alt, stages_title
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
    assert list(texts) == ["2017-20<br>rules<br>changed", "2020-23"]


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
