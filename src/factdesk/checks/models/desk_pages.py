"""The tree in which fact-checks are edited: one root for each language, one desk for each office below it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from factdesk.offices.models import Office


class DeskRootPage(Page):
    """Top of the desk in one language. Made at set-up, never by hand."""

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["checks.OfficeDeskPage"]
    preview_modes: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")

    def get_url_parts(self, request: Any = None) -> None:
        """None: nothing of the desk has a public address."""
        return

    def permissions_for_user(self, user: Any) -> Any:
        """What `user` may do here."""
        from factdesk.checks.permissions import DeskPermissions

        return DeskPermissions(user, self)


class OfficeDeskPage(Page):
    """One office's fact-checks in one language. What is published below it carries this office's name (H6)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="desk_pages", editable=False)

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["checks.DeskRootPage"]
    subpage_types: ClassVar[list[str]] = ["checks.FactCheckPage"]
    preview_modes: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("office desk")
        verbose_name_plural = _("office desks")

    def get_url_parts(self, request: Any = None) -> None:
        """None: nothing of the desk has a public address."""
        return

    def permissions_for_user(self, user: Any) -> Any:
        """What `user` may do here."""
        from factdesk.checks.permissions import DeskPermissions

        return DeskPermissions(user, self)
