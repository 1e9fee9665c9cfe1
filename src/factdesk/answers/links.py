"""Links to this desk's own pages: whoever sends one asks about what stands there."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

from factdesk.answers.results import EXTERNAL_REVIEW, FACT_CHECK, MatchRef
from factdesk.matching.text import addresses

_PAGE = re.compile(r"/(?:(?P<language>[a-z]{2})/)?(?P<kind>checks|reviews)/(?P<code>[0-9a-z]{4,20})(?:/|$)", re.I)
_KINDS = {"checks": FACT_CHECK, "reviews": EXTERNAL_REVIEW}


def own(text: str) -> list[MatchRef]:
    """The fact-checks and reviews whose pages on this desk the text links to, in order, each once.

    Whether they are published is not looked at. Asks no database and no index.
    """
    found: dict[tuple[str, str], MatchRef] = {}
    for link in addresses.links(text):
        page = _PAGE.match(urlsplit(link).path) if _is_ours(link) else None
        if page:
            kind, code = _KINDS[page["kind"].lower()], page["code"].lower()
            found.setdefault((kind, code), MatchRef(kind, code, page["language"] or settings.LANGUAGE_CODE, 1.0))
    return list(found.values())


def _is_ours(link: str) -> bool:
    """Whether the link's host is the desk's public one or another name that it answers to."""
    host = addresses.site(link)
    names = [name for name in settings.ALLOWED_HOSTS if "*" not in name]
    return host in {addresses.site(settings.SITE_ADDRESS), *(name.removeprefix("www.") for name in names)}
