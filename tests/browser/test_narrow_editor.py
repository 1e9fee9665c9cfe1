"""The editor on a phone: no field of a fact-check runs past the edge, for the desk's screens do not scroll sideways."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visitor
from tests.browser.test_editing import new_check

PAST_THE_EDGE = """() => [...document.querySelectorAll("#main :is(select, input, textarea)")]
  .filter((field) => field.offsetWidth && field.getBoundingClientRect().right > innerWidth)
  .map((field) => field.name)"""


@pytest.mark.parametrize("width", [320, 360])
def test_every_field_of_a_fact_check_ends_on_the_screen(visitor: Visitor, width: int) -> None:
    page = visitor.page(width)
    page.goto("/desk/login/")
    page.locator("[name=username]").fill("lan")
    page.locator("[name=password]").fill("songlam-2026")
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/desk/")
    new_check(page, "Trên điện thoại")
    page.locator("[name=claim_kind]").scroll_into_view_if_needed()
    assert page.locator("#main select:visible").count() >= 2
    assert page.evaluate(PAST_THE_EDGE) == []


@pytest.mark.parametrize("address", ["/desk/pages/{}/", "/desk/pages/search/?q=sim"])
def test_a_title_in_a_list_of_pages_has_more_room_than_a_word(visitor: Visitor, address: str) -> None:
    page = visitor.page(360)
    page.goto("/desk/login/")
    page.locator("[name=username]").fill("lan")
    page.locator("[name=password]").fill("songlam-2026")
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/desk/")
    page.goto("/desk/pages/search/?q=sim")
    desk = page.locator("tbody td.title + td a").first.get_attribute("href")
    assert desk
    page.goto(address.format(desk.rstrip("/").rpartition("/")[2]))
    widths = page.locator("tbody td.title").evaluate_all("cells => cells.map(cell => cell.clientWidth)")
    assert widths
    assert min(widths) > 100
