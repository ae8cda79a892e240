"""The browser tests' own eyes: what goes wrong on a page is seen."""

import pytest

from tests.browser.pages import take_picture

PAGE = "data:text/html,<script>{script}</script>"


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("console.error('no figure')", "console error: no figure"),
        ("throw new Error('no chart')", "script error: no chart"),
        ("fetch('https://example.org/font')", "the page asked another machine: example.org"),
    ],
)
def test_a_problem_on_a_page_is_seen(page, problems, script, problem):
    page.goto(PAGE.format(script=script))
    page.wait_for_timeout(200)
    assert problem in problems
    problems.clear()


def test_a_page_without_problems_leaves_none(page, problems):
    page.goto(PAGE.format(script="console.log('a figure')"))
    page.wait_for_timeout(200)
    assert problems == []


def test_a_phone_is_as_narrow_as_the_narrowest_that_must_work(phone):
    assert phone.evaluate("window.innerWidth") == 320


def test_no_picture_is_taken_unless_a_folder_is_named(page):
    assert take_picture(page, None, "overview") is None
