"""A chart is saved as a picture that can go out alone: all its words in it, nothing cut off."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.pages import open_page
from tests.browser.test_pages import PAGES
from tests.soak import SOAKING

WIDE = 960
SHARP = 2
# Every kind of chart but those of other pages, which `make soak` saves, too.
VIEWS = list(PAGES) if SOAKING else ["time_to_hearing"]
WRITTEN = "[...document.querySelectorAll('text')].filter(each => each.textContent.trim())"
# All words of a picture, with blanks where lines break.
WORDS = f"""() => {WRITTEN}.flatMap(each => each.children.length
    ? [...each.children].map(line => line.textContent) : [each.textContent]).join(' ')"""
# By how many pixels a word stands over an edge of the picture.
OUTSIDE = f"""() => {{ const sheet = document.querySelector('svg').getBoundingClientRect();
    return Math.max(...{WRITTEN}.map(each => each.getBoundingClientRect()).map(box => Math.max(
        sheet.left - box.left, box.right - sheet.right,
        sheet.top - box.top, box.bottom - sheet.bottom))) }}"""
SMALLEST = f"() => Math.min(...{WRITTEN}.map(each => parseFloat(getComputedStyle(each).fontSize)))"


def saved(page: Page, number: int, kind: str) -> tuple[str, bytes]:
    """Name and content of the file that a button under a chart leaves, pressed by keyboard."""
    with page.expect_download() as download:
        page.locator(f"button[data-picture={kind}]").nth(number).press("Enter")
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("view", VIEWS)
def test_every_chart_is_saved_with_its_words_and_nothing_cut_off(
    page: Page, new_page: Callable[..., Page], served: Callable, sample: Path, view: str
):
    open_page(page, f"{served(sample).url}/{view}")
    # Drawn anew at its own size, whatever the window.
    page.set_viewport_size(PHONE)
    sheet = new_page()
    many = page.locator("button[data-picture=svg]").count()
    assert many == page.get_by_role("radio", name="Chart", checked=True, exact=True).count()
    for number in range(many):
        name, drawn = saved(page, number, "svg")
        text = drawn.decode()
        sheet.set_content(text)
        words = sheet.evaluate(WORDS)

        is_official = "published" in name
        assert ("synthetic" in name) is not is_official
        assert ("Synthetic data" in words) is not is_official
        assert "Source: " in words
        assert "licence: " in words
        assert re.match(rf'<svg [^>]*width="{WIDE}"', text)
        assert sheet.evaluate(OUTSIDE) <= 1, name
        assert sheet.evaluate(SMALLEST) >= 16, name
        assert not re.search(r'(?:href|src)="(?!#|data:)', text), name


def test_a_png_has_its_own_size_and_the_reader_is_told_of_it(
    page: Page, served: Callable, sample: Path
):
    open_page(page, f"{served(sample).url}/referrals?area=Northmoor")
    name, content = saved(page, 0, "png")
    _, drawing = saved(page, 0, "svg")
    image = Image.open(io.BytesIO(content))
    height = int(re.search(rb'height="(\d+)"', drawing).group(1))

    assert name == "referrals-r1-trend-northmoor-synthetic.png"
    assert image.size == (WIDE * SHARP, height * SHARP)
    # Words stand above the chart, and below it.
    for top in (0, image.height - 100):
        assert image.convert("L").crop((0, top, WIDE, top + 100)).getextrema()[0] < 64
    said = page.locator('.picture [role="status"]').first
    expect(said).to_have_text(re.compile("^Saved: referrals-r1-trend-northmoor"))


def test_a_picture_that_cannot_be_made_is_told_so(page: Page, served: Callable, sample: Path):
    open_page(page, f"{served(sample).url}/referrals")
    page.evaluate("delete window.Plotly")
    page.locator("button[data-picture=png]").first.click()

    expect(page.locator('.picture [role="status"]').first).to_have_text(
        "The picture could not be made. Reload the page and try again."
    )
