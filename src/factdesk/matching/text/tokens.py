"""A text as words that remember their capitals and where sentences begin; for reading names of places and people."""

import functools
import re
from dataclasses import dataclass

from factdesk.matching.text.words import fold

_TOKEN = re.compile(r"([^\W\d_]+|\d+)([\W_]*)")
_END = re.compile(r"[.!?…:\n\"“”]")
_JOINS = frozenset(["", "-", "–", "."])
_SYLLABLE = re.compile(r"(?:ngh?|gh?|nh|[ckpt]h|tr|qu|gi|[bcdhklmnprstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?")
_FEW = 3  # words
_SHOUTED = 0.6  # share of words in capitals throughout from which capitals say nothing
_SHORTENED = frozenset([*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "TP", "Tp", "St", "Dr", "Mr", "Mrs", "GS", "TS", "BS"])


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text; figures and letters are words apart.

    Args:
        words: as written.
        bare: in small letters without diacritics.
        starts: where each stands in the text.
        begins: whether a sentence or a quotation begins with it.
        capitals: whether it begins with a capital letter and that tells something.
        gaps: whether something other than a space, a hyphen or a point stands before it.
        cased: whether the text has capitals and small letters as people write them.
    """

    words: list[str]
    bare: list[str]
    starts: list[int]
    begins: list[bool]
    capitals: list[bool]
    gaps: list[bool]
    cased: bool


@functools.lru_cache(maxsize=16)  # several readers in turn look at one text
def tokens(text: str) -> Tokens:
    """Its words; texts all in capitals or all in small letters say nothing by their letters."""
    found = _TOKEN.findall(text)
    words = [word for word, _ in found]
    first = _TOKEN.search(text) if found else None
    place = first.start() if first else 0
    starts, begins, gaps = [], [True], [False]
    for word, after in found:
        starts.append(place)
        place += len(word) + len(after)
        if after == " ":
            begins.append(False)
            gaps.append(False)
        else:
            # The point of "TP." or "U.S." ends nothing.
            ends = _END.search(after) is not None and not (after.rstrip() == "." and word in _SHORTENED)
            begins.append(ends)
            gaps.append(after.strip() not in _JOINS)
    upper = [word[0].isupper() for word in words]
    cased = any(upper)
    if cased and 2 * sum(upper) > len(words):
        letters = [word for word in words if len(word) > 1 and word[0].isalpha()]
        cased = len(letters) < _FEW or sum(map(str.isupper, letters)) <= _SHOUTED * len(letters)
    capitals = upper if cased else [False] * len(words)
    return Tokens(words, list(map(fold, words)), starts, begins[:-1], capitals, gaps[:-1], cased)


@functools.lru_cache(maxsize=20_000)
def looks_vietnamese(bare: str) -> bool:
    """Whether a word without diacritics has the shape of a Vietnamese syllable: "linh", not "donald"."""
    return _SYLLABLE.fullmatch(bare) is not None
