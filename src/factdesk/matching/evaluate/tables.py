"""Tables of shares for people: what other thresholds would have cost, and whether probabilities are some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from factdesk.matching.evaluate.messages import N_, Said, Translate
from factdesk.matching.evaluate.moving import SHOWN

_HEADS = {
    "answer": N_("answer from"),
    "suggest": N_("suggest from"),
    "answer_rate": N_("answered"),
    "answer_precision": N_("right, of those"),
    "false_answer_rate": N_("answered where nothing answers"),
    "suggest_rate": N_("suggested"),
    "suggest_success": N_("a right one shown, of those"),
    "false_suggest_rate": N_("suggested where nothing answers"),
}


def of_thresholds(found: Mapping[str, Sequence[Mapping[str, Any]]], translate: Translate) -> list[str]:
    """A table for each threshold that can be moved; the row that holds now has a mark."""
    parts = []
    for which, (with_them, without_them) in SHOWN.items():
        names = (*with_them, *without_them)
        rows = [[translate(_HEADS[name]) for name in (which, *names)]]
        for point in found[which]:
            first = f"{point['threshold']:g}" + (" *" if point["current"] else "")
            rows.append([first, *(_counted(point, name) for name in names)])
        parts.append(aligned(rows))
    explained = translate(
        N_(
            "* as it is now. Nothing answers a near miss, or a question whose right answers are taken out for it."
            " In brackets: how many of how many; --json has intervals."
        )
    )
    return ["\n".join([*parts[:-1], "", parts[-1], explained])]


def _counted(point: Mapping[str, Any], name: str) -> str:
    share, (hits, of) = point[name], point["counts"][name]
    return "-" if share is None else f"{share:.3f} ({hits}/{of})"


def of_reliability(found: dict[str, Any], translate: Translate) -> str:
    """What was said to be right how probably, and how much of it was."""
    rows = [[translate(words) for words in (N_("said"), N_("was right"), N_("queries"))]]
    rows += [
        [f"{each['said']:.3f}", value(each["right"], each["interval"]), str(each["queries"])] for each in found["bins"]
    ]
    if found["ece"] is None:
        return translate(
            N_("Nothing was found of which is known whether it is right, so no probability can be judged.")
        )
    far = Said(
        N_("What was said and what was right are %(ece).3f apart on average (expected calibration error)."), found
    )
    return "\n".join([aligned(rows), far.in_words(translate)])


def value(of: float | None, interval: Sequence[float] | None) -> str:
    """A figure with its interval in brackets."""
    if of is None:
        return "-"
    return f"{of:.3f} ({interval[0]:.3f} … {interval[1]:.3f})" if interval else f"{of:.3f}"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in padded)
