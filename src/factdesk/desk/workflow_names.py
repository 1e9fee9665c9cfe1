"""The desk's workflow and its one step are rows of Wagtail's tables: their names are shown in the reader's language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models.signals import post_init, pre_save
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Task, Workflow

from factdesk.checks.models import SecondPersonReview
from factdesk.checks.permissions import TASK, WORKFLOW

#: The name that is stored, by which the row is found, and the name that is shown.
_SHOWN = {WORKFLOW: _("Draft → review → published"), TASK: _("Second-person review")}


def connect() -> None:
    """Show the names translated wherever Wagtail does, from the moment a row is read."""
    for model in (Workflow, Task, SecondPersonReview):
        post_init.connect(_show, sender=model, dispatch_uid=f"show-{model.__name__}")
        pre_save.connect(_store, sender=model, dispatch_uid=f"store-{model.__name__}")


def _show(instance: Any, **_kwargs: Any) -> None:
    # A field that was left out of the query is not asked for here: that would be another query.
    stored = instance.__dict__.get("name")
    if stored in _SHOWN:
        instance.name = str(_SHOWN[stored])


def _store(instance: Any, **_kwargs: Any) -> None:
    """Put the stored name back; a name of their own, which somebody gave the row, stays."""
    for stored, shown in _SHOWN.items():
        for language in dict(settings.LANGUAGES):
            with override(language):
                if instance.name == str(shown):
                    instance.name = stored
