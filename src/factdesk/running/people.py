"""The commands by which an office begins, and what an administrator has no screen for: offices, regions, logins."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from factdesk.checks import permissions
from factdesk.desk.lists import slug_of
from factdesk.offices import services
from factdesk.offices.errors import OfficeError
from factdesk.running import terminal

#: What each field is called on the command line.
_OPTIONS = {
    **dict.fromkeys(("name_vi", "username"), "NAME"),
    "name_en": "--english",
    **{name: f"--{name.replace('_', '-')}" for name in ("kind", "slug", "first_name", "last_name", "email")},
}


def add_office(options: argparse.Namespace) -> int:
    """Add an office as the command line says; exit status."""
    slug = options.slug or slug_of(options.name, options.english)

    def add() -> str:
        with transaction.atomic():
            office = services.add_office(
                slug=slug,
                names={"vi": options.name, "en": options.english},
                kind=options.kind,
                address=f"{settings.SITE_ADDRESS}/offices/{slug}/",
                below=options.below,
            )
            permissions.install()
        return _("Added the office %(slug)s: %(address)s") % {
            "slug": office.slug,
            "address": f"{settings.SITE_ADDRESS}/offices/{slug}/",
        }

    return _said(add)


def add_login(options: argparse.Namespace) -> int:
    """Add a login as the command line says, with a password from the terminal or standard input; exit status."""

    def add() -> str:
        password = _password()
        if password is None:
            return ""
        person = services.add_login(
            username=options.name,
            password=password,
            role=options.role,
            office=options.office,
            first_name=options.first_name,
            last_name=options.last_name,
            email=options.email,
        )
        return _("Added the login %(username)s. It opens %(address)s") % {
            "username": person.username,
            "address": f"{settings.SITE_ADDRESS}/desk/",
        }

    return _said(add)


def add_region(options: argparse.Namespace) -> int:
    """Add a place that questions are about as the command line says; exit status."""
    slug = options.slug or slug_of(options.name, options.english)

    def add() -> str:
        region = services.add_region(slug=slug, names={"vi": options.name, "en": options.english})
        return _("Added the region %(slug)s.") % {"slug": region.slug}

    return _said(add)


def set_password(options: argparse.Namespace) -> int:
    """Give a login a new password, from the terminal or standard input; exit status."""

    def change() -> str:
        password = _password()
        if password is None:
            return ""
        services.set_password(username=options.name, password=password)
        return _(
            "The login %(username)s has its new password. Whoever was signed in with the old one is signed out."
        ) % {"username": options.name}

    return _said(change)


def end_login(options: argparse.Namespace) -> int:
    """Let a login open the desk no longer; exit status."""

    def end() -> str:
        services.end_login(username=options.name)
        return _("The login %(username)s has ended and is signed out everywhere.") % {"username": options.name}

    return _said(end)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    act.__name__: act for act in (add_office, add_region, add_login, set_password, end_login)
}


def _said(add: Callable[[], str]) -> int:
    """Run `add` in the terminal's language and print what it says or why it refused."""
    with translation.override(terminal.language()):
        try:
            said = add()
        except OfficeError as refusal:
            print(f"factdesk: {_in_options(refusal)}", file=sys.stderr)
            return 2
        print(said or _("The two passwords are not the same."), file=sys.stdout if said else sys.stderr)
    return 0 if said else 2


def _in_options(refusal: OfficeError) -> str:
    """Why it was refused: where values do not fit, by the names of the options that gave them."""
    wrong = refusal.__cause__
    if not isinstance(wrong, ValidationError) or not hasattr(wrong, "error_dict"):
        return str(refusal)
    return " ".join(f"{_OPTIONS.get(name, name)}: {' '.join(said)}" for name, said in wrong.message_dict.items())


def _password() -> str | None:
    """The password, asked for twice on a terminal; None where the two differ. Never an argument: `ps` shows those."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(_("Password: "))
    return first if getpass.getpass(_("Once more: ")) == first else None
