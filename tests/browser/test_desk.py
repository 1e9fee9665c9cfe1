"""The main job at the desk: a question nobody has checked is researched, approved by a second person, and answers."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.conftest import Staff, Visitor, next_page
from tests.browser.test_asking import ask, ask_in_vain

CLAIM = "Nước dừa pha muối thay được dịch truyền cho người bị mất nước nặng."
QUESTION = "Nghe nói uống nước dừa pha muối thay được truyền dịch khi mất nước nặng, phải không?"


def start_from_the_queue(page: Page) -> None:
    """Open the group of the question, and start a fact-check for the department of health."""
    page.goto("/desk/questions/")
    page.get_by_role("link", name=QUESTION[:40]).first.click()
    expect(page.locator("body")).to_contain_text(QUESTION)
    page.locator("select[name=office]").select_option(label="Sở Y tế tỉnh Sông Lam")
    page.locator("form[action$='/start/'] button").click()
    page.wait_for_url(re.compile(r"/desk/pages/\d+/edit/"))


def add_source(page: Page, number: int, *, primary: bool, tmp_path) -> None:
    """One source with an uploaded copy."""
    page.locator("#id_evidence-ADD").click()
    row = f"evidence-{number}"
    page.locator(f"[name={row}-title]").fill(f"Hướng dẫn xử trí mất nước {number}")
    page.locator(f"[name={row}-publisher]").fill("Bộ Y tế")
    page.locator(f"[name={row}-url]").fill(f"https://example.org/mat-nuoc-{number}")
    page.locator(f"[name={row}-read_on]").fill("2026-11-20")
    if primary:
        page.locator(f"[name={row}-primary]").check()
    copy = tmp_path / f"copy-{number}.txt"
    copy.write_text(f"Bản lưu {number}")
    page.locator(f"[name={row}-upload]").set_input_files(copy)


def write(page: Page, tmp_path) -> None:
    """Fill in what a fact-check needs and send it to review."""
    page.locator("[name=title]").fill("Nước dừa pha muối không thay được dịch truyền khi mất nước nặng")
    page.locator("[name=claim]").fill(CLAIM)
    page.locator("[name=rating]").select_option("false")
    page.locator("[name=verdict]").fill("Sai: mất nước nặng phải được cấp cứu; nước dừa không đủ muối.")
    add = page.locator(".c-sf-add-button").first
    add.scroll_into_view_if_needed()
    add.evaluate("button => button.click()")
    page.get_by_role("option", name="Văn bản").click()
    page.locator(".Draftail-Editor [contenteditable=true]").first.click()
    page.keyboard.type("Nước dừa có ít natri nên không bù đủ muối đã mất.")
    for number in (0, 1):
        add_source(page, number, primary=number == 0, tmp_path=tmp_path)
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    with next_page(page):
        page.locator("button[name=action-submit]").click()
    expect(page.locator(".messages, [data-messages]").first).to_be_visible()


def test_a_question_is_researched_approved_and_answered(visitor: Visitor, staff: Staff, tmp_path):
    resident = visitor.page()
    ask_in_vain(resident, QUESTION)

    lan = staff("lan")
    start_from_the_queue(lan)
    edit = lan.url
    resident.reload()
    expect(resident.locator("h1")).to_have_text("Chúng tôi đang kiểm chứng")
    write(lan, tmp_path)

    # She wrote it: nothing offers her to approve or publish it.
    lan.goto(edit)
    assert lan.locator("[name=action-publish]").count() == 0
    assert lan.locator("[data-workflow-action-name=approve]").count() == 0

    minh = staff("minh")
    minh.goto(edit)
    approve = minh.locator("[data-workflow-action-name=approve]").first
    with next_page(minh):
        approve.evaluate("button => button.click()")
    expect(minh.locator(".messages, [data-messages]").first).to_be_visible()

    published = time.monotonic()
    stranger = visitor.page()
    while time.monotonic() - published < 10:
        ask(stranger, f"Có đúng là n{CLAIM[1:]}")
        if stranger.locator(".verdict-word").count():
            break
    expect(stranger.locator(".verdict-word")).to_contain_text("Sai")
    expect(stranger.locator(".verdict-claim")).to_contain_text(CLAIM)

    # Whoever asked before is answered by their receipt.
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not resident.locator(".verdict-word").count():
        resident.reload()
    expect(resident.locator(".verdict-word")).to_contain_text("Sai")
