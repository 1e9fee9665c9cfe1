"""A store: opening, making, following, checking."""

import threading
from pathlib import Path

from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.errors import EncoderMismatch, FormatMismatch, StoreDamaged, StoreMissing
from factdesk.matching.store import checking, generations, manifest
from factdesk.matching.store.manifest import Manifest
from factdesk.matching.store.passages import token_width
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
            StoreMissing, StoreDamaged, EncoderMismatch, FormatMismatch
        """
        return cls(Path(path), encoder_name)

    @classmethod
    def create(cls, path: Path | str, encoder_name: str, dimension: int = DIMENSION, token_width: int = 0) -> "Store":
        """A new, empty store.

        Args:
            token_width: numbers of each token vector that the encoder makes; 0 where none are to be kept.

        Raises:
            FileExistsError: there is one already; `rebuild` replaces it.
        """
        path = Path(path)
        if (path / manifest.NAME).exists():
            raise FileExistsError(f"There is a search index at {path} already.")
        path.mkdir(parents=True, exist_ok=True)
        generations.make(path, _FIRST)
        manifest.write(path, Manifest(encoder_name, dimension, _FIRST, token_width))
        return cls(path, encoder_name)

    @classmethod
    def made_for(cls, path: Path | str, encoder: TextEncoder) -> "Store":
        """A new, empty store that keeps all that this encoder makes.

        Raises:
            FileExistsError: there is one already.
        """
        return cls.create(path, encoder.name, encoder.dimension, token_width(encoder))

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
            StoreMissing, StoreDamaged, EncoderMismatch, FormatMismatch
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
            StoreBusy, StoreMissing, StoreDamaged, EncoderMismatch, FormatMismatch
        """
        state = manifest.read(self.path)
        if state.encoder != self.encoder_name:
            raise EncoderMismatch(self.path, state.encoder, self.encoder_name)
        return Writer(self.path, encoder, done=self.refresh)

    def check(self) -> list[str]:
        """Faults found by reading everything: lengths, the checksum of every batch, those of the index of words.

        Raises:
            OSError: a rebuild took the files away meanwhile.
        """
        try:
            state = manifest.read(self.path)
            Snapshot(self.path, state)
        except (StoreMissing, StoreDamaged, FormatMismatch) as error:
            return [str(error)]
        return checking.faults(self.path / state.generation, state)
