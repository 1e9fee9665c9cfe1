"""From which probabilities a desk answers and suggests, where it wants other ones than those that are shipped."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factdesk.matching.decision import Decision

#: Between which they may be. Below the first, an answer would be wrong more often than right; above the last, nothing
#: but copies of a claim would ever be answered.
LIMITS = {"answer": (0.5, 0.999), "suggest": (0.05, 0.95)}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The two that can be moved; None leaves the shipped one.

    All other rules of the decision stay: what a short question lacks holds its answer back, a long text needs at least
    what decision.py asks of it, and a copy of a claim is answered whatever the threshold is.

    Raises:
        ValueError: one of them is not within its LIMITS.
    """

    answer: float | None = None
    suggest: float | None = None

    def __post_init__(self) -> None:
        for name, (least, most) in LIMITS.items():
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                raise ValueError(f"{name} from {value}: give a probability between {least} and {most}")

    def of(self, shipped: Decision) -> Decision:
        """The decision with its thresholds moved to these."""
        answer, suggest = shipped.answer, shipped.suggest
        return replace(
            shipped,
            answer=answer if self.answer is None else replace(answer, threshold=self.answer),
            suggest=suggest if self.suggest is None else replace(suggest, threshold=self.suggest),
        )
