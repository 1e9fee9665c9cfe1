"""The desk's images: only what can be drawn comes in; what a check shows is neither deleted nor given another file.

Whoever put another file into one would write in every text that shows it, and be named in none (H4).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Revision

from factdesk.checks import pictures
from factdesk.checks.errors import PictureInUse
from factdesk.record.models import Entry


def connect() -> None:
    """Connect the signals; called once, when Django is ready."""
    pre_delete.connect(_shown_images_stay, sender=get_image_model())
    pre_save.connect(_shown_images_keep_their_file, sender=get_image_model())
    pre_save.connect(_new_files_can_be_drawn, sender=get_image_model())


def _shown_images_stay(sender: Any, instance: Any, **kwargs: Any) -> None:
    require_unused(instance)


def _shown_images_keep_their_file(sender: Any, instance: Any, **kwargs: Any) -> None:
    stored = sender.objects.filter(pk=instance.pk).values_list("file", flat=True).first() if instance.pk else None
    if stored and (instance.file.name != stored or not instance.file._committed):
        require_unused(instance)


def _new_files_can_be_drawn(sender: Any, instance: Any, **kwargs: Any) -> None:
    if instance.file and not instance.file._committed:
        require_drawable(instance.file)


def require_drawable(file: Any) -> None:
    """Refuse a new file of which no picture can be made: every screen that shows the image would break.

    Raises:
        ValidationError: in words for the person who uploads it.
    """
    file.seek(0)
    data = file.read()
    file.seek(0)
    if not pictures.can_be_drawn(data):
        raise ValidationError(
            _(
                "This picture cannot be drawn: its file is damaged, or of a kind that the desk cannot read. Open it in "
                "an image program, save it as a new JPEG or PNG, and upload that."
            ),
            code="cannot-be-drawn",
        )


def require_unused(image: Any) -> None:
    """Raise PictureInUse where a fact-check, as it is now or as it will go out, shows this image."""
    for title, body in _bodies_with(image.pk):
        if any(value.get("image") == image.pk for value in _pictures_in(body)):
            raise PictureInUse(f"“{title}”.")


def _bodies_with(pk: int) -> Iterator[tuple[str, str]]:
    """Titles and bodies of the revisions that count and may hold this image."""
    from factdesk.checks.models import FactCheckPage

    withdrawn = Entry.objects.filter(kind=Entry.Kind.WITHDRAW).values("code")
    pages = FactCheckPage.objects.exclude(code__in=withdrawn)  # nobody edits those again
    counts = (
        Q(pk__in=pages.values("latest_revision"))
        | Q(pk__in=pages.values("live_revision"))
        | Q(approved_go_live_at__isnull=False)
    )
    of_checks = Q(content_type__app_label="checks", content_type__model="factcheckpage")
    rows = Revision.objects.filter(of_checks, counts).annotate(body=KeyTextTransform("body", "content"))
    for revision in rows.filter(body__contains=f'"image": {pk}').order_by("pk"):
        yield revision.content.get("title") or "", revision.content.get("body") or "[]"


def _pictures_in(body: str) -> Iterator[dict[str, Any]]:
    for block in json.loads(body):
        if block.get("type") == "picture" and isinstance(block.get("value"), dict):
            yield block["value"]
