import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.text.normalise import LONGEST, normalise
from factdesk.matching.text.words import cleaned, fold, fold_text, words


@given(st.text(max_size=300))
def test_normalising_twice_changes_nothing_more(text):
    once = normalise(text)
    assert normalise(once) == once
    assert len(once) <= LONGEST
    assert once == unicodedata.normalize("NFC", once)


def test_decomposed_vietnamese_becomes_composed():
    assert normalise(unicodedata.normalize("NFD", "Nước chanh chữa ung thư")) == "Nước chanh chữa ung thư"


def test_zero_width_and_control_characters_are_cut():
    assert normalise("un\u200bg\u00ad th\u0007ư\ufeff \n\t  x\ud800") == "ung thư x"


def test_a_flood_of_marks_is_cut_short():
    assert len(normalise("a" + "\u0301\u0323" * 20_000)) < 8


def test_a_very_long_text_is_cut():
    assert len(normalise("dài " * 100_000)) <= LONGEST


@pytest.mark.parametrize(
    ("written", "folded"), [("Đường", "duong"), ("ĐỪNG", "dung"), ("thuở", "thuo"), ("Łódź", "lodz"), ("abc", "abc")]
)
def test_folding_takes_all_diacritics(written, folded):
    assert fold(written) == folded


def test_folding_a_text_keeps_capitals():
    assert fold_text("Đổi thẻ Căn cước") == "Doi the Can cuoc"


def test_words_keep_numbers_whole_without_thousands_separators():
    assert words("Phạt 1.000.000 đồng, 2,5 % từ 1/7") == ["phạt", "1000000", "đồng", "2.5", "từ", "1", "7"]


def test_cleaning_cuts_links_and_authors_and_splits_hashtags():
    text = "See #StopTheLies https://t.co/x pic.twitter.com/y — Somebody Else (@some) January 14, 2020"
    assert cleaned(text).replace("#", "").split() == ["See", "Stop", "The", "Lies"]
