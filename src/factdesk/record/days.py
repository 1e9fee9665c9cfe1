"""Which day it is at the desk, whatever time zone the person who works there has chosen for their screens."""

from __future__ import annotations

import datetime

from django.utils import timezone


def today() -> datetime.date:
    """The desk's own day."""
    return timezone.localdate(timezone=timezone.get_default_timezone())
