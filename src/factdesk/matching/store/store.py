"""A store: opening, making, following, checking."""

import hashlib
import json
import threading
from pathlib import Path

from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.errors import EncoderMismatch, StoreDamaged, StoreMissing
from factdesk.matching.files import sync_directory
from factdesk.matching.store import layout, manifest
from factdesk.matching.store.lexical import open_index
from factdesk.matching.store.manifest import Manifest
from factdesk.matching.store.snapshot import Snapshot
from factdesk.matching.store.writer import Writer

DIMENSION = 384
_FIRST = "000001"
_TRIES = 5  # a rebuild may swap generations between two reads


class Store:
    """The index at one path. Any number of processes may read while one writes."""

    def __init__(self, path: Path, encoder_name: str) -> None:
        self.path, self.encoder_name = path, encoder_name
        self._lock = threading.Lock()
        self._stamp, self._snapshot = self._read(None)

    @classmethod
    def open(cls, path: Path | str, encoder_name: str) -> "Store":
        """An existing store.

        Raises:
            StoreMissing, StoreDamaged, EncoderMismatch
        """
        return cls(Path(path), encoder_name)

    @classmethod
    def create(cls, path: Path | str, encoder_name: str, dimension: int = DIMENSION) -> "Store":
        """A new, empty store.

        Raises:
            FileExistsError: there is one already; `rebuild` replaces it.
        """
        path = Path(path)
        if (path / manifest.NAME).exists():
            raise FileExistsError(f"There is a search index at {path} already.")
        path.mkdir(parents=True, exist_ok=True)
        make_generation(path, _FIRST)
        manifest.write(path, Manifest(encoder=encoder_name, dimension=dimension, generation=_FIRST))
        return cls(path, encoder_name)

    def _read(self, earlier: Snapshot | None) -> tuple[manifest.Stamp, Snapshot]:
        for attempt in range(_TRIES):
            stamp, state = manifest.stamp(self.path), manifest.read(self.path)
            if state.encoder != self.encoder_name:
                raise EncoderMismatch(self.path, state.encoder, self.encoder_name)
            try:
                return stamp, Snapshot(self.path, state, earlier)
            except StoreDamaged:
                if attempt == _TRIES - 1 or manifest.stamp(self.path) == stamp:
                    raise
        raise AssertionError("unreachable")

    def refresh(self) -> bool:
        """Pick up what other processes committed; whether there was anything. Costs one stat when there was not.

        Raises:
            StoreMissing, StoreDamaged, EncoderMismatch
        """
        if manifest.stamp(self.path) == self._stamp:
            return False
        with self._lock:
            if manifest.stamp(self.path) == self._stamp:
                return False
            self._stamp, self._snapshot = self._read(self._snapshot)
        return True

    @property
    def snapshot(self) -> Snapshot:
        """The state last seen; it stays as it is while the store goes on."""
        return self._snapshot

    @property
    def cursor(self) -> dict[str, int]:
        """How far the sources have been followed: {"record": last entry or -1, "reviews": last change}."""
        return {"record": -1, "reviews": 0} | self._snapshot.manifest.cursor

    @property
    def count(self) -> int:
        """Living documents."""
        return self._snapshot.count

    def writer(self, encoder: TextEncoder | None = None) -> Writer:
        """The one writer; use it in a `with`. With an encoder, `put` makes the vectors itself.

        Raises:
            StoreBusy, StoreMissing, StoreDamaged, EncoderMismatch
        """
        state = manifest.read(self.path)
        if state.encoder != self.encoder_name:
            raise EncoderMismatch(self.path, state.encoder, self.encoder_name)
        return Writer(self.path, encoder, done=self.refresh)

    def check(self) -> list[str]:
        """Faults found by reading everything: lengths and the checksum of every batch. Nothing when intact."""
        try:
            state = manifest.read(self.path)
            Snapshot(self.path, state)
        except (StoreMissing, StoreDamaged) as error:
            return [str(error)]
        return _batch_faults(self.path / state.generation, state)


def make_generation(path: Path, name: str) -> Path:
    """An empty set of files."""
    home = path / name
    home.mkdir(exist_ok=True)
    for file in [*layout.every_file(), layout.BATCHES]:
        (home / file).write_bytes(b"")
    open_index(home / layout.LEXICAL)
    sync_directory(home)
    return home


def _batch_faults(home: Path, state: Manifest) -> list[str]:
    faults = []
    reached = dict.fromkeys(layout.every_file(), 0)
    with (home / layout.BATCHES).open("rb") as batches:
        lines = batches.read(state.files.get(layout.BATCHES, 0)).splitlines()
    for number, line in enumerate(lines):
        try:
            spans = json.loads(line)
            for name, (start, end, digest) in spans.items():
                if start != reached[name]:
                    faults.append(f"{name}: batch {number} begins at {start} instead of {reached[name]}")
                if _digest(home / name, start, end) != digest:
                    faults.append(f"{name}: bytes {start} to {end} are not what was written")
                reached[name] = end
        except (ValueError, KeyError, TypeError):
            faults.append(f"{layout.BATCHES}: line {number} cannot be read")
    faults.extend(
        f"{name}: {reached[name]} of {state.files.get(name, 0)} bytes have a checksum"
        for name in layout.every_file()
        if reached[name] != state.files.get(name, 0)
    )
    return faults


def _digest(path: Path, start: int, end: int) -> str:
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (piece := file.read(min(left, 1 << 20))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()
