"""Archived copies of sources: what a source said on the day it was read, known by the hash of its bytes."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ArchivedCopy(models.Model):
    """One kept file. Its bytes lie below ARCHIVE_DIRECTORY by their SHA-256; the row says where they came from."""

    class How(models.TextChoices):
        UPLOADED = "uploaded", _("uploaded")
        FETCHED = "fetched", _("fetched")

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(_("media type"), max_length=100)
    size = models.BigIntegerField(_("size in bytes"))
    fetched_at = models.DateTimeField(_("kept at"))
    source_url = models.URLField(_("address"), max_length=2000, blank=True)
    how = models.CharField(_("how"), max_length=10, choices=How.choices)

    #: Where a copy is used is asked of the sources themselves; Wagtail would keep a list of it, a task for each source.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("archived copy")
        verbose_name_plural = _("archived copies")

    def __str__(self) -> str:
        return f"{self.sha256[:12]}… ({self.media_type})"

    @property
    def path(self) -> Path:
        """Where the bytes lie."""
        return Path(settings.ARCHIVE_DIRECTORY) / self.sha256[:2] / self.sha256


class CopyRequest(models.Model):
    """The wish for a copy of one address: waiting, kept, or failed and why. The worker does it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be fetched")
        KEPT = "kept", _("kept")
        FAILED = "failed", _("could not be fetched")

    url = models.URLField(_("address"), max_length=2000)
    page = models.ForeignKey("checks.FactCheckPage", models.CASCADE, related_name="copy_requests")
    asked_by = models.ForeignKey("offices.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    problem = models.TextField(blank=True)
    copy = models.ForeignKey(ArchivedCopy, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.url}: {self.get_state_display()}"
