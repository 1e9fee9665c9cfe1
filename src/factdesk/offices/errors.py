"""Why an office or a login was not added."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class OfficeError(Exception):
    """An office or a login was not added; nothing was stored. `str()` says why, in the current language."""

    message: str | Promise = ""

    def __init__(self, **values: str) -> None:
        super().__init__(str(self.message) % values)


class OfficeExists(OfficeError):  # noqa: N818
    """The slug is taken."""

    message = _("There is an office “%(slug)s” already.")


class UnknownOffice(OfficeError):  # noqa: N818
    """No office has this slug."""

    message = _("There is no office “%(slug)s”.")


class LoginExists(OfficeError):  # noqa: N818
    """The user name is taken."""

    message = _("There is a login “%(username)s” already.")


class NotAllowed(OfficeError):  # noqa: N818
    """A value does not fit its field; the password is too weak."""

    message = "%(reasons)s"
