"""One run: a folder measured from its documents to its figures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.evaluate import asking, chance, measures, moving, own, reliability, rivals
from factdesk.matching.evaluate.asking import Row, Setup
from factdesk.matching.evaluate.folder import Folder
from factdesk.matching.progress import Progress, silent
from factdesk.matching.store import Store


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found: a row for each query, in order, and the figures of all together (see `measure`)."""

    folder: Folder
    hide_gold: bool
    setup: Setup
    rows: list[Row]
    figures: dict[str, Any]


def measure(
    folder: Folder,
    encoder: TextEncoder,
    *,
    store: Store | None = None,
    setup: Setup = Setup(),  # noqa: B008 - frozen
    hide_gold: bool = False,
    compare: Collection[str] = (),
    thresholds: Collection[float] = (),
    reliable: bool = False,
    seed: int = chance.SEED,
    progress: Progress = silent,
) -> Report:
    """Build a store of the corpus, ask every query, put the figures together.

    The figures are those of measures.ALL, None where no query has one; their `intervals`; the times and sizes, memory
    being the peak of the process up to the last answer; `without`, `thresholds` and `learned`, how the matcher was
    set up; `by_kind`, false answers to each kind of near miss where there are any; `compared`, the methods that were
    asked for; `by_threshold`, see moving.points; `reliability`, see reliability.measure; `labels`, of a desk's own, see
    own.said.

    Args:
        store: the corpus is in it already, and it is a desk's own.
        compare: of rivals.NAMES.
        thresholds: of answers, other ones whose cost is told; all is asked a second time for that, since what is
            answered rightly and what is answered falsely are seen in different passes.
        reliable: also measure the probabilities.

    Raises:
        BaselineMissing
    """
    rivals.check(compare)
    with asking.opened(store) if store else asking.built(folder, encoder, progress) as built:
        matcher = asking.make_matcher(built.store, encoder, setup)
        others = moving.matchers(built.store, encoder, setup, thresholds) if thresholds else None
        rows = list(asking.ask(folder, matcher, hide_gold=hide_gold, others=others, progress=progress))
        memory = asking.peak_memory()
        compared: dict[str, Any] = {}
        for number, method in enumerate(method for method in rivals.NAMES if method in compare):
            progress(number, len(compare), "comparing")
            if method == rivals.PUBLISHED:
                compared[method] = rivals.published(folder.name)
                continue
            found = rivals.measure(method, folder, built.store.snapshot, encoder, hide_gold=hide_gold)
            compared[method] = chance.means(found, measures.RANKING) | {
                "intervals": chance.intervals(found, measures.RANKING, seed)
            }
        again = (
            list(asking.ask(folder, matcher, hide_gold=not hide_gold, others=others, progress=progress))
            if others
            else []
        )
    measured = [row.measures for row in rows]
    times = np.array([row.ms for row in rows])
    figures: dict[str, Any] = {
        "queries": len(rows),
        **chance.means(measured, measures.ALL),
        "latency_ms": {"p50": float(np.percentile(times, 50)), "p99": float(np.percentile(times, 99))},
        "queries_per_second": len(rows) / (float(times.sum()) / 1000),
        "index_seconds": built.seconds,
        "index_bytes": built.bytes,
        "peak_rss_bytes": memory,
        "encoder": encoder.name,
        "without": list(setup.without),
        "thresholds": moving.current(matcher),
        "learned": "own" if setup.learned and setup.learned.own else "shipped",
        "intervals": chance.intervals(measured, measures.ALL, seed),
        "compared": compared,
    }
    if kinds := _by_kind(folder, rows):
        figures["by_kind"] = kinds
    if others:
        plain, hidden = (again, rows) if hide_gold else (rows, again)
        figures["by_threshold"] = moving.points(plain, hidden, moving.current(matcher))
    if reliable:
        figures["reliability"] = reliability.measure(rows)
    if store:
        figures["labels"] = own.said(folder, rows, hide_gold=hide_gold)
    return Report(folder, hide_gold, setup, rows, figures)


def _by_kind(folder: Folder, rows: list[Row]) -> dict[str, dict[str, Any]]:
    """The near misses of each kind: how many, and which share was answered all the same."""
    answered: dict[str, list[bool]] = {}
    for query, row in zip(folder.queries, rows, strict=True):
        if not query.right and not query.wrong:
            answered.setdefault(query.kind, []).append(row.outcome == "answer")
    return {
        kind: {"queries": len(all_), "false_answer_rate": sum(all_) / len(all_)}
        for kind, all_ in sorted(answered.items())
    }
