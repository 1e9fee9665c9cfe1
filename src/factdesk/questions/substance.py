"""What of a question says what it is about: without links, without what was cut, without what every question has.

A text with too little of it stands with none but its exact equal: "is it true?" means the same wherever it is asked,
and asks about something else each time.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections import Counter
from importlib.resources import files

from factdesk.answers.results import KNOWN_LANGUAGES
from factdesk.matching.text import frequencies
from factdesk.matching.text.words import fold, words
from factdesk.questions.redact import MASK

#: So many different telling words say what a question is about; more where a link or something cut says part of it.
_TELLING = 3
_TELLING_WITH_GAPS = 6
#: A text with gaps and fewer letters is not even its own equal: what was cut may have been another each time.
_LETTERS_WITH_GAPS = 60
#: Words in so many of the everyday questions tell nothing; those in fewer, but more than one, tell little.
_IN_MANY, _IN_SOME = 3, 2
#: Rarity from which on a word that two texts share counts, and the sum of it that a text is taken to have at least.
_RARE, _LEAST = 2.0, 22.0
#: Unknown words of at most so many letters are how people type (đc, nc, uốg), not what they ask about.
_SHORTHAND = 3

# Narrower than the links that are looked up (`matching.text.addresses`), which are the same whatever their port,
# fragment or campaign: two questions are exact equals only where nothing but how they are written differs.
_LINK = re.compile(r"(?:https?://|\bwww\.)\S+", re.IGNORECASE)
_AFTER_LINK = ".,;:!?)]}…'\"”’"


def plain(text: str) -> str:
    """The text without links and without the words that stand where something was cut."""
    return " ".join(MASK.sub(" ", _without_links(text)).split())


def says_enough(text: str, language: str) -> bool:
    """Whether meanings can be compared: in a language that the encoder knows, with enough words of its own."""
    if language not in KNOWN_LANGUAGES:
        return False
    rest = plain(text)
    common = _everyday_words()
    telling = {
        word for word in map(fold, words(rest)) if len(word) > 1 and word[0].isalpha() and common[word] < _IN_MANY
    }
    return len(telling) >= (_TELLING_WITH_GAPS if len(rest) < len(" ".join(text.split())) else _TELLING)


def exact_key(text: str) -> str:
    """The same for texts that differ in capitals, punctuation, emoji or how a link is written; "" where none is equal.

    A digest, of a fixed length.
    """
    bare = _without_links(text)
    if MASK.search(bare) and sum(map(str.isalpha, MASK.sub("", bare))) < _LETTERS_WITH_GAPS:
        return ""
    kept = (
        char if unicodedata.category(char)[0] in "LNM" else " " for char in bare if not "\ufe00" <= char <= "\ufe0f"
    )
    parts = ["".join(kept).casefold().split(), sorted(map(_address, _links(text)))]
    return hashlib.sha256(repr(parts).encode()).hexdigest() if any(parts) else ""


def shared(one: str, other: str, language: str) -> float:
    """How much of the shorter text's telling words the other has too, rare words counting more: 0 to 1."""
    a, b = _weights(one, language), _weights(other, language)
    common = sum(a[word] for word in a.keys() & b.keys())
    return common / max(min(sum(a.values()), sum(b.values())), _LEAST)


def _weights(text: str, language: str) -> dict[str, float]:
    everyday = _everyday_words()
    folded = {fold(word) for word in words(plain(text))}
    tables = frequencies.load()
    known = tables.folded if language == "vi" else tables.english
    weights = {
        word: frequencies.rarity(word, language)
        for word in folded
        if everyday[word] < _IN_SOME and (word in known or len(word) > _SHORTHAND)
    }
    return {word: weight for word, weight in weights.items() if weight > _RARE}


def _links(text: str) -> list[str]:
    return [link.rstrip(_AFTER_LINK) for link in _LINK.findall(text)]


def _without_links(text: str) -> str:
    return _LINK.sub(" ", text)


def _address(link: str) -> str:
    """A link as its page is known by: without scheme, www and closing slash, its host in small letters."""
    host, slash, path = re.sub(r"^(?:https?://)?(?:www\.)?", "", link, flags=re.IGNORECASE).partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")


@functools.cache
def everyday() -> dict[str, list[str]]:
    """Everyday questions by language (data/everyday.txt)."""
    by_language: dict[str, list[str]] = {}
    for line in files("factdesk.questions").joinpath("data/everyday.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, text = line.split("\t", maxsplit=1)
            by_language.setdefault(language, []).append(text)
    return by_language


@functools.cache
def _everyday_words() -> Counter[str]:
    """In how many of the everyday questions each word stands."""
    texts = (text for texts in everyday().values() for text in texts)
    return Counter(word for text in texts for word in {fold(word) for word in words(text)})
