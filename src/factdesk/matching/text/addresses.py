"""Links in a text, and the one form that all addresses of a page share."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

MOST = 5  # links of one text that are looked at

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src|zarsrc", re.IGNORECASE)
_LINK = re.compile(
    r"https?://[^\s<>\"'”’]+"
    # Without its scheme only what has a path, or "www." before it: "wait.what" is no link.
    r"|(?<![\w@.:/-])(?:www\.[^\s<>\"'”’/]+\.[^\s<>\"'”’]+"
    r"|(?:(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}|(?:\d{1,3}\.){3}\d{1,3})(?::\d{2,5})?/[^\s<>\"'”’]+)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[-_+ .]+")
_ENDING = re.compile(r"\.(?:html?|aspx?|php|amp|tpo|epi|vnp|chn|vov)$", re.IGNORECASE)
_SHORT = re.compile(r"\d{1,3}|\d{1,2}[a-z]|20\d\d", re.IGNORECASE)  # longer numbers are the page's own
_FEWEST = 3  # words
_TAIL = ".,;:!?)]}…*_"


def site(url: str) -> str:
    """The host of an absolute address, in lower case, without port and "www."."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host.removeprefix("www.")[:253]


def canonical(url: str) -> str:
    """One form for all addresses of a page: no scheme, "www.", port, fragment, trailing slash or campaign marks.

    Raises:
        ValueError: it is no address.
    """
    parts = urlsplit(url)
    query = parts.query
    if query:
        query = urlencode([(key, value) for key, value in parse_qsl(query, True) if not _TRACKING.fullmatch(key)])
    return urlunsplit(("", site(url), parts.path.rstrip("/"), query, ""))


def page(url: str) -> str:
    """`canonical`, or "" where the address is none, or leads to a site's front and so to no text of its own."""
    try:
        found = canonical(url)
    except ValueError:
        return ""
    return found if "/" in found.removeprefix("//") or "?" in found else ""


def links(text: str) -> list[str]:
    """The addresses in a text as absolute ones, in order, each once, at most MOST."""
    found: dict[str, None] = {}
    for match in _LINK.finditer(text):
        link = match.group().rstrip(_TAIL)
        link = link if link.lower().startswith(("http://", "https://")) else f"https://{link}"
        if _is_address(link):
            found.setdefault(link)
        if len(found) == MOST:
            break
    return list(found)


def without_links(text: str) -> str:
    """The text with a space in place of each link."""
    return _LINK.sub(" ", text)


def told_by(link: str) -> str:
    """What an address says in words: the part of its path that most words are joined in; "" where there are few.

    News sites name their pages after the headline: `…/uong-nuoc-chanh-nong-chua-ung-thu-4455.html`.
    """
    try:
        path = unquote(urlsplit(link).path)
    except ValueError:
        return ""
    parts = [_JOINT.split(_ENDING.sub("", part)) for part in path.split("/")]
    told = max(([word for word in part if word.isalpha() or _SHORT.fullmatch(word)] for part in parts), key=len)
    return " ".join(told) if len(told) >= _FEWEST else ""


def _is_address(link: str) -> bool:
    try:
        return "." in site(link) or site(link) == "localhost"
    except ValueError:
        return False
