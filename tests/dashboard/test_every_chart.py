"""What holds for every chart of every page: type, names, marks, words, and the picture of it."""

import logging
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.picture import EDGE, TEXT, TITLE, Words, frame, framed, width_of
from dashboard.components import panel as panels
from dashboard.components.panel import Panel
from tests.dashboard.conftest import APP
from tests.dashboard.reading import numbers
from tests.dashboard.test_every_page import PAGES

Drawn = list[tuple[str, Panel]]

LEAST = 16  # pixels, which are 12 points
MOST_LINES = 4
GREYS = {"#767676", "#1F1F1F"}
# Pages, and choices that draw what they do not draw by themselves.
STATES = [
    *((view, {}) for view in PAGES),
    ("referrals", {"area": "Elderholm", "grain": "Quarters"}),
    ("gross_misconduct", {"area": "Ambershire", "forces_as": "Each force with its interval"}),
    ("time_to_hearing", {"area": "Ambershire"}),
    ("discrimination", {"area": "Northmoor", "period": "2024-25, one year"}),
    ("explore", {"area": "Northmoor", "drawn": "Small pictures on one scale"}),
    ("explore", {"lines": "Protected characteristic", "columns": "Time"}),
]


@pytest.fixture(scope="module")
def drawn(sample: Path) -> Drawn:
    """Every chart of every page and state, under the name of its state."""
    found: list[tuple[str, Panel]] = []
    state = ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONDUCT_DATA", str(sample))
        patch.setitem(panels._BODIES, "Chart", lambda panel: found.append((state, panel)))
        logging.disable(logging.WARNING)
        page = AppTest.from_file(str(APP), default_timeout=60)
        for view, link in STATES:
            state = " ".join([view, *link.values()])
            if link:
                # What was chosen before goes before what a link asks for.
                page = AppTest.from_file(str(APP), default_timeout=60)
                page.query_params.update(link)
                page.run()
                page.query_params.update(link)
            assert not page.switch_page(f"views/{view}.py").run().exception
        logging.disable(logging.NOTSET)
    assert len(found) > 60
    return found


def sizes(part: object, is_font: bool = False) -> Iterator[float]:
    """Every size of letters that a figure names, its template's among them."""
    if isinstance(part, dict):
        if is_font and "size" in part:
            yield part["size"]
        for name, inner in part.items():
            yield from sizes(inner, name.endswith("font"))
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from sizes(inner)


def words_of(panel: Panel) -> str:
    """All that is said beside a chart, on the page and in a picture of it."""
    return " ".join([panel.around.title, panel.around.subtitle, *panel.around.notes])


def named(panel: Panel, part: str, name: str) -> list:
    """Traces, shapes or notes of a figure by their name."""
    figure = panel.figure
    parts = figure.data if part == "data" else getattr(figure.layout, part)
    return [each for each in parts if each.name == name]


def has_points(trace: object) -> bool:
    return bool(len(trace.x or ()))


def parts_a_whole(panel: Panel, trace: object) -> bool:
    """Whether a trace is one part of a stack."""
    is_stack = panel.figure.layout.barmode == "stack" and trace.type == "bar"
    return is_stack or bool(getattr(trace, "stackgroup", None))


def test_type_is_at_least_twelve_points(drawn: Drawn):
    for state, panel in drawn:
        sent = panel.figure.to_plotly_json()
        found = list(sizes({"data": list(sent["data"]), "layout": sent["layout"]}))
        template = panel.figure.layout.template.layout
        assert template.font.size >= LEAST
        assert min(found, default=LEAST) >= LEAST, (state, panel.name)


def test_at_most_four_lines_have_a_colour_and_each_a_dash_of_its_own(drawn: Drawn):
    for state, panel in drawn:
        looks = {
            (trace.line.color, trace.line.dash or "solid")
            for trace in panel.figure.data
            if trace.type == "scatter" and "lines" in (trace.mode or "") and not trace.fill
            and trace.name != "95% interval" and trace.line.width and trace.line.color
            and trace.line.color not in GREYS and trace.stackgroup is None
        }  # fmt: skip
        assert len(looks) <= MOST_LINES, (state, panel.name)
        assert len({dash for _, dash in looks}) == len(looks), (state, panel.name)


def test_parts_of_a_whole_and_lines_are_named_at_their_place_not_in_a_legend(drawn: Drawn):
    for state, panel in drawn:
        layout = panel.figure.layout
        # The map's key says which shade is how many: there is no place to say it at.
        assert not layout.showlegend or "map" in panel.name
        parts = {t.name for t in panel.figure.data if parts_a_whole(panel, t)}
        told = " ".join(note.text or "" for note in layout.annotations).replace("<br>", " ")
        assert all(part in told for part in parts if part), (state, panel.name)


def test_what_has_no_figure_is_an_open_mark_and_explained(drawn: Drawn):
    for state, panel in drawn:
        for kind in ("c", "x", "z", "u"):
            for trace in filter(has_points, named(panel, "data", kind)):
                assert trace.marker.symbol.endswith("-open")
                assert kind == "u" or trace.text == f"[{kind}]" or panel.name == "returns"
                assert f"[{kind}]" in words_of(panel), (state, panel.name, kind)


def test_a_break_is_a_dashed_line_with_its_name_and_what_is_provisional_shaded(drawn: Drawn):
    for state, panel in drawn:
        lines, names = named(panel, "shapes", "break"), named(panel, "annotations", "break")
        assert {line.line.dash for line in lines} <= {"dash"}
        if panel.name != "explore" or names:
            assert len(names) == len(lines), (state, panel.name)
        assert not lines or re.search("[Rr]ules|dashed", words_of(panel)), (state, panel.name)
        if panel.name.startswith("trend"):
            shaded = bool(named(panel, "shapes", "provisional"))
            assert shaded == ("provisional" in " ".join(panel.marks)), (state, panel.name)


def test_an_interval_that_is_drawn_is_explained(drawn: Drawn):
    for state, panel in drawn:
        figure = panel.figure
        has = any(t.name in ("95% interval", "lower") for t in figure.data)
        if has and "map" not in panel.name:
            assert "95%" in panel.reading, (state, panel.name)


def test_words_for_a_chart_hold_numbers_of_its_table_only(drawn: Drawn):
    # What counts rows, names a method or a period is no figure.
    other = (r"95% interval|per 1,0+|under 10|\b\d{4}(-\d\d)?\b|99\.8%|95%"
             r"|[\d,]+ (periods|quarters|years|forces|hidden|without|lines|small|months)"
             r"|signal: \d+|\(\D*\)")  # fmt: skip
    for state, panel in drawn:
        assert len(panel.alt) > 40, (state, panel.name)
        assert re.search(r"\d", panel.alt), (state, panel.name)
        told = numbers(re.sub(other, "", panel.alt.replace("\u2011", "-")))
        cells = " ".join(str(cell) for column in panel.table for cell in column)
        told -= numbers(f"{cells} {panel.title} {panel.subtitle}")
        assert not told, (state, panel.name, told)


# --- Pictures -------------------------------------------------------------------------------------


def test_a_picture_says_title_unit_source_version_and_licence(drawn: Drawn):
    for _, panel in drawn:
        told = panel.drawing.to_dict()["layout"]["meta"]
        lines = " ".join(text for *_, text in told["lines"])
        assert lines.startswith(panel.title)
        assert panel.subtitle in lines
        assert "Source: " in lines
        assert "licence: " in lines
        is_official = panel.name.startswith("published-")
        assert ("build 20260701-sample" in lines) is not is_official
        assert ("synthetic" in told["name"]) is not is_official
        assert ("Synthetic data" in (panel.figure.layout.title.text or "")) is not is_official
        assert not re.search(r"\\|\*\*|\]\(", lines), lines


def test_no_word_of_a_picture_is_lost_or_runs_over_its_edge(drawn: Drawn):
    for _, panel in drawn:
        for width in (960, 360):
            around = frame(panel.around, 400, width)
            texts = [text for *_, text in around.lines]
            assert " ".join(texts).split() == words_of(panel).split()
            assert all(
                width_of(text, size) <= width - 2 * EDGE for _, size, _, text in around.lines
            )


def test_lines_of_a_picture_lie_apart_above_and_below_the_chart():
    around = frame(Words("Title " * 30, "Subtitle", ("Note " * 60, "Source")), 300)
    heights = [y for y, *_ in around.lines]

    assert {size for _, size, *_ in around.lines} == {TITLE, TEXT}
    assert min(TITLE, TEXT) >= LEAST
    assert all(low - high >= LEAST for high, low in pairwise(heights))
    assert not [y for y in heights if around.top - 4 < y < around.top + 300 + TEXT]
    assert heights[-1] < around.height - EDGE / 2


def test_words_in_a_picture_are_words():
    around = frame(Words("</text><script>alert(1)</script>", "a & b", ("\"'<",)), 100)

    made = framed('<svg xmlns="http://www.w3.org/2000/svg" width="960" height="100"></svg>', around)

    assert "<script" not in made
    assert "a &amp; b" in made
    assert f'<svg y="{around.top}" xmlns' in made
    assert f'<view id="chart" viewBox="0 {around.top} 960 100"/>' in made
