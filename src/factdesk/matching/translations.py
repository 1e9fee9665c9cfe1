"""What a text in the other language may say for a question's words, by the project's own list of words.

An encoder of this size knows the everyday words of both languages, but few of the rarer ones: what a sea animal, a dish
or an office is called. data/translations.tsv has those, one English entry a line with its Vietnamese words, commonest
first; `took` and `=take` beside it says that both have the same. Words that are not in it are looked up as they are:
names, numbers, abbreviations.
"""

from __future__ import annotations

import functools
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from factdesk.matching.store.lexical import pairs, terms_of
from factdesk.matching.text import frequencies
from factdesk.matching.text.tones import in_one_place
from factdesk.matching.text.words import cleaned, fold, words

OTHER = {"vi": "en", "en": "vi"}
_KEPT = 20_000  # words whose terms are remembered
_LONGEST = 5  # words that one entry has
_COMMON = 6.3  # Zipf value; syllables that common say nothing by themselves

Terms = tuple[str, ...]
_Table = dict[str, str]  # a word to what stands for it, by |; in one string, since tuples take three times the room


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or phrase of a question.

    Args:
        said: it, in small letters.
        weight: how rare its words are in the question's language, on the scale of BM25's.
        own: its words as terms, for a text that has the very same.
        others: its translations; `into` the terms of each, of which a text has all (see `found_in`).
        parts: what a phrase is made of: a text that has each of those says it too.
    """

    said: str
    weight: float
    own: Terms
    others: tuple[str, ...]
    into: tuple[Terms, ...]
    parts: tuple[Unit, ...] = ()

    @property
    def all_into(self) -> Iterator[Terms]:
        """Its translations and those of its parts."""
        yield from self.into
        for part in self.parts:
            yield from part.all_into


def units(text: str, language: str, most: float) -> list[Unit]:
    """What a question is made of: its words, with those of the other language for them.

    Args:
        text: the question, diacritics put back.
        language: its own, one of OTHER.
        most: that a word may weigh: what one does that no text has.
    """
    cut = words(cleaned(in_one_place(text)))
    return list(dict.fromkeys(_units(cut, [_key(word, language) for word in cut], language, most, _LONGEST)))


def _units(cut: Sequence[str], keys: Sequence[str], language: str, most: float, longest: int) -> Iterator[Unit]:
    table, place = _tables()[language], 0
    while place < len(cut):
        for length in range(min(longest, len(cut) - place), 0, -1):
            others = table.get(" ".join(keys[place : place + length]), "")
            if others:
                break
        part = slice(place, place + length)
        parts = tuple(_units(cut[part], keys[part], language, most, length - 1)) if length > 1 else ()
        if unit := _unit(cut[part], language, others, parts, most):
            yield unit
        place += length


def _unit(said: Sequence[str], language: str, others: str, parts: tuple[Unit, ...], most: float) -> Unit | None:
    telling = [word for word in said if not _is_common(word, language)]
    if not telling:
        return None
    into = OTHER[language]
    weight = sum(min(_rarity(word, language), most) for word in telling)
    own = tuple(filter(None, (_own(word, into) for word in telling)))
    each = [(one, found) for one in others.split("|") if one and (found := _terms(one, into))]
    return Unit(" ".join(said), weight, own, tuple(one for one, _ in each), tuple(found for _, found in each), parts)


@functools.lru_cache(maxsize=_KEPT)
def _is_common(word: str, language: str) -> bool:
    """Whether a word says nothing by itself, though as a part of a phrase it may."""
    if language == "en":
        return frequencies.is_common_english(fold(word))
    return frequencies.load().vietnamese.get(word, 0.0) >= _COMMON


@functools.lru_cache(maxsize=_KEPT)
def _key(word: str, language: str) -> str:
    return " ".join(terms_of([word], "en")) or word if language == "en" else word


@functools.lru_cache(maxsize=_KEPT)
def _rarity(word: str, language: str) -> float:
    (term,) = terms_of([word], language)
    return frequencies.rarity(term, language)


@functools.lru_cache(maxsize=_KEPT)
def _own(word: str, into: str) -> str:
    folded, known = fold(word), frequencies.load()
    if folded in known.english and folded in known.folded:
        return ""  # "ban" is a word of both languages, and another one in each
    return " ".join(terms_of([word], into))


@functools.lru_cache(maxsize=_KEPT)
def _terms(phrase: str, language: str) -> Terms:
    """What a text has all of that has a phrase of the table; see `found_in`."""
    spelled = phrase.split(" ")
    if language == "en":
        return tuple(terms_of(spelled, "en"))
    return (phrase,) if len(spelled) == 1 else tuple(pairs([fold(word) for word in spelled]))


def marks(spelled: Sequence[str]) -> frozenset[str]:
    """What of a Vietnamese text the terms of a translation are looked for in.

    The words with their diacritics, and neighbours folded: alone "sua" may be three words, beside another one hardly.

    Args:
        spelled: its words in small letters.
    """
    placed = [in_one_place(word) for word in spelled]
    return frozenset([*placed, *pairs([fold(word) for word in placed])])


def found_in(unit: Unit, own: Container[str], there: Container[str]) -> Sequence[str]:
    """The terms by which a text says it; none where it does not.

    Args:
        own: the text's terms.
        there: its `marks`; of an English text its terms again.
    """
    if unit.own and all(term in own for term in unit.own):
        return unit.own
    for into in unit.into:
        if all(term in there for term in into):
            return into
    parts = [found_in(part, own, there) for part in unit.parts]
    return [term for terms in parts for term in terms] if all(parts) else ()


@functools.cache
def _tables() -> dict[str, _Table]:
    """For each language its words with those of the other; read when first needed."""
    text = files("factdesk.matching").joinpath("data/translations.tsv").read_text(encoding="utf-8")
    entries = dict(line.split("\t") for line in text.splitlines())
    stems = _stems_of(entries)
    english: _Table = {}
    vietnamese: _Table = {}
    for entry, several in entries.items():
        key = " ".join(stems[word] for word in entry.split(" "))
        # Another form of a word has all that the word has.
        for one in (entries[several[1:]] if several[0] == "=" else several).split("|"):
            _add(english, key, one)
            _add(vietnamese, one, entry)
    return {"en": english, "vi": vietnamese}


def _add(table: _Table, key: str, value: str) -> None:
    held = table.get(key)
    if held is None:
        table[key] = value
    elif value not in held.split("|"):
        table[key] = f"{held}|{value}"


def _stems_of(entries: Iterable[str]) -> dict[str, str]:
    """Of each word of the entries, cut together: one by one it takes half a second."""
    each = {word: word for entry in entries for word in entry.split(" ")}
    telling = [word for word in each if not frequencies.is_common_english(word)]
    return each | dict(zip(telling, terms_of(telling, "en"), strict=True))
