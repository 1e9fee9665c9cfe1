"""The language of the command line: that of the terminal.

What is said before the translations are compiled, or where they cannot be (help, and why a desk does not start), is
looked up in the package's own sources: slower, so only where something is said.
"""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

_VIETNAMESE = Path(__file__).parents[1] / "locale/vi/LC_MESSAGES/django.po"


def language() -> str:
    """The language of the terminal, as far as this desk speaks it: Vietnamese for vi, vi_VN and so on, else English."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "vi" if next(filter(None, names), "").replace("_", ".").split(".")[0] == "vi" else "en"


def N_(message: str) -> str:  # noqa: N802  (the name that catalogues know)
    """`message`, marked for translation where it is written, to be translated where it is said."""
    return message


def said(message: str) -> str:
    """`message` in the terminal's language, without Django and without a home folder."""
    return _vietnamese().get(message) or message if language() == "vi" else message


@cache
def _vietnamese() -> dict[str, str]:
    from babel.messages.pofile import read_po  # slow to import, and mostly nothing is said this way

    with _VIETNAMESE.open("rb") as file:
        catalogue = read_po(file)
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and not message.fuzzy
    }


class Help(argparse.HelpFormatter):
    """Help in the terminal's language."""

    def start_section(self, heading: str | None) -> None:
        """Translate the heading."""
        super().start_section(heading and said(heading))

    def add_text(self, text: str | None) -> None:
        """Translate the description."""
        super().add_text(text and said(text))

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """Translate the word before it."""
        super().add_usage(usage, actions, groups, said(N_("usage: ")) if prefix is None else prefix)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and said(action.help)


class Parser(argparse.ArgumentParser):
    """A command line with such help and such complaints, for itself and for what is below it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": Help, **options})

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read a command line; what is wrong with it is said in the terminal's language."""
        with _argparse_in_the_terminals_language():
            return super().parse_args(args, namespace)


@contextlib.contextmanager
def _argparse_in_the_terminals_language() -> Iterator[None]:
    """argparse looks its words up by the name that it imported from gettext, which knows of no catalogue of ours.

    Only while a command line is read: making it looks up words too, which would have every start read the catalogue.
    """
    usual = argparse._, argparse.ngettext  # type: ignore[attr-defined]
    argparse._, argparse.ngettext = said, _said_of_many  # type: ignore[attr-defined]
    try:
        yield
    finally:
        argparse._, argparse.ngettext = usual  # type: ignore[attr-defined]


def _said_of_many(one: str, many: str, number: int) -> str:
    return said(one if number == 1 else many)


#: What argparse itself says, in each of its versions; what only its caller's mistakes make it say is left out.
ARGPARSE = (
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("expected %s argument"),
    N_("expected %s arguments"),
    N_("not allowed with argument %s"),
    N_("unexpected option string: %s"),
    N_("ignored explicit argument %r"),
    N_("can't open '%(filename)s': %(error)s"),
)
