"""Every public page, in both languages, on a phone and on a desk: axe-core clean, no sideways scroll, no errors."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visitor, axe_findings

PATHS = [
    *("/", "/checks/", "/checks/?sector=health&rating=false", "/offices/", "/offices/so-y-te/", "/record/"),
    *("/ratings/", "/about/", "/privacy/", "/accessibility/", "/q/", "/no-such-page/"),
]


@pytest.fixture(scope="module")
def check_path(desk) -> str:
    """The address of one published check."""
    return "/checks/" + desk.post("/api/v1/match", {"text": "ATM PIN in reverse"})["matches"][0]["id"] + "/"


@pytest.fixture(scope="module")
def receipts(desk) -> dict[str, str]:
    """A question in each state that asking alone can bring about."""
    asked = {
        "answer": "Nhập ngược mã PIN ở cây ATM có gọi được công an không?",
        "none": "Phố đi bộ Lam Giang có cấm xe đạp vào cuối tuần không?",
    }
    return {
        name: desk.post("/api/v1/questions", {"text": text, "language": "vi"})["receipt"]
        for name, text in asked.items()
    }


def look(page, path: str) -> None:
    page.goto(path)
    assert axe_findings(page) == [], path
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{path} scrolls sideways by {width} px"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_it_is_clean(visitor: Visitor, check_path, receipts, prefix, width, scheme):
    page = visitor.page(width, scheme=scheme)
    for path in [*PATHS, check_path, *(f"/q/{receipt}/" for receipt in receipts.values())]:
        look(page, prefix + path)
    missing = [error for error in visitor.errors if "404" not in error]
    assert missing == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_it_reads_without_script(visitor: Visitor, check_path, prefix):
    page = visitor.page(script=False)
    for path in [*PATHS, check_path]:
        page.goto(prefix + path)
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == (prefix.strip("/") or "vi")


def test_it_can_be_used_by_keyboard_alone(visitor: Visitor):
    page = visitor.page(1280)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break
    page.keyboard.type("Does charging my phone overnight damage the battery?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/q/**")
