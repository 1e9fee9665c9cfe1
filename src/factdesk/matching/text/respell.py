"""Typing slips: a word that nobody knows becomes the one that was meant, where one is clearly likelier than all others.

A word is left alone that the index or the packaged tables know, and one that may be typed so on purpose: with figures,
wholly in capitals, part of an address, a tag or a name with signs in it.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from factdesk.matching.text import frequencies, neighbours, slips
from factdesk.matching.text.patterns import BEGIN, END
from factdesk.matching.text.reading import Reading, Step
from factdesk.matching.text.restore import WORD, capitals_of, is_half_bare, spellings_of
from factdesk.matching.text.words import fold

_WORD = re.compile(rf"{BEGIN}(?<!['’])[^\W\d_]{{3,20}}(?!['’]\w){END}")
_VOWEL = re.compile(r"[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")
_MOST = 8  # unknown words; a text with more is in another language, or no slip of anybody's fingers
_FEW = 3  # which a short text may have, though they are more than
_SHARE = 2  # half of its words
_CLEARLY = 2.0  # by how much the likeliest must lead, in natural logarithms
_UNKNOWN = 8.0  # how rare it is that just this unknown word is meant, after what is known of its neighbours
_NAME = 3.0  # more of a name: a capital within a sentence
_FORMED = 5.0  # of a word that is spelled as a syllable may be
_PLAIN = 3.0  # of one without diacritics in a text that has them, which may be foreign
_HELD = 0.7  # of the logarithm of how many texts have the word
_HELD_PAIR = 2.0  # the same of a pair with a neighbour
_SHORT = 3  # letters; so many names and words of chats have that a word without diacritics says too little
_LEAST_LETTERS = 6  # of a word that is no Vietnamese syllable; fewer where the slip is small
_LEAST_SHORT = 5
_LEAST_ENGLISH = 4
_RARER = 3.0  # the Zipf value of a word that only the longer list has
_STEP = 2.3  # natural logarithm of ten
_SLIP_OF_A_NAME = 1.0  # the costliest of a word with a capital: two letters swapped, or one doubled
_LONG_NAME = 8  # letters
_SLIP_OF_A_LONG_NAME = 2.0  # or one letter dropped
_SLIP_OF_A_WORD = 3.6  # the costliest of such a word; no other letter but a key beside or a vowel
_TURNS = 4  # neighbouring spellings of a word without marks that are weighed
_ENDS = '.!?:;…"“('  # after these a capital says nothing


class Held(Protocol):
    """What the index knows of words."""

    def spelled(self, term: str) -> int:
        """In how many Vietnamese texts a spelling is, or two joined by `_`."""

    def frequency(self, term: str, language: str, kind: str = "words") -> int:
        """In how many texts of a language a term is, folded; of an English one the stem is the term."""

    def texts_with(self, words: Sequence[str], language: str) -> list[int]:
        """In how many texts of a language each word is, in whatever form counts as the same there."""


@dataclass(slots=True)
class _Place:
    """An unknown word.

    Args:
        at: which of the pieces it is.
        meant: what may have been meant, with what each costs.
        chosen: a word that is no Vietnamese syllable, if that was meant.
        bare: these stand for all their spellings.
        least: by how much one must be likelier than that nothing else was meant.
    """

    at: int
    meant: dict[str, float]
    chosen: str
    bare: bool
    least: float


def reading(read: Reading, held: Held) -> Reading:
    """A question as read, with its typing slips mended, and steps that say so."""
    bare = read.bare or is_half_bare(read.plain)
    plain = respelled(read.plain, read.language, held, bare=bare)
    same = read.plain == read.lexical
    lexical = plain if same else respelled(read.lexical, read.language, held, bare=bare)
    steps = [] if plain == read.plain else [Step("respell", "both" if same else "plain", read.plain, plain)]
    if not same and lexical != read.lexical:
        steps.append(Step("respell", "lexical", read.lexical, lexical))
    return replace(read, plain=plain, lexical=lexical, steps=(*read.steps, *steps)) if steps else read


def respelled(text: str, language: str, held: Held, *, bare: bool = False) -> str:
    """The text with unknown words replaced by what was meant.

    Args:
        language: of the text; Vietnamese and English are looked at.
        bare: diacritics are missing and will be put back, so a word without any may stand for one with them.
    """
    if language not in ("vi", "en"):
        return text
    unknown = _unknown(text, language, held)
    if not unknown:
        return text
    if language == "en":
        return _put(text, [(found, _word(found.group(), "en", held)) for found in unknown])
    pieces, places = _apart(text, unknown, held, bare)
    _mend(pieces, places, held)
    return "".join(pieces)


def _unknown(text: str, language: str, held: Held) -> list[re.Match[str]]:
    """The words that nothing knows; none where they are too many to be slips."""
    capitals = text.isupper()
    known = _in_tables if language == "vi" else _in_english
    found, count = [], 0
    for word in _WORD.finditer(text):
        count += 1
        spelling = word.group()
        small = spelling.lower()
        if known(small) or len(small) != len(spelling) or (len(small) == _SHORT and small.isascii()):
            continue
        plain = spelling.islower() or spelling[1:].islower() or capitals
        if plain and _VOWEL.search(small) and not _is_held(small, language, held):
            found.append(word)
            if len(found) > _MOST:
                return []
    return found if len(found) <= max(_FEW, count / _SHARE) else []


def _in_tables(word: str) -> bool:
    table = frequencies.load()
    syllables = neighbours.load()
    if word in table.vietnamese or word in syllables.numbers or word in syllables.spellings:
        return True
    return word.isascii() and _is_english(word)


def _in_english(word: str) -> bool:
    return _is_english(word) or word in frequencies.load().vietnamese or word in neighbours.load().spellings


def _is_english(word: str) -> bool:
    table, rarer = frequencies.load().english, frequencies.rarer_english()
    return word in table or word in rarer or f"{word}s" in rarer or word.removesuffix("s") in rarer


def _is_held(word: str, language: str, held: Held) -> bool:
    if language == "vi" and not word.isascii():
        return bool(held.spelled(word))
    return any(held.texts_with([word], shelf)[0] for shelf in ("vi", "en"))


def _put(text: str, changed: Sequence[tuple[re.Match[str], str]]) -> str:
    pieces, end = [], 0
    for found, word in changed:
        pieces += [text[end : found.start()], capitals_of(found.group(), word) if word else found.group()]
        end = found.end()
    return "".join([*pieces, text[end:]])


def _apart(text: str, unknown: Sequence[re.Match[str]], held: Held, bare: bool) -> tuple[list[str], list[_Place]]:
    """The text in pieces as the table of neighbours counts them, and which of them are unknown."""
    begins = {found.start(): found for found in unknown}
    pieces, places, begin = [], [], 0
    for at, piece in enumerate(WORD.findall(text)):
        pieces.append(piece)
        if begin in begins and begins[begin].group() == piece:
            small = piece.lower()
            letters = bare and small.isascii()
            meant = slips.of_letters(small) if letters else slips.of_syllable(small)
            if piece[0].isupper():
                meant = {word: cost for word, cost in meant.items() if cost <= _SLIP_OF_A_WORD}
            chosen = "" if meant else _word(piece, "vi", held)
            least = -_UNKNOWN + _FORMED * slips.is_formed(small) + _PLAIN * (small.isascii() and not letters)
            told = text[:begin].rstrip()[-1:]
            if piece[0].isupper() and not text.isupper() and told and told not in _ENDS:
                least += _NAME
            places.append(_Place(at, meant, chosen, letters, least))
        begin += len(piece)
    return pieces, places


def _mend(pieces: list[str], places: list[_Place], held: Held) -> None:
    """Replace what is clear, until nothing is any more: a mended word makes its neighbours clearer."""
    open_ = [place for place in places if place.meant or place.chosen]
    while open_:
        left = []
        for place in open_:
            if word := _likeliest(pieces, place, held):
                pieces[place.at] = capitals_of(pieces[place.at], word)
            else:
                left.append(place)
        if len(left) == len(open_):
            return
        open_ = left


def _likeliest(pieces: Sequence[str], place: _Place, held: Held) -> str:
    """What was meant, if that is clear; "" otherwise."""
    table = neighbours.load()
    words = list(place.meant)
    if place.chosen:
        return place.chosen
    before, after = _beside(pieces, place.at, -1), _beside(pieces, place.at, 1)
    columns = [table.spellings[word] if place.bare else (table.numbers[word],) for word in words]
    fits = _fits(columns, _numbers_of(before, table), _numbers_of(after, table), table)
    fits -= np.array([place.meant[word] for word in words], np.float32)
    fits += np.array([_in_index(word, before, after, held, place.bare) for word in words], np.float32)
    order = np.argsort(-fits, kind="stable")
    best = float(fits[order[0]])
    nobody = [(table.numbers[neighbours.FOREIGN],)]
    as_it_is = float(_fits(nobody, _numbers_of(before, table), _numbers_of(after, table), table)[0])
    if best < as_it_is + place.least:
        return ""
    return "" if len(order) > 1 and best - float(fits[order[1]]) < _CLEARLY else words[int(order[0])]


def _beside(pieces: Sequence[str], at: int, step: int) -> str:
    """The next piece on one side that parts its neighbours or is a word; "" at the end."""
    table = neighbours.load()
    at += step
    while 0 <= at < len(pieces):
        if spellings_of(pieces[at], table):
            return pieces[at]
        at += step
    return ""


def _numbers_of(piece: str, table: neighbours.Neighbours) -> tuple[int, ...]:
    return spellings_of(piece, table)[:_TURNS] if piece else (table.numbers[neighbours.START],)


def _fits(
    columns: Sequence[tuple[int, ...]], before: tuple[int, ...], after: tuple[int, ...], table: neighbours.Neighbours
) -> NDArray[np.float32]:
    """The logarithm of how well each of several words, with all its spellings, stands between two others."""
    ones, twos = np.array(before, np.int32), np.array(after, np.int32)
    middle = np.array([number for column in columns for number in column], np.int32)
    weights = table.alone[ones] - np.logaddexp.reduce(table.alone[ones])
    left = table.after(np.repeat(ones, len(middle)), np.tile(middle, len(ones))).reshape(len(ones), -1)
    right = table.after(np.repeat(middle, len(twos)), np.tile(twos, len(middle))).reshape(-1, len(twos))
    each = np.logaddexp.reduce(left + weights[:, None], axis=0) + np.logaddexp.reduce(right, axis=1)
    starts = np.cumsum([0, *map(len, columns)])[:-1]
    return np.asarray(np.logaddexp.reduceat(each, starts), np.float32)


def _in_index(word: str, before: str, after: str, held: Held, bare: bool) -> float:
    """What it is worth that the index has a word, and has it beside its neighbours."""
    if bare:
        times = held.frequency(word, "vi")
        pairs = [held.frequency(fold(pair), "vi", "pairs") for pair in (f"{before}_{word}", f"{word}_{after}") if times]
    else:
        times = held.spelled(word)
        pairs = [held.spelled(pair) for pair in (f"{before.lower()}_{word}", f"{word}_{after.lower()}") if times]
    return _HELD * math.log1p(times) + _HELD_PAIR * math.log1p(sum(pairs))


def _word(spelling: str, language: str, held: Held) -> str:
    """What was meant by a word that is no Vietnamese syllable, if the index or the common words have it; "" otherwise.

    Names that are one letter apart are two names, and words that differ at the end two forms of one.
    """
    small = spelling.lower()
    least = _LEAST_SHORT if language == "vi" else _LEAST_ENGLISH if spelling.islower() else _LEAST_LETTERS
    if len(small) < least or not small.isascii():
        return ""
    table, rarer = frequencies.load().english, frequencies.rarer_english()
    most = _SLIP_OF_A_WORD if spelling.islower() and len(small) >= _LEAST_LETTERS else _SLIP_OF_A_NAME
    if not spelling.islower() and len(small) >= _LONG_NAME:
        most = _SLIP_OF_A_LONG_NAME
    tried = [
        (word, cost)
        for word in dict.fromkeys(slips.around(small))
        if word in table or word in rarer or held.frequency(word, language)
        if (cost := slips.cost_of(small, word)) is not None and cost <= _SLIP_OF_A_WORD
    ]
    texts = held.texts_with([word for word, _ in tried], language)
    found = [
        (math.log1p(held_by) + (table.get(word, _RARER) - _RARER) * _STEP - cost, word, cost)
        for (word, cost), held_by in zip(tried, texts, strict=True)
        if held_by or word in table
    ]
    found.sort(reverse=True)
    if not found or (len(found) > 1 and found[0][0] - found[1][0] < _CLEARLY):
        return ""
    _, word, cost = found[0]
    a_form = word != f"{small}e" and (word[:-1] in (small, small[:-1]) or small[:-1] == word)
    return word if cost <= (_SLIP_OF_A_NAME if a_form else most) else ""
