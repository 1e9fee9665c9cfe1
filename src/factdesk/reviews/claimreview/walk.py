"""Finding ClaimReviews in any JSON-LD: alone, in lists, in @graph, in a DataFeed, below a page's main entity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from factdesk.reviews.claimreview.addresses import address_of

Node = dict[str, Any]
_PREFIXES = ("https://schema.org/", "http://schema.org/", "schema:")


@dataclass(frozen=True, slots=True)
class Context:
    """What a review takes over from around it.

    `base` is the address of the page it was on, `url` what the DataFeedItem around it said, `nodes` the things that
    the document names by @id, so that {"@id": "#publisher"} can be followed within it, and only within it.
    """

    base: str = ""
    url: str = ""
    licence: str = ""
    nodes: dict[str, Node] | None = None

    def follow(self, value: Any) -> Any:
        """`value`, or what it points to where it is nothing but an @id of this document; lists item by item."""
        if not self.nodes:
            return value
        if isinstance(value, list):
            return [self.follow(item) for item in value] if len(value) <= 20 else value
        if isinstance(value, dict) and len(value) <= 2 and "@id" in value and "name" not in value:
            return self.nodes.get(str(value["@id"]), value)
        return value


def types(node: Node) -> list[str]:
    """The schema.org types of a node, without their prefix."""
    value = node.get("@type")
    found = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [_bare(name) for name in found if isinstance(name, str)]


def reviews(value: Any, context: Context) -> Iterator[tuple[Node, Context]]:
    """Every ClaimReview in `value`, in the order of the text, with what it takes over."""
    pending: list[tuple[Any, Context]] = [(value, context)]
    while pending:
        found, around = pending.pop()
        if isinstance(found, list):
            pending.extend((item, around) for item in reversed(found))
        elif isinstance(found, dict):
            kinds = types(found)
            if "ClaimReview" in kinds:
                # Whoever prefixes names does so throughout; the usual node is left as it is.
                yield bare_keys(found) if any(":" in key for key in found) else found, around
                continue
            if "DataFeedItem" in kinds:
                around = replace(around, url=address_of(found.get("url")) or around.url)
            if licence := found.get("license"):
                around = replace(around, licence=address_of(licence) or around.licence)
            pending.extend((item, around) for item in reversed(found.values()) if isinstance(item, list | dict))


def nodes_by_id(value: Any) -> dict[str, Node]:
    """The things in `value` that say more of themselves than their @id, by it."""
    found: dict[str, Node] = {}
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(item)
        elif isinstance(item, dict):
            if isinstance(item.get("@id"), str) and len(item) > 2:
                found.setdefault(item["@id"], item)
            pending.extend(child for child in item.values() if isinstance(child, list | dict))
    return found


def bare_keys(value: Any, depth: int = 8) -> Any:
    """`value` with "schema:author" and "http://schema.org/author" as "author", some levels deep."""
    if depth == 0:
        return value
    if isinstance(value, list):
        return [bare_keys(item, depth - 1) for item in value]
    if not isinstance(value, dict):
        return value
    return {_bare(key): bare_keys(item, depth - 1) for key, item in value.items()}


def _bare(name: str) -> str:
    if ":" in name:
        for prefix in _PREFIXES:
            if name.startswith(prefix):
                return name[len(prefix) :]
    return name
