"""Mode mix, ladder, meanings, endings and backlog: parts of one whole, from published rows."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.incidence import held, incidence_figure
from dashboard.components import ladder, over_time, topic
from dashboard.components.filters import Ask
from dashboard.components.incidence import incidence
from dashboard.queries import published
from tests.dashboard.reading import drawn, rows_of, said
from tests.dashboard.sample_public import write_sample

MakeAsk = Callable[..., Ask]
Open = Callable[..., AppTest]


def test_the_mode_mix_is_a_column_for_each_year_with_the_break(ask: MakeAsk):
    panel = over_time.by_category(ask(), "R3", "mode", "financial_year")
    rows = rows_of(panel.file)

    columns = [trace for trace in panel.figure.data if trace.type == "bar"]
    assert [trace.name for trace in columns] == ["Independent", "Managed", "Not yet decided"]
    heights = sorted(height for trace in columns for height in trace.y)
    assert heights == pytest.approx(sorted(float(row["value"]) for row in rows))
    assert [shape.name for shape in panel.figure.layout.shapes] == []
    assert panel.table["Period"].to_list() == [row["period"] for row in rows]


def test_referrals_can_be_followed_from_the_day_they_were_received(open_page: Open):
    page = open_page(
        "referrals", referrals_counted="Received in the period, with those not yet decided"
    )

    assert any("stacked-R3_cohort" in chart.proto.id for chart in page.get("plotly_chart"))


def test_the_ladder_shows_the_last_period_that_was_followed_for_24_months(ask: MakeAsk):
    panel = ladder.ladder(ask())
    rows = rows_of(panel.file)

    assert {row["period"] for row in rows} == {"2020-23"}
    assert "Shown instead: 2020-23" in panel.note
    assert drawn(panel.figure, "x") == pytest.approx([float(row["value"]) for row in rows])
    assert [row["measure"] for row in rows][-1] == "L_open"
    assert "24 months" in panel.subtitle


def test_beside_the_ladder_stands_what_officers_heard_together_would_change(ask: MakeAsk):
    panel = ladder.ladder(ask())
    rows = {row["measure"]: row for row in rows_of(panel.file)}

    assert (
        "widen the interval of “Step: case_to_answer” by a factor of 1.12 "
        "and “Step: heard” by a factor of 1.31."
    ) in panel.finding
    told = panel.table[ladder.TOGETHER].to_list()
    assert told[1].endswith("(1.31 times as wide)")
    assert told[1].split(" ")[0] == f"{float(rows['L_heard']['lower_by_case']):.1f}"
    assert told[2:] == ["", "", ""]


def test_a_force_is_told_of_the_check_of_all_forces_but_its_own_intervals_are_not_it(ask: MakeAsk):
    panel = ladder.ladder(ask("Northmoor"))

    assert "For all forces together" in panel.finding
    assert ladder.TOGETHER not in panel.table.columns


def test_where_no_check_is_shown_nothing_is_said_of_it(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    with duckdb.connect(str(write_sample(tmp_path, build_id="unchecked"))) as connection:
        connection.execute("delete from published.cluster_checks")
    monkeypatch.setenv("CONDUCT_DATA", str(tmp_path))

    assert "Officers heard together" not in said(open_page("gross_misconduct"))


def test_each_meaning_of_a_gross_misconduct_rate_stands_beside_what_it_counts(ask: MakeAsk):
    panel = ladder.meanings(ask())

    assert panel.figure is None
    assert panel.table.columns == ["Out of", "Counted", "Figure"]
    assert panel.table["Counted"].to_list() == [
        "gm assessed",
        "answers gm",
        "officers to hearing",
        "findings gm proven",
        "findings gm proven",
    ]


def test_serving_and_former_officers_are_shown_for_all_forces_only(ask: MakeAsk):
    panel = ladder.serving_and_former(ask("Northmoor"))

    assert {row["area_name"] for row in rows_of(panel.file)} == {"All forces (invented)"}
    assert "all forces together only" in panel.note


def test_endings_are_stacked_in_published_steps_with_their_shares_in_the_table(ask: MakeAsk):
    panel = incidence(ask())
    rows = rows_of(panel.file)

    assert [trace.name for trace in panel.figure.data] == ["Hearing", "Meeting"]
    steps = {round(float(row["estimate"]), 9) for row in rows} | {0.0}
    for trace in panel.figure.data:
        assert {round(height, 9) for height in trace.y} <= steps
    assert panel.title == "Heard within 24 months of awareness: 32.2%"
    assert panel.table["Ending"].to_list() == ["Hearing", "Meeting"]
    # The share heard by one year is the published one; step 4, on day 365, is the last by then for
    # the other endings: 8% ended in a meeting.
    heard = published.one_value(ask().build, "T1_12m", ask().area.code, ask().period.name)["value"]
    assert [cell.split(" ")[0] for cell in panel.table["1 year"]] == [f"{heard[0]:.1f}%", "8.0%"]


def test_the_number_waiting_is_not_told_before_the_first_step_as_officers_still_enter():
    steps = {"day": [0, 300, 400], "at_risk": [0, 40, 30], "estimate": [0.0, 0.1, 0.2]}
    points = pl.DataFrame(steps).with_columns(
        ending=pl.lit("hearing"), ending_label=pl.lit("Hearing")
    )
    ticks = incidence_figure(points, synthetic=True).layout.xaxis.ticktext

    assert list(ticks)[1:] == ["6 months<br><br>", "1 year<br><br>40"]


def test_between_two_steps_a_share_stays_as_it_is():
    part = pl.DataFrame({"day": [10, 40], "estimate": [0.1, 0.3]})

    assert held(part.to_dicts(), [0, 10, 30, 40, 90]) == [0.0, 0.1, 0.1, 0.3, 0.3]


def test_open_matters_are_officers_and_carry_no_days_and_no_interval(ask: MakeAsk):
    table = topic.parts(ask(), "B1", "age").table

    assert all(figure.endswith(" officers") for figure in table["Figure"])
    assert not any(table["95% interval"])


def test_quarters_are_a_further_view_where_they_are_published(open_page: Open):
    page = open_page("referrals", grain="Quarters")

    assert "2024-25-Q1 to 2025-26-Q4" in said(page)
    force = open_page("referrals", area="Northmoor")
    assert not [box for box in force.selectbox if box.key == "grain"]


@pytest.mark.parametrize("view", ["time_to_hearing", "gross_misconduct"])
def test_without_open_cases_waits_and_the_ladder_are_refused_with_the_reason(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, view: str
):
    with duckdb.connect(str(write_sample(tmp_path, build_id=f"closed-{view}"))) as connection:
        connection.execute(
            "update published.build_inputs set includes_open_cases = false where kind = 'delivery'"
        )
    monkeypatch.setenv("CONDUCT_DATA", str(tmp_path))

    page = open_page(view)

    assert not page.exception
    (told,) = [message.value for message in page.warning]
    assert "What Demonstration delivered holds finished cases only" in told
    assert "the ladder of steps cannot be worked out from these records" in told
    # The supplier is named, no number is told.
    assert not any(mark.isdigit() for mark in told)
    charts = [chart.proto.id for chart in page.get("plotly_chart")]
    assert not any("incidence" in name or "ladder" in name for name in charts)


def test_where_one_of_two_suppliers_holds_finished_cases_only_the_others_stay(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    with duckdb.connect(str(write_sample(tmp_path, build_id="half-closed"))) as connection:
        connection.execute(
            "insert into published.build_inputs select * replace ('Coldmere' as supplier, "
            "'coldmere' as path, false as includes_open_cases) from published.build_inputs "
            "where kind = 'delivery'"
        )
    monkeypatch.setenv("CONDUCT_DATA", str(tmp_path))

    page = open_page("time_to_hearing")

    (told,) = [message.value for message in page.warning]
    assert "What Coldmere delivered holds finished cases only" in told
    assert "cannot be worked out for all forces" in told
    assert any("incidence" in chart.proto.id for chart in page.get("plotly_chart"))


def test_with_open_cases_nothing_is_refused_even_where_no_figure_can_be_shown(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    with duckdb.connect(str(write_sample(tmp_path, build_id="no-returns"))) as connection:
        connection.execute(
            "update published.measure_values set symbol = 'x', value = null, lower = null, "
            "upper = null, numerator = null, denominator = null "
            "where measure[:2] in ('T1', 'T2', 'B1')"
        )
    monkeypatch.setenv("CONDUCT_DATA", str(tmp_path))

    page = open_page("time_to_hearing")

    assert not page.exception
    assert not page.warning


def test_the_median_of_hearings_already_held_stands_beside_the_one_of_all_given_notice(
    open_page: Open,
):
    told = said(open_page("time_to_hearing", area="Coldmere"))

    # 2023-26; the sample's all forces have 150 and 210 days.
    assert "the median of the" in told
    assert "hearings already held is" in told
    assert "those still waiting kept in" in told
    hidden = said(open_page("time_to_hearing", area="Ambershire"))
    assert "Notices of 2023-26: [c] hidden to protect people" in hidden.replace("\\", "")


def test_the_misleading_median_is_no_choice_anywhere(open_page: Open):
    for view in ("time_to_hearing", "download", "overview"):
        page = open_page(view)
        for box in page.selectbox:
            assert not any("misleading" in str(option) for option in box.options), (view, box.key)
