"""The desk's own screens: axe-core clean in what is ours; what Wagtail brings along is named below, rule by rule."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Staff, Visitor

#: Wagtail's own faults: a rule, and the part of the screen in which it is Wagtail that breaks it.
WAGTAILS: dict[str, tuple[str, ...]] = {
    # The rich text editor (Draftail) is labelled by its block's heading only in sight, not for programs.
    "aria-input-field-name": (".Draftail-Editor",),
    # The cells of the table editor have their column's heading above them, and no label of their own.
    "label": (".typed-table-block tbody",),
    # Who else has this page open is a picture with a tooltip.
    "button-name": (".w-editing-sessions",),
}


@pytest.fixture(scope="module")
def reviewer(staff: Staff) -> Page:
    """Minh, signed in; one browser for all screens."""
    return staff("minh")


def findings(page: Page) -> list[str]:
    """What axe-core finds here that is ours to mend, a line each."""
    found = []
    for violation in Axe().run(page).response["violations"]:
        excused = ", ".join(WAGTAILS.get(violation["id"], ()))
        for node in violation["nodes"]:
            selector = node["target"][-1] if isinstance(node["target"][-1], str) else node["target"][-1][-1]
            if not (
                excused and page.locator(selector).first.evaluate("(node, parts) => !!node.closest(parts)", excused)
            ):
                found.append(f"{violation['id']}: {selector} {node['html'][:160]}")
    return found


def first_link(page: Page, start: str, pattern: str) -> str:
    """The address of the first link on the screen `start` that `pattern` finds."""
    page.goto(start)
    addresses = page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return next(address for address in addresses if re.search(pattern, address))


def test_the_login(visitor: Visitor):
    page = visitor.page(360)
    page.goto("/desk/login/")
    assert findings(page) == []


@pytest.mark.parametrize("screen", ["dashboard", "questions", "group", "explorer", "review", "published", "withdraw"])
def test_a_screen(reviewer: Page, screen):
    reviewer.goto(address(reviewer, screen))
    reviewer.wait_for_load_state("networkidle")
    assert findings(reviewer) == []


def address(page: Page, screen: str) -> str:
    """Where a screen is. What waits for review is on the dashboard; what is published, below an office's desk."""
    if screen == "dashboard":
        return "/desk/"
    if screen == "questions":
        return "/desk/questions/"
    if screen == "group":
        return first_link(page, "/desk/questions/", r"/desk/questions/inspect/\d+/")
    if screen == "review":
        return first_link(page, "/desk/", r"/desk/pages/\d+/edit/")
    root = first_link(page, "/desk/pages/", r"/desk/pages/[2-9]\d*/$")
    office = first_link(page, root, rf"^(?!{root})/desk/pages/\d+/$")
    if screen == "explorer":
        return office
    edit = first_link(page, f"{office}?ordering=-first_published_at", r"/desk/pages/\d+/edit/")
    return (
        edit if screen == "published" else edit.replace("/desk/pages/", "/desk/checks/").replace("/edit/", "/withdraw/")
    )
