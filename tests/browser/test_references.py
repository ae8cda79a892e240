"""Every page looks as it did when somebody last looked, at three widths; on paper it is whole.

`make references` takes the pictures anew; look at each before it is committed. They show the small
public file, whose figures never change, from head to foot at a quarter of the size.
"""

import base64
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Browser, Page

from tests.browser.pages import go, open_page, wait_until_drawn, watch
from tests.browser.test_pages import PAGES
from tests.soak import SOAKING

REFERENCES = Path(__file__).with_name("references")
WIDTHS = (1280, 768, 390)
# The middle one is like the others, so that it can wait for `make soak`.
TRIED = WIDTHS if SOAKING else WIDTHS[::2]
PAPER = 733  # pixels between the edges of an A4 sheet
SCALE = 0.25
COLOURS = 64
# Letters differ by a pixel between machines, so pictures are made soft, and compared tile by tile:
# what is missing from one of them would be lost in the whole.
SOFT, TILE = 1.5, 40
MOST_OTHER = 12  # of 255, the mean of a tile; heavier letters come to 8, a lost line to 19
LOOKS, BETWEEN = 8, 500  # and milliseconds: a chart follows a new width after a while
MOST_TALLER = 0.01  # where a line is broken otherwise
RENEWING = bool(os.environ.get("CONDUCT_RENEW"))
# Streamlit scrolls in a box of its own; unrolled, a page is as long as it is.
UNROLLED = """html, body, #root, [data-testid=stApp], [data-testid=stAppViewContainer],
    [data-testid=stMain], [data-testid=stMain] > div { position: static !important;
    height: auto !important; overflow: visible !important; }"""
FITTED = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(box => {
    const drawn = box.querySelector('.main-svg');
    return drawn && Math.abs(drawn.getBoundingClientRect().width - box.clientWidth) < 2; })"""
CONTROLS = """() => [...document.querySelectorAll(`header, [role=tablist], [role=combobox], button,
    input, [data-testid=stPageLink]`)].filter(each => each.checkVisibility()
    && each.getBoundingClientRect().width > 1).map(each => each.outerHTML.slice(0, 120))"""
CUT_OFF = """() => [...document.querySelectorAll('.table, .table div')]
    .filter(each => each.scrollWidth > each.clientWidth + 1).length"""


@pytest.fixture(scope="module")
def reader(browser: Browser, served: Callable, sample: Path) -> Page:
    """One page, led from link to link, which costs a third of opening each."""
    page = browser.new_page()
    problems: list[str] = []
    watch(page, problems)
    open_page(page, f"{served(sample).url}/find")
    page.add_style_tag(content=UNROLLED)
    yield page
    page.close()
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("view", PAGES)
def test_a_page_looks_as_it_did_at_three_widths_and_is_whole_on_paper(reader: Page, view: str):
    go(reader, PAGES[view])
    other = {}
    for width in WIDTHS if RENEWING else TRIED:
        path = REFERENCES / f"{view or 'overview'}-{width}.png"
        if RENEWING:
            REFERENCES.mkdir(exist_ok=True)
            taken = picture(reader, width)
            taken.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        assert path.exists(), f"{path.name}: `make references` takes it; look at it."
        other[width] = settled(reader, width, Image.open(path).convert("RGB"))
    assert max(other.values()) <= MOST_OTHER, other

    reader.set_viewport_size({"width": PAPER, "height": 1000})
    reader.emulate_media(media="print")
    left, cut = reader.evaluate(CONTROLS), reader.evaluate(CUT_OFF)
    reader.emulate_media(media="screen")
    assert (left, cut) == ([], 0)


def test_a_missing_chart_is_seen_and_letters_drawn_otherwise_are_not(reader: Page):
    go(reader, "Referrals")
    width = WIDTHS[-1]
    expected = Image.open(REFERENCES / f"referrals-{width}.png").convert("RGB")
    with_style = {
        "* { text-rendering: geometricPrecision; -webkit-text-stroke: 0.1px }": False,
        "[data-testid=stPlotlyChart]:nth-of-type(1) .scatterlayer { visibility: hidden }": True,
        "h3 { visibility: hidden }": True,
    }
    found = {}
    for style in with_style:
        added = reader.add_style_tag(content=style)
        found[style] = largest_difference(picture(reader, width), expected)
        added.evaluate("each => each.remove()")
    assert [each > MOST_OTHER for each in found.values()] == list(with_style.values()), found


def settled(page: Page, width: int, reference: Image.Image) -> float:
    """How far the page lies from its reference; one that is still moving is looked at again."""
    for _ in range(LOOKS):
        apart = largest_difference(picture(page, width), reference)
        if apart <= MOST_OTHER:
            break
        page.wait_for_timeout(BETWEEN)
    return apart


def picture(page: Page, width: int) -> Image.Image:
    """The whole page at that width, small."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(FITTED)
    wait_until_drawn(page)
    height = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": SCALE}
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    session.detach()
    return Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")


def largest_difference(taken: Image.Image, reference: Image.Image) -> float:
    """How far the tile that differs most lies from the reference; 255 for another size."""
    if taken.width != reference.width or abs(taken.height / reference.height - 1) > MOST_TALLER:
        return 255.0
    seen, expected = (
        each.convert("L").resize(reference.size).filter(ImageFilter.GaussianBlur(SOFT))
        for each in (taken, reference)
    )
    apart = ImageChops.difference(seen, expected)
    tiles = (
        apart.crop((left, top, left + TILE, top + TILE))
        for left in range(0, apart.width, TILE // 2)
        for top in range(0, apart.height, TILE // 2)
    )
    return max(ImageStat.Stat(tile).mean[0] for tile in tiles)
