"""Unpacking of a response's body, so that a small download cannot become a large one in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from factdesk.outbound.errors import BadEncoding, TooLarge

#: The most that one step unpacks, bytes: 64 KB of zeros pack into 64 bytes, so steps are bounded, not input.
STEP = 65_536


def unpacked(chunks: Iterable[bytes], encoding: str, max_bytes: int) -> Iterator[bytes]:
    """The body's own bytes, in pieces of at most 64 KB where it was packed.

    Args:
        chunks: the body as it was sent.
        encoding: the response's Content-Encoding; gzip, deflate, identity or empty.
        max_bytes: limit for the body, as sent and as unpacked.

    Raises:
        TooLarge: there is more than `max_bytes`.
        BadEncoding: another encoding, or data that are not what it says.
    """
    counted = _limited(chunks, max_bytes)
    match encoding.strip().lower():
        case "" | "identity":
            return counted
        case "gzip" | "x-gzip" | "deflate":
            return _limited(_inflated(counted), max_bytes)
        case other:
            raise BadEncoding(other[:40])


def _limited(chunks: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > max_bytes:
            raise TooLarge(f"more than {max_bytes} bytes")
        yield chunk


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(wbits=47)  # gzip or zlib, whichever it is
    touched = False
    try:
        for chunk in chunks:
            touched = touched or bool(chunk)
            pending = chunk
            while pending:
                if inflater.eof:  # gzip may hold several parts, one after another
                    inflater = zlib.decompressobj(wbits=47)
                piece = inflater.decompress(pending, STEP)
                if piece:
                    yield piece
                pending = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
        if touched and not inflater.eof:
            raise BadEncoding("cut off")
    except zlib.error as error:
        raise BadEncoding(str(error)) from error
