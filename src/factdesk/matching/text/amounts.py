"""Numbers as values, however they are written: 50k, 1tr5, 1,5 tỷ, 2 triệu rưỡi, mười nghìn, ten thousand."""

import re
from dataclasses import dataclass

from factdesk.matching.text.patterns import spelled
from factdesk.matching.text.tokens import tokens
from factdesk.matching.text.words import fold

_SCALES = {
    "k": 10**3, "nghìn": 10**3, "ngàn": 10**3, "thousand": 10**3, "vạn": 10**4,
    "tr": 10**6, "triệu": 10**6, "million": 10**6, "millions": 10**6, "mil": 10**6,
    "tỷ": 10**9, "tỉ": 10**9, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
    "trăm": 100, "hundred": 100, "chục": 10, "dozen": 12,
}  # fmt: skip
_SCALES.update({fold(word): value for word, value in list(_SCALES.items())})
_VIETNAMESE = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {word: value for value, word in enumerate(_TO_NINETEEN.split())}
_ENGLISH.update(zip(_TENS.split(), range(20, 100, 10), strict=True), a=1)
_DIGITS = r"\d{1,3}(?:[.,]\d{3})+(?![\d])(?:,\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
_FIGURES = spelled(
    rf"(?<![\w.,/])(?<!\D-)({_DIGITS})(?:\s?(nghìn|ngàn|vạn|triệu|trăm|chục|tỷ|tỉ|tr|k|thousand|hundred|million|mil"
    rf"|billion|bn|trillion)"
    r"(?:(\d{1,3})(?!\d)|\s(rưỡi)|\s(\d)(?=\s*(?:$|[,.?!;]|đồng|đô)))?)?(?![\w/-]|[.,]\d)"
)
_UNIT = "(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín)"
_WORDS = spelled(
    rf"(?<!\w)(?:{_UNIT}|mười|nửa)"
    rf"(?: (?:{_UNIT}|mười|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|linh|lẻ|rưỡi)){{0,16}}(?!\w)"
)
_TEENS = "|".join(sorted((word for word in _ENGLISH if word != "a"), key=len, reverse=True))
_SPELLED_OUT = re.compile(
    rf"(?<!\w)(?:(?:(?:{_TEENS}|a|half a)[ -](?:hundred|thousand|million|billion|trillion|dozen)|{_TEENS})"
    rf"(?:[ -](?:and )?(?:{_TEENS}|hundred|thousand|million|billion|trillion)){{0,12}})(?!\w)",
    re.IGNORECASE,
)
_MAGNITUDES = frozenset(["mười", "mươi", "chục", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"])
_ALONE = frozenset(["hai", "bốn", "sáu", "bảy", "tám", "chín", "mười"])
_LARGEST = 10**18


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    Args:
        begin, end: where it stands.
        value: without its unit of measure: 1500000.0 of "1tr5", 10.0 of "10%".
    """

    begin: int
    end: int
    value: float


def numbers(text: str) -> list[Number]:
    """The numbers of a text in order.

    Words count where they can mean nothing else: "ba" alone is a father and "năm" a year, "ba mươi" is thirty. Without
    diacritics only those with a word for a power of ten count. Days and numbers of documents (30/4, 100/2019) are none.
    """
    read = tokens(text)
    found: list[Number] = []
    end = 0  # of the last one
    for word, begin in zip(read.bare, read.starts, strict=True):
        if begin < end or (word not in _STARTING and not word[0].isdecimal()):
            continue
        number, end = _number_at(text, begin)
        if number is not None:
            found.append(number)
    return [number for number in found if number.value < _LARGEST]


def _number_at(text: str, begin: int) -> tuple[Number | None, int]:
    """The number that begins at a word, if one does, and where what was looked at ends."""
    if match := _FIGURES.match(text, begin):
        value = _figures(match)
        return (Number(begin, match.end(), value) if value >= 0 else None), match.end()
    match = _WORDS.match(text, begin)
    end = match.end() if match else begin
    if match:
        first, last = _trimmed(match)
        told = _vietnamese(text[first:last]) if first < last else None
        if told is not None:
            return Number(first, last, told), last
    if match := _SPELLED_OUT.match(text, begin):
        told = _english(match.group())
        if told is not None:
            return Number(begin, match.end(), told), match.end()
    return None, end


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Where a number in words stands: "sau" before "bốn mươi" is after, "mười nghìn một kg" the price of one."""
    begin = match.start()
    said = match.group()
    while not said.isascii() and " " in said and said[: said.index(" ")].lower() in _BARE_DIGITS:
        cut = said.index(" ") + 1
        begin, said = begin + cut, said[cut:]
    parts = said.split(" ")
    kept = _kept([fold(part) for part in parts], [part.lower() for part in parts])
    return begin, begin + len(" ".join(parts[:kept]))


def _kept(bare: list[str], spoken: list[str]) -> int:
    """How many words are of the number: the last of "mười năm" is of years, five would be "lăm"."""
    for place in range(1, len(bare)):
        digit, before = bare[place] in _UNIT_WORDS, bare[place - 1]
        after_ten = before in ("muoi", "chuc")
        if digit and ((after_ten and bare[place] == "nam") or (before in _UNIT_WORDS and place > 1)):
            return place
    if len(bare) > 2 and bare[-1] == "mot" and spoken[-1] != "mốt" and bare[-2] in _BARE_POWERS:
        return len(bare) - 1
    return len(bare)


def in_full(text: str, spoken: str) -> str:
    """The text with what chat shortens written as people write it: 50k → 50 nghìn, 1tr5 → 1,5 triệu (Vietnamese)."""
    return _SHORTENED.sub(_longer, text) if spoken == "vi" and any(map(str.isdigit, text)) else text


_SHORTENED = spelled(r"(?<![\w.,/])(?<!\D-)(\d{1,3}(?:[.,]\d{1,3})?)\s?(k|tr|củ|tỏi|t)(\d{0,3})(?![\w/-]|[.,]\d)")
_LONGER = {"k": "nghìn", "tr": "triệu", "củ": "triệu"}


def _longer(found: re.Match[str]) -> str:
    figures, short, rest = found.groups()
    full = _LONGER.get(short)
    if full is None or (rest and not figures.isdigit()) or (short == "k" and found.group()[-1] == "K"):
        return found.group()
    return f"{figures},{rest} {full}" if rest else f"{figures} {full}"


def value_of(figures: str) -> float:
    """What digits with separators say: 1.000.000 and 10,000 are whole, 1,5 and 2.50 are not."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+(?:,\d{1,2})?", figures):
        whole, _, part = figures.rpartition(",") if re.search(r"\.\d{3},\d{1,2}$", figures) else (figures, "", "")
        return float(re.sub(r"[.,]", "", whole) + (f".{part}" if part else ""))
    return float(figures.replace(",", "."))


def _figures(match: re.Match[str]) -> float:
    figures, scale, rest, half, last = match.groups()
    if len(figures) > 18:
        return -1.0
    value = value_of(figures)
    if scale is None:
        return value
    power = _SCALES[fold(scale)]
    value *= power
    if rest:  # 1tr5 is one and a half, 1tr250 one and a quarter
        return value + int(rest) * power / 10 ** len(rest)
    if half:
        return value + power / 2
    return value + int(last) * power / 10 if last else value


def _vietnamese(said: str) -> float | None:
    words = said.lower().split()
    if not _MAGNITUDES.intersection(words) and not any(fold(word) in _BARE_MAGNITUDES for word in words):
        return float(_VIETNAMESE_FOLDED[fold(words[0])]) if len(words) == 1 and words[0] in _ALONE - {"mười"} else None
    if len(words) == 1 and words[0] != "mười":
        return None
    total = part = 0.0
    before = 1
    unit: int | None = None
    pair = 0
    for word in words:
        bare = fold(word)
        if bare in ("linh", "le"):
            continue
        if bare == "nua":
            part, before = 0.5, 1
        elif bare == "ruoi":
            part, total = (part, total + before / 2) if before >= 1000 else (part + before / 2, total)
        elif word == "mười" or (bare == "muoi" and unit is None):
            part, before, unit = part + 10, 10, 0
        elif bare in ("muoi", "chuc"):
            # "Bảy tám chục" is about eighty.
            part, before, unit = part - (pair or unit or 0) + 10 * (unit or 0), 10, 0
        elif bare == "tram":
            part, before, unit = part * 100, 100, 0  # "mười hai trăm" too
        elif bare in _BARE_POWERS:
            before = _BARE_POWERS[bare]
            total, part, unit = total + (part or 1) * before, 0.0, 0
        else:
            # "Bốn lăm" is 45, "ba chín" 39.
            first, unit = unit or 0, _VIETNAMESE_FOLDED[bare]
            pair = 10 * first + unit if first else 0
            part += 9 * first + unit
    # "Hai triệu ba" is 2.3 million, "một nghìn hai" 1200.
    if unit and part == unit and before >= 1000 and fold(words[-2]) in _BARE_POWERS:
        return total + unit * before / 10
    return total + part


_VIETNAMESE_FOLDED = {fold(word): value for word, value in _VIETNAMESE.items()} | {"muoi": 10}
_BARE_POWERS = {"nghin": 10**3, "ngan": 10**3, "van": 10**4, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_UNIT_WORDS = frozenset(map(fold, _VIETNAMESE))
_BARE_DIGITS = frozenset(fold(word) for word in _VIETNAMESE if not word.isascii())
_STARTING = frozenset([*_VIETNAMESE_FOLDED, "nua", *_ENGLISH, "half"])
_BARE_MAGNITUDES = frozenset([*_BARE_POWERS, "muoi", "chuc", "tram"])


def _english(said: str) -> float | None:
    words = re.split(r"[ -]", said.lower())
    if words == ["one"]:
        return None
    total = part = 0.0
    for word in words:
        if word == "half":
            part = 0.5
        elif word in ("and", "a"):
            part = part or float(word == "a")
        elif word in ("hundred", "dozen"):
            part = (part or 1) * _SCALES[word]
        elif word in _SCALES:
            total, part = total + (part or 1) * _SCALES[word], 0.0
        else:
            part += _ENGLISH[word]
    return total + part
