"""Every figure of the demonstration is the same in chart, table, file, workbook, page and pack.

A pack is its page printed: what the PDF holds of it is read in `tests/browser/test_site.py`. `make
soak` looks at all charts and workbooks, here some are taken of those of regions and former windows.
"""

import math
import shutil
from itertools import groupby
from pathlib import Path

import pytest

from dashboard.components import topic
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.queries.connection import current_build
from dashboard.site import areas, topics
from dashboard.site.asks import asks
from dashboard.site.packs import pack_html
from dashboard.site.write import write_site
from etl.config import Settings
from tests.dashboard.reading import numbers, rows_of
from tests.dashboard.site_pages import Read, read
from tests.figures import OF_WORDS, counts, number, parts, short, without_blanks
from tests.media import (
    KEY,
    drawn,
    key_of,
    listed,
    of_windows,
    published_rows,
    said_of,
    shaded,
    snapshot_of,
    tidy_files,
    workbooks,
)
from tests.soak import SOAKING

TOLD = ("numerator", "denominator", "value", "lower", "upper")
LATEST = "2023-26"
# One in so many trends of regions is drawn where nobody waits for all: each measure, each region.
ONE_IN = 1 if SOAKING else 9
Series = dict[tuple, list[dict]]


@pytest.fixture(scope="module")
def public(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copies of the public file: each of its readers locks its own file down."""
    folder = tmp_path_factory.mktemp("every")
    for name in ("rows", "files", "shown"):
        shutil.copyfile(built.public_file.resolve(), folder / f"{name}.duckdb")
    return folder


@pytest.fixture(scope="module")
def rows(public: Path) -> list[dict]:
    return published_rows(public / "rows.duckdb")


@pytest.fixture(scope="module")
def windows(rows: list[dict]) -> list[dict]:
    """Of every measure and area, what its page has to list; some hidden, some provisional."""
    found = of_windows(rows)
    assert len({row["area_code"] for row in found}) == 54
    assert {row["symbol"] for row in found} >= {"c", "z", "u", None}
    assert any(row["provisional"] for row in found)
    return found


@pytest.fixture(scope="module")
def questions(public: Path) -> dict[str, Ask]:
    return {ask.area.code: ask for ask in asks(current_build(public / "shown.duckdb"))}


# --- Files ---------------------------------------------------------------------------------------


def test_the_tidy_files_hold_every_published_row(built, public, rows, tmp_path):
    snapshot = snapshot_of(public / "files.duckdb", built.published_contract_dir)
    lines = {key_of(line): line for line in tidy_files(snapshot, tmp_path).iter_rows(named=True)}
    assert lines.keys() == {key_of(row) for row in rows}
    for row in rows:
        line = lines[key_of(row)]
        for name in TOLD:
            assert row[name] == (None if line[name] is None else float(line[name])), key_of(row)
        assert line["symbol"] == row["symbol"]
        assert line["provisional"] == str(row["provisional"]).lower()
        assert row["symbol"] != "c" or not any(line[name] for name in TOLD[2:]), key_of(row)


def test_the_workbooks_hold_the_rows_cell_by_cell(built, public, rows):
    periods = {row["period"] for row in rows} if SOAKING else {LATEST}
    snapshot = snapshot_of(public / "files.duckdb", built.published_contract_dir)
    cells = workbooks(snapshot, periods)
    wanted = [row for row in rows if row["period"] in periods]
    assert len(cells) == len(wanted)
    for row in wanted:
        *told, symbol, marks = cells[tuple(row[name] for name in KEY if name != "period_type")]
        for name, value in zip(TOLD, told, strict=True):
            # XLSX keeps sixteen digits, one fewer than some numbers have.
            assert (value is None) == (row[name] is None)
            assert value is None or math.isclose(value, row[name], rel_tol=1e-14)
        assert symbol == (f"[{row['symbol']}]" if row["symbol"] else "none")
        assert ("[p]" in marks) == row["provisional"]


# --- Pages and packs -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shown(public: Path, questions, tmp_path_factory) -> tuple[dict[str, Read], dict[str, Read]]:
    """The page and the pack of each area, without pages of topics and panels that are charts."""
    out = tmp_path_factory.mktemp("pages") / "site"
    with pytest.MonkeyPatch.context() as patch:
        for name in areas._CHARTS:
            patch.setitem(areas._CHARTS, name, [])
        patch.setattr(topics, "topics", lambda build, ask: [])
        build = current_build(public / "shown.duckdb")
        site = write_site(build, out, None, None, lambda step, many: lambda: None)
    made = {page.code: page for page in site.pages if page.code}
    pages = {code: read(out / page.path) for code, page in made.items()}
    packs = {code: Read(pack_html(questions[code], page, {})) for code, page in made.items()}
    return pages, packs


def test_the_page_of_each_area_lists_its_rows(windows, shown):
    for code, own in groupby(sorted(windows, key=key_of_area), key=key_of_area):
        cells = {(name, period): words for name, period, words in listed(shown[0][code].tables)}
        own = list(own)
        assert sum(map(bool, cells.values())) == len(own)
        for row in own:
            words = said_of(cells, row)
            if row["value"] is None:
                assert words.startswith(f"[{row['symbol']}]"), key_of(row)
                assert row["symbol"] != "c" or not numbers(words), key_of(row)
            else:
                told = parts(row)
                assert told <= numbers(words) <= told | OF_WORDS | counts(row), key_of(row)
            _hold_marks(row, words)


def test_the_pack_of_each_area_lists_its_last_two_windows(windows, shown):
    last = sorted({row["period"] for row in windows})[-2:]
    kept = sorted((row for row in windows if row["period"] in last), key=key_of_area)
    for code, own in groupby(kept, key=key_of_area):
        cells = {(name, period): words for name, period, words in listed(shown[1][code].tables)}
        own = list(own)
        assert sum(map(bool, cells.values())) == len(own)
        for row in own:
            words = said_of(cells, row)
            assert without_blanks(words).startswith(short(row)), key_of(row)
            assert row["symbol"] != "c" or not numbers(words), key_of(row)
            _hold_marks(row, words)


def key_of_area(row: dict) -> str:
    return row["area_code"]


def _hold_marks(row: dict, words: str) -> None:
    is_shown = row["value"] is not None
    assert ("[p]" in words) == (is_shown and row["provisional"]), key_of(row)
    assert ("[b]" in words) == (is_shown and row["break_within"]), key_of(row)


# --- Charts, the tables beside them and their files ----------------------------------------------


@pytest.fixture(scope="module")
def series(windows: list[dict]) -> Series:
    """The rows of the latest window by measure, breakdown and category."""
    found: Series = {}
    for row in windows:
        if row["period"] == LATEST:
            found.setdefault((row["measure"], row["breakdown"], row["category"]), []).append(row)
    return found


def test_the_forces_stand_in_a_chart_with_the_same_figures(series, questions):
    ask = next(iter(questions.values()))
    seen = 0
    for (name, *which), own in series.items():
        forces = [row for row in own if row["area_level"] != "region"]
        if any(row["area_level"] == "force" for row in forces):
            _hold_panel(topic.forces(ask, name, *which), forces, "area_name", "x")
            seen += len(forces)
    assert seen > 2000


def test_a_trend_shows_each_year_or_window_with_the_same_figures(rows, series, questions):
    each = {}
    for row in rows:
        at = (row["measure"], row["breakdown"], row["category"], row["area_code"])
        each.setdefault((at, row["period_type"]), []).append(row)
    for at in _trends(series)[::ONE_IN]:
        # By year where there are years.
        own = each.get((at, "financial_year")) or each[at, "three_years"]
        name, *which, code = at
        panel = topic.trend(questions[code], name, *which)
        _hold_panel(panel, own, "period", "y")
        assert shaded(panel.figure) == sum(row["provisional"] for row in own)


def _trends(series: Series) -> list[tuple]:
    """Measure, breakdown, category and area of what no chart of forces shows; or of everything."""
    return [
        (*at, row["area_code"])
        for at, own in series.items()
        for row in own
        if SOAKING
        or row["area_level"] == "region"
        or not any(other["area_level"] == "force" for other in own)
    ]


def _hold_panel(panel: Panel, own: list[dict], by: str, axis: str) -> None:
    """Chart, table and file of a panel say the same as the published rows, and nothing else."""
    wanted = {row[by]: row for row in own}
    chart = drawn(panel.figure, axis)
    file = {row[by]: row for row in rows_of(panel.file)}
    table = {line[0]: line for line in panel.table.rows()}
    note = panel.table.columns.index("Note")
    assert chart.keys() == file.keys() == table.keys() == wanted.keys()
    for name, row in wanted.items():
        words = table[name][1]
        if row["value"] is None:
            assert chart[name] == (row["symbol"], 0), key_of(row)
            assert (file[name]["value"], file[name]["symbol"]) == ("", row["symbol"])
            assert words.startswith(f"[{row['symbol']}]")
            assert row["symbol"] != "c" or not numbers("".join(table[name][1:])), key_of(row)
        else:
            assert chart[name] == ("u" if row["symbol"] == "u" else "value", row["value"])
            assert float(file[name]["value"]) == row["value"], key_of(row)
            assert number(row["value"], row["per"]) in words, key_of(row)
            noted = "provisional" in table[name][note] + panel.table_note
            assert noted == row["provisional"], key_of(row)
        assert file[name]["provisional"] == str(row["provisional"]).lower()
