"""The Questions menu in a browser: clean for axe-core on a phone and on a desk, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor, axe_findings
from tests.browser.test_desk import sign_in

LISTS = ["", "?ordering=-count", "?status=suggested", "?q=cau+ben+dong", "?region=atlantis"]


@pytest.fixture(params=["vi", "en"])
def page(request, visitor: Visitor):
    """The office lead, who reads the desk in this language."""
    page = sign_in(visitor, "son")
    page.goto("/desk/account/")
    page.locator("[name$=preferred_language]").select_option(request.param)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    return page


@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_clean(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/desk/questions/?ordering=-count")
    largest = page.locator("table a[href*='/inspect/']").first.get_attribute("href")
    for path in ["/desk/", *(f"/desk/questions/{query}" for query in LISTS), largest]:
        page.goto(path)
        assert axe_findings(page) == [], path
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, path


def test_search_and_order_are_a_click_away(page):
    page.goto("/desk/questions/")
    page.locator(".factdesk-orders a").last.click()
    expect(page).to_have_url("/desk/questions/?ordering=-count")
    page.locator("main [name=q]").fill("dong phuc")
    expect(page.locator("#listing-results [role=status]")).to_be_visible()
