"""One desk a home folder: a lock that the desk's processes hold for as long as any of them lives.

It is the kernel's (`flock`), so nothing is left behind by a desk that was killed or a machine that lost its power.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from factdesk.running.terminal import N_, said

NAME = "desk.lock"
#: Seconds given to what is left of a desk whose first process was killed; its others end by themselves.
_PATIENCE = 20.0

_held: int | None = None


class HomeTakenError(Exception):
    """Another desk runs on this home folder."""


def take(home: Path) -> None:
    """Take the home folder for this process and all that it will fork.

    Raises:
        HomeTakenError: a running desk has it; the message says which process.
    """
    global _held
    path = home / NAME
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + _PATIENCE
    while not _locked(descriptor):
        owner = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
        if _lives(owner) or time.monotonic() > deadline:
            os.close(descriptor)
            taken = N_(
                "A desk is running on %(home)s already (process %(process)s). Stop it, or choose another folder:"
            )
            values = {"home": home, "process": owner or "?"}
            raise HomeTakenError(f"{said(taken) % values} FACTDESK_HOME=… script/server")
        time.sleep(0.1)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    _held = descriptor


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lives(process: str) -> bool:
    """Whether the process runs that wrote its number into the lock; an empty lock is being written just now."""
    if not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
