"""An answer as lines of text, for a terminal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from factdesk.answers.results import Answer, AnsweredMatch


def as_text(answer: Answer) -> str:
    """The answer for a reader, in the current language."""
    if not answer.available:
        return _("The index cannot be read at this moment, so nothing could be looked up.")
    if not answer.language_known:
        unread = _("We look things up in Vietnamese and English only, so this answer may miss what you mean.")
        return f"{_found(answer)}\n\n{unread}"
    return _found(answer)


def _found(answer: Answer) -> str:
    if answer.outcome == "none":
        return _("Nobody has published a check of this yet.")
    if answer.outcome == "answer":
        return _match(answer.matches[0])
    return "\n\n".join([_("Is it one of these?"), *map(_match, answer.matches)])


def _match(match: AnsweredMatch) -> str:
    lines = [f"{match.rating_label} — {match.claim}", match.verdict, f"{match.publisher}: {match.url}"]
    return "\n".join(line for line in lines if line)
