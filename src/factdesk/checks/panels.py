"""How the editor's screen for a fact-check is arranged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PublishingPanel,
)
from wagtail.admin.panels.base import get_form_for_model

#: What has no language: set in the source text, the same for all its translations.
SHARED = ("claim_kind", "claim_language", "rating", "checked_on", "sectors", "regions", "authors")


class RowsPanel(InlinePanel):
    """An `InlinePanel` whose rows use their model's own form; Wagtail's takes a plain one."""

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options, with the row model's `base_form_class` in them."""
        options = super().get_form_options()
        model = self.db_field.related_model
        child = self.child_edit_handler.get_form_options()
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            model,
            form_class=model.base_form_class,
            fields=child.get("fields", []),
            defer_required_on_fields=child.get("defer_required_on_fields", []),
        )
        return options


CONTENT = [
    # Not Wagtail's title panel: its script looks for a slug field.
    FieldPanel("title", classname="title", help_text=_("A headline that answers, not one that repeats the rumour.")),
    MultiFieldPanel(
        [
            FieldPanel("claim"),
            FieldRowPanel([FieldPanel("claim_kind"), FieldPanel("claim_language")]),
            FieldPanel("claimant"),
            RowsPanel("appearances", label=_("appearance"), heading=_("Where and when it appeared")),
        ],
        heading=_("Claim"),
    ),
    MultiFieldPanel([FieldPanel("rating"), FieldPanel("verdict")], heading=_("Answer")),
    FieldPanel("body"),
    RowsPanel(
        "evidence",
        label=_("source"),
        heading=_("Evidence"),
        help_text=_("At least two sources, one of them primary, each with the date it was read and an archived copy."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("topics"),
            FieldPanel("sectors", widget=forms.CheckboxSelectMultiple),
            FieldPanel("regions", widget=forms.CheckboxSelectMultiple),
        ],
        heading=_("Subject"),
    ),
    FieldRowPanel([FieldPanel("checked_on"), FieldPanel("authors")], heading=_("Credits")),
    MultiFieldPanel(
        [FieldPanel("change_kind"), FieldPanel("change_note_vi"), FieldPanel("change_note_en")],
        heading=_("Change to a published check"),
        help_text=_("Shown to the public with the date. A correction must say what was wrong."),
    ),
]
#: No slug: the public address is made from the headline at the first publication (docs/decisions/025).
PROMOTE: list[Any] = []
SETTINGS = [PublishingPanel(), CommentPanel()]
