"""Reading every byte of a store to see whether it is what was written."""

import hashlib
import json
import struct
import zlib
from pathlib import Path

from factdesk.matching.store import layout
from factdesk.matching.store.manifest import Manifest

_PIECE = 1 << 20
# How tantivy 0.27 (index format 7) ends its files: JSON with a CRC-32 of what is before it, its length, a magic number.
_MAGIC = 1337
_FOOTER = struct.Struct("<II")


def faults(home: Path, state: Manifest) -> list[str]:
    """What is wrong with the files of one generation; nothing when they are intact.

    Raises:
        OSError: a file cannot be read, for instance because a rebuild has taken the generation away.
    """
    return [*column_faults(home, state), *_lexical_faults(home / layout.LEXICAL)]


def column_faults(home: Path, state: Manifest) -> list[str]:
    """What is wrong with the append-only files alone.

    Raises:
        OSError: a file cannot be read.
    """
    found = []
    reached = dict.fromkeys(layout.every_file(), 0)
    with (home / layout.BATCHES).open("rb") as batches:
        lines = batches.read(state.files.get(layout.BATCHES, 0)).splitlines()
    for number, line in enumerate(lines):
        try:
            spans = json.loads(line)
            for name, (start, end, digest) in spans.items():
                if start != reached[name]:
                    found.append(f"{name}: batch {number} begins at {start} instead of {reached[name]}")
                if _digest(home / name, start, end) != digest:
                    found.append(f"{name}: bytes {start} to {end} are not what was written")
                reached[name] = end
        except (ValueError, KeyError, TypeError):
            found.append(f"{layout.BATCHES}: line {number} cannot be read")
    found.extend(
        f"{name}: {reached[name]} of {state.files.get(name, 0)} bytes have a checksum"
        for name in layout.every_file()
        if reached[name] != state.files.get(name, 0)
    )
    return found


def _digest(path: Path, start: int, end: int) -> str:
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (piece := file.read(min(left, _PIECE))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()


def _lexical_faults(home: Path) -> list[str]:
    """Of the segments that are committed in the index of words; others are being written or left to be swept."""
    try:
        meta = json.loads((home / "meta.json").read_bytes())
        committed = {segment["segment_id"].replace("-", "") for segment in meta["segments"]}
    except (ValueError, KeyError, TypeError, AttributeError):
        return [f"{layout.LEXICAL}/meta.json cannot be read"]
    found = []
    for path in sorted(home.iterdir()):
        try:
            if path.name.split(".")[0] in committed and not _ends_well(path):
                found.append(f"{layout.LEXICAL}/{path.name}: not what was written")
        except FileNotFoundError:
            continue  # merged into another segment meanwhile
    return found


def _ends_well(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size < _FOOTER.size:
            return False
        file.seek(size - _FOOTER.size)
        length, magic = _FOOTER.unpack(file.read(_FOOTER.size))
        left = size - _FOOTER.size - length
        if magic != _MAGIC or left < 0:
            return False
        file.seek(left)
        try:
            expected = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        found = 0
        while left > 0 and (piece := file.read(min(left, _PIECE))):
            found = zlib.crc32(piece, found)
            left -= len(piece)
    return bool(found == expected)
