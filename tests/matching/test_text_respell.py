"""Typing slips as people make them, against a small index; and what must stay as it was typed."""

import itertools
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factdesk.matching import Matcher, Store
from factdesk.matching.candidates import Stages
from factdesk.matching.explain import explain
from factdesk.matching.text import slips
from factdesk.matching.text.reading import read
from factdesk.matching.text.respell import reading, respelled
from factdesk.matching.text.words import fold

CLAIMS = {
    "vi": "Kinh đô của nước này. Uống nước chanh nóng chữa được ung thư. Vắc xin Pfizer của Roosevelt."
    " Thủy điện Krông Pắc và bitcoin.",
    "en": "Ivermectin cures cancer, and Roosevelt knew of the ivermectin trials.",
}


class Index:
    """What an index of CLAIMS knows; it counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._words = {language: text.lower().replace(".", "").split() for language, text in CLAIMS.items()}

    def spelled(self, term: str) -> int:
        self.asked += 1
        words = self._words["vi"]
        return [*words, *map("_".join, itertools.pairwise(words))].count(term)

    def frequency(self, term: str, language: str, kind: str = "words") -> int:
        self.asked += 1
        words = list(map(fold, self._words[language]))
        return (words if kind == "words" else list(map("_".join, itertools.pairwise(words)))).count(term)

    def texts_with(self, words, language):
        return [self.frequency(fold(word), language) for word in words]


INDEX = Index()
PIECES = (
    "ngừoi|goóc|Kihn|đô|trơr|Theoo|nươc|chnah|chữa|ung|thư|vacine|ko|dc|UBND|#thẻ|@nguoif|https://a.vn/nuocs|2021|co2"
    "|Pfizzer|ivermectn|Roosevellt|lềnh bềnh|xyz|ðê|ạạạ|ZZZ|.|,|-|'|’|\n| |\u0301|\u200b|中文|fai|zậy|wá|đ|nguoi|nugoi"
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES.split("|")), st.text(max_size=8)), max_size=14).map(" ".join)


def mended(text: str, language: str = "vi", *, bare: bool = False) -> str:
    return respelled(text, language, INDEX, bare=bare)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mọi ngừoi đều nói thế", "mọi người đều nói thế"),  # the tone on the wrong vowel, a letter's shape lost
        ("nguồn goóc của loài này", "nguồn gốc của loài này"),  # telex that was read half
        ("Kihn đô của nước này", "Kinh đô của nước này"),  # two letters swapped
        ("bà ấy trơr thành bác sĩ", "bà ấy trở thành bác sĩ"),  # a tone key that stayed
        ("Theoo quy định mới", "Theo quy định mới"),  # a letter doubled
        ("uống nươc chanh", "uống nước chanh"),  # the tone lost
        ("uống nước chnah nóng", "uống nước chanh nóng"),
        ("bệnh viẹn tỉnh", "bệnh viện tỉnh"),  # the shape lost
        ("hcọ sinh phải đóng hcọ phí", "học sinh phải đóng học phí"),
        ("tổ chứk sự kiện", "tổ chức sự kiện"),
        ("có fải không", "có phải không"),  # chat letters
        ("người dân đuoc nhận tiền", "người dân được nhận tiền"),  # only đ has its mark
        ("Vaof ngày nào", "Vào ngày nào"),
        ("UỐNG NƯƠC CHANH", "UỐNG NƯỚC CHANH"),
        ("ông Roosevellt nói", "ông Roosevelt nói"),  # a name of the index
        ("thủ tươớng chính phủ", "thủ tướng chính phủ"),
    ],
)
def test_a_slip_becomes_what_was_meant(typed, meant):
    assert mended(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kihn do cua nuoc nay", "kinh do cua nuoc nay"),
        ("chinh phu quy dinhj moi", "chinh phu quy dinh moi"),
        ("nugoi dan phai dong phi", "nguoi dan phai dong phi"),
    ],
)
def test_without_diacritics_the_letters_are_mended_and_the_rest_is_left_to_restoring(typed, meant):
    assert mended(typed, bare=True) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("does ivermectn cure it", "does ivermectin cure it"),  # of the index alone
        ("the govermnent said so", "the government said so"),  # a common word
        ("is it true that yuor phone", "is it true that your phone"),
    ],
)
def test_english_words_are_mended_to_common_words_and_those_of_the_index(typed, meant):
    assert mended(typed, "en") == meant


@pytest.mark.parametrize(
    "text",
    [
        "đồ ăn nổi lềnh bềnh, nhão nhoẹt",  # rare syllables, spelled as syllables are
        "Thủy điện Krông Pắc và Đắk Lắk, Pleiku",
        "vắc xin Pfizer, bitcoin, TikTok, livestream, iPhone",
        "ôtô, alô, oto, balo, gmo, kpop",  # no syllables
        "ko dc ntn vs mn",
        "100/2019/NĐ-CP, co2, F0, H5N1, 1tr5, 50k",
        "https://bao.vn/tienf-luong #tieenf @nguoif abc.xyzz",
        "BHXHH và UBNDD",
    ],
)
def test_what_may_be_meant_as_it_is_typed_stays(text):
    assert mended(text) == text
    assert mended(text, bare=True) == text


@pytest.mark.parametrize(
    "text", ["notarised copies of it", "arsonists, don't, it's", "Whitcombe saw Lilius", "B.B.C. O'Neil"]
)
def test_english_that_may_be_meant_as_it_is_typed_stays(text):
    assert mended(text, "en") == text


def test_what_the_index_knows_stays():
    class Knows(Index):
        def spelled(self, term: str) -> int:
            return 1 if term == "nươc" else super().spelled(term)

    assert respelled("uống nươc chanh", "vi", Knows()) == "uống nươc chanh"


def test_a_text_in_another_language_and_one_of_unknown_words_stay():
    assert mended("uống nươc chanh", "fr") == mended("uống nươc chanh", "und") == "uống nươc chanh"
    many = "nươc " * 9 + "chanh"
    assert mended(many) == many


def test_steps_say_what_was_mended_in_each_text():
    seen = reading(read("Mọi người ơi cho em hỏi uống nươc chanh chữa được ung thư à"), INDEX)
    assert seen.plain == seen.lexical == "uống nước chanh chữa được ung thư à"
    assert [(step.name, step.part) for step in seen.steps][-1] == ("respell", "both")
    linked = reading(read("uống nươc chanh nóng mỗi ngày chữa ung thư https://bao.vn/bac-si-noi"), INDEX)
    assert [step.part for step in linked.steps if step.name == "respell"] == ["plain", "lexical"]
    assert linked.lexical == f"{linked.plain} bac si noi"
    clean = read("uống nước chanh chữa được ung thư")
    assert reading(clean, INDEX) is clean


def test_a_matcher_finds_by_the_mended_word_says_so_and_can_do_without(real, tmp_path, document):
    store = Store.made_for(tmp_path / "index", real)
    with store.writer(real) as writer:
        writer.put([document("a", claim="Kinh đô của nước này ở Huế"), document("b", claim="Ăn tỏi phòng cảm cúm")])
        writer.commit()
    told = explain(Matcher(store, real), "Kihn đô của nước này ở đâu")
    assert told.plain == told.lexical == told.read_as == "Kinh đô của nước này ở đâu"
    assert [step.name for step in told.all_steps] == ["respell"]
    assert explain(Matcher(store, real, Stages(respell=False)), "Kihn đô của nước này ở đâu").all_steps == ()


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["vi", "en", "und"]), st.booleans())
@example("ngừoi ngừoi", "vi", False)
def test_respelling_holds_its_promises_for_any_text(text, language, bare):
    seen = mended(text, language, bare=bare)
    assert mended(seen, language, bare=bare) == seen
    assert len(seen) <= 2 * len(text)
    assert [c for c in seen if not c.isalpha()] == [c for c in text if not c.isalpha()]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abcdeghiklmnopqrstuvxyăâđêôơưáàảãạấầẩẫậếềểễệốồổỗộớờởỡợứừửữự", max_size=9))
def test_what_may_be_meant_is_one_slip_away(word):
    for other in slips.of_syllable(word):
        assert other != word
        assert abs(len(other) - len(word)) <= 2
    for other, cost in slips.of_letters(fold(word)).items():
        assert cost < 6
        assert abs(len(other) - len(fold(word))) <= 1


def test_a_text_of_known_words_asks_the_index_for_none_of_them():
    index = Index()
    clean = "mọi người nói uống nước chanh nóng mỗi ngày có thể chữa được bệnh ung thư"
    assert respelled(clean, "vi", index) == clean
    assert index.asked == 0


def test_mending_takes_no_time_to_speak_of():
    clean = "mọi người nói uống nước chanh nóng mỗi ngày có thể chữa được bệnh ung thư và tiểu đường ở nhà"
    slipped = "mọi ngừoi nói uống nươc chnah nóng mỗi ngày có thẻer chữa đuợc bệnh ung thư viẹn"

    def took(text: str) -> float:
        began = time.process_time()
        for _ in range(50):
            mended(text)
        return (time.process_time() - began) * 20  # milliseconds for one

    mended(slipped)
    assert took(clean) < 0.5
    assert took(slipped) < 9  # 3 are aimed at; the machine may be busy
    flood = "nươcc " * 20_000
    began = time.process_time()
    assert mended(flood) == flood
    assert mended("nước " * 20_000) == "nước " * 20_000
    assert time.process_time() - began < 1.0
