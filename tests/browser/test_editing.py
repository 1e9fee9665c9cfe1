"""The editor's screens in a real browser: what is written, previewed, compared, discussed, planned and taken back."""

from __future__ import annotations

import datetime
import os
import re
import sqlite3
import struct
import time
import zlib
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Staff, next_page

pytestmark = pytest.mark.sqlite  # plans are read from its file, and their hour is brought about there

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def saved_by_itself(page: Page) -> None:
    """Wait until the editor has kept what was typed."""
    page.wait_for_timeout(600)  # it looks for changes every half a second
    indicator = page.locator("#w-autosave-indicator")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved", timeout=20_000)  # on a busy machine


def press(page: Page, button: str) -> None:
    """A button of the menu at the foot of the editor, and wait for what comes."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    with next_page(page):
        page.locator(button).first.click()


def decide(page: Page, action: str = "approve") -> None:
    """What a reviewer chooses in the editor."""
    with next_page(page):
        page.locator(f"[data-workflow-action-name={action}]").first.evaluate("button => button.click()")


def follow(page: Page, link: str) -> None:
    """A link of the menu beside the title."""
    page.locator("header [data-w-dropdown-target=toggle]").first.click()
    with next_page(page):
        page.get_by_role("link", name=link).click()


def said(page: Page) -> Locator:
    """What the screen says."""
    return page.locator(".messages").first


def new_check(page: Page, title: str) -> None:
    """An empty check of the department of health, with the words that every check has."""
    page.goto("/desk/pages/")
    page.get_by_role("link", name="Bàn kiểm chứng", exact=False).first.click()
    page.get_by_role("link", name="Sở Y tế tỉnh Sông Lam", exact=False).first.click()
    parent = re.search(r"/pages/(\d+)/", page.url)
    assert parent
    page.goto(f"/desk/pages/add/checks/factcheckpage/{parent[1]}/")
    page.locator("[name=title]").fill(title)
    page.locator("[name=claim]").fill(f"Người ta nói: {title.lower()}.")
    page.locator("[name=verdict]").fill("Chưa có bằng chứng nào cho thấy như vậy.")
    page.locator("[name=rating]").select_option("false")


def add_block(page: Page, name: str) -> None:
    """One more block at the end of the body."""
    buttons = page.locator(".c-sf-add-button")
    buttons.last.evaluate("button => button.click()")
    option = page.get_by_role("option", name=name, exact=True)
    blocks = page.locator("[data-contentpath]").count()
    option.click()
    page.wait_for_timeout(200)
    if option.is_visible() and page.locator("[data-contentpath]").count() == blocks:
        option.click()  # on a busy machine the list is drawn anew beneath the first click
    expect(option).to_be_hidden()


def add_sources(page: Page, folder: Path) -> None:
    """Two sources with copies, one primary, with dates as they are written here."""
    for number in (0, 1):
        page.locator("#id_evidence-ADD").click()
        row = f"evidence-{number}"
        page.locator(f"[name={row}-title]").fill(f"Tài liệu {number}")
        page.locator(f"[name={row}-publisher]").fill("Bộ Y tế")
        page.locator(f"[name={row}-url]").fill(f"https://example.org/tai-lieu-{time.monotonic_ns()}")
        page.locator(f"[name={row}-primary]").set_checked(number == 0)
        page.locator(f"[name={row}-read_on]").fill("05/11/2026")
        page.locator(f"[name={row}-read_on]").press("Tab")
        expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)
        expect(page.locator(f"[name={row}-read_on]")).to_have_value("05/11/2026")
        copy = folder / f"{number}.txt"
        copy.write_text(f"Bản lưu {time.monotonic_ns()}")
        page.locator(f"[name={row}-upload]").set_input_files(copy)


def picture(folder: Path) -> Path:
    """A small PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + os.urandom(3) * 32 for _ in range(24))
    head = struct.pack(">IIBBBBB", 32, 24, 8, 2, 0, 0, 0)
    path = folder / "bieu-do.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )
    return path


def choose_picture(page: Page, folder: Path) -> None:
    """Upload one in the chooser of the newest block."""
    page.get_by_role("button", name="Chọn hình").last.click()
    modal = page.locator(".modal.in, dialog[open]").last
    modal.get_by_role("tab", name="Tải lên").click()
    modal.locator("input[type=file]").set_input_files(picture(folder))
    expect(modal.locator("[name$=title]")).not_to_have_value("")  # from the file's name, by a script
    modal.locator("form[action*='create'] button[type=submit]").click()
    expect(modal).to_be_hidden()


def test_a_body_of_every_kind_is_written_and_previewed_as_the_public_will_see_it(staff: Staff, tmp_path):
    lan = staff("lan")
    new_check(lan, "Cây trinh nữ không làm tiêu sỏi thận")
    add_block(lan, "Trích dẫn")
    lan.locator("[name=body-0-value-text]").fill("Chưa có nghiên cứu nào.")
    lan.locator("[name=body-0-value-source]").fill("Hội Thận học, 2026")
    add_block(lan, "Bảng")
    lan.locator("[name=body-1-value-caption]").fill("Số ca theo năm")
    table = lan.locator(".typed-table-block")
    for heading in ("Năm", "Số ca"):
        table.locator("[data-append-column]").click()
        lan.locator(".add-column-menu button").filter(has_text="Văn bản").first.click()
        table.locator("thead input[type=text]").last.fill(heading)
    for cell, words in zip(table.locator("tbody input[type=text]:visible").all(), ("2025", "12"), strict=True):
        cell.fill(words)
    add_block(lan, "Biểu đồ")
    lan.locator("[name=body-2-value-title]").fill("Ca nhập viện")
    lan.locator("[name=body-2-value-source]").fill("Sở Y tế")
    lan.locator("[name=body-2-value-rows-0-value-label]").fill("2024")
    lan.locator("[name=body-2-value-rows-0-value-value]").fill("7")
    lan.locator("[data-streamfield-list-add]").last.evaluate("button => button.click()")
    lan.locator("[name=body-2-value-rows-1-value-label]").fill("2025")
    lan.locator("[name=body-2-value-rows-1-value-value]").fill("12")
    add_block(lan, "Hình ảnh")
    choose_picture(lan, tmp_path)

    # Wagtail puts the file's name there. Such a draft may be kept; it goes no further, and nothing in it is lost.
    expect(lan.locator("[name=body-3-value-alt_text]")).to_have_value("bieu-do")
    press(lan, "button[name=action-submit]")
    expect(said(lan)).to_contain_text("còn lỗi")
    expect(lan.locator("body")).to_contain_text("Hãy mô tả hình vẽ hay chụp gì")
    lan.locator("[name=body-3-value-alt_text]").fill("Cột số ca theo năm")

    lan.locator("[data-side-panel-toggle=preview]").click()
    shown = lan.frame_locator("#w-preview-iframe")
    expect(shown.locator("h1")).to_have_text("Cây trinh nữ không làm tiêu sỏi thận")
    for part in (
        "blockquote cite",
        "table caption",
        "figure:has-text('Ca nhập viện')",
        "img[alt='Cột số ca theo năm']",
    ):
        expect(shown.locator(part).first).to_be_attached()
    assert shown.locator("head link[rel=stylesheet]").count() > 0


def published_check(staff: Staff, title: str, folder: Path) -> str:
    """The editor's address of a check that was written by Lan and approved by Minh."""
    lan, minh = staff("lan"), staff("minh")
    new_check(lan, title)
    add_block(lan, "Văn bản")
    lan.locator(".Draftail-Editor [contenteditable=true]").first.click()
    lan.keyboard.type("Trà gừng là đồ uống.")
    add_sources(lan, folder)
    press(lan, "button[name=action-submit]")
    address = said(lan).get_by_role("link", name="Sửa").get_attribute("href")
    assert address
    minh.goto(address)
    decide(minh)
    expect(said(minh)).to_contain_text("Đã đăng bài")
    return address


@pytest.fixture(scope="module")
def editor(staff: Staff, tmp_path_factory) -> str:
    """The editor's address of a published check."""
    return published_check(staff, "Trà gừng không thay được thuốc huyết áp", tmp_path_factory.mktemp("copies"))


def public_page(staff: Staff, editor: str) -> Page:
    """The public page of the check, for somebody who is not signed in."""
    minh = staff("minh")
    minh.goto(editor)
    address = minh.locator("a[href*='/checks/']").first.get_attribute("href")
    assert address
    page = staff.page(1280)
    page.goto(re.sub(r"^https?://[^/]+", "", address))
    return page


def test_a_correction_says_why_in_public_and_its_revisions_can_be_compared(staff: Staff, editor: str):
    lan, minh = staff("lan"), staff("minh")
    lan.goto(editor)
    lan.locator("[name=verdict]").fill("Sai: huyết áp cao phải dùng thuốc theo đơn.")
    lan.locator("[name=change_kind]").select_option("correct")
    lan.locator("[name=change_note_vi]").fill("Câu kết luận trước chưa rõ.")
    lan.locator("[name=change_note_en]").fill("The verdict was unclear.")
    press(lan, "button[name=action-submit]")
    minh.goto(editor.replace("/edit/", "/revisions/compare/live...latest/"))
    expect(minh.locator("body")).to_contain_text("huyết áp cao phải dùng thuốc")
    expect(minh.locator(".comparison .deletion, .comparison .addition, ins, del").first).to_be_visible()
    minh.goto(editor)
    decide(minh)
    expect(said(minh)).to_contain_text("Đã đăng bài")
    page = public_page(staff, editor)
    expect(page.locator("main")).to_contain_text("huyết áp cao phải dùng thuốc")
    expect(page.locator("main")).to_contain_text("Câu kết luận trước chưa rõ.")
    # The next change does not inherit the reason.
    lan.goto(editor)
    assert lan.locator("[name=change_kind]").input_value() == "update"
    assert lan.locator("[name=change_note_vi]").input_value() == ""


def test_a_translation_is_started_from_the_pages_menu_and_does_not_go_out_untranslated(staff: Staff, editor: str):
    hoa = staff("hoa")
    hoa.goto(editor)
    follow(hoa, "Dịch trang này")
    hoa.locator("[name=locales]").first.check()
    with next_page(hoa):
        hoa.get_by_role("button", name="Gửi", exact=True).click()
    expect(hoa.locator("[name=title]")).to_have_value("Trà gừng không thay được thuốc huyết áp")
    press(hoa, "button[name=action-submit]")
    expect(said(hoa)).to_contain_text("chưa được dịch")
    expect(said(hoa)).to_contain_text("tiêu đề")


def test_a_planned_check_goes_out_at_its_hour_once_it_is_approved(staff: Staff, desk, tmp_path):
    lan, minh = staff("lan"), staff("minh")
    title = f"Lá ổi không chữa được tiểu đường {time.monotonic_ns()}"
    new_check(lan, title)
    add_block(lan, "Văn bản")
    lan.locator(".Draftail-Editor [contenteditable=true]").first.click()
    lan.keyboard.type("Lá ổi là lá cây.")
    add_sources(lan, tmp_path)
    tomorrow = datetime.datetime.now(HERE) + datetime.timedelta(days=1)
    saved_by_itself(lan)  # which draws the dialog anew
    lan.locator("[data-side-panel-toggle=status]").click()
    lan.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").click()
    lan.locator("[name=go_live_at]").fill(tomorrow.strftime("%d/%m/%Y %H:%M"))
    lan.locator("[name=go_live_at]").press("Tab")  # puts the calendar away, unless it is drawn only after that
    lan.wait_for_timeout(500)
    lan.evaluate("document.body.dispatchEvent(new MouseEvent('mousedown', {bubbles: true}))")
    with next_page(lan):
        lan.locator("#schedule-publishing-dialog button[type=submit]").click()
    address = lan.url
    press(lan, "button[name=action-submit]")
    expect(said(lan)).to_contain_text("Đã gửi duyệt")
    minh.goto(address)
    assert planned(desk) == []
    decide(minh)
    expect(said(minh)).to_contain_text("sẽ được đăng lúc")
    expect(said(minh)).to_contain_text(tomorrow.strftime("%H:%M %d/%m/%Y"))
    (revision,) = planned(desk)
    assert not is_public(desk, title)
    its_hour_comes(desk, revision)
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline and not is_public(desk, title):
        time.sleep(0.3)
    assert is_public(desk, title)


def planned(desk) -> list[int]:
    """Revisions that are approved for a later hour."""
    with closing(sqlite3.connect(desk.home / "factdesk.sqlite3")) as database:
        sql = "SELECT id FROM wagtailcore_revision WHERE approved_go_live_at IS NOT NULL"
        return [row[0] for row in database.execute(sql)]


def its_hour_comes(desk, revision: int) -> None:
    """Tomorrow is now, for this revision."""
    with closing(sqlite3.connect(desk.home / "factdesk.sqlite3", timeout=10)) as database, database:
        now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
        database.execute(
            "UPDATE wagtailcore_revision SET approved_go_live_at = ?, content = json_set(content, '$.go_live_at', ?) "
            "WHERE id = ?",
            (now.isoformat(" "), f"{now.isoformat()}Z", revision),
        )


def is_public(desk, title: str) -> bool:
    return title in desk.get("/checks/")


def test_a_withdrawn_check_shows_its_reason_and_is_closed_at_the_desk(staff: Staff, editor: str):
    minh, lan = staff("minh"), staff("lan")
    page = public_page(staff, editor)
    minh.goto(editor)
    follow(minh, "Rút bài…")
    minh.locator("[name=reason_vi]").fill("Nguồn thứ nhất đã bị gỡ.")
    minh.locator("[name=reason_en]").fill("The first source was retracted.")
    with next_page(minh):
        minh.locator("main button.serious").click()
    expect(said(minh)).to_contain_text("Đã rút bài")
    page.reload()
    expect(page.locator("main")).to_contain_text("Nguồn thứ nhất đã bị gỡ.")
    lan.goto(editor)
    expect(lan.locator("body")).to_contain_text("Bài này đã được rút")
    assert lan.locator("button[name=action-submit]").count() == 0
