"""One run: a folder measured from its documents to its figures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.evaluate import asking, chance, measures, rivals
from factdesk.matching.evaluate.asking import Row
from factdesk.matching.evaluate.folder import Folder
from factdesk.matching.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found: a row for each query, in order, and the figures of all together (see `measure`)."""

    folder: Folder
    hide_gold: bool
    rows: list[Row]
    figures: dict[str, Any]


def measure(
    folder: Folder,
    encoder: TextEncoder,
    *,
    hide_gold: bool = False,
    compare: Collection[str] = (),
    seed: int = chance.SEED,
    progress: Progress = silent,
) -> Report:
    """Build a store of the corpus, ask every query, put the figures together.

    The figures are those of measures.ALL, None where no query has one; their `intervals`; the times and sizes, memory
    being the peak of the process up to the last answer; `by_kind`, false answers to each kind of near miss where
    there are any; and `compared`, the methods that were asked for.

    Args:
        compare: of rivals.NAMES.

    Raises:
        BaselineMissing
    """
    rivals.check(compare)
    with asking.built(folder, encoder, progress) as built:
        matcher = asking.make_matcher(built.store, encoder)
        rows = list(asking.ask(folder, matcher, hide_gold=hide_gold, progress=progress))
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
        "intervals": chance.intervals(measured, measures.ALL, seed),
        "compared": compared,
    }
    if kinds := _by_kind(folder, rows):
        figures["by_kind"] = kinds
    return Report(folder, hide_gold, rows, figures)


def _by_kind(folder: Folder, rows: list[Row]) -> dict[str, dict[str, Any]]:
    """The near misses of each kind: how many, and which share was answered all the same."""
    answered: dict[str, list[bool]] = {}
    for query, row in zip(folder.queries, rows, strict=True):
        if not query.right:
            answered.setdefault(query.kind, []).append(row.outcome == "answer")
    return {
        kind: {"queries": len(all_), "false_answer_rate": sum(all_) / len(all_)}
        for kind, all_ in sorted(answered.items())
    }
