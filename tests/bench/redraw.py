"""How much longer a change of a filter takes than on a bare Streamlit page with the same figures.

`python -m tests.bench.redraw` times what a reader waits for, in a real browser from the key that
chooses to the last change of a figure, and from an address to the first chart, and fails above the
goals; and what of it the server takes.
Page and bare page are measured in turn in one run, so that a busy machine slows both. The bare page
has the choice of an area and the same figures, ready made, and nothing else.
"""

import gc
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from etl.config import Settings
from tests.bench.in_browser import measure_in_browser

MOST_TO_CHANGE, MOST_TO_FIRST = 1.25, 1.5
ROUNDS = 30
WARM = 4
CHECKOUT = Path(__file__).resolve().parents[2]
VIEW = "referrals"


def main() -> int:
    """Print all ratios; 1 if one of the reader's is above its goal."""
    data_dir = Path(sys.argv[1]) if len(sys.argv) > 1 else Settings.from_environment().data_dir
    os.environ["CONDUCT_DATA"] = str(data_dir)
    logging.disable(logging.WARNING)
    page = _topic_page()
    areas = [name for name in page.selectbox(key="area").options if "(" not in name][:2]
    script = _bare_script(page, areas)
    _tell("server", *measure_on_server(page, script, areas))
    waited = measure_in_browser(data_dir, script, VIEW, areas)
    if waited is None:
        print("No Chromium was found, so what a reader waits for was not measured.")
        return 1
    ratios = {
        "change of area": (_tell("change of area in the browser", *waited.changed), MOST_TO_CHANGE),
        "first chart": (_tell("first chart in the browser", *waited.first), MOST_TO_FIRST),
    }
    for what, (ratio, goal) in ratios.items():
        print(f"{what}: goal {goal}, {'held' if ratio <= goal else 'not held'}")
    return 0 if all(ratio <= goal for ratio, goal in ratios.values()) else 1


def measure_on_server(
    page: AppTest, script: Path, areas: list[str], rounds: int = ROUNDS
) -> tuple[float, float]:
    """Median milliseconds of a redraw by the server: topic page, bare page."""
    bare = AppTest.from_file(str(script), default_timeout=60).run()
    for turn in range(WARM):
        _redraw(page, areas[turn % 2])
        _redraw(bare, areas[turn % 2])
    gc.collect()
    gc.freeze()
    ours, least = [], []
    for turn in range(rounds):
        ours.append(_redraw(page, areas[turn % 2]))
        least.append(_redraw(bare, areas[turn % 2]))
    return statistics.median(ours), statistics.median(least)


def _tell(where: str, ours: float, least: float) -> float:
    ratio = ours / least
    print(f"{where}: {VIEW} {ours:.0f} ms, bare page {least:.0f} ms, ratio {ratio:.2f}", flush=True)
    return ratio


def _topic_page() -> AppTest:
    page = AppTest.from_file(str(CHECKOUT / "dashboard" / "app.py"), default_timeout=60).run()
    return page.switch_page(f"views/{VIEW}.py").run()


def _bare_script(page: AppTest, areas: list[str]) -> Path:
    """The script of the bare page, with the figures of the topic page in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="conduct-bench-"))
    script = folder / "bare.py"
    script.write_text((Path(__file__).parent / "bare.py").read_text(encoding="utf-8"))
    kept = {}
    for area in areas:
        page.selectbox(key="area").select(area).run()
        kept[area] = [chart.proto.spec for chart in page.get("plotly_chart")]
    (folder / "figures.json").write_text(json.dumps(kept), encoding="utf-8")
    return script


def _redraw(page: AppTest, area: str) -> float:
    begun = time.perf_counter()
    page.selectbox(key="area").select(area).run()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
