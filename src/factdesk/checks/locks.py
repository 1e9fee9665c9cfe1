"""Why a page of the desk is closed for good."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class WithdrawnLock(BaseLock):
    """A check that was withdrawn: everybody of its office can read it here, and nobody can change it."""

    def for_user(self, user: Any) -> bool:
        """Whoever they are."""
        return True

    def get_message(self, user: Any) -> str:
        """What the editor's screen says first."""
        return _(
            "This check was withdrawn. It can be read here, but not changed: what was said about it in public stays. "
            "To answer the claim again, start a new check."
        )

    def get_locked_by(self, user: Any) -> str:
        """In place of a person's name."""
        return _("Withdrawn")

    def get_description(self, user: Any) -> str:
        """The line in the side panel."""
        return _("Nobody changes a check that was withdrawn")
