"""What the desk said of its questions, as matching is measured by it on the desk's own index."""

from __future__ import annotations

from factdesk.answers.documents import PHRASING_OF
from factdesk.answers.results import FACT_CHECK
from factdesk.matching import Store
from factdesk.matching.evaluate.folder import Query
from factdesk.questions import selectors
from factdesk.questions.export import by_wording
from factdesk.questions.models import Label


def queries(store: Store) -> list[Query]:
    """Each wording that the desk attached to a check, or of which it said that one does not answer it, oldest first.

    Of a check that was attached the phrasings are passed over: they are made of these very questions, so each is
    measured as it would have been when it was asked for the first time.
    """
    found = []
    for number, (text, said) in enumerate(by_wording(selectors.labels(origin=Label.Origin.DESK)), 1):
        right = {label.code for label in said if label.verdict == Label.Verdict.RIGHT}
        wrong = {label.code for label in said if label.verdict == Label.Verdict.WRONG}
        phrasings = [
            key
            for code in sorted(right)
            for key, number_ in store.snapshot.texts_of(FACT_CHECK, code).items()
            if PHRASING_OF in store.snapshot.document(number_).extra
        ]
        found.append(Query(f"q{number}", text, frozenset(right), frozenset(wrong), tuple(phrasings)))
    return found
