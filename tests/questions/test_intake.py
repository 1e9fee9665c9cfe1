"""Bad input gets a clear answer, and nothing is stored of it."""

from __future__ import annotations

import unicodedata

import pytest
from django.utils.translation import override

from factdesk.questions import services
from factdesk.questions.errors import EmptyQuestion, OnlyIdentities, OnlySymbols, TextRefused, TooLong
from factdesk.questions.models import Question


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EmptyQuestion),
        (" \n\t\u200b\u00a0 ", EmptyQuestion),
        ("\x00\x01", EmptyQuestion),
        ("🙂🙂👍🏽", OnlySymbols),
        ("?!… ---", OnlySymbols),
        ("\u0301" * 50, OnlySymbols),
        ("x" * 20_001, TooLong),
        ("x" * 100_000, TooLong),
        ("0912 345 678", OnlyIdentities),
        ("Chuyển tiếp từ Nguyễn Văn A", OnlyIdentities),
        ("a@b.com, c@d.com", OnlyIdentities),
    ],
)
@pytest.mark.django_db
def test_it_is_refused_with_what_to_do(text, error):
    with override("en"), pytest.raises(error) as refused:
        services.ask(text=text, language="vi", door="web")
    assert isinstance(refused.value, TextRefused)
    assert str(refused.value).endswith(".")
    assert refused.value.code
    assert not Question.objects.exists()


def test_too_long_says_how_long_it_may_be():
    with override("en"), pytest.raises(TooLong, match="100000 characters; 20000 is the most"):
        services.check_text("x" * 100_000, "vi")


def test_the_longest_question_is_taken():
    assert len(services.check_text("xin hỏi " * 2_499, "vi")) == 8 * 2_499 - 1


def test_every_form_of_unicode_is_stored_as_one():
    text = "Uống nước chanh chữa ung thư?"
    forms = {services.check_text(unicodedata.normalize(form, text), "vi") for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert forms == {text}


def test_a_flood_of_combining_marks_is_cut_to_what_a_letter_may_carry():
    assert len(services.check_text("a" + "\u0301" * 10_000 + " là gì", "vi")) < 20


def test_what_cannot_be_stored_is_left_out():
    assert services.check_text("chanh\x00 \ud800chữa ung\u200b thư", "vi") == "chanh chữa ung thư"


def test_lines_stay_lines():
    assert services.check_text("một\r\n\r\n\r\n\r\nhai  ba\n", "vi") == "một\n\nhai ba"


def test_a_number_hidden_by_invisible_characters_is_found():
    assert services.check_text("gọi 0912\u200b345\u2060678", "vi") == "gọi [số điện thoại]"


@pytest.mark.parametrize("text", ["これは本当ですか", "هل هذا صحيح؟", "១២៣ តើនេះពិតទេ", "Ĉu tio estas vera?"])
def test_any_script_is_a_question(text):
    assert services.check_text(text, "vi")
