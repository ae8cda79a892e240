"""Notices before and after a change of rules: as published, with what differs and never why."""

from collections.abc import Callable

import pytest

from dashboard.components.before_after import before_after
from dashboard.components.filters import Ask
from dashboard.queries.before_after import changes
from dashboard.text.before_after import cohort_finding, cohort_title
from tests.dashboard.reading import drawn, numbers, rows_of
from tests.dashboard.sample_public import CHANGE

MakeAsk = Callable[..., Ask]
CAUSES = ("because", "caused", "effect", "led to", "due to", "thanks to", "impact")


def test_the_picture_the_table_and_the_file_are_the_published_rows(ask: MakeAsk):
    panel = before_after(ask(), CHANGE)
    rows = rows_of(panel.file)
    shown = [float(row["value"]) for row in rows if row["value"]]

    assert len(rows) == 12
    assert sorted(drawn(panel.figure, "x")) == pytest.approx(sorted(shown))
    ends = [trace for trace in panel.figure.data if trace.name == "95% interval"]
    drawn_ends = {x for trace in ends for x in trace.x if x is not None}
    assert drawn_ends == {
        float(row[end]) for row in rows if row["value"] for end in ("lower", "upper")
    }
    heard = panel.table.filter(What="Heard within six months").row(0, named=True)
    assert heard["Before"] == "78.0% (78 of 100 given notice; 95% interval 69.0 to 87.0)"
    assert heard["Difference"] == "−18.0 percentage points (−30.0 to −6.0); lower"
    assert "synthetic" in panel.file_name
    assert "5 of 6 forces counted" in panel.source


def test_the_title_names_what_differs_and_the_words_what_straddles(ask: MakeAsk):
    panel = before_after(ask(), CHANGE)

    assert panel.title.endswith(": heard within six months lower")
    assert (
        "Of 100 officers given notice before, 48 had still to be heard on the day" in panel.finding
    )
    assert "No clear difference in what the two sides are made up of" in panel.finding


def test_no_word_of_the_panel_says_why(ask: MakeAsk):
    panel = before_after(ask(), CHANGE)

    words = " ".join([panel.title, panel.subtitle, panel.finding, panel.alt, panel.about]).lower()
    assert not [word for word in CAUSES if word in words]


def test_every_number_of_the_alternative_text_stands_in_the_table(ask: MakeAsk):
    panel = before_after(ask(), CHANGE)

    cells = " ".join(str(cell) for row in panel.table.rows() for cell in row)
    assert numbers(panel.alt) <= numbers(cells)


def test_a_share_of_one_side_only_says_so_instead_of_showing_a_gap(ask: MakeAsk):
    panel = before_after(ask(), CHANGE)

    row = panel.table.filter(What="Not yet heard on the day").row(0, named=True)
    assert row["From the day on"] == "[z] notices of the earlier side only"


def test_a_force_is_told_that_only_all_forces_are_shown(ask: MakeAsk):
    assert "all forces together only" in before_after(ask("Northmoor"), CHANGE).note
    assert list(changes(ask().build)) == [CHANGE]


def _row(figure: str, side: str, finding: str | None, value: float | None = 50.0) -> dict:
    from datetime import date

    return {
        "figure": figure, "side": side, "finding": finding, "value": value,
        "numerator": 5.0, "denominator": 10.0, "change_date": date(2024, 5, 7),
    }  # fmt: skip


def test_without_a_clear_difference_none_is_named():
    rows = [_row("heard", "before", None), _row("heard", "after", "no clear change")]
    assert cohort_title(rows).endswith("no clear difference in what became of them")
    hidden = [_row("heard", "before", None, None), _row("heard", "after", None, None)]
    assert cohort_title(hidden).endswith("nothing can be compared")


def test_sides_made_up_differently_are_said_to_be():
    rows = [_row("former", "before", None), _row("former", "after", "higher")]
    assert "made up differently: former officers higher from the day on" in cohort_finding(rows)
