"""What a file holds, told from its first bytes; names and headers are often wrong."""

from __future__ import annotations

import io
import json
from enum import Enum
from typing import Any, BinaryIO, cast

#: How much of a file is looked at, bytes.
HEAD = 1_048_576
_decode = json.JSONDecoder(strict=False).raw_decode


class Form(Enum):
    """What a file holds."""

    EMPTY = "empty"
    GZIP = "gzip"
    PAGE = "page"
    LINES = "lines"
    DOCUMENT = "document"
    OTHER_ENCODING = "other encoding"
    OTHER = "other"


def form_of(head: bytes) -> Form:
    """The form of a file that begins with `head`."""
    if head.startswith(b"\x1f\x8b"):
        return Form.GZIP
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:64]:
        return Form.OTHER_ENCODING if head[:2] in (b"\xff\xfe", b"\xfe\xff") else Form.OTHER
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\x1e")
    match start[:1]:
        case b"":
            return Form.EMPTY
        case b"<":
            return Form.PAGE
        case b"[":
            return Form.DOCUMENT
        case b"{":
            return Form.LINES if _is_lines(start) else Form.DOCUMENT
        case _:
            return Form.OTHER


def with_head(head: bytes, rest: BinaryIO) -> BinaryIO:
    """A file that begins with `head`, which was read already, and goes on with `rest`."""
    return cast(BinaryIO, io.BufferedReader(_Joined(head, rest), buffer_size=262_144))


def _is_lines(start: bytes) -> bool:
    """Whether lines are values of their own: the first is one, or neither it nor the next looks like part of one."""
    lines = [line.strip() for line in start[:HEAD].split(b"\n", 100) if line.strip()][:2]
    if len(lines) < 2:
        return False
    return _is_object(lines[0]) or (lines[0][-1:] not in b"[{,:" and lines[1].startswith(b"{"))


def _is_object(line: bytes) -> bool:
    try:
        text = line.decode("utf-8", "replace").strip()
        value, end = _decode(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and end == len(text)


class _Joined(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._head:
            size = min(len(buffer), len(self._head))
            buffer[:size] = self._head[:size]
            self._head = self._head[size:]
            return size
        data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
