"""The Questions menu in a browser: clean for axe-core on a phone and on a desk, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor, axe_findings
from tests.browser.test_desk import sign_in

LISTS = ["", "?ordering=-count", "?status=suggested", "?q=cau+ben+dong", "?region=atlantis"]


@pytest.fixture(scope="module")
def reading(browser, desk) -> Iterator[Callable[[str], Page]]:
    """The page of the office lead, who reads the desk in a language; one sign-in for each."""
    visitor = Visitor(browser, desk)

    @cache
    def reading(language: str) -> Page:
        page = sign_in(visitor, "son")
        page.goto("/desk/account/")
        page.locator("[name$=preferred_language]").select_option(language)
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_load_state()
        return page

    yield reading
    visitor.leave()


# Each language and each width; the other two with --long.
@pytest.mark.parametrize(
    ("language", "width"),
    [
        ("vi", 360),
        pytest.param("vi", 1280, marks=pytest.mark.long),
        pytest.param("en", 360, marks=pytest.mark.long),
        ("en", 1280),
    ],
)
def test_it_is_clean(reading, language, width):
    page = reading(language)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/desk/questions/?ordering=-count")
    largest = page.locator("table a[href*='/inspect/']").first.get_attribute("href")
    for path in ["/desk/", *(f"/desk/questions/{query}" for query in LISTS), largest]:
        page.goto(path)
        assert axe_findings(page) == [], path
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, path


@pytest.mark.parametrize("language", ["vi", "en"])
def test_search_and_order_are_a_click_away(reading, language):
    page = reading(language)
    page.goto("/desk/questions/")
    page.locator(".factdesk-orders a").last.click()
    expect(page).to_have_url("/desk/questions/?ordering=-count")
    page.locator("main [name=q]").fill("dong phuc")
    expect(page.locator("#listing-results [role=status]")).to_be_visible()
