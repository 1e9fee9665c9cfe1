"""An append-only file as its writer sees it."""

import hashlib
import os
from pathlib import Path

from factdesk.matching.errors import StoreDamaged


class Column:
    """Appends behind the valid length; cuts off first what a crash left there.

    Raises:
        StoreDamaged: the file is shorter than its valid length.
    """

    def __init__(self, path: Path, valid: int) -> None:
        self.path = path
        self._file = path.open("ab")
        actual = os.fstat(self._file.fileno()).st_size
        if actual < valid:
            self._file.close()
            raise StoreDamaged(path.parent.parent, f"{path.name} has {actual} bytes instead of {valid}")
        self._file.truncate(valid)
        self.committed = self.length = valid
        self._digest = hashlib.blake2b(digest_size=16)

    def append(self, content: bytes) -> None:
        if not content:
            return
        self._file.write(content)
        self._digest.update(content)
        self.length += len(content)

    def flush(self) -> None:
        """Let others read what was appended; it does not count yet."""
        self._file.flush()

    def sync(self) -> str | None:
        """Bring what was appended to disk; its checksum, or None when nothing was."""
        if self.length == self.committed:
            return None
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._digest.hexdigest()

    def settle(self) -> None:
        """The manifest counts what was appended so far."""
        self.committed = self.length
        self._digest = hashlib.blake2b(digest_size=16)

    def close(self) -> None:
        """Drop what was appended since the last commit."""
        self._file.flush()
        self._file.truncate(self.committed)
        self._file.close()
