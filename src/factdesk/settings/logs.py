"""What the log may say of a request that was refused."""

from __future__ import annotations

import logging


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
