"""Why published numbers differ: the page draws and lists the steps that the build worked out."""

from collections.abc import Callable

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.bridge import bridge_figure
from dashboard.components.bridge import bridge_panel
from dashboard.queries.connection import Build
from dashboard.text.bridge import bridge_alt, bridge_table, step_words
from tests.dashboard.reading import rows_of, said

# Year ending 31 March 2023 in short, as the build publishes it: role, label, value, start, end.
STEPS = [
    ("total", "Individuals referred", 1300, 0, 1300),
    ("less", "staff", 328, 1300, 972),
    ("less", "meeting", 519, 972, 453),
    ("remainder", "Not explained", -187, 453, 266),
    ("total", "Hearing", 266, 0, 266),
    ("remainder", "Not explained", 128, 266, 394),
    ("total", "Barred", 394, 0, 394),
    ("total", "Left", None, 0, None),
]
EMPTY = dict.fromkeys(
    "unit area_name timing edition table_name cell quote url publisher origin symbol".split()
)


@pytest.fixture
def steps() -> list[dict]:
    names = ("role", "label", "value", "start_value", "end_value")
    made = [EMPTY | dict(zip(names, row, strict=True)) | {"period": "2022-23"} for row in STEPS]
    return [step | {"words": step_words(step)} for step in made]


def test_a_step_says_its_figure_with_its_sign(steps: list[dict]):
    assert [step["words"] for step in steps] == [
        "1,300", "−328", "−519", "−187", "266", "+128", "394", "not in this record",
    ]  # fmt: skip
    assert step_words(EMPTY | {"role": "total", "value": None, "symbol": "c"}) == "[c]"


def test_the_chart_draws_every_step_that_has_a_figure_and_names_the_others(steps: list[dict]):
    figure = bridge_figure(steps)
    drawn = {trace.name: list(trace.x) for trace in figure.data if trace.type == "bar"}

    assert drawn == {
        "total": [1300, 266, 394],
        "less": [-328, -519],
        "remainder": [-187, 128],
    }
    assert figure.data[2].marker.pattern.shape == "/"
    assert list(figure.data[-1].text)[-1] == " not in this record"
    assert "less: staff −328" in bridge_alt("x", steps)


def test_the_table_says_what_was_worked_out_and_which_step_comes_from_case_records(
    steps: list[dict],
):
    cases = EMPTY | {"role": "total", "label": "Dismissed", "value": 300, "unit": "officers"}
    cases |= {"origin": "case_records", "area_name": "41 of 43 forces", "period": "2022-23"}

    table = bridge_table([*steps, cases])

    assert table["Counted"][3] == "worked out from the figures above and below, not published"
    assert table.select("Figure", "Covers", "Source").row(-1) == (
        "300",
        "41 of 43 forces",
        "Case records",
    )


def test_the_file_says_which_rows_a_publisher_prints(build: Build):
    panel = bridge_panel(build, "misconduct-2023-24")
    file = rows_of(panel.file)

    assert panel.rows == len(file) == panel.table.height == 2
    assert (file[0]["value"], file[0]["publisher"]) == ("1698.0", "Home Office")
    assert panel.finding == "Not in this record: Officers barred."
    assert bridge_panel(build, "another") is None


def test_the_page_offers_the_years_that_have_figures(open_page: Callable[..., AppTest]):
    page = open_page("published_record", published_year="2022-23")

    assert not page.exception
    assert page.selectbox(key="published_year").options == ["2023-24", "2022-23"]
    assert "Individuals referred, 2022-23" in said(page)
    assert "invented figures never stand beside real ones" in said(page)


def test_no_step_of_invented_records_is_in_the_sample(build: Build):
    from dashboard.queries import record

    assert record.bridges(build).filter(pl.col("origin") == "case_records").is_empty()
