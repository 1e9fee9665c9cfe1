"""Accounts by which somebody can be found: mentions, and words that stand beside the name of a network."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factdesk.questions.redact import small_accounts
from factdesk.questions.redact.names import words_with_capitals
from factdesk.questions.redact.networks import IS, MINE, NAMING, NETWORK, PLATFORM
from factdesk.questions.redact.patterns import Patterns
from factdesk.questions.redact.small_accounts import BORROWED
from factdesk.questions.redact.spans import Span

#: What addresses of pages end with.
ENDING = r"(?:com|vn|net|org|edu|gov|info|biz|io|me|co|us|uk|example)\b"

_HANDLE = re.compile(r"(?<![\w@])@(?!(?:all|everyone|here|mọi)\b)[^\W_][\w.-]*\w|(?<![\w@])@_[\w.-]*\w")
#: A mention by name, as messengers write it: "@Nguyễn Văn A".
_MENTION = Patterns(rf"(?<![\w@])@{words_with_capitals(2, 5)}", needs=("@",))

#: Names of pages and files, which look like accounts with a dot.
_NO_FILE = (
    rf"(?![\w.]*\.(?:{ENDING}|(?:mp[34]|jpe?g|png|gif|pdf|apk|ipa|exe|docx?|xlsx?|pptx?|zip|rar|html?|js|avi|mov)\b))"
)
#: Words that are written with a number behind them.
_NO_NUMBERED = (
    r"(?!(?:covid|sars|iphone|ipad|galaxy|android|windows|vneid|version|update|note|redmi|oppo|samsung|vinfast|office"
    r"|chatgpt|gemini|shop|live|mini|euro|world|cup|worldcup|seagames?|asiad|omicron|vitamin|bhyt|bhxh)[_.]?\d)"
)
#: A long word of plain small letters: no Vietnamese word is so long. Not what is said of an account in English.
_LONG_WORD = (
    rf"(?!{BORROWED})"
    r"(?!(?:required|changed|generator|checker|history|invalid|available|unavailable|disabled|deactivated|deleted|blocked"
    r"|verified|verification|suspended|settings?|password|security|restricted|information|recovery|accounts?|messages?"
    r"|something|someone|anyone|everyone|nothing|different|numbers?|working|download|facebook|messenger|telegram|instagram|whatsapp|snapchat|business)\b)"
    r"(?P<name>(?-i:[a-z][a-z0-9._]{6,40})\b)(?![\w@])"
)
_NO_ENGLISH = r"(?!\w*(?:ed|ing|ly|s|tion)\b)"

#: "zalo: nguyenvana.92", "nick fb: lan_92", "tele lan_92": a single word that can only be an account.
_NAMED = [
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        rf"\b{PLATFORM}\b(?:[ \t](?:fb|facebook|zalo))?{NAMING}[ \t]*[:=][ \t]*"
        r"(?P<name>(?:live:)?(?=[\w.]*[\d._])[a-z][a-z0-9._]{2,40}\w)",
        rf"\b{PLATFORM}{NAMING}[ ]{_NO_FILE}(?P<name>(?:live:)?[a-z][a-z0-9]{{1,40}}(?:[._][a-z0-9]+)+)\b",
        rf"\b(?:tele|telegram|ig|insta|instagram|skype|nick|username)[ ]{_NO_NUMBERED}"
        r"(?P<name>[a-z]{4,40}\d{1,6})\b",
        rf"\b(?:nick[ ])?{NETWORK}{NAMING}[ ]{_NO_NUMBERED}(?P<name>[a-z]{{4,40}}\d{{2,6}})\b",
        # "my insta handle is nguyenvana"; a word alone only after a word of naming, and then
        # none with an English ending: "the Facebook ID belongs to".
        rf"\b{NETWORK}[ ](?:(?:có[ ]|co[ ])?(?:tên|ten)|nick(?:name)?|id|user[ ]?name)[ ]{_NO_ENGLISH}{_LONG_WORD}",
        rf"\b{NETWORK}[ ](?:(?:có[ ]|co[ ])?(?:tên|ten)|nick(?:name)?|id|user[ ]?name|handle|account[ ]name)"
        rf"{MINE}?(?:{IS}|[ ]?:)[ ]{_NO_ENGLISH}{_LONG_WORD}",
        rf"\bmy[ ]{NETWORK}[ ]?:[ ]?{_LONG_WORD}",
        rf"\b(?:ig|insta|tele|snap|skype)[ ]?:[ ]?{_LONG_WORD}(?=[ ]?(?:$|[,;|/)]))",
        rf"\b(?:find|add|follow|reach|message|dm|text)[ ](?:me|us)[ ](?:on|at|in)[ ]{NETWORK}"
        r"[ ]?(?::|[ ](?:as|under|at|by)\b)[ ]?(?!(?:soon|well|usual|always|before|follows)\b)"
        r"(?P<name>(?-i:[a-z][a-z0-9._]{4,40}\b))",
        r"\bskype\b[^\n:]{0,24}?(?::[ ]?)?(?P<name>\blive:[\w.\-]{2,60}\w)",
        r"\bdiscord\b[^\n#]{0,20}?(?<!\w)(?P<name>[\w.]{2,32}#\d{4})(?!\w)",
        # "lan_92 trên insta"
        rf"(?<![\w.@/\-]){_NO_FILE}{_NO_NUMBERED}(?P<name>(?=[\w.]*[\d_])[a-z][a-z0-9]{{1,40}}(?:[._][a-z0-9]+){{1,4}})"
        rf"[ ](?:on|trên|tren|bên|ben)[ ]{NETWORK}\b",
    )
]


def find(text: str) -> Iterator[Span]:
    """Every account in `text` outside of links."""
    for found in (*_MENTION.finditer(text), *_HANDLE.finditer(text)):
        yield Span(found.start(), found.end(), "account")
    for pattern in _NAMED:
        for found in pattern.finditer(text):
            yield Span(found.start("name"), found.end("name"), "account")
    yield from small_accounts.find(text)
