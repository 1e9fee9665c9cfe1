"""What can be asked of the index."""

from __future__ import annotations

from typing import Any

from factdesk.answers import engine, hydrate, inspection, learning, phrasings
from factdesk.answers.errors import IndexUnavailable
from factdesk.answers.results import AnsweredMatch, MatchRef
from factdesk.matching import MatchingError
from factdesk.record import selectors as record
from factdesk.reviews import selectors as reviews


def index_state() -> dict[str, Any]:
    """How the index is: for /healthz. Never raises for its state; three queries.

    Returns:
        state: ok, behind (it follows; more than a second of this is a fault), missing, damaged or mismatch;
        documents, cursor, encoder: None where there is no index; learned too: whose ranking and decision are used,
        shipped, own or, where own ones do not fit and the shipped are used, ignored; detail: what to do, in plain
        English.
    """
    try:
        engine.encoder()  # an index without it answers nothing
        store = engine.store()
        store.refresh()
    except IndexUnavailable as error:
        return _none(error)
    except MatchingError as error:
        engine.forget()
        return _none(engine.unavailable(error))
    if faults := inspection.faults_of(store.snapshot.manifest.generation):
        # It still answers, but perhaps not with everything.
        return _none(IndexUnavailable("damaged", faults[0]))
    cursor = store.cursor
    heads = {"record": record.head(), "reviews": reviews.head(), "phrasings": phrasings.head()}
    # An index that was made before there were phrasings has followed none.
    behind = sum(head - cursor.get(name, -1) for name, head in heads.items())
    return {
        "state": "behind" if behind > 0 else "ok",
        "documents": store.count,
        "cursor": dict(cursor),
        "encoder": store.encoder_name,
        "learned": learning.state(store.encoder_name),
        "detail": f"{behind} changes are not in the index yet" if behind > 0 else "",
    }


def matches_now(refs: list[MatchRef], *, language: str) -> list[AnsweredMatch]:
    """What may be shown of earlier matches now; those withdrawn or removed since are left out. At most two queries."""
    return hydrate.shown(refs, language)


def index_follows(seq: int) -> bool:
    """Whether the index has dealt with entry `seq` of the record. No query.

    Raises:
        IndexUnavailable: there is no encoder or no readable index.
    """
    return _cursor()["record"] >= seq


def indexed_reviews() -> int:
    """The last change of external reviews that the index has dealt with. No query.

    Raises:
        IndexUnavailable: there is no encoder or no readable index.
    """
    return _cursor()["reviews"]


def _cursor() -> dict[str, int]:
    store = engine.store()
    try:
        store.refresh()
    except MatchingError as error:
        engine.forget()
        raise engine.unavailable(error) from error
    return store.cursor


def _none(error: IndexUnavailable) -> dict[str, Any]:
    nothing = dict.fromkeys(("documents", "cursor", "encoder", "learned"))
    return {"state": error.state, **nothing, "detail": error.detail}
