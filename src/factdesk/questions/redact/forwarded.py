"""Who wrote or passed on a message: headers and prefixes that messengers and mail programs put before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factdesk.questions.redact.spans import Span

_END = r"[^\n]{0,200}"
_TIME = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?|\s?(?:SA|CH))?"
_DATE = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_WHEN = rf"(?:{_TIME}[,\s]+(?:ngày\s+)?{_DATE}|{_DATE}[,\s]+(?:lúc\s+|at\s+)?{_TIME})"
_NAME = r"[^\n:\[\]]{1,60}?"
_FLAGS = re.IGNORECASE | re.MULTILINE

#: A whole line that says from whom: nothing of it is kept.
_LINES = [
    re.compile(pattern, _FLAGS)
    for pattern in (
        rf"^[ \t>*_|-]*(?:forwarded(?:\s+message)?|fwd|shared|sent|posted|written)\s+(?:from|by)\b{_END}$",
        rf"^[ \t>*_|-]*(?:được\s+|tin\s+(?:nhắn\s+)?(?:được\s+)?)?"
        rf"(?:chuyển\s+tiếp|chia\s+sẻ|gửi|đăng)\s+(?:từ|bởi)\s*:?\s{_END}$",
        rf"^[ \t>*_|-]*(?:from|sender|reply-to|sent\s+by|author|người\s+(?:gửi|viết|đăng|chuyển)|tác\s+giả)\s*:{_END}$",
        rf"^[ \t>*_|-]*(?:từ|đến|to|cc|bcc)\s*:[^\n]{{0,160}}[@<]{_END}$",
        r"^[ \t>]*(?:on|vào)\s[^\n]{4,120}(?:wrote|đã\s+viết|viết)\s*:\s*$",
        # WhatsApp, Zalo and Telegram exports whose line holds only the name and the time.
        rf"^[ \t>]*{_NAME},?\s*\[{_WHEN}\]\s*:?\s*$",
        rf"^[ \t>]*{_NAME}\s[—–-]\s(?:today|yesterday|hôm\s+nay|hôm\s+qua)?\s*(?:at|lúc)?\s*{_TIME}\s*$",
    )
]

#: The beginning of a line that says when and who; the message follows it.
_PREFIXES = [
    re.compile(pattern, _FLAGS)
    for pattern in (
        rf"^[ \t>]*\[{_WHEN}\]\s*{_NAME}\s*:[ \t]*",
        rf"^[ \t>]*{_WHEN}\s*[-–]\s*{_NAME}\s*:[ \t]*",
        rf"^[ \t>]*{_NAME},?\s*\[{_WHEN}\]\s*:?[ \t]*",
    )
]

#: "Nguyễn Văn A đã gửi một ảnh": the name goes, what was done stays.
_DID = re.compile(
    r"^[ \t>]*(?P<name>[^\W\d_][^\n:.,;!?\[\]]{0,58}?)[ \t]+"
    r"(?:đã[ \t]+(?:gửi|chia[ \t]sẻ|chuyển[ \t]tiếp)(?:[ \t]cho[ \t]bạn)?"
    r"(?:[ \t](?:một|\d+)?[ \t]?(?:ảnh|hình|hình[ \t]ảnh|video|clip|liên[ \t]kết|link|tệp|file|tin|tin[ \t]nhắn"
    r"|nhãn[ \t]dán|bài[ \t]viết|vị[ \t]trí|danh[ \t]thiếp))?"
    r"|(?:sent|shared|forwarded)(?:[ \t](?:you|this|to[ \t]you))?"
    r"(?:[ \t](?:an?|\d+|the)[ \t](?:photo|picture|video|clip|link|file|message|sticker|post|location|contact)s?)?)"
    r"[ \t]*(?::|\.?[ \t]*$)",
    _FLAGS,
)

#: "Nguồn: fb Nguyễn Văn A", "theo Facebook Trần B".
_CREDITED = re.compile(
    r"\b(?i:nguồn|theo|source|via|credit|cre|from|từ)\b[ \t]*:?[ \t]*(?i:fb|facebook|zalo|tiktok|telegram|page"
    r"|instagram|trang(?:[ \t]cá[ \t]nhân)?)[ \t]*(?i:của|by|of|user|nick|acc)?[ \t]*:?[ \t]*"
    r"(?P<name>[A-ZĐÀ-ỸẠ-Ỵ]\w*(?:[ \t][A-ZĐÀ-ỸẠ-Ỵ]\w*){1,4})"
)


def find(text: str) -> Iterator[Span]:
    """Every name of a sender or author, with the header that is nothing without it."""
    for pattern in _LINES:
        for found in pattern.finditer(text):
            yield Span(found.start(), min(found.end() + 1, len(text)), "")
    for pattern in _PREFIXES:
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), "")
    for pattern in (_DID, _CREDITED):
        for found in pattern.finditer(text):
            yield Span(found.start("name"), found.end("name"), "sender")
