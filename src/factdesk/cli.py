"""The `factdesk` command: thin, one function a subcommand, each calls a service.

Exit status: 0 done, 1 the work found faults, 2 wrong use.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from factdesk import __version__
from factdesk.running import environment, failures, measuring, terminal, training
from factdesk.running.terminal import N_
from factdesk.settings.home import HomeUnusable


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    _open_what_is_closed()
    options = parser().parse_args(argv)
    if refusal := environment.refusal():
        print(f"factdesk: {refusal}", file=sys.stderr)
        return 2
    return _ended(lambda: options.run(options))


def _ended(run: Callable[[], int]) -> int:
    """Run it to its end, whichever that is, and return the exit status."""
    try:
        status = run()
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return 130
    except HomeUnusable as unusable:
        # Said before anything is set up, by whichever command needs the settings first.
        print(f"factdesk: {terminal.said(unusable.message) % unusable.values}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read had enough (`| head -1`).
        _print_no_more()
        return 0
    except Exception as error:
        if (why := failures.sentence(error)) is None:
            raise
        print(f"factdesk: {why}", file=sys.stderr)
        if isinstance(error, OSError):
            _print_no_more()
        return 1


def _open_what_is_closed() -> None:
    """A command that was started without standard input or output reads nothing and prints nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  (until the end)


def _print_no_more() -> None:
    """Python would complain once more when it flushes at the end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser() -> argparse.ArgumentParser:
    """The command line: every subcommand with its options. Help is translated where it is printed."""
    top = terminal.Parser(prog="factdesk", description=N_('A desk that answers "is this true?".'))
    top.add_argument("--version", action="version", version=f"factdesk {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    up = commands.add_parser("up", help=N_("prepare what needs preparing and serve the desk"))
    up.add_argument(
        "--production", action="store_true", help=N_("an office's own desk: refuses anything of the sample")
    )
    up.add_argument("--no-sample", action="store_true", help=N_("start with an empty desk"))
    up.set_defaults(run=_up)

    ask = commands.add_parser("ask", help=N_('ask "is this true?" and print the answer'))
    ask.add_argument("text", help=N_("the statement, message or link; - reads it from standard input"))
    ask.add_argument(
        "--language", choices=["vi", "en"], help=N_("language of the answer; otherwise the question's own")
    )
    ask.add_argument("--explain", action="store_true", help=N_("also say why: what each stage of matching did"))
    ask.add_argument("--json", action="store_true", help=N_("print the answer as JSON"))
    ask.set_defaults(run=_ask)

    imports = commands.add_parser("import", help=N_("read reviews of others")).add_subparsers(
        metavar="WHAT", required=True
    )
    claimreview = imports.add_parser("claimreview", help=N_("ClaimReview from files, folders, - or an address"))
    claimreview.add_argument("sources", nargs="+", metavar="SOURCE")
    claimreview.add_argument("--dry-run", action="store_true", help=N_("report what would change and change nothing"))
    claimreview.add_argument("--json", action="store_true", help=N_("print the report as JSON"))
    claimreview.set_defaults(run=_import_claimreview)

    reindex = commands.add_parser(
        "reindex", help=N_("make all projections and indexes again from the record and reviews")
    )
    reindex.set_defaults(run=_reindex)

    measuring.parse(commands)
    training.parse(commands)
    labels = commands.add_parser("labels", help=N_("write what the desk attached as a folder for `evaluate`"))
    labels.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help=N_("where to; files of the same names are replaced"),
    )
    labels.set_defaults(run=_labels)
    _parse_people(commands)
    prepare = commands.add_parser("prepare", help=N_("only prepare: encoder, database, styles, sample"))
    prepare.add_argument("--no-sample", action="store_true")
    prepare.set_defaults(run=_prepare)
    commands.add_parser("work", help=N_("the background process alone (`up` starts it)")).set_defaults(run=_work)

    manage = commands.add_parser("manage", help=N_("Django's own commands, for developers"), prefix_chars="\0")
    manage.add_argument("arguments", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)
    return top


def _parse_people(commands: Any) -> None:
    """Offices, regions and logins: how a desk of one's own begins, and what an administrator has no screen for."""
    office = commands.add_parser("office", help=N_("offices that speak on this desk")).add_subparsers(
        metavar="WHAT", required=True
    )
    add = office.add_parser("add", help=N_("add an office and its section of the portal"))
    add.add_argument("name", metavar="NAME", help=N_("its name in Vietnamese"))
    add.add_argument("--english", required=True, metavar="NAME", help=N_("its name in English"))
    add.add_argument(
        "--kind", required=True, choices=["province", "department", "locality", "newsroom", "organisation"]
    )
    add.add_argument("--slug", help=N_("its part of addresses; otherwise made from the name"))
    add.add_argument("--below", metavar="SLUG", help=N_("the office above it"))
    add.set_defaults(run=_people, what="add_office")

    region = commands.add_parser("region", help=N_("places that questions are about")).add_subparsers(
        metavar="WHAT", required=True
    )
    add = region.add_parser("add", help=N_("add a place to the list"))
    add.add_argument("name", metavar="NAME", help=N_("its name in Vietnamese"))
    add.add_argument("--english", required=True, metavar="NAME", help=N_("its name in English"))
    add.add_argument("--slug", help=N_("its part of addresses; otherwise made from the name"))
    add.set_defaults(run=_people, what="add_region")

    login = commands.add_parser("login", help=N_("people who work at the desk")).add_subparsers(
        metavar="WHAT", required=True
    )
    add = login.add_parser(
        "add", help=N_("add somebody with a role in an office; asks for the password, or reads it from standard input")
    )
    add.add_argument("name", metavar="NAME", help=N_("the user name"))
    roles = ["contributor", "researcher", "reviewer", "editor", "office-lead", "administrator"]
    add.add_argument("--role", required=True, choices=roles)
    add.add_argument(
        "--office", required=True, metavar="SLUG", help=N_("where the role holds, and in the offices below")
    )
    for option in ("first-name", "last-name", "email"):
        add.add_argument(f"--{option}", default="", metavar="TEXT")
    add.set_defaults(run=_people, what="add_login")
    password = login.add_parser(
        "password", help=N_("give somebody a new password; asks for it, or reads it from standard input")
    )
    password.add_argument("name", metavar="NAME", help=N_("the user name"))
    password.set_defaults(run=_people, what="set_password")
    end = login.add_parser("end", help=N_("let a login open the desk no longer; what its owner wrote stays"))
    end.add_argument("name", metavar="NAME", help=N_("the user name"))
    end.set_defaults(run=_people, what="end_login")


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings.development")
    import django

    django.setup()


def _in_the_terminals_language() -> AbstractContextManager[None]:
    from django.utils import translation

    return translation.override(terminal.language())


def _up(options: argparse.Namespace) -> int:
    from factdesk.running.up import up

    options.no_sample = options.no_sample or options.production
    sample = not options.no_sample
    return up(production=options.production, sample=sample, prepare=lambda: _ended(lambda: _prepare(options)))


def _prepare(options: argparse.Namespace) -> int:
    _django()
    from django.conf import settings

    from factdesk.running import production
    from factdesk.running.prepare import prepare
    from factdesk.running.progress import Bars
    from factdesk.running.up import refuse

    with Bars() as progress:
        prepare(progress, sample=not options.no_sample)
    if settings.SECRET_KEY != settings.SAMPLE_SECRET_KEY and (names := production.sample_logins()):
        return refuse([production.sample_login_refusal(name) for name in names])
    return 0


def _work(options: argparse.Namespace) -> int:
    _django()
    from factdesk.running.work import work

    work()
    return 0


def _ask(options: argparse.Namespace) -> int:
    _django()
    from django.utils import translation
    from django.utils.translation import gettext

    from factdesk.answers.services import answer, explain
    from factdesk.answers.words import as_text
    from factdesk.matching.text.language import guess
    from factdesk.questions.errors import TextRefused
    from factdesk.questions.services import check_text

    text = sys.stdin.read() if options.text == "-" else options.text
    language = options.language or ("en" if guess(text) == "en" else "vi")
    try:
        check_text(text, language)
    except TextRefused as refusal:
        with _in_the_terminals_language():
            print(f"factdesk: {refusal}", file=sys.stderr)
        return 2
    given = answer(text, language=language)
    if not given.available:
        with _in_the_terminals_language():
            print(gettext("factdesk: the index cannot be read; `factdesk reindex` makes it again."), file=sys.stderr)
        return 1
    # What stands around the checks is in their language.
    with translation.override(language):
        why = explain(text, given, language=language) if options.explain else None
        if options.json:
            print(json.dumps(given.as_json() | ({"explanation": why.as_json()} if why else {}), ensure_ascii=False))
        else:
            print("\n\n".join([as_text(given), *([why.as_text()] if why else [])]))
    return 0


def _import_claimreview(options: argparse.Namespace) -> int:
    _django()
    from factdesk.reviews import report, services
    from factdesk.running.progress import Bars

    with Bars() as progress:
        result = services.import_claimreviews(options.sources, dry_run=options.dry_run, progress=progress)
    with _in_the_terminals_language():
        print(json.dumps(report.as_dict(result), ensure_ascii=False) if options.json else report.as_text(result))
    return 1 if result.refused else 0


def _reindex(options: argparse.Namespace) -> int:
    _django()
    from factdesk.answers.services import reindex
    from factdesk.record.errors import RecordDamaged
    from factdesk.running.progress import Bars

    try:
        with Bars() as progress:
            reindex(progress)
    except RecordDamaged as damage:
        print(f"factdesk: {damage}", file=sys.stderr)
        return 1
    return 0


def _labels(options: argparse.Namespace) -> int:
    _django()
    from factdesk.running import labels

    return labels.write(options)


def _people(options: argparse.Namespace) -> int:
    _django()
    from factdesk.running import people

    return people.COMMANDS[options.what](options)


def _manage(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["factdesk manage", *options.arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main())
