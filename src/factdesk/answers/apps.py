"""Django's registration of the room."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_save


class AnswersConfig(AppConfig):
    name = "factdesk.answers"
    label = "answers"

    def ready(self) -> None:
        """Take what this process publishes into the index as soon as it is stored."""
        from factdesk.answers.services import follow_at_once
        from factdesk.record.models import Entry

        def published(**_: Any) -> None:
            # Robust: what was published is published, whatever happens here; the worker comes by.
            transaction.on_commit(follow_at_once, robust=True)

        post_save.connect(published, sender=Entry, weak=False, dispatch_uid="answers follow at once")
