"""What only a browser shows of links and addresses: choices that go along and come back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.pages import open_page, wait_until_drawn
from tests.browser.test_pages import PHONE, check, choose


def value_of(page: Page, label: str) -> str:
    return page.get_by_role("combobox", name=label, exact=True).input_value()


def test_a_question_opens_its_page_with_area_and_choices_and_the_way_back_keeps_them(
    page: Page, dashboard: str
):
    open_page(page, f"{dashboard}/find?area=Northmoor&q=accelerated+hearing")
    check(page, **PHONE)
    page.set_viewport_size(DESKTOP)
    page.get_by_role("link", name="Go to Gross misconduct").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gross misconduct")
    wait_until_drawn(page)

    assert value_of(page, "Area") == "Northmoor"
    assert value_of(page, "Measure") == "Gross misconduct proven at hearings"

    page.get_by_role("link", name="Everything about Northmoor on one page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Force")
    wait_until_drawn(page)
    assert value_of(page, "Area") == "Northmoor"


def test_a_search_is_in_the_address_and_its_words_stay_words(page: Page, dashboard: str):
    open_page(page, f"{dashboard}/find")
    box = page.get_by_role("textbox", name="Search measures, forces, terms and questions")
    box.fill("<b>zebra</b>")
    box.press("Enter")
    page.wait_for_url("**q=*")
    wait_until_drawn(page)
    expect(page.get_by_text("Nothing here has all these words")).to_be_visible()

    box.fill("proven hearing")
    box.press("Enter")
    expect(
        page.get_by_role("link", name="Gross misconduct proven at hearings", exact=True).first
    ).to_be_visible()


@pytest.mark.soak
def test_small_pictures_and_the_area_in_blue_come_back_from_the_address(
    page: Page, new_page: Callable[..., Page], dashboard: str
):
    open_page(page, f"{dashboard}/explore?area=Northmoor")
    choose(page, "Drawn as", "Small pictures on one scale")
    choose(page, "Pooled over", "Three-year windows")
    check(page, **PHONE)

    elsewhere = new_page()
    open_page(elsewhere, page.url)

    assert value_of(elsewhere, "Drawn as") == "Small pictures on one scale"
    assert value_of(elsewhere, "Pooled over") == "Three-year windows"
    expect(elsewhere.get_by_role("heading", level=3).first).to_contain_text("Northmoor")
