"""Links: the part that names an account goes, and what tells who followed or shared it; the rest stays usable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from factdesk.questions.redact import contacts
from factdesk.questions.redact.spans import Span

#: Hosts whose first part of the path is an account, and the words there that are not.
_NO_ACCOUNT = {
    "facebook.com": "watch groups story.php permalink.php photo photo.php photos reel reels share events event gaming "
    "marketplace hashtag sharer sharer.php profile.php pages people help video.php videos posts stories login l.php p",
    "fb.com": "watch groups share profile.php events",
    "fb.me": "",
    "instagram.com": "p reel reels tv explore stories accounts",
    "line.me": "r ti",
    "linkedin.com": "in pub company posts feed school jobs pulse",
    "linktr.ee": "",
    "locket.cam": "",
    "m.me": "",
    "snapchat.com": "add discover lens spotlight",
    "t.me": "s c joinchat addstickers share proxy",
    "telegram.me": "s c joinchat addstickers share proxy",
    "threads.com": "",
    "threads.net": "",
    "tiktok.com": "t tag music discover video",
    "twitter.com": "i home search hashtag share intent",
    "vk.com": "wall video",
    "wa.me": "",
    "x.com": "i home search hashtag share intent",
    "youtube.com": "watch shorts embed live playlist results c user channel post hashtag feed",
    "zalo.me": "g s pc",
}
_PROFILE = {host: frozenset(words.split()) for host, words in _NO_ACCOUNT.items()}
#: Parts of a path after which an account follows: anywhere, and on those hosts.
_BEFORE_ACCOUNT = frozenset({"people", "profile", "u", "user", "users"})
_BEFORE_ACCOUNT_THERE = _BEFORE_ACCOUNT | {"add", "c", "channel", "in", "pub", "s", "stories"}

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'”’]+"
    # A desk's own address may be a bare number: 127.0.0.1:8000/checks/…, [::1]:8000/checks/…
    r"|(?<![\w@.:-])(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]{2,45}\]|localhost)(?::\d{1,5}/|/(?=[a-z]))[^\s<>\"'”’]*"
    rf"|(?<![\w@.-])(?:[a-z0-9-]{{1,20}}\.)?(?:{'|'.join(map(re.escape, _PROFILE))})/[^\s<>\"'”’]+",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"(?i:https?://)?(?P<user>[^/?#@\s]*@)?(?P<host>[^/?#]*)(?P<path>[^?#]*)(?P<rest>[?#].*)?", re.I | re.S
)
_TAIL = ".,;:!?)]}…'\""
#: Parameters that name the page itself, and values that can be nothing else.
_KEPT_PARAMETER = re.compile(
    r"(?P<key>v|p|page|id|q|news|article|newsid|story_fbid|list|t|lang|hl|tbm)=(?P<value>[\w-]{1,24})", re.I
)
_LONG = re.compile(r"(?:\d{9,12}|\d{16})")
_PHONE = re.compile(r"(?<![\w.-])(?:\+|%2B)?(?:84|0)\d{8,10}(?![\w-])", re.I)


def find(text: str) -> tuple[list[Span], list[Span]]:
    """What is to be cut from links, and the links themselves, so that numbers in them are left alone."""
    cuts: list[Span] = []
    links: list[Span] = []
    for found in _LINK.finditer(text):
        link = found.group().rstrip(_TAIL)
        links.append(Span(found.start(), found.start() + len(link), ""))
        cuts.extend(Span(span.start + found.start(), span.end + found.start(), span.kind) for span in _inside(link))
    return cuts, links


def _inside(link: str) -> Iterator[Span]:
    parts = _PARTS.fullmatch(link)
    if parts is None:
        return
    if parts["user"]:
        yield Span(*parts.span("user"), "")
    host = parts["host"].lower().split(":")[0]
    words = next((words for name, words in _PROFILE.items() if host == name or host.endswith("." + name)), None)
    yield from _of_path(words, parts["path"], parts.start("path"))
    if parts["rest"]:
        yield from _of_rest(parts["rest"], parts.start("rest"), social=words is not None)
    offset = parts.start("path")
    for span in contacts.emails(link[offset:]):
        yield Span(span.start + offset, span.end + offset, "email")
    for number in _PHONE.finditer(link):
        yield Span(number.start(), number.end(), "phone")


def _of_path(words: frozenset[str] | None, path: str, offset: int) -> Iterator[Span]:
    """Accounts in a path. `words`: first parts that are none, on a host of accounts; None elsewhere."""
    before = ""
    place = offset
    for number, part in enumerate(path.split("/")):
        plain = unquote(part).lower()
        if plain:
            first = words is not None and number == 1 and plain not in words
            after = before in (_BEFORE_ACCOUNT if words is None else _BEFORE_ACCOUNT_THERE)
            if (first or after or plain[0] in "@~") and "\ufffc" not in plain:
                yield Span(place, place + len(part), "account")
            elif _LONG.fullmatch(plain):
                yield Span(place, place + len(part), "number")
        place += len(part) + 1
        # /people/NAME/NUMBER: both parts are the person.
        before = before if before == "people" else plain


def _of_rest(rest: str, offset: int, *, social: bool) -> Iterator[Span]:
    """What follows the path: parameters that name the page stay, everything else goes, fragments too."""
    query, _, _fragment = rest.partition("#")
    pairs = query[1:].split("&") if query else []
    kept = [_names_the_page(pair, social=social) for pair in pairs]
    if not any(kept):
        yield Span(offset, offset + len(rest), "")
        return
    place = offset + 1
    for number, pair in enumerate(pairs):
        if not kept[number]:
            # With the "&" that joined it: the one before, or for the first the one after.
            yield Span(place - 1, place + len(pair), "") if number else Span(place, place + len(pair) + 1, "")
        place += len(pair) + 1
    if len(query) < len(rest):
        yield Span(offset + len(query), offset + len(rest), "")


def _names_the_page(pair: str, *, social: bool) -> bool:
    found = _KEPT_PARAMETER.fullmatch(pair)
    if found is None or _LONG.search(found["value"]):
        return False
    return not (social and found["key"].lower() == "id")  # there it names an account
