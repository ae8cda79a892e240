"""Chart, table and file of a panel are the same published rows, and its words speak of them."""

import re
from collections.abc import Callable
from functools import partial

import polars as pl
import pytest

from dashboard.components import topic, waiting
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.text.figures import base_words, interval_words, value_words
from tests.dashboard.reading import drawn, marks, numbers, rows_of

MakeAsk = Callable[..., Ask]

PANELS = {
    "trend": ("y", partial(topic.trend, name="R1")),
    "trend of shares": ("y", partial(topic.trend, name="G4")),
    "trend of waits": ("y", partial(topic.trend, name="T2")),
    "trend of one characteristic": (
        "y",
        partial(topic.trend, name="D2", breakdown="characteristic", category="RACE"),
    ),
    "forces": ("x", partial(topic.forces, name="R1")),
    "forces, shares": ("x", partial(topic.forces, name="G4")),
    "forces, waits": ("x", partial(topic.forces, name="T2")),
    "parts": ("x", partial(topic.parts, name="R1", breakdown="referral_route")),
    "parts of shares": ("x", partial(topic.parts, name="D2", breakdown="characteristic")),
}
each_panel = pytest.mark.parametrize("kind", PANELS)
each_area = pytest.mark.parametrize("area", ["All forces (invented)", "Northmoor", "Ambershire"])


def made(kind: str, ask: Ask) -> Panel:
    return PANELS[kind][1](ask)


def typed(row: dict[str, str]) -> dict:
    """A row of the file with its numbers as numbers."""
    numeric = ("value", "lower", "upper", "per", "numerator", "denominator")
    read = {name: float(row[name]) if row[name] else None for name in numeric}
    return row | read | {"symbol": row["symbol"] or None}


@each_panel
@each_area
def test_the_chart_draws_the_figures_of_the_file_and_no_other(ask: MakeAsk, kind: str, area: str):
    panel = made(kind, ask(area))

    published = [
        row["value"] for row in map(typed, rows_of(panel.file)) if row["value"] is not None
    ]

    assert sorted(drawn(panel.figure, PANELS[kind][0])) == pytest.approx(sorted(published))


@each_panel
@each_area
def test_the_table_says_what_the_file_says_row_by_row(ask: MakeAsk, kind: str, area: str):
    panel = made(kind, ask(area))

    rows = [typed(row) for row in rows_of(panel.file)]

    assert panel.table["Figure"].to_list() == [value_words(row) for row in rows]
    assert panel.table["95% interval"].to_list() == [interval_words(row) for row in rows]
    assert panel.table["How many"].to_list() == [base_words(row) for row in rows]
    assert panel.rows == len(rows)


@each_panel
@each_area
def test_every_number_in_the_words_for_a_chart_stands_in_its_table(
    ask: MakeAsk, kind: str, area: str
):
    panel = made(kind, ask(area))
    told = re.sub(r"95% interval|\d+ (periods|hidden|without)|per 1,000|April|March", "", panel.alt)
    told = re.sub(r"\b\d{4}(-\d\d)?\b|\(.*?workforce.*?\)|under 10", "", told)

    table = " ".join(value for column in panel.table for value in column)

    assert numbers(told) <= numbers(table)


@each_panel
def test_every_row_of_a_file_says_that_it_is_synthetic_and_from_which_build(
    ask: MakeAsk, kind: str
):
    panel = made(kind, ask())

    assert "synthetic" in panel.file_name
    for row in rows_of(panel.file):
        assert row["dataset_note"].startswith("synthetic")
        assert row["build_id"] == "20260701-sample"


@pytest.mark.parametrize(
    ("kind", "area", "symbol", "count"),
    [
        ("forces, shares", "All forces (invented)", "c", 1),
        ("forces, shares", "All forces (invented)", "x", 1),
        ("forces, shares", "All forces (invented)", "u", 1),
        ("forces, waits", "All forces (invented)", "z", 1),
        ("trend of shares", "Ambershire", "c", 1),
        ("trend", "Elderholm", "x", 2),
        ("trend", "Northmoor", "u", 1),
    ],
)
def test_a_symbol_has_its_own_mark_and_the_panel_says_what_it_means(
    ask: MakeAsk, kind: str, area: str, symbol: str, count: int
):
    panel = made(kind, ask(area))

    assert marks(panel.figure, symbol) == count
    assert any(f"[{symbol}]" in line for line in panel.marks)


def test_a_hidden_figure_is_an_open_mark_at_the_foot_without_any_number(ask: MakeAsk):
    panel = made("forces, shares", ask())

    hidden = next(trace for trace in panel.figure.data if trace.name == "c")

    assert hidden.marker.symbol == "diamond-open"
    assert list(hidden.x) == [0]
    assert hidden.text == "[c]"
    assert hidden.customdata[0][1] == "[c] hidden to protect people"
    assert panel.hidden == 1
    row = next(row for row in rows_of(panel.file) if row["symbol"] == "c")
    assert (row["value"], row["lower"], row["upper"], row["numerator"]) == ("", "", "", "")
    assert row["symbol_meaning"] == "[c] hidden to protect people"


def test_a_wait_that_is_not_over_is_not_reached_rather_than_not_applicable(ask: MakeAsk):
    rows = rows_of(made("forces, waits", ask()).file)

    waiting_on = next(row for row in rows if row["symbol"] == "z")

    assert waiting_on["area_name"] == "Northmoor"
    assert waiting_on["symbol_meaning"] == "[z] not reached"


def test_forces_stand_in_the_order_of_the_alphabet_whatever_their_figures(ask: MakeAsk):
    names = made("forces", ask()).table["Area"].to_list()

    assert names[0] == "All forces (invented)"
    assert names[1:] == sorted(names[1:])


def test_the_chosen_area_is_dark_blue_and_nothing_is_red_or_green(ask: MakeAsk):
    figure = made("forces", ask("Northmoor")).figure

    colours = {trace.marker.color for trace in figure.data if trace.name == "value"}
    assert colours == {"#12436D", "#767676"}
    chosen = next(trace for trace in figure.data if trace.marker.color == "#12436D")
    assert [label[0] for label in chosen.customdata] == ["Northmoor"]


def test_a_region_marks_its_forces(ask: MakeAsk):
    figure = made("forces", ask("Eastvale")).figure

    marked = [
        label[0]
        for trace in figure.data
        if trace.name == "value" and trace.marker.color == "#12436D"
        for label in trace.customdata
    ]
    assert sorted(marked) == ["Ambershire", "Brackendale and Thornwater", "Coldmere"]


@pytest.mark.parametrize(
    ("period", "point", "told"),
    [
        ("2025-26", "2025-26", "Ring: 2025-26, the chosen period"),
        ("2023-26", "2025-26", "Ring: 2025-26, in which the chosen period 2023-26 ends"),
    ],
)
def test_the_chosen_period_is_the_point_that_is_ringed_named_and_told(
    ask: MakeAsk, period: str, point: str, told: str
):
    panel = topic.trend(ask(period=period), "R1")

    assert panel.marks[0] == told
    row = next(row for row in map(typed, rows_of(panel.file)) if row["period"] == point)
    ring = next(trace for trace in panel.figure.data if trace.name == "chosen")
    assert list(ring.y) == [pytest.approx(row["value"])]
    assert ring.marker.symbol == "circle-open"
    assert f"Ringed: {point}, {value_words(row)}" in panel.alt


def test_a_year_leads_to_its_window_where_only_windows_are_published(ask: MakeAsk):
    panel = topic.forces(ask(period="2021-22"), "G4")

    assert "2021-22 lies in 2020-23" in panel.note
    assert {row["period"] for row in rows_of(panel.file)} == {"2020-23"}


def test_the_curve_is_the_published_points(ask: MakeAsk):
    panel = waiting.curve(ask())
    rows = rows_of(panel.file)

    line = next(trace for trace in panel.figure.data if trace.name == "value")

    assert list(line.x) == [int(row["day"]) for row in rows]
    assert list(line.y) == pytest.approx([float(row["estimate"]) for row in rows])
    assert panel.table["Days since notice"].to_list() == [f"{int(row['day']):,}" for row in rows]
    assert panel.title == "Half of the hearings had begun 242 days after notice"


def test_a_hidden_curve_is_not_drawn(ask: MakeAsk):
    panel = waiting.curve(ask("Ambershire"))

    assert panel.figure is None
    assert panel.hidden == 1
    assert "hidden to protect people" in panel.title


def test_a_breakdown_that_is_not_published_for_an_area_makes_no_panel(ask: MakeAsk):
    assert topic.parts(ask("Northmoor"), "G4", "no_such_breakdown") is None


def test_panels_of_the_same_question_are_made_once(ask: MakeAsk):
    assert topic.trend(ask(), "R1") is topic.trend(ask(), "R1")


def test_files_open_safely_in_a_spreadsheet():
    from dashboard.components.files import csv_bytes

    rows = pl.DataFrame(
        {"name": ["=1+1", "+44", "-x", "@me", "plain", "2023-26"], "value": [-1.5] * 6}
    )

    names = [row["name"] for row in rows_of(csv_bytes(rows))]

    assert names == ["'=1+1", "'+44", "'-x", "'@me", "plain", "2023-26"]
    assert {row["value"] for row in rows_of(csv_bytes(rows))} == {"-1.5"}


@each_panel
def test_table_and_file_are_made_once_when_they_are_looked_at(ask: MakeAsk, kind: str):
    panel, looked = made(kind, ask("Northmoor")), []
    later = panel.but(
        table=lambda: looked.append("table") or panel.table,
        file=lambda: looked.append("file") or panel.file,
    ).but(title="Another title")

    assert looked == []
    assert (later.file, later.file) == (panel.file, panel.file)
    assert later.table is panel.table
    assert looked == ["file", "table"]
    assert (later.title, later.figure) == ("Another title", panel.figure)
