"""The `factdesk` command: thin, one function a subcommand, each calls a service.

Exit status: 0 done, 1 the work found faults, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from factdesk import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    options = parser().parse_args(argv)
    try:
        return options.run(options)
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """The command line: every subcommand with its options."""
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

    prepare = commands.add_parser("prepare", help="only prepare: encoder, database, styles, sample")
    prepare.add_argument("--no-sample", action="store_true")
    prepare.set_defaults(run=_prepare)
    commands.add_parser("work", help="the background process alone (`up` starts it)").set_defaults(run=_work)

    manage = commands.add_parser("manage", help="Django's own commands, for developers", prefix_chars="\0")
    manage.add_argument("arguments", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)
    return top


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings.development")
    import django

    django.setup()


def _up(options: argparse.Namespace) -> int:
    from factdesk.running import production, supervisor

    module = "factdesk.settings.production" if options.production else "factdesk.settings.development"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", module)
    host, written = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if not (written.isdecimal() and 0 < (port := int(written)) < 65536):
        return _refuse([f"PORT is {written!r}; give a number between 1 and 65535."])
    if not supervisor.is_free(host, port):
        return _refuse(
            [f"Something else listens on {host}:{port}. Stop it, or choose another: PORT=8001 script/server"]
        )
    if options.production:
        from factdesk.settings import production as settings

        found = production.refusals_before_database(
            settings.SECRET_KEY, settings.SAMPLE_SECRET_KEY, debug=settings.DEBUG
        )
        if found:
            return _refuse(found)
    else:
        os.environ.setdefault("FACTDESK_ADDRESS", f"http://{host}:{port}")
        from factdesk.settings import development as settings  # type: ignore[no-redef]
    # A process of its own, so that the supervisor does not keep Django in memory.
    command = [sys.executable, "-m", "factdesk.cli", "prepare"]
    if options.no_sample or options.production:
        command.append("--no-sample")
    if status := subprocess.run(command, check=False).returncode:  # noqa: S603
        return status
    return supervisor.supervise(
        supervisor.children(host=host, port=port, web_processes=int(os.environ.get("FACTDESK_WORKERS", "1"))),
        health=f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}/healthz",  # noqa: S104
        announce=_announcement(settings, sample=not options.production and not options.no_sample),
    )


def _announcement(settings: Any, *, sample: bool) -> str:
    address = settings.SITE_ADDRESS
    lines = ["", f"factdesk serves {address}", f"The desk:       {address}/desk/"]
    if sample:
        from factdesk.sample.logins import LOGINS, PASSWORD

        lines.append("Sample logins (the password of each is the same):")
        lines += [f"  {person.username:<14} {person.role:<14} password: {PASSWORD}" for person in LOGINS]
    database = settings.DATABASES["default"]
    where = database["NAME"] if database["ENGINE"].endswith("sqlite3") else f"PostgreSQL, {database['NAME']}"
    lines += [f"Data:           {settings.HOME} (database: {where})", "Ctrl-C stops it."]
    return "\n".join(lines)


def _refuse(reasons: list[str]) -> int:
    print("factdesk does not start:", file=sys.stderr)
    for reason in reasons:
        print(f"- {reason}", file=sys.stderr)
    return 2


def _prepare(options: argparse.Namespace) -> int:
    _django()
    from django.conf import settings
    from django.db import OperationalError

    from factdesk.running import production
    from factdesk.running.prepare import prepare
    from factdesk.running.progress import Bars

    try:
        with Bars() as progress:
            prepare(progress, sample=not options.no_sample)
    except OperationalError as error:
        print(f"factdesk: the database cannot be used: {error}. Check DATABASE_URL and free space.", file=sys.stderr)
        return 1
    if settings.SECRET_KEY != settings.SAMPLE_SECRET_KEY and (names := production.sample_logins()):
        return _refuse([f"The sample login {name} still opens with the sample password. Remove it." for name in names])
    return 0


def _work(options: argparse.Namespace) -> int:
    _django()
    from factdesk.running.work import work

    work()
    return 0


def _ask(options: argparse.Namespace) -> int:
    _django()
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
        print(f"factdesk: {refusal}", file=sys.stderr)
        return 2
    given = answer(text, language=language)
    if not given.available:
        print("factdesk: the index cannot be read; `factdesk reindex` makes it again.", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(given.as_json(), ensure_ascii=False))
    else:
        print(as_text(given))
    return 0


def _import_claimreview(options: argparse.Namespace) -> int:
    _django()
    from factdesk.reviews import report, services
    from factdesk.running.progress import Bars

    with Bars() as progress:
        result = services.import_claimreviews(options.sources, dry_run=options.dry_run, progress=progress)
    print(json.dumps(report.as_dict(result), ensure_ascii=False) if options.json else report.as_text(result))
    return 1 if result.refused else 0


def _reindex(options: argparse.Namespace) -> int:
    _django()
    from factdesk.answers.services import reindex
    from factdesk.running.progress import Bars

    with Bars() as progress:
        reindex(progress)
    return 0


def _manage(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["factdesk manage", *options.arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main())
