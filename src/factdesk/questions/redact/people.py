"""Who asks, and whose an account or a number is: names where a word beside them says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factdesk.questions.redact.names import AFTER_KIN, FULL_NAME, NAME, NAME_OR_WORD, WITH_SURNAME, WORD
from factdesk.questions.redact.networks import OF_ME, PLATFORM
from factdesk.questions.redact.patterns import Patterns
from factdesk.questions.redact.small_names import SMALL_NAME
from factdesk.questions.redact.spans import Span
from factdesk.questions.redact.unmarked import ME, either

_ME = r"\b(?i:tôi|tui|tớ|em|mình|con|cháu)"
_PLATFORM = r"(?:facebook|fb|zalo|tiktok|telegram|instagram|ig|youtube|twitter|x|mạng\s?xã\s?hội|mxh)"

_NAME_OF_MINE = rf"(?i:(?<!đặt[ ])(?<!dat[ ])\b(?:tên|ten)[ ](?:(?:của|cua)[ ])?{ME}[ ](?:là|la)[ ]?:?[ ])"
#: The asker's own name; as a signature too.
_ASKER = Patterns(
    rf"{_NAME_OF_MINE}(?P<name>{NAME_OR_WORD})",
    rf"{_ME}[ ]{{1,3}}(?i:xin[ ])?(?i:tên)(?i:[ ]{{1,3}}là)?[ ]{{0,3}}:?[ ]{{1,3}}(?P<name>{NAME_OR_WORD})",
    rf"{_ME}[ ]{{1,3}}(?i:là)[ ]{{1,3}}(?P<name>{WITH_SURNAME})",
    rf"\b(?i:my[ ]name(?:['’]s|[ ]is))[ ]{{1,3}}(?P<name>{NAME_OR_WORD})",
    rf"\b(?:I[ ]am|I['’]m|i[ ]am)[ ]{{1,3}}(?P<name>{NAME})",
    rf"\b(?i:họ[ ](?:và[ ])?tên|full[ ]name)[ ]{{0,3}}(?i:là\b)?[ ]{{0,3}}:?[ ]{{0,3}}(?P<name>{NAME})",
    r"\b(?i:chủ[ ](?:tài[ ]?khoản|tk|thẻ)|ctk|account[ ](?:holder|name))"
    rf"[ ]{{0,3}}(?i:là\b|is\b)?[ ]{{0,3}}:?[ ]{{0,3}}(?P<name>{NAME})",
)
_NO_GIVEN = either(
    "gì|là|thật|giả|khác|miền|trong|trên|mới|cũ|của|này|như|theo|vậy|ai|nào|có|bị|không|phải|sai|ghi|in|viết|đổi|thiếu|trùng"
)
_GIVEN = rf"(?P<name>(?!(?:{_NO_GIVEN})\b)[^\W\d_]{{1,7}}(?:[ ][^\W\d_]{{1,7}})?)"
_IN_FULL = rf"(?P<name>(?!(?:{_NO_GIVEN})\b)[^\W\d_]{{1,15}}(?:[ ][^\W\d_]{{1,15}}){{1,4}})"
_NO_ENGLISH = r"(?!(?:not|on|in|used|being|listed|the|an?|wrong\w*|mis\w+|already|also|still)\b)"
#: The same in small letters: "em tên là nguyễn thị bưởi".
_SMALL_ASKER = Patterns(
    rf"\b{ME}[ ](?:xin[ ])?(?:(?:{either('tên')})(?:[ ](?:là|la))?|là|la)[ ]?:?[ ](?P<name>{SMALL_NAME})",
    rf"{_NAME_OF_MINE}(?P<name>{SMALL_NAME}|do[ ]thi[ ]\w{{1,7}})",
    rf"\b(?:my[ ]name(?:['’]s|[ ]is)|(?:{either('họ và tên|họ tên')})[ ]?(?:là|la)?[ ]?:?)[ ](?P<name>{SMALL_NAME})",
    # A word or two that end there.
    rf"\b{ME}[ ](?:xin[ ])?(?:{either('tên')})[ ](?:(?:là|la)[ ])?{_GIVEN}(?=[ ]?[,.;]|[ ]?$)",
    rf"^[ \t]{{0,9}}(?:full[ ]name|{either('họ và tên|họ tên')})[ ]?:[ ]?{_IN_FULL}(?=[ ]?(?:$|,))",
    rf"\bmy[ ]name(?:['’]s|[ ]is)[ ](?P<name>{_NO_ENGLISH}[a-z]{{2,15}}(?:[ ][a-z]{{2,15}}){{0,2}}?)"
    r"(?=[ ]?[,.;!]|[ ]?$|[ ](?:and|from)\b)",
    flags=re.IGNORECASE | re.MULTILINE,
)

_SIGNED = Patterns(
    rf"^[ \t]{{0,9}}(?i:tên|name)[ ]{{0,3}}:[ ]{{0,3}}(?P<name>{NAME})",
    rf"\b(?i:ký[ ]tên|ký[ ]bởi|signed(?:[ ]by)?)[ ]{{0,3}}:[ ]{{0,3}}(?P<name>{NAME_OR_WORD})",
    needs=(":",),
)

#: Whose an account is, by the name it shows.
_ACCOUNT = Patterns(
    rf"\b(?i:(?:tài[ ]?khoản|acc(?:ount)?|nick)[ ]{_PLATFORM}|(?:trang[ ])?(?:{_PLATFORM}[ ])?cá[ ]nhân"
    r"|(?-i:nick|NICK))[ ]"
    rf"(?i:(?:có[ ])?tên[ ](?:là[ ])?|của[ ]|là[ ])?[\"“'‘«]?(?P<name>{NAME})",
    rf"\b(?i:tài[ ]?khoản|acc(?:ount)?)[ ](?i:có[ ]tên|tên[ ]là|named|called)[ ][\"“'‘«]?(?P<name>{NAME_OR_WORD})",
)
#: Companies in whose name accounts deceive: that is the claim.
_NO_COMPANY = (
    rf"(?!(?:{WORD}[ ]){{0,4}}\w*(?i:bank|pay|phone|express|group|airlines|shop|store|mart|việt[ ]nam|24h|tv|news"
    r"|official|online)\b|(?i:vneid|viettel|evn|vtv\d{0,2}|bidv|vnpt|fpt|momo|shopee|lazada|tiki|grab|masan|honda|toyota|yamaha"
    r"|samsung|apple|oppo|coca|pepsi|vinamilk|viettinbank|unilever|nestle|netflix|amazon|temu|bitcoin)\b)"
)
#: "zalo tên Lan Anh". What owners, makers and groups are called is no account.
_ACCOUNT_NAMED = Patterns(
    r"(?i:(?<!chủ[ ])(?<!lập[ ])(?<!ceo[ ])(?<!đốc[ ])(?<!mẹ[ ])(?<!dụng[ ])(?<!app[ ])(?<!nhóm[ ])(?<!group[ ])"
    r"(?<!hội[ ])(?<!kênh[ ])(?<!trang[ ])(?<!page[ ])"
    r"\b(?:facebook|fb|zalo|tiktok|telegram|tele|instagram|insta|ig|viber|skype)"
    rf"[ ](?:có[ ])?tên(?:[ ]là)?[ ]?:?[ ])[\"“'‘«]?{_NO_COMPANY}(?P<name>{NAME_OR_WORD})",
    needs=("tT", "êÊ", "nN"),
)
#: "fb của em là Thuỳ Trang".
_ACCOUNT_OF_MINE = Patterns(rf"\b(?i:{PLATFORM}{OF_ME}[ ]?(?:[ ](?:{either('là|tên')})\b|:))[ ](?P<name>{NAME})")
_ACCOUNT_AND_COLON = Patterns(rf"\b(?i:{_PLATFORM}|(?-i:nick|nickname|NICK))[ ]?:[ ]?(?P<name>{NAME})", needs=(":",))

#: As banks write names.
_IN_CAPITALS = r"\b[A-Z]{2,10}(?:[ ][A-Z]{1,10}){2,3}\b"
_LEADS_TO = r"[ ,;:()\-.]{1,4}(?i:(?:stk|số|sđt|sdt|đt|tel|zalo|gọi|qua)[ ])?:?[ ]?"
_NO_NAME = (
    "số|sđt|sdt|đt|đtdđ|tel|phone|mobile|hotline|viber|telegram|whatsapp|skype|momo|vcb|mb|bidv|acb|shop|em|anh|chị|cô|chú"
    "|bác|mình|tôi|me|us|now|taxi|grab|ngay"
)
#: Whose a number is: "0912… Nguyễn Văn A", "chị Nguyễn Thị B (0912…)". U+FFFC stands where a number stood.
_BESIDE = Patterns(
    rf"\ufffc[ ,;:()\-]{{1,4}}(?i:tên[ ]|chủ[ ]tk[ ]|ctk[ ])?:?[ ]?(?P<name>{FULL_NAME}|{_IN_CAPITALS})",
    rf"(?P<name>{FULL_NAME}){_LEADS_TO}\ufffc",
    # Beside a number this is enough: "Chị Hoa - 0912…", "0912… gặp chị Hoa", "liên hệ Hoa 0912…".
    rf"{AFTER_KIN}{_LEADS_TO}\ufffc",
    rf"\ufffc[ ,;:()\-.]{{1,4}}(?i:(?:gặp|hỏi|của|là|tên)[ ])?{AFTER_KIN}",
    rf"\b(?i:liên[ ]hệ|lh|gặp|hỏi|gọi(?:[ ]cho)?|contact|call|ask[ ]for)[ ]?:?[ ](?!(?i:{_NO_NAME})\b)"
    rf"(?P<name>{NAME_OR_WORD}){_LEADS_TO}\ufffc",
    rf"(?P<name>{NAME})[ ]?[<‹]\ufffc",
    needs=("\ufffc",),
)


def beside_numbers(text: str) -> Iterator[Span]:
    """Every full name right beside a number that was cut."""
    for found in _BESIDE.finditer(text):
        yield Span(found.start("name"), found.end("name"), "name")


def find(text: str) -> Iterator[Span]:
    """Every name of whoever asks, and the names that accounts show."""
    for patterns, kind in (
        (_ASKER, "name"),
        (_SMALL_ASKER, "name"),
        (_SIGNED, "name"),
        (_ACCOUNT_AND_COLON, "account"),
        (_ACCOUNT, "account"),
        (_ACCOUNT_NAMED, "account"),
        (_ACCOUNT_OF_MINE, "account"),
    ):
        for found in patterns.finditer(text):
            yield Span(found.start("name"), found.end("name"), kind)
