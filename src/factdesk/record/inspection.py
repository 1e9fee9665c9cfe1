"""Which versions are known to be damaged: found by reading all of them now and then, and by whoever runs into one.

Kept in a small file, so that /healthz says it without reading the record.
"""

from __future__ import annotations

import contextlib
import json
import logging
from pathlib import Path

from django.conf import settings

from factdesk.matching.files import replace_atomically
from factdesk.record.content import require_whole
from factdesk.record.errors import RecordDamaged
from factdesk.record.models import Version

logger = logging.getLogger(__name__)

#: Versions read in one query.
_BATCH = 200


def inspect() -> list[str]:
    """Read every version and note for all processes which are not their hash. One query for each 200 of them."""
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
    if found != damaged():
        _write(found)
    return found


def note(sha256: str) -> None:
    """Note a damaged version that somebody ran into between two readings."""
    known = damaged()
    if sha256 not in known:
        with contextlib.suppress(OSError):  # then it is said in the log alone
            _write(sorted([*known, sha256]))


def damaged() -> list[str]:
    """The SHA-256 of every version that is known to be damaged. No query."""
    try:
        return list(json.loads(_report().read_bytes())["damaged"])
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _write(found: list[str]) -> None:
    report = _report()
    if found:
        report.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_atomically(report, json.dumps({"damaged": found}).encode())
    else:
        report.unlink(missing_ok=True)


def _report() -> Path:
    return Path(settings.RUN_DIRECTORY) / "record.json"
