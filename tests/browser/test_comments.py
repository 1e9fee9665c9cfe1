"""Comments in the editor: what becomes of them while the editor saves by itself."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import Staff, next_page
from tests.browser.test_editing import published_check, saved_by_itself

pytestmark = pytest.mark.sqlite  # what was kept is read from its file


@pytest.fixture(scope="module")
def editor(staff: Staff, tmp_path_factory) -> str:
    """The editor's address of a published check."""
    return published_check(staff, "Nước chanh không chữa được sốt xuất huyết", tmp_path_factory.mktemp("copies"))


def own_saving(request: Request) -> bool:
    """Whether the editor saves by itself; it also asks, by POST, who else has the page open."""
    return request.method == "POST" and request.resource_type == "fetch" and request.url.endswith("/edit/")


def begin_comment(page: Page, words: str) -> None:
    """A comment on the verdict, written but not finished."""
    page.locator("[data-contentpath=verdict] [data-comment-add]").evaluate("button => button.click()")
    page.locator(".comment--mode-creating textarea").fill(words)


def finish_comment(page: Page) -> None:
    """Press the button below the words, wherever it is by then: a comment that gets the focus moves to its field."""
    page.locator(".comment--mode-creating button[type=submit]").evaluate("button => button.click()")
    expect(page.locator(".comment--mode-creating")).to_have_count(0)


def comments_kept(desk, words: str) -> int:
    """How many comments of these words the database has."""
    with closing(sqlite3.connect(desk.home / "factdesk.sqlite3")) as database:
        (kept,) = database.execute("SELECT count(*) FROM wagtailcore_comment WHERE text = ?", (words,)).fetchone()
    return kept


def carries(route: Route, words: str) -> bool:
    """Whether a saving has them."""
    return words.encode() in (route.request.post_data_buffer or b"")


def test_a_comment_is_kept_and_is_no_edit(staff: Staff, editor: str):
    minh, hoa = staff("minh"), staff("hoa")
    minh.goto(editor)
    minh.wait_for_load_state("networkidle")  # its scripts are there: on a busy machine a comment begun before is not
    minh.locator("[data-side-panel-toggle=comments]").click()
    begin_comment(minh, "Nên dẫn thêm số liệu.")
    finish_comment(minh)
    saved_by_itself(minh)  # a button pressed meanwhile is the next test's
    with next_page(minh):
        minh.locator("footer button[type=submit]").first.click()
    hoa.goto(editor)
    hoa.wait_for_load_state("networkidle")  # its scripts draw the comments
    hoa.locator("[data-side-panel-toggle=comments]").click()
    expect(hoa.locator("#comments")).to_contain_text("Nên dẫn thêm số liệu.")


@pytest.mark.parametrize("answer_after", [0, 1.5], ids=["at once", "slowly"])
def test_a_comment_outlives_a_button_that_is_pressed_while_the_editor_saves_by_itself(
    staff: Staff, desk, editor: str, answer_after
):
    minh = staff("minh")
    words = f"Cần số liệu năm nay {time.monotonic_ns()}"
    minh.goto(editor)
    minh.wait_for_load_state("networkidle")

    def slow(route: Route) -> None:
        if not own_saving(route.request):
            return route.fallback()
        answer = route.fetch()
        time.sleep(answer_after)
        return route.fulfill(response=answer)

    minh.route("**/edit/", slow)
    minh.locator("[data-side-panel-toggle=comments]").click()
    begin_comment(minh, words)
    with minh.expect_request(own_saving):
        finish_comment(minh)
    with next_page(minh):
        minh.locator("footer button[type=submit]").first.click()
    minh.unroute("**/edit/")
    assert comments_kept(desk, words) == 1


def test_comments_outlive_the_answer_to_a_saving_that_began_before_they_were_written(staff: Staff, desk, editor: str):
    minh = staff("minh")
    first, second = (f"Lời bàn {number} {time.monotonic_ns()}" for number in "12")
    held: list[Route] = []
    holding = True
    minh.goto(editor)
    minh.wait_for_load_state("networkidle")

    def hold(route: Route) -> None:
        if holding and own_saving(route.request):
            held.append(route)
        else:
            route.fallback()

    def answer() -> Route:
        """The oldest saving gets its answer."""
        minh.evaluate("document.addEventListener('w-autosave:success', () => (window.answered = true), {once: true})")
        oldest = held.pop(0)
        oldest.continue_()
        minh.wait_for_function("window.answered")
        minh.evaluate("window.answered = false")
        return oldest

    def begun() -> None:
        """Wait until a saving is under way."""
        until = time.monotonic() + 30
        while not held and time.monotonic() < until:
            minh.wait_for_timeout(50)
        assert held

    minh.route("**/edit/", hold)
    minh.locator("[data-side-panel-toggle=comments]").click()
    begin_comment(minh, first)
    minh.locator("[data-edit-form]").dispatch_event("w-unsaved:add")  # as when something was typed in a field
    begun()
    finish_comment(minh)
    assert not carries(answer(), first)
    # The first comment's own begins as soon as the answer is there; also where the form did not notice the comment.
    begun()
    expect(minh.locator("#comments")).to_contain_text(first)
    begin_comment(minh, second)
    assert carries(answer(), first)
    expect(minh.locator(".comment--mode-creating textarea")).to_have_value(second)
    holding = False
    finish_comment(minh)
    with next_page(minh):
        minh.locator("footer button[type=submit]").first.click()
    minh.unroute("**/edit/")
    assert [comments_kept(desk, words) for words in (first, second)] == [1, 1]
