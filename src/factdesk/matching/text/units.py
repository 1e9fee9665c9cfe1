"""What a text measures: amounts with their units, in one unit of a kind: 1,2 tấn and 1200 kg, 2 tuần and 14 days."""

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factdesk.matching.text import amounts
from factdesk.matching.text.patterns import listed, spelled
from factdesk.matching.text.tokens import looks_vietnamese, tokens
from factdesk.matching.text.unit_names import NO_NOUN, WAYS
from factdesk.matching.text.words import fold


class Measure(NamedTuple):
    """An amount with its unit.

    Args:
        value: in that unit.
        unit: one for each kind: kg, m, đồng; with ~ before it a thing that is counted.
        bound: "~" for about so much, "<" for at most, ">" for at least.
    """

    value: float
    unit: str
    bound: str = ""


_MONEY = frozenset(["đồng", "USD", "EUR", "GBP", "JPY", "CNY"])
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_ROUNDED = 0.02  # by how much amounts of money and large numbers may differ and still be the same
_LARGE = 1000.0
_TOLD_WHOLE = 10.0  # from here on "more than 461 m" says 461.2 m
_EXACT = 1e-4
_FIGURES = r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
#: Figures that a unit or a hyphen is glued to, which amounts.numbers leaves alone: 70kg, 16-year-old, 3-5%.
_GLUED = re.compile(rf"(?<![\w.,/])({_FIGURES})(?=-?[^\W\d_]|[%°-])")
_METRES = re.compile(r"(?<![\w.,/])(\d)m(\d{1,2})(?!\w)")
_SMALL = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "one": 1}
_UNMARKED = frozenset(["hai", "ba", "one"])  # that have no diacritics to lose
_AND = spelled(r"\s?(?:-|–|—|lên|đến|tới|to|and|và|hoặc|or|hay|đến dưới|through)\s?")
_SCALED = spelled(r"\d\s?(?:nghìn|ngàn|triệu|tỷ|tỉ|tr|k)\d*(?:\s(?:rưỡi|\d))?$")
_ORDINAL = re.compile(r"(?:ngày|tháng|năm|thứ|lớp|số|điều|quận|khóa|tập|ngay|thang|so|dieu|grade|no\.|day) ?$", re.I)
_NEXT = re.compile(r"\s?(/|[^\W\d_]+)(?: ([^\W\d_]+))?")
_LEAST_BEFORE = 1e6  # of what a rest in thousands follows
_ABOUT, _ABOUT_ROUND = 0.1, 0.2  # by how much "about" may be off, and about a number of one digit
_COMPARABLE = 12.0  # times as much, at most, of what may be said of the same thing
_BOUND = spelled(
    r"(?<!\w)(?:(dưới|không quá|tối đa|chưa đủ|under|below|up to|at most|no more than|less than)"
    r"|(từ đủ|quá|tối thiểu|ít nhất|over|above|at least)"
    r"|hơn|gần|khoảng|chừng|cỡ|tầm|xấp xỉ|ngót|about|around|roughly|nearly|almost|more than|some|approximately|close to"
    r"|chưa tới|chưa đến|chưa đầy|trên dưới)"
    r"(?: (?:cả|tới|đến|a|the|đủ|hơn))? ?$"
)
_OR_MORE = spelled(r"\s?(?:\w+ )?(?:trở lên|or more|and (?:above|over|older)|and up)(?!\w)")
_HALF = spelled(r" ?(?:điểm|tháng|năm|mét|ký|kg|lít|tuổi|tấn|ngày|tuần|tiếng) rưỡi(?!\w)")
_AGED = re.compile(r"(?<!\w)aged? $", re.IGNORECASE)
_TENTHS = spelled(r" ?mét (\d|một|hai|ba|tư|rưỡi|năm|sáu|bảy|tám|chín)(?=\s*(?:$|[^\w\s])| (?!\w+\b ?mét))")
_DIGITS = {"mot": 1, "hai": 2, "ba": 3, "tu": 4, "ruoi": 5, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_LONGEST = 18  # characters of a number
_DIGITS_BEFORE = listed("mot hai ba bon nam sau bay tam chin muoi tram nghin phay cham")
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
#: "Tháng 5 năm 2024" and "thứ 3 tuần này" count nothing.
_ORDERED = frozenset(["tháng", "ngày", "giờ", "người", "con"])
_AFTER_YEARS = frozenset(["giờ", "con", "ngày", "ca", "lần", "tháng", "người", "quả", "độ"])
_LOOSE_ONE = frozenset(["giây", "phút", "giờ", "ngày", "tháng", "điểm", "lần", "người", "con", "chiếc"])
_MONTH_AFTER = spelled(r"\s(?:\d|này|nay|sau|tới|trước|giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp)(?![^\W\d_])")
_ENDS = re.compile(r"\s*(?:$|[?!,;])")
#: "5 giờ chiều", "17 giờ 30", "before 4 h" are times of the day; dates.py reads those.
_CLOCK_AFTER = spelled(r"\s?(?:\d|sáng|trưa|chiều|tối|đêm|khuya|kém|rưỡi|am|pm)(?![^\W\d_])")
_CLOCK_BEFORE = spelled(r"(?<!\w)(?:lúc|trước|sau|hồi|tới|đến|từ|at|by|before|after|until) ?$")


def measures(text: str) -> frozenset[Measure]:
    """The measured amounts of a text, each kind in one unit: kg, m, m², lít, đồng, ngày, tháng …

    Of a range both ends are there. Vietnamese amounts in thousands and millions that count nothing are of đồng; of
    other numbers the noun that follows is the unit.
    """
    return frozenset(_found(text))


def differ(asked: Iterable[Measure], stated: Iterable[Measure]) -> bool:
    """Whether of some unit both have values and none in common.

    Money and numbers from a thousand on count as the same within two in a hundred, "about" within ten; and who asks
    about a child of four is told by what holds for those under six.
    """
    one, other = _by_unit(asked), _by_unit(stated)
    return any(_unlike(one[unit], other[unit]) for unit in one.keys() & other.keys())


def _unlike(asked: list[Measure], stated: list[Measure]) -> bool:
    """Whether none agrees; a mountain's height and its growth in a year are too far apart to be the same thing."""
    pairs = [(one, other) for one in asked for other in stated]
    near = any(
        max(one.value, other.value) <= _COMPARABLE * (min(one.value, other.value) or _LARGE) for one, other in pairs
    )
    return near and not any(_agree(one, other) for one, other in pairs)


def _agree(asked: Measure, stated: Measure) -> bool:
    value, against = asked.value, stated.value
    apart, larger = abs(value - against), max(value, against)
    if asked.bound == "~" or stated.bound == "~":
        return apart <= larger * (_ABOUT_ROUND if _is_round(value) or _is_round(against) else _ABOUT)
    if not asked.bound and ((stated.bound == "<" and value < against) or (stated.bound == ">" and value > against)):
        return True
    if min(value, against) >= _TOLD_WHOLE and apart < 1 and (value.is_integer() or against.is_integer()):
        return True
    rounded = asked.unit in _MONEY or min(value, against) >= _LARGE
    return apart <= larger * (_ROUNDED if rounded else _EXACT)


def _is_round(value: float) -> bool:
    """Whether one digit tells all of it: "hơn 3.000", "gần một tấn"."""
    return len(f"{value:.6g}".strip("0").replace(".", "").strip("0")) == 1


def _by_unit(measured: Iterable[Measure]) -> dict[str, list[Measure]]:
    units: dict[str, list[Measure]] = {}
    for measure in measured:
        units.setdefault(measure.unit, []).append(measure)
    return units


def _found(text: str) -> Iterator[Measure]:
    for match in _METRES.finditer(text):
        yield Measure(float(f"{match.group(1)}.{match.group(2)}"), "m", _bound(text, match.start(), match.end()))
    waiting: tuple[int, float] | None = None  # the first end of a range, and where it ends
    for begin, end, value in _numbers(text):
        told = _unit_of(text, begin, end, value)
        if told is None:
            waiting = end, value
            continue
        worth, unit = told
        bound = _bound(text, begin, end)
        yield Measure(_rounded((value + _rest(text, end, unit)) * worth), unit, bound)
        if waiting is not None and _AND.fullmatch(text, waiting[0], begin):
            yield Measure(_rounded(_scaled(waiting[1], value, text[begin:end]) * worth), unit, bound)
        waiting = None


def _numbers(text: str) -> list[tuple[int, int, float]]:
    """Begin, end and value of each number, also of those that letters are glued to and of small ones before a word."""
    read = tokens(text)
    found: list[tuple[int, int, float]] = []
    known = {number.begin: number for number in amounts.numbers(text)}
    end = 0
    for at, start in enumerate(read.starts):
        if start < end:
            continue
        number = known.get(start)
        if number is not None:
            end = number.end
            if text[start].isdecimal() or at == 0 or read.bare[at - 1] not in _DIGITS_BEFORE:
                found.append((start, end, number.value))
        elif text[start].isdecimal():
            glued = _GLUED.match(text, start)
            if glued is not None and len(glued.group()) <= _LONGEST:
                end = glued.end()
                found.append((start, end, amounts.value_of(glued.group())))
        elif read.bare[at] in _SMALL and not _lost_its_mark(read.words[at].lower(), text):
            end = start + len(read.words[at])
            if text[end : end + 1] == " " and (at == 0 or read.bare[at - 1] not in _DIGITS_BEFORE):
                found.append((start, end, float(_SMALL[read.bare[at]])))
    return _joined(text, found)


def _joined(text: str, found: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """The same, with "5 triệu 310 nghìn" as one."""
    joined: list[tuple[int, int, float]] = []
    for begin, end, value in found:
        if joined and joined[-1][1] + 1 == begin and 1000 <= value < _LEAST_BEFORE <= joined[-1][2]:
            joined[-1] = joined[-1][0], end, joined[-1][2] + value
        else:
            joined.append((begin, end, value))
    return joined


def _bound(text: str, begin: int, end: int) -> str:
    said = _BOUND.search(text, max(0, begin - 20), begin)
    if said is None:
        return ">" if _OR_MORE.match(text, end) else ""
    return "<" if said.group(1) else ">" if said.group(2) else "~"


@functools.cache
def _units() -> re.Pattern[str]:
    """A pattern of all ways to write a unit; made at first use."""
    longest_first = sorted(WAYS, key=len, reverse=True)
    either = "|".join(re.escape(way).replace(r"\ ", r"[ -]") for way in longest_first)
    return re.compile(rf"[ -]?({either})(?![^\W_])", re.IGNORECASE)


def _unit_of(text: str, begin: int, end: int, value: float) -> tuple[float, str] | None:
    """What a number counts, with the worth of one in the unit of results."""
    sign = text[begin - 1] if begin else ""
    if sign in _SIGNS:
        return 1.0, _SIGNS[sign]
    year = _FIRST_YEAR <= value <= _LAST_YEAR and end - begin == 4
    found = _units().match(text, end)
    if found is not None:
        if found.group(1) in ("M", "G"):
            return None  # millions, 4G
        way = found.group(1).lower()
        worth, unit = WAYS.get(way) or WAYS[way.replace("-", " ")]
        if (unit in _ORDERED and _ORDINAL.search(text, max(0, begin - 8), begin)) or (year and unit in _AFTER_YEARS):
            return None
        if way == "ha" and (year or text.isascii() or _ENDS.match(text, found.end())):
            return None  # "5 triệu ha?" asks
        if unit == "giờ" and (_CLOCK_AFTER.match(text, found.end()) or _CLOCK_BEFORE.search(text[:begin][-8:])):
            return None
        if unit == "tháng" and _MONTH_AFTER.match(text, found.end()):
            return None  # 13 tháng 3
        if (value < 1 and unit == "điểm") or (value == 1 and unit in _LOOSE_ONE and not _HALF.match(text, end)):
            return None
        return worth, unit
    if _AGED.search(text, max(0, begin - 5), begin):
        return 1.0, "tuổi"
    following = _NEXT.match(text, end)
    follows = following.group(1).lower() if following and following.group(1) else ""
    if _SCALED.search(text, begin, end) and (not follows or follows == "/" or follows in NO_NOUN):
        return 1.0, "đồng"
    if following is None or year or value <= 1 or len(follows) < 2 or follows in NO_NOUN:
        return None
    return 1.0, _noun(follows, (following.group(2) or "").lower())


def _noun(first: str, second: str) -> str:
    """A thing that is counted: two words in Vietnamese, one without its plural's s in English."""
    if first.isascii() and not looks_vietnamese(first):
        return "~" + (first[:-1] if first.endswith("s") else first)
    return f"~{fold(first)} {fold(second)}" if second and second not in NO_NOUN else f"~{fold(first)}"


def _rest(text: str, end: int, unit: str) -> float:
    """What is said after the unit: the half of "20 điểm rưỡi", the tenths of "một mét bảy"."""
    if _HALF.match(text, end):
        return 0.5
    tenths = _TENTHS.match(text, end) if unit == "m" else None
    if tenths is None:
        return 0.0
    said = tenths.group(1).lower()
    if said.isdecimal():
        return int(said) / 10
    return 0.0 if _lost_its_mark(said, text) else _DIGITS[fold(said)] / 10


def _lost_its_mark(word: str, text: str) -> bool:
    """Whether a word without diacritics stands in a text with them: there "sau" is after and no "sáu"."""
    return word.isascii() and word not in _UNMARKED and not text.isascii()


def _scaled(first: float, second: float, said: str) -> float:
    """The first end of a range, whose power of ten may stand with the second: 3 đến 5 triệu."""
    figures = re.match(_FIGURES, said)
    if figures is not None and len(figures.group()) <= _LONGEST:
        scale = second / (amounts.value_of(figures.group()) or 1.0)
    else:
        scale = 1000.0 ** (len(f"{int(second)}") // 3 - (len(f"{int(second)}") % 3 == 0))
    return first * scale if scale > 1 and first < _LARGE else first


def _rounded(value: float) -> float:
    """Without what counting in another unit leaves behind: 6 significant digits."""
    return float(f"{value:.6g}")
