"""The published record: every figure is found, as printed, with publisher, table and cell."""

from collections.abc import Callable

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.map import HEIGHT, NO_FIGURE, SHADES, map_figure, shade_classes
from dashboard.components import cards
from dashboard.components import record as by_topic
from dashboard.components.find_figure import figures, restatements, triangle
from dashboard.components.force_map import force_map
from dashboard.components.force_record import profile
from dashboard.queries import record
from dashboard.queries.connection import Build
from dashboard.queries.record import Series
from dashboard.text.record import coverage_words, exact_words, short_table, topic_words
from tests.dashboard.reading import rows_of, said
from tests.dashboard.sample_public import FORCES, REAL_FORCES

Open = Callable[..., AppTest]
WARDENS = Series("Home Office", "Police workforce in post", "FTE", "Traffic wardens")
DAYS = Series(
    "Independent Office for Police Conduct",
    "Average days to finalise a complaint case",
    "days",
    "Under Schedule 3, including time suspended",
)
IOPC = {"published_by": DAYS.publisher, "published_measure": f"{DAYS.measure} (days)"}


def test_the_newest_edition_of_each_figure_stands_unless_another_is_chosen(build: Build):
    newest = record.over_time(build, WARDENS, "Cheshire")
    older = record.over_time(
        build, WARDENS._replace(edition="sample_tables 30 September 2018"), "Cheshire"
    )

    assert newest["value"].to_list() == [2126.5, None]
    assert newest["edition"].unique().to_list() == ["30 September 2019"]
    assert older["value"].to_list() == [2125.0]


def test_editions_are_offered_the_latest_first(build: Build):
    names = record.editions(build, WARDENS, "Cheshire")["name"].to_list()

    assert [name.split(":")[0] for name in names] == ["30 September 2019", "30 September 2018"]


def test_only_real_areas_are_offered_the_whole_first(build: Build):
    offered = record.areas(build, *DAYS[:4])

    assert offered == ["England and Wales, with British Transport Police", *REAL_FORCES]
    assert not {name for name, _ in FORCES.values()} & set(offered)


def test_table_file_and_chart_hold_the_same_rows_and_say_where_each_stands(build: Build):
    panel = figures(build, WARDENS, "Cheshire")
    file = rows_of(panel.file)

    assert panel.table["Figure"].to_list() == ["2,126.5", ""]
    assert panel.table["Symbol"].to_list() == ["", ".."]
    assert panel.table["Note"].to_list() == ["", "Not collected."]
    assert panel.table["Table"].to_list() == ["Table 4"] * 2
    assert panel.table["Cell"].to_list() == ["Table_4!C10"] * 2
    assert "Table 4: Traffic wardens" in panel.about
    assert "Area" not in panel.table.columns
    assert [row["value"] for row in file] == ["2126.5", ""]
    assert {"publisher", "edition", "table_name", "cell", "url"} <= set(file[0])
    assert list(panel.figure.data[0].y) == [2126.5, None]
    assert list(panel.figure.data[1].text) == [".."]
    assert "1 without a figure" in panel.alt


def test_one_period_is_shown_by_force_with_how_many_forces_there_are(build: Build):
    panel = figures(build, DAYS, "Kent")

    assert panel.table["Area"].to_list()[1:] == REAL_FORCES
    assert panel.finding == "3 of 43 forces have a figure; none for Cumbria; Surrey."
    assert "https://www.gov.uk/" in panel.source


def test_a_restated_figure_is_listed_with_every_edition(build: Build):
    panel = restatements(build, WARDENS, "Cheshire")

    assert panel.table["Figure"].to_list() == ["2,125", "2,126.5"]
    assert panel.table["Change"].to_list() == ["first printed", "+1.5"]
    assert restatements(build, DAYS, "Kent") is None


def test_what_each_edition_prints_stands_side_by_side(build: Build):
    panel = triangle(build, WARDENS, "Cheshire")

    assert panel.table.columns == [
        "Period",
        "30 September 2018",
        "30 September 2019",
    ]
    assert panel.table.rows() == [("30 September 2018", "2,125", "2,126.5 (restated)")]
    assert triangle(build, DAYS, "Kent") is None


@pytest.mark.parametrize(
    ("value", "words"),
    [(1144.04, "1,144.04"), (3.0, "3"), (None, ""), (-0.25, "−0.25"), (0.1 + 0.2, "0.3")],
)
def test_a_figure_is_written_with_the_decimals_it_has(value: float | None, words: str):
    assert exact_words(value) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Table 6: allegations logged", "Table 6"),
        ("Table S1: staff", "Table S1"),
        ("Complaints by force", "Complaints by force"),
        (None, ""),
    ],
)
def test_a_table_is_named_by_its_number_where_it_has_one(name: str | None, words: str):
    assert short_table(name) == words


def test_many_gaps_are_counted_rather_than_listed():
    gaps = [
        {"period": f"20{n}-{n + 1}", "forces": 42, "expected": 43, "missing": "Kent"}
        for n in range(10, 15)
    ]

    told = coverage_words(gaps, with_period=True)

    assert told.startswith("2010-11: 42 of 43 forces have a figure; none for Kent.")
    assert told.endswith("Forces are missing in 2 more periods.")


def test_the_map_shades_each_force_and_hatches_the_one_without_a_figure(build: Build):
    panel = force_map(build, DAYS, "2024-25")
    shapes = {
        trace.name.split(":")[0]: trace for trace in panel.figure.data if trace.fill == "toself"
    }

    assert set(shapes) == {*REAL_FORCES, "Cumbria"}
    assert shapes["Cheshire"].fillcolor != shapes["Kent"].fillcolor == SHADES[-1]
    assert shapes["Cumbria"].fillpattern.shape == "/"
    assert shapes["Cumbria"].name == "Cumbria: no figure"
    assert NO_FIGURE in [trace.name for trace in panel.figure.data]
    assert panel.table["Area"].to_list() == sorted(REAL_FORCES)
    assert panel.finding == "3 of 4 forces have a figure; the hatched have none: Cumbria."
    assert panel.alt.startswith("Map of ")
    assert panel.figure.layout.height == HEIGHT


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        ([], []),
        ([7], [7]),
        ([0, 0, 0, 0, 5], [0, 5]),
        (list(range(11)), [2, 4, 6, 8, 10]),
    ],
)
def test_each_shade_holds_about_a_fifth_and_equal_figures_share_one(
    values: list[float], classes: list[float]
):
    assert shade_classes(values) == classes


def test_a_figure_that_the_publisher_does_not_print_is_not_shaded():
    square = '{"type":"Polygon","coordinates":[[[0,51],[1,51],[1,52],[0,51]]]}'
    outlines = [{"area_code": "E1", "area_name": "Kent", "geometry": square}]
    row = {"area_code": "E1", "value": None, "number": "", "words": ".."}

    figure = map_figure(outlines, [row])

    assert figure.data[-1].fillpattern.shape == "/"
    assert figure.data[-1].name == "Kent: .."


def test_all_that_is_printed_of_a_force_stands_in_one_table_by_topic(build: Build):
    panel = profile(build, "Cheshire")
    table = panel.table

    assert table["Topic"].unique(maintain_order=True).to_list() == [
        "Complaints and reviews",
        "Workforce and residents",
    ]
    said_of_staff = table.filter(pl.col("What") == "Police workforce in post: Police staff")
    assert said_of_staff["When"].to_list() == ["31 March 2022"]
    assert all("](https://" in link for link in table["Source"])
    assert len(rows_of(panel.file)) == table.height
    assert {row["area_name"] for row in rows_of(panel.file)} == {"Cheshire"}


def test_a_topic_shortens_the_table_of_a_force(build: Build):
    table = profile(build, "Cheshire", "Complaints and reviews").table

    assert table["What"].to_list() == [f"{DAYS.measure}: {DAYS.category}"]
    assert profile(build, "Ambershire") is None


@pytest.mark.parametrize(
    ("measure", "topic"),
    [
        ("Reviews by the IOPC completed", "Complaints and reviews"),
        ("Fatal shootings: fatalities", "Deaths and serious incidents"),
        ("Officers in post, as used by the BBC", "Workforce and residents"),
        ("Officers added to the barred list", "Misconduct and cases of the IOPC"),
    ],
)
def test_a_measure_has_a_topic(measure: str, topic: str):
    assert topic_words({"measure": measure}) == topic


def test_the_choices_on_the_page_come_from_its_link_and_offer_nothing_invented(open_page: Open):
    page = open_page("published_record", **IOPC, published_area="Kent")

    assert not page.exception
    assert not page.warning
    assert page.selectbox(key="published_area").value == "Kent"
    assert "3 of 43 forces have a figure" in said(page)


def test_another_publisher_leads_to_its_own_measures_without_a_false_warning(open_page: Open):
    page = open_page("published_record", published_category="Police staff")

    page.selectbox(key="published_by").select(DAYS.publisher).run()

    assert not page.exception
    assert not page.warning


def test_a_citation_of_the_page_names_official_figures_and_no_area_of_the_case_records(
    open_page: Open,
):
    page = open_page("published_record")
    page.session_state["tools"] = True
    page.run()

    cited = page.code[1].value
    assert "official figures as their publishers print them" in cited
    assert "invented" not in cited
    assert "synthetic" not in cited


def test_a_build_without_official_figures_says_so(build: Build):
    assert figures(build, DAYS._replace(publisher="Nobody"), "Kent") is None
    assert isinstance(record.outlines(build), pl.DataFrame)


def test_official_figures_on_pages_of_case_records_name_their_cells_too(build: Build):
    panels = [
        by_topic.days_by_force(build, DAYS.category, "Kent"),
        by_topic.by_characteristic(build),
        by_topic.workforce(build, "England and Wales"),
        cards.headlines(build),
    ]

    for panel in panels:
        assert all(cell.startswith("B") for cell in panel.table["Cell"]), panel.title
        assert len(panel.table["Cell"]) == panel.rows
