"""One ClaimReview node to one clean review, with all the ways in which publishers write it."""

from __future__ import annotations

from typing import Any

from factdesk.reviews.claimreview import addresses, dates, language, numbers
from factdesk.reviews.claimreview.parsed import ParsedReview, Reason
from factdesk.reviews.claimreview.text import names_of, words_of
from factdesk.reviews.claimreview.walk import Context, Node

MAX_CLAIM = 2000
MAX_TITLE = 500
MAX_PUBLISHER = 200
MAX_CLAIMANT = 300
MAX_LICENCE = 500
MAX_APPEARANCES = 20


class Unusable(Exception):  # noqa: N818  (the node is; nothing went wrong)
    """The node is not a review that can be shown. `reason` and `detail` go into the report."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail[:200]
        super().__init__(reason)


def parse(node: Node, context: Context) -> ParsedReview:
    """The review that `node` holds. Raises Unusable."""
    reviewed = _first_node(context.follow(node.get("itemReviewed")))
    claim = (
        words_of(node.get("claimReviewed"), MAX_CLAIM)
        or words_of(reviewed.get("text"), MAX_CLAIM)
        or words_of(reviewed.get("name"), MAX_CLAIM)
    )
    if not claim:
        raise Unusable(Reason.NO_CLAIM, addresses.address_of(node.get("url")))
    url = _url(node, context, claim)
    rating = numbers.rating(context.follow(node.get("reviewRating")))
    if not rating.text:
        raise Unusable(Reason.NO_RATING, url)
    publisher = _publisher(node, context)
    if not publisher:
        raise Unusable(Reason.NO_PUBLISHER, url)
    title = words_of(node.get("headline"), MAX_TITLE) or words_of(node.get("name"), MAX_TITLE)
    spoken = language.declared(node.get("inLanguage")) or language.guessed(f"{claim} {title} {rating.text}")
    return ParsedReview(
        url=url,
        publisher_name=publisher,
        publisher_site=addresses.site(url),
        claim=claim,
        title=title,
        rating_text=rating.text,
        rating_value=rating.value,
        rating_best=rating.best,
        rating_worst=rating.worst,
        language=spoken,
        claimant=_claimant(reviewed, context),
        claim_date=_claim_date(reviewed, spoken),
        reviewed_on=_first_day(node, ("datePublished", "dateCreated", "dateModified"), spoken),
        appearances=_appearances(reviewed, context),
        licence=_licence(node, context),
    )


def _url(node: Node, context: Context, claim: str) -> str:
    written = addresses.address_of(node.get("url")) or context.url
    if not written:
        raise Unusable(Reason.NO_URL, claim)
    url = addresses.link(written, context.base)
    if not url:
        raise Unusable(Reason.BAD_URL, written)
    return url


def _publisher(node: Node, context: Context) -> str:
    """Who reviewed: the author, else the publisher. One that only gives its address is called by its site."""
    for key in ("author", "publisher", "sourceOrganization", "creator"):
        value = context.follow(node.get(key))
        if name := names_of(value, MAX_PUBLISHER):
            return name
        if home := addresses.link(addresses.address_of(value), context.base):
            return addresses.site(home)
    return ""


def _claimant(reviewed: Node, context: Context) -> str:
    for key in ("author", "creator"):
        if name := names_of(context.follow(reviewed.get(key)), MAX_CLAIMANT):
            return name
    return ""


def _claim_date(reviewed: Node, spoken: str) -> Any:
    own = _first_day(reviewed, ("datePublished", "dateCreated"), spoken)
    return own or _first_day(_first_node(reviewed.get("firstAppearance")), ("datePublished", "dateCreated"), spoken)


def _first_day(node: Node, keys: tuple[str, ...], spoken: str) -> Any:
    return next((found for key in keys if (found := dates.day(node.get(key), spoken))), None)


def _appearances(reviewed: Node, context: Context) -> tuple[str, ...]:
    """Where the claim was seen: links that are shown, never fetched."""
    found: dict[str, None] = {}
    for key in ("firstAppearance", "appearance", "url", "sameAs"):
        value = reviewed.get(key)
        for item in (value if isinstance(value, list) else [value])[: MAX_APPEARANCES * 2]:
            if address := addresses.link(addresses.address_of(item), context.base):
                found[address] = None
    return tuple(found)[:MAX_APPEARANCES]


def _licence(node: Node, context: Context) -> str:
    for key in ("license", "sdLicense"):
        if written := addresses.address_of(node.get(key)) or words_of(node.get(key), MAX_LICENCE):
            return words_of(written, MAX_LICENCE)
    return words_of(context.licence, MAX_LICENCE)


def _first_node(value: Any) -> Node:
    """`value` where it is an object, the first object of a list, a bare text as {"text"}; else an empty one."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, dict)), value[0] if value else None)
    if isinstance(value, str):
        # itemReviewed as a bare address names where it was said, not what was said.
        return {"url": value} if value.startswith(("http://", "https://")) else {"text": value}
    return value if isinstance(value, dict) else {}
