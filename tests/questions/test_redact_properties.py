"""Whatever stands around it: a planted identity is never in what is kept, and cutting twice is cutting once."""

from __future__ import annotations

import re
import string

from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn

from factdesk.questions.redact import redact

#: Words as they stand around an identity in a message.
AROUND = """nghe nói có đúng không ạ tiền người này lừa đảo 10% 2026 1.000.000 đồng call me now: , . ! và (xem) — 🙂"""
WORDS = st.lists(st.sampled_from([*AROUND.split(), "\n"]), max_size=6).map(" ".join)
DIGIT = st.sampled_from(string.digits)
SEPARATOR = st.sampled_from(["", " ", ".", "-"])


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(DIGIT, min_size=count, max_size=count)


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    """A Vietnamese mobile number as people write it."""
    head = draw(st.sampled_from(["0", "+84", "84", "0084"]))
    rest = draw(st.sampled_from("35789")) + draw(digits(8))
    by = draw(SEPARATOR)
    return by.join([head + rest[:2], rest[2:5], rest[5:]])


@st.composite
def emails(draw: st.DrawFn) -> str:
    letters = st.text(string.ascii_lowercase + string.digits, min_size=3, max_size=10)
    at = draw(st.sampled_from(["@", " @ ", "(at)", " [at] "]))
    return f"{draw(letters)}{draw(st.sampled_from(['', '.', '_', '+']))}{draw(letters)}{at}{draw(letters)}.com"


@st.composite
def cards(draw: st.DrawFn) -> str:
    number = draw(st.sampled_from("3456")) + draw(digits(14))
    number += luhn.calc_check_digit(number)
    by = draw(st.sampled_from(["", " ", "-"]))
    return by.join(number[place : place + 4] for place in range(0, 16, 4))


@st.composite
def labelled(draw: st.DrawFn) -> str:
    word = draw(
        st.sampled_from(["CCCD", "cccd số", "CMND:", "stk", "STK MB", "số tài khoản", "mã số thuế", "hộ chiếu"])
    )
    return f"{word} {draw(st.sampled_from('123456789'))}{draw(digits(draw(st.integers(7, 10))))}7"


HANDLES = st.text(string.ascii_lowercase + string.digits + "_", min_size=5, max_size=15).map(
    lambda name: "@q" + name + "z"
)
PROFILES = st.tuples(
    st.sampled_from(["facebook.com/", "https://www.facebook.com/", "t.me/", "https://tiktok.com/@", "instagram.com/"]),
    st.text(string.ascii_lowercase + string.digits, min_size=6, max_size=15).map(lambda name: "zq" + name),
).map("".join)
FORWARDED = st.tuples(
    st.sampled_from(["Chuyển tiếp từ ", "Forwarded from ", "From: ", "[10:21, 3/4/2026] ", "Người gửi: "]),
    st.text(string.ascii_uppercase, min_size=6, max_size=12).map(lambda name: "Qz" + name),
)


@st.composite
def plates(draw: st.DrawFn) -> str:
    """A licence plate in one of the ways in which it stands on vehicles and is typed."""
    head = f"{draw(st.sampled_from(['29', '30', '37', '43', '51', '72', '92']))}{draw(st.sampled_from('ABCDEFGH'))}"
    return f"{head}{draw(st.sampled_from(['-', '1-', '1 ', '']))}{draw(digits(3))}.{draw(digits(2))}"


READ_OUT = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
SPOKEN = digits(8).map(lambda rest: " ".join(READ_OUT[int(digit)] for digit in "09" + rest))


def left_of(canary: str, before: str, after: str) -> str:
    return redact(f"{before} {canary} {after}".strip(), "vi")


@given(st.one_of(mobiles(), cards(), labelled()), WORDS, WORDS)
@settings(max_examples=300, deadline=None)
def test_no_number_of_a_person_is_left(canary, before, after):
    number = re.sub(r"\D", "", canary)
    left = re.sub(r"\D", "", re.sub(r"\[[^\]]*\]", "|", left_of(canary, before, after)).replace(" ", ""))
    assert number not in left


@given(plates(), WORDS, WORDS)
@settings(max_examples=100, deadline=None)
def test_no_licence_plate_is_left(canary, before, after):
    assert canary not in left_of(canary, before, after)


@given(SPOKEN, WORDS, WORDS)
@settings(max_examples=100, deadline=None)
def test_no_number_in_words_is_left(canary, before, after):
    assert canary not in left_of(canary, before, after)


@given(emails(), WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_no_email_address_is_left(canary, before, after):
    name = re.split(r"\s?[@\[(]", canary)[0]
    assert name not in left_of(canary, before, after)


@given(st.one_of(HANDLES, PROFILES), WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_no_account_is_left(canary, before, after):
    name = re.split(r"[@/]", canary)[-1]
    assert name not in left_of(canary, before, after)


@given(FORWARDED, WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_no_sender_is_left(canary, before, after):
    header, name = canary
    line = f"{header}{name}{':' if header.startswith('[') else ''}"
    assert name not in redact(f"{before}\n{line}\n{after}", "vi")


ANYTHING = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.one_of(mobiles(), emails(), cards(), labelled(), HANDLES, PROFILES, plates(), SPOKEN,
                  FORWARDED.map("".join), WORDS,
                  st.sampled_from(["[số thẻ]", "[người gửi]", "stk", "@", "https://", "?id=1&x=2", "[", "]", ":"])),
        max_size=6,
    ).map(" ".join),
)  # fmt: skip


@given(ANYTHING, st.sampled_from(["vi", "en"]))
@settings(max_examples=500, deadline=None)
def test_cutting_twice_is_cutting_once(text, language):
    once = redact(text, language)
    assert redact(once, language) == once


@given(ANYTHING, st.sampled_from(["vi", "en"]))
@settings(max_examples=300, deadline=None)
def test_masks_never_make_a_text_much_longer(text, language):
    """The longest mask has 17 characters, the shortest identity (a handle) three."""
    assert len(redact(text, language)) <= 6 * len(text)


@given(st.integers(1, 999), st.integers(1, 3), st.sampled_from(["đồng", "VND", "người", "USD", "lượt"]))
def test_amounts_are_never_cut(head, groups, unit):
    text = f"thu {'.'.join([str(head), *['000'] * groups])} {unit} năm 2026"
    assert redact(text, "vi") == text
