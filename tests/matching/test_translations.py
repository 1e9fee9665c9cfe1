"""Words of one language looked up in the other: the list itself, how a question is cut, and what it finds."""

from __future__ import annotations

from importlib.resources import files

import pytest

from factdesk.matching import Document, Matcher, Store, translations
from factdesk.matching.candidates import Stages
from factdesk.matching.text.tones import in_one_place
from factdesk.matching.text.words import words
from factdesk.matching.trace import Trace
from factdesk.matching.translations import Unit, found_in, marks, units

UNKNOWN = 9.0  # what a word weighs that no text has


def lines():
    text = files("factdesk.matching").joinpath("data/translations.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def said(text, language):
    return {unit.said: unit.others for unit in units(text, language, UNKNOWN)}


def test_each_line_of_the_list_is_one_entry_in_order():
    entries = [line[0] for line in lines()]
    assert all(len(line) == 2 and all(line) for line in lines())
    assert entries == sorted(set(entries))
    assert len(entries) > 10_000


def test_other_forms_have_an_entry_that_they_are_forms_of():
    entries = dict(lines())
    forms = {entry: value[1:] for entry, value in entries.items() if value.startswith("=")}
    assert all(not entries.get(base, "=").startswith("=") for base in forms.values())
    assert forms["took"] == "take"


def test_the_list_is_cut_and_spelled_as_questions_are():
    for entry, value in lines():
        assert words(in_one_place(entry)) == entry.split(" "), entry
        several = value.removeprefix("=").split("|")
        assert [words(in_one_place(each)) for each in several] == [each.split(" ") for each in several], entry
        assert len(several) == len(set(several)), entry


@pytest.mark.parametrize(
    ("text", "language", "word", "translation"),
    [
        ("Are jellyfish dangerous?", "en", "jellyfish", "sứa"),
        ("He had a heart attack", "en", "heart attack", "nhồi máu cơ tim"),
        ("they took it", "en", "took", "lấy"),
        ("Sứa có độc không", "vi", "sứa", "jellyfish"),
        ("Ông ấy bị nhồi máu cơ tim", "vi", "nhồi máu cơ tim", "heart attack"),
        ("uống thuốc hoà tan", "vi", "hòa tan", "dissolve"),
    ],
)
def test_words_and_phrases_have_translations(text, language, word, translation):
    assert translation in said(text, language)[word]


def test_the_longest_entry_wins():
    assert "heart" not in said("heart attack", "en")


def test_words_without_a_translation_are_looked_for_as_they_are():
    (name,) = (unit for unit in units("Did Pfizer pay?", "en", UNKNOWN) if unit.said == "pfizer")
    assert (name.own, name.into) == (("pfizer",), ())
    assert found_in(name, {"pfizer"}, frozenset()) == ("pfizer",)


def test_a_word_of_both_languages_is_not_taken_for_the_other_one():
    # "Bán" is to sell, and without its diacritics looks like "ban".
    (ban,) = units("ban", "en", UNKNOWN)
    assert not found_in(ban, {"ban", "nha"}, marks(["bán", "nhà"]))
    assert found_in(ban, {"cam", "xe"}, marks(["cấm", "xe"]))


def test_a_syllable_alone_is_told_by_its_diacritics_and_a_pair_by_its_neighbour():
    sea = Unit("jellyfish", 5.0, (), ("sứa",), (("sứa",),))
    rhino = Unit("rhino", 5.0, (), ("tê giác",), (("te_giac",),))
    assert found_in(sea, set(), marks(["con", "sứa"]))
    assert not found_in(sea, set(), marks(["sữa", "mẹ"]))
    assert found_in(rhino, set(), marks(["te", "giac"]))
    assert not found_in(rhino, set(), marks(["tê", "tay"]))


def test_common_words_weigh_nothing_and_unknown_ones_no_more_than_they_may():
    found = {unit.said: unit.weight for unit in units("the zyxomma of it", "en", 3.0)}
    assert found == {"zyxomma": 3.0}


def test_languages_nobody_has_a_list_for_have_no_tables():
    assert set(translations.OTHER) == {"vi", "en"}
    with pytest.raises(KeyError):
        units("Quallen", "de", UNKNOWN)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_no_letter_breaks_a_word_that_is_cut_once(language):
    # The small letter of İ is two signs, and a word with it is cut again where the second one stands.
    assert units("İdo vaccines work, İ and İthe?", language, UNKNOWN)
    odd = filter(str.isalnum, map(chr, [*range(0x20, 0x600), *range(0x1E00, 0x2200), 0xFB01, 0x1D400]))
    for letter in odd:
        units(f"{letter} {letter}the {letter}do i{letter}", language, UNKNOWN)


CHECKS = {
    "jelly": ("vi", "Sứa lửa không gây tử vong ngay lập tức", "Chạm vào sứa lửa là chết ngay"),
    "milk": ("vi", "Sữa hạt không thay được sữa mẹ", "Sữa hạt thay hoàn toàn sữa mẹ"),
    "amber": ("en", "Amber beads do not soothe teething", "Amber necklaces stop the pain of teething babies"),
    "coral": ("en", "Coral powder is no cure for cancer", "Powder of red coral cures cancer"),
}


@pytest.fixture(scope="module")
def store(real, tmp_path_factory):
    made = Store.made_for(tmp_path_factory.mktemp("translations") / "index", real)
    with made.writer(real) as writer:
        writer.put([Document(f"x:{code}:{row[0]}", "x", code, *row) for code, row in CHECKS.items()])
        writer.commit()
    return made


@pytest.mark.parametrize(
    ("question", "code"),
    [("Is a jellyfish deadly?", "jelly"), ("vòng hổ phách có làm bé mọc răng đỡ đau", "amber")],
)
def test_a_question_finds_by_words_what_is_said_in_the_other_language(store, real, question, code):
    found = {}
    for used in (True, False):
        trace = Trace()
        Matcher(store, real, Stages(meaning=False, translations=used)).examine(question, trace=trace)
        found[used] = [each.candidate.document.code for each in trace.scored if each.candidate.bm25 > 0]
    assert found[True][:1] == [code]
    assert code not in found[False]


def test_what_is_covered_counts_translations(store, real):
    covered = {}
    for used in (True, False):
        trace = Trace()
        Matcher(store, real, Stages(translations=used)).examine("Is a jellyfish deadly?", trace=trace)
        covered[used] = {each.candidate.document.code: each.features["rarest_covered"] for each in trace.scored}
    assert covered[True]["jelly"] > 0 == covered[False]["jelly"]
    assert covered[True]["milk"] == 0


def test_questions_in_other_languages_are_asked_as_before(store, real):
    trace = Trace()
    Matcher(store, real).examine("水母是致命的吗", trace=trace)
    assert not trace.translated
