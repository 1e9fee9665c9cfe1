"""Memory does not grow with what is read."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from factdesk.reviews.claimreview import Found, document, lines, read
from factdesk.reviews.claimreview.document import Value
from factdesk.reviews.claimreview.walk import Context
from tests.reviews.conftest import claim_review

ITEMS = 200_000
#: Bytes by which memory may grow. All items together would take more than 400 MB, their texts 120 MB.
BOUND = 25_000_000


class _Endless(io.RawIOBase):
    """A file that is made while it is read: nothing of it lies in memory."""

    def __init__(self, head: bytes, item: bytes, between: bytes, tail: bytes) -> None:
        self._pieces = self._made(head, item, between, tail)
        self._rest = b""

    def _made(self, head, item, between, tail):
        if head:
            yield head
        for start in range(0, ITEMS, 100):
            yield between.join(item.replace(b"/bai/1", b"/bai/%d" % (start + step)) for step in range(100))
            yield between if start + 100 < ITEMS else tail

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if not self._rest:
            self._rest = next(self._pieces, b"")
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


SHORT = {
    "@type": "ClaimReview",
    "url": claim_review(1)["url"],
    "claimReviewed": "Hot lemon water cures cancer",
    "inLanguage": "en",
    "author": "Desk",
    "reviewRating": "False",
}


@pytest.mark.parametrize("form", ["lines", "list", "feed"])
def test_two_hundred_thousand_items_pass_in_bounded_memory(form):
    node = json.dumps(claim_review(1)).encode()
    parts = {
        "lines": (b"", node, b"\n", b"\n"),
        "list": (b"[", node, b",", b"]"),
        "feed": (b'{"dataFeedElement": [', b'{"item": [' + node + b"]}", b",", b"]}"),
    }
    file = cast(BinaryIO, io.BufferedReader(_Endless(*parts[form])))
    values = (lines if form == "lines" else document).values(file, Context())
    count = start = 0
    for value in values:
        assert isinstance(value, Value)
        count += 1
        if count == ITEMS // 10:
            start = _resident()
    assert count == ITEMS
    assert _resident() - start < BOUND


def test_reviews_that_were_read_are_not_kept():
    file = cast(BinaryIO, io.BufferedReader(_Endless(b"", json.dumps(SHORT).encode(), b"\n", b"\n")))
    start = _resident()
    for count, found in enumerate(read(file)):
        assert isinstance(found, Found)
        if count == 50_000:  # kept, they would be 40 MB
            break
    assert _resident() - start < BOUND


def _resident() -> int:
    """Bytes of memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
