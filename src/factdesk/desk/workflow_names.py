"""The desk's workflow and its one step are rows of Wagtail's tables: their names are shown in the reader's language."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.db.models.signals import post_init, pre_save
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import PageLogEntry, Task, Workflow

from factdesk.checks.models import SecondPersonReview
from factdesk.checks.permissions import TASK, WORKFLOW

#: The name that is stored, by which the row is found, and the name that is shown.
_SHOWN = {WORKFLOW: _("Draft → review → published"), TASK: _("Second-person review")}


def connect() -> None:
    """Show the names translated wherever Wagtail does, from the moment a row is read."""
    for model in (Workflow, Task, SecondPersonReview):
        post_init.connect(_show, sender=model, dispatch_uid=f"show-{model.__name__}")
        pre_save.connect(_store, sender=model, dispatch_uid=f"store-{model.__name__}")
    post_init.connect(_show_logged, sender=PageLogEntry, dispatch_uid="show-PageLogEntry")


def _show(instance: Any, **_kwargs: Any) -> None:
    # A field that was left out of the query is not asked for here: that would be another query.
    stored = instance.__dict__.get("name")
    if stored in _SHOWN:
        instance.name = str(_SHOWN[stored])


def _store(instance: Any, **_kwargs: Any) -> None:
    """Put the stored name back; a name of their own, which somebody gave the row, stays."""
    instance.name = _stored().get(instance.name, instance.name)


def _show_logged(instance: Any, **_kwargs: Any) -> None:
    """Wagtail's log has the names as whoever acted read them; whoever reads the log has a language of their own."""
    data = instance.__dict__.get("data")
    workflow = data.get("workflow") if isinstance(data, dict) else None
    if not isinstance(workflow, dict):
        return
    for named in (workflow, workflow.get("task"), workflow.get("next")):
        if isinstance(named, dict) and named.get("title") in _stored():
            named["title"] = str(_SHOWN[_stored()[named["title"]]])


@cache
def _stored() -> dict[str, str]:
    """The stored name by every name that is shown."""
    found = {stored: stored for stored in _SHOWN}
    for language in dict(settings.LANGUAGES):
        with override(language):
            found |= {str(shown): stored for stored, shown in _SHOWN.items()}
    return found
