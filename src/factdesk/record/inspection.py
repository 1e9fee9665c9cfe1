"""What of the record is known to be damaged: found by reading all of it now and then, and by whoever runs into it.

Kept in a small file, so that /healthz says it without reading the record.
"""

from __future__ import annotations

import contextlib
import json
import logging
from pathlib import Path

from django.conf import settings

from factdesk.matching.files import replace_atomically, taking_turns
from factdesk.record import pictures
from factdesk.record.content import require_whole
from factdesk.record.errors import RecordDamaged
from factdesk.record.models import PublishedPicture, Version

logger = logging.getLogger(__name__)

#: Versions, or names of pictures, read in one query.
_BATCH = 200


def inspect() -> list[str]:
    """Read every version and every published picture and note for all processes which are not their hash.

    One query for each 200 of them; one picture at a time is held.
    """
    before = damaged()
    found = [*_versions(), *_pictures()]
    if found == before == damaged():
        return found  # nothing to write, and where the home is read-only nothing could be
    with _alone():
        known = damaged()
        # What somebody ran into during this reading may lie where it had been already.
        found = [*found, *(name for name in known if name not in before and name not in found)]
        if found != known:
            _write(found)
    return found


def _versions() -> list[str]:
    found = list[str]()
    last = ""
    while batch := list(Version.objects.filter(pk__gt=last).order_by("pk").only("pk", "content")[:_BATCH]):
        for version in batch:
            try:
                require_whole(version.content, version.pk)
            except RecordDamaged as damage:
                found.append(version.pk)
                if version.pk not in damaged():
                    logger.error("%s", damage)
        last = batch[-1].pk
    return found


def _pictures() -> list[str]:
    found = list[str]()
    last = ""
    names = PublishedPicture.objects.order_by("pk").values_list("pk", flat=True)
    while batch := list(names.filter(pk__gt=last)[:_BATCH]):
        for name in batch:
            if not _is_whole(name):
                found.append(name)
                if name not in damaged():
                    say_lost(name)
        last = batch[-1]
    return found


def _is_whole(name: str) -> bool:
    try:
        return pictures.read(name) is not None
    except OSError:  # the disk does not give it back
        return False


def say_lost(name: str) -> None:
    """Tell who runs the desk what to do about a published picture."""
    logger.error("the picture %s of a published text is missing or damaged; restore it from a backup", name)


def note(name: str) -> None:
    """Note a damaged version (by its SHA-256) or picture (by its name) that somebody ran into between two readings."""
    with contextlib.suppress(OSError), _alone():  # without a disk it is said in the log alone
        known = damaged()
        if name not in known:
            _write(sorted([*known, name]))


def damaged() -> list[str]:
    """The SHA-256 of every version, and the name of every picture, that is known to be damaged. No query."""
    try:
        return list(json.loads(_report().read_bytes())["damaged"])
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _alone() -> contextlib.AbstractContextManager[None]:
    """Whoever changes the notes takes turns; reading them needs none."""
    return taking_turns(_report().with_suffix(".lock"))


def _write(found: list[str]) -> None:
    report = _report()
    if found:
        report.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_atomically(report, json.dumps({"damaged": found}).encode())
    else:
        report.unlink(missing_ok=True)


def _report() -> Path:
    return Path(settings.RUN_DIRECTORY) / "record.json"
