"""What other thresholds would have cost, from what was examined once: `--thresholds`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.evaluate import chance, measures
from factdesk.matching.evaluate.asking import Row, Setup, make_matcher
from factdesk.matching.matcher import Matcher
from factdesk.matching.store import Store
from factdesk.matching.thresholds import Thresholds

ANSWER = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.95, 0.98)
SUGGEST = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)
#: What each of the two decides about: measures of a pass with the right checks in the store, and of one without them.
SHOWN = {
    "answer": (("answer_rate", "answer_precision"), ("false_answer_rate",)),
    "suggest": (("suggest_rate", "suggest_success"), ("false_suggest_rate",)),
}


def read(listed: str) -> tuple[float, ...]:
    """Thresholds of answers with commas between; ANSWER where there is none.

    Raises:
        ValueError: one is no number, or a desk may not choose it.
    """
    found = tuple(float(each) for each in listed.split(",") if each.strip())
    for value in found:
        Thresholds(answer=value)
    return tuple(sorted(set(found))) or ANSWER


def current(matcher: Matcher) -> dict[str, float]:
    """The thresholds that hold now."""
    return {"answer": matcher.decides_by.answer.threshold, "suggest": matcher.decides_by.suggest.threshold}


def matchers(store: Store, encoder: TextEncoder, setup: Setup, answer: Iterable[float]) -> dict[str, Matcher]:
    """One for each threshold, by `_name`; each is moved alone, and the one that holds now is among them."""
    measured = make_matcher(store, encoder, setup)
    found = {}
    for which, values in (("answer", answer), ("suggest", SUGGEST)):
        now = current(measured)[which]
        for value in sorted({now, *values}):
            moved = replace(setup, thresholds=replace(setup.thresholds, **{which: value}))
            found[_name(which, value)] = measured if value == now else make_matcher(store, encoder, moved)
    return found


def points(plain: Sequence[Row], hidden: Sequence[Row], now: Mapping[str, float]) -> dict[str, list[dict[str, Any]]]:
    """For `answer` and for `suggest`, each threshold with its measures by SHOWN.

    Each is a share, None where there is nothing to share, with `counts` (how many, of how many) and `intervals`.

    Args:
        plain, hidden: of the same queries, asked with the right checks in the store, and without them.
        now: see current.
    """
    found: dict[str, list[dict[str, Any]]] = {which: [] for which in SHOWN}
    for name in plain[0].moved if plain else ():
        which, _, value = name.partition(" ")
        with_them, without_them = SHOWN[which]
        shares = _shares([row.moved[name] for row in plain], with_them)
        shares |= _shares([row.moved[name] for row in hidden], without_them)
        found[which].append(
            {
                "threshold": float(value),
                "current": float(value) == now[which],
                **{measure: hits / of if of else None for measure, (hits, of) in shares.items()},
                "counts": {measure: list(count) for measure, count in shares.items()},
                "intervals": {measure: chance.share(*count) for measure, count in shares.items()},
            }
        )
    return found


def _name(which: str, value: float) -> str:
    return f"{which} {value!r}"


def _shares(rows: Iterable[measures.Measures], names: Sequence[str]) -> dict[str, tuple[int, int]]:
    """How often each measure is 1, and how many rows have it."""
    table = list(rows)
    known = {name: [value for row in table if (value := row[name]) is not None] for name in names}
    return {name: (round(sum(values)), len(values)) for name, values in known.items()}
