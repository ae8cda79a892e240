"""Forces beside one another and any two figures: what is drawn and said is what is published."""

from collections.abc import Callable

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.funnel import MOST_NAMES, funnel_figure, funnel_ground
from dashboard.components.comparison import funnel
from dashboard.components.difference import difference
from dashboard.components.filters import Ask
from dashboard.text.comparisons import difference_words, no_funnel_words
from dashboard.text.findings import beyond_words, outside_words
from tests.dashboard.reading import drawn, rows_of, said

MakeAsk = Callable[..., Ask]
Open = Callable[..., AppTest]
RED_OR_GREEN = ("red", "green", "#ff0000", "#00ff00", "#d4351c", "#00703c")


# --- Funnel -----------------------------------------------------------------------------------


def test_a_funnel_draws_each_force_at_its_base_between_the_published_limits(ask: MakeAsk):
    panel = funnel(ask(period="2020-23"), "R1")
    forces = [row for row in rows_of(panel.file) if row["area_level"] == "force" and row["value"]]

    assert sorted(drawn(panel.figure, "y")) == pytest.approx(
        sorted(float(row["value"]) for row in forces)
    )
    assert sorted(drawn(panel.figure, "x")) == sorted(float(row["base"]) for row in forces)
    by_base = sorted(forces, key=lambda row: float(row["base"]))
    for name in ("centre", "lower_95", "upper_95", "lower_998", "upper_998"):
        line = next(trace for trace in panel.figure.data if trace.name == name)
        assert list(line.y) == pytest.approx([float(row[name]) for row in by_base])


def test_a_force_outside_is_named_on_the_picture_and_in_words_that_ask_to_look_further(
    ask: MakeAsk,
):
    panel = funnel(ask(period="2020-23"), "R1")

    named = [note.text for note in panel.figure.layout.annotations if note.name == "outside"]
    assert named == ["Northmoor"]
    assert panel.finding.startswith("Look further, first at data quality: Northmoor. All compar")
    assert panel.title == "Referrals to the IOPC: 1 of 6 forces outside the 99.8% limits"
    where = dict(panel.table.select("Area", "Where").rows())
    assert where["Northmoor"] == "outside 99.8%"
    assert where["Ambershire"] == "within 99.8%"


def _signals(signal: str, names: list[str]) -> list[dict]:
    return [{"area_name": name, "signal": signal} for name in names]


def test_forces_named_stand_in_the_order_of_the_alphabet_and_of_no_other():
    rows = _signals("look_further", ["Northmoor", "Ambershire", "Coldmere"])
    rows += _signals("none", ["Dunmarsh"])

    assert outside_words(rows).startswith(
        "Look further, first at data quality: Ambershire, Coldmere, Northmoor. "
    )
    assert "No force calls for a second look" in outside_words(_signals("none", ["Dunmarsh"]))


def test_when_many_are_named_chance_is_not_blamed_alone():
    many = _signals("look_further", [f"Force {n}" for n in range(9)])

    assert "more reasons than chance" in outside_words(many)


def test_beyond_chance_but_within_the_usual_spread_nobody_is_asked_to_look_further():
    rows = _signals("beyond_chance", ["Coldmere", "Ambershire"]) + _signals("none", ["Dunmarsh"])

    assert outside_words(rows, is_over_dispersed=True).startswith(
        "Beyond chance: Ambershire, Coldmere. "
    )
    assert "2 of 3 so far that each stands out by itself" in beyond_words(rows)
    assert beyond_words(rows).endswith("No force lies beyond it.")
    named = beyond_words(rows + _signals("look_further", ["Northmoor"]))
    assert named.endswith("Beyond it: Northmoor. Look further, first at data quality.")


def test_where_forces_differ_beyond_chance_wider_limits_stand_beside_those_of_chance(ask: MakeAsk):
    narrow, wide = (funnel(ask(), "R1", with_spread=spread) for spread in (False, True))

    by_base = sorted(
        (row for row in rows_of(wide.file) if row["area_level"] == "force" and row["value"]),
        key=lambda row: float(row["base"]),
    )
    lines = {trace.name: list(trace.y) for trace in wide.figure.data}
    for name in ("lower_95", "upper_95", "lower_998", "upper_998"):
        assert lines[name] == pytest.approx([float(row[f"adjusted_{name}"]) for row in by_base])
    for name in ("lower_998", "upper_998"):
        assert lines[f"chance_{name}"] == pytest.approx([float(row[name]) for row in by_base])
    assert "1 of 5 forces outside the 99.8% limits" in narrow.title
    assert "none of 5 forces outside the 99.8% limits of chance and usual spread" in wide.title
    assert narrow.finding.startswith("Beyond chance: Dunmarsh.")
    assert "phi 4.20, tau² 0.0400" in wide.about


def test_where_forces_do_not_differ_beyond_chance_there_is_one_funnel(ask: MakeAsk):
    assert funnel(ask(period="2020-23"), "R1", with_spread=True) is None


def test_the_funnel_opens_with_the_wider_limits_where_there_are_any_and_offers_both(
    open_page: Open,
):
    page = open_page("referrals", period="2023-26, three years")
    offered = page.selectbox(key="forces_as").options

    assert [option.split(",")[0] for option in offered] == [
        "Funnel plot",
        "Funnel plot",
        "Each force with its interval",
    ]
    names = [chart.proto.id for chart in page.get("plotly_chart")]
    assert any("-funnel-R1-spread" in name for name in names)


def test_the_table_of_a_funnel_has_smoothed_figures_beside_raw_ones(ask: MakeAsk):
    panel = funnel(ask(period="2020-23"), "R1")
    row = next(row for row in rows_of(panel.file) if row["area_name"] == "Coldmere")
    shown = panel.table.filter(Area="Coldmere").row(0, named=True)

    low, high = float(row["smoothed_lower"]), float(row["smoothed_upper"])
    assert shown["Smoothed"] == f"{float(row['smoothed']):.1f} ({low:.1f} to {high:.1f})"
    assert shown["Figure"].startswith(f"{float(row['value']):.1f}")
    assert (shown["Signal"], row["signal"]) == ("none", "none")
    assert "without Northmoor, the largest:" in panel.marks[-1]


def test_the_chosen_force_is_dark_blue_and_named_and_nothing_is_red_or_green(ask: MakeAsk):
    figure = funnel(ask("Dunmarsh", "2020-23"), "R1").figure

    marked = next(trace for trace in figure.data if trace.marker.color == "#12436D")
    assert [label[0] for label in marked.customdata] == ["Dunmarsh"]
    assert "Dunmarsh" in [note.text for note in figure.layout.annotations]
    assert not any(colour in figure.to_json().lower() for colour in RED_OR_GREEN)


def test_whichever_force_is_chosen_the_ground_is_one_and_the_same(ask: MakeAsk):
    one, other = (funnel(ask(area), "R1").figure.to_dict() for area in ("Northmoor", "Ambershire"))
    assert one["data"][0]["x"] is other["data"][0]["x"]
    assert one["data"][-1] != other["data"][-1]


def test_more_names_than_the_picture_can_hold_stand_in_the_words_only():
    many = MOST_NAMES + 1
    rows = pl.DataFrame(
        {
            "area_code": [f"X{n}" for n in range(many)],
            "area_name": [f"Force {n}" for n in range(many)],
            "base": [100.0 * (n + 1) for n in range(many)],
            "value": [9.0] * many,
            "symbol": [None] * many,
            "words": ["9"] * many,
            "is_outside": [True] * many,
            "per": [1000.0] * many,
            "centre": [4.0] * many,
            "lower_95": [3.0] * many,
            "upper_95": [5.0] * many,
            "lower_998": [2.0] * many,
            "upper_998": [6.0] * many,
        },
        schema_overrides={"symbol": pl.String},
    ).to_dicts()

    ground = funnel_ground(rows, "workforce-years", synthetic=True)
    figure = funnel_figure(ground, rows, set())

    assert [note for note in figure.layout.annotations if note.name == "outside"] == []


def test_a_force_without_a_figure_is_in_the_table_and_told_under_the_picture(ask: MakeAsk):
    panel = funnel(ask(), "G4")

    assert len(drawn(panel.figure, "y")) == 4
    assert any("2 forces are not in the picture" in mark for mark in panel.marks)
    figures = dict(panel.table.select("Area", "Figure").rows())
    assert figures["Ambershire"] == "[c] hidden to protect people"
    assert figures["Elderholm"] == "[x] no return"


@pytest.mark.parametrize(
    ("statistic", "forces", "says"),
    [
        ("rate", 1, "one force only"),
        ("share", 43, "fewer than five forces"),
        ("quantile", 43, "not for readings off a waiting-time curve"),
    ],
)
def test_without_a_funnel_the_reason_is_told(statistic: str, forces: int, says: str):
    assert says in no_funnel_words({"statistic": statistic}, forces)


def test_the_dots_are_the_second_view_and_stand_in_the_link(open_page: Open):
    page = open_page("referrals", forces_as="Each force with its interval")

    names = [chart.proto.id for chart in page.get("plotly_chart")]
    assert any("-forces-R1" in name for name in names)
    assert not any("-funnel-R1" in name for name in names)


# --- Differences ------------------------------------------------------------------------------

ROW = {
    "comparison": "areas",
    "area_name": "Northmoor",
    "period": "2023-26",
    "other_area_name": "All forces",
    "other_period": "2023-26",
    "per": 1000.0,
    "value": 12.3,
    "other_value": 10.2,
    "difference": 2.1,
    "difference_lower": 0.4,
    "difference_upper": 3.8,
    "smallest_change": 1.7,
    "finding": "higher",
    "crosses_break": False,
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {},
            "Northmoor, 2023-26: 12.3 per 1,000 is 2.1 higher than 10.2 per 1,000 in All forces; "
            "95% interval 0.4 to 3.8 higher.",
        ),
        (
            {
                "value": 10.2,
                "other_value": 12.3,
                "difference": -2.1,
                "difference_lower": -3.8,
                "difference_upper": -0.4,
                "finding": "lower",
            },
            "Northmoor, 2023-26: 10.2 per 1,000 is 2.1 lower than 12.3 per 1,000 in All forces; "
            "95% interval 0.4 to 3.8 lower.",
        ),
        (
            {"difference_lower": -0.4, "finding": "no clear change", "comparison": "periods",
             "other_period": "2020-23"},
            "Northmoor, 2023-26: 12.3 per 1,000; 2020-23: 10.2 per 1,000. No clear change "
            "(difference 2.1; 95% interval −0.4 to 3.8).",
        ),
        (
            {"per": 100.0},
            "Northmoor, 2023-26: 12.3% is 2.1 percentage points higher than 10.2% in All forces; "
            "95% interval 0.4 to 3.8 higher.",
        ),
    ],
)  # fmt: skip
def test_a_difference_is_said_with_its_interval(change: dict, words: str):
    row = ROW | change
    # Below one, two decimals are shown.
    told = difference_words(row).replace("0.40", "0.4")

    assert told == words


def test_the_smallest_change_and_a_change_of_rules_are_told(ask: MakeAsk):
    asked = ask("Northmoor")
    panel, _ = difference(asked, "R1", asked.period, "X23000006", "2017-20")

    assert "The smallest change these data could have shown:" in panel.finding
    assert "The rules changed in between" in panel.finding
    assert rows_of(panel.file)[0]["crosses_break"] == "true"


def test_the_picture_table_and_file_of_a_difference_are_the_published_row(ask: MakeAsk):
    asked = ask("Northmoor")
    panel, _ = difference(asked, "R1", asked.period, "X92000001", "2023-26")
    row = rows_of(panel.file)[0]

    assert drawn(panel.figure, "x") == pytest.approx([float(row["difference"])])
    ends = next(trace for trace in panel.figure.data if trace.name == "95% interval")
    assert list(ends.x) == pytest.approx(
        [float(row["difference_lower"]), float(row["difference_upper"])]
    )
    assert "synthetic" in panel.file_name


@pytest.mark.parametrize(
    ("area", "measure", "other", "says"),
    [
        ("Northmoor", "R1", ("X23000005", "2023-26"), "Elderholm, 2023-26 is [x] no return"),
        ("Ambershire", "G4", ("X92000001", "2023-26"), "Ambershire, 2023-26 is [c] hidden"),
        ("Northmoor", "B1", ("X92000001", "2023-26"), "plain count without an interval"),
        ("Northmoor", "R1", ("X23000002", "2023-26"), "within three-year windows"),
    ],
)
def test_without_a_difference_the_reason_is_told(
    ask: MakeAsk, area: str, measure: str, other: tuple[str, str], says: str
):
    asked = ask(area)

    made, why = difference(asked, measure, asked.period, *other)

    assert made is None
    assert says in why


def test_what_is_compared_stands_in_the_link(open_page: Open):
    page = open_page("referrals", area="Northmoor", **{"with": "2020-23, three years"})

    assert page.selectbox(key="with").value == "2020-23, three years"
    assert "Northmoor, 2023-26: " in said(page)
    assert "Northmoor" not in page.selectbox(key="with").options


def test_a_region_is_compared_with_regions_and_all_forces(open_page: Open):
    page = open_page("referrals", area="Eastvale (region)")

    offered = page.selectbox(key="with").options
    assert offered[0] == "All forces (invented)"
    assert "Westfell (region)" in offered
    assert "Northmoor" not in offered
