"""Where those live who ask: house and street after words that say it is their own."""

from __future__ import annotations

from collections.abc import Iterator

from factdesk.questions.redact import small_homes
from factdesk.questions.redact.names import CAPITAL
from factdesk.questions.redact.patterns import DIGITS, Patterns
from factdesk.questions.redact.spans import Span
from factdesk.questions.redact.unmarked import NOT_OF_OTHERS

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
_PROVINCE = (
    "(?:An Giang|Bà Rịa|Bạc Liêu|Bắc (?:Giang|Kạn|Ninh)|Bến Tre|Bình (?:Dương|Định|Phước|Thuận)|Cà Mau|Cao Bằng|Cần Thơ"
    "|Đà Nẵng|Đắk (?:Lắk|Nông)|Điện Biên(?! Phủ)|Đồng (?:Nai|Tháp)|Gia Lai|Hà (?:Giang|Nam|Nội|Tĩnh)"
    "|Hải (?:Dương|Phòng)|Hậu Giang|Hoà Bình|Hòa Bình|Hưng Yên|Khánh Hoà|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu"
    "|Lạng Sơn|Lào Cai|Lâm Đồng|Long An|Nam Định|Nghệ An|Ninh (?:Bình|Thuận)|Phú (?:Thọ|Yên)"
    "|Quảng (?:Bình|Nam|Ngãi|Ninh|Trị)|Sóc Trăng|Sơn La|Tây Ninh|Thái (?:Bình|Nguyên)|Thanh Hoá|Thanh Hóa"
    "|Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh (?:Long|Phúc)|Yên Bái|Sài Gòn)"
).replace(" ", "[ ]")
#: "34 Tỉnh thành": so many. "37 Nghệ An": what plates of that province begin with.
_COUNT = (
    r"(?:\d{1,3}[ ](?i:tỉnh|thành|quận|huyện|phường|xã|thị|nước|quốc[ ]gia|miền|vùng|nơi|chỗ|châu|con|ngày|tháng|năm"
    rf"|tuổi|tầng|trường|điểm|địa|mặt|chung|người|lần)\b|[1-9]\d[ ]{_PROVINCE}\b)"
)
_ADDRESS = (
    rf"(?P<name>{_BUILDING}[ ](?:{_PART},?[ ]){{1,8}}{_ROOM}"
    rf"|(?:(?:{_ROOM},?[ ]){{0,3}}(?!{_COUNT}){_BEFORE_NUMBER}?{_HOUSE},?|{_ROOM}(?:,?[ ]{_ROOM}){{0,2}},?)"
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
        rf"(?i:{NOT_OF_OTHERS}){_ME}[ ]{{1,3}}{_STILL}{_LIVE}",
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
    small = {span.start: span for span in small_homes.find(text)}
    yield from small.values()
    for found in _HOME.finditer(text):
        # Where everything is in capitals they do not tell where the address ends.
        if not (found["name"].isupper() and found.start("name") in small):
            yield Span(found.start("name"), found.end("name"), "home")
