"""What of a question says what it is about, and which texts are each other's exact equals."""

from __future__ import annotations

import pytest

from factdesk.questions import substance


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("uống chanh chữa ung thư?", "vi"),
        ("Does sugar make kids hyperactive?", "en"),
        ("an tom voi vitamin c co bi thach tin khong", "vi"),
        ("Công an gọi từ [số điện thoại] đòi cài ứng dụng định danh, mất hết tiền trong tài khoản", "vi"),
    ],
)
def test_a_text_with_words_of_its_own_is_compared_by_meaning(text, language):
    assert substance.says_enough(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("a", "en"),
        ("tin giả", "vi"),
        ("Có thật không vậy ạ?", "vi"),
        ("is this true", "en"),
        ("12345", "und"),
        ("https://example.org/bai-viet-ve-uong-nuoc-chanh-chua-ung-thu", "vi"),
        ("Số [số điện thoại] có lừa đảo không?", "vi"),
        ("tin này đúng không https://example.org/a", "vi"),
        ("តើវាពិតទេថាទឹកក្រូចឆ្មារព្យាបាលជំងឺមហារីក", "km"),
        ("यह सच है कि नींबू पानी से कैंसर ठीक होता है", "und"),
    ],
)
def test_a_text_that_says_too_little_is_not(text, language):
    assert not substance.says_enough(text, language)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bão số 5?", " bão  SỐ 5 !!"),
        ("tin giả 😀", "Tin giả"),
        ("https://www.Example.org/a/", "http://example.org/a"),
        ("đúng không https://example.org/a", "Đúng không: example.org/a".replace("example", "https://example")),
    ],
)
def test_exact_equals_have_one_key(one, other):
    assert substance.exact_key(one) == substance.exact_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bão số 5?", "Bão số 6?"),
        ("bão", "báo"),
        ("https://example.org/a", "https://example.org/b"),
        ("https://example.org/a", "https://example.org/A"),
        ("tin giả https://example.org/a", "tin giả"),
        ("มา", "มี"),
    ],
)
def test_others_have_not(one, other):
    assert substance.exact_key(one) != substance.exact_key(other)


@pytest.mark.parametrize(
    "text", ["Số [số điện thoại] có lừa đảo không?", "[phone number] called me", "[tên tài khoản]"]
)
def test_what_was_cut_may_have_been_another_each_time(text):
    assert substance.exact_key(text) == ""


def test_a_long_text_with_gaps_is_its_own_equal():
    text = "[người gửi] " + "ข่าวนี้เป็นความจริงหรือไม่ " * 4
    assert substance.exact_key(text) == substance.exact_key(text + "!") != ""


def test_how_people_type_is_nothing_in_common():
    one, other = "uốg nc chanh nóg trị ung thu đc ko z", "mai đi thứ máo ko biết có đc uốg nc lọc k nữa"
    assert substance.shared(one, other, "vi") < 0.15


def test_words_that_stand_for_what_was_cut_are_nothing_in_common():
    one, other = "Hồ Ba Mẫu cạn nước, gọi [số điện thoại] [số thẻ]", "Chợ Cửa Sông cháy, báo [số điện thoại] [số thẻ]"
    assert substance.shared(one, other, "vi") == 0
    assert substance.shared(one, one, "vi") > 0.2
