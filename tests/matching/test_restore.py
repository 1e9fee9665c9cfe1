import pytest

from factdesk.matching.text.restore import restore
from factdesk.matching.text.words import fold_text


def nothing(term: str) -> int:
    return 0


@pytest.mark.parametrize(
    "text",
    [
        "mọi người ơi cho mình hỏi",
        "bà con thấy có đúng không",
        "Cảm ơn cả nhà nhiều lắm",
        "uống thuốc kháng sinh",
        "nhắn tin cho tôi",
        "bị trừ tiền trong tài khoản ngân hàng",
    ],
)
def test_everyday_words_come_back_without_an_index(text):
    assert restore(fold_text(text), nothing) == text


def test_what_the_index_holds_outweighs_what_is_common():
    assert restore("lang Phu Loc", nothing) != "làng Phù Lộc"
    held = {"phù": 3, "lộc": 3, "phù_lộc": 3}
    assert restore("lang Phu Loc", lambda term: held.get(term, 0)) == "làng Phù Lộc"


def test_marked_words_stay_and_help_their_neighbours():
    assert restore("ngân hang", nothing) == "ngân hàng"
    assert restore("hoà binh", nothing).startswith("hoà ")


@pytest.mark.parametrize("word", ["facebook", "QR", "chip", "pin", "ko", "k", "dc", "mn", "ad", "MMR", "1/7"])
def test_brands_abbreviations_and_numbers_stay(word):
    assert word in restore(f"cho hoi {word} la gi vay", nothing).split()


def test_capitals_stay():
    assert restore("CONG AN bao Ngan hang", nothing) == "CÔNG AN báo Ngân hàng"


@pytest.mark.parametrize("text", ["", "?!", "12", "a", "😀", "\n", "x" * 3000, "khong " * 500])
def test_odd_texts_keep_all_but_diacritics(text):
    assert fold_text(restore(text, nothing)) == text


def test_the_index_is_asked_in_proportion_to_the_text_and_no_further_than_the_encoder_reads():
    def asked(syllables: int) -> int:
        terms: list[str] = []

        def count(term: str) -> int:
            terms.append(term)
            return 1

        restore("toi nghe noi uong nuoc chanh nong moi sang den " * (syllables // 10), count)
        return len(terms)

    assert 0 < asked(40) <= 2.2 * asked(20)
    assert asked(400) == asked(200)
