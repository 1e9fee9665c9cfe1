"""Opening what an import was given: files, folders, standard input and addresses, each as a binary file."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from factdesk import outbound
from factdesk.outbound import OutboundRefused

STANDARD_INPUT = "-"
#: What an address may send, bytes: 2 GB minus one. Larger feeds are saved first and given as a file.
MAX_ADDRESS_BYTES = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that can be read. `position` tells how many bytes of it were read so far."""

    name: str
    file: BinaryIO
    position: Callable[[], int]
    address: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class NotOpened:
    """A source that cannot be read, and why (a reason of `report`)."""

    name: str
    reason: str
    detail: str = ""


def opened(source: str, *, policy: outbound.Policy, stdin: BinaryIO) -> Iterator[Opened | NotOpened]:
    """The files of one source, each open only until the next is asked for.

    Args:
        source: "-", an http(s) address, a file, or a folder (all files in it and below, without hidden ones).
        policy: what may be connected to.
        stdin: what "-" means.
    """
    if source == STANDARD_INPUT:
        yield Opened(source, stdin, lambda: 0)
    elif "://" in source:
        yield from _address(source, policy)
    else:
        for path in files_of(source):
            yield from _file(path)


def files_of(source: str) -> Iterator[Path]:
    """The file of this name, or the files of the folder, in the order of their names."""
    if not Path(source).is_dir():
        yield Path(source)
        return
    for folder, below, names in os.walk(source):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def size_of(sources: list[str]) -> int:
    """How many bytes all of the sources hold together; 0 where one of them cannot tell beforehand."""
    total = 0
    for source in sources:
        if source == STANDARD_INPUT or "://" in source:
            return 0
        total += sum(path.stat().st_size for path in files_of(source) if path.is_file())
    return total


def _file(path: Path) -> Iterator[Opened | NotOpened]:
    name = str(path)
    if not path.exists():
        yield NotOpened(name, "no-such-source")
        return
    if not path.is_file():  # a pipe would block, a device would not end
        yield NotOpened(name, "unreadable")
        return
    try:
        file = path.open("rb")
    except OSError as error:
        yield NotOpened(name, "unreadable", error.strerror or "")
        return
    with file:
        yield Opened(name, file, file.tell)


def _address(address: str, policy: outbound.Policy) -> Iterator[Opened | NotOpened]:
    try:
        with outbound.stream(address, max_bytes=MAX_ADDRESS_BYTES, policy=policy) as streamed:
            raw = _Arriving(streamed.chunks)
            content_type = streamed.media_type + (f"; charset={streamed.charset}" if streamed.charset else "")
            yield Opened(
                address, cast(BinaryIO, io.BufferedReader(raw, 262_144)), lambda: raw.count, streamed.url, content_type
            )
    except OutboundRefused as refused:
        yield NotOpened(_without_password(address), refused.code, refused.detail)


def _without_password(address: str) -> str:
    """`address` as a report may show it: such addresses are refused, and reports are kept and passed on."""
    return re.sub(r"(://)[^/?#]*@", r"\1…@", address)


class _Arriving(io.RawIOBase):
    """Chunks as a file. Their errors come out of reading it."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = chunk
            self.count += len(chunk)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
