"""A run and a comparison as text for people."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from factdesk.matching.documents import searched_text
from factdesk.matching.evaluate import measures, own, tables
from factdesk.matching.evaluate.asking import Row
from factdesk.matching.evaluate.folder import Query
from factdesk.matching.evaluate.messages import N_, Said, Translate
from factdesk.matching.evaluate.report import Report
from factdesk.matching.evaluate.rivals import PUBLISHED

_WORST = 10
_LONGEST = 160  # characters of a text
_NAMED = 20  # ids that are listed
_DECISIONS = {
    "answer_rate": N_("answered"),
    "answer_precision": N_("right, of those answered"),
    "suggest_success": N_("a right one shown, of those suggested"),
    "false_answer_rate": N_("answered, of those that nothing answers"),
}


def of_run(report: Report, translate: Translate) -> str:
    """The figures of a run with their intervals, each method a row, and the queries that went worst."""
    figures = report.figures
    parts = [_head(report, translate)]
    if any(figures[name] is not None for name in measures.RANKING):
        parts.append(_rankings(figures, translate))
    parts += [_decisions(figures, translate), *_labels(report, translate)]
    parts += tables.of_thresholds(figures["by_threshold"], translate) if "by_threshold" in figures else []
    parts += [tables.of_reliability(figures["reliability"], translate)] if "reliability" in figures else []
    parts += [_costs(figures, translate), *_worst(report, translate)]
    return "\n\n".join(parts)


def _head(report: Report, translate: Translate) -> str:
    folder = report.folder
    values = {
        "name": folder.name,
        "split": folder.split,
        "queries": len(report.rows),
        "documents": len(folder.documents),
        "encoder": report.figures["encoder"],
    }
    head = Said(N_("%(name)s, %(split)s: %(queries)d queries to %(documents)d texts; %(encoder)s"), values)
    more = [Said(N_("The right answers of each query were taken out for it."))] if report.hide_gold else []
    if off := report.setup.without:
        more.append(Said(N_("Switched off: %(stages)s."), {"stages": ", ".join(off)}))
    if report.figures["learned"] == "own":
        more.append(Said(N_("With the ranking and the decision that the desk fitted to its own labels.")))
    moved, now = report.setup.thresholds, report.figures["thresholds"]
    if moved.answer is not None or moved.suggest is not None:
        more.append(Said(N_("Thresholds as they are set: answer %(answer)s, suggest %(suggest)s."), now))
    return "\n".join(line.in_words(translate) for line in [head, *more])


def _labels(report: Report, translate: Translate) -> list[str]:
    """How much a desk's own labels say, and how little."""
    if "labels" not in report.figures:
        return []
    labels = report.figures["labels"]
    what = N_("Questions with a check that the desk attached: %(right)d; with only one that it ruled out: %(wrong)d.")
    lines = [Said(what, labels)]
    if labels["few"]:
        values = {"counted": labels["counted"], "most": math.ceil(labels["unseen"] * 100), "enough": own.ENOUGH}
        lines.append(Said(_FEW[report.hide_gold] if labels["counted"] else _NONE, values))
    return ["\n".join(line.in_words(translate) for line in lines)]


_NONE = N_("None of them shows whether answers are right, so nothing is known of that.")
_FEW = {
    False: N_(
        "That says little. Answered: %(counted)d. Up to %(most)d in 100 answers could be wrong without one of so few"
        " being so; to see that 98 in 100 are right takes %(enough)d, all of them right."
    ),
    True: N_(
        "That says little. Asked: %(counted)d. Up to %(most)d in 100 could be answered wrongly without one of so few"
        " being so; to see that it is less than 2 takes %(enough)d, none of them answered."
    ),
}


def _rankings(figures: Mapping[str, Any], translate: Translate) -> str:
    compared = {name: found for name, found in figures["compared"].items() if name != PUBLISHED}
    rows: list[list[str]] = [["", *measures.RANKING]]
    for name, found in {"factdesk": figures, **compared}.items():
        rows.append([name, *(tables.value(found[m], found["intervals"][m]) for m in measures.RANKING)])
    for known in figures["compared"].get(PUBLISHED, ()):
        cells = [f"{known['value']:.3f}" if known["measure"] == m else "" for m in measures.RANKING]
        rows.append([f"{PUBLISHED} ({known['split']})", *cells])
    lines = [tables.aligned(rows)]
    lines += [f"{PUBLISHED} ({known['split']}): {known['source']}" for known in figures["compared"].get(PUBLISHED, ())]
    if PUBLISHED in figures["compared"] and not figures["compared"][PUBLISHED]:
        lines.append(translate(N_("No published figures are known for a set of this name.")))
    lines.append(translate(N_("In brackets: where 95 in 100 resamples of the queries lie.")))
    return "\n".join(lines)


def _decisions(figures: Mapping[str, Any], translate: Translate) -> str:
    rows = [
        [translate(words), tables.value(figures[name], figures["intervals"][name])]
        for name, words in _DECISIONS.items()
        if figures[name] is not None
    ]
    for kind, found in figures.get("by_kind", {}).items():
        words = Said(N_("… of the kind “%(kind)s” (%(queries)d)"), {"kind": kind, "queries": found["queries"]})
        rows.append([words.in_words(translate), f"{found['false_answer_rate']:.3f}"])
    return tables.aligned(rows)


def _costs(figures: Mapping[str, Any], translate: Translate) -> str:
    latency, mega = figures["latency_ms"], 1_000_000
    speed = f"{figures['queries_per_second']:.1f}"
    rows = [
        [translate(N_("one query, p50 / p99")), f"{latency['p50']:.1f} / {latency['p99']:.1f} ms"],
        [translate(N_("queries a second")), speed],
        *([[translate(N_("making the index")), f"{made:.1f} s"]] if (made := figures["index_seconds"]) else []),
        [translate(N_("size of the index")), f"{figures['index_bytes'] / mega:.1f} MB"],
        [translate(N_("peak memory of the process")), f"{figures['peak_rss_bytes'] / mega:.0f} MB"],
    ]
    return tables.aligned(rows)


def _worst(report: Report, translate: Translate) -> list[str]:
    """The queries that did most harm: answered wrongly, the surest first; then those whose right one is furthest."""
    chosen = sorted(
        ((query, row) for query, row in zip(report.folder.queries, report.rows, strict=True) if _went_wrong(row)),
        key=lambda pair: _harm(pair[1]),
    )[:_WORST]
    if not chosen:
        return []
    named = {code for query, row in chosen for code in (*row.first[:1], *query.right)}
    texts: dict[str, str] = {}
    for document in report.folder.documents:
        if document.code in named and "phrasing_of" not in document.extra:
            texts.setdefault(document.code, searched_text(document))
    told = [line for query, row in chosen for line in _told(query, row, texts, translate)]
    return ["\n".join([translate(N_("What went worst:")), *told])]


def _went_wrong(row: Row) -> bool:
    return _answered_wrongly(row) or (row.measures["p@1"] is not None and row.measures["p@1"] < 1)


def _answered_wrongly(row: Row) -> bool:
    return row.measures["answer_precision"] == 0 or row.measures["false_answer_rate"] == 1


def _harm(row: Row) -> tuple[bool, float, float]:
    first = row.ranks[0] if row.ranks else float("inf")
    return not _answered_wrongly(row), -first if not _answered_wrongly(row) else 0.0, -row.probability


def _told(query: Query, row: Row, texts: Mapping[str, str], translate: Translate) -> Iterable[str]:
    yield f"- {query.id} [{row.outcome}, {row.probability:.3f}] {_short(query.text)}"
    if row.first:
        came = Said(N_("came first: %(text)s"), {"text": _short(texts.get(row.first[0], row.first[0]))})
        yield f"    {came.in_words(translate)}"
    wanted = sorted(query.right)[0] if query.right else None
    if wanted is None:
        nothing = translate(N_("the desk ruled this out") if query.wrong else N_("nothing answers it"))
        yield f"    {nothing}"
        return
    place = str(row.ranks[0]) if row.ranks else translate(N_("not there"))
    instead = Said(N_("instead of (%(place)s): %(text)s"), {"place": place, "text": _short(texts.get(wanted, wanted))})
    yield f"    {instead.in_words(translate)}"


def of_comparison(first: Path, second: Path, found: Mapping[str, Any], translate: Translate) -> str:
    """Two dumps beside each other."""
    head = Said(
        N_("%(second)s against %(first)s: %(queries)d queries that both have"),
        {"first": first, "second": second, "queries": found["queries"]},
    )
    lines = [head.in_words(translate)]
    for path, key in ((first, "only_in_first"), (second, "only_in_second")):
        if only := found[key]:
            named = ", ".join(only[:_NAMED]) + (", …" if len(only) > _NAMED else "")
            values = {"path": path, "count": len(only), "ids": named}
            lines.append(Said(N_("only in %(path)s, left out (%(count)d): %(ids)s"), values).in_words(translate))
    head_row = [
        "",
        *map(translate, (N_("first dump"), N_("second dump"), N_("difference"))),
        "95 %",
        "p",
        translate(N_("queries")),
    ]
    rows = [head_row]
    for name, one in found["differences"].items():
        if one is not None:
            edges = f"{one['interval'][0]:+.3f} … {one['interval'][1]:+.3f}" if one["interval"] else ""
            cells = [f"{one['first']:.3f}", f"{one['second']:.3f}", f"{one['difference']:+.3f}", edges]
            rows.append([name, *cells, f"{one['p']:.4f}", str(one["queries"])])
    return "\n".join([*lines, "", tables.aligned(rows)])


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
