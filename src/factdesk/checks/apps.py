"""Django's registration of the room."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChecksConfig(AppConfig):
    name = "factdesk.checks"
    label = "checks"

    def ready(self) -> None:
        """Connect what must hold whichever way a row is changed."""
        from factdesk.checks import images, signals

        signals.connect()
        images.connect()
        post_migrate.connect(_keep_writers, sender=self)


def _keep_writers(using: str, **kwargs: Any) -> None:
    from factdesk.checks import triggers

    triggers.keep_writers(using)
