"""The folder below which a running desk writes every file."""

from __future__ import annotations

import os
from pathlib import Path

from factdesk.running.terminal import N_


class HomeUnusable(Exception):  # noqa: N818
    """The folder is not there and cannot be made. `message` takes `values`, so that it can be said in any language."""

    message = N_("%(home)s cannot be made: %(reason)s. FACTDESK_HOME names another folder.")

    def __init__(self, home: str, reason: str) -> None:
        self.values = {"home": home, "reason": reason}
        super().__init__(self.message % self.values)


def home(otherwise: Path) -> Path:
    """The folder that FACTDESK_HOME names, made where it is not there yet.

    Raises:
        HomeUnusable: it cannot be made.
    """
    named = Path(os.environ.get("FACTDESK_HOME") or otherwise)
    try:
        folder = named.resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:  # the second is what pathlib makes of a ring of links
        raise HomeUnusable(str(named), getattr(error, "strerror", None) or str(error)) from error
    return folder
