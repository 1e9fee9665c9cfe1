"""The state of the desk in words: what /healthz tells a watchdog, for the administrator who looks after the machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from factdesk.api.health import states

_OVERALL = {
    "ok": gettext_lazy("Everything works."),
    "degraded": gettext_lazy("Questions are taken, but something needs looking after."),
    "down": gettext_lazy("No question can be taken now."),
}
_NAMES = {
    "database": gettext_lazy("Database"),
    "index": gettext_lazy("Index that answers questions"),
    "worker": gettext_lazy("Background process"),
    "record": gettext_lazy("Public record"),
    "disk": gettext_lazy("Room on the disk"),
}
_UNKNOWN = gettext_lazy("Cannot be told while the database is not there.")
_DATABASE = {
    "ok": gettext_lazy("Everything that comes in is stored."),
    "read-only": gettext_lazy("Nothing can be written: its folder or server is read-only."),
    "unavailable": gettext_lazy("Nothing can be written now; the log says why."),
}
_AGAIN = gettext_lazy("Questions wait for their answer. Make it again with the command factdesk reindex.")
_WORKER = {
    "ok": gettext_lazy("Runs."),
    "late": gettext_lazy("Has not been heard of for some time. Where that lasts, start the desk anew."),
    "absent": gettext_lazy("Does not run: new texts and waiting questions stay where they are. Start the desk anew."),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the desk and how it is.

    Args:
        name: what it is called.
        well: whether nobody needs to do anything.
        words: how it is, and where it is not well what to do.
    """

    name: str | Promise
    well: bool
    words: str | Promise


def state() -> tuple[str | Promise, list[Part]]:
    """How the desk is as a whole, and part by part; what /healthz says at this moment."""
    found = states()
    parts = [
        # An index that follows is as it should be; it is there within a second.
        Part(_NAMES[name], found[name]["state"] in ("ok", "behind"), _WORDS[name](found[name]))
        for name in _NAMES
    ]
    return _OVERALL[found["status"]], parts


def _index(found: dict[str, Any]) -> str | Promise:
    if found["state"] == "ok":
        words = ngettext("%(count)d text, up to date.", "%(count)d texts, up to date.", found["documents"])
        return words % {"count": found["documents"]}
    if found["state"] == "behind":
        return _("Is taking in the newest changes.")
    return _UNKNOWN if found["state"] == "unknown" else _AGAIN


def _record(found: dict[str, Any]) -> str:
    if found["state"] == "ok":
        return _("Nothing known to be damaged.")
    damaged = ngettext(
        "%(count)d version is not what was published. The log names it: restore it from a backup.",
        "%(count)d versions are not what was published. The log names them: restore them from a backup.",
        found["damaged"],
    )
    return damaged % {"count": found["damaged"]}


def _disk(found: dict[str, Any]) -> str:
    if found["state"] == "ok":
        return _("%(size)s free.") % {"size": filesizeformat(found["free_mb"] * 1_000_000)}
    return str(found["detail"])


_WORDS: dict[str, Callable[[dict[str, Any]], str | Promise]] = {
    "database": lambda found: _DATABASE[found["state"]],
    "index": _index,
    "worker": lambda found: _WORKER[found["state"]],
    "record": _record,
    "disk": _disk,
}
