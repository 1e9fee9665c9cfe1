"""Which of the texts that the desk has attached to a check become texts of it in the index: few, good and different."""

from __future__ import annotations

from factdesk.answers.models import LANGUAGES, MOST
from factdesk.answers.results import FACT_CHECK
from factdesk.matching.text.words import fold, words
from factdesk.questions import substance
from factdesk.questions.models import Label
from factdesk.record import selectors as record

#: The newest labels of a check that are looked at.
_READ = 500
#: Characters of a text that is a way of asking; a longer one asks about too much.
_LONGEST = 1000
#: The part of a text, in characters, that is left without links and what was cut; where it is less, too much is gone.
_LEFT = 0.6


def chosen(code: str) -> list[tuple[str, str]]:
    """Language and text of the phrasings of the check of `code`: the newest, then those that differ most. Two queries.

    Only what the desk itself attached. Without the words that stand where something was cut: they are in every such
    text, whatever it asks. Left out are texts that say too little, were cut badly, are too long, in a language that
    cannot be compared, or the same words as another or as the check itself.
    """
    own = Label.objects.filter(
        code=code, kind=FACT_CHECK, origin=Label.Origin.DESK, verdict=Label.Verdict.RIGHT, language__in=LANGUAGES
    )
    checks = record.published_by_codes([code]).values()
    seen = {_folded(text) for row in checks for text in (row.title, row.claim)}
    found: list[tuple[str, str, frozenset[str]]] = []
    for language, text in own.order_by("-pk").values_list("language", "text")[:_READ]:
        said = substance.plain(text)
        key = _folded(said)
        if key not in seen and _is_good(text, said, language):
            seen.add(key)
            found.append((language, said, frozenset(key)))
    return [(language, said) for language, said, _ in _most_different(found)]


def _is_good(text: str, said: str, language: str) -> bool:
    return len(said) <= _LONGEST and len(said) >= _LEFT * len(text.strip()) and substance.says_enough(text, language)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(map(fold, words(text)))


def _most_different(found: list[tuple[str, str, frozenset[str]]]) -> list[tuple[str, str, frozenset[str]]]:
    """The first of `found`, then again and again the one that shares least with those taken; the first among equals."""
    taken: list[tuple[str, str, frozenset[str]]] = []
    left = [(0.0, each) for each in found]
    while left and len(taken) < MOST:
        place = min(range(len(left)), key=lambda number: left[number][0])
        newest = left.pop(place)[1]
        taken.append(newest)
        left = [(max(shared, _shared(each[2], newest[2])), each) for shared, each in left]
    return taken


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)
