"""A resident at the door: asks, is answered, or gets a receipt. With and without script, on a phone and on a desk."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.running_desk import RunningDesk

WAYS = [
    pytest.param(360, True, id="phone"),
    pytest.param(360, False, id="phone without script"),
    pytest.param(1280, True, id="desk"),
    pytest.param(1280, False, id="desk without script"),
]


def ask(page: Page, text: str, *, start: str = "/") -> None:
    """Type a question at the door and send it."""
    page.goto(start)
    page.locator("#text").fill(text)
    page.locator("form.ask button").click()
    page.wait_for_url(re.compile(r"/q/"))


def ask_in_vain(page: Page, text: str) -> None:
    """Ask what nobody has checked; where something is offered all the same, say that it is none of these."""
    ask(page, text)
    title = "Chưa ai kiểm chứng điều này"
    if page.locator(".suggestions").count():
        page.locator("form[action$='not-this'] button").click()
        title = "Câu hỏi đã chuyển đến bộ phận kiểm chứng"
    expect(page.locator("h1")).to_have_text(title)


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_ask_in_vietnamese_and_be_answered(visitor: Visitor, width, script):
    page = visitor.page(width, script=script)
    ask(page, "Nhập ngược mã PIN ở cây ATM có gọi được công an không?")
    expect(page.locator(".verdict-word")).to_contain_text("Sai")
    expect(page.locator(".verdict-claim")).to_contain_text("PIN")
    expect(page.locator("#answer-sources")).to_be_visible()
    assert page.context.cookies() == []


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_ask_in_english_and_be_answered(visitor: Visitor, width, script):
    page = visitor.page(width, script=script)
    ask(page, "Does typing my PIN backwards at the cash machine call the police?", start="/en/")
    assert "/en/q/" in page.url
    expect(page.locator(".verdict-word")).to_contain_text("False")
    assert page.context.cookies() == []


@pytest.mark.parametrize("start", ["/", "/en/"])
def test_every_example_is_answered(visitor: Visitor, start):
    page = visitor.page(script=False)
    page.goto(start)
    examples = page.locator(".examples a").all_inner_texts()
    assert len(examples) == 3
    for example in examples:
        page.goto(start)
        page.get_by_role("link", name=example, exact=True).click()
        page.locator("form.ask button").click()
        expect(page.locator(".verdict-claim")).to_contain_text(example)


def test_ask_without_diacritics(visitor: Visitor):
    page = visitor.page()
    ask(page, "nhap nguoc ma pin atm la cong an toi lien phai ko")
    expect(page.locator(".verdict, .suggestions").first).to_contain_text("PIN")


@pytest.mark.parametrize("script", [True, False])
def test_ask_what_nobody_has_checked_and_get_a_receipt(visitor: Visitor, script):
    page = visitor.page(script=script)
    ask_in_vain(page, "Đội bóng chuyền nữ của huyện có đá trận chung kết vào thứ mấy vậy?")
    receipt = page.locator(".receipt-code").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{5}", receipt)
    page.goto("/q/")
    page.locator("main input[name=receipt]").fill(receipt.lower().replace("-", " "))
    page.locator("main form button").first.click()
    expect(page.locator(".receipt-code")).to_have_text(receipt)


def test_not_what_i_asked_goes_to_the_desk_and_can_be_taken_back(visitor: Visitor):
    page = visitor.page(script=False)
    ask(page, "Sạc điện thoại qua đêm có làm chai pin hay cháy nổ không?")
    before = page.locator("main").inner_text()
    page.locator("form[action$='not-this'] button").click()
    expect(page.locator("h1")).to_have_text("Câu hỏi đã chuyển đến bộ phận kiểm chứng")
    page.locator("form[action$='undo'] button").click()
    assert page.locator("main").inner_text() == before


def unsure_of(desk: RunningDesk) -> str:
    """A question that the desk suggests something for."""
    vague = ("Ăn chanh", "Sạc pin điện thoại", "Gọi điện khóa SIM", "Mã PIN", "Sóng 5G", "Động đất", "Uống bia")
    return next(text for text in vague if desk.post("/api/v1/match", {"text": text})["outcome"] == "suggest")


def test_a_suggestion_is_read_before_it_is_chosen(visitor: Visitor):
    page = visitor.page(script=False)
    ask(page, unsure_of(visitor.desk))
    question = page.url
    page.locator(".suggestion a").first.click()
    expect(page.locator(".verdict-word")).to_be_visible()
    page.goto(question)
    page.locator(".suggestion button").first.click()
    expect(page.locator(".verdict-word")).to_be_visible()


def test_a_suggestion_says_its_verdict_first_and_the_subject_is_asked_beside_it(visitor: Visitor):
    page = visitor.page(360, script=False)
    ask(page, unsure_of(visitor.desk))
    for suggestion in page.locator(".suggestion").all():
        verdict, claim = suggestion.locator(".rating-tag, h2 q").first, suggestion.locator(".card-claim")
        assert verdict.bounding_box()["y"] < suggestion.locator("h2").bounding_box()["y"] + 1
        assert suggestion.locator("h2").bounding_box()["y"] < claim.bounding_box()["y"]
        expect(claim).to_contain_text("Tin được kiểm chứng:")
    expect(page.locator("select[name=sector]")).to_be_hidden()
    page.locator(".place summary").click()
    page.locator("select[name=sector]").select_option("health")
    page.locator("form[action$='place'] button").click()
    expect(page.locator("select[name=sector]")).to_have_value("health")
    expect(page.locator(".suggestion").first).to_be_visible()


def test_a_form_sent_twelve_times_at_once_is_one_question(desk: RunningDesk):
    def send(text: str) -> str:
        form = urllib.parse.urlencode({"text": text, "nonce": "one-form-sent-twelve-times"}).encode()
        with urllib.request.urlopen(f"{desk.address}/ask", form, timeout=60) as page:
            return page.url

    text = "Bến phà Lam Giang có chở xe máy sau mười giờ tối không?"
    with ThreadPoolExecutor(12) as threads:
        addresses = set(threads.map(send, [text] * 12))
    assert len(addresses) == 1


def test_sector_and_region_are_asked_after_the_answer(visitor: Visitor):
    page = visitor.page(script=False)
    ask_in_vain(page, "Chợ phiên Thượng Lâm có đổi sang sáng thứ Ba hằng tuần không?")
    page.locator("select[name=sector]").select_option("transport")
    page.locator("select[name=region]").select_option("xa-thuong-lam")
    with page.expect_navigation():  # to the same address: reloading before it is there would break it off
        page.locator("form[action$='place'] button").click()
    page.reload()
    expect(page.locator("select[name=sector]")).to_have_value("transport")


@pytest.mark.parametrize("text", ["", "   ", "😀😀😀", "x" * 30_000])
def test_bad_input_is_explained_and_kept(visitor: Visitor, text):
    page = visitor.page(script=False)
    page.goto("/")
    page.locator("#text").fill(text)
    page.locator("form.ask button").click()
    expect(page.locator(".error-summary, [role=alert]").first).to_be_visible()
    assert page.locator("#text").input_value().strip() == text.strip()


def test_the_same_form_sent_twice_is_one_question(visitor: Visitor):
    page = visitor.page(script=False)
    ask(page, "Bể bơi thành phố có mở cửa buổi tối trong tháng Chạp không?")
    first = page.url
    page.go_back()
    page.locator("form.ask button").click()
    page.wait_for_url(re.compile(r"/q/"))
    assert page.url == first
