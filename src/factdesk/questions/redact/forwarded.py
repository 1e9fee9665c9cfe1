"""Who wrote or passed on a message: headers that messengers, mail programs and people put before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factdesk.questions.redact import chats, spans
from factdesk.questions.redact.names import AFTER_KIN, FULL_NAME, NAME, NAME_OR_WORD
from factdesk.questions.redact.patterns import DIGITS, Patterns
from factdesk.questions.redact.small_names import SMALL_NAME, SMALL_NAME_ALONE
from factdesk.questions.redact.spans import JUNK, Span
from factdesk.questions.redact.unmarked import either

_FLAGS = re.IGNORECASE | re.MULTILINE
#: What programs write; a short line with it is only a header.
_BY_PROGRAM = (
    r"(?:(?:(?:forwarded|fwd)(?:\s+message)?\s+(?:from|by)|(?:forward(?:ed)?|fwd?)\s+(?:from|từ|tu)"
    r"|(?:tin\s+(?:(?:nhắn|nhan)\s+)?)?(?:(?:được|duoc)\s+)?(?:chuyển\s+tiếp\s+(?:từ|bởi)"
    r"|chuyen\s+tiep\s+(?:tu|boi)))\b(?!\s\d{1,3}\s))"
)
#: What people write, also to begin a sentence with.
_BY_PEOPLE = r"(?:(?:shared|sent|posted|written)\s+(?:from|by)|(?:được\s+)?(?:chia\s+sẻ|gửi|đăng|viết)\s+(?:từ|bởi))\b"
_TOWN = "(?:Huế|Vinh|Sapa|Sa Pa|Pleiku|Nha Trang|Cần Thơ|Hải Phòng|Ninh Bình|Nam Định|Thái Bình|Hạ Long|Mỹ|Anh|Pháp)"
_MAIL_HEADER = r"(?:đến|tới|gửi|to|cc|bcc|ngày|date|sent|subject|chủ\s+đề|tiêu\s+đề)"

_FROM = (
    r"(?:from|sender|reply-to|sent\s+by|author|người\s+(?:gửi|viết|đăng|chuyển|nhận)|tác\s+giả"
    r"|nguoi\s+(?:gui|viet|dang|chuyen|nhan)|tac\s+gia)"
)
#: With the one address in its brackets the header ends, and what follows in the line is the message.
_ADDRESSED = rf"{_FROM}\s{{0,4}}:[^\n<‹]{{0,80}}[<‹][^\n<>‹›]{{1,80}}[>›][ ](?=[^\n@<‹\ufffc]{{0,200}}$)"

#: A whole line that says from whom: nothing of it is kept.
_LINES = (
    Patterns(
        rf"^{JUNK}{_BY_PROGRAM}[^\n:]{{1,60}}$",
        rf"^{JUNK}{_BY_PEOPLE}[ ]?:?(?:[ ][^\W\d][^\s:]{{0,30}}){{1,5}}[^\w\n]{{0,5}}$",
        flags=_FLAGS,
    ),
    Patterns(
        rf"^{JUNK}(?!{_ADDRESSED}){_FROM}\s{{0,4}}:(?=\s{{0,4}}\D)[^\n]{{0,200}}$",
        rf"^{JUNK}(?:từ|đến|to|cc|bcc)\s{{0,4}}:[^\n]{{0,160}}[@<\ufffc][^\n]{{0,200}}$",
        # Without an address only in a block of such lines.
        rf"^{JUNK}(?:từ|đến|tới|to|cc|bcc)\s{{0,4}}:\s{{0,4}}[^\W\d][^\n]{{0,100}}$(?=\n{JUNK}{_MAIL_HEADER}\s{{0,4}}:)",
        rf"^{JUNK}từ[ ]?:[ ]?(?-i:{NAME_OR_WORD})[^\w\n]{{0,5}}$",
        rf"^{JUNK}(?:{either('từ|đến|tới|gửi|kính gửi|gửi cho')}|to|cc|bcc)[ ]?:[ ]?{SMALL_NAME_ALONE}[^\w\n]{{0,5}}$",
        # To whom: a name and nothing else. Where a bus goes to is no name.
        rf"^{JUNK}(?:đến|tới|to|cc|bcc|gửi\s(?:đến|tới|cho))[ ]?:[ ]?(?!{_TOWN}\b)"
        rf"(?-i:{NAME_OR_WORD}|{AFTER_KIN})(?:,[ ]?(?-i:{NAME_OR_WORD})){{0,9}}[^\w\n]{{0,5}}$",
        rf"^{JUNK}(?:kính\s)?gửi[ ]?:[ ]?(?-i:{FULL_NAME}|{AFTER_KIN})[^\w\n]{{0,5}}$",
        r"^[ \t>]{0,20}(?:on|vào)\s[^\n]{4,120}(?:wrote|đã\s+viết|viết)\s{0,4}:\s{0,4}$",
        flags=_FLAGS,
        needs=(":",),
    ),
)
#: The beginning of a line; what follows the colon is the message.
_PREFIXES = Patterns(
    rf"^{JUNK}(?:{_BY_PROGRAM}[ ]?:?[ ][^\n:]{{1,60}}|{_BY_PEOPLE}[ ]?:?(?:[ ][^\W\d][^\s:]{{0,30}}){{1,5}})"
    r"\s{0,4}:[ \t]{0,20}(?=\S)",
    rf"^{JUNK}{_ADDRESSED}",
    flags=_FLAGS,
    needs=(":",),
)
_CLOCK = (
    r"(?:at[ ]|(?:vào[ ])?lúc[ ])?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[ ](?:[ap]\.?m\.?|sa|ch))?"
    r"(?:[ ](?:gmt|utc|ict)?(?:[+\-]\d{1,2}(?::?\d{2})?)?)?"
)
_DATE = (
    r"(?:\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|\d{1,2}[ ](?:thg|tháng)[ ]?\d{1,2}(?:,|[ ]năm)?[ ]\d{4}"
    r"|\d{1,2}[ ][a-z]{3,9}\.?,?[ ]\d{4}|[a-z]{3,9}\.?[ ]\d{1,2},?[ ]\d{4})"
)
#: Mail programs shorten the day of the week or add the time; who tells of an event does neither.
_SHORT_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun|th?[ ]?[2-7]|cn)\.?,?[ ]"
_LONG_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|thứ[ ]\w{2,4}|chủ[ ]nhật),?[ ]"
_WRITTEN = (
    rf"(?:{_SHORT_DAY}(?:ngày[ ])?{_DATE}(?:,?[ ]{_CLOCK})?|(?:{_LONG_DAY})?(?:ngày[ ])?{_DATE},?[ ]{_CLOCK}"
    rf"|{_CLOCK},?[ ](?:{_SHORT_DAY}|{_LONG_DAY})?(?:ngày[ ])?{_DATE})"
)
#: "On Mon, 2 Nov 2026, John Smith wrote: …" with the message in the same line, at its start or within it.
_QUOTED = Patterns(
    rf"(?:^[ \t>]{{0,20}}|(?<=[ \t]))(?:on|vào|ngày)[ ](?:ngày[ ])?{_WRITTEN},?[ ]"
    rf"(?-i:[\"'“<\ufffc]|{NAME_OR_WORD})[^\n]{{0,100}}?[\s>]{{0,6}}(?<!\w)(?:wrote|(?:đã[ ])?viết)[ ]{{0,4}}:"
    r"[ \t>]{0,20}\n?",
    flags=_FLAGS,
    needs=(":", DIGITS),
)
#: In a longer line only the name goes.
_NAMED = Patterns(rf"^{JUNK}(?i:{_BY_PROGRAM}|{_BY_PEOPLE})[ ]*:?[ ](?P<name>{NAME})", flags=re.MULTILINE)

#: A header within a line: "chuyển tiếp: From: John Smith <…>".
_WITHIN = Patterns(
    r"\b(?:(?:From|Người gửi|Người chuyển tiếp|Sender)[ ]?:[ ]?"
    rf"(?!(?:Ho|New|Hong|Los|San|South|North)\b)(?P<name>{NAME})"
    rf"|(?:From|Từ|To|Đến|Cc|Người (?:gửi|nhận))[ ]?:[ ]?(?P<addressed>{NAME_OR_WORD})[ ]?[<‹«(\[]?\ufffc)",
    needs=(":",),
)

#: "Nguồn: fb Nguyễn Văn A", "theo Facebook Trần B", "Sưu tầm: Nguyễn Thị C".
_CREDITED = Patterns(
    r"\b(?i:nguồn|theo|source|via|credit|cre|from|từ)\b[ \t]{0,20}:?[ \t]{0,20}(?i:fb|facebook|zalo|tiktok|telegram"
    r"|page|instagram|trang(?:[ \t]cá[ \t]nhân)?)[ \t]{0,9}(?i:của|by|of|user|nick|acc)?[ \t]{0,20}:?[ \t]{0,20}"
    rf"(?P<name>{NAME})"
)
_SOURCE = Patterns(
    rf"\b(?i:nguồn|source|via|credits?|cre|sưu[ ]tầm|st|ảnh|photo|tg)"
    rf"[ \t]{{0,20}}:[ \t]{{0,20}}(?P<name>{FULL_NAME})",
    needs=(":",),
)

#: The same in small letters.
_SMALL_SOURCE = Patterns(
    rf"\b(?:{either('nguồn|sưu tầm')}|source|via|credits?|cre|st|tg)[ ]?:[ ]?"
    rf"(?:(?:fb|facebook|zalo|tiktok)[ ])?(?P<name>{SMALL_NAME})",
    flags=_FLAGS,
    needs=(":",),
)


def heads(text: str) -> Iterator[Span]:
    """Whole headers, which are nothing without the name in them."""
    yield from spans.heads(text, _PREFIXES, _LINES)
    for found in _QUOTED.finditer(text):
        yield Span(found.start(), found.end(), "")
    yield from chats.heads(text)


def senders(text: str) -> Iterator[Span]:
    """Every name of a sender or author in a line of which the rest stays."""
    for patterns in (_NAMED, _CREDITED, _SOURCE, _SMALL_SOURCE):
        for found in patterns.finditer(text):
            yield Span(found.start("name"), found.end("name"), "sender")
    for found in _WITHIN.finditer(text):
        yield Span(*found.span("name" if found["name"] else "addressed"), "sender")
    yield from chats.writers(text)
