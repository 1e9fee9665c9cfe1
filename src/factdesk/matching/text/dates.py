"""Dates that a text names, as far as it names them, and times of the day, in Vietnamese and English."""

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factdesk.matching.text.patterns import listed, spelled
from factdesk.matching.text.tokens import tokens
from factdesk.matching.text.words import fold


class Date(NamedTuple):
    """What a text says of a date; None for what it leaves open.

    Args:
        year: negative before Christ.
        month, day: from 1.
        quarter: of the year, from 1.
        season: "spring", "summer", "autumn" or "winter".
        century: of the year: 17 for "thế kỷ XVII".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    season: str | None = None
    century: int | None = None


_MONTHS = (
    "january jan february feb march mar april apr may may june jun july jul august aug september sep october oct"
    " november nov december dec"
)
_ENGLISH = {name: place // 2 + 1 for place, name in enumerate(_MONTHS.split())} | {"sept": 9}
_MONTH_NAMES = "|".join(sorted(_ENGLISH, key=len, reverse=True))
_VIETNAMESE = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
#: Words that are a month only beside a day or a year: tháng sau is the next one, tháng năm also months and years.
_NOT_ALONE = frozenset(["sau", "nam", "năm", "một", "mot", "bay", "hai", "mười", "muoi"])
_SEASONS = {
    "xuan": "spring", "he": "summer", "ha": "summer", "thu": "autumn", "dong": "winter",
    "spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter",
}  # fmt: skip
_ROMAN = {"I": 1, "V": 5, "X": 10}
_ONES = {name: value for name, value in _VIETNAMESE.items() if value < 10} | {"lam": 5, "nham": 5}
_YEAR = r"(?:1\d{3}|20\d{2})(?![\d.,]\d|\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
_DAY_WORDS = (
    r"(?:(?:hai|ba) mươi(?: (?:mốt|một|hai|ba|tư|bốn|lăm|nhăm|sáu|bảy|tám|chín))?|(?:hai|ba) mốt"
    r"|mười(?: (?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)"
)
_MONTH_WORDS = r"(?:mười hai|mười một|mười|giêng|chạp|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín)(?!\w)"
_ON = r"(?:ngày|mùng|mồng|hôm|đêm|sáng|trưa|chiều|tối|từ|đến|tới)"
_FREE = r"(?<![\w/.,-])"
_OF_YEAR = rf"(?:(?: năm|,|/| ?-)? ?(?P<y#>{_YEAR}))?"
_ORDER = r"(?:st|nd|rd|th)?"
_TO = r" ?(?:[–-]|to|and|đến|tới|và) ?"
_LATER = rf"(?:,? (?:of )?(?P<y#>{_YEAR}|[2-9]\d\d(?=[?.,;)]|$)))?"
_ABOUT_YEAR = (
    r"(?:năm|in|since|of|until|till|by|from|to|the year|around|about|after|before|early|late|mid|đến|tới|từ|khoảng"
    r"|quãng|đầu|cuối|giữa|hồi)"
)
_COUNTED = r" ?(?:đồng|km|m|kg|người|mw|usd|đô|đ|people|dollars|years|yrs|contacts|BC|TCN|trước|of them)(?!\w)"
#: Each with the number that its groups have in their names: y year, m month, d day, e the first day of a range,
#: z and b the other year of one, c century, q quarter, s season, p a word before that makes it a date, o none after it.
_FORMS = (
    rf"{_FREE}(?P<y0>{_YEAR})-(?P<m0>\d\d)-(?P<d0>\d\d)(?!\d)",
    rf"{_FREE}(?P<d1>{_DAY})(?P<s1>[/.-])(?P<m1>{_MONTH})(?P=s1)(?P<y1>{_YEAR}|\d\d(?![\w/-]))(?![/-])",
    rf"{_FREE}(?P<m2>{_MONTH})[/-](?P<y2>{_YEAR})(?![/-])",
    rf"(?P<p3>(?<!\w){_ON} )(?:(?P<e3>{_DAY}){_TO})?(?P<d3>{_DAY})[/-](?P<m3>{_MONTH})(?![\w/%-]|[.,]\d)",
    rf"{_FREE}(?P<d4>{_DAY})/(?P<m4>{_MONTH})(?![\w/%-]|[.,]\d)",
    rf"(?<!\w)(?:{_ON} )?(?:(?P<e5>{_DAY}){_TO})?(?P<d5>{_DAY}) (?:tháng|thg) (?P<m5>{_MONTH}|{_MONTH_WORDS})"
    rf"{_OF_YEAR}",
    rf"(?<!\w){_ON} (?P<d6>{_DAY_WORDS}) tháng (?P<m6>{_MONTH}|{_MONTH_WORDS}){_OF_YEAR}",
    rf"(?<!\w)tháng (?P<m7>{_MONTH}|{_MONTH_WORDS}){_OF_YEAR}",
    rf"(?<!\w)t(?P<m8>{_MONTH})[/ -](?P<y8>{_YEAR})",
    rf"(?<![\w.,/])(?:(?P<e9>{_DAY}){_ORDER}{_TO})?(?P<d9>{_DAY}){_ORDER} (?:of )?(?P<m9>{_MONTH_NAMES})(?!\w)"
    rf"\.?{_LATER}",
    rf"(?<!\w)(?P<m10>{_MONTH_NAMES})\.? (?:the )?(?:(?P<e10>{_DAY}){_ORDER}{_TO})?(?P<d10>{_DAY}){_ORDER}"
    rf"(?![\w%/]|[.,]\d){_LATER}",
    rf"(?<!\w)(?P<p11>(?:in|since|from|of|last|until|till|by|during|early|late|mid|before|after|to|this|and)[ -])?"
    rf"(?P<m11>{_MONTH_NAMES})(?!\w)\.?{_LATER}",
    rf"(?<!\w)(?:quý|q) ?(?P<q12>[1-4]|IV|I{{1,3}})(?!\w){_OF_YEAR}",
    rf"(?<!\w)(?P<s13>xuân|hè|hạ|thu|đông|spring|summer|autumn|fall|winter)(?: năm| of)? (?P<y13>{_YEAR})",
    r"(?<!\w)thế kỷ (?:thứ )?(?P<c14>\d{1,2}|[XVI]{1,5})(?!\w)",
    r"(?<!\w)(?P<c15>\d{1,2})(?:st|nd|rd|th)[ -]century(?!\w)",
    r"(?<!\w)(?:(?P<b16>\d{1,4})(?:[–-]| and | to | đến | và ))?(?P<y16>\d{1,4}) "
    r"(?:TCN|trước Công nguyên|BC|BCE)(?!\w)",
    rf"(?<!\w)năm (?P<y17>{_YEAR}|\d{{3}}(?!\w|[.,]\d| (?:triệu|nghìn|ngàn|tỷ|đồng|người)))(?:[–-](?P<z17>{_YEAR}))?",
    r"(?<!\w)(?:in|since|by|the year) (?P<y18>\d{2,3})(?=[,.?!;)]|$| (?-i:[A-ZĐ]))",
    rf"(?<!\w)(?P<p19>{_ABOUT_YEAR}[ -])?(?<![\w.,/$–])(?<!niên )(?P<y19>{_YEAR})(?:[–-](?P<z19>{_YEAR}))?"
    rf"(?![\w/%]|-\w|{_COUNTED})(?P<o19>(?=\s*(?:[,.?!:;)–]|$)))?",
    rf"(?<!\w)(?:mùng|mồng) (?P<d20>{_DAY}|{_DAY_WORDS})(?!\w)",
)
#: Words without diacritics that a date without figures begins with or has in it, and those that may stand before that.
_TELLING = frozenset([*_ENGLISH, "ngay", "mung", "mong", "thang", "ky", "quy"])
_LEADING = listed(
    "ngay mung mong hom dem sang trua chieu toi tu den nam thang thg the thu t quy q mua xuan he ha dong spring summer"
    " autumn fall winter of in since until till by from to year around about after before early late mid during last"
    " this and khoang quang dau cuoi giua hoi"
)
_MOST_BEFORE = 3
_FRACTIONS = frozenset(["24/7", "1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "1/10"])
_OTHER_WORDS = frozenset(["may", "march", "mar", "sep", "dec", "jan", "jun"])
_NEVER_SMALL = frozenset(["may", "march", "mar"])  # "6 may bay" are aircraft
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)", re.IGNORECASE)
_ALSO_OF_AMOUNTS = listed("to from about around den toi tu khoang quang after before")
_APART = re.compile(r"(?:^|[(,:;] ?)$")
_EARLIEST_BARE = 1800  # year that needs no word or mark beside it
_LAST_CENTURY = 40  # figures from which two of a year are of the 20th century
_TIME = spelled(
    r"(?<![\w.,/:-])(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?P<clock>:)(?P<colon>[0-5]\d)(?!\d|[:.]\d)|\s?(?:giờ|h|g) ?(?P<minute>[0-5]?\d)?(?: ?(?:phút|p))?(?!\w)"
    r"|(?= ?[ap]\.?m)|(?= ?o'clock))"
    r"(?: ?(?P<part>sáng|trưa|chiều|tối|đêm|khuya|am|pm|a\.m|p\.m|o'clock)(?!\w))?"
)
_AT = listed("luc tu truoc sau den toi hoi khoang at by before after until from")
_HALF_DAY = 720
_LATE = frozenset(["chieu", "toi", "pm", "p.m", "dem"])


@functools.cache
def _pattern() -> tuple[re.Pattern[str], list[list[tuple[str, int]]]]:
    """A pattern of all forms and, of each form, its groups with the letters of their names; made at first use."""
    pattern = spelled("|".join(form.replace("#", str(place)) for place, form in enumerate(_FORMS)))
    groups: list[list[tuple[str, int]]] = [[] for _ in _FORMS]
    for name, place in pattern.groupindex.items():
        groups[int(name[1:])].append((name[0], place))
    return pattern, groups


def dates(text: str) -> frozenset[Date]:
    """The dates that a text names, each as far as it does: day, month, year, quarter, season, century.

    Days before months, as in Viet Nam, also in figures in English.
    """
    read, pattern = tokens(text), _pattern()[0]
    found: set[Date] = set()
    end = 0  # of the last date
    for at, bare in enumerate(read.bare):
        if not bare[0].isdecimal() and bare not in _TELLING:
            continue
        first = at
        while first > at - _MOST_BEFORE and first > 0 and read.bare[first - 1] in _LEADING:
            first -= 1
        for start in read.starts[first : at + 1]:
            if start >= end and (match := pattern.match(text, start)):
                found.update(_read(match))
                end = match.end()
                break
    return frozenset(found)


def times(text: str) -> frozenset[int]:
    """The times of the day that a text names, in minutes from midnight; "10 giờ một ngày" is none."""
    read = tokens(text)
    found = set()
    end = 0
    for at, word in enumerate(read.words):
        if not word[0].isdecimal() or read.starts[at] < end:
            continue
        match = _TIME.match(text, read.starts[at])
        if match is None:
            continue
        end = match.end()
        hour, part = int(match["hour"]), fold(match["part"] or "")
        minute = int(match["colon"] or match["minute"] or 0)
        told = match["colon"] or match["minute"] or part
        if not told and not (at > 0 and read.bare[at - 1] in _AT):
            continue
        if part in _LATE and hour < 12 and not (part == "dem" and hour < 6):
            hour += 12
        found.add((60 * hour + minute) % (2 * _HALF_DAY))
    return frozenset(found)


def differ(asked: Iterable[Date], stated: Iterable[Date]) -> bool:
    """Whether both name the same part of a date, a year or a month, and wherever they do they disagree."""
    shared = False
    against = list(stated)
    for one in asked:
        for other in against:
            both = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
            if both and all(a == b for a, b in both):
                return False
            shared = shared or bool(both)
    return shared


def swapped(asked: Iterable[Date], stated: Iterable[Date]) -> bool:
    """Whether each names a date that agrees with none of the other's, though it could, whatever further ones do."""
    one, other = list(asked), list(stated)
    return _has_stranger(one, other) and _has_stranger(other, one)


def _has_stranger(some: list[Date], others: list[Date]) -> bool:
    return any(differ((one,), others) for one in some)


def times_differ(asked: frozenset[int], stated: frozenset[int]) -> bool:
    """Whether both name times of the day and none in common; five may be five in the afternoon."""
    return bool(asked and stated) and {a % _HALF_DAY for a in asked}.isdisjoint(b % _HALF_DAY for b in stated)


def _read(match: re.Match[str]) -> Iterator[Date]:
    """What one match says; nothing when it is no date after all."""
    form = int((match.lastgroup or "y0")[1:])
    found = {letter: value for letter, place in _pattern()[1][form] if (value := match.group(place)) is not None}
    year, day, month = _year(found.get("y")), _day(found.get("d")), _month(found.get("m"))
    if "c" in found:
        yield Date(century=_ordinal(found["c"]))
    elif "q" in found:
        yield Date(year, quarter=_ordinal(found["q"]))
    elif form == 13:
        yield Date(year, season=_SEASONS[fold(found["s"])])
    elif form == 18:
        yield Date(int(found["y"]))
    elif form == 16:
        yield from (Date(-int(found[which])) for which in ("y", "b") if which in found)
    elif month is None and day is None:
        if form != 19 or (year or 0) >= _EARLIEST_BARE or _tells_year(found, match):
            yield from (Date(_year(found[which])) for which in ("y", "z") if which in found)
    elif not (
        (form == 4 and f"{found['d']}/{found['m']}" in _FRACTIONS)
        or (form == 7 and year is None and found["m"].lower() in _NOT_ALONE)
        or (form in (9, 10) and found["m"] in _NEVER_SMALL and not _ORDINAL.search(match.group()))
        or (form == 11 and year is None and not (found["m"][0].isupper() and ("p" in found or _is_plain(found["m"]))))
    ):
        yield from (Date(year, month, _day(found.get(which))) for which in ("d", "e") if which in found or which == "d")


def _tells_year(found: dict[str, str], match: re.Match[str]) -> bool:
    """Whether four figures below 1800 are a year by what is beside them: "in 1377", "(1070, …", "to 1397."."""
    if "p" in found and fold(found["p"]).strip() not in _ALSO_OF_AMOUNTS:
        return True
    return "o" in found and ("p" in found or _APART.search(match.string[: match.start("y19")][-3:]) is not None)


def _is_plain(name: str) -> bool:
    """Whether the name of a month is no other word: not May, March or Mar."""
    return name.lower() not in _OTHER_WORDS


def _year(said: str | None) -> int | None:
    if said is None:
        return None
    if len(said) == 2:
        return int(said) + (2000 if int(said) < _LAST_CENTURY else 1900)
    return int(said)


def _month(said: str | None) -> int | None:
    if said is None:
        return None
    return int(said) if said.isdecimal() else _ENGLISH.get(said.lower()) or _VIETNAMESE.get(fold(said))


def _day(said: str | None) -> int | None:
    if said is None or said.isdecimal():
        return int(said) if said else None
    tens, _, unit = fold(said).removesuffix(" muoi").partition(" ")
    if tens == "muoi":
        return 10 + _ONES.get(unit, 0)
    if unit.startswith("muoi ") or unit in ("mot", "muoi"):
        return 10 * _ONES[tens] + _ONES.get(unit.removeprefix("muoi "), 0)
    return 10 * _ONES[tens] if fold(said).endswith(" muoi") else _ONES[tens]


def _ordinal(said: str) -> int:
    """The value of figures or of a Roman numeral."""
    if said.isdecimal():
        return int(said)
    values = [_ROMAN[letter] for letter in said.upper()]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
