"""Letters that only look like Latin ones, read as what they look like.

The table is a choice from Unicode's confusables.txt (UTS 39, version 16) of what is typed in place of Latin letters to
get past filters, or comes out of fonts and old keyboards; Unicode licence, https://www.unicode.org/Public/security/.
"""

import functools
import re
import unicodedata

from factdesk.matching.text import frequencies
from factdesk.matching.text.words import fold

_PAIRS = {
    "cyrillic": "аaеeоoрpсcуyхxѕsіiјjԛqԝwһhԁdӏlкkмmтtнhвbӑăАAВBЕEКKМMНHОOРPСCТTУYХXЅSІIЈJԚQԜWӐĂ",
    "greek": "αaοoνvρpιiκkυuτtεeηnχxγyωwάaέeίiόoΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX",
    "others": "օoսuհhոnցgզqᎪAᏴBᏟCᎠDᎬEᏀGᎻHᎫJᏦKᏞLᎷMᏢPᎡRᏚSᎢTᏙVᎳWᏃZ",
}
#: Small capitals and odd forms of Latin letters: these never mean anything else in Vietnamese or English.
_LATIN = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzɑaɡgıiÐĐƉĐƌđ"


def _pairs(joined: str) -> dict[str, str]:
    return dict(zip(joined[::2], joined[1::2], strict=True))


_LIKE = {other: latin for joined in _PAIRS.values() for other, latin in _pairs(joined).items()}
_GREEK = frozenset(_pairs(_PAIRS["greek"]))
# Letters in other dress: mathematical, full width, circled, in boxes, ligatures, ℎ and its like. m² and ½ stay.
_STYLED = re.compile(
    "[\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212a\u212c-\u2134\u2139\u2145-\u2149\u2460-\u24ff"
    "\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff\U0001f110-\U0001f189]"
)
_FOREIGN = re.compile(f"[{''.join(_LIKE)}]")
_SUSPECT = re.compile(f"[{''.join(_LIKE)}{_LATIN[::2]}]|{_STYLED.pattern}")
_RUN = re.compile(r"\w+")
_LONGEST = 60  # letters of a word
_ODD = str.maketrans(_pairs(_LATIN))
_ZERO = re.compile(r"(?<![\w.,])[^\W\d_]{1,20}0[^\W\d_]{1,20}(?!\w)")


def latin(text: str) -> str:
    """The text with look-alikes in words as the Latin letters that they stand for.

    A word wholly in another script stays, unless it is made of nothing but look-alikes, in a Latin text, and is a word
    that is known once they are read.
    """
    if text.isascii():
        return _zeros(text)
    if not _SUSPECT.search(text):
        return _zeros(text)
    read = _STYLED.sub(lambda found: _undressed(found.group()), text).translate(_ODD)
    if not read.isascii() and _FOREIGN.search(read):
        letters = [c for c in read if c.isalpha()]
        foreign = sum(not _is_latin(c) for c in letters)
        alone = foreign * 3 < len(letters)
        read = _RUN.sub(lambda found: _word(found.group(), alone), read)
    return _zeros(unicodedata.normalize("NFC", read))


def _zeros(text: str) -> str:
    """`c0vid` and `th0ng` with the letter that the nought stands for, where that makes a word of it."""
    return _ZERO.sub(lambda found: _zero(found.group()), text) if "0" in text else text


@functools.lru_cache(maxsize=2_000)
def _zero(word: str) -> str:
    read = word.replace("0", "O" if word.isupper() else "o")
    return read if _is_known(read) or read.lower() == "covid" else word


@functools.lru_cache(maxsize=1_000)
def _undressed(letter: str) -> str:
    code = ord(letter)
    if 0x1F150 <= code <= 0x1F169:
        return chr(ord("A") + code - 0x1F150)
    if 0x1F170 <= code <= 0x1F189:
        return chr(ord("A") + code - 0x1F170)
    plain = unicodedata.normalize("NFKC", letter)
    # Circled digits stand beside a word without a space.
    return f" {plain.strip('()')} " if 0x2460 <= code < 0x24B6 else plain


def _is_latin(letter: str) -> bool:
    return letter.isascii() or (letter not in _LIKE and unicodedata.name(letter, "?").startswith("LATIN"))


def _word(word: str, alone: bool) -> str:
    if word.isascii() or len(word) > _LONGEST or not _FOREIGN.search(word):
        return word
    read = unicodedata.normalize("NFC", "".join(_LIKE.get(c, c) for c in word))
    if not all(_is_latin(c) for c in read if c.isalpha()):
        return word
    mixed = any(_is_latin(c) for c in word if c.isalpha())
    # Greek letters have their own place in words: TNFα, μg.
    if mixed and _GREEK.isdisjoint(word):
        return read
    return read if (mixed or (alone and len(read) > 1)) and _is_known(read) else word


def _is_known(word: str) -> bool:
    table = frequencies.load()
    return fold(word) in table.folded or word.lower() in table.english
