"""Where the tone of a Vietnamese syllable is written: one place for all styles (hoà and hòa, thuý and thúy, qủa)."""

import re
import unicodedata

from factdesk.matching.text import frequencies
from factdesk.matching.text.patterns import each_token

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SHAPED = frozenset("ăâêôơư")
_VOWELS = frozenset("aeiouy") | _SHAPED
_SYLLABLE = re.compile(
    r"(gi(?=[aeouăâêôơư])|qu|ngh?|nh|[cgkpt]h|tr|[bcdđghklmnprstvx]|)([aeiouyăâêôơư]{1,3})(c|ch|m|n|ng|nh|p|t|)"
)
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
# Letters side by side where the tone may stand on the wrong one.
_MISPLACED = re.compile(
    "o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]|[òóỏõọ][aeiăâ]|[ùúủũụ][yaâeêioôơ]|[ìíỉĩị][aeêou]|[ừứửữự][ơoaiu]|[àáảãạ][iouy]|[èéẻẽẹ][ou]"
    "|[aăâ][ìíỉĩịùúủũụòóỏõọỳýỷỹỵ]|[eê][òóỏõọùúủũụ]|[oôơ][ìíỉĩị]|[iu][àáảãạ]|[uư][ìíỉĩịùúủũụ]",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,7}(?!\w)")


def in_one_place(text: str) -> str:
    """The text with the tone of each syllable where most people write it, which the tables have too: hòa, thúy, quả."""
    if text.isascii() or not _MISPLACED.search(text):
        return text
    return _each(text)


def is_syllable(word: str) -> bool:
    """Whether a word in small letters is a Vietnamese syllable that is in use, diacritics and all."""
    return word in frequencies.load().vietnamese and _SYLLABLE.fullmatch(toneless(word)[0]) is not None


@each_token
def _each(text: str) -> str:
    return _WORD.sub(lambda found: _placed(found.group()), text) if _MISPLACED.search(text) else text


def _placed(word: str) -> str:
    if word.isascii():
        return word
    bare, tone = toneless(word.lower())
    if len(bare) != len(word):
        return word
    moved = with_tone(bare, tone)
    if not moved or moved == word.lower():
        return word
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, moved, strict=True))


def rhyme(bare: str) -> str:
    """What follows the first consonants of a syllable without its tone; "" if this is no Vietnamese syllable."""
    found = _SYLLABLE.fullmatch(bare)
    return found.group(2) + found.group(3) if found else ""


def toneless(word: str) -> tuple[str, str]:
    """A word without its tone, and the tone ("" for none, more than one mark where there are several)."""
    apart = unicodedata.normalize("NFD", word)
    tone = "".join(mark for mark in apart if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES)), tone


def with_tone(bare: str, tone: str) -> str:
    """A syllable that has its letters' shapes with a tone; "" if this is no Vietnamese syllable.

    Args:
        bare: in small letters: `hoan`, `giêng`.
        tone: a combining mark or "".
    """
    found = _SYLLABLE.fullmatch(bare)
    if found is None or len(tone) > 1:
        return ""
    onset, vowels, coda = found.groups()
    if _STOPPED.search(coda) and tone not in ("\u0301", "\u0323"):
        return ""
    if not tone:
        return bare
    at = len(onset) + _place(vowels, coda)
    return unicodedata.normalize("NFC", bare[: at + 1] + tone + bare[at + 1 :])


def _place(vowels: str, coda: str) -> int:
    shaped = [place for place, vowel in enumerate(vowels) if vowel in _SHAPED]
    if shaped:
        return shaped[-1]
    if coda:
        return len(vowels) - 1
    return 1 if len(vowels) == 3 else 0
