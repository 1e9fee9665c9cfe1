"""`factdesk evaluate` below its command line: what it prints and how it ends."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.evaluate import chance, dumps, moving, report, rivals, table
from factdesk.matching.evaluate.asking import STAGES, Setup
from factdesk.matching.evaluate.errors import BaselineMissing, NothingMeasured
from factdesk.matching.evaluate.folder import Folder
from factdesk.matching.evaluate.messages import N_, Said, Translate
from factdesk.matching.progress import Progress
from factdesk.matching.store import Store
from factdesk.matching.thresholds import LIMITS

_EVERY = 5.0  # seconds between two lines of progress
_STEPS = {
    "indexing": N_("indexing"),
    "asking": N_("asking"),
    "asking, right answers hidden": N_("asking, right answers hidden"),
    "comparing": N_("comparing"),
}


def wrong_use(
    *,
    corpus: Path | None,
    split: str | None,
    own: bool,
    compare: Collection[str],
    without: Collection[str],
    thresholds: str | None,
    limit: int | None,
    seed: int,
    paired: Sequence[Path] | None,
) -> Said | None:
    """Why the options do not go together; None where they do."""
    if (corpus is None) != (split is None) or [corpus is not None, own, paired is not None].count(True) != 1:
        return Said(N_("give one of --corpus with --split, --own, and --paired."))
    if (limit is not None and limit < 1) or seed < 0:
        return Said(N_("--limit is a number from 1 up, --seed one from 0 up."))
    if unknown := sorted(set(compare).difference(rivals.NAMES)):
        values = {"unknown": ", ".join(unknown), "known": ", ".join(rivals.NAMES)}
        return Said(N_("--compare does not know %(unknown)s; it knows %(known)s."), values)
    if own and compare:
        return Said(N_("--compare needs a folder; `factdesk labels` writes the desk's own questions as one."))
    if unknown := sorted(set(without).difference(STAGES)):
        values = {"unknown": ", ".join(unknown), "known": ", ".join(STAGES)}
        return Said(N_("--without does not know %(unknown)s; it knows %(known)s."), values)
    if {"words", "meaning"} <= set(without):
        return Said(N_("--without cannot switch off words and meaning both: nothing would be found."))
    try:
        moving.read(thresholds or "")
    except ValueError:
        least, most = LIMITS["answer"]
        what = N_("--thresholds takes numbers between %(least)s and %(most)s, not “%(written)s”.")
        return Said(what, {"written": thresholds, "least": least, "most": most})
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """What is measured.

    Args:
        folder: read when it is needed.
        encoder: asked for when the folder is known to be sound.
        store: a desk's own that has the folder's texts already.
    """

    folder: Callable[[], Folder]
    encoder: Callable[[], TextEncoder]
    store: Callable[[], Store | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be found out, as the command line says it; wrong_use has seen it.

    Args:
        thresholds: listed, empty for the usual ones, None for none.
        limit: only the first so many queries.
    """

    setup: Setup = field(default_factory=Setup)
    hide_gold: bool = False
    compare: Collection[str] = ()
    thresholds: str | None = None
    reliability: bool = False
    limit: int | None = None
    dump: Path | None = None
    seed: int = chance.SEED


def run(source: Source, wanted: Wanted, *, translate: Translate, as_json: bool) -> int:
    """Measure and print the figures; exit status.

    Raises:
        EncoderError
        OSError: the dump cannot be written.
    """

    def work() -> str:
        rivals.check(wanted.compare)
        found, dump = source.folder(), wanted.dump
        if dump is not None:
            dump.open("a").close()  # one that cannot be written is told before the work, not after
        made = report.measure(
            replace(found, queries=found.queries[: wanted.limit]),
            source.encoder(),
            store=source.store(),
            setup=wanted.setup,
            hide_gold=wanted.hide_gold,
            compare=wanted.compare,
            thresholds=() if wanted.thresholds is None else moving.read(wanted.thresholds),
            reliable=wanted.reliability,
            seed=wanted.seed,
            progress=_telling(translate),
        )
        if dump is not None:
            dumps.write(dump, made.rows)
        return json.dumps(made.figures, ensure_ascii=False) if as_json else table.of_run(made, translate)

    return _said(work, translate)


def pair(first: Path, second: Path, *, translate: Translate, seed: int, as_json: bool) -> int:
    """Compare two dumps and print the differences; exit status."""

    def work() -> str:
        found = dumps.compare(first, second, seed)
        return (
            json.dumps(found, ensure_ascii=False) if as_json else table.of_comparison(first, second, found, translate)
        )

    return _said(work, translate)


def _said(work: Callable[[], str], translate: Translate) -> int:
    try:
        sys.stdout.write(f"{work()}\n")
    except NothingMeasured as refusal:
        for line in refusal.lines(translate):
            sys.stderr.write(f"factdesk: {line}\n")
        return 2 if isinstance(refusal, BaselineMissing) else 1
    return 0


def _telling(translate: Translate) -> Progress:
    """How far it is, on standard error: a line for each step, and one now and then."""
    said, at = "", 0.0

    def tell(done: int, total: int, what: str) -> None:
        nonlocal said, at
        now = time.monotonic()
        if what != said or now - at > _EVERY:
            said, at = what, now
            values = {"what": translate(_STEPS.get(what, what)), "done": done, "total": total}
            line = Said(N_("%(what)s: %(done)d of %(total)d"), values)
            sys.stderr.write(f"{line.in_words(translate)}\n")

    return tell
