"""Accounts whose name is words in small letters, where somebody says that it is theirs: "fb của em: lananh"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factdesk.questions.redact.networks import IS, MINE, NETWORK, PLATFORM, WORD_OF_NAMING
from factdesk.questions.redact.patterns import Patterns
from factdesk.questions.redact.small_names import SMALL_NAME
from factdesk.questions.redact.spans import Span
from factdesk.questions.redact.unmarked import RUN_TOGETHER, SYLLABLE, either

#: What is said of an account or an application in Vietnamese too.
BORROWED = (
    r"(?:hack\w*|online|offline|block\w*|spam\w*|scam\w*|fake|admin\w*|group|fanpage|clone|premium|private|public|stream\w*"
    r"|livestream\w*|marketplace|business|check\w*|verif\w+|report\w*|follow\w*|story|stories|reels?|video|avatar|profile"
    r"|password|login|logout|error|update\w*|version|chatbot|official|shop\w*|lazada|internet|e?mail|gmail|outlook|hotmail|yahoo"
    r"|smartphone|iphone\w*|ipad|android|samsung|xiaomi|laptop|windows|google|youtube|chrome|microsoft|apple|vneid\w*|vssid"
    r"|covid\w*|virus|mobile|phone|number|account|nick\w*|user\w*|default|active|inactive|normal|trial|standard|personal"
    r"|blacklist\w*|checkpoint|suspend\w*|restrict\w*|disable\w*|limit\w*|facebook|messenger|telegram|tiktok|instagram|insta"
    r"|twitter|skype|viber|whatsapp|wechat|snapchat|discord|zalo\w*|viettel\w*|vinaphone|mobifone|momo|\w*bank\w*|\w{2,9}pay"
    r"|\w{3,}(?:ed|ing|tion))\b"
)
#: Of the letters of ASCII alone, and none of them behind it that has a mark.
_END = r"(?![\w@]|[.\-/]\w)"
_ANY_WORD = rf"(?!{BORROWED})(?-i:[a-z][a-z0-9]{{4,30}}){_END}"
#: Too long for a word, or with figures, or more syllables than one.
_HANDLE = rf"(?!{SYLLABLE}(?!\w)){_ANY_WORD}"
#: English words that can be read as syllables, and stand where one says how an account is.
_ENGLISH = (
    r"(?:something|anything|everything|nothing|anonymous|outage|temporar\w+|maintenance|someone|anyone|everyone|become|common"
    r"|human|comment|enough|another|online|telling|giving|having|getting|going|being|invite|secret|remote|native|machine"
    r"|routine|genuine|unique|outside|inside|opaque|suspicious|elsewhere)\b"
)
_RUN_TOGETHER = rf"(?!{_ENGLISH}|{SYLLABLE}(?!\w))(?={RUN_TOGETHER}\d{{0,4}}(?!\w)){_ANY_WORD}"
#: Nine letters and more, not ending as what describes a thing does: "johnsmith".
_LONG = (
    rf"(?!{_ENGLISH}|\w*(?:ly|s|able|ible|ful|less|ous|ive|al|ic|ish|en|ant|ent|y|ate|ete|ute|ure|age|ere|one|ult|ise|ize|ense|ide"
    rf"|ack|own|ine|oad|ect|upt|ght|able|ter|der|nal|wide|where|up)(?!\w))(?=[a-z]{{9}}){_ANY_WORD}"
)
#: What may follow an account that stands alone, without saying whose.
_AFTER = rf"(?=[ ]?(?:$|[,;|/).!?])|[ ](?:{either('nhé|ạ|để|nhắn|hoặc|và|liên hệ|cho|kết bạn')}|nha|nhá|a|ad|ib|kb)\b)"
_FLAGS = re.IGNORECASE | re.MULTILINE

_NAMED = Patterns(
    rf"\b{PLATFORM}(?:{MINE}{WORD_OF_NAMING}?|{WORD_OF_NAMING}{MINE})(?:{IS}|[ ]?[:=])[ ]?"
    rf"(?P<name>{_HANDLE}|{SMALL_NAME})",
    rf"\b{PLATFORM}{MINE}[ ](?P<name>(?=[a-z]{{3,30}}\d){_HANDLE})",
    rf"\b(?:{NETWORK}|nick(?:[ ]{NETWORK})?)[ ]?[:=][ ]?(?P<name>{_RUN_TOGETHER}){_AFTER}",
    rf"\bmy[ ]{NETWORK}(?:[ ](?:name|id|account|handle|nick))?(?:[ ]is|[ ]?[:=])[ ](?P<name>{_RUN_TOGETHER}|{_LONG})",
    flags=_FLAGS,
)


def find(text: str) -> Iterator[Span]:
    """Every such account in `text`."""
    for found in _NAMED.finditer(text):
        yield Span(found.start("name"), found.end("name"), "account")
