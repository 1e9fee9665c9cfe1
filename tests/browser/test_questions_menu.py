"""The Questions menu in a browser: clean for axe-core on a phone and on a desk, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Staff, axe_findings, next_page

LISTS = ["", "?ordering=-count", "?status=suggested", "?q=cau+ben+dong", "?region=atlantis"]


def reading(staff: Staff, language: str) -> Page:
    """The office lead, who reads the desk in this language from now on: it is kept with the login."""
    page = staff("son")
    page.goto("/desk/account/")
    page.locator("[name$=preferred_language]").select_option(language)
    with next_page(page):
        page.locator("main form button[type=submit]").last.click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    return page


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
def test_it_is_clean(staff: Staff, language, width):
    page = reading(staff, language)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/desk/questions/?ordering=-count")
    largest = page.locator("table a[href*='/inspect/']").first.get_attribute("href")
    for path in ["/desk/", *(f"/desk/questions/{query}" for query in LISTS), largest, f"{largest}?why=1#why"]:
        page.goto(path)
        assert axe_findings(page) == [], path
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, path


@pytest.mark.parametrize("language", ["vi", "en"])
def test_search_and_order_are_a_click_away(staff: Staff, language):
    page = reading(staff, language)
    page.goto("/desk/questions/")
    page.locator(".factdesk-orders a").last.click()
    expect(page).to_have_url("/desk/questions/?ordering=-count")
    page.locator("main [name=q]").fill("dong phuc")
    expect(page.locator("#listing-results [role=status]")).to_be_visible()
