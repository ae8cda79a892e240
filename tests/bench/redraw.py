"""How much longer a change of a filter takes than on a bare Streamlit page with the same figures.

`python -m tests.bench.redraw` prints both medians and their ratio, and fails above the goal. The
two are measured in turn in one run, so that a busy machine slows both.
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

GOAL = 1.5
ROUNDS = 30
WARM = 4
CHECKOUT = Path(__file__).resolve().parents[2]
VIEW = "referrals"


def measure(data_dir: Path, rounds: int = ROUNDS) -> tuple[float, float]:
    """Median seconds of a redraw after another area is chosen: on the topic page, and bare."""
    os.environ["CONDUCT_DATA"] = str(data_dir)
    logging.disable(logging.WARNING)
    page = _topic_page()
    areas = [name for name in page.selectbox(key="area").options if "(" not in name][:2]
    bare = _bare_page(page, areas)
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


def main() -> int:
    """Print the ratio; 1 if it is above the goal."""
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else Settings.from_environment().data_dir
    ours, least = measure(chosen)
    ratio = ours / least
    print(
        f"{VIEW}: {ours * 1000:.0f} ms; bare page with its figures: {least * 1000:.0f} ms; ", end=""
    )
    print(f"ratio {ratio:.2f} (goal {GOAL})")
    return 0 if ratio <= GOAL else 1


def _topic_page() -> AppTest:
    page = AppTest.from_file(str(CHECKOUT / "dashboard" / "app.py"), default_timeout=60).run()
    return page.switch_page(f"views/{VIEW}.py").run()


def _bare_page(page: AppTest, areas: list[str]) -> AppTest:
    """The bare page, with the figures of the topic page in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="conduct-bench-"))
    script = folder / "bare.py"
    script.write_text((Path(__file__).parent / "bare.py").read_text(encoding="utf-8"))
    kept = {}
    for area in areas:
        page.selectbox(key="area").select(area).run()
        kept[area] = [chart.proto.spec for chart in page.get("plotly_chart")]
    (folder / "figures.json").write_text(json.dumps(kept), encoding="utf-8")
    return AppTest.from_file(str(script), default_timeout=60).run()


def _redraw(page: AppTest, area: str) -> float:
    begun = time.perf_counter()
    page.selectbox(key="area").select(area).run()
    return time.perf_counter() - begun


if __name__ == "__main__":
    raise SystemExit(main())
