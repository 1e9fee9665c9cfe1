"""A moving window over a long text, from which JSON values are decoded one by one.

Memory is bounded by one value: what has been read is dropped, what is too large is passed over without being kept.
Unlike an event parser it can go on after a value that is broken. See docs/decisions/041.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import Any, BinaryIO

from factdesk.reviews.claimreview.parsed import LONG_NUMBER, Reason

#: The largest JSON value that is taken, characters. Real reviews have a few thousand.
MAX_VALUE = 4_000_000
_CHUNK = 262_144

_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_TOKEN = re.compile(r'\\.|["{}\[\],]', re.DOTALL)
# Where the next item of a list begins, should quotes or brackets not add up: an object that starts as items do.
_NEXT_ITEM = re.compile(r'[}\]]\s*,\s*(?=\{\s*"(?:@type|@context|@id|dateCreated|dateModified|claimReviewed)"\s*:)')
#: What invalid UTF-8 becomes when it is decoded with surrogateescape.
_INVALID = re.compile("[\udc80-\udcff]")
_decode = json.JSONDecoder(strict=False).raw_decode


class Broken(Exception):  # noqa: N818  (a finding about the data)
    """The value at the window's position cannot be had. `reason` and `detail` go into the report."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail[:200]
        super().__init__(reason, detail)


class Window:
    """The text of `file` (UTF-8, binary) around a position that only moves forward. `line` counts from 1."""

    def __init__(self, file: BinaryIO, *, max_value: int = MAX_VALUE) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._max_value = max_value
        self._invalid_seen = False
        self._dropped = 0
        self.text = ""
        self.position = 0
        self.line = 1
        #: Where what was read last ends: behind a file's end, `line` may be one that holds nothing.
        self.last_line = 1
        self.ended = False

    @property
    def consumed(self) -> int:
        """How many characters lie behind the position."""
        return self._dropped + self.position

    def fill(self, wanted: int = _CHUNK) -> None:
        """Read until `wanted` characters lie ahead of the position, or the file ends."""
        missing = wanted - (len(self.text) - self.position)
        if missing <= 0 or self.ended:
            return
        pieces = [self.text[self.position :]]
        self._dropped += self.position
        self.position = 0
        while missing > 0 and not self.ended:
            data = self._file.read(_CHUNK)
            self.ended = not data
            piece = self._decoder.decode(data, final=self.ended)
            self._invalid_seen = self._invalid_seen or (not piece.isascii() and bool(_INVALID.search(piece)))
            pieces.append(piece)
            missing -= len(piece)
        self.text = "".join(pieces)

    def peek(self) -> str:
        """The next character that is not space, moving to it; "" at the end."""
        while True:
            found = _SPACE.match(self.text, self.position)
            self._move(found.end() if found else self.position, space=True)
            if self.position < len(self.text):
                return self.text[self.position]
            if self.ended:
                return ""
            self.fill()

    def skip(self) -> None:
        """Move over one character."""
        self._move(self.position + 1)

    def value(self) -> Any:
        """Decode the JSON value at the position and move behind it. Raises Broken, without moving."""
        while True:
            try:
                value, end = _decode(self.text, self.position)
            except RecursionError:
                raise Broken(Reason.TOO_DEEP) from None
            except json.JSONDecodeError as error:
                if self._could_go_on(error):
                    self._more()
                    continue
                raise Broken(Reason.BAD_JSON, error.msg) from None
            except ValueError:
                raise Broken(Reason.BAD_JSON, LONG_NUMBER) from None
            if end == len(self.text) and not self.ended and not isinstance(value, dict | list):
                self._more()  # a number may go on in what is not yet read
                continue
            if end - self.position > self._max_value:
                raise Broken(Reason.TOO_LARGE)
            if self._invalid_seen and _INVALID.search(self.text, self.position, end):
                raise Broken(Reason.BAD_ENCODING)
            self._move(end)
            return value

    def skip_item(self, reason: Reason) -> bool:
        """Move behind the item of a list that was refused for `reason`. False: the rest of the file is lost."""
        if reason != Reason.TOO_LARGE:
            self.fill(self._max_value)
            if self._skip_balanced():
                return True
            if next_item := _NEXT_ITEM.search(self.text, self.position + 1):
                self._move(next_item.start() + 1)
                return True
        return self._skip_balanced(keep_going=True)

    def _skip_balanced(self, *, keep_going: bool = False) -> bool:
        """Find the end of the item by counting brackets outside strings; with `keep_going` through the whole file."""
        depth, quoted, at = 0, False, self.position
        while True:
            for token in _TOKEN.finditer(self.text, at):
                mark = token[0]
                if mark == '"':
                    quoted = not quoted
                elif quoted or len(mark) == 2:
                    continue
                elif depth == 0 and mark in ",]":
                    self._move(token.start())
                    return True
                elif mark in "{[":
                    depth += 1
                elif mark in "}]":
                    depth = max(0, depth - 1)
            if not keep_going:
                return False
            if self.ended:
                self._move(len(self.text))
                return False
            # Keep a backslash at the very end, since it belongs to the character that comes next.
            self._move(len(self.text) - (1 if self.text.endswith("\\") else 0))
            self.fill()
            at = self.position

    def _could_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether the value is perhaps only cut off by the window's edge."""
        if self.ended:
            return False
        return "Unterminated string" in error.msg or error.pos >= len(self.text) - 16

    def _more(self) -> None:
        ahead = len(self.text) - self.position
        if ahead > self._max_value:
            raise Broken(Reason.TOO_LARGE)
        self.fill(max(2 * ahead, _CHUNK))

    def _move(self, to: int, *, space: bool = False) -> None:
        self.line += self.text.count("\n", self.position, to)
        self.position = to
        if not space:
            self.last_line = self.line
