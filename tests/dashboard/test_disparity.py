"""The disparity ladder says no more than its rows carry, and every number in it is in a row."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.components import disparity
from dashboard.components.filters import Ask
from dashboard.text.disparity import (
    IN_POST,
    NOT_DELIVERED,
    STEPS,
    disparity_alt,
    disparity_table,
    disparity_title,
    finding_words,
)
from dashboard.text.prose import prose
from etl.measures.disparity import Group, bounds, relative_likelihood, sentence_allowed
from tests.dashboard.reading import numbers, rows_of, said

CLAIM = "times as likely"


@st.composite
def rows(draw) -> dict:
    """A published row, made as the build makes it, from any counts."""
    step = draw(st.sampled_from(sorted(STEPS)))
    of = step == IN_POST
    people, others = draw(st.integers(1, 2000)), draw(st.integers(1, 2000))
    group = Group(draw(st.integers(0, people)), people, of)
    reference = Group(draw(st.integers(1, others)), others, of)
    missing = draw(st.integers(0, 500))
    unknown = Group(draw(st.integers(0, missing)), missing, of)
    share = 100 * missing / (people + others + missing)
    found = relative_likelihood(group, reference)
    outer = bounds(group, reference, unknown)
    few = min(group.events, reference.events) < 10
    return {
        "step": step,
        "category": "BLACK",
        "category_label": "Black",
        "reference_label": "White",
        "numerator": group.events,
        "denominator": group.people,
        "reference_numerator": reference.events,
        "reference_denominator": reference.people,
        "ratio": found.ratio,
        "lower": found.lower,
        "upper": found.upper,
        "symbol": "u" if few else None,
        "unknown_share": share,
        "bound_group": outer[0],
        "bound_reference": outer[1],
        "sentence_allowed": sentence_allowed(found, group, reference, share, outer),
    }


@settings(max_examples=400, deadline=None)
@given(rows())
def test_times_as_likely_is_never_said_across_one_or_from_under_ten(row):
    words = finding_words(row)
    if CLAIM in words:
        assert row["lower"] > 1 or row["upper"] < 1
        assert min(row["numerator"], row["reference_numerator"]) >= 10
        if row["unknown_share"] > 10:
            assert (row["bound_group"] > 1) == (row["bound_reference"] > 1) == (row["lower"] > 1)
    else:
        assert "no clear difference" in words or "too few to say" in words
    assert "inf" not in words
    assert "nan" not in words


@settings(max_examples=200, deadline=None)
@given(st.lists(rows(), min_size=1, max_size=5))
def test_every_number_in_words_is_one_of_the_rows(listed):
    held = {f"{number:,.2f}" for row in listed for number in _figures(row)}
    held |= {f"{row['unknown_share']:.1f}" for row in listed} | {"95", "10"}
    for row in listed:
        assert numbers(finding_words(row)) <= held
    assert numbers(disparity_alt(listed, "All forces")) <= held
    clear = sum(row["sentence_allowed"] for row in listed)
    assert numbers(disparity_title(listed)) <= {str(clear), str(len(listed))}


def _figures(row: dict) -> list[float]:
    names = ("ratio", "lower", "upper", "bound_group", "bound_reference")
    return [row[name] for name in names if row[name] is not None]


@pytest.fixture
def panel(ask: Callable[..., Ask]):
    return disparity.steps(ask(), "ethnicity")


def test_chart_table_and_file_hold_the_same_rows(panel):
    rows = rows_of(panel.file)
    shown = [row for row in rows if row["ratio"]]
    dots = next(trace for trace in panel.figure.data if trace.name == "ratio")
    assert list(dots.x) == pytest.approx([float(row["ratio"]) for row in shown])
    assert panel.table.height == len(rows) == 6
    assert panel.hidden == 1
    assert all("synthetic" in row["dataset_note"] for row in rows)


def test_only_the_clear_step_is_called_so_many_times_as_likely(panel):
    told = dict(zip(panel.table["Step"] + panel.table["Group"], panel.table["What it shows"]))  # noqa: B905
    claims = [place for place, words in told.items() if CLAIM in words]
    assert claims == [
        "Assessed for misconduct of any kindBlack",
        "Assessed for gross misconductBlack",
    ]
    assert "no clear difference" in told["Assessed for gross misconductAsian"]
    assert "too few to say" in told["Found to have a case to answer for itBlack"]
    assert panel.title.startswith("2 of 5 comparisons show a clear difference")


def test_a_hidden_count_leaves_no_share_and_no_ratio(panel):
    row = panel.table.filter(Step="Found to have a case to answer for it", Group="Asian")
    assert row["How many"].item() == "[c] hidden to protect people"
    assert row["Share"].item() == ""


def test_officers_assessed_are_out_of_years_in_post(panel):
    row = panel.table.filter(Step="Assessed for misconduct of any kind", Group="Black").row(
        0, named=True
    )
    assert row["How many"] == "150 in 3,000 years"
    assert row["Share"] == "5.0 for each 100 years in post"


def test_without_headcounts_by_group_the_first_step_says_that_none_were_delivered():
    names = ("numerator", "denominator", "share", "ratio", "lower", "upper")
    row = dict.fromkeys(names) | {
        "step": IN_POST,
        "breakdown": "ethnicity",
        "category": "BLACK",
        "reference": "WHITE",
        "category_label": "Black",
        "reference_label": "White",
        "symbol": "x",
        "sentence_allowed": False,
    }
    table = disparity_table([row])
    assert table["Times the share"].item() == table["How many"].item() == NOT_DELIVERED
    assert disparity._base([row]) == "without_post"
    assert "cannot say who is more often reported" in prose("disparity")["base"]["without_post"]


def test_the_page_starts_from_officers_in_post(shown: Callable[..., AppTest]):
    page = shown("gross_misconduct")
    assert "starts from all officers and special constables in post" in said(page)
    assert any("disparity-ethnicity" in chart.proto.id for chart in page.get("plotly_chart"))
    assert not any("inf" in chart.proto.alt for chart in page.get("plotly_chart"))


def test_a_force_is_shown_the_officers_of_all_forces(ask: Callable[..., Ask]):
    assert disparity.steps(ask("Northmoor"), "ethnicity") is None
