"""Which ranking and decision this desk uses: its own, made by `factdesk train matching --own`, or the shipped ones."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

from django.conf import settings

from factdesk.matching import learned
from factdesk.matching.learned import Learned

logger = logging.getLogger(__name__)

_said: str | None = None


def folder() -> Path:
    """Where the desk's own are."""
    return Path(settings.LEARNED_DIRECTORY)


def in_use(encoder_name: str) -> Learned:
    """What questions are matched by. Own ones that do not fit are left alone, and the log says so once."""
    global _said
    found = learned.in_use(folder(), encoder_name)
    said = str(found.trouble) if found.trouble else None
    if said and said != _said:
        logger.warning("%s", said)
    _said = said
    return found.learned


def state(encoder_name: str) -> Literal["shipped", "own", "ignored"]:
    """For /healthz: what is in use; `ignored` where there are own ones that do not fit, and the shipped ones are."""
    found = learned.in_use(folder(), encoder_name)
    if found.trouble:
        return "ignored"
    return "own" if found.learned.own else "shipped"
