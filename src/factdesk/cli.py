"""The `factdesk` command: thin, one function a subcommand, each calls a service.

Exit status: 0 done, 1 the work found faults, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from factdesk import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    options = parser().parse_args(argv)
    try:
        status = options.run(options)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read had enough (`| head -1`). Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser() -> argparse.ArgumentParser:
    """The command line: every subcommand with its options. Help is in English, whatever the terminal's language."""
    top = argparse.ArgumentParser(prog="factdesk", description='A desk that answers "is this true?".')
    top.add_argument("--version", action="version", version=f"factdesk {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    up = commands.add_parser("up", help="prepare what needs preparing and serve the desk")
    up.add_argument("--production", action="store_true", help="an office's own desk: refuses anything of the sample")
    up.add_argument("--no-sample", action="store_true", help="start with an empty desk")
    up.set_defaults(run=_up)

    ask = commands.add_parser("ask", help='ask "is this true?" and print the answer')
    ask.add_argument("text", help="the statement, message or link; - reads it from standard input")
    ask.add_argument("--language", choices=["vi", "en"], help="language of the answer; otherwise the question's own")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.set_defaults(run=_ask)

    imports = commands.add_parser("import", help="read reviews of others").add_subparsers(metavar="WHAT", required=True)
    claimreview = imports.add_parser("claimreview", help="ClaimReview from files, folders, - or an address")
    claimreview.add_argument("sources", nargs="+", metavar="SOURCE")
    claimreview.add_argument("--dry-run", action="store_true", help="report what would change and change nothing")
    claimreview.add_argument("--json", action="store_true", help="print the report as JSON")
    claimreview.set_defaults(run=_import_claimreview)

    reindex = commands.add_parser("reindex", help="make all projections and indexes again from the record and reviews")
    reindex.set_defaults(run=_reindex)

    _parse_people(commands)
    prepare = commands.add_parser("prepare", help="only prepare: encoder, database, styles, sample")
    prepare.add_argument("--no-sample", action="store_true")
    prepare.set_defaults(run=_prepare)
    commands.add_parser("work", help="the background process alone (`up` starts it)").set_defaults(run=_work)

    manage = commands.add_parser("manage", help="Django's own commands, for developers", prefix_chars="\0")
    manage.add_argument("arguments", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)
    return top


def _parse_people(commands: Any) -> None:
    """`office add` and `login add`: how a desk of one's own begins."""
    office = commands.add_parser("office", help="offices that speak on this desk").add_subparsers(
        metavar="WHAT", required=True
    )
    add = office.add_parser("add", help="add an office and its section of the portal")
    add.add_argument("name", metavar="NAME", help="its name in Vietnamese")
    add.add_argument("--english", required=True, metavar="NAME", help="its name in English")
    add.add_argument(
        "--kind", required=True, choices=["province", "department", "locality", "newsroom", "organisation"]
    )
    add.add_argument("--slug", help="its part of addresses; otherwise made from the name")
    add.add_argument("--below", metavar="SLUG", help="the office above it")
    add.set_defaults(run=_people, what="add_office")

    login = commands.add_parser("login", help="people who work at the desk").add_subparsers(
        metavar="WHAT", required=True
    )
    add = login.add_parser(
        "add", help="add somebody with a role in an office; asks for the password, or reads it from standard input"
    )
    add.add_argument("name", metavar="NAME", help="the user name")
    roles = ["contributor", "researcher", "reviewer", "editor", "office-lead", "administrator"]
    add.add_argument("--role", required=True, choices=roles)
    add.add_argument("--office", required=True, metavar="SLUG", help="where the role holds, and in the offices below")
    for option in ("first-name", "last-name", "email"):
        add.add_argument(f"--{option}", default="", metavar="TEXT")
    add.set_defaults(run=_people, what="add_login")


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings.development")
    import django

    django.setup()


def _in_the_terminals_language() -> AbstractContextManager[None]:
    from django.utils import translation

    from factdesk.running import terminal

    return translation.override(terminal.language())


def _up(options: argparse.Namespace) -> int:
    from factdesk.running.up import up

    options.no_sample = options.no_sample or options.production
    sample = not options.no_sample
    return up(production=options.production, sample=sample, prepare=lambda: _prepare(options))


def _prepare(options: argparse.Namespace) -> int:
    _django()
    from django.conf import settings
    from django.db import OperationalError

    from factdesk.running import production
    from factdesk.running.prepare import prepare
    from factdesk.running.progress import Bars
    from factdesk.running.up import refuse

    try:
        with Bars() as progress:
            prepare(progress, sample=not options.no_sample)
    except OperationalError as error:
        print(f"factdesk: the database cannot be used: {error}. Check DATABASE_URL and free space.", file=sys.stderr)
        return 1
    if settings.SECRET_KEY != settings.SAMPLE_SECRET_KEY and (names := production.sample_logins()):
        return refuse([f"The sample login {name} still opens with the sample password. Remove it." for name in names])
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

    from factdesk.answers.services import answer
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
    if options.json:
        print(json.dumps(given.as_json(), ensure_ascii=False))
    else:
        # What stands around the checks is in their language.
        with translation.override(language):
            print(as_text(given))
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


def _people(options: argparse.Namespace) -> int:
    _django()
    from factdesk.running import people

    run = {"add_office": people.add_office, "add_login": people.add_login}[options.what]
    return run(options)


def _manage(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["factdesk manage", *options.arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main())
