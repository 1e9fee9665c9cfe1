"""How common Vietnamese syllables and English words are, from data/frequencies.tsv."""

import functools
from dataclasses import dataclass
from importlib.resources import files

from factdesk.matching.text.words import fold


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
