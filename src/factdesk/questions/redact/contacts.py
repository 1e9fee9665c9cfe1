"""E-mail addresses, handles, profile links and other addresses by which somebody can be found."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from factdesk.questions.redact.spans import Span

_AT = r"(?:\s?@\s?|\s?[\(\[\{]\s?(?:at|a\s?còng|@)\s?[\)\]\}]\s?)"
_DOT = r"(?:\.|\s?[\(\[\{]\s?(?:dot|chấm|\.)\s?[\)\]\}]\s?)"
_EMAIL = re.compile(rf"[\w.!#$%&'*+^`{{|}}~-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}}){{1,6}}", re.IGNORECASE)

#: Without a dot in the name after it: "lan@fpt"; not a price ("10k@kg").
_BARE_EMAIL = re.compile(r"(?<![\w.])[^\W\d][\w.+-]{2,63}@[^\W\d_]{3,63}\b")

_HANDLE = re.compile(r"(?<![\w@])@(?!(?:all|everyone|here|mọi)\b)[^\W_][\w.-]*\w|(?<![\w@])@_[\w.-]*\w")
#: A mention by name, as messengers write it: "@Nguyễn Văn A".
_MENTION = re.compile(r"(?<![\w@])@[A-ZĐÀ-ỸẠ-Ỵ][^\W\d_]*(?:[ ][A-ZĐÀ-ỸẠ-Ỵ][^\W\d_]*){1,4}")
#: "zalo: nguyenvana.92", "nick fb: lan_92": a single word that can only be an account.
_NAMED = re.compile(
    r"\b(?:fb|facebook|zalo|tiktok|telegram|tele|ig|insta|instagram|twitter|skype|viber|wechat|whatsapp|line|nick|acc"
    r"|username|user|tài\s?khoản|tên\s?đăng\s?nhập)\b(?:[ \t](?:fb|facebook|zalo|id|name|là|tên))?[ \t]*[:=][ \t]*"
    r"(?P<name>(?=[\w.]*[\d._])[A-Za-z][A-Za-z0-9._]{2,40}\w)",
    re.IGNORECASE,
)

_IP4 = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{1,3}){3}(?![\d,]|\.\d)")
_IP6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:|:){2,7}(?::?[0-9a-f]{1,4})?(?![\w:])", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3}){3}")


def find(text: str) -> Iterator[Span]:
    """Every contact in `text` outside of links."""
    for pattern in (_EMAIL, _BARE_EMAIL):
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), "email")
    for pattern in (_MENTION, _HANDLE):
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), "account")
    for found in _NAMED.finditer(text):
        yield Span(found.start("name"), found.end("name"), "account")
    for pattern in (_IP4, _IP6):
        for found in pattern.finditer(text):
            if _is_address(found.group()):
                yield Span(found.start(), found.end(), "address")


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses alone, for looking inside a link."""
    for found in _EMAIL.finditer(text):
        yield Span(found.start(), found.end(), "email")


def _is_address(word: str) -> bool:
    if _THOUSANDS.fullmatch(word) or len(word) < 6:
        return False  # an amount of money, or "::"
    try:
        ipaddress.ip_address(word)
    except ValueError:
        return False
    return True
