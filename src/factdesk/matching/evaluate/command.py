"""`factdesk evaluate` below its command line: what it prints and how it ends."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.evaluate import dumps, folder, report, rivals, table
from factdesk.matching.evaluate.errors import BaselineMissing, NothingMeasured
from factdesk.matching.evaluate.messages import N_, Said, Translate
from factdesk.matching.progress import Progress

_EVERY = 5.0  # seconds between two lines of progress
_STEPS = {"indexing": N_("indexing"), "asking": N_("asking"), "comparing": N_("comparing")}


def wrong_use(
    *,
    corpus: Path | None,
    split: str | None,
    compare: Collection[str],
    limit: int | None,
    seed: int,
    paired: Sequence[Path] | None,
) -> Said | None:
    """Why the options do not go together; None where they do."""
    if (corpus is not None and split is not None) == (paired is not None):
        return Said(N_("give either --corpus and --split, or --paired."))
    if (limit is not None and limit < 1) or seed < 0:
        return Said(N_("--limit is a number from 1 up, --seed one from 0 up."))
    if unknown := sorted(set(compare).difference(rivals.NAMES)):
        values = {"unknown": ", ".join(unknown), "known": ", ".join(rivals.NAMES)}
        return Said(N_("--compare does not know %(unknown)s; it knows %(known)s."), values)
    return None


def run(
    corpus: Path,
    split: str,
    *,
    load: Callable[[], TextEncoder],
    translate: Translate,
    hide_gold: bool,
    compare: Collection[str],
    limit: int | None,
    dump: Path | None,
    seed: int,
    as_json: bool,
) -> int:
    """Measure a folder and print the figures; exit status.

    Args:
        load: the encoder, asked for when the folder is known to be sound.
        limit: only the first so many queries.

    Raises:
        EncoderError
        OSError: the dump cannot be written.
    """

    def work() -> str:
        rivals.check(compare)
        found = folder.read(corpus, split)
        if dump is not None:
            dump.open("a").close()  # one that cannot be written is told before the work, not after
        asked = replace(found, queries=found.queries[:limit])
        progress = _telling(translate)
        made = report.measure(asked, load(), hide_gold=hide_gold, compare=compare, seed=seed, progress=progress)
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
