"""Why a text was answered as it was, in the words of what is published now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from factdesk.answers.results import AnsweredMatch
from factdesk.matching.explain import Explanation
from factdesk.matching.explain_text import as_text


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation for people at the desk and at the command line.

    Args:
        published: those of its candidates that stand published, by kind and code: the index may be a moment behind, and
            what was taken back is not to be shown from it.
    """

    explanation: Explanation
    published: dict[tuple[str, str], AnsweredMatch]

    def as_text(self) -> str:
        """All of it, in the current language."""
        return as_text(self.explanation, gettext, {key: match.title for key, match in self.published.items()})

    def as_json(self) -> dict[str, Any]:
        """All of it as an object; sentences in the current language."""
        plain = self.explanation.as_json(gettext)
        for candidate in plain["candidates"]:
            match = self.published.get((candidate["kind"], candidate["code"]))
            candidate["title"] = match.title if match else None
            del candidate["claim"]
        return plain
