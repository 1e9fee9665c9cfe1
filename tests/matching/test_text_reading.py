"""The reading as a whole: what is left of real questions, and what must hold for any text."""

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factdesk.matching.text import reading
from factdesk.matching.text.reading import RULES, read

#: Pieces that the rules are about, in any order beside anything else.
PIECES = (
    "ko|dc|bn|vs|tphcm|UBND|hcm|k|Fwd: |> |RT @x: |mọi người ơi |cho em hỏi |có phải | không ạ?| có thật không"
    "|is it true that |#KhôngTiêmVaccine|@handle|khônggggg|sooooo|tieesng vieejt|tie61ng |dduowcj |hoà|qủa|50k|1tr5"
    "|🇻🇳|🇨🇳|5️⃣|🔥|сhanh|ð|𝗕𝗼̣̂|https://a.vn/uong-nuoc-chanh |\n|\n> |!!!|…|chia sẻ gấp!|— A (@b) May 1|hahaha|:))"
    "|0|a|ạ| |.|,|-|\u200b|\u202e|\u0301|cảm ơn|thanks|thật hay giả|nghe nói là |đúng không|vn|e|nguồn: |st: "
    "|chuyển tiếp từ nhóm a: |From: a\nTo: b\n"
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES.split("|")), st.text(max_size=8)), max_size=14).map(
    "".join
) | st.text(max_size=120)


@pytest.mark.parametrize(
    ("asked", "claim"),
    [
        (
            "Mọi người ơi cho em hỏi có phải uống nước chanh nóng chữa được ung thư không ạ?",
            "uống nước chanh nóng chữa được ung thư?",
        ),
        (
            "Fwd: 🔥KHẨN CẤP!!! Chuyển tiếp từ nhóm Zalo Hội mẹ bỉm: Từ 1/7 CSGT đc phạt 5tr nếu k mang cccd."
            " Mọi người chia sẻ gấp!",
            "Từ 1/7 cảnh sát giao thông được phạt 5 triệu nếu không mang căn cước công dân.",
        ),
        ("tieesng vieejt raats hay, cos phair khoong?", "tiếng việt rất hay"),
        ("e nghe nói bv ở tphcm hết thuốc, thật hay giả v mn", "bệnh viện ở Thành phố Hồ Chí Minh hết thuốc"),
        (
            "> 5G gây ra Covid\n> share ngay\nCái này có thật không mọi người?",
            "5G gây ra Covid",
        ),
        ("RT @who: Is it true that hot lemon water cures cancer?? #fyp", "hot lemon water cures cancer?"),
        ("Có thật không?", "Có thật không?"),
        ("", ""),
        ("中国病毒 vaccine 有效吗", "中国病毒 vaccine 有效吗"),
        ("https://vtv.vn/", "https://vtv.vn/"),
        ("12345", "12345"),
    ],
)
def test_the_claim_in_a_question_is_found(asked, claim):
    assert read(asked).plain == claim


def test_steps_tell_what_changed_and_in_what_order():
    seen = read("Cho em hỏi ăn tỏi phòng dc covid ko ạ")
    assert [step.name for step in seen.steps] == ["chat", "frames"]
    assert seen.steps[0].before == "Cho em hỏi ăn tỏi phòng dc covid ko ạ"
    assert seen.steps[0].after == seen.steps[1].before == "Cho em hỏi ăn tỏi phòng được covid không ạ"
    assert {step.part for step in seen.steps} == {"both"}


def test_words_of_a_link_are_for_words_where_the_text_has_enough_of_its_own():
    seen = read("bài này nói nước chanh chữa khỏi ung thư https://bao.vn/bac-si-noi-ve-ung-thu-12345.html")
    assert seen.plain == "bài này nói nước chanh chữa khỏi ung thư"
    assert seen.lexical == "bài này nói nước chanh chữa khỏi ung thư bac si noi ve ung thu"


def test_rules_can_be_left_out_for_the_encoder_alone_or_for_both():
    asked = "Cho em hỏi ăn tỏi phòng dc covid ko ạ"
    assert read(asked, without=RULES).plain == asked
    seen = read(asked, plain_without=("frames",))
    assert seen.plain == "Cho em hỏi ăn tỏi phòng được covid không ạ"
    assert seen.lexical == "ăn tỏi phòng được covid không"


@pytest.mark.parametrize(
    ("asked", "language", "bare"),
    [
        ("tieesng vieejt raats hay", "vi", False),
        ("uong nuoc chanh ko chua dc ung thu", "vi", True),
        ("uống nước chanh ko chữa dc ung thư", "vi", False),
        ("does lemon water cure cancer", "en", False),
        ("#uongnuocchanh #chuakhoibenh", "vi", True),
        ("12345", "und", False),
    ],
)
def test_language_and_missing_diacritics_are_those_of_the_text_as_understood(asked, language, bare):
    seen = read(asked)
    assert (seen.language, seen.bare) == (language, bare)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("\U0001d173")  # an invisible sign of musical notation
def test_reading_holds_its_promises_for_any_text(text):
    seen = read(text)
    for found in (seen.plain, seen.lexical):
        assert len(found) <= 4 * len(text)
        assert found == unicodedata.normalize("NFC", found)
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in found)
    assert read(seen.plain).plain == seen.plain
    assert any(map(str.isalnum, seen.plain)) >= any(map(str.isalnum, text.strip()[:1]))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["vi", "en", "und"]))
def test_no_rule_takes_all_that_a_text_says_or_raises(text, spoken):
    for name, rule in RULES.items():
        read = rule(text, spoken)
        if name not in ("links",) and any(c.isascii() and c.isalnum() for c in text):
            assert any(map(str.isalnum, read)), name


@pytest.mark.parametrize(
    "flood",
    [
        "khong biet " * 10_000,
        "a" * 100_000,
        "ơ" * 100_000,
        "\u200b" * 50_000 + "x",
        "\u202eabc\u202c" * 20_000,
        "." * 100_000,
        "> " * 50_000,
        "#" * 100_000,
        "@a " * 30_000,
        "1.000." * 20_000,
        "mười " * 20_000,
        "chia sẻ " * 10_000,
        "ad ơi " * 10_000,
        "có thật không " * 10_000,
        "\n" * 100_000,
        "From: a\n" * 10_000,
        "ha" * 50_000,
        "🇻🇳" * 30_000,
        "a" + "\u0301" * 50_000,
        "сhаnh" * 20_000,
        "dd" * 30_000,
        "#" + "nuocchanh" * 5_000,
        "http://a.b/" * 10_000,
        "[12/05/2021, " * 10_000,
        " — a" * 20_000,
    ],
)
def test_floods_are_read_at_once(flood):
    began = time.process_time()
    read(flood)
    for rule in reading.RULES.values():
        rule(flood[:4000], "vi")
    assert time.process_time() - began < 1.0
