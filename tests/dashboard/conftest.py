"""A small public file, and the pages opened on it as `streamlit run` opens them."""

import logging
import timeit
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.filters import Area, Ask
from dashboard.queries.connection import Build, current_build
from dashboard.queries.published import all_periods, areas
from tests.dashboard.reading import turned_to

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"


@pytest.fixture
def build(sample: Path) -> Build:
    return current_build(sample / "public" / "public.duckdb")


@pytest.fixture
def ask(build: Build) -> Callable[[str, str], Ask]:
    """`ask("Northmoor", "2023-26")`: what a reader asks who chose this area and period."""

    def made(area: str = "All forces (invented)", period: str = "2023-26") -> Ask:
        row = areas(build).filter(area_name=area).row(0, named=True)
        chosen = next(each for each in all_periods(build) if each.name == period)
        found = Area(row["area_code"], row["area_name"], row["area_level"], row["region_code"])
        return Ask(build, found, chosen)

    return made


@pytest.fixture
def open_page(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """`open_page("referrals", area="Northmoor")`: the page as that link shows it."""
    monkeypatch.setenv("CONDUCT_DATA", str(sample))
    # Outside a server Streamlit warns that there is no session.
    logging.disable(logging.WARNING)

    def opened(view: str, tab: str = "", **link: str) -> AppTest:
        page = AppTest.from_file(str(APP), default_timeout=60)
        page.query_params.update(link)
        page.run()
        if view != "overview":
            # The overview, where a test begins, takes out what does not concern it.
            page.query_params.update(link)
            page.switch_page(f"views/{view}.py").run()
        return turned_to(page, tab) if tab else page

    yield opened
    logging.disable(logging.NOTSET)


_SHOWN: dict[tuple[str, str], AppTest] = {}


@pytest.fixture
def shown(open_page: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """`shown("referrals", "Table")`: the page with that tab open in all panels, drawn once."""

    def look(view: str, tab: str = "") -> AppTest:
        if (view, tab) not in _SHOWN:
            _SHOWN[view, tab] = open_page(view, tab)
        return _SHOWN[view, tab]

    return look


@pytest.fixture
def benchmark_seconds() -> Callable[[Callable], float]:
    """Seconds that the fastest of ten calls takes."""

    def fastest(call: Callable) -> float:
        return min(timeit.repeat(call, number=1, repeat=10))

    return fastest
