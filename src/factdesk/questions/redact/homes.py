"""Where those live who ask: house and street after words that say it is their own."""

from __future__ import annotations

from collections.abc import Iterator

from factdesk.questions.redact.names import CAPITAL
from factdesk.questions.redact.patterns import DIGITS, Patterns
from factdesk.questions.redact.spans import Span

_ME = r"\b(?i:tôi|tui|tớ|em|mình|con|cháu)"
_HOUSE = r"(?:K(?=\d{1,4}/))?\d{1,4}[A-Za-z]?(?:[/\-.]\d{1,4}[A-Za-z]?){0,4}"
_PART = (
    r"(?:(?i:số|nhà|ngõ|ngách|hẻm|kiệt|đường|phố|tổ|khu|ấp|thôn|xóm|lô|căn|tầng|tòa|toà|chung[ ]cư|cc|block"
    rf"|street|road|st|rd|avenue|ave|lane)\b|{_HOUSE}(?!\w)|[{CAPITAL}]\w*)"
)
#: A part of a house: "Apt 5", "căn hộ 1203", "tòa HH2".
_ROOM = (
    r"(?i:apt|apartment|flat|unit|suite|room|căn(?:[ ]hộ)?|phòng|tầng|lầu|lô|tòa|toà|block)\.?[ ](?:số[ ])?"
    r"[A-Za-z]{0,3}\d{1,5}[A-Za-z]?\b"
)
_BUILDING = r"(?i:chung[ ]cư|cc|tòa|toà|block)"
_BEFORE_NUMBER = r"(?i:số[ ](?:nhà[ ])?|no\.?[ ]|(?:ngõ|ngách|hẻm|kiệt)[ ])"
_ADDRESS = (
    rf"(?P<name>{_BUILDING}[ ](?:{_PART},?[ ]){{1,8}}{_ROOM}"
    rf"|(?:(?:{_ROOM},?[ ]){{0,3}}{_BEFORE_NUMBER}?{_HOUSE},?|{_ROOM}(?:,?[ ]{_ROOM}){{0,2}},?)"
    rf"[ ](?:{_PART},?[ ]){{0,8}}[{CAPITAL}]\w*(?:[ ]{_PART}){{0,8}}(?:,[ ]{_ROOM})?)"
)
_LIVE = r"(?i:(?:ở|trọ|sống|trú|ngụ|cư[ ]trú|tạm[ ]trú|thường[ ]trú|thuê(?:[ ]nhà)?)(?:[ ](?:tại|ở))?)"
_STILL = r"(?i:(?:đang|hiện|vẫn|cũng|nhà|quê)[ ]){0,3}"
_STREET = r"(?i:street|st|road|rd|avenue|ave|lane|drive|court|square|place)\b"
_IS_NAMED = r"(?i:[ ]xin)?(?i:[ ](?:là|tên))(?i:[ ]là)?[ ]?:?"
_MASKED = r"\ufffc{1,40}"

_BEFORE = "|".join(
    (
        r"\b(?i:nhà|địa[ ]chỉ)(?i:[ ]nhà|[ ]của)*[ ](?i:tôi|tui|tớ|em|mình|con|cháu)"
        r"(?:[ ]{0,3}(?i:(?:ở|tại|là|:)(?:[ ]tại)?)|(?=[ ](?i:số)[ ](?!1[ ]Việt)))",
        r"\b(?i:địa[ ]chỉ[ ]nhà)(?i:[ ]riêng)?[ ]*(?i:ở|tại|là|:)",
        rf"{_ME}[ ]{{1,3}}{_STILL}{_LIVE}",
        # After their name, which is cut by then, or after what they are: "Em là sinh viên, trọ ở số 7 …".
        rf"{_ME}{_IS_NAMED}[ ](?:{_MASKED},?|[^\n.!?:;,]{{1,60}},)[ ]{_STILL}(?:{_LIVE}|(?i:nhà|địa[ ]chỉ))",
        # The lines of a form.
        rf"\b(?i:họ[ ](?:và[ ])?tên|full[ ]name)[ ]{{0,3}}:?[ ]{{0,3}}{_MASKED}[^\n]{{0,60}}(?:\n[^\n]{{0,60}}){{0,3}}?"
        r"[\s,;.\-](?i:địa[ ]chỉ|nơi[ ]ở|đ/c|address)",
        r"\b(?:I|[Ww]e)[ ](?i:(?:am[ ]|are[ ])?(?:live|living|stay|staying|reside))[ ]"
        rf"(?i:at|on|in(?=[ ](?:{_ROOM}|{_HOUSE}[^\n.;:?!]{{0,40}}[ ]{_STREET})))",
        r"\b(?i:(?:my|our)[ ](?:(?:home[ ])?address[ ]is(?:[ ]at)?|(?:home|house|flat)[ ]is[ ]at))",
        rf"\b(?:I[ ]am|I['’]m|[Mm]y[ ]name(?:['’]s|[ ]is))[ ]{_MASKED},?[ ](?:of|from|at)",
    )
)
#: Their own home alone; addresses of others are often what a claim is about.
_HOME = Patterns(rf"(?:{_BEFORE})[ ]{{0,3}}:?[ ]{{0,3}}{_ADDRESS}", needs=(DIGITS,))


def find(text: str) -> Iterator[Span]:
    """Every address of whoever asks."""
    for found in _HOME.finditer(text):
        yield Span(found.start("name"), found.end("name"), "home")
