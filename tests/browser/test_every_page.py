"""Every public page, in both languages, on a phone and on a desk: axe-core clean, no sideways scroll, no errors."""

from __future__ import annotations

import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor, axe_findings

PATHS = [
    *(
        "/",
        "/checks/",
        "/checks/?sector=health&rating=false",
        "/offices/",
        "/offices/so-y-te/",
        "/record/",
        "/record/1/",
    ),
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
        "refused": "Nhập ngược mã PIN ở máy ATM thì có báo được công an không?",
        "unread": "តើការចុចលេខសម្ងាត់បញ្ច្រាសនៅម៉ាស៊ីនអាចហៅប៉ូលីសបានទេ",
    }
    found = {
        name: desk.post("/api/v1/questions", {"text": text, "language": "vi"})["receipt"]
        for name, text in asked.items()
    }
    urllib.request.urlopen(f"{desk.address}/q/{found['refused']}/not-this", b"", timeout=30).close()
    return found


#: Controls of less than 24 px, links within running text left out (WCAG 2.2, 2.5.8).
SMALL = """() => [...document.querySelectorAll("a, button, summary, input, select, textarea")].filter(item => {
    const box = item.getBoundingClientRect(), style = getComputedStyle(item);
    if (item.type === "hidden" || !box.width || style.clipPath !== "none") return false;
    if (style.display === "inline" && item.closest("p, li, dd")) return false;
    return box.height < 24 || box.width < 24;
}).map(item => item.outerHTML.slice(0, 120))"""

#: Text that stands beyond the right edge, where the page does not scroll or something cuts it off.
CUT = """() => [...document.querySelectorAll("body *")].filter(item => {
    if (item.closest(".table, .unseen, .skip, svg, select") || !item.innerText) return false;
    return item.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
}).map(item => item.outerHTML.slice(0, 120))"""


def look(page, path: str) -> None:
    page.goto(path)
    assert axe_findings(page) == [], path
    assert page.evaluate(SMALL) == [], path
    fits(page, path)


def fits(page, path: str) -> None:
    """Nothing scrolls sideways, and nothing is cut off."""
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{path} scrolls sideways by {width} px"
    assert page.evaluate(CUT) == [], path


# Each language at each width, each scheme in each language and at each width; the other four with --long.
_SEEN = [("", 360, "light"), ("", 1280, "dark"), ("/en", 360, "dark"), ("/en", 1280, "light")]
_REST = [("", 360, "dark"), ("", 1280, "light"), ("/en", 360, "light"), ("/en", 1280, "dark")]


@pytest.mark.parametrize(
    ("prefix", "width", "scheme"), [*_SEEN, *(pytest.param(*each, marks=pytest.mark.long) for each in _REST)]
)
def test_it_is_clean(visitor: Visitor, check_path, receipts, prefix, width, scheme):
    page = visitor.page(width, scheme=scheme)
    for path in [*PATHS, check_path, *(f"/q/{receipt}/" for receipt in receipts.values())]:
        look(page, prefix + path)
    missing = [error for error in visitor.errors if "404" not in error]
    assert missing == []
    assert page.context.cookies() == []


@pytest.mark.parametrize(("width", "size"), [(320, 100), (360, 200), (1280, 200)])
def test_it_fits_a_narrow_screen_and_text_of_twice_its_size(visitor: Visitor, check_path, receipts, width, size):
    page = visitor.page(width)
    for path in [*PATHS, check_path, *(f"/q/{receipt}/" for receipt in receipts.values())]:
        page.goto(path)
        page.evaluate("size => { document.documentElement.style.fontSize = `${size}%` }", size)
        fits(page, path)


#: Every longer text of the page as one word without a place to break: claims and addresses can be like that.
UNBROKEN = """() => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
        const inside = text.parentElement.closest(".table, .unseen, svg, select, textarea");
        if (!inside && text.data.trim().length > 20) text.data = text.data.trim().replaceAll(" ", "_").repeat(3);
    }
}"""


def test_a_word_of_any_length_pushes_no_page_sideways(visitor: Visitor, check_path, receipts):
    page = visitor.page(360)
    for path in [*PATHS, check_path, *(f"/q/{receipt}/" for receipt in receipts.values())]:
        page.goto(path)
        page.evaluate(UNBROKEN)
        fits(page, path)


def test_paper_has_the_text_and_its_sources_and_nothing_to_press(visitor: Visitor, check_path):
    page = visitor.page(794, scheme="dark")
    page.goto(check_path)
    page.emulate_media(media="print")
    for shown in (".verdict-word", ".verdict-sentence", ".source-title"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in (".site-nav", ".language", ".share", ".ask-again", ".site-footer", ".button"):
        assert not page.locator(hidden).first.is_visible(), hidden
    paper = page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
    assert paper == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


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
