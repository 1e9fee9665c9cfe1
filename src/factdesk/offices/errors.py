"""Why something about offices, their lists and the people who work in them was not done."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class OfficeError(Exception):
    """It was not done; nothing was stored. `str()` says why, in the current language."""

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


class UnknownLogin(OfficeError):  # noqa: N818
    """Nobody has this user name."""

    message = _("There is no login “%(username)s”.")


class LoginEnded(OfficeError):  # noqa: N818
    """It no longer opens the desk, whatever its password."""

    message = _("The login “%(username)s” has ended. An administrator can open it again at the desk.")


class OwnRoles(OfficeError):  # noqa: N818
    """Somebody was about to change what they themselves may do."""

    message = _("Nobody changes their own roles. Another administrator can.")


class RegionExists(OfficeError):  # noqa: N818
    """The slug is taken."""

    message = _("There is a region “%(slug)s” already.")


class NotAllowed(OfficeError):  # noqa: N818
    """A value does not fit its field; the password is too weak."""

    message = "%(reasons)s"
