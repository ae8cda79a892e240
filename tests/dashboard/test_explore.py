"""Explore: what a reader lays side by side is what is published, drawn, listed and downloaded."""

import re
from collections.abc import Callable, Iterator

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.crosstab import WIDE, Look, _cells, crosstab_panel
from dashboard.components.explore import WORDS, explored
from dashboard.components.filters import Ask
from dashboard.queries import explore
from dashboard.queries.connection import Build, read
from tests.dashboard.reading import drawn, numbers, rows_of, said

Open = Callable[..., AppTest]
MakeAsk = Callable[..., Ask]


def look(measure: str, axes: str, breakdown: str = "total", category: str = "total", **how) -> Look:
    names = tuple(axes.split())
    level = next((explore.LEVELS[axis] for axis in names if axis in explore.LEVELS), "country")
    made = {"pooled": "three_years", "drawn": "together", "blue": ""} | how
    return Look(measure, names, level, breakdown, category, **made)


LOOKS = {
    "forces over years": look("R1", "forces time", pooled="financial_year"),
    "forces over windows in small pictures": look("G4", "time forces", drawn="multiples"),
    "regions over windows": look("G4", "time regions"),
    "regions side by side": look("R1", "regions"),
    "routes over years": look("R1", "time referral_route", "referral_route", "", blue="Voluntary"),
    "routes in small pictures": look(
        "R1", "time referral_route", "referral_route", "", drawn="multiples"
    ),
    "routes by force": look("R1", "forces referral_route", "referral_route", ""),
    "one characteristic by force over time": look("D2", "forces time", "characteristic", "RACE"),
}


def values(figure: go.Figure) -> Iterator[float]:
    """Every figure that is drawn, whichever way it points."""
    for trace in figure.data:
        if trace.name in ("value", "u", "line"):
            points = trace.x if trace.type == "bar" or trace.orientation == "h" else trace.y
            yield from (value for value in points if value is not None)


@pytest.mark.parametrize("name", LOOKS)
def test_chart_table_and_file_hold_the_same_published_rows(ask: MakeAsk, name: str):
    made = crosstab_panel(
        ask("Northmoor" if "forces" in name else "All forces (invented)"), LOOKS[name]
    )

    rows = rows_of(made.file)
    assert made.rows == len(rows) > 0
    assert all(row["numerator"] == "" for row in rows if row["symbol"] == "c")
    shown = {round(float(row["value"]), 6) for row in rows if row["value"]}
    axis = "x" if "side by side" in name else None
    found = drawn(made.figure, axis) if axis else list(values(made.figure))
    assert {round(value, 6) for value in found if value is not None} == shown
    cells = made.table.height * (made.table.width - 1)
    assert cells == len(rows) or "side by side" in name
    assert are_published(ask().build, rows)


@pytest.mark.parametrize("name", LOOKS)
def test_a_table_of_few_columns_is_a_real_one_and_a_wide_one_scrolls(ask: MakeAsk, name: str):
    made = crosstab_panel(ask(), LOOKS[name])
    shown = [column for column in made.table.columns if any(made.table[column])]
    assert made.is_wide == (len(shown) > WIDE)


def test_forces_are_read_once_whichever_of_them_is_chosen(ask: MakeAsk):
    _cells.cache_clear()
    made = [
        crosstab_panel(ask(area), LOOKS["forces over years"])
        for area in ("Northmoor", "Ambershire")
    ]
    assert (_cells.cache_info().misses, _cells.cache_info().hits) == (1, 1)
    assert made[0].title != made[1].title


def are_published(build: Build, rows: list[dict]) -> bool:
    """Whether each row of a file stands in the published table, with its figure and symbol."""
    keys = ("measure", "area_code", "period", "breakdown", "category")
    listed = read(build, "select * from published.measure_values").to_dicts()
    at = {tuple(row[key] for key in keys): row for row in listed}
    found = [(row, at[tuple(row[key] for key in keys)]) for row in rows]
    return all(
        row["symbol"] == (own["symbol"] or "")
        and row["value"] == ("" if own["value"] is None else str(own["value"]))
        for row, own in found
    )


def test_what_is_hidden_or_missing_is_a_symbol_in_the_table_and_no_figure_in_the_picture(
    ask: MakeAsk,
):
    made = crosstab_panel(ask(), look("G4", "forces time", drawn="multiples"))
    at = {row[made.table.columns[0]]: row for row in made.table.to_dicts()}

    assert at["Ambershire"]["2023-26"] == "[c] hidden to protect people"
    assert at["Elderholm"]["2023-26"] == "[x] no return"
    assert "[u] from under 10" in at["Dunmarsh"]["2023-26"]
    absent = [
        words for trace in made.figure.data if trace.name == "absent" for words in trace.customdata
    ]
    assert "Ambershire, 2023-26: [c] hidden to protect people" in absent
    assert made.hidden == 2
    grey = [shape for shape in made.figure.layout.shapes if shape.name == "provisional"]
    assert len(grey) == sum(row["provisional"] == "true" for row in rows_of(made.file)) > 0


def test_a_title_speaks_of_change_only_of_the_area_chosen_and_never_of_the_highest(ask: MakeAsk):
    made = crosstab_panel(ask("Northmoor"), LOOKS["forces over years"])
    assert made.title.startswith("Referrals to the IOPC, Northmoor, 2025-26:")

    made = crosstab_panel(ask(), LOOKS["routes by force"])
    assert made.title == (
        "Referrals to the IOPC, by force and by route of referral, April 2023 to March 2026"
    )


def test_every_number_in_the_words_for_a_picture_stands_in_its_table(ask: MakeAsk):
    for name, wanted in LOOKS.items():
        made = crosstab_panel(ask(), wanted)
        listed = numbers(made.title + made.table.write_csv(separator=";") + " 1,000")
        assert numbers(re.sub(r" \d+ hidden.*", "", made.alt)) <= listed, name


def test_the_page_opens_with_every_force_over_time_and_keeps_its_tab(open_page: Open):
    page = open_page("explore", area="Northmoor")
    chart = page.get("plotly_chart")[0].proto
    assert chart.alt.startswith("Lines of Referrals to the IOPC")
    assert "Which published figures" in said(page)

    page.session_state["tab-explore"] = "Table"
    page.selectbox(key="base").select("R1_officers").run()
    assert "Referrals per officer" in page.subheader[0].value
    page.selectbox(key="measure").select("D2").run()

    assert not page.exception
    assert page.selectbox(key="only").value == "characteristic:AGE"
    assert page.session_state["tab-explore"] == "Table"


def test_only_a_few_large_pictures_are_kept(ask: MakeAsk):
    for period in ("2017-20", "2020-23", "2023-26"):
        for name in LOOKS:
            explored(ask(period=period), LOOKS[name])

    kept = explored.cache_info()
    assert kept.misses > kept.maxsize == kept.currsize


def test_a_link_brings_every_choice_back_and_a_forged_one_is_told_so(open_page: Open):
    page = open_page(
        "explore",
        measure="Gross misconduct proven at hearings",
        lines="Time",
        columns="Kind of hearing",
    )
    assert [page.selectbox(key=key).value for key in ("measure", "lines", "columns")] == [
        "G4", "time", "forum",
    ]  # fmt: skip

    page = open_page("explore", lines="Time'; drop table x", pooled="Centuries")
    assert not page.exception
    assert len(page.warning) == 2
    assert not any("drop" in each.value or "Centuries" in each.value for each in page.warning)


def test_every_choice_that_is_offered_shows_something(open_page: Open):
    page = open_page("explore")
    for measure in ("G6", "B1", "T2", "D2"):
        page.selectbox(key="measure").select(measure).run()
        for line in page.selectbox(key="lines").options:
            page.session_state["lines"] = next(key for key, words in WORDS.items() if words == line)
            page.run()
            assert not page.exception
            assert not any("Nothing is published" in each.value for each in page.info), (
                measure,
                line,
            )
