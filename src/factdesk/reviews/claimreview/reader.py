"""One open file of any form to reviews and refusals, in the order in which they stand in it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from factdesk.reviews.claimreview import document, lines, page, walk
from factdesk.reviews.claimreview.document import Value
from factdesk.reviews.claimreview.item import Unusable, parse
from factdesk.reviews.claimreview.parsed import Found, Place, Reason, Refusal
from factdesk.reviews.claimreview.sniff import HEAD, Form, form_of, with_head
from factdesk.reviews.claimreview.walk import Context
from factdesk.reviews.claimreview.window import MAX_VALUE

#: What a packed file may become when it is unpacked, bytes: 10 million large reviews.
MAX_UNPACKED = 50_000_000_000


def read(
    file: BinaryIO, *, address: str = "", content_type: str = "", max_value: int = MAX_VALUE
) -> Iterator[Found | Refusal]:
    """Every review in `file`, or why it cannot be had.

    Memory does not grow with the file. Nothing that a review links to is fetched.

    Args:
        file: binary; JSON, NDJSON or HTML, plain or gzip. Read to its end, not closed.
        address: where it was read, to complete relative links.
        content_type: the header that it came with, for the charset of pages.
        max_value: largest single JSON value, characters.
    """
    context = Context(base=address)
    met = refused = False
    for value in _values(file, context, content_type, max_value, packed=False):
        if isinstance(value, Refusal):
            refused = True
            yield value
            continue
        empty = True
        for node, around in walk.reviews(value.value, value.context):
            empty = False
            met = True
            try:
                yield Found(parse(node, around), value.place)
            except Unusable as unusable:
                yield Refusal(unusable.reason, value.place, unusable.detail)
        if empty and value.must:
            refused = True
            yield Refusal(Reason.NOT_CLAIMREVIEW, value.place)
    if not met and not refused:
        yield Refusal(Reason.NOT_CLAIMREVIEW, Place(), "no review in the whole of it")


def _values(
    file: BinaryIO, context: Context, content_type: str, max_value: int, *, packed: bool
) -> Iterator[Value | Refusal]:
    head = _head(file)
    whole = with_head(head, file)
    form = form_of(head)
    if form is Form.GZIP and not packed:
        yield from _unpacked(whole, context, content_type, max_value)
    elif form is Form.PAGE:
        yield from page.values(whole, context, content_type=content_type)
    elif form is Form.LINES:
        yield from lines.values(whole, context, max_value=max_value)
    elif form is Form.DOCUMENT:
        yield from document.values(whole, context, max_value=max_value)
    elif form is Form.OTHER_ENCODING:
        yield Refusal(Reason.BAD_ENCODING, Place(line=1), "UTF-16; save it as UTF-8")
    elif form is Form.EMPTY:
        yield Refusal(Reason.NOT_CLAIMREVIEW, Place(), "empty")
    else:
        yield Refusal(Reason.NOT_CLAIMREVIEW, Place(line=1), "neither JSON nor a web page")


def _unpacked(whole: BinaryIO, context: Context, content_type: str, max_value: int) -> Iterator[Value | Refusal]:
    try:
        with gzip.GzipFile(fileobj=whole) as unpacked:
            yield from _values(cast(BinaryIO, _Limited(unpacked)), context, content_type, max_value, packed=True)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Refusal(Reason.BAD_PACKING, Place(), str(error)[:200])
    except _TooMuch:
        yield Refusal(Reason.TOO_LARGE, Place(), f"more than {MAX_UNPACKED} bytes when unpacked")


def _head(file: BinaryIO) -> bytes:
    pieces: list[bytes] = []
    missing = HEAD
    while missing > 0 and (piece := file.read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


class _TooMuch(Exception):  # noqa: N818
    """The packed file grows without end."""


class _Limited:
    """`file` until MAX_UNPACKED bytes are read from it."""

    def __init__(self, file: gzip.GzipFile) -> None:
        self._file = file
        self._left = MAX_UNPACKED

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise _TooMuch
        return data
