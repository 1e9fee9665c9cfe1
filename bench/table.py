"""From the notes of bench/first_answer.py to its table."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from notes import Notes

_HEAD = ["what", "sample alone", "with {:,} reviews", "ratio", "beside its baseline", "goal", "step"]
LEGEND = """Each row again: the same command with `--only` and the row's last word. Ratio: with reviews against without.
Resident memory is the sum of Rss of all processes of the desk (supervisor, web, worker) in /proc/PID/smaps_rollup, so
that what they share counts in each; proportional that of Pss, which counts it once. *Inside* is the answer's took_ms.
*Bare Django* is bench/bare_django.py: one view under the same server. *Plain BM25* is bench/plain_lookup.py: tantivy as
it comes, over the same texts, without server and database; there the encoder and the matching room are timed too."""
Pick = Callable[[dict[str, Any]], float]
Show = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class _Figure:
    """One row: where its value is in the notes and how it is shown.

    Args:
        step: of `--only`.
        key: of the notes, before the name of what was measured.
        pick: the value among the step's figures.
        spread: the figures of which lowest and highest are shown too.
        baseline: its name, the key of its notes ("-" stands for the home's own name), and what of them.
        goal: what the value shall stay below, and its unit.
    """

    what: str
    step: str
    key: str
    pick: Pick
    show: Show
    spread: str = ""
    baseline: tuple[str, str, Pick] | None = None
    goal: tuple[float, str] | None = None


def _seconds(value: float) -> str:
    return f"{value:.0f} s" if value >= 100 else f"{value:.1f} s"


def _milliseconds(value: float) -> str:
    return f"{value:.1f} ms" if value >= 1 else f"{value:.2f} ms"


def _megabytes(value: float) -> str:
    return f"{value:.0f} MB"


def _middle(name: str) -> Pick:
    return lambda figures: statistics.median(figures[name])


def _at(*path: str) -> Pick:
    def pick(figures: dict[str, Any]) -> float:
        value: Any = figures
        for name in path:
            value = value[name]
        return float(value)

    return pick


def _figures() -> Iterator[_Figure]:
    bare, bm25 = "bare Django", "plain BM25"
    yield _Figure(
        "second start to first answer, median (lowest to highest)", "starts", "starts", _middle("seconds"), _seconds,
        "seconds", (bare, "starts-bare", _middle("seconds")), (5.0, "s"),
    )  # fmt: skip
    yield _Figure(
        "… processor time of all processes", "starts", "starts", _middle("processor"), _seconds, "processor",
        (bare, "starts-bare", _middle("processor")),
    )  # fmt: skip
    yield _Figure("a killed web process answers again", "starts", "starts", _middle("killed"), _seconds, "killed")
    yield _Figure("orderly stop", "starts", "starts", _middle("stop"), _seconds, "stop")
    for when, name in (("idle", "memory at rest"), ("after", "memory after {questions:,} questions")):
        for kind in ("resident", "proportional"):
            pick = _at(when, kind)
            goal = (700.0, "MB") if kind == "resident" else None
            what = f"{name}, {kind}, {{{when}[processes]}} processes"
            yield _Figure(what, "memory", "memory", pick, _megabytes, "", (bare, "memory-bare", pick), goal)
    for share in ("p50", "p99"):
        pick, words = _at("inside", share), (bm25, "parts-", _at("plain_bm25", share))
        yield _Figure(f"match inside, {share} of {{count:,}}", "match", "match", pick, _milliseconds, "", words)
    for share in ("p50", "p99"):
        pick = _at("http", share)
        http = (bare, "match-bare", pick)
        yield _Figure(f"match over HTTP, {share} of {{count:,}}", "match", "match", pick, _milliseconds, "", http)
    for part, what in (("encoder", "the encoder alone"), ("matching_room", "the matching room alone")):
        for share in ("p50", "p99"):
            yield _Figure(f"{what}, {share}", "match", "parts", _at(part, share), _milliseconds)


def markdown(notes: Notes, reviews: int) -> str:
    """The table of all that is in the notes; a row that this run did not measure says when it was."""
    lines = [" | ".join(_HEAD).format(reviews), "|".join(["---"] * len(_HEAD))]
    lines += [" | ".join(cells) for cells in _once(notes, reviews)]
    for figure in _figures():
        if cells := _row(figure, notes, reviews):
            lines.append(" | ".join(cells))
    return "\n".join(f"| {line} |" if "---" not in line else f"|{line}|" for line in lines)


def _once(notes: Notes, reviews: int) -> Iterator[list[str]]:
    """What is measured once: from a clone, and with reviews."""
    if notes.has("clone"):
        made = notes.get("clone")
        parts = f"installing with {made['installer']} {made['install']:.0f} s, first start {made['start']:.0f} s"
        what = f"clone to first answer, empty package caches ({parts})"
        goal = _goal([made["seconds"]], 300, "s")
        yield [what + _when(notes, "clone"), _seconds(made["seconds"]), "", "", "", goal, "clone"]
    for key, what in ((f"import-{reviews}", "import of the reviews"), (f"index-{reviews}", "`factdesk reindex`")):
        if reviews and notes.has(key):
            made = notes.get(key)
            kept = f", {made['megabytes']:.0f} MB" if "megabytes" in made else ""
            each = f"{made['processor'] / reviews * 1000:.1f} ms a review" + kept
            cell = f"{_seconds(made['seconds'])}; processor {_seconds(made['processor'])} ({each})"
            yield [what + _when(notes, key), "", cell, "", "", "", "prepare"]


def _row(figure: _Figure, notes: Notes, reviews: int) -> list[str]:
    names = ["sample", str(reviews)] if reviews else ["sample"]
    held = {name: notes.get(f"{figure.key}-{name}") for name in names if notes.has(f"{figure.key}-{name}")}
    if not held:
        return []
    values = {name: figure.pick(figures) for name, figures in held.items()}
    cells = [_cell(figure, held.get(name), values.get(name)) for name in ("sample", str(reviews))]
    ratio = f"{values[str(reviews)] / values['sample']:.2f}" if len(values) == 2 else ""
    goal = _goal(values.values(), *figure.goal) if figure.goal else ""
    first = next(iter(held))
    what = figure.what.format(**held[first]) + _when(notes, f"{figure.key}-{first}")
    return [what, *cells, ratio, _beside(figure, notes, values), goal, figure.step]


def _cell(figure: _Figure, figures: dict[str, Any] | None, value: float | None) -> str:
    if figures is None or value is None:
        return ""
    if not figure.spread:
        return figure.show(value)
    lowest, highest = min(figures[figure.spread]), max(figures[figure.spread])
    return f"{figure.show(value)} ({lowest:.1f} to {highest:.1f})"


def _beside(figure: _Figure, notes: Notes, values: dict[str, float]) -> str:
    """How many times the baseline each value is, and what that is."""
    if figure.baseline is None:
        return ""
    label, key, pick = figure.baseline
    found = []
    for name, value in values.items():
        own = notes.get(key + name if key.endswith("-") else key)
        if own:
            found.append((value / pick(own), pick(own)))
    if not found:
        return ""
    times = " / ".join(f"{times:.1f}" for times, _ in found)
    shown = " / ".join(dict.fromkeys(figure.show(base) for _, base in found))
    return f"{times} × {label} ({shown})"


def _goal(values: Iterable[float], goal: float, unit: str) -> str:
    return f"under {goal:.0f} {unit}: " + " / ".join("met" if value < goal else "missed" for value in values)


def _when(notes: Notes, key: str) -> str:
    if notes.is_fresh(key):
        return ""
    made = notes.get(key)
    return f" [measured before: {made['at']}, commit {made['commit']}, load {made['load']}]"
