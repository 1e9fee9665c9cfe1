"""Telex and VNI that reached the text undecoded: "tieesng vieejt", "dduowcj", "tie61ng vie65t"."""

import functools
import re

from factdesk.matching.text import frequencies
from factdesk.matching.text.patterns import runs
from factdesk.matching.text.tones import is_syllable, with_tone
from factdesk.matching.text.words import fold

_WORD = re.compile(r"(?<![\w@#/._&+-])[^\W\d_][\w]{1,9}(?![\w@/_&+-]|\.\w)")
_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_ROUND = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"o": "ơ", "u": "ư"}
_VOWELS = frozenset("aeiouyăâêôơư")
_MIGHT = re.compile(r"[sfrxjw]|aa|ee|oo|dd|[aeo]\w+[aeo]$|d$", re.IGNORECASE)
_SHAPES = re.compile(r"aa|ee|oo|dd|w|\d", re.IGNORECASE)
# What two letters of one vowel may also be: loan words that are written so.
_DOUBLE = frozenset(["xoong", "boong", "poong", "soóc", "moóc"])
#: Formulas, which people type in small letters too.
_NAMES = re.compile(r"[cns]o[234]|ch4|nh[34]|pm2|ca2")
_CLEAR = re.compile(r"[a-zđ]+\d\d|[a-z]+\d[a-z]+|d9", re.IGNORECASE)


def decoded(text: str, spoken: str) -> str:
    """The text with telex and VNI read, word by word.

    A word is read where that makes a Vietnamese syllable with diacritics of it, and as it stands it is neither an
    English nor a Vietnamese word. A single word in a text in another language stays, and so do names with a figure
    (CO2, Lớp10), unless there is more of the kind.

    Args:
        spoken: the text's language, as it is guessed undecoded.
    """
    found = {word: read for word in runs(text) if 1 < len(word) < 11 and (read := _read(word))}
    if found:
        found = {word: found[word] for word in _WORD.findall(text) if word in found}
    if not found:
        return text
    figures = {word for word in found if any(map(str.isdigit, word))}
    if figures and not (len(figures) > 1 and any(map(_CLEAR.search, figures))):
        found = {word: read for word, read in found.items() if word not in figures}
    # Names of one syllable (Las, Los, Ross) are capitalised; who types telex seldom does so for one word only.
    shaped = [word for word in found if _SHAPES.search(word)]
    sure = shaped if len(shaped) > 1 else [word for word in shaped if word != word.capitalize()]
    if not found or not (spoken == "vi" or (spoken == "und" and sure) or len(sure) > 2):
        return text
    if not sure:
        found = {word: read for word, read in found.items() if word.islower()}
    return _WORD.sub(lambda match: found.get(match.group(), match.group()), text)


@functools.lru_cache(maxsize=20_000)
def _read(word: str) -> str:
    """The word read as telex or VNI, with its capitals; "" where it is none."""
    small = word.lower()
    if not word[0].isalpha() or len(small) != len(word) or not (word.islower() or word.isupper() or word[1:].islower()):
        return ""
    figures = any(map(str.isdigit, small))
    if figures:
        if small.isdigit() or _NAMES.fullmatch(small) or word.isupper() or len(small) < 3:
            return ""
    elif not _MIGHT.search(small) or _is_word(small):
        return ""
    read = _vni(small) if figures else telex(small)
    if not read or read.isascii():
        return ""
    if word.isupper() and len(word) > 1:
        return read.upper()
    return read[0].upper() + read[1:] if word[0].isupper() else read


def _is_word(word: str) -> bool:
    table = frequencies.load()
    if word in _DOUBLE or word in table.english or word in table.vietnamese:
        return True
    # "khoong" is in no table, "khong" is; of a marked word the very spelling counts.
    return word.isascii() and fold(word) in table.folded


def telex(word: str) -> str:
    """What a word in small letters is when its keys are read as telex; "" where that makes no syllable."""
    letters: list[str] = []
    tone = ""
    between = False
    for at, key in enumerate(word):
        vowels = [place for place, letter in enumerate(letters) if letter in _VOWELS]
        if key in _TELEX_TONES and vowels and at > 0:
            if tone:
                return ""
            tone = _TELEX_TONES[key]
            between = any(later in _VOWELS for later in word[at + 1 :])
        elif key == "w":
            if not _horned(letters, vowels):
                letters.append("ư")
        elif key == "d" and letters and letters[0] == "d" and (len(letters) == 1 or at == len(word) - 1):
            letters[0] = "đ"
        elif key in _ROUND and key in letters and (letters[-1] == key or letters[-1] not in _VOWELS):
            place = len(letters) - 1 - letters[::-1].index(key)
            letters[place] = _ROUND[key]
        else:
            letters.append(key)
    if between and not _SHAPES.search(word):
        return ""
    return _syllable("".join(letters), tone)


def _vni(word: str) -> str:
    letters: list[str] = []
    tone = ""
    for key in word:
        vowels = [place for place, letter in enumerate(letters) if letter in _VOWELS]
        if not key.isdigit():
            letters.append(key)
        elif key in _VNI_TONES and vowels and not tone:
            tone = _VNI_TONES[key]
        elif key == "9" and letters and letters[0] == "d":
            letters[0] = "đ"
        elif key == "6" and (places := [place for place in vowels if letters[place] in _ROUND]):
            letters[places[-1]] = _ROUND[letters[places[-1]]]
        elif (key == "7" and _horned(letters, vowels)) or (key == "8" and _breve(letters, vowels)):
            continue
        else:
            return ""
    return _syllable("".join(letters), tone)


def _horned(letters: list[str], vowels: list[int]) -> bool:
    """Turn u and o into ư and ơ, or a into ă for telex's w; whether there was one to turn."""
    if len(vowels) > 1 and letters[vowels[0]] in "uư" and letters[vowels[1]] == "o":
        letters[vowels[0]], letters[vowels[1]] = "ư", "ơ"
        return True
    for place in reversed(vowels):
        if letters[place] in _HORN:
            letters[place] = _HORN[letters[place]]
            return True
    return _breve(letters, vowels)


def _breve(letters: list[str], vowels: list[int]) -> bool:
    for place in reversed(vowels):
        if letters[place] == "a":
            letters[place] = "ă"
            return True
    # The second w of "nguwowif" has done its work where the o was turned already.
    return any(letters[place] in "ươ" for place in vowels)


def _syllable(bare: str, tone: str) -> str:
    """The syllable if there is one; with "uơ" where "ươ" makes none: thuở, huơ."""
    for letters in (bare, bare.replace("ươ", "uơ")):
        read = with_tone(letters, tone)
        if read and is_syllable(read):
            return read
    return ""
