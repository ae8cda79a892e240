"""Why published numbers differ: the steps add up, and what no figure explains stays visible."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.bridge import bridge_figure
from dashboard.components.bridge import bridge_panel
from dashboard.queries.connection import Build
from dashboard.text.bridge import bridge_alt, bridge_steps, bridge_table, step_words
from dashboard.text.prose import prose
from etl.config import Settings
from etl.publish.official import read_and_shape
from tests.dashboard.reading import rows_of, said

BRIDGES = prose("bridges")["bridges"]
# The one figure that no file of the record holds: officers who left by dismissal.
NOT_HELD = "Police officers who left by dismissal or end of contract"
# domain knowledge, year ending 31 March 2023: as, label, value
YEAR_2023 = [
    ("total", "Individuals referred", 1300),
    ("less", "staff", 328),
    ("less", "meeting", 519),
    ("less", "accelerated", 187),
    ("total", "Hearing", 266),
    ("less", "misconduct", 25),
    ("total", "Gross misconduct proven", 207),
    ("total", "Barred", 394),
]


def lines(*rows: tuple[str, str, float | None]) -> list[dict]:
    return [{"as": kind, "label": label, "value": value} for kind, label, value in rows]


def remainders(steps: list[dict]) -> list[float]:
    return [step["value"] for step in steps if step["as"] == "remainder"]


def test_what_the_parts_leave_is_the_remainder_before_each_total():
    steps = bridge_steps(lines(*YEAR_2023))

    assert remainders(steps) == [0, -34, 187]
    assert [step_words(step) for step in steps][-4:] == ["−34", "207", "+187", "394"]


def test_each_step_begins_where_the_one_before_ends():
    steps = bridge_steps(lines(*YEAR_2023))

    for before, step in pairwise(steps):
        start = step["end"] if step["as"] == "total" else step["start"]
        assert start == before["end"]


def test_nothing_is_worked_out_across_a_figure_that_is_not_there():
    unknown = bridge_steps(lines(("total", "A", 10), ("less", "B", None), ("total", "C", 4)))
    absent = bridge_steps(lines(("total", "A", 10), ("total", "B", None), ("total", "C", 4)))

    assert remainders(unknown) == remainders(absent) == []
    assert step_words(unknown[1]) == "not in this record"
    assert bridge_table(absent)["Figure"].to_list() == ["10", "not in this record", "4"]


def test_the_chart_draws_every_step_that_has_a_figure_and_names_the_others():
    steps = bridge_steps(lines(*YEAR_2023, ("total", "Left", None)))
    steps = [step | {"words": step_words(step)} for step in steps]

    figure = bridge_figure(steps)
    drawn = {trace.name: list(trace.x) for trace in figure.data if trace.type == "bar"}

    assert drawn == {
        "total": [1300, 266, 207, 394],
        "less": [-328, -519, -187, -25],
        "remainder": [0, -34, 187],
    }
    assert figure.data[2].marker.pattern.shape == "/"
    assert list(figure.data[-1].text)[-1] == " not in this record"
    assert "less: staff −328" in bridge_alt("x", steps)


def test_every_figure_of_a_bridge_is_printed_or_is_said_to_be_missing():
    figures = read_and_shape(Settings()).figures
    held = set(
        figures.filter(area_level="country").select("measure", "unit", "category", "period").rows()
    )

    wanted = {
        (line["measure"], line["unit"], line["category"], bridge["period"])
        for bridge in BRIDGES
        for line in bridge["lines"]
    }

    assert {key[0] for key in wanted - held} == {NOT_HELD}


@pytest.mark.parametrize("bridge", BRIDGES, ids=lambda bridge: bridge["name"])
def test_a_bridge_names_unit_and_timing_of_each_line_and_begins_with_a_total(bridge: dict):
    assert bridge["lines"][0]["as"] == "total"
    assert {line["as"] for line in bridge["lines"]} <= {"total", "less"}
    assert all(line["timing"] in prose("bridges")["timing"] for line in bridge["lines"])
    assert all(line["unit"] for line in bridge["lines"])


def test_the_file_says_which_rows_a_publisher_prints(build: Build):
    panel = bridge_panel(build, "misconduct-2024")
    file = rows_of(panel.file)

    assert panel.rows == len(file) == panel.table.height
    assert file[0]["value"] == "1698.0"
    assert file[0]["publisher"] == "Home Office"
    assert panel.finding.startswith("Not in this record: police staff; officers to a meeting;")
    assert bridge_panel(build, "iopc-2023") is None


def test_the_page_offers_the_years_that_have_figures(open_page: Callable[..., AppTest]):
    page = open_page("published_record", published_year="2022-23")

    assert not page.exception
    assert page.selectbox(key="published_year").options == ["2023-24", "2022-23"]
    assert "Individuals referred, gross misconduct proven, officers barred, 2022-23" in said(page)
