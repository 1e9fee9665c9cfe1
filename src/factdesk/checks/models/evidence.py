"""What belongs to one fact-check and has an order: where the claim appeared, and the sources that answer it.

Rows of a translation keep the translation key of the row that they translate: addresses, dates and copies are always
the source text's; only `where` and `note` are translated.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from factdesk.checks.forms import EvidenceForm, SharedRowForm
from factdesk.checks.models.archive import ArchivedCopy


class Appearance(TranslatableMixin, Orderable):
    """Where and when the claim was seen."""

    page = ParentalKey("checks.FactCheckPage", on_delete=models.CASCADE, related_name="appearances")
    where = models.CharField(
        _("where"), max_length=300, help_text=_("A kind of place or an outlet, never a private person or account.")
    )
    url = models.URLField(_("address"), max_length=2000, blank=True)
    on = models.DateField(_("on"), null=True, blank=True)

    base_form_class = SharedRowForm
    override_translatable_fields: ClassVar[list[object]] = [
        TranslatableField("where"),
        SynchronizedField("url", overridable=False),
        SynchronizedField("on", overridable=False),
    ]
    panels: ClassVar[list[object]] = [FieldPanel("where"), FieldRowPanel([FieldPanel("url"), FieldPanel("on")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")

    def __str__(self) -> str:
        return self.where


class Evidence(TranslatableMixin, Orderable):
    """One cited source (H3: two at least, one primary, each with the date it was read and an archived copy)."""

    page = ParentalKey("checks.FactCheckPage", on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(_("title"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=300)
    url = models.URLField(_("address"), max_length=2000)
    primary = models.BooleanField(
        _("primary source"),
        default=False,
        help_text=_("The origin itself: the law, the data, the study, the office concerned – not a report about it."),
    )
    read_on = models.DateField(_("read on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("What this source shows. Seen by the public."))
    copy = models.ForeignKey(
        ArchivedCopy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("archived copy")
    )

    base_form_class = EvidenceForm
    override_translatable_fields: ClassVar[list[object]] = [
        SynchronizedField("title", overridable=False),
        SynchronizedField("publisher", overridable=False),
        SynchronizedField("url", overridable=False),
        SynchronizedField("primary", overridable=False),
        SynchronizedField("read_on", overridable=False),
        SynchronizedField("copy", overridable=False),
        TranslatableField("note"),
    ]
    panels: ClassVar[list[object]] = [
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("primary"), FieldPanel("read_on")]),
        FieldPanel("upload"),
        FieldPanel("fetch"),
        FieldPanel("note"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title
