"""Web pages: ClaimReviews in JSON-LD scripts and in microdata. A broken script does not hide the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

import lxml.etree
import lxml.html
from extruct.w3cmicrodata import MicrodataExtractor
from w3lib.encoding import html_to_unicode

from factdesk.reviews.claimreview.addresses import link
from factdesk.reviews.claimreview.document import Value
from factdesk.reviews.claimreview.parsed import LONG_NUMBER, Place, Reason, Refusal
from factdesk.reviews.claimreview.walk import Context, nodes_by_id

#: Pages longer than this are refused, bytes.
MAX_PAGE = 10_000_000
#: Nesting of microdata that is followed.
_MAX_DEPTH = 20
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


def values(file: BinaryIO, context: Context, *, content_type: str = "") -> Iterator[Value | Refusal]:
    """The structured data of a page: one value for each script, one for all microdata.

    Args:
        file: the page, in any encoding.
        context: its `base` is the page's address, if known; what the page itself says of it counts more.
        content_type: the header it came with, for its charset.
    """
    data = file.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        yield Refusal(Reason.TOO_LARGE, Place(), f"a page of more than {MAX_PAGE} bytes")
        return
    _, text = html_to_unicode(content_type or None, data)
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8")
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        yield Refusal(Reason.BAD_HTML, Place(), str(error)[:200])
        return
    context = replace(context, base=_base(tree, context.base))
    found = list(_scripts(tree))
    nodes = nodes_by_id([item.value for item in found if isinstance(item, Value)])
    for item in found:
        yield replace(item, context=replace(context, nodes=nodes)) if isinstance(item, Value) else item
    if "itemscope" in text and "ClaimReview" in text:
        yield from _microdata(tree, context)


def _base(tree: Any, address: str) -> str:
    """What addresses in the page are relative to: its first `<base href>`, as browsers and JSON-LD 1.1 have it.

    A page that was saved has no other.
    """
    said = next((base.get("href") for base in tree.iter("base") if base.get("href")), "")
    return (link(said, address) if said else "") or address


def _scripts(tree: Any) -> Iterator[Value | Refusal]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        place = Place(line=script.sourceline or 0)
        try:
            yield Value(_loads(script.text or ""), place, Context(), must=False)
        except RecursionError:
            yield Refusal(Reason.TOO_DEEP, place)
        except ValueError as error:
            said = str(error)[:200] if isinstance(error, json.JSONDecodeError) else LONG_NUMBER
            # Pages hold scripts about much else; only one that speaks of reviews is worth a line in the report.
            if "ClaimReview" in (script.text or ""):
                yield Refusal(Reason.BAD_JSON, place, said)


def _loads(text: str) -> Any:
    """JSON as it stands in pages: with line breaks in strings, wrapped in a comment, or followed by a semicolon."""
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError:
        return json.loads(_WRAPPING.sub("", text).strip().rstrip(";"), strict=False)


def _microdata(tree: Any, context: Context) -> Iterator[Value | Refusal]:
    try:
        items = MicrodataExtractor().extract_items(tree, context.base or None)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, lxml.etree.LxmlError) as error:
        yield Refusal(Reason.BAD_HTML, Place(), f"microdata: {error}"[:200])
        return
    yield Value([_as_json_ld(item, _MAX_DEPTH) for item in items], Place(), context, must=False)


def _as_json_ld(value: Any, depth: int) -> Any:
    """extruct's form of microdata in the form that JSON-LD has."""
    if isinstance(value, list) and depth:
        return [_as_json_ld(item, depth - 1) for item in value]
    if isinstance(value, dict) and depth:
        node = {key: _as_json_ld(item, depth - 1) for key, item in value.get("properties", {}).items()}
        return {"@type": value.get("type", ""), **({"@id": value["id"]} if "id" in value else {}), **node}
    return value
