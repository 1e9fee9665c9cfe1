"""Files that are named by the SHA-256 of their bytes: written once, whole, and never changed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from factdesk.matching.files import sync_directory


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`: all of it or nothing, and on the disk before this returns."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_directory(path.parent)
