"""What the room does: answer a text, and keep the index at what is published."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from factdesk.answers import documents, engine, hydrate, inspection, links, phrasings
from factdesk.answers.errors import IndexUnavailable
from factdesk.answers.explained import Explained
from factdesk.answers.results import SHOWN, Answer, AnsweredMatch, MatchRef, Outcome
from factdesk.matching import (
    Document,
    MatchingError,
    MatchResult,
    Progress,
    Store,
    StoreBusy,
    StoreDamaged,
    Writer,
    rebuild,
    silent,
)
from factdesk.matching import explain as explaining
from factdesk.matching.evaluate.messages import Said
from factdesk.matching.explain_words import LINKED
from factdesk.matching.matcher import with_linked
from factdesk.record import projection
from factdesk.record import selectors as record
from factdesk.reviews import selectors as reviews

#: Entries of the record taken in one commit of the index.
_BATCH = 200
#: External reviews taken in one commit: less than a second's work, so that a new check never waits longer for them.
_REVIEWS = 40
#: Checks whose changed phrasings are taken in one commit: at most `models.MOST` texts each.
_REPHRASED = 5
#: From so many texts on, making an index is worth an encoder, 75 MB, for each processor core.
_MANY = 2000
#: How often, and after how many seconds, whoever published tries again while somebody else writes to the index.
_TRIES, _PAUSE = 6, 0.1
#: Asked of matching beyond what is shown, for those that turn out to be withdrawn.
_SPARE = 3


def answer(text: str, *, language: str | None = None) -> Answer:
    """What is published about `text`. Stores nothing, and never raises for the state of the index.

    Args:
        text: any text that `questions.services.check_text` let through.
        language: of the interface: the words are given in it where they exist; the current language where left out.

    At most two queries (four and the index's own where an answer was withdrawn a moment ago), and two more for a text
    with a link to a page of this desk.
    """
    started = time.perf_counter()
    language = _interface(language)
    outcome: Outcome = "none"
    spoken, available, matches = "und", True, list[AnsweredMatch]()
    try:
        result, refs, matches = _match(text, language)
        if result.outcome == "answer" and not matches:
            # The answer was taken back a moment ago: let the index know, and look what comes next.
            follow()
            result, refs, matches = _match(text, language)
    except IndexUnavailable as error:
        engine.say_once(error)
        available = False
    else:
        engine.works_again()
        spoken, outcome = result.language, _honest(result.outcome, refs, matches)
    if linked := hydrate.shown(links.own(text), language):
        outcome, matches = with_linked(linked, outcome, matches, lambda match: (match.kind, match.code))
    return Answer(
        outcome=outcome,
        language=spoken,
        took_ms=_since(started),
        matches=tuple(matches[:SHOWN]) if outcome != "none" else (),
        # A link of our own needs no index.
        available=available or bool(linked),
    )


def explain(text: str, given: Answer, *, language: str | None = None) -> Explained:
    """Why `text` got the answer `given`: what matching made of it, each check with the words that are published now.

    Args:
        language: as it was for the answer.

    Raises:
        IndexUnavailable: there is no encoder or no readable index.

    At most two queries.
    """
    language = _interface(language)
    with _index_at_hand():
        found = explaining.explain(engine.matcher(), text, limit=SHOWN + _SPARE, language=language)
    refs = [MatchRef(each.kind, each.code, each.language, each.probability) for each in found.candidates]
    published = {(match.kind, match.code): match for match in hydrate.shown(refs, language)}
    if links.own(text):
        found = replace(found, reasons=(Said(LINKED),))
    return Explained(replace(found, outcome=given.outcome), published)


def follow(enough: Callable[[], bool] = lambda: False, leave: Callable[[], bool] = lambda: False) -> int:
    """Bring the index to what is published now. Returns how many entries and changes were taken.

    Leaves it to whoever writes already (returns 0 then). Three queries when there is nothing to do.

    Args:
        enough: asked after each commit, about every second; where it says so, the rest is left for the next time.
        leave: asked where there is something to do; where it says so, all of it is left to somebody else.

    Raises:
        IndexUnavailable: there is no encoder or no readable index.
    """
    store = engine.store()
    try:
        store.refresh()
        if not _behind(store) or leave():
            return 0
        with store.writer(engine.encoder()) as writer:
            # Inside the lock: another process may have written since.
            store.refresh()
            taken = 0
            while step := _follow_desk(store, writer) + _follow_reviews(store, writer):
                taken += step
                if enough():
                    break
            return taken
    except StoreBusy:
        return 0
    except MatchingError as error:
        engine.forget()
        raise engine.unavailable(error) from error


def follow_at_once() -> None:
    """Bring what this process published a moment ago into the index.

    A process that answers has the encoder in memory, and the worker would have to load it first. One that has none
    leaves it to the worker, which also does whatever fails here. External reviews are left to it always. Two queries
    more than reading the entries and phrasings takes.
    """
    if not engine.has_encoder():
        return
    for _ in range(_TRIES):
        try:
            store = engine.store()
            store.refresh()
            if not _desk_is_ahead(store):
                return
            with store.writer(engine.encoder()) as writer:
                store.refresh()
                while _follow_desk(store, writer):
                    pass
        except StoreBusy:
            time.sleep(_PAUSE)
        except (IndexUnavailable, MatchingError, OSError):
            return  # the worker comes upon it too, and says so


def keep_phrasings(code: str, texts: Sequence[tuple[str, str]]) -> None:
    """Make `texts` the phrasings of the check of `code`, in the caller's transaction; the index follows at once.

    Whoever calls it has taken their turn (`phrasings.take_turn`). Two to five queries.

    Args:
        texts: language and text of each, the most important first.
    """
    if phrasings.store(code, texts):
        # Robust: what was stored is stored, whatever happens here; the worker comes by.
        transaction.on_commit(follow_at_once, robust=True)


def ensure_index() -> None:
    """Make an empty index where there is none; `follow` fills it. An index that is there is left as it is.

    Raises:
        IndexUnavailable: there is no encoder.
    """
    try:
        encoder = engine.encoder()
        store = Store.made_for(settings.INDEX_DIRECTORY, encoder)
    except FileExistsError:
        return
    with store.writer() as writer:
        writer.commit({"record": -1, "reviews": -1, "phrasings": -1})
    inspection.forget()
    engine.forget()


def reindex(progress: Progress = silent) -> int:
    """Make the projections and the index again, from the record and the external reviews alone.

    Readers go on with the old index until the new one takes its place. Returns the number of texts indexed.

    Raises:
        IndexUnavailable: there is no encoder, or another process is writing to the index.
    """
    projection.rebuild(progress)
    encoder = engine.encoder()
    # Where the sources stood before reading them: what comes meanwhile is followed afterwards, twice at worst.
    cursor = {"record": record.head(), "reviews": reviews.head(), "phrasings": phrasings.head()}
    total = record.published_checks(withdrawn=False).count() + reviews.count() + phrasings.count()
    try:
        helpers = engine.helpers() if total >= _MANY else []
        store = rebuild(settings.INDEX_DIRECTORY, encoder, _everything(), cursor, progress, total, helpers)
    except StoreBusy as error:
        raise IndexUnavailable("busy", str(error)) from error
    inspection.forget()
    engine.forget()
    follow()
    return store.count


def _everything() -> Iterator[Document]:
    standing: dict[str, list[str]] = {}
    for row in record.published_checks(withdrawn=False).order_by("key").iterator(chunk_size=500):
        standing.setdefault(row.code, []).append(row.language)
        yield documents.of_check(row)
    for rows in phrasings.all_phrasings():
        yield from documents.of_phrasings(rows, standing.get(rows[0].code, ()))
    for review in reviews.all_reviews():
        yield documents.of_review(review)


def _behind(store: Store) -> bool:
    return _desk_is_ahead(store) or reviews.head() > store.cursor["reviews"]


def _desk_is_ahead(store: Store) -> bool:
    return record.head() > store.cursor["record"] or phrasings.head() > phrasings_of(store)


def phrasings_of(store: Store) -> int:
    """How far the index has followed the phrasings; one that was made before there were any, not at all."""
    return store.cursor.get("phrasings", -1)


def _follow_desk(store: Store, writer: Writer) -> int:
    return _follow_record(store, writer) + _follow_phrasings(store, writer)


def _follow_record(store: Store, writer: Writer) -> int:
    """One batch of entries. The newest state is read, so an entry that is dealt with twice changes nothing."""
    batch = record.entries(after=store.cursor["record"], limit=_BATCH)
    if not batch:
        return 0
    codes = {entry.code for entry in batch if entry.type == "fact-check"}
    rows = [row for row in record.published_by_codes(codes).values() if not row.withdrawn]
    found = [documents.of_check(row) for row in sorted(rows, key=lambda row: (row.seq, row.key))]
    writer.remove(sorted(set().union(*map(documents.check_keys, codes)) - {item.key for item in found}))
    writer.put(found)
    # A language that came or went, a withdrawal: what the phrasings stand for.
    _bring_phrasings(store, writer, codes)
    writer.commit({"record": batch[-1].seq})
    return len(batch)


def _follow_phrasings(store: Store, writer: Writer) -> int:
    """One batch of checks whose phrasings changed."""
    batch = phrasings.changes(after=phrasings_of(store), limit=_REPHRASED)
    if not batch:
        return 0
    _bring_phrasings(store, writer, {change.code for change in batch})
    writer.commit({"phrasings": batch[-1].seq})
    return len(batch)


def _bring_phrasings(store: Store, writer: Writer, codes: Collection[str]) -> None:
    """Bring the phrasings of the checks of `codes` to what they are now; those of a withdrawn check go. Two queries."""
    standing = _standing(codes)
    found = []
    for row in phrasings.of_checks(codes):
        found += documents.of_phrasings([row], standing.get(row.code, ()))
    writer.remove(sorted(set().union(*map(documents.phrasing_keys, codes)) - {item.key for item in found}))
    # Each costs the encoder some milliseconds, and most are there already.
    writer.put([item for item in found if not _holds(store, item)])


def _standing(codes: Collection[str]) -> dict[str, list[str]]:
    """The languages in which the checks of `codes` stand published now. One query."""
    found: dict[str, list[str]] = {}
    for (code, language), row in record.published_by_codes(codes).items():
        if not row.withdrawn:
            found.setdefault(code, []).append(language)
    return found


def _holds(store: Store, document: Document) -> bool:
    number = store.snapshot.find(document.key)
    return number is not None and store.snapshot.document(number) == document


def _follow_reviews(store: Store, writer: Writer) -> int:
    batch = reviews.changes(after=store.cursor["reviews"], limit=_REVIEWS)
    if not batch:
        return 0
    rows = {change.review_id: change.review for change in batch}
    living = [documents.of_review(row) for _, row in sorted(rows.items()) if not row.removed]
    # Also the key of the wording before, which may have been in another language.
    known = {documents.review_key(row.code, row.language) for row in rows.values()} | {
        documents.review_key(change.review_id, change.previous["language"])
        for change in batch
        if change.previous and "language" in change.previous
    }
    writer.remove(sorted(known - {item.key for item in living}))
    writer.put(living)
    writer.commit({"reviews": batch[-1].seq})
    return len(batch)


def _match(text: str, language: str) -> tuple[MatchResult, list[MatchRef], list[AnsweredMatch]]:
    """What matching found, and what of it may be shown."""
    with _index_at_hand():
        result = engine.matcher().match(text, limit=SHOWN + _SPARE, language=language)
    refs = [documents.ref(found.document, float(found.score)) for found in result.matches]
    return result, refs, hydrate.shown(refs, language)


@contextlib.contextmanager
def _index_at_hand() -> Iterator[None]:
    """Whatever goes wrong in here is an index that cannot be asked."""
    try:
        yield
    except IndexUnavailable:
        raise
    except Exception as error:  # whatever a damaged file makes a library raise: the asker is not the one to see it
        if isinstance(error, StoreDamaged):
            with contextlib.suppress(IndexUnavailable, OSError):
                inspection.note(engine.store().snapshot.manifest.generation, str(error))
        engine.forget()
        raise engine.unavailable(error) from error


def _honest(outcome: Outcome, refs: list[MatchRef], matches: list[AnsweredMatch]) -> Outcome:
    """The outcome after what is not published any more has been left out.

    Only the first match was judged to answer: where it is gone, the next are no more than suggestions.
    """
    if not matches or outcome == "none":
        return "none"
    if outcome == "answer" and (matches[0].kind, matches[0].code) != (refs[0].kind, refs[0].code):
        return "suggest"
    return outcome


def _interface(language: str | None) -> str:
    """The interface language that is meant: one of the desk's own."""
    wanted = (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
