"""Telephone, card, account and identity numbers; and any bare run of digits too long to be a quantity."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher, PhoneNumberType
from stdnum import iban, luhn
from stdnum.cn import ric
from stdnum.id import nik
from stdnum.in_ import aadhaar
from stdnum.kr import rrn
from stdnum.my import nric
from stdnum.th import pin
from stdnum.us import ssn
from stdnum.vn import mst

from factdesk.questions.redact.patterns import DIGITS, has_one_of
from factdesk.questions.redact.spans import Span, blank

_DATE = re.compile(
    r"(?<![\d.\-])(?:(?:0?[1-9]|[12]\d|3[01])([./\- ])(?:0?[1-9]|1[0-2])\1(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}([./\-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d|[.\-]\d)"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_EMERGENCY = re.compile(r"11\d")
_UNIT = re.compile(
    r"\s?(?:%|đồng|dong|vnđ|vnd|đ\b|₫|usd|eur|euro|\$|€|đô|dollars?|tỷ|tỉ|triệu|nghìn|ngàn|trăm|người|people|ca\b|cases|"
    r"tấn|kg|km|mét|m\b|m2|m²|ha\b|năm|years?|million|billion|thousand|lượt|views|lần|times|cổ\s?phiếu|shares|votes|phiếu)",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(r"(?:[$€₫£]|usd|vnd|vnđ|eur)\s?$", re.IGNORECASE)
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?")

_WORDS_BETWEEN = r"(?:[^\S\n]|[:.,;\-()#=/]|\b(?!và\b|and\b)[^\W\d_]{1,20}\b){0,12}?"
_BANK = re.compile(
    r"\b(?:stk|số\s?tk|so\s?tk|số\s?tài\s?khoản|so\s?tai\s?khoan|tài\s?khoản|tai\s?khoan|tk|account(?:\s?(?:number|no\.?))?"
    rf"|acc(?:t)?(?:\s?no\.?)?|a/c|iban)\b{_WORDS_BETWEEN}(?P<number>\d(?:[ .\-]?\d){{5,18}})(?!\d)",
    re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"\b(?:cccd|cmnd|cmt(?:nd)?|căn\s?cước(?:\s?công\s?dân)?|can\s?cuoc(?:\s?cong\s?dan)?|chứng\s?minh(?:\s?(?:nhân\s?dân|thư))?"
    r"|chung\s?minh(?:\s?(?:nhan\s?dan|thu))?|hộ\s?chiếu|ho\s?chieu|passport|mã\s?số\s?thuế|ma\s?so\s?thue|mst|tax\s?(?:code|id)"
    r"|bhxh|bhyt|bảo\s?hiểm\s?(?:xã\s?hội|y\s?tế)|mã\s?định\s?danh|số\s?định\s?danh|giấy\s?phép\s?lái\s?xe|gplx|bằng\s?lái"
    r"|national\s?id|id\s?card|id\s?(?:number|no\.?)|ssn|social\s?security|nric|aadhaar|driver'?s?\s?licen[cs]e)\b"
    rf"{_WORDS_BETWEEN}(?P<number>(?:[A-Z]{{1,2}}\s?)?\d(?:[ .\-]?\d|(?-i:[A-Z])){{5,17}}(?![\w]))",
    re.IGNORECASE,
)
#: Numbers under which an office, a school, a hospital or a shop knows one person.
_FILE = re.compile(
    r"\b(?:mã\s?(?:số\s?)?(?:khách\s?hàng|kh|hồ\s?sơ|bệnh\s?nhân|bn|vận\s?đơn|đơn(?:\s?hàng)?|sinh\s?viên|học\s?sinh|tra\s?cứu)"
    r"|số\s?(?:báo\s?danh|hồ\s?sơ|biên\s?nhận|hợp\s?đồng)|sbd|mssv|msv"
    r"|(?:customer|order)\s?(?:id|number|no\.?)|student\s?(?:id|number)|tracking\s?(?:number|no\.?|code)|patient\s?(?:id|number))\b"
    r"[ ]?(?:của\s?(?:em|tôi|mình)\s?)?(?:số|là|is)?[ :#]{0,3}"
    r"(?P<number>[A-Z]{0,6}\d[\dA-Z]*(?:[.\-/][\dA-Z]+){0,5})(?!\w)",
    re.IGNORECASE,
)
_BANKS = (
    r"(?:vcb|vietcombank|bidv|agribank|vietinbank|techcombank|tcb|mb\s?bank|mb|acb|vpbank|tpbank|sacombank|shb|hdbank|vib|msb"
    r"|ocb|scb|seabank|eximbank|lpbank|nam\s?a\s?bank|bac\s?a\s?bank|abbank|pvcombank|kienlongbank|cake|timo|momo|viettelpay"
    r"|viettel\s?money|zalopay|shopeepay)"
)
_AT_BANK = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_BANKS}\b(?:[ :\-]|\b(?:stk|số|tk|là)\b){{1,6}}(?P<number>\d(?:[ .\-]?\d){{7,18}})(?!\d)",
        rf"(?<![\d.,])(?P<number>\d(?:[ .\-]?\d){{7,18}})[ \-,(]{{1,3}}(?:ngân\s?hàng\s?)?{_BANKS}\b",
    )
]
_DAY = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_PHONE_WORD = re.compile(
    r"\b(?:sđt|sdt|đt|dt|đtdđ|điện\s?thoại|dien\s?thoai|di\s?động|số\s?máy|phone|tel|mobile|cell|call|gọi|goi|liên\s?hệ"
    rf"|lien\s?he|lh|zalo|whatsapp|viber|telegram|imo|sms|hotline)\b{_WORDS_BETWEEN}"
    r"(?P<number>\+?\(?\d(?:[ .\-()]{0,2}\d){6,14})(?!\d)",
    re.IGNORECASE,
)
#: Vietnamese mobile numbers however they are spaced, also with the letters o for 0 and l or I for 1.
_MOBILE = re.compile(
    r"(?<![\d+])(?:\+?\(?84\)?[ .\-]{0,2}(?:\(0\))?|0084|(?<!\w)[oO]|0)"
    r"[ .\-·()]{0,3}[35789oO](?:[ .\-·()]{0,3}[\doOlI]){8}(?!\w)"
)
#: With one and the same mark between the groups, whatever it is.
_MARKED_MOBILE = re.compile(r"(?<![\w+])0\d{1,3}([_/*•,~|'’:])(?=\d*\1?\d{3})\d{2,4}(?:\1\d{2,4}){1,3}(?!\w)")
#: A plus and as many digits as a number of any country has; "+1.000.000" is none.
_ABROAD = re.compile(r"(?<![\w+])\+[1-9]\d{0,2}(?:[ .\-()]{0,2}\d){7,13}(?!\d)")
_AMERICAN = re.compile(
    r"(?<![\d\-.,(])(?!\(?8(?:00|33|44|55|66|77|88)\D)(?:\([2-9]\d{2}\)[ ]?|[2-9]\d{2}[\- ])[2-9]\d{2}-\d{4}(?![\d\-])"
)
_OLD_MOBILE = re.compile(r"(?<![\w+])01[2689]\d(?:[ .\-]?\d){7}(?!\w)")
#: Free and shared-cost lines, here and in North America.
_SERVICE = re.compile(
    r"1[89]00[ .\-]?\d{2,4}(?:[ .\-]?\d{2,4})?"
    r"|(?:\+?1[ .\-]?)?\(?8(?:00|33|44|55|66|77|88)\)?[ .\-]?\d{3}[ .\-]?\d{4}"
)
_CARD = re.compile(r"(?<!\d)\d(?:[ \-.]?\d){12,18}(?!\d)")
_FOURS = re.compile(r"(?<!\d)\d{4}(?:([ \-.])\d{4})(?:\1\d{4}){2}(?:\1\d{1,3})?(?!\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b")
_RUN = re.compile(r"(?<![\d.,])\d{9,19}(?![\d]|[.,]\d)")
#: A long number written in groups that begins with 0: no quantity does.
_ZERO_GROUPS = re.compile(r"(?<![\d.,/\-])0\d{1,4}(?:([ .\-])\d{2,6})(?:\1\d{2,4}){0,5}(?![\d/])")

#: Pairs of digits with one mark between them, as draws of a lottery are written: "05-12-23-34-41-45".
_PAIRS = re.compile(r"(?<![\d.\-])\d{2}([ .\-])\d{2}(?:\1\d{2}){3,5}(?!\d|[.\-]\d)")
_LOTTERY = re.compile(
    r"(?:xổ\s?số|lotto|lottery|vietlott|jackpot|5/35)\b"
    r"(?:[ ,:()/]|\b(?!(?:gọi|call|số\s?máy|sđt|sdt|đt|zalo|lh|liên|phone|tel)\b)[^\W\d]{1,12}\b|\b\d/\d{2}\b){0,12}$",
    re.IGNORECASE,
)
#: Words of a lottery that others use too: beside six pairs that rise they are enough, before or behind.
_DRAW = (
    r"(?:xổ\s?số|lotto|lottery|vietlott|jackpot|mega|power|[56]/\d{2}|trúng|giải|quay\s?thưởng|kết\s?quả|bộ\s?số"
    r"|vé\s?số)"
)
_NOT_TO_CALL = r"\b(?!(?:gọi|call|số\s?máy|sđt|sdt|đt|zalo|lh|liên|phone|tel|thẻ|cccd|cmnd)\b)[^\W\d]{1,12}\b"
_DRAW_BEFORE = re.compile(rf"\b{_DRAW}\b(?:[ ,:()/]|{_NOT_TO_CALL}|\b\d/\d{{2}}\b){{0,12}}$", re.IGNORECASE)
_DRAW_BEHIND = re.compile(rf"(?:[ ,:()]|{_NOT_TO_CALL}){{0,12}}?\b{_DRAW}\b", re.IGNORECASE)
#: What says that the pairs are somebody's own: "thẻ", "số tôi", "số CCCD của em là"; "bộ số" and "xổ số" say nothing.
_OWN_BEFORE = re.compile(
    r"(?:\b(?:thẻ|cccd|cmnd|căn\s?cước|card)|(?<!xổ\s)(?<!bộ\s)(?<!dãy\s)(?<!con\s)(?<!các\s)(?<!cặp\s)(?<!vé\s)(?<!sáu\s)"
    r"(?<![56]\s)\bsố|\bcủa\s(?:tôi|tui|tớ|em|mình|con|cháu)|\bmy(?:\s\w{1,12})?)"
    r"(?:[ :=]|\b(?:của|tôi|tui|tớ|em|mình|con|cháu|mẹ|bố|ba|vợ|chồng|là|này|đây|số|is|number)\b){0,10}$",
    re.IGNORECASE,
)

#: Other identity numbers, told by their form and check digits.
_CHECKED: list[tuple[re.Pattern[str], Callable[[str], bool], str]] = [
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\w)"), ric.is_valid, "identity"),
    (re.compile(r"(?<!\d)[2-9]\d{3}[ \-]?\d{4}[ \-]?\d{4}(?!\d)"), aadhaar.is_valid, "identity"),
    (re.compile(r"(?<![\d\-])\d{3}-\d{2}-\d{4}(?![\d\-])"), ssn.is_valid, "identity"),
    (re.compile(r"(?<![\d\-])\d{6}-[1-8]\d{6}(?![\d\-])"), rrn.is_valid, "identity"),
    (re.compile(r"(?<![\d\-])\d{6}-\d{2}-\d{4}(?![\d\-])"), nric.is_valid, "identity"),
    (re.compile(r"(?<![\d\-])\d-\d{4}-\d{5}-\d{2}-\d(?![\d\-])"), pin.is_valid, "identity"),
    (re.compile(r"(?<!\d)\d{16}(?!\d)"), nik.is_valid, "identity"),
    (re.compile(r"(?<!\d)\d{10}(?:-\d{3})?(?![\d\-])"), mst.is_valid, "identity"),
]


def find(text: str) -> Iterator[Span]:
    """Every number of a person in `text`, the surer kinds first."""
    if not has_one_of(text, DIGITS):
        return
    text = blank(text, (Span(found.start(), found.end(), "") for found in _DATE.finditer(text)), "/")
    for pattern, kind in ((_IDENTITY, "identity"), (_BANK, "bank")):
        for found in pattern.finditer(text):
            word = found["number"]
            if not _is_harmless(word) and not _is_sum(text, *found.span("number")):
                yield Span(found.start("number"), found.end("number"), kind)
    for found in _FILE.finditer(text):
        if sum(map(str.isdigit, found["number"])) >= 5:
            yield Span(found.start("number"), found.end("number"), "identity")
    text = blank(text, _draws(text), "/")
    yield from _cards(text)
    for pattern in _AT_BANK:
        for found in pattern.finditer(text):
            word = found["number"]
            if not _is_harmless(word) and not _DAY.fullmatch(word) and not _counts(text, *found.span("number")):
                yield Span(found.start("number"), found.end("number"), "bank")
    yield from _phones(text)
    for pattern, valid, kind in _CHECKED:
        for found in pattern.finditer(text):
            if valid(found.group()) and not _is_harmless(found.group()) and not _counts(text, *found.span()):
                yield Span(found.start(), found.end(), kind)
    for pattern in (_RUN, _ZERO_GROUPS):
        for found in pattern.finditer(text):
            digits = sum(map(str.isdigit, found.group()))
            if digits >= 9 and (found.group()[0] == "0" or not _counts(text, *found.span())):
                yield Span(found.start(), found.end(), "number")


def _draws(text: str) -> Iterator[Span]:
    """Numbers drawn in a lottery: six or more after its name, or rising beside a word of one; five rising after it."""
    for found in _PAIRS.finditer(text):
        drawn = [int(number) for number in re.findall(r"\d{2}", found.group())]
        first = drawn[:6]
        if 0 in drawn or max(drawn) > 69 or len(set(first)) < len(first):
            continue
        rising = first == sorted(first)
        before, behind = text[max(0, found.start() - 60) : found.start()], text[found.end() : found.end() + 60]
        if _OWN_BEFORE.search(before):
            continue
        named = _LOTTERY.search(before) is not None
        if len(drawn) == 5:
            drawn_there = rising and named and max(drawn) <= 35
        else:
            drawn_there = named or (rising and bool(_DRAW_BEFORE.search(before) or _DRAW_BEHIND.match(behind)))
        if drawn_there:
            yield Span(found.start(), found.end(), "")


def _cards(text: str) -> Iterator[Span]:
    for found in _IBAN.finditer(text):
        if iban.is_valid(found.group()):
            yield Span(found.start(), found.end(), "bank")
    for found in _CARD.finditer(text):
        word = found.group()
        if luhn.is_valid(re.sub(r"\D", "", word)) and not _is_harmless(word) and not _AMOUNT.fullmatch(word):
            yield Span(found.start(), found.end(), "card")
    for found in _FOURS.finditer(text):
        if not _is_harmless(found.group()):
            yield Span(found.start(), found.end(), "card")


def _phones(text: str) -> Iterator[Span]:
    for pattern in (_MOBILE, _OLD_MOBILE):
        for found in pattern.finditer(text):
            if sum(map(str.isdigit, found.group())) >= 6 and not _is_sum(text, *found.span()):
                yield Span(found.start(), found.end(), "phone")
    for found in _MARKED_MOBILE.finditer(text):
        if sum(map(str.isdigit, found.group())) in (10, 11):
            yield Span(found.start(), found.end(), "phone")
    for found in _ABROAD.finditer(text):
        if not _AMOUNT.fullmatch(found.group()[1:]) and not _is_sum(text, *found.span()):
            yield Span(found.start(), found.end(), "phone")
    for found in _AMERICAN.finditer(text):
        if not _UNIT.match(text, found.end()):
            yield Span(found.start(), found.end(), "phone")
    for found in _PHONE_WORD.finditer(text):
        start, end = found.span("number")
        if (
            not _SERVICE.fullmatch(found["number"])
            and not _counts(text, start, end)
            and not _is_harmless(found["number"])
        ):
            yield Span(start, end, "phone")
    for match in PhoneNumberMatcher(text, "VN", leniency=Leniency.VALID):
        raw = match.raw_string
        written_as_one = raw.lstrip("(")[:1] in "+0" or raw.startswith("84")
        if written_as_one and not _is_service(match.number) and not _is_sum(text, match.start, match.end):
            opened = raw.startswith("(") and ")" not in raw
            yield Span(match.start + opened, match.end, "phone")


def _is_service(number: phonenumbers.PhoneNumber) -> bool:
    """Whether nobody's own: free lines anywhere, premium and shared-cost lines, which rumours are about."""
    kinds = (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN)
    kind = phonenumbers.number_type(number)
    return kind == PhoneNumberType.TOLL_FREE or (number.country_code == 84 and kind in kinds)


def _is_harmless(word: str) -> bool:
    """Whether it is only years ("2024-2025") or emergency numbers ("113 114 115")."""
    groups = re.findall(r"\d+", word)
    return all(map(_YEAR.fullmatch, groups)) or all(map(_EMERGENCY.fullmatch, groups))


def _is_sum(text: str, start: int, end: int) -> bool:
    """Whether it is surely money or a quantity, although it stands where a person's number would: in thousands."""
    word = text[start:end]
    if not _UNIT.match(text, end):
        return False
    return bool(_AMOUNT.fullmatch(word)) or (word.isdigit() and word[0] != "0" and word.endswith("000"))


def _counts(text: str, start: int, end: int) -> bool:
    """Whether the number counts something: written as an amount, or with a unit or currency beside it."""
    word = text[start:end]
    if word[:1] == "0":
        return False
    if _AMOUNT.fullmatch(word):
        return True
    return bool(_UNIT.match(text, end) or _CURRENCY_BEFORE.search(text[max(0, start - 5) : start]))
