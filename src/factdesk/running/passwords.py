"""What no password may be: the one that everybody knows."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from factdesk.sample.logins import PASSWORD as SAMPLE_PASSWORD


class NotTheSamplePassword:
    """Refuses the password of the sample logins; `up --production` would not start while a login has it."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for it, in whatever capitals."""
        if password.strip().casefold() == SAMPLE_PASSWORD.casefold():
            raise ValidationError(self.get_help_text(), code="sample_password")

    def get_help_text(self) -> str:
        """What Wagtail says beside the field."""
        return _("Your password can’t be the published one of the sample desk.")
