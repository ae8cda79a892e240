"""Charts drawn from small frames: cuts at breaks, marks for what is missing, room for names."""

from datetime import date

import polars as pl
import pytest

from dashboard.charts.bars import bars_figure
from dashboard.charts.curve import curve_figure
from dashboard.charts.forces import forces_figure
from dashboard.charts.lines import lines_figure
from dashboard.charts.returns import returns_figure
from dashboard.charts.trend import segments, trend_figure

RULES_2020 = pl.DataFrame(
    {"date": [date(2020, 2, 1)], "title": ["New conduct and complaints rules"]}
)
NO_BREAKS = RULES_2020.clear()


def years(*rows: tuple, per: float | None = 1000.0) -> pl.DataFrame:
    """Rows of (first year, value, lower, upper, symbol)."""
    return pl.DataFrame(
        [
            {
                "period": f"{first}-{(first + 1) % 100:02d}",
                "period_start": date(first, 4, 1),
                "period_end": date(first + 1, 3, 31),
                "value": value,
                "lower": lower,
                "upper": upper,
                "symbol": symbol,
                "per": per,
                "provisional": first == 2021,
                "break_before": first == 2020,
                "break_within": first == 2019,
                "words": f"words for {first}",
            }
            for first, value, lower, upper, symbol in rows
        ],
        infer_schema_length=None,
    )


FIVE = years(
    (2017, 10.0, 8.0, 12.0, None),
    (2018, 11.0, 9.0, 13.0, None),
    (2019, 12.0, 10.0, 14.0, None),
    (2020, 20.0, 18.0, 22.0, None),
    (2021, 21.0, 19.0, 23.0, None),
)


def lines(figure) -> list[list[float]]:
    return [list(trace.y) for trace in figure.data if trace.name == "line"]


def test_no_line_crosses_a_break():
    assert lines(trend_figure(FIVE, RULES_2020, synthetic=True)) == [[10, 11, 12], [20, 21]]


def test_a_break_inside_a_period_cuts_the_line_on_both_sides_of_its_point():
    inside = pl.DataFrame({"date": [date(2018, 5, 7)], "title": ["New chairs"]})
    rows = FIVE.head(3).with_columns(
        break_before=pl.col("period") == "2019-20", break_within=pl.col("period") == "2018-19"
    )

    assert lines(trend_figure(rows, inside, synthetic=True)) == []


def test_a_hidden_or_missing_point_leaves_a_gap():
    rows = years(
        (2014, 1.0, 0.5, 1.5, None),
        (2015, 1.0, 0.5, 1.5, None),
        (2016, None, None, None, "c"),
        (2017, 2.0, 1.0, 3.0, None),
        (2018, 2.0, 1.0, 3.0, None),
        (2019, None, None, None, "x"),
    )

    figure = trend_figure(rows, NO_BREAKS, synthetic=True)

    assert lines(figure) == [[1, 1], [2, 2]]
    names = {trace.name: trace for trace in figure.data}
    assert names["c"].marker.symbol == "diamond-open"
    assert names["x"].text == "[x]"
    assert list(names["c"].y) == list(names["x"].y) == [0]


def test_where_every_point_is_hidden_the_axis_names_no_numbers():
    hidden = years((2017, None, None, None, "c"), (2018, None, None, None, "x"))

    assert trend_figure(hidden, NO_BREAKS, synthetic=True).layout.yaxis.showticklabels is False
    assert trend_figure(FIVE, NO_BREAKS, synthetic=True).layout.yaxis.showticklabels is None


def test_the_band_runs_through_the_published_ends_of_the_intervals():
    figure = trend_figure(FIVE.head(3), NO_BREAKS, synthetic=True)

    band = next(trace for trace in figure.data if trace.fill == "toself")
    assert list(band.y) == [12, 13, 14, 10, 9, 8]


def test_a_break_has_a_dashed_line_and_its_name_and_the_provisional_end_a_shade():
    figure = trend_figure(FIVE, RULES_2020, synthetic=True)

    assert [note.text for note in figure.layout.annotations] == [
        "New conduct and<br>complaints rules"
    ]
    dashed = [shape for shape in figure.layout.shapes if shape.name == "break"]
    assert [shape.line.dash for shape in dashed] == ["dash"]
    shaded = [shape for shape in figure.layout.shapes if shape.name == "provisional"]
    assert [(shape.x0, shape.x1) for shape in shaded] == [(date(2021, 4, 1), date(2022, 3, 31))]


def test_the_latest_period_is_always_named_on_the_axis():
    rows = years(*((first, 1.0, 0.5, 1.5, None) for first in range(2014, 2026)))

    names = trend_figure(rows, NO_BREAKS, synthetic=True).layout.xaxis.ticktext

    assert names[-1] == "2025-26"
    # So few that a phone has room for them.
    assert sum(bool(name) for name in names) == 3


@pytest.mark.parametrize("synthetic", [True, False])
def test_a_picture_says_that_it_is_synthetic_only_if_it_is(synthetic: bool):
    for figure in (
        trend_figure(FIVE, RULES_2020, synthetic),
        forces_figure(areas(("X1", "Ambershire", 1.0, 0.5, 1.5, None)), set(), synthetic),
        bars_figure(parts(("Race", 10.0, 8.0, 12.0, None)), synthetic),
    ):
        assert ("Synthetic" in (figure.layout.title.text or "")) is synthetic


def test_segments_of_nothing_are_none():
    assert list(segments([], [])) == []


def areas(*rows: tuple) -> pl.DataFrame:
    names = ["area_code", "area_name", "value", "lower", "upper", "symbol"]
    frame = pl.DataFrame(list(rows), schema=names, orient="row", infer_schema_length=None)
    level = pl.when(pl.col("area_code") == "X9").then(pl.lit("country")).otherwise(pl.lit("force"))
    return frame.with_columns(level.alias("area_level"), words=pl.lit("words"), per=1000.0)


def test_an_interval_is_drawn_between_its_published_ends():
    figure = forces_figure(areas(("X1", "Ambershire", 1.2, 0.5, 1.9, None)), set(), synthetic=True)

    interval = next(trace for trace in figure.data if trace.name == "95% interval")
    assert list(interval.x) == [0.5, 1.9, None]


def test_all_forces_together_are_a_dotted_line():
    figure = forces_figure(
        areas(("X9", "All forces", 1.5, 1.4, 1.6, None), ("X1", "Coldmere", None, None, None, "c")),
        {"X1"},
        synthetic=True,
    )

    assert [(shape.x0, shape.line.dash) for shape in figure.layout.shapes] == [(1.5, "dot")]


def parts(*rows: tuple) -> pl.DataFrame:
    names = ["category_label", "value", "lower", "upper", "symbol"]
    frame = pl.DataFrame(list(rows), schema=names, orient="row", infer_schema_length=None)
    return frame.with_columns(words=pl.lit("words"), number=pl.lit("10.0%"), per=100.0)


def test_bars_start_at_zero_and_keep_their_order():
    figure = bars_figure(
        parts(("Sex", 5.0, 4.0, 6.0, None), ("Race", 50.0, 48.0, 52.0, None)), synthetic=True
    )

    assert figure.layout.xaxis.range[0] == 0
    assert list(figure.layout.yaxis.categoryarray) == ["Race", "Sex"]


def test_a_long_name_is_broken_over_lines_not_cut():
    figure = bars_figure(parts(("Marriage and civil partnership", 1.0, 0.5, 2.0, None)), True)

    assert list(figure.layout.yaxis.tickvals) == ["Marriage and civil<br>partnership"]


def test_the_curve_goes_in_steps_with_the_number_still_waiting_under_it():
    points = pl.DataFrame(
        {
            "day": [0, 100, 365],
            "at_risk": [60, 40, 12],
            "estimate": [0.0, 0.3, 0.7],
            "lower": [0.0, 0.2, 0.6],
            "upper": [0.0, 0.4, 0.8],
            "words": ["", "", ""],
        }
    )

    figure = curve_figure(points, synthetic=True)

    line = next(trace for trace in figure.data if trace.name == "value")
    assert line.line.shape == "hv"
    assert list(figure.layout.xaxis.ticktext) == [
        "Notice<br>still<br>waiting:",
        "6 months<br><br>40",
        "1 year<br><br>12",
    ]


def test_a_return_that_did_not_arrive_is_a_cross():
    returns = pl.DataFrame(
        {
            "area_name": ["Coldmere", "Coldmere"],
            "quarter": ["2024-25-Q1", "2024-25-Q2"],
            "is_received": [True, False],
            "status_label": ["Submitted", "Missing"],
        }
    )

    missing = returns_figure(returns, synthetic=True).data[1]

    assert list(missing.x) == ["2024-25-Q2"]
    assert missing.marker.symbol == "x-thin-open"


def test_lines_are_named_where_they_end():
    values = pl.DataFrame(
        {
            "category": ["Police officers"] * 2 + ["Police staff"] * 2,
            "period": ["2021-03-31", "2022-03-31"] * 2,
            "value": [100.0, 110.0, 60.0, 65.0],
            "words": ["100", "110", "60", "65"],
        }
    )

    figure = lines_figure(values)

    assert [note.text for note in figure.layout.annotations] == ["Police officers", "Police staff"]
    assert {trace.line.dash for trace in figure.data} == {"solid", "dash"}
