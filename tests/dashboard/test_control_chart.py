"""Control charts: limits and signals as published, in picture, table, words and file."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.control import control_figure
from dashboard.components.control_chart import control_chart
from dashboard.components.filters import Ask
from dashboard.text.control import (
    control_alt,
    control_finding,
    control_table,
    control_title,
    no_chart_words,
)
from tests.dashboard.reading import drawn, marks, numbers, rows_of, said

MakeAsk = Callable[..., Ask]
Open = Callable[..., AppTest]
SIGNALS = ("outside_limits", "run_of_seven", "trend_of_seven", "two_of_three")


def test_the_picture_the_table_and_the_file_hold_the_published_quarters(ask: MakeAsk):
    panel = control_chart(ask(), "R1")
    rows = rows_of(panel.file)

    assert len(rows) == panel.table.height == 8
    points = [float(row["value"]) for row in rows]
    assert sorted(drawn(panel.figure, "y")) == pytest.approx(sorted(points[:-1]))
    outside = next(trace for trace in panel.figure.data if trace.name == "outside")
    assert list(outside.y) == pytest.approx(points[-1:])
    mean = next(trace for trace in panel.figure.data if trace.name == "mean")
    assert mean.y[0] == pytest.approx(float(rows[0]["mean"]))
    assert (
        panel.title
        == "Referrals to the IOPC by quarter: signals beyond routine variation since 2024-25-Q1"
    )
    assert panel.finding.startswith("Signals: outside the limits: 2025-26-Q4.")
    assert "Look further, first at data quality." in panel.finding
    assert any("on trial" in mark for mark in panel.marks)
    assert numbers(panel.alt) <= numbers(" ".join(map(str, panel.table.rows()))) | {
        "8",
        "1",
        "000",
    } | {number for row in rows for number in numbers(row["period"] + " 1,000")}


def test_a_force_sees_the_quarters_of_all_forces_and_is_told_so(ask: MakeAsk):
    panel = control_chart(ask("Northmoor"), "R1")

    assert "All forces (invented)" in panel.subtitle
    assert "all forces together only" in panel.note
    assert panel is control_chart(ask("Ambershire"), "R1")


def test_without_quarters_the_reason_is_told(ask: MakeAsk, shown: Open):
    assert control_chart(ask(), "G4") is None
    assert "not published by quarter" in said(shown("gross_misconduct"))
    assert "hold" in no_chart_words({"event_basis": "open"})


# --- Words and picture of two stretches ----------------------------------------------------------


def _rows(signals: dict[int, str], segments: list[int | None] | None = None) -> list[dict]:
    segments = segments or [1] * 4 + [None] + [2] * 4
    return [
        {
            "measure": "R1", "area_name": "All", "period": f"2020-21-Q{place}", "symbol": None,
            "period_start": date(2020 + place // 4, place % 4 * 3 + 1, 1),
            "period_end": date(2020 + place // 4, place % 4 * 3 + 3, 28),
            "value": 10.0 + place, "lower": 9.0, "upper": 12.0, "per": 1000.0,
            "numerator": 5.0, "denominator": 500.0, "category": "total",
            "provisional": False, "break_before": False, "break_within": segment is None,
            "words": "10", "signals": "", "segment": segment, "is_trial": segment == 2,
            "mean": None if segment is None else 10.5,
            "lower_natural": None if segment is None else 8.25,
            "upper_natural": None if segment is None else 13.75,
            **{name: signals.get(place) == name for name in SIGNALS},
            "is_signal": place in signals,
        }
        for place, segment in enumerate(segments)
    ]  # fmt: skip


def _figure(rows: list[dict]):
    breaks = pl.DataFrame(
        {"date": [date(2021, 2, 1)], "title": ["New rules"]}, schema_overrides={"date": pl.Date}
    )
    return control_figure(pl.DataFrame(rows, infer_schema_length=None), breaks, synthetic=True)


def test_each_stretch_has_limits_and_a_line_of_its_own_and_no_line_crosses_the_break():
    figure = _figure(_rows({}))

    assert [len(trace.x) for trace in figure.data if trace.name == "line"] == [4, 4]
    assert len([trace for trace in figure.data if trace.name == "mean"]) == 2
    dashes = [trace.line.dash for trace in figure.data if trace.name == "upper_natural"]
    assert dashes == ["dash", "dot"]
    assert "New rules" in [note.text for note in figure.layout.annotations]
    # The quarter between is a point without a line.
    assert marks(figure, "value") == 9


def test_signals_are_diamonds_filled_only_outside_the_limits_and_never_red_or_green():
    figure = _figure(_rows({2: "run_of_seven", 7: "outside_limits"}))

    looks = {trace.name: trace.marker.symbol for trace in figure.data if trace.mode == "markers"}
    assert looks == {"value": "circle", "signal": "diamond-open", "outside": "diamond"}
    assert marks(figure, "value") == 7
    assert not any(colour in figure.to_json().lower() for colour in ("#ff0000", "#00703c", '"red"'))


def test_words_speak_of_the_stretch_since_the_last_change_of_rules():
    assert control_title("Referrals", _rows({1: "outside_limits"})) == (
        "Referrals by quarter: no signal beyond routine variation since 2020-21-Q5"
    )
    assert control_finding(_rows({1: "outside_limits"})) == ""
    later = _rows({6: "trend_of_seven", 7: "two_of_three"})
    assert "seven or more in a row that rise or fall: 2020-21-Q6" in control_finding(later)
    assert "two of three near one limit: 2020-21-Q7" in control_finding(later)
    few = [row | {"mean": None} for row in _rows({})]
    assert control_title("Referrals", few) == "Referrals by quarter: too few quarters for limits"


def test_the_table_says_what_is_on_trial_and_where_rules_changed():
    table = control_table(_rows({6: "run_of_seven"}))

    assert table["Limits"].to_list()[0] == "8.2 to 13.8"
    assert table["Signal"].to_list()[6] == "seven on one side"
    assert table["Note"].to_list()[4:6] == ["rules changed within the quarter", "limits on trial"]


def test_every_number_of_the_alternative_text_stands_in_the_table():
    rows = _rows({6: "run_of_seven"})
    alt = control_alt({"title": "Referrals", "unit": "referrals"}, rows, "All forces")

    in_table = numbers(" ".join(str(cell) for row in control_table(rows).rows() for cell in row))
    told = numbers(alt.replace("9 quarters", "").replace("signal: 1", ""))
    assert told <= in_table
