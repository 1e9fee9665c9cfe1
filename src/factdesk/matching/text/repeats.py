"""Letters drawn out for effect: khôngggg, sooooo, đúuuung."""

import itertools
import re

from factdesk.matching.text import frequencies
from factdesk.matching.text.patterns import each_token
from factdesk.matching.text.tones import is_syllable
from factdesk.matching.text.words import fold

_DRAWN = re.compile(r"(?<![\w.@/-])(?:[^\W\d_]*([^\W\d_])\1[^\W\d_]*)(?![\w@/-]|\.\w)", re.IGNORECASE)
_RUN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_PAIR = re.compile(r"([^\W\d_])\1", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLCDM]+|[A-Z]{2,4}")
_VOWELS = frozenset("aeiouy")
_COMMON = 4.9  # Zipf value: good and too, but not ann
_LONGEST = 60  # letters of a word that is looked at; others are cut to runs of two


@each_token
def without_repeats(text: str) -> str:
    """The text with drawn out letters cut to one, or to two where that is the word (`toooo` is too, `boong` stays).

    Two of a kind are only cut where the word is none as it stands and a Vietnamese one without: `khôngg`. Capitals such
    as III, AAA and numbers stay.
    """
    return _DRAWN.sub(lambda found: _word(found.group()), text)


def _word(word: str) -> str:
    if _RUN.search(word):
        # Without a vowel it is an abbreviation (cccd), in capitals a number or a brand.
        if _VOWELS.isdisjoint(fold(word)) or (word.isupper() and _ROMAN.fullmatch(word)):
            return word
        two = _RUN.sub(r"\1\1", word)
        if len(two) > _LONGEST or (two.isascii() and _is_english(two)):
            return two
        return _one_of_each(word)
    if word.isascii() or len(word) > _LONGEST:
        return word
    one = _PAIR.sub(r"\1", word)
    return one if is_syllable(one.lower()) and not is_syllable(word.lower()) else word


def _one_of_each(word: str) -> str:
    """Of each run its first letter; of "úuuu" and "iìii" the marked one where that makes a syllable."""
    one = _RUN.sub(r"\1", word)
    if one.isascii():
        return one
    groups = ["".join(group) for _, group in itertools.groupby(word, key=fold)]
    merged = "".join(next((c for c in group if not c.isascii()), group[0]) for group in groups)
    return merged if is_syllable(merged.lower()) else one


def _is_english(word: str) -> bool:
    return frequencies.load().english.get(word.lower(), 0.0) > _COMMON
