"""Which language a text is in: Vietnamese with or without diacritics, English, another, or no telling."""

import functools
import re
import unicodedata
from collections import Counter

from factdesk.matching.text import frequencies
from factdesk.matching.text.words import fold, words

_SCRIPTS = {  # first word of a letter's Unicode name: the one language it nearly always means here
    "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "KHMER": "km", "THAI": "th", "LAO": "lo",
    "MYANMAR": "my", "GREEK": "el", "HEBREW": "he", "ARMENIAN": "hy", "GEORGIAN": "ka", "TAMIL": "ta",
}  # fmt: skip
_ONLY_VIETNAMESE = frozenset("ăơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
_LOOKED_AT = 400
_UNKNOWN = 2.0  # the Zipf value of a word that a table does not have
_RARER = 3.3  # that of an English word that only the long list has: "jellyfish"
_LONG = 3  # letters; that list has pieces of words too (ng)
_TYPED = re.compile(
    r"(?<![^\W\d_])[^\W\d_]+\d{1,2}[^\W\d_]+\d?"
)  # tie61ng, in VNI: cut into words its pieces would be English
# The least mean Zipf value of a text in a language: French, Spanish or Tagalog come to 3.5, as names and loan words do.
_AT_HOME = 3.7


def is_read(text: str) -> bool:
    """Whether the letters of a text, if it has any, are mostly of a script that the encoder and the words know: Latin.

    Of others the encoder makes vectors too, but what is near to them means nothing.
    """
    letters = [c for c in text[: _LOOKED_AT * 4] if c.isalpha()][:_LOOKED_AT]
    return not letters or 2 * sum(map(_is_latin, letters)) >= len(letters)


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "?").startswith("LATIN")


def guess(text: str) -> str:
    """`vi`, `en`, another subtag where the script tells, or `und`."""
    letters = list(filter(str.isalpha, text[: _LOOKED_AT * 4]))[:_LOOKED_AT]
    if not letters:
        return "und"
    scripts = Counter([_script(c) for c in letters if c > "\x7f"])
    latin = len(letters) - sum(n for script, n in scripts.items() if script != "LATIN")
    if latin * 2 < len(letters):
        if scripts["HIRAGANA"] + scripts["KATAKANA"]:
            return "ja"
        script = max((s for s in scripts if s != "LATIN"), key=scripts.__getitem__)
        return _SCRIPTS.get(script, "und")
    return _latin(text[: _LOOKED_AT * 4])


@functools.lru_cache(maxsize=5_000)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


def _latin(text: str) -> str:
    found = [word for word in words(_TYPED.sub(" ", text)) if word[0].isalpha()][:80]
    if sum(map(_is_marked, found)) * 6 >= len(found):
        return "vi"
    table = frequencies.load()
    vietnamese = english = 0.0
    known = 0
    for word in found:
        in_vietnamese, in_english = table.folded.get(fold(word)), _english(word.removesuffix("'s"))
        # A word with foreign marks (é, ñ, ß) speaks for neither.
        known += word.isascii() and (in_vietnamese is not None or in_english is not None)
        vietnamese += in_vietnamese if in_vietnamese is not None else _UNKNOWN
        english += in_english if in_english is not None else _UNKNOWN
    if not found or known * 2 < len(found) or max(vietnamese, english) < _AT_HOME * len(found):
        return "und"
    return "vi" if vietnamese > english else "en"


@functools.lru_cache(maxsize=20_000)
def _english(word: str) -> float | None:
    found = frequencies.load().english.get(word)
    rarer = found is None and len(word) >= _LONG and word in frequencies.rarer_english()
    return _RARER if rarer else found


@functools.lru_cache(maxsize=20_000)
def _is_marked(word: str) -> bool:
    """Whether it is a Vietnamese word with diacritics."""
    return not word.isascii() and (word in frequencies.load().vietnamese or _is_vietnamese(word))


def _is_vietnamese(word: str) -> bool:
    return not _ONLY_VIETNAMESE.isdisjoint(word)
