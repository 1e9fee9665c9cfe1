"""The panel "Why these suggestions?": an explanation of matching, in short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from factdesk.answers.errors import IndexUnavailable
from factdesk.answers.explained import Explained
from factdesk.answers.results import SHOWN, Answer
from factdesk.answers.services import explain
from factdesk.desk.languages import name_of
from factdesk.matching import explain_words, translations
from factdesk.matching.explain import Weighed
from factdesk.matching.explain_text import changed, shortened, table

#: Rows of what put the first before the second.
_TOLD = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A check that was found; without `url` where it is published no more.

    Args:
        found_in: the language of the text that was found, in words, where it is not the question's.
    """

    title: str
    language: str
    url: str
    phrasing: bool
    found_in: str


def suggested(text: str, given: Answer) -> dict[str, Any] | None:
    """What desk/why.html shows of why `text` got the answer `given`; None where the index cannot be asked any more.

    Args:
        text: a question as it is kept, so without what redaction cut. Nothing else of it is read here.

    At most two queries.
    """
    try:
        explained = explain(text, given)
    except IndexUnavailable:
        return None
    found = explained.explanation
    candidates = found.candidates[:SHOWN]
    other = translations.OTHER.get(found.language, "")
    across = any(each.language == other for each in candidates)
    return {
        "lang": _lang(found.language),
        "reasons": [reason.in_words(gettext) for reason in found.reasons],
        "steps": [
            (gettext(explain_words.rule(step.name)), *changed(step.before, step.after)) for step in found.all_steps
        ],
        "read_as": shortened(found.read_as),
        # Both languages are always looked through; these words matter where something was found by them.
        "translated": [(word, ", ".join(others)) for word, others in found.translated] if across else [],
        "translated_lang": _lang(other),
        "candidates": [_candidate(explained, each) for each in candidates],
        "table": table(candidates, gettext),
        "missed": ", ".join(found.missed),
        "lead": [
            (each.said.in_words(gettext), f"{each.mine:.2f}", f"{each.other:.2f}")
            for each in found.lead
            if each.amount > 0
        ][:_TOLD],
        "runner_up": found.runner_up and f"{gettext(explain_words.RUNNER_UP)} {found.runner_up.in_words(gettext)}",
    }


def _candidate(explained: Explained, each: Weighed) -> Candidate:
    match = explained.published.get((each.kind, each.code))
    found_in = name_of(each.language) if each.language != explained.explanation.language else ""
    if match is None:
        return Candidate("", "", "", each.phrasing, found_in)
    return Candidate(match.title, match.language, match.url, each.phrasing, found_in)


def _lang(language: str) -> SafeString | str:
    """The attribute that tells a screen reader how to read the question."""
    return format_html(' lang="{}"', language) if language != "und" else ""
