"""Writing files so that a crash leaves either the old state or the new one."""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path


def sync_directory(directory: Path) -> None:
    """Make renames and creations within `directory` survive a power cut."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_synced(path: Path, content: bytes) -> None:
    """Write `content` and wait until it is on disk. Not atomic: for files nobody reads yet."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_atomically(path: Path, content: bytes) -> None:
    """Give `path` new content; readers see the old or the new bytes, never a mixture."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    write_synced(beside, content)
    beside.replace(path)
    sync_directory(path.parent)


@contextlib.contextmanager
def taking_turns(lock: Path) -> Iterator[None]:
    """Keep whoever asks for the same `lock` out, in this process and in others, until the block ends; waits its turn.

    Raises:
        OSError: the lock's file cannot be made.
    """
    lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with lock.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hex, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
