"""Who wrote, in what is copied out of messengers and social networks: exports, posts with their head, chats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from factdesk.questions.redact import spans
from factdesk.questions.redact.names import AFTER_KIN, FULL_NAME, KIN, NAME, NAME_OR_WORD, SHORT_NAME
from factdesk.questions.redact.patterns import DIGITS, Patterns
from factdesk.questions.redact.small_names import SMALL_AFTER_KIN, SMALL_NAME_ALONE, SMALL_NAME_OF_SENDER
from factdesk.questions.redact.spans import JUNK, Span
from factdesk.questions.redact.unmarked import either

_LINE = re.MULTILINE
#: Between a name and what follows it: a space, or the flowers and ticks that people put behind their name.
_DECKED = r"(?:[ \t]{1,20}|[^\w\n:.,;!?()\[\]]{1,12})"
_TIME = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?|\s?(?:SA|CH))?"
_DATE = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_WHEN = rf"(?:{_TIME}[,\s]+(?:ngày\s+)?{_DATE}|{_DATE}[,\s]+(?:lúc\s+|at\s+)?{_TIME})"
#: What those do who pass something on; "nói" and "viết" is what people in the news do.
_SENT = r"(?:gửi|gởi|nhắn|chuyển[ ]tiếp|trả[ ]lời|chia[ ]sẻ|fw|fwd|forward(?:ed)?|sent|wrote|replied)(?:[ ]tin)?"
_WHOEVER = r"[^\n:\[\]]{1,60}?"
#: Those of them that are nothing else, without diacritics too. "Chia sẻ" and "trả lời" are also what artists and
#: ministers do before a microphone, "nhắn nhủ" what heroes do: they need somebody to whom it is sent.
_PASSED = (
    r"(?:gửi|gởi|gui|(?:nhắn|nhan)(?:[ ]tin)?|chuyển[ ]tiếp|chuyen[ ]tiep|fw|fwd|forward(?:ed)?|sent"
    r"|(?:chia[ ]sẻ|chia[ ]se|trả[ ]lời|tra[ ]loi)(?=[ ](?:cho|vào|vao|vô|vo|lên|len|lại|lai)))"
)
_JUST = rf"(?:{either('vừa|mới|đã')}|just)"
#: What is passed on, and to whom: of a letter to parliament or money in a bank the name is the claim.
_TO_WHOM = (
    rf"(?:[ ](?:{either('tin nhắn|tin|bài|ảnh')}|clip|video|link))?(?:[ ](?:{either('này|sau|lại')}))?"
    rf"(?:(?:[ ](?:{either('cho|vào|vô|lên|qua|trong|trên')}))?[ ](?:"
    rf"{either('tôi|tui|tớ|mình|em|con|cháu|mẹ|bố|cả|nhà|gia đình|nhóm|lớp|hội|mọi người|bà con|các|anh em|chị em')}"
    r"|group|zalo|fb|facebook|mess|messenger|telegram|viber|me|us)"
    rf"(?:[ ]\w{{1,12}}){{0,3}})?(?:[ ](?:{either('lúc|hồi')})[ ]{_TIME})?"
)

#: The beginning of a line that says when and who; the message follows it.
_PREFIXES = Patterns(
    rf"^[ \t>]{{0,20}}\[{_WHEN}\]\s{{0,4}}{_WHOEVER}\s{{0,4}}:[ \t]{{0,20}}",
    rf"^[ \t>]{{0,20}}{_WHEN}\s{{0,4}}[-–]\s{{0,4}}{_WHOEVER}\s{{0,4}}:[ \t]{{0,20}}",
    rf"^[ \t>]{{0,20}}{_WHOEVER},?\s{{0,4}}\[{_WHEN}\]\s{{0,4}}:?[ \t]{{0,20}}",
    # The time alone: "Lan [10:21] chuyển tiếp: …", "Lan Anh (10:21): …", "[10:21] Lan: …".
    rf"^{JUNK}(?:{NAME_OR_WORD}{_DECKED}?\[{_TIME}\]|{NAME}{_DECKED}?\({_TIME}\)"
    rf"|{FULL_NAME},?[ ]{{1,4}}{_TIME}(?=[ ]?:))"
    rf"(?:[ ](?i:đã[ ])?(?i:{_SENT}))?[ ]{{0,4}}(?::[ \t]{{0,20}}|$\n?)",
    rf"^{JUNK}(?:[\[(]{_TIME}[\])][ ]{{0,4}}{NAME_OR_WORD}|{_TIME}[ ]{{1,4}}(?:-[ ])?{FULL_NAME})"
    rf"{_DECKED}?:[ \t]{{0,20}}",
    flags=_LINE,
    needs=(":[(", DIGITS),
)

_AGO = (
    r"(?i:vừa\s?xong|just\s?now|\d{1,2}\s?(?:giây|phút|giờ|ngày|tuần|tháng|năm|s|m|h|d|w|y|hrs?|mins?|hours?|minutes?|days?"
    rf"|weeks?)(?:\s(?:trước|ago))?|(?:hôm\s(?:qua|nay)|yesterday|today)(?:\s(?:lúc|at)\s{_TIME})?"
    rf"|\d{{1,2}}\stháng\s\d{{1,2}}(?:,\s\d{{4}})?(?:\slúc\s{_TIME})?"
    rf"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\s\d{{1,2}}(?:,\s\d{{4}})?(?:\sat\s{_TIME})?|{_WHEN})"
)
_TO_END = r"[^\w\n]{0,8}$"
_DONE = r"added|left|joined|created|removed|changed|invited|đã\s(?:thêm|rời|tham\sgia|tạo|xóa|xoá|đổi|mời)"
#: Whole lines (or a name and the line with the time below it) that tell who posted, and nothing else.
_LINES = (
    Patterns(
        rf"^{JUNK}{NAME}[ ]?[^\w\s]{{1,3}}[ ]?{_AGO}{_TO_END}",
        rf"^{JUNK}{NAME}{_DECKED}(?i:đang\s)?(?i:cùng\svới|ở\scùng|is\swith|was\swith)\s"
        rf"[^\n]{{1,100}}(?:(?i:người\skhác|others)|{NAME_OR_WORD}){_TO_END}",
        flags=_LINE,
    ),
    Patterns(
        rf"^{JUNK}(?:{NAME_OR_WORD}{JUNK}|{KIN}[ ][^\n:.!?]{{1,30}}|{NAME_OR_WORD}[ ]?[▶▸›>→][^\n]{{1,80}})"
        rf"\n[ \t]{{0,20}}{_AGO}{_TO_END}",
        rf"^[ \t]{{0,20}}(?i:trân\strọng|kính\sthư|thân\smến|xin\scảm\sơn|(?:best|kind)?\s?regards|sincerely|yours)"
        rf"[,.!]?\s{{0,4}}\n\s{{0,4}}{NAME_OR_WORD}[^\w\n]{{0,3}}$",
        rf"\A{JUNK}{FULL_NAME}{_TO_END}(?=\n)",
        flags=_LINE,
        needs=("\n",),
    ),
    Patterns(
        rf"^{JUNK}{FULL_NAME}{_DECKED}[\[(]?{_TIME}{_TO_END}",
        rf"^{JUNK}{NAME_OR_WORD}\s[—–-]\s(?i:today|yesterday|hôm\snay|hôm\squa)?\s{{0,4}}(?i:at|lúc)?\s{{0,4}}"
        rf"{_TIME}\s{{0,4}}$",
        rf"^[ \t>\[]{{0,20}}{_WHEN}\]?\s{{0,4}}[-–]?\s{{0,4}}[^\n:]{{1,40}}?\s(?i:{_DONE})\b[^\n]{{0,100}}$",
        flags=_LINE,
        needs=(DIGITS,),
    ),
    Patterns(
        rf"^[ \t]{{0,20}}[-—–~][ \t—–~-]{{0,8}}{FULL_NAME}{_TO_END}",
        flags=_LINE,
        needs=("-—–~",),
    ),
)

#: Lines of a name in small letters alone, where what is around them says that it is a writer's.
_SMALL_LINES = (
    Patterns(
        rf"\A{JUNK}{SMALL_NAME_ALONE}{_TO_END}(?=\n)",
        rf"^{JUNK}{SMALL_NAME_ALONE}{JUNK}\n[ \t]{{0,20}}(?:{_AGO}|[\[(]?{_TIME}){_TO_END}",
        rf"^[ \t]{{0,20}}(?:{either('trân trọng|kính thư|thân mến|xin cảm ơn')})[,.!]?\s{{0,4}}\n\s{{0,4}}"
        rf"{SMALL_NAME_ALONE}[^\w\n]{{0,3}}$",
        flags=re.IGNORECASE | _LINE,
        needs=("\n",),
    ),
    Patterns(
        rf"^{JUNK}{SMALL_NAME_ALONE}(?:[ ]?[^\w\s]{{1,3}}[ ]?{_AGO}|{_DECKED}[\[(]?{_TIME}){_TO_END}",
        flags=re.IGNORECASE | _LINE,
        needs=(DIGITS,),
    ),
    Patterns(
        rf"^[ \t]{{0,20}}[-—–~][ \t—–~-]{{0,8}}{SMALL_NAME_ALONE}{_TO_END}",
        flags=re.IGNORECASE | _LINE,
        needs=("-—–~",),
    ),
)

#: What was done, to the end of its line.
_DOING = (
    r"(?i:đã[ \t]+(?:gửi|chia[ \t]sẻ|chuyển[ \t]tiếp|trả[ \t]lời|ghim|thu[ \t]hồi|nhắc[ \t](?:đến|tới))"
    r"(?:[ \t](?:cho[ \t])?bạn)?"
    r"(?:[ \t](?:một|\d+)?[ \t]?(?:ảnh|hình|hình[ \t]ảnh|video|clip|liên[ \t]kết|link|tệp|file|tin|tin[ \t]nhắn"
    r"|nhãn[ \t]dán|bài[ \t]viết|vị[ \t]trí|danh[ \t]thiếp))?"
    r"|(?:sent|shared|forwarded|replied[ \t]to|mentioned|unsent)"
    r"(?:[ \t](?:you|to[ \t]you|this(?:[ \t](?:to|with)[ \t](?:me|us|(?:the|our)[ \t](?:group|family)))?))?"
    r"(?:[ \t](?:an?|\d+|the)[ \t](?:photo|picture|video|clip|link|file|message|sticker|post|location|contact)s?)?)"
    r"[ \t]{0,20}(?::|\.?[ \t]{0,20}$)"
)
#: "Nguyễn Văn A đã gửi một ảnh": the name goes, what was done stays.
_DID = Patterns(rf"^{JUNK}(?P<name>{NAME_OR_WORD}){_DECKED}{_DOING}", flags=_LINE)

#: "Nguyễn Văn A: …" at the start of a line. Words with capitals alone only where they come back, as in a chat.
_SPEAKER = Patterns(rf"^{JUNK}(?P<name>{FULL_NAME}){_DECKED}?:(?=[ \t]{{0,20}}\S)", flags=_LINE, needs=(":",))
_SPEAKERS = Patterns(rf"^{JUNK}(?P<name>{NAME}){_DECKED}?:(?=[ \t]{{0,20}}\S)", flags=_LINE, needs=(":",))
#: "Chị Hoa gửi: …", "Cô Hoa: …". Without the sending not of men and women in the news: "Ông Trump: …".
_KIN_SPEAKERS = Patterns(
    rf"^{JUNK}(?i:(?:từ|của|tin|theo|do)[ ])?{AFTER_KIN}(?:[ ]\([^\n()]{{1,30}}\))?{_DECKED}"
    rf"(?i:(?:vừa|mới|đã)[ ])?(?i:{_SENT})(?:[ ][^\W\d]\w{{0,12}}){{0,4}}[ ]{{0,4}}:",
    rf"^{JUNK}(?!(?i:ông|bà|bác|thầy|ba|em)\b){AFTER_KIN}(?:[ ]\([^\n()]{{1,30}}\))?{_DECKED}?:"
    r"(?=[ \t]{0,20}\S)",
    flags=_LINE,
    needs=(":",),
)
#: "Trần Văn Bình gửi: …", "Tin của Trần Văn Bình nhắn cả nhà: …".
_FULL_SPEAKERS = Patterns(
    rf"^{JUNK}(?i:(?:tin[ ])?(?:từ|của|do)[ ]|tin[ ])?(?P<name>{FULL_NAME}|{SHORT_NAME})(?:[ ]\([^\n()]{{1,30}}\))?"
    rf"{_DECKED}(?i:{_JUST}[ ])?(?i:{_PASSED}{_TO_WHOM})[ ]{{0,4}}:",
    flags=_LINE,
    needs=(":",),
)
#: Without a colon where it came to the asker: "Trần Văn Bình gửi cho tôi tin …".
_SENT_TO_ME = Patterns(
    rf"^{JUNK}(?:(?P<full>{FULL_NAME}|{SHORT_NAME})|{AFTER_KIN}){_DECKED}(?i:(?:vừa|mới|đã|có)[ ])?"
    r"(?i:(?:gửi|gởi|nhắn|chuyển(?:[ ]tiếp)?)(?:[ ](?:tin(?:[ ]nhắn)?|bài|ảnh|clip|video|link))?"
    r"[ ]cho[ ](?:tôi|tui|tớ|mình))\b",
    flags=_LINE,
    needs=("ửởắểỬỞẮỂ",),
)
#: The same in small letters, often without marks: "tran van binh gui: …", "nguyen thi lan: …".
_SMALL_SPEAKERS = Patterns(
    rf"^{JUNK}(?:(?:(?:tin[ ])?(?:{either('từ|của|do')})|tin)[ ])?(?P<name>{SMALL_NAME_OF_SENDER})"
    rf"(?:[ ]\([^\n()]{{1,30}}\))?{_DECKED}(?:{_JUST}[ ])?{_PASSED}{_TO_WHOM}[ ]{{0,4}}:",
    rf"^{JUNK}(?P<name>{SMALL_NAME_ALONE}){_DECKED}?:(?=[ \t]{{0,20}}\S)",
    flags=re.IGNORECASE | _LINE,
    needs=(":",),
)
#: "chị hoa gửi: …": what women and men are often called, alone before the sending.
_SMALL_KIN_SPEAKERS = Patterns(
    rf"^{JUNK}(?:(?:{either('từ|của|tin')})[ ])?{SMALL_AFTER_KIN}(?:[ ]\([^\n()]{{1,30}}\))?{_DECKED}"
    rf"(?:{_JUST}[ ])?{_PASSED}{_TO_WHOM}[ ]{{0,4}}:",
    flags=re.IGNORECASE | _LINE,
    needs=(":",),
)
_SMALL_DID = Patterns(rf"^{JUNK}(?P<name>{SMALL_NAME_ALONE}){_DECKED}{_DOING}", flags=re.IGNORECASE | _LINE)
_SMALL_SENT_TO_ME = Patterns(
    rf"^{JUNK}(?:(?P<name>{SMALL_NAME_OF_SENDER})|{SMALL_AFTER_KIN.replace('<name>', '<called>')}){_DECKED}"
    rf"(?:(?:{_JUST}|có|co)[ ])?"
    rf"(?:{either('gửi|gởi|nhắn|chuyển tiếp|chuyển')})(?:[ ](?:{either('tin nhắn|tin|bài|ảnh')}|clip|video|link))?"
    rf"[ ]cho[ ](?:{either('tôi|tui|tớ|mình')})\b",
    flags=re.IGNORECASE | _LINE,
    needs=("gnc",),
)
#: "Lê Văn A" and the time on the next line, before each message of a copied chat.
_BLOCK = Patterns(
    rf"^{JUNK}(?:(?P<name>{NAME_OR_WORD})|{AFTER_KIN.replace('<name>', '<called>')}){JUNK}"
    rf"\n[ \t]{{0,20}}[\[(]?{_TIME}{_TO_END}",
    flags=_LINE,
    needs=("\n", DIGITS),
)


def heads(text: str) -> Iterator[Span]:
    """Whole lines, and beginnings of lines, that only say who wrote and when."""
    yield from spans.heads(text, _PREFIXES, (*_LINES, *_SMALL_LINES))
    blocks = list(_BLOCK.finditer(text))
    for found in blocks:
        # One word over one time may be a place in a list.
        if len(blocks) > 1 or found["called"] or " " in found["name"]:
            yield Span(found.start(), min(found.end() + 1, len(text)), "")


def writers(text: str) -> Iterator[Span]:
    """Every name of a writer in a line of which the rest stays."""
    speakers = list(_SPEAKERS.finditer(text))
    times = Counter(found["name"] for found in speakers)
    if max(times.values(), default=0) < 2:
        speakers = []
    by_verb = (*_KIN_SPEAKERS.finditer(text), *_FULL_SPEAKERS.finditer(text))
    small = (*_SMALL_SPEAKERS.finditer(text), *_SMALL_KIN_SPEAKERS.finditer(text), *_SMALL_DID.finditer(text))
    for found in (*_DID.finditer(text), *_SPEAKER.finditer(text), *speakers, *by_verb, *small):
        yield Span(found.start("name"), found.end("name"), "sender")
    for found in _SENT_TO_ME.finditer(text):
        yield Span(*found.span("full" if found["full"] else "name"), "sender")
    for found in _SMALL_SENT_TO_ME.finditer(text):
        yield Span(*found.span("name" if found["name"] else "called"), "sender")
