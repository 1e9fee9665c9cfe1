"""What happened on the way to an answer, kept only where somebody asked for it (explain.py)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factdesk.matching.candidates import Candidate
    from factdesk.matching.decision import Decision
    from factdesk.matching.ranking import Ranker
    from factdesk.matching.text.reading import Reading
    from factdesk.matching.translations import Unit


@dataclass(slots=True)
class Lists:
    """The numbers of a shelf's texts as each stage put them, best first; empty where the stage was left out."""

    words: list[int]
    meaning: list[int]
    late: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its features and the ranker's score."""

    score: float
    candidate: Candidate
    features: dict[str, float]


@dataclass(slots=True)
class Trace:
    """Filled by Matcher.examine; empty lists for a text that was not looked up.

    Args:
        question: as it was read.
        spoken: its language, as it was taken.
        read_as: what the encoder got.
        words: of `read_as` with how rare each is, one for each number of Candidate.words.
        translated: its words with those of the other language, where the index has texts in that.
        linked: keys of the checks that the text has a link to.
        lists: by shelf.
        scored: all candidates that were looked at closely, best first; a check once for each shelf.
        ranker: what gave the scores; None where the stage was left out.
        decision: what the outcome was decided by.
    """

    question: Reading | None = None
    spoken: str = "und"
    read_as: str = ""
    words: list[tuple[str, float]] = field(default_factory=list)
    translated: Sequence[Unit] = ()
    linked: list[str] = field(default_factory=list)
    lists: dict[str, Lists] = field(default_factory=dict)
    scored: list[Scored] = field(default_factory=list)
    ranker: Ranker | None = None
    decision: Decision | None = None

    def looked_up(self, shelf: str, words: Iterable[int], meaning: Iterable[int]) -> None:
        """What each index gave, best first."""
        self.lists[shelf] = Lists(list(words), list(meaning))

    def compared(self, shelf: str, found: Sequence[Candidate]) -> None:
        """What was compared word by word."""
        self.lists[shelf].late = [each.number for each in sorted(found, key=lambda each: -each.telling)]
