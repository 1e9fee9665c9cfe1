"""`factdesk train`: its command line, and what the desk's settings and its labels add to it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from factdesk.running import terminal
from factdesk.running.terminal import N_


def parse(commands: Any) -> None:
    """Making learned files again: the shipped ones, for which a checkout is needed, or a desk's own; see _matching."""
    train = commands.add_parser("train", help=N_("make learned files again")).add_subparsers(
        metavar="WHAT", required=True
    )
    matching = train.add_parser("matching", help=N_("fine-tune the encoder, fit ranking and decision, write the card"))
    several: dict[str, Any] = {"action": "append", "type": Path, "default": []}
    matching.add_argument(
        "--data", metavar="DIR", help=N_("a labelled folder, as evaluate reads it; may be given again"), **several
    )
    matching.add_argument("--steps", type=int, metavar="N", help=N_("of fine-tuning"))
    matching.add_argument(
        "--only", type=names, default=[], metavar="STEPS", help=N_("of encoder, ranking, decision and card")
    )
    matching.add_argument("--seed", type=int, default=20, metavar="N", help=N_("of all chance in training"))
    matching.add_argument("--threads", type=int, default=1, metavar="N", help=N_("of the processor"))
    matching.add_argument(
        "--figures",
        metavar="FILE",
        help=N_("what evaluate --json printed, for the card; may be given again"),
        **several,
    )
    matching.add_argument(
        "--own",
        action="store_true",
        help=N_("refit ranking and decision on this desk's labels, and use that if it is better"),
    )
    matching.add_argument("--dry-run", action="store_true", help=N_("with --own: report and change nothing"))
    matching.add_argument("--reset", action="store_true", help=N_("with --own: go back to the shipped ones"))
    matching.set_defaults(run=_matching)


def names(listed: str) -> list[str]:
    """Names with commas between."""
    return [name.strip() for name in listed.split(",") if name.strip()]


def _matching(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings.development")
    from factdesk.matching.train import command, own_command
    from factdesk.matching.train.run import Run

    numbers = {name: getattr(options, name) for name in ("steps", "seed", "threads")}
    others = bool(options.data or options.only or options.figures or options.steps is not None)
    own = {name: getattr(options, name) for name in ("own", "dry_run", "reset")}
    if wrong := own_command.wrong_use(**own, others=others) or command.wrong_use(only=options.only, **numbers):
        print(f"factdesk: {wrong.in_words(terminal.said)}", file=sys.stderr)
        return 2
    if options.own:
        return _own(options)
    from django.conf import settings

    wanted = Run(
        data=tuple(options.data),
        work=settings.HOME / "training",
        models=settings.MODELS_DIRECTORY,
        **numbers,
    )
    return command.run(wanted, only=options.only, figures=options.figures, translate=terminal.said)


def _own(options: argparse.Namespace) -> int:
    """From the desk's database and index to its own files."""
    import django

    django.setup()
    from django.conf import settings

    from factdesk.answers import engine, learning
    from factdesk.matching import Matcher, encoder
    from factdesk.matching.train import own_command
    from factdesk.questions import teaching

    if options.reset:
        return own_command.reset(learning.folder(), terminal.said)
    store = engine.store()
    text_encoder = encoder.load(settings.MODELS_DIRECTORY, threads=options.threads)
    return own_command.run(
        teaching.questions(),
        Matcher(store, text_encoder),
        text_encoder.name,
        learning.folder(),
        seed=options.seed,
        dry_run=options.dry_run,
        translate=terminal.said,
    )
