"""What the desk's questions teach matching: labels, and what was closed without a check, for `train matching --own`.

A label says right or wrong of a check. A closed group says more than any label: somebody read it, and nothing that can
be checked is in it, so that no check answers it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from factdesk.answers import documents, phrasings
from factdesk.answers.results import FACT_CHECK
from factdesk.matching.text.words import words
from factdesk.matching.train.own import Check, Question
from factdesk.questions import selectors, substance
from factdesk.questions.models import Group, Label, folded
from factdesk.questions.models import Question as Row
from factdesk.questions.results import Labelled

#: The newest wordings with labels that are learned from, and as many of those closed: asking them takes some minutes.
_EACH = 2000


def questions() -> list[Question]:
    """Each wording that something is known about, once. Five queries and one more for a thousand reviews.

    The desk's word goes before an asker's. Phrasings that are the very words of a question are hidden from it: they are
    in the index because it was attached, and the next asker says it otherwise.
    """
    said: dict[str, list[Labelled]] = defaultdict(list)
    for label in selectors.labels():
        said[_key(label.text)].append(label)
    labelled = {key: _labelled(of_it) for key, of_it in list(said.items())[:_EACH]}
    closed = dict[str, Question]()
    for text, group in _closed():
        known = labelled.get(key := _key(text))
        if known is None or not known.right:
            wrong = known.wrong if known else frozenset[Check]()
            closed.setdefault(key, Question(text, wrong=wrong, nothing=True, topic=f"closed {group}"))
    found = {**labelled, **dict(list(closed.items())[:_EACH])}
    found.pop("", None)  # a link, or signs
    return list(_without_their_phrasings(found))


def _labelled(labels: list[Labelled]) -> Question:
    """What was said of one wording."""
    verdicts: dict[Check, str] = {}
    for label in sorted(labels, key=lambda label: label.origin == Label.Origin.DESK):
        verdicts[label.kind, label.code] = label.verdict
    right = frozenset(check for check, verdict in verdicts.items() if verdict == Label.Verdict.RIGHT)
    telling = Label.Verdict.RIGHT if right else Label.Verdict.WRONG
    by_desk = any(label.origin == Label.Origin.DESK and label.verdict == telling for label in labels)
    return Question(labels[0].text, right, frozenset(verdicts) - right, by_desk=by_desk)


def _closed() -> Iterator[tuple[str, int]]:
    """Text and group of what was closed without a check, the newest first, where no asker said that a check was it."""
    rows = Row.objects.filter(group__status=Group.Status.CLOSED).exclude(reply=Row.Reply.THIS_ONE)
    yield from rows.order_by("-pk").values_list("text", "group")[: 2 * _EACH]


def _without_their_phrasings(asked: dict[str, Question]) -> Iterator[Question]:
    codes = {code for question in asked.values() for kind, code in question.right if kind == FACT_CHECK}
    of_each: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in phrasings.of_checks(codes):
        of_each[row.code].append((_key(row.text), documents.phrasing_key(row.code, row.language, row.place)))
    for key, question in asked.items():
        itself = {key, _key(substance.plain(question.text))}
        hidden = [name for _, code in question.right for said, name in of_each[code] if said in itself]
        yield replace(question, hidden=tuple(sorted(hidden)))


def _key(text: str) -> str:
    return " ".join(words(folded(text)))
