"""How the bytes of a store's files are read: mapped where all of them are scanned, in pieces where a few are."""

import os
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


def _map(path: Path, length: int, kind: str, width: int) -> npt.NDArray[Any]:
    item = np.dtype(kind)
    rows = length // (item.itemsize * width)
    if rows == 0:
        flat = np.empty((0,), dtype=item)
    else:
        flat = np.memmap(path, dtype=item, mode="r", shape=(rows * width,)).view(np.ndarray)
    return flat if width == 1 else flat.reshape(-1, width)


class Pieces:
    """A file of which pieces are read; it stays open when its name is taken away.

    A map would do the same, but count as memory of the process whatever it touched, with fifteen neighbours for each
    page: of a million vectors all 770 MB after a thousand questions.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._descriptor)

    def read(self, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end`, as far as the file has them."""
        return os.pread(self._descriptor, end - start, start)

    def rows(self, places: npt.NDArray[np.int64], kind: str, width: int) -> npt.NDArray[Any]:
        """Rows of `width` numbers, in the order of `places`; those that lie side by side are read at once.

        Raises:
            OSError: the file ends before one of them.
        """
        item = np.dtype(kind)
        size = item.itemsize * width
        if len(places) == 0:
            return np.empty((0, width), dtype=item)
        edges = np.flatnonzero(np.diff(places) != 1) + 1
        if len(edges) == len(places) - 1:  # all apart: the usual case, without the arithmetic of runs
            read, descriptor = os.pread, self._descriptor
            content = b"".join([read(descriptor, size, place * size) for place in places.tolist()])
        else:
            starts = np.concatenate([[0], edges])
            lengths = np.diff(np.concatenate([starts, [len(places)]]))
            content = b"".join(
                self._whole(first * size, count * size)
                for first, count in zip(places[starts].tolist(), lengths.tolist(), strict=True)
            )
        if len(content) != size * len(places):
            raise OSError("the file is shorter than it was")
        return np.frombuffer(content, dtype=item).reshape(-1, width)

    def _whole(self, start: int, length: int) -> bytes:
        """So many bytes; the system gives at most 2 GB at once."""
        parts = []
        while length > 0 and (part := os.pread(self._descriptor, length, start)):
            parts.append(part)
            start, length = start + len(part), length - len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)


class Files:
    """The files of one generation as one manifest counts them.

    Args:
        lengths: the bytes that count, by name.
        earlier: those of an earlier manifest and the same generation; what has not grown is taken over from them.
    """

    def __init__(self, home: Path, lengths: Mapping[str, int], earlier: "Files | None" = None) -> None:
        self._home, self._lengths = home, lengths
        self._pieces: dict[str, Pieces] = dict(earlier._pieces) if earlier else {}
        self._maps: dict[str, npt.NDArray[Any]] = {
            name: mapped
            for name, mapped in (earlier._maps if earlier else {}).items()
            if mapped.nbytes == lengths.get(name, 0)
        }

    def length(self, name: str) -> int:
        """Bytes that count."""
        return self._lengths.get(name, 0)

    def mapped(self, name: str, kind: str, width: int = 1) -> npt.NDArray[Any]:
        """What counts of a file, as an array (rows, width), or flat when width is 1.

        Raises:
            OSError, ValueError: the file cannot be mapped.
        """
        if name not in self._maps:
            self._maps[name] = _map(self._home / name, self.length(name), kind, width)
        return self._maps[name]

    def pieces(self, name: str) -> Pieces:
        """A file to read pieces of.

        Raises:
            OSError: it cannot be opened.
        """
        if name not in self._pieces:
            self._pieces[name] = Pieces(self._home / name)
        return self._pieces[name]
