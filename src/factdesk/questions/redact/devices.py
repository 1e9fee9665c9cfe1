"""Addresses of somebody's line or device: IPv4, IPv6, MAC."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from factdesk.questions.redact.spans import Span

_HEX = r"[0-9a-f]"
_IP4 = re.compile(r"(?<![\d.])(?<!\d,)\d{1,3}(?:\.\d{1,3}){3}(?!\d|[.,]\d)")
_IP6 = re.compile(
    rf"(?<![\w:])(?:{_HEX}{{1,4}}:|:){{2,7}}(?:\d{{1,3}}(?:\.\d{{1,3}}){{3}}|:?{_HEX}{{1,4}})?(?:%\w{{1,15}})?(?![\w:])",
    re.I,
)
#: What has a version or a paragraph of four numbers, standing before it.
_VERSION = re.compile(
    r"(?:phiên\s?bản|bản|version|ver\.?|firmware|build|release|update|cập\s?nhật|ios|android|windows|chrome|firefox|safari"
    r"|vneid|zalo|facebook|messenger|tiktok|telegram|ứng\s?dụng|app|phần\s?mềm|mục|điều|khoản|điểm|chương|phần|section"
    r"|chapter|\bv)\.?\s?(?:số\s|mới\s|lên\s|to\s)?$",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3}){3}")
#: Nobody's own: this very machine, and services that everybody is told to enter.
_NOBODYS = {"1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "208.67.222.222", "208.67.220.220"}
#: The first address of a network at home is its router, the same in every home.
_ROUTER = re.compile(r"(?:192\.168\.\d{1,3}|10\.0\.\d{1,3})\.1")

_NO_HEX_AROUND = r"(?![:\-.]?\w)"
#: With colons whatever the digits are; with dashes or dots not of digits alone: those are numbers drawn in a lottery.
_MAC = re.compile(
    rf"(?<![\w:.\-])(?:{_HEX}{{2}}(?::{_HEX}{{2}}){{5}}(?:(?::{_HEX}{{2}}){{2}})?"
    rf"|(?=[\d\-]{{0,22}}[a-f]){_HEX}{{2}}(?:-{_HEX}{{2}}){{5}}(?:(?:-{_HEX}{{2}}){{2}})?"
    rf"|(?=[\d.]{{0,13}}[a-f]){_HEX}{{4}}\.{_HEX}{{4}}\.{_HEX}{{4}}){_NO_HEX_AROUND}",
    re.IGNORECASE,
)
#: After its label however it is written: "MAC 001A2B3C4D5E", "địa chỉ MAC là 00 1A 2B 3C 4D 5E".
_LABELLED_MAC = re.compile(
    r"\bmac(?:[ ]?(?:address|addr|id))?(?:[ ](?:wifi|máy|của|tôi|em|mình|is|là|số|điện|thoại|laptop)){0,4}[ ]?[:=]?[ ]?"
    rf"(?P<mac>{_HEX}{{2}}(?:[ :.\-]?{_HEX}{{2}}){{5}})(?!\w)",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Span]:
    """Every address of a line or device in `text` outside of links."""
    for found in _LABELLED_MAC.finditer(text):
        yield Span(*found.span("mac"), "device")
    for found in _MAC.finditer(text):
        yield Span(found.start(), found.end(), "device")
    for pattern in (_IP6, _IP4):
        for found in pattern.finditer(text):
            if _is_somebodys(found.group()) and not _VERSION.search(text[max(0, found.start() - 20) : found.start()]):
                yield Span(found.start(), found.end(), "address")


def _is_somebodys(word: str) -> bool:
    if _THOUSANDS.fullmatch(word) or len(word) < 6:
        return False  # an amount of money, or "::"
    if word in _NOBODYS or _ROUTER.fullmatch(word):
        return False
    try:
        address = ipaddress.ip_address(word)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified)
