"""JSON documents of any length: a list, a DataFeed, a @graph, one object, or several of these one after another."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from factdesk.reviews.claimreview.addresses import address_of
from factdesk.reviews.claimreview.parsed import Place, Reason, Refusal
from factdesk.reviews.claimreview.walk import Context, nodes_by_id
from factdesk.reviews.claimreview.window import MAX_VALUE, Broken, Window

#: Lists in a top-level object that are read item by item.
_STREAMED = ("dataFeedElement", "@graph", "itemListElement")


@dataclass(frozen=True, slots=True)
class Value:
    """A JSON value that may hold reviews. `must`: one that holds none is refused, not passed over."""

    value: Any
    place: Place
    context: Context
    must: bool = True


def values(file: BinaryIO, context: Context, *, max_value: int = MAX_VALUE) -> Iterator[Value | Refusal]:
    """The values of a JSON document, in order; one that is broken is a refusal, and the next one follows."""
    window = Window(file, max_value=max_value)
    window.fill(max_value)
    if window.ended:
        context = replace(context, nodes=_nodes(window.text))
    while mark := window.peek():
        if mark == "[":
            yield from _items(window, context, must=True)
        elif mark == "{":
            refusal = yield from _object(window, context)
            if refusal:
                yield refusal
                return
        else:
            yield Refusal(Reason.BAD_JSON, Place(line=window.line), "no object or list begins here")
            return


def _items(window: Window, context: Context, *, must: bool) -> Iterator[Value | Refusal]:
    """The items of the list that begins at the window's position."""
    window.skip()
    item = 0
    while (mark := window.peek()) != "]":
        if mark == "":
            yield Refusal(Reason.BAD_JSON, Place(line=window.last_line, item=item), "the file ends in the middle")
            return
        if mark == ",":
            window.skip()
            continue
        item += 1
        place = Place(line=window.line, item=item)
        try:
            value = window.value()
        except Broken as broken:
            lost = not window.skip_item(broken.reason)
            detail = f"{broken.detail}; nothing after it could be read".lstrip("; ") if lost else broken.detail
            yield Refusal(broken.reason, place, detail)
            if lost:
                return
        else:
            yield Value(value, place, context, must)
    window.skip()


def _object(window: Window, context: Context) -> Generator[Value | Refusal, None, Refusal | None]:
    """The object at the window's position: its long list item by item, or itself as one value.

    Returns (as the generator's value) a refusal after which the rest of the file makes no sense, or None.
    """
    start, began = Place(line=window.line, item=1), window.consumed
    window.skip()
    kept: dict[str, Any] = {}
    streamed = False
    while (mark := window.peek()) != "}":
        if mark == "":
            return Refusal(Reason.BAD_JSON, Place(line=window.last_line), "the file ends in the middle")
        if mark == ",":
            window.skip()
            continue
        try:
            key = window.value()
            if not isinstance(key, str) or window.peek() != ":":
                raise Broken(Reason.BAD_JSON, 'a name in quotes and ":" expected')
            window.skip()
            if window.peek() == "[" and key in _STREAMED:
                streamed = True
                yield from _items(window, _inherit(context, kept), must=key != "@graph")
                began = window.consumed
                continue
            kept[key] = window.value()
            if window.consumed - began > MAX_VALUE:
                raise Broken(Reason.TOO_LARGE)
        except Broken as broken:
            return Refusal(broken.reason, Place(line=window.line, item=1), broken.detail)
    window.skip()
    if not streamed:
        yield Value(kept, start, context)
    return None


def _inherit(context: Context, kept: dict[str, Any]) -> Context:
    licence = address_of(kept.get("license"))
    return replace(context, licence=licence) if licence else context


def _nodes(text: str) -> dict[str, Any] | None:
    """What a document that fits into the window names by @id; a longer one cannot be followed in one pass."""
    if '"@id"' not in text:
        return None
    try:
        return nodes_by_id(json.loads(text, strict=False))
    except (ValueError, RecursionError):
        return None
