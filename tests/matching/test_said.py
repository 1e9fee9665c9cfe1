"""What is read of a question and of a text before they are compared."""

import pytest

from factdesk.matching import Document, said
from factdesk.matching.details import Details, differences
from factdesk.matching.said import Said, coverage, denies
from factdesk.matching.text import opposites


def asked(text, language="en"):
    return Said(text, text, language, bare=False)


def document(claim, title="", language="en"):
    return Document("k", "fact-check", "c", language, title, claim)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Speed cameras are not allowed", (True, False)),
        ("Are speed cameras allowed without a sign?", (False, True)),
        ("Speed cameras are not allowed without a sign", (True, True)),
        ("Xe máy không được vào phố đi bộ", (True, False)),
        ("Xe máy có được vào phố đi bộ không?", (False, False)),
        ("Nước có gas không đường gây béo phì", (False, False)),
    ],
)
def test_denial_and_without_are_told_from_asking(text, denied):
    assert denies(text) == denied


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Giữ vàng an toàn", "Giữ vàng nguy hiểm"),
        ("Rẽ trái khi đèn đỏ", "Rẽ phải khi đèn đỏ"),
        ("Garlic cures flu", "Garlic causes flu"),
        ("Landlords with more than 500 million pay tax", "Landlords with less than 500 million pay tax"),
        ("The district level was brought back", "The district level was abolished"),
    ],
)
def test_opposite_words_oppose_and_the_same_words_do_not(one, other):
    assert opposites.oppose(opposites.directions(one), opposites.directions(other))
    assert not opposites.oppose(opposites.directions(one), opposites.directions(one))


def test_what_covers_is_weighed_by_rarity():
    wanted = {"a": 1.0, "b": 3.0, "c": 1.0}
    assert coverage(wanted, {"b": 1.0}) == 0.6
    assert coverage({}, wanted) == 0.0


def test_a_text_states_what_its_title_and_claim_say_and_is_read_once():
    text = document("10.000 hộ được miễn phí năm 2025", "UBND nói gì", "vi")
    found = said.stated(text, "vi")
    assert found is said.stated(text, "vi")
    assert {"uy", "ban", "nhan", "dan", "mien", "phi"} <= set(found.terms)
    assert (found.numbers, found.years) == (frozenset({10000.0}), frozenset({2025.0}))
    assert set(found.claim) < set(found.terms)


def test_a_hashtag_in_a_title_does_not_hide_words_of_the_claim():
    found = said.stated(document("A fox in theRoom", "#MeToo"), "en")
    assert found.terms and found.claim


def test_a_copy_is_known_by_claim_or_title_alone():
    text = document("Hot lemon water kills cancer cells.", "A quite different and much longer title of the check it is")
    assert said.verbatim(asked("hot lemon water kills cancer cells"), text) > 0.9
    assert said.verbatim(asked("lemon"), text) == 0.0


def test_details_tell_texts_apart_and_what_is_not_asked_is_not_read():
    claim = Details("Hà Nội cấm xe máy từ ngày 1/7/2026, phạt 2 triệu đồng")
    other = differences(Details("Đà Nẵng cấm xe máy từ ngày 1/7/2021, phạt 5 triệu đồng"), claim)
    assert (other["place_differs"], other["date_differs"], other["measure_differs"]) == (1.0, 1.0, 1.0)
    assert not any(differences(Details("có cấm xe máy không"), claim).values())
    assert not any(differences(Details("Hà Nội cấm xe máy từ 1/7/2026 à"), claim).values())


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Đề thi ở Đà Nẵng bị lộ", 1.0),
        ("Đề thi ở Việt Nam bị lộ", 0.0),
        ("Đề thi bị lộ", 0.0),
        ("Hà Nội lộ đề thi", 0.0),
    ],
)
def test_a_place_that_a_text_has_nothing_to_do_with_is_missing(text, missing):
    claim = "Đề thi vào lớp 10 của Hà Nội bị lộ" if "Hà Nội" in text else "Đề thi vào lớp 10 bị lộ"
    assert differences(Details(text), Details(claim))["place_missing"] == missing


def test_of_equally_rare_words_the_first_are_the_rarest_whatever_the_process():
    rarest = asked("zebras yodel xylophones while vultures wander").rarest("en", lambda term: 1.0)
    assert rarest == asked("zebras yodel xylophones").rarest("en", lambda term: 1.0)
