"""From the notes of bench/matching.py to its tables: what is reached, beside the lexical baseline and the goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matching_quality import WHOLE
from notes import Notes

EMPTY = "not yet measured"
_HEAD = ("what", "lexical baseline (BM25)", "factdesk", "to reach", "")
_MAIN = {"checkthat-2020-en": ("map@5", 0.94), "checkthat-2021-en": ("map@5", 0.98), "semviqa-vi": ("p@1", 0.975)}
_NAMES = {"map@5": "MAP@5", "p@1": "P@1"}
_BARE = "semviqa-vi"
_SIZES = {100_000: (12, 30), 1_000_000: (20, 50)}
_PUBLISHED = "published"
LEGEND = """In brackets: where 95 in 100 resamples of the questions lie. Baseline of quality: bm25s as it comes, as in
`factdesk evaluate --compare bm25`; of times: tantivy as it comes, in its process alone. Precision is met where as many
are answered as the goal says; what no goal was set for is told beside what it explains."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row.

    Args:
        baseline, here: as they are shown; empty where there is none.
        met: None where there is no goal, or no figure.
        part: of `--only`, that measures it.
    """

    what: str
    baseline: str
    here: str
    goal: str
    met: bool | None
    part: str


def lines(notes: Notes, texts: Sequence[int]) -> list[Line]:
    """Every row of the issue's table, those without figures too.

    Args:
        texts: sizes of stores that are shown.
    """
    return [*_quality(notes.get("quality")), *_latency(notes, texts), *_index(notes), *_memory(notes, texts),
            *_freshness(notes.get("freshness"))]  # fmt: skip


def markdown(notes: Notes, texts: Sequence[int]) -> str:
    """The table; a row of an earlier run says when that was."""
    rows = [_HEAD]
    for line in lines(notes, texts):
        verdict = "" if line.met is None else "met" if line.met else "missed"
        rows.append((line.what, line.baseline or "-", line.here or EMPTY, line.goal or "-", verdict))
    return "\n".join([_markdown(rows), *_when(notes)])


def _when(notes: Notes) -> Iterator[str]:
    parts = ("quality", *(f"asked-{size}" for size in _SIZES), "index", "index-again", "freshness", "ablation")
    for part in filter(notes.has, parts):
        if not notes.is_fresh(part):
            made = notes.get(part)
            yield f"\n{part}: measured before, {made['at']}, commit {made['commit']}, load {made['load']}."


def _markdown(rows: Iterable[Sequence[str]]) -> str:
    head, *rest = (f"| {' | '.join(cells)} |" for cells in rows)
    return "\n".join([head, "|" + "---|" * (head.count(" | ") + 1), *rest])


def _quality(found: Mapping[str, Any]) -> Iterator[Line]:
    sets = found.get("sets", {})
    for name in dict.fromkeys([*_MAIN, *sets]):
        measure, goal = _MAIN.get(name, ("map@5", None))
        one = sets.get(name)
        beside = one and one["bm25"] and one["bm25"][measure]
        what = f"{name} dev, {_NAMES[measure]}" + _of(one)
        reached = None if one is None or goal is None else one[measure] >= goal
        yield Line(what, _number(beside), _with_edges(one, measure), _number(goal), reached, "quality")
    yield from _decisions(found.get("together"))
    bare = found.get("bare", {}).get(_BARE)
    loss = bare and bare["loss"]
    here = f"{_points(loss)} points ({_points(bare['interval'][0])} … {_points(bare['interval'][1])})" if bare else ""
    beside = bare and bare["bm25_loss"]
    yield Line(
        f"{_BARE} dev, typed without diacritics: loss of P@1", "" if beside is None else f"{_points(beside)} points",
        here, "under 2 points", None if loss is None else loss < 0.02, "quality",
    )  # fmt: skip
    yield from _own(found)


def _decisions(found: Mapping[str, Any] | None) -> Iterator[Line]:
    """All dev sets as one."""
    what, goal = "dev splits together: precision of automatic answers, and share answered", "0.98 at 0.60 answered"
    false = "dev splits together, right ones hidden: false automatic answers"
    if not found:
        yield Line(what, "", "", goal, None, "quality")
        yield Line(false, "", "", "under 2 %", None, "quality")
        return
    precision, answered, hidden = found["answer_precision"], found["answer_rate"], found["hidden"]
    here = f"{_with_edges(found, 'answer_precision')} at {_with_edges(found, 'answer_rate')} answered"
    met = precision is not None and precision >= 0.98 and answered >= 0.6
    yield Line(what + _of(found), "", here, goal, met, "quality")
    surest = found["surest"]
    here = f"{_number(surest['precision'])}, false {_share(surest['false'])}, from {_number(surest['probability'])} on"
    what = f"… if the surest {surest['share']:.0%} were answered, whatever holds them back"
    yield Line(what, "", here, "", None, "quality")
    rate, edges = hidden["false_answer_rate"], hidden["intervals"]["false_answer_rate"]
    here = f"{_share(rate)} ({_share(edges[0])} … {_share(edges[1])})"
    yield Line(false + _of(hidden), "", here, "under 2 %", rate < 0.02, "quality")


def _own(found: Mapping[str, Any]) -> Iterator[Line]:
    """The sets of the project."""
    cross = found.get("cross", {})
    there = cross.get("queries")
    beside = cross["bm25"]["p@1"] if there and cross["bm25"] else None
    what = "cross-language, top-1" + _of(cross if there else None)
    met = cross["p@1"] >= 0.85 if there else None
    yield Line(what, _number(beside), _with_edges(cross, "p@1") if there else "", "0.85", met, "quality")
    for name, each in cross.get("each", {}).items():
        yield Line(f"… {name}", _number(each["bm25"]), _number(each["p@1"]), "", None, "quality")
    for name, each in found.get("contrast", {}).items():
        edges = each["intervals"]["false_answer_rate"]
        here = f"{_share(each['false_answer_rate'])} ({_share(edges[0])} … {_share(edges[1])})" if edges else ""
        here += f"; of the right questions {_share(each['answer_rate'])} at {_number(each['answer_precision'])}"
        yield Line(f"{name}: near misses answered", "", here, "", None, "quality")


def _latency(notes: Notes, texts: Sequence[int]) -> Iterator[Line]:
    for size in texts:
        here, beside, goal = notes.get(f"asked-{size}"), notes.get(f"plain-{size}"), _SIZES.get(size)
        what = f"one question at {size:,} in the store, one thread, p50 / p99"
        cell = _times(here.get("ms"))
        if here:
            cell += f" (processor {_times(here['processor_ms'])}; the encoder alone {here['encoder_ms']['p50']:.1f} ms)"
        met = here["ms"]["p50"] <= goal[0] and here["ms"]["p99"] <= goal[1] if here and goal else None
        yield Line(what, _times(beside.get("ms")), cell, f"{goal[0]} / {goal[1]} ms" if goal else "", met, "latency")


def _index(notes: Notes) -> Iterator[Line]:
    new, again, whole = notes.get("index"), notes.get("index-again"), 100_000
    beside = notes.get(f"plain-{whole}").get("seconds")
    here, met = "", None
    if new:
        seconds = new["seconds"] / new["texts"] * whole
        met = seconds <= 12 * 60
        here = f"{seconds / 60:.1f} min, processor {new['processor'] / new['texts'] * 1000:.1f} ms a text"
        here += "" if new["texts"] == whole else f" (reckoned from {new['texts']:,})"
    what = f"index {whole:,} reviews from nothing, two cores"
    yield Line(what, "" if beside is None else f"{beside:.0f} s", here, "12 min", met, "index")
    here, met = "", None
    if again:
        seconds = again["seconds"] / again["texts"] * whole
        met = seconds <= 60
        here = f"{seconds:.0f} s" + ("" if again["texts"] == whole else f" (reckoned from {again['texts']:,})")
    yield Line("… with vectors cached", "", here, "60 s", met, "index")


def _memory(notes: Notes, texts: Sequence[int]) -> Iterator[Line]:
    for size in texts:
        found = notes.get(f"asked-{size}")
        here = f"{found['resident']:.0f} MB, of it its own {found['anonymous']:.0f} MB" if found else ""
        goal = "under 1.5 GB" if size == 1_000_000 else ""
        met = found["resident"] < 1500 if found and goal else None
        yield Line(f"resident memory at {size:,}", "", here, goal, met, "memory")


def _freshness(found: Mapping[str, Any]) -> Iterator[Line]:
    one = found.get("changes", {}).get(_PUBLISHED)
    taken = one["stored"] if one else {}
    here = f"p50 {taken['p50']:.2f} s, p99 {taken['p99']:.2f} s, highest {taken['highest']:.2f} s" if one else ""
    here += f" at {one['asked']:.0f} questions a second" if one else ""
    what = "published to answerable" + (f" (n = {one['times']})" if one else "")
    met = taken["p99"] < 1 and one["asked"] >= 50 if one else None
    yield Line(what, "", here, "under 1 s, 99 in 100, at 50 questions a second", met, "freshness")


def ablation(found: Mapping[str, Any]) -> str:
    """Each stage off in turn, a row each; the first is the whole of it."""
    ways = found.get("ways", {})
    if not ways:
        return ""
    first = ways[WHOLE]
    names = list(first["sets"])
    head = ["", *(f"{name}, {_NAMES[_MAIN.get(name, ('map@5', 0))[0]]}" for name in names)]
    head += [*(f"{name}, no diacritics, P@1" for name in first["bare"]), "cross-language, top-1"]
    head += ["answered", "precise", "false", *(f"{name} near misses" for name in first["contrast"])]
    rows = [head]
    for way, one in ways.items():
        cells = [_number(one["sets"][name][_MAIN.get(name, ("map@5", 0))[0]]) for name in names]
        cells += [_number(each["p@1"]) for each in one["bare"].values()]
        cells.append(_number(one["cross"]["p@1"]))
        together = one["together"]
        cells += [_number(together and together[name]) for name in ("answer_rate", "answer_precision")]
        cells.append(_number(together and together["hidden"]["false_answer_rate"]))
        cells += [_number(each["false_answer_rate"]) for each in one["contrast"].values()]
        rows.append([way, *(cell or "-" for cell in cells)])
    return _markdown(rows)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _points(share: float) -> str:
    """Hundredths, without a minus before nought."""
    return f"{round(share * 100, 1) + 0.0:.1f}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value * 100:.1f} %"


def _with_edges(found: Mapping[str, Any] | None, measure: str) -> str:
    if not found or found[measure] is None:
        return ""
    edges = found["intervals"][measure]
    return f"{found[measure]:.3f} ({edges[0]:.3f} … {edges[1]:.3f})"


def _of(found: Mapping[str, Any] | None) -> str:
    return f" (n = {found['queries']:,})" if found else ""


def _times(found: Mapping[str, float] | None) -> str:
    if not found:
        return ""
    digits = 1 if found["p99"] >= 10 else 2
    return f"{found['p50']:.{digits}f} / {found['p99']:.{digits}f} ms"
