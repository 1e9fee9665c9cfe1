"""`factdesk train`: its command line, and what the desk's settings add to it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from factdesk.running import terminal
from factdesk.running.terminal import N_


def parse(commands: Any) -> None:
    """Making learned files again, which a checkout is needed for; see _matching."""
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
    matching.set_defaults(run=_matching)


def names(listed: str) -> list[str]:
    """Names with commas between."""
    return [name.strip() for name in listed.split(",") if name.strip()]


def _matching(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings.development")
    from factdesk.matching.train import command
    from factdesk.matching.train.run import Run

    numbers = {name: getattr(options, name) for name in ("steps", "seed", "threads")}
    if wrong := command.wrong_use(only=options.only, **numbers):
        print(f"factdesk: {wrong.in_words(terminal.said)}", file=sys.stderr)
        return 2
    from django.conf import settings

    wanted = Run(
        data=tuple(options.data),
        work=settings.HOME / "training",
        models=settings.MODELS_DIRECTORY,
        **numbers,
    )
    return command.run(wanted, only=options.only, figures=options.figures, translate=terminal.said)
