"""`factdesk evaluate`: its command line, and what the desk adds to it: the encoder, the index, what was labelled."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdesk.running import terminal
from factdesk.running.terminal import N_
from factdesk.running.training import names
from factdesk.settings.thresholds import thresholds

if TYPE_CHECKING:
    from factdesk.matching.evaluate.command import Source


def parse(commands: Any) -> None:
    """Measuring matching: a folder, the desk's own questions, or two dumps; see _evaluate."""
    evaluate = commands.add_parser(
        "evaluate", help=N_("measure matching over labelled questions, or compare two measurements")
    )
    evaluate.add_argument(
        "--corpus", type=Path, metavar="DIR", help=N_("with corpus.jsonl, queries.SPLIT.tsv and qrels.SPLIT.tsv")
    )
    evaluate.add_argument("--split", metavar="SPLIT", help=N_("which questions of the folder"))
    evaluate.add_argument(
        "--own", action="store_true", help=N_("in place of a folder: this desk's index, and what the desk attached")
    )
    evaluate.add_argument(
        "--hide-gold", action="store_true", help=N_("take each question's right answers out of the store for it")
    )
    evaluate.add_argument(
        "--compare",
        type=names,
        default=[],
        metavar="METHODS",
        help=N_("plain methods beside it, with commas between: bm25, dense, rrf; published: figures of others"),
    )
    evaluate.add_argument(
        "--without",
        type=names,
        default=[],
        metavar="STAGES",
        help=N_("switch stages off, with commas between, such as late,ranker; a wrong name has it say which there are"),
    )
    evaluate.add_argument(
        "--thresholds",
        nargs="?",
        const="",
        metavar="LIST",
        help=N_(
            "also what other thresholds would have cost: a list for answers with commas between, or the usual ones"
        ),
    )
    evaluate.add_argument(
        "--reliability",
        action="store_true",
        help=N_("also how often the first check was right, by how probable it was said to be"),
    )
    evaluate.add_argument("--limit", type=int, metavar="N", help=N_("only the first N questions"))
    evaluate.add_argument(
        "--dump", type=Path, metavar="FILE", help=N_("write what came of each question, as JSON lines")
    )
    evaluate.add_argument(
        "--paired", nargs=2, type=Path, metavar=("A", "B"), help=N_("compare two dumps, question by question")
    )
    evaluate.add_argument("--seed", type=int, default=20, metavar="N", help=N_("of the intervals' chance"))
    evaluate.add_argument("--json", action="store_true", help=N_("print the figures as JSON"))
    evaluate.set_defaults(run=_evaluate)


def _evaluate(options: argparse.Namespace) -> int:
    # One thread asks; numpy would take all others for products too small to gain by them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings.development")
    from factdesk.matching import Thresholds
    from factdesk.matching.evaluate import command
    from factdesk.matching.evaluate.asking import Setup

    used = ("corpus", "split", "own", "compare", "without", "thresholds", "limit", "seed", "paired")
    if wrong := command.wrong_use(**{name: getattr(options, name) for name in used}):
        print(f"factdesk: {wrong.in_words(terminal.said)}", file=sys.stderr)
        return 2
    if options.paired:
        return command.pair(*options.paired, translate=terminal.said, seed=options.seed, as_json=options.json)
    if (source := _own() if options.own else _of_folder(options.corpus, options.split)) is None:
        return 1
    passed = ("hide_gold", "compare", "thresholds", "reliability", "limit", "dump", "seed")
    wanted = command.Wanted(
        setup=Setup(
            tuple(dict.fromkeys(options.without)), Thresholds(**thresholds()), _learned() if options.own else None
        ),
        **{name: getattr(options, name) for name in passed},
    )
    return command.run(source, wanted, translate=terminal.said, as_json=options.json)


def _of_folder(corpus: Path, split: str) -> Source:
    from factdesk.matching.evaluate import folder
    from factdesk.matching.evaluate.command import Source

    def encoder() -> Any:
        from django.conf import settings

        from factdesk.matching import encoder

        return encoder.load(settings.MODELS_DIRECTORY)

    return Source(lambda: folder.read(corpus, split), encoder)


def _learned() -> Any:
    from factdesk.answers import engine, learning

    return learning.in_use(engine.encoder_name())


def _own() -> Source | None:
    """This desk's index and labels; None, and why on standard error, where there is nothing to measure by."""
    import django

    django.setup()
    from factdesk.answers import engine
    from factdesk.matching.evaluate import own
    from factdesk.matching.evaluate.command import Source
    from factdesk.questions import export, measured

    store = engine.store()
    if not (queries := measured.queries(store)):
        why = N_("The desk has attached no question to a check yet, so there is nothing to measure by.")
        print(f"factdesk: {terminal.said(why)}", file=sys.stderr)
        return None
    return Source(lambda: own.folder("factdesk", export.SPLIT, store, queries), engine.encoder, lambda: store)
