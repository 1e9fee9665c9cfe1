"""What is measured of one query. A measure of a set is the mean over the queries that have it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from factdesk.matching.decision import Outcome

RANKING = ("map@5", "p@1", "success@5", "mrr@10")
DECISION = ("answer_rate", "answer_precision", "suggest_success", "false_answer_rate")
ALL = RANKING + DECISION
SUGGESTING = ("suggest_rate", "suggest_success", "false_suggest_rate")
MOVED = (*dict.fromkeys(DECISION + SUGGESTING),)

Measures = Mapping[str, float | None]


def ranks(codes: Sequence[str], right: Collection[str]) -> list[int]:
    """The places, from 1, of the right ones in a ranking that names each code once."""
    return [place for place, code in enumerate(codes, 1) if code in right]


def of_ranking(places: Sequence[int], right: int) -> dict[str, float | None]:
    """The RANKING measures.

    MAP@5 is the mean over the right ones, at most five, of the precision at their places within the first five.

    Args:
        places: of the right ones, rising.
        right: how many right ones there are in the store; without any there is nothing to measure.
    """
    if not right:
        return dict.fromkeys(RANKING)
    first = places[0] if places else 0
    precise = sum(found / place for found, place in enumerate(places, 1) if place <= 5)
    return {
        "map@5": precise / min(right, 5),
        "p@1": float(first == 1),
        "success@5": float(1 <= first <= 5),
        "mrr@10": 1 / first if 1 <= first <= 10 else 0.0,
    }


def is_known(code: str, right: Collection[str], wrong: Collection[str]) -> bool:
    """Whether anybody has said if a check answers a query.

    What has right answers has no others, and what has neither right nor wrong ones has none at all. But of a query of
    which only is known that some check does not answer it, another may.
    """
    return bool(right) or not wrong or code in wrong


def of_decision(
    outcome: Outcome, shown: Sequence[str], right: Collection[str], wrong: Collection[str] = (), *, hidden: bool
) -> dict[str, float | None]:
    """The DECISION measures.

    answer_rate        answered; of all queries but near misses, which only the last measure counts
    answer_precision   the right one answered; of the answered queries that have one in the store
    suggest_success    a right one among those shown; of the suggested queries that have one in the store
    false_answer_rate  answered; of the queries that nothing in the store answers

    Args:
        shown: the codes that the asker sees, in order.
        wrong: see is_known; an answer that may be right for all that is known is not counted.
        hidden: the right ones were not in the store.
    """
    measures: dict[str, float | None] = dict.fromkeys(DECISION)
    answered = outcome == "answer"
    if right:
        measures["answer_rate"] = float(answered)
    if hidden or not right:
        if not answered or is_known(shown[0], right, wrong):
            measures["false_answer_rate"] = float(answered)
    elif answered:
        measures["answer_precision"] = float(shown[0] in right)
    elif outcome == "suggest":
        measures["suggest_success"] = float(any(code in right for code in shown))
    return measures


def of_moved(
    outcome: Outcome, shown: Sequence[str], right: Collection[str], wrong: Collection[str] = (), *, hidden: bool
) -> dict[str, float | None]:
    """The MOVED measures: those of of_decision, and how often anything is suggested.

    suggest_rate        suggested; of the queries that have a right one in the store
    false_suggest_rate  suggested; of the queries that nothing in the store answers
    """
    measures = of_decision(outcome, shown, right, wrong, hidden=hidden) | dict.fromkeys(
        ("suggest_rate", "false_suggest_rate")
    )
    suggested = outcome == "suggest"
    if right and not hidden:
        measures["suggest_rate"] = float(suggested)
    elif not suggested or any(is_known(code, right, wrong) for code in shown):
        measures["false_suggest_rate"] = float(suggested)
    return measures
