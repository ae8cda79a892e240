"""The four topic pages: what each shows of the case records, and of the published record below."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.reading import said
from tests.dashboard.sample_public import REAL_FORCES

Open = Callable[..., AppTest]


def charts(page: AppTest) -> list[str]:
    """Names of the charts on a page, in order."""
    names = (
        "trend", "forces", "parts", "curve", "funnel", "difference", "stacked", "ladder",
        "incidence", "split", "control", "before", "disparity", "serving-and-former",
        "published-workforce", "published-days", "published-characteristics",
    )  # fmt: skip
    return [
        next(name for name in names if f"-{name}" in chart.proto.id)
        for chart in page.get("plotly_chart")
    ]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (
            "referrals",
            ["trend", "control", "funnel", "difference", "parts", "stacked", "published-workforce"],
        ),
        (
            "gross_misconduct",
            [
                "ladder",
                "trend",
                "funnel",
                "difference",
                "parts",
                "before",
                "serving-and-former",
                "disparity",
            ],
        ),
        (
            "discrimination",
            [
                "parts",
                "trend",
                "funnel",
                "trend",
                "funnel",
                "difference",
                "published-characteristics",
            ],
        ),
        (
            "time_to_hearing",
            [
                "incidence",
                "split",
                "curve",
                "trend",
                "forces",
                "difference",
                "parts",
                "parts",
                "parts",
                "published-days",
            ],
        ),
    ],
)
def test_a_topic_shows_its_trend_its_forces_a_breakdown_and_the_published_record(
    shown: Open, view: str, expected: list[str]
):
    assert charts(shown(view)) == expected


def test_referrals_open_with_the_figure_and_its_uncertainty(shown: Open):
    words = said(shown("referrals"))

    assert (
        "All forces (invented), 2023-26: Referrals to the IOPC: "
        "18.4 per 1,000 (265 of 14,400; 95% interval 17.1 to 19.7); no clear change from 2020-23."
    ) in words


def test_under_each_chart_stand_source_day_build_checks_and_hidden_cells(shown: Open):
    page = shown("gross_misconduct")

    assert "Source: Demonstration · extracted on 30 June 2026 · build 20260701-sample" in said(page)
    assert "3 of 4 checks passed; 1 flagged" in said(page)
    assert "1 cell hidden [c]" in said(page)


def test_the_rule_for_saying_higher_or_lower_is_told(shown: Open):
    assert "only where the 95% interval of the difference lies wholly on one side" in said(
        shown("referrals", "About")
    )


def test_gross_misconduct_falls_back_to_the_window_aloud(open_page: Open):
    page = open_page("gross_misconduct", period="2024-25, one year", area="Northmoor")

    told = [message.value for message in page.info]
    assert any(
        "2024-25 lies in 2023-26. Shown here: 2023-26, three years." in each for each in told
    )


def test_another_characteristic_can_be_followed(open_page: Open):
    page = open_page("discrimination")
    assert page.selectbox(key="category").value == "RACE"

    page.selectbox(key="category").select("AGE").run()

    titles = [title.value for title in page.subheader]
    assert any(title.startswith("Age named in discrimination allegations") for title in titles)


def test_time_to_hearing_gives_median_and_ninetieth_percentile_or_says_not_reached(open_page: Open):
    words = said(open_page("time_to_hearing", area="Northmoor"))

    assert "Days from notice to hearing: [z] not reached" in words
    assert "Days until nine in ten hearings began: [z] not reached" in words


def test_the_published_days_are_called_time_to_finalise(shown: Open):
    assert "Time to finalise, not time to hearing" in said(shown("time_to_hearing"))


def test_a_real_force_is_chosen_among_real_forces_only(open_page: Open):
    page = open_page("time_to_hearing")
    offered = page.selectbox(key="published_force").options
    assert offered == ["England and Wales", *REAL_FORCES]

    page.selectbox(key="published_force").select("Kent").run()

    assert not page.exception
    assert "Kent" not in page.selectbox(key="area").options


def test_the_workforce_of_a_real_force_is_shown_with_publisher_and_link(open_page: Open):
    page = open_page("referrals", published_force="Kent")

    assert "Police workforce in post, Kent" in [title.value for title in page.subheader]
    assert "Source: Home Office, Police misconduct, England and Wales" in said(page)
    link = '<a href="https://www.gov.uk/" target="_blank">Police misconduct, England and Wales</a>'
    assert any(link in each.value for each in page.html)
