"""Which words somebody may have meant to type: those at one slip, each with how unlikely that slip is.

Costs are natural logarithms, rough ones: how much rarer a slip is than the commonest. Two of an unlike kind, a wrong
letter and a wrong tone, make no slip but another word.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from factdesk.matching.text import keys, neighbours
from factdesk.matching.text.tones import rhyme, toneless, with_tone
from factdesk.matching.text.words import fold

_TELEX = -0.5  # keystrokes that were not read: trơr, goóc
_DOUBLED = 0.0
_SWAPPED = 0.5
_TONE_AWAY = 1.5  # gôc for gốc
_SHAPE_AWAY = 1.5  # ngừoi for người
_MARKS_AWAY = 1.5  # all but that of đ: đuoc for được
_DROPPED = 2.0
_BESIDE = 2.0  # the key beside the right one
_OTHER_TONE = 2.5
_OTHER_SHAPE = 2.5
_EXTRA = 3.0
_ALIKE = 2.5  # a letter that sounds alike: definate, consentrate
_OTHER = 4.5
_FIRST = 2.5  # more, where it is the first letter, which people seldom miss
_CHAT = 0.5  # fai for phai
_COSTLIEST = 5.0
_MARK_WITH_IT = 1.0  # more, where the letter that went had a mark: đợc for được

_LONGEST = 8  # letters of a syllable, a slip included
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_TONE_KEYS = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VOWELS = frozenset("aeiouy")
_CONSONANTS = {"s": frozenset("cz"), "c": frozenset("sk"), "k": frozenset("c"), "z": frozenset("s")}
_SOUNDS = _CONSONANTS | {vowel: _VOWELS - {vowel} for vowel in _VOWELS}
_HORNS = "\u031b\u031b"
#: What people write in chats for letters at the beginning of a syllable.
_CHAT_LETTERS = {"f": ("ph",), "z": ("d", "v", "gi"), "j": ("gi", "ch"), "w": ("qu",)}
_TWO_SYLLABLES = re.compile(r"[aeiouy][^aeiouy]+[aeiouy]")
_LEFT_OVER = re.compile(r"[sfrxj]$|w")  # keys of telex
_ONSETS = 3  # that a rhyme stands after in the table, to be one


def _keys_beside() -> dict[str, frozenset[str]]:
    beside: dict[str, set[str]] = {key: set() for row in _ROWS for key in row}
    for upper, row in enumerate(_ROWS):
        for place, key in enumerate(row):
            near = {*row[max(0, place - 1) : place + 2]} - {key}
            near |= {*_ROWS[upper + 1][max(0, place - 1) : place + 1]} if upper + 1 < len(_ROWS) else set()
            beside[key] |= near
            for other in near:
                beside[other].add(key)
    return {key: frozenset(near) for key, near in beside.items()}


_KEYS_BESIDE = _keys_beside()


def is_formed(word: str) -> bool:
    """Whether a word in small letters is spelled as a syllable may be, so that it may be a rare one: lềnh, sõi."""
    bare, tone = toneless(word)
    return rhyme(bare) in _rhymes() and with_tone(bare, tone) == word


@functools.lru_cache(maxsize=5_000)
def of_syllable(word: str) -> dict[str, float]:
    """The Vietnamese syllables at one slip from a word in small letters; {} for a long word.

    Of a word without marks only syllables without marks: one with a mark would be a second slip. Of a word that is
    spelled as a syllable may be only those of the same letters: it may be a rare one.
    """
    found: dict[str, float] = {}
    if not 0 < len(word) <= _LONGEST:
        return found
    table = neighbours.load()
    mine, bare = _marks(word), fold(word)
    for other, of_them in ({} if is_formed(word) else of_letters(bare)).items():
        for number in table.spellings[other]:
            more = _same_marks(mine, _marks(table.words[number]), len(other) - len(bare))
            if more is not None:
                found[table.words[number]] = of_them + more
    if not word.isascii():
        for number in table.spellings.get(bare, ()):
            cost = _of_marks(mine, _marks(table.words[number]))
            if cost:
                found[table.words[number]] = cost
    if word[0] == "đ" and word[1:].isascii():
        found |= {table.words[n]: _MARKS_AWAY for n in table.spellings.get(bare, ()) if table.words[n][0] == "đ"}
    for read in _telex(word):
        if read in table.numbers:
            found[read] = min(_TELEX, found.get(read, _TELEX))
    found.pop(word, None)
    return found


@functools.lru_cache(maxsize=5_000)
def of_letters(bare: str) -> dict[str, float]:
    """The same among syllables without their diacritics."""
    near = _shortened()
    found: dict[str, float] = {}
    for key in {bare, *(bare[:at] + bare[at + 1 :] for at in range(len(bare)))} if len(bare) <= _LONGEST else ():
        for other in near.get(key, ()):
            cost = _cost_of_syllable(bare, other)
            if cost is not None and cost <= _COSTLIEST:
                found[other] = cost
    for letters in _CHAT_LETTERS.get(bare[:1], ()):
        if letters + bare[1:] in neighbours.load().spellings:
            found[letters + bare[1:]] = _CHAT
    return found


def _cost_of_syllable(typed: str, meant: str) -> float | None:
    cost = cost_of(typed, meant)
    if cost is None or cost == _SWAPPED:
        return cost
    if _TWO_SYLLABLES.search(typed):
        return None  # a foreign word: balo, ôtô
    left_over = len(typed) > len(meant) and _LEFT_OVER.sub("", typed, count=1) == meant
    return _TELEX if left_over else cost


def around(word: str) -> Iterator[str]:
    """What a word of plain letters may be at one likely slip, known or not; each perhaps more than once."""
    for at, letter in enumerate(word):
        yield word[:at] + word[at + 1 :]
        if at:
            yield word[: at - 1] + letter + word[at - 1] + word[at + 1 :]
        for other in _KEYS_BESIDE.get(letter, frozenset()) | _SOUNDS.get(letter, frozenset()):
            yield word[:at] + other + word[at + 1 :]
    for at in range(1, len(word) + 1):
        for letter in _KEYS_BESIDE:
            yield word[:at] + letter + word[at:]


def cost_of(typed: str, meant: str) -> float | None:
    """What one slip between two words of plain letters costs; None for more than one."""
    if abs(len(typed) - len(meant)) > 1 or typed == meant:
        return None
    start, shorter = 0, min(len(typed), len(meant))
    while start < shorter and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < shorter - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    was, is_ = typed[start : len(typed) - end], meant[start : len(meant) - end]
    first = 0.0 if start else _FIRST
    if len(was) == 2 and was == is_[::-1]:
        return _SWAPPED + first / 2
    if len(was) > 1 or len(is_) > 1:
        return None
    if not was:
        return first + (_DOUBLED if start and meant[start - 1] == is_ else _DROPPED)
    if not is_:
        return first + (_DOUBLED if start and typed[start - 1] == was else _EXTRA)
    if was in _KEYS_BESIDE.get(is_, ()):
        return first + _BESIDE
    return first + (_ALIKE if is_ in _SOUNDS.get(was, ()) else _OTHER)


@functools.cache
def _rhymes() -> frozenset[str]:
    """The rhymes of the table's syllables, without their tones."""
    onsets: dict[str, set[str]] = {}
    for word in neighbours.load().numbers:
        bare, _ = toneless(word)
        if found := rhyme(bare):
            onsets.setdefault(found, set()).add(bare.removesuffix(found))
    return frozenset(found for found, before in onsets.items() if len(before) >= _ONSETS)


@functools.cache
def _shortened() -> dict[str, tuple[str, ...]]:
    """Each syllable without diacritics by itself and by what is left of it without one letter."""
    found: dict[str, set[str]] = {}
    for bare in neighbours.load().spellings:
        for key in (bare, *(bare[:at] + bare[at + 1 :] for at in range(len(bare)))):
            found.setdefault(key, set()).add(bare)
    return {key: tuple(sorted(syllables)) for key, syllables in found.items()}


@functools.lru_cache(maxsize=10_000)
def _marks(word: str) -> tuple[str, str]:
    """The tone of a word ("" for none) and the shapes of its letters in order, a sign for each letter."""
    bare, tone = toneless(word)
    shapes = ["đ" if letter == "đ" else unicodedata.normalize("NFD", letter)[1:] or "-" for letter in bare]
    return tone, "".join(shapes)


def _of_marks(mine: tuple[str, str], meant: tuple[str, str]) -> float | None:
    """What it costs that of the same letters one has another mark; the horns of ươ count as one."""
    (tone, shapes), (other_tone, other_shapes) = mine, meant
    if len(shapes) != len(other_shapes):
        return None
    changed = [at for at, (was, is_) in enumerate(zip(shapes, other_shapes, strict=True)) if was != is_]
    if not changed:
        # Of two tones in one word one is right.
        return (_OTHER_TONE if tone else _TONE_AWAY) if len(tone) < 2 or other_tone in tone else None
    away = {shapes[at] for at in changed} == {"-"}
    if tone != other_tone or (len(changed) > 1 and not (away and _HORNS in other_shapes[changed[0] :][:2])):
        return None
    return _SHAPE_AWAY if away else _OTHER_SHAPE


def _same_marks(mine: tuple[str, str], meant: tuple[str, str], longer: int) -> float | None:
    """0 where two words of unlike letters have the same marks, more where one mark came or went with a letter.

    Args:
        longer: by how many letters the second is.
    """
    if mine[0] != meant[0]:
        return None
    one, two = Counter(mine[1].replace("-", "")), Counter(meant[1].replace("-", ""))
    if one == two:
        return 0.0
    more, less = (two - one, one - two) if longer > 0 else (one - two, two - one)
    with_it = longer and one and more.total() == 1 and not less
    return _MARK_WITH_IT if with_it else None


def _telex(word: str) -> Iterator[str]:
    """What a word may be as telex that a keyboard has read half or not at all: goóc, trơr, đươcj, vaof."""
    bare, tone = toneless(word)
    yield keys.telex(bare + _TONE_KEYS.get(tone, ""))
