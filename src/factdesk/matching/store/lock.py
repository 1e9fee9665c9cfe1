"""One writer at a time, across processes and threads."""

import fcntl
import os
from pathlib import Path

from factdesk.matching.errors import StoreBusy
from factdesk.matching.store import layout


class WriterLock:
    """Held from creation to `release`; the kernel lets go when the process dies.

    Raises:
        StoreBusy: somebody else holds it.
    """

    def __init__(self, path: Path) -> None:
        self._handle: int | None = os.open(path / layout.LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._handle)
            self._handle = None
            raise StoreBusy(f"Another process is writing to the search index at {path}; try again shortly.") from error

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
