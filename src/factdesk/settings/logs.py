"""What the log may say of a request that was refused or that failed."""

from __future__ import annotations

import logging
import re
import traceback

from django.http import HttpRequest

_PATH = re.compile(r"(?<!HTTP)/[^\s\"']*")


class RefusalsInOneLine(logging.Filter):
    """Of a refused request the log gets the kind of refusal alone, without what was sent and without a traceback.

    Strangers can send thousands, and what they send may hold who asked (H7).
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten such a record; let everything through."""
        if record.name.startswith("django.security."):
            kind = record.name.rpartition(".")[2]
            hint = "; is its name in FACTDESK_HOSTS?" if kind == "DisallowedHost" else ""
            record.msg, record.args = f"a request was refused: {kind}{hint}", ()
            record.exc_info = record.exc_text = record.stack_info = None
        return True


class FailuresWithoutValues(logging.Filter):
    """Of a request that failed the log gets its route and where in the code it failed.

    Its path may hold a receipt, and the exception's own words may repeat what was typed (H7).
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the values out of a line of Django's about a request; let everything through."""
        if record.name.partition(".")[0] != "django":
            return True
        request = record.__dict__.pop("request", None)
        if record.name in ("django.request", "django.server"):
            match = request.resolver_match if isinstance(request, HttpRequest) else None
            if match is not None and record.args:
                # The arguments are what was asked; the route is "q/<str:receipt>/".
                record.msg, record.args = f"{_kind(record)}: /{match.route}", ()
            else:
                record.msg, record.args = _PATH.sub("/…", record.getMessage()), ()
        if record.exc_info:
            record.exc_text = _without_values(record.exc_info[1])
            record.exc_info = None
        return True


def _kind(record: logging.LogRecord) -> str:
    """What Django says before the path: "Internal Server Error"."""
    return record.getMessage().partition(":")[0].partition("/")[0].strip()


def _without_values(exception: BaseException | None) -> str:
    """The traceback with the names of the exceptions alone, the causes first."""
    lines: list[str] = []
    seen: set[int] = set()
    while exception is not None and id(exception) not in seen:
        seen.add(id(exception))
        frames = "".join(traceback.format_tb(exception.__traceback__))
        kind = type(exception)
        lines.insert(0, f"Traceback (most recent call last):\n{frames}{kind.__module__}.{kind.__qualname__}")
        exception = exception.__cause__ or (None if exception.__suppress_context__ else exception.__context__)
    return "\n\n".join(lines)
