"""What an asker is told, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["answer", "suggest", "none"]

FACT_CHECK = "fact-check"
EXTERNAL_REVIEW = "external-review"

#: How many matches an asker is shown at most.
SHOWN = 3
#: Languages that matching was made for; other texts are taken and queued, and the asker is told so.
KNOWN_LANGUAGES = frozenset({"vi", "en"})


@dataclass(frozen=True, slots=True)
class MatchRef:
    """Which text was offered, without its words: what a question keeps of its matches."""

    kind: str
    code: str
    language: str
    score: float

    @property
    def key(self) -> str:
        """The matching key, `kind:code:language`."""
        return f"{self.kind}:{self.code}:{self.language}"


@dataclass(frozen=True, slots=True)
class AnsweredMatch:
    """One published fact-check or external review, as it stands now.

    Args:
        code: of the fact-check or review; `id` is the same.
        rating: step of the desk's scale for a fact-check ("" where it is not rated), "" for an external review.
        rating_label: the verdict in words: ours in the interface's language, another publisher's as they wrote it.
        url: absolute; an external review's is its publisher's own.
        verdict: one sentence that answers; "" for an external review.
        language: of `title`, `claim` and `verdict`.
    """

    kind: str
    code: str
    language: str
    title: str
    claim: str
    rating: str
    rating_label: str
    publisher: str
    url: str
    score: float
    verdict: str = ""

    @property
    def id(self) -> str:
        return self.code

    @property
    def ref(self) -> MatchRef:
        """The match without its words."""
        return MatchRef(self.kind, self.code, self.language, self.score)

    @property
    def key(self) -> str:
        """The matching key, `kind:code:language`."""
        return self.ref.key

    def as_json(self) -> dict[str, Any]:
        """The object that the command and the API give."""
        return {
            "id": self.code,
            "kind": self.kind,
            "title": self.title,
            "claim": self.claim,
            "rating": self.rating_label,
            "publisher": self.publisher,
            "url": self.url,
            "score": round(self.score, 4),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a text.

    Args:
        outcome: answer (the first match answers it), suggest (it may be one of them) or none (no match is given).
        language: of the text: vi, en, another subtag or "und".
        available: False where the index could not be asked; the outcome is "none" then and means nothing.
    """

    outcome: Outcome
    language: str
    took_ms: float
    matches: tuple[AnsweredMatch, ...] = ()
    available: bool = True

    @property
    def language_known(self) -> bool:
        """Whether the text is in a language that matching was made for."""
        return self.language in KNOWN_LANGUAGES

    def as_json(self) -> dict[str, Any]:
        """The object that the command and the API give."""
        return {
            "outcome": self.outcome,
            "language": self.language,
            "took_ms": round(self.took_ms, 2),
            "matches": [match.as_json() for match in self.matches],
        }
