"""The desk on a phone: no field of a fact-check runs past the edge, for the editor does not scroll sideways, and no
column of a list is out of reach."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Staff
from tests.browser.test_editing import new_check

PAST_THE_EDGE = """() => [...document.querySelectorAll("#main :is(select, input, textarea)")]
  .filter((field) => field.offsetWidth && field.getBoundingClientRect().right > innerWidth)
  .map((field) => field.name)"""


def phone_of(staff: Staff, name: str, width: int = 360) -> Page:
    """Somebody of the sample desk, with a phone in their hand."""
    page = staff(name)
    page.set_viewport_size({"width": width, "height": 800})
    return page


@pytest.mark.parametrize("width", [320, 360])
def test_every_field_of_a_fact_check_ends_on_the_screen(staff: Staff, width: int) -> None:
    page = phone_of(staff, "lan", width)
    new_check(page, "Trên điện thoại")
    page.locator("[name=claim_kind]").scroll_into_view_if_needed()
    assert page.locator("#main select:visible").count() >= 2
    assert page.evaluate(PAST_THE_EDGE) == []


@pytest.mark.parametrize("address", ["/desk/pages/{}/", "/desk/pages/search/?q=sim"])
def test_a_title_in_a_list_of_pages_has_more_room_than_a_word(staff: Staff, address: str) -> None:
    page = phone_of(staff, "lan")
    page.goto("/desk/pages/search/?q=sim")
    desk = page.locator("tbody td.title + td a").first.get_attribute("href")
    assert desk
    page.goto(address.format(desk.rstrip("/").rpartition("/")[2]))
    widths = page.locator("tbody td.title").evaluate_all("cells => cells.map(cell => cell.clientWidth)")
    assert widths
    assert min(widths) > 100


@pytest.mark.parametrize("report", ["site-history", "aging-pages", "workflow", "workflow_tasks"])
def test_every_column_of_a_report_can_be_reached_and_a_title_has_more_room_than_a_word(
    staff: Staff, report: str
) -> None:
    page = phone_of(staff, "hoa")
    page.goto(f"/desk/reports/{report}/")
    last = page.locator("table.listing th:visible").last
    last.scroll_into_view_if_needed()
    edges = last.bounding_box()
    assert edges
    assert edges["x"] + edges["width"] < 361
    widths = page.locator("tbody td.title").evaluate_all("cells => cells.map(cell => cell.clientWidth)")
    assert not widths or min(widths) > 100


def test_ticking_boxes_offers_nothing_that_is_always_refused(staff: Staff) -> None:
    page = phone_of(staff, "hoa")
    page.goto("/desk/pages/search/?q=sim")
    page.locator("input[data-bulk-action-checkbox]").first.check()
    offered = page.locator("[data-bulk-action-button]")
    expect(offered.locator("visible=true")).to_have_count(2)
    assert offered.locator("visible=true").evaluate_all("links => links.map(a => a.pathname.split('/').at(-2))") == [
        "move",
        "delete",
    ]
