"""Every page looks as it did when somebody last looked: pictures at three widths, with a tolerance.

`make references` takes them anew; look at each before it is committed. They show the small public
file, whose figures never change.
"""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Page

from tests.browser.pages import open_page, wait_until_drawn
from tests.browser.test_pages import PAGES
from tests.soak import SOAKING

REFERENCES = Path(__file__).with_name("references")
WIDTHS = (1280, 768, 390)
HEIGHT = 1200
COLOURS = 32
# Letters differ by a pixel between machines, so pictures are made soft and small to be compared.
SOFT, SMALL = 4, 4
DARKER = 48  # of 255: less is how a letter is drawn
MOST_OTHER = 0.02  # of the picture
RENEWING = bool(os.environ.get("CONDUCT_RENEW"))


@pytest.mark.skipif(not SOAKING, reason="make soak compares pictures of every page")
@pytest.mark.parametrize("view", PAGES)
def test_a_page_looks_as_it_did(page: Page, served: Callable, sample: Path, view: str):
    open_page(page, f"{served(sample).url}/{view}")
    other = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.wait_for_timeout(400)
        wait_until_drawn(page)
        taken = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        path = REFERENCES / f"{view or 'overview'}-{width}.png"
        if RENEWING:
            REFERENCES.mkdir(exist_ok=True)
            taken.quantize(COLOURS).save(path, optimize=True)
        assert path.exists(), f"{path.name}: `make references` takes it; look at it."
        other[width] = share_of_other(taken, Image.open(path).convert("RGB"))
    assert max(other.values()) <= MOST_OTHER, other


def share_of_other(taken: Image.Image, reference: Image.Image) -> float:
    """How much of the picture is other than in the reference, letters apart; 1 for another size."""
    if taken.size != reference.size:
        return 1.0
    seen, expected = (
        each.convert("L").filter(ImageFilter.GaussianBlur(SOFT)).reduce(SMALL)
        for each in (taken, reference)
    )
    counts = ImageChops.difference(seen, expected).histogram()
    return sum(counts[DARKER:]) / sum(counts)


def test_a_missing_chart_is_seen_and_a_letter_drawn_otherwise_is_not():
    blank = Image.new("RGB", (400, 400), "white")
    moved, chart = blank.copy(), blank.copy()
    moved.paste("black", (10, 10, 18, 12))
    chart.paste("#12436D", (50, 50, 350, 150))

    assert share_of_other(moved, blank) == 0
    assert share_of_other(chart, blank) > MOST_OTHER
    assert share_of_other(blank.resize((400, 390)), blank) == 1
