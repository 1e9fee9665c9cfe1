"""How much room is left on the disk that the desk writes to.

Told before a question fails for want of it: a database that has nothing to write does not notice a full disk.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

_MB = 1_000_000
#: Less than this is little: some thousand questions, and no room to make an index again.
LOW = 100 * _MB
#: With fewer files to be made than this, there is as little as with no bytes.
_FEW_FILES = 100
#: What must go in at once: a long question, with what the database writes beside it.
_A_QUESTION = 256_000
_WORSE = ("ok", "low", "full", "unknown")


def disk_state() -> dict[str, Any]:
    """Where the room is least: state ok, low, full or unknown, megabytes left, and where it is not ok what to do.

    Costs a system call; only where there is little room, a file is tried, which is gone at once. No query.
    """
    state, free = max(map(_of, _folders()), key=lambda found: (_WORSE.index(found[0]), -found[1]))
    found = {"state": state, "free_mb": free // _MB}
    return found if state == "ok" else found | {"detail": _advice(state, free // _MB)}


def stops_questions(disk: dict[str, Any]) -> bool:
    """Whether no question can be stored with the disk as it is: a server's database lies elsewhere."""
    return bool(disk["state"] == "full" and connection.vendor == "sqlite")


def _folders() -> set[Path]:
    folders = {Path(settings.HOME)}
    if connection.vendor == "sqlite":
        folders.add(Path(connection.settings_dict["NAME"]).parent)
    return folders


def _of(folder: Path) -> tuple[str, int]:
    """State of a folder, and bytes left."""
    try:
        disk = os.statvfs(folder)
    except OSError:
        return "unknown", 0
    free = disk.f_bavail * disk.f_frsize
    # Some file systems count no files, and have room for any number.
    if free >= LOW and (not disk.f_files or disk.f_favail >= _FEW_FILES):
        return "ok", free
    return ("low" if _takes_a_question(folder) else "full"), free


def _takes_a_question(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            os.posix_fallocate(file.fileno(), 0, _A_QUESTION)
    except OSError:
        return False
    return True


def _advice(state: str, free_mb: int) -> str:
    if state == "low":
        return _(
            "Little room is left on the disk of FACTDESK_HOME: %(free)s MB. Make room before it is full and no question"
            " can be taken."
        ) % {"free": free_mb}
    if state == "full":
        return _("The disk of FACTDESK_HOME is full. Make room there; the desk then goes on by itself.")
    return _("The folder FACTDESK_HOME cannot be found. Bring its disk back, and start the desk anew.")
