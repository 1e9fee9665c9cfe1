"""Where those live who ask, as it is typed on a phone: in small letters, often without marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factdesk.questions.redact.patterns import DIGITS, Patterns
from factdesk.questions.redact.small_names import MIDDLE
from factdesk.questions.redact.spans import JUNK, Span
from factdesk.questions.redact.unmarked import ME, NO_NAME, NOT_OF_OTHERS, either

_NUMBER = r"(?:k(?=\d{1,4}/))?\d{1,4}[a-z]?(?:[/\-.]\d{1,4}[a-z]?){0,4}(?!\w)"
#: A house in an alley. Not "24/7", a part of something or a day.
_SLASHED = (
    r"(?!\d{1,2}/\d{1,2}/(?:19|20)\d\d\b|24/(?:7|24)\b|[1-9]/[1-9]\b|(?:[12]?\d|3[01])/(?:0?[1-9]|1[0-2])\b(?!/))"
    r"\d{1,4}[a-z]?(?:/\d{1,4}[a-z]?){1,4}(?!\w)"
)
_ALLEY = rf"(?:{either('ngõ|ngách|hẻm|kiệt')})[ ](?:(?:số|so)[ ])?{_NUMBER}"
_BLOCK = rf"(?:{either('tổ|khu phố|xóm|thôn|ấp|lô|khu')}|kp)[ ](?:(?:số|so)[ ])?[a-z]?\d{{1,4}}(?!\w)"
_WITHIN = rf"(?:,?[ ](?:{_ALLEY}|{_BLOCK})){{0,5}}"

_WORD = r"[^\W\d_]{1,9}\b"
#: Words behind "phố" and "đường" that name none: what sort of street it is, or what runs through it.
_NO_STREET = (
    f"(?!(?:{NO_NAME}|{either('khác|làng|ray|sắt|dây|ống|tàu|hầm|tránh|ven|biển|lớn|nhỏ|chính|cổ|đi|bộ|truyền|bay|thủy')}"
    f"|{either('cao tốc|nhà|liền|cùng|riêng|mòn|thở|huyết')})\\b)"
)
_KNOWN = either(
    "hai bà trưng|bà triệu|điện biên phủ|quang trung|hùng vương|giải phóng|kim mã|cách mạng tháng tám|cách mạng tháng 8"
    "|xô viết nghệ tĩnh|nam kỳ khởi nghĩa|trường chinh|tôn đức thắng|tôn thất tùng|tôn thất thuyết|tây sơn|láng hạ"
    "|cầu giấy|xuân thủy|minh khai|bạch mai|đội cấn|thụy khuê|khâm thiên|xã đàn|đê la thành|an dương vương"
    "|kinh dương vương|mạc đĩnh chi|cao thắng|cao bá quát|lạc long quân|âu cơ|phó đức chính|hàm nghi|trưng nữ vương"
    "|bà huyện thanh quan|thái hà|thái thịnh|chùa bộc|lò đúc|lũy bán bích|quan nhân|quan thánh|hà huy tập"
    "|ông ích khiêm|kim giang|kim ngưu|định công|tam trinh|thanh nhàn|phương mai|đại la"
)
#: Streets are called after people; without marks only by surnames that are no other word.
_PEOPLE = (
    r"(?!(?:hồ|ho)[ ](?:chí|chi)[ ]minh\b)"
    r"(?:nguyễn|trần|phạm|huỳnh|hoàng|trịnh|đặng|ngô|bùi|đinh|trương|lê|đỗ|vũ|võ|hồ|lý|đào|lương|dương|phùng"
    r"|phan(?=[ ](?:bội|boi|chu|châu|đình|dinh|đăng|dang|kế|ke|văn|van|xích|xich)\b)"
    r"|nguyen|tran|pham|huynh|hoang|le|ngo|ly)"
)
_NOT_ON = rf"(?!(?:{NO_NAME})\b)"
_AFTER_PEOPLE = (
    rf"{_PEOPLE}[ ](?:(?:thị|thi|văn|van)[ ](?:(?:{MIDDLE})[ ]{_NOT_ON}{_WORD}|{_WORD})"
    rf"|(?:{MIDDLE}|xích|xich)(?:[ ](?:{MIDDLE}))?[ ]{_NOT_ON}{_WORD}|{_NOT_ON}{_WORD})"
)
_NAMED = rf"(?:{_KNOWN}|{_AFTER_PEOPLE})\b"
_NUMBERED = r"(?:(?:số|so)[ ])?[a-z]?\d{1,3}[a-z]?(?:/\d{1,2}|[ ](?:tháng|thang)[ ]\d{1,2})?(?!\w)"
_ONE_WORD = rf"(?:{either('huế|láng|vọng')})\b(?![ ](?:{either('hạ|trung|thượng')})\b)"
_ON_STREET = Patterns(
    rf",?[ ](?P<word>(?:{either('đường|phố|đại lộ')}|đg)[ ](?:(?:phố|pho)[ ])?)?"
    rf"(?:{_NAMED}|(?(word)(?:{_ONE_WORD}|{_NUMBERED}|{_NO_STREET}{_WORD}(?:[ ]{_NOT_ON}{_WORD})?)|(?!)))",
    flags=re.IGNORECASE,
)

_ROOM = rf"(?:{either('căn hộ|căn|phòng|tầng|lầu')}|p)[ ]?(?:(?:số|so)[ ])?[a-z]{{0,2}}\d{{1,5}}[a-z]?(?!\w)"
_NOT_ROOM = rf"(?!(?:{NO_NAME}|{either('căn|phòng|tầng|lầu')})\b)"
_BUILDING = (
    rf"(?:{either('chung cư|tòa|toà|ký túc xá')}|cc|ktx|block)[ ](?!(?:{NO_NAME}|{either('nhà|án|soạn|cao')})\b)"
    rf"(?:(?=[a-z]{{0,2}}\d)\w{{1,5}}(?:[ ]{_NOT_ROOM}{_WORD}){{0,2}}|\w{{1,9}}(?:[ ]{_NOT_ROOM}{_WORD})?)"
)
_FLAT = Patterns(
    rf"{_ROOM}(?:,?[ ]{_ROOM}){{0,2}},?[ ]{_BUILDING}", rf"{_BUILDING}(?:,?[ ]{_ROOM}){{1,3}}", flags=re.IGNORECASE
)
_NO_HOME = rf"(?![ ](?:{either('việt nam|thế giới|châu|đông nam|trong|của')}|vn)\b)"
_AT_NUMBER = rf"(?:(?:số|so)[ ](?:(?:nhà|nha)[ ])?|sn[ ]?){_NUMBER}{_NO_HOME}{_WITHIN}"
#: What is in an alley, has "số" before it or a stroke within is a home. A number or an alley alone needs its street.
_HOUSE = Patterns(
    rf"(?:(?:{either('nhà|khu tập thể|tập thể')}|ktt|{_BLOCK}),?[ ]){{0,2}}"
    rf"(?:(?P<sure>{_AT_NUMBER}|(?:{_NUMBER}|{_ALLEY}),?[ ]{_ALLEY}{_WITHIN}|{_SLASHED})"
    rf"|{_NUMBER}|{_ALLEY}{_WITHIN})",
    flags=re.IGNORECASE,
)

_AT = either("tại|ở")
_LIVE_WORD = either("thuê nhà|cư trú|tạm trú|thường trú|ở|trọ|sống|trú|thuê")
_LIVE = rf"(?:{_LIVE_WORD})(?:[ ](?:{_LIVE_WORD}|{_AT})){{0,2}}"
_STILL = rf"(?:(?:{either('đang|hiện|vẫn|cũng|nhà|quê')})[ ]){{0,3}}"
_I_LIVE = rf"{NOT_OF_OTHERS}\b{ME}[ ]{{1,3}}{_STILL}{_LIVE}"
_BEFORE = "|".join(
    (
        rf"\b(?:nhà|nha)[ ](?:(?:của|cua)[ ])?{ME}(?:[ ]{{0,3}}(?:{_AT}|là|la|:)(?:[ ](?:tại|tai))?)?",
        rf"\b(?:{either('địa chỉ')}|đ/c|d/c|đc|dc)(?:[ ](?:{either('nhà|của|riêng')})){{0,2}}[ ]{ME}"
        rf"[ ]?(?:là|la|:|{_AT})?",
        rf"\b(?:{either('địa chỉ')}|đ/c|d/c)[ ](?:nhà|nha)[ ]?(?:là|la|:|{_AT})",
        _I_LIVE,
        # The lines of a form.
        rf"\b(?:{either('họ và tên|họ tên')})[ ]{{0,3}}:?[ ]{{0,3}}\ufffc{{1,40}}[^\n]{{0,60}}"
        rf"(?:\n[^\n]{{0,60}}){{0,3}}?[\s,;.\-](?:{either('địa chỉ|nơi ở')}|đ/c)",
        # After their name, which is cut by then, or what they are: "em là thợ điện, trọ ở số 16 …".
        rf"\b{ME}[ ](?:{either('là|tên')})[ ](?:(?:là|la)[ ])?(?:\ufffc{{1,40}},?|[^\n.!?:;,]{{1,60}},)"
        rf"[ ]{_STILL}{_LIVE}",
    )
)

#: What those ask who write only where: "ở 12/3 ngõ 45 phố huế có bị cắt nước không". Of a fire there others tell.
_ASKS = Patterns(
    rf"[ ]?[?.!]{{0,3}}[ ]?$|,?[ ](?:(?:có|co)[ ])?(?:(?:bị|bi)[ ](?!(?:{either('cháy|nổ|bắt|sập|giết|đâm')})\b)"
    rf"|(?:{either('phải|được|cần|mất|cúp|cắt|thì|em|mình|tôi|cho|xin|hỏi|mai|hôm nay')}|dc)\b)",
    flags=re.IGNORECASE | re.MULTILINE,
)
_ENGLISH_WORD = (
    r"(?!(?:from|of|the|an?|to|near|by|and|off|away|with|in|on|is|minutes?|mins?|km|miles?|blocks?|feet|floors?|dollars?|hours?"
    r"|people|meals?)\b)[^\W\d_]{1,15}"
)
_ENGLISH_ROOM = r"(?:apt|apartment|flat|unit|suite|room)\.?[ ][a-z]?\d{1,5}[a-z]?"
_ENGLISH = Patterns(
    rf"(?:{_ENGLISH_ROOM},?[ ])?{_NUMBER}[ ](?:{_ENGLISH_WORD}[ ]){{1,4}}"
    r"(?:street|st|road|rd|avenue|ave|lane|drive|court|square)\b"
    rf"(?:,?[ ]{_ENGLISH_ROOM})?",
    flags=re.IGNORECASE,
)

_FLAGS = re.IGNORECASE | re.MULTILINE
_SAYS = Patterns(rf"(?:{_BEFORE})[ ]{{0,3}}:?[ ]{{0,3}}", flags=_FLAGS, needs=(DIGITS,))
_SAYS_IN_ENGLISH = Patterns(
    r"\b(?:(?:i|we)(?:[ ](?:am|are)|['’]?(?:m|re))?[ ](?:live|living|stay|staying|reside|residing)[ ](?:at|on|in)"
    r"|(?:my|our)[ ](?:home|house|flat|place|apartment|address)(?:[ ]is)?(?:[ ](?:at|on|in)|[ ]?:)?)[ ]",
    flags=_FLAGS,
    needs=(DIGITS,),
)
#: Nobody before it, and a house in an alley.
_HERE = Patterns(
    rf"^{JUNK}(?:ở|o|tại|tai)[ ](?={_NUMBER},?[ ](?:{either('ngõ|ngách|hẻm|kiệt')})[ ])", flags=_FLAGS, needs=(DIGITS,)
)


def _end(text: str, place: int) -> int | None:
    """Where an address ends that begins at `place`."""
    if flat := _FLAT.match(text, place):
        return flat.end()
    house = _HOUSE.match(text, place)
    if house is None:
        return None
    street = _ON_STREET.match(text, house.end())
    if street is not None:
        return street.end()
    return house.end() if house["sure"] else None


def _end_in_english(text: str, place: int) -> int | None:
    english = _ENGLISH.match(text, place)
    return english.end() if english else _end(text, place)


def find(text: str) -> Iterator[Span]:
    """Every address of whoever asks, whatever its letters are."""
    for patterns, end_of in ((_SAYS, _end), (_SAYS_IN_ENGLISH, _end_in_english), (_HERE, _end)):
        for found in patterns.finditer(text):
            end = end_of(text, found.end())
            if end is not None and (patterns is not _HERE or _ASKS.match(text, end)):
                yield Span(found.end(), end, "home")
