"""How common Vietnamese syllables and English words are, and which syllables make words together."""

import functools
import lzma
from dataclasses import dataclass
from importlib.resources import files

from factdesk.matching.text.words import fold

_COMMON = 5.95  # Zipf value
_RAREST = 2.0  # of words that the table does not have
_STEP = 2.3  # natural logarithm of ten: a step of Zipf in BM25's scale
_COMMONEST = 7.2 * _STEP


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Zipf values (log10 of occurrences in a thousand million words).

    Args:
        vietnamese: syllables with their diacritics.
        folded: the commonest spelling's value for each syllable without diacritics.
        spellings: the spellings of each syllable without diacritics, commonest first.
        english: words.
    """

    vietnamese: dict[str, float]
    folded: dict[str, float]
    spellings: dict[str, tuple[str, ...]]
    english: dict[str, float]


@functools.cache
def load() -> Frequencies:
    """The table; read once, 10 ms."""
    tables: dict[str, dict[str, float]] = {"vi": {}, "en": {}}
    for line in files("factdesk.matching").joinpath("data/frequencies.tsv").read_text(encoding="utf-8").splitlines():
        language, word, value = line.split("\t")
        tables[language][word] = int(value) / 100
    spellings: dict[str, list[str]] = {}
    for word in sorted(tables["vi"], key=tables["vi"].__getitem__, reverse=True):
        spellings.setdefault(fold(word), []).append(word)
    folded = {bare: tables["vi"][forms[0]] for bare, forms in spellings.items()}
    return Frequencies(tables["vi"], folded, {bare: tuple(f) for bare, f in spellings.items()}, tables["en"])


@functools.cache
def rarer_english() -> frozenset[str]:
    """Fifty thousand English words that the table does not have; read when first needed, 25 ms and 5 MB."""
    packed = files("factdesk.matching").joinpath("data/english.txt.xz").read_bytes()
    return frozenset(lzma.decompress(packed).decode().split("\n"))


def is_common_english(word: str) -> bool:
    """Whether it is one of the hundred and fifty words that say nothing of what a text is about (the, is, can, my)."""
    return load().english.get(word, 0.0) >= _COMMON


def rarity(term: str, language: str) -> float:
    """A word's or stem's weight in the language at large, on the scale of BM25's: 0.2 for the commonest, 12 at most."""
    table = load().folded if language == "vi" else load().english
    return max(0.2, _COMMONEST - table.get(term, _RAREST) * _STEP)
