"""Every query of a folder asked once, of a store that holds its corpus: one process, one thread, one after another."""

from __future__ import annotations

import contextlib
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factdesk.matching.candidates import stated
from factdesk.matching.decision import Outcome
from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.evaluate import measures
from factdesk.matching.evaluate.folder import Folder, Query
from factdesk.matching.matcher import Matcher
from factdesk.matching.progress import Progress, silent
from factdesk.matching.store import Store, rebuild

FIRST = 5  # codes of the ranking that are kept
_WARM = ("một câu hỏi ngắn có đúng không", "is a short question true")


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one query.

    Args:
        probability: of the first of the ranking, 0 where nothing was found.
        ranks: the places of the right ones in the whole ranking, as far as they are in it.
        first: the first codes of the ranking.
        measures: by measures.ALL; None where the query does not count for one.
        ms: from the text to the decision.
    """

    query: str
    outcome: Outcome
    probability: float
    ranks: list[int]
    first: list[str]
    measures: dict[str, float | None]
    ms: float


@dataclass(frozen=True, slots=True)
class Built:
    """A store with a folder's corpus, and what making it cost."""

    store: Store
    seconds: float
    bytes: int


@contextlib.contextmanager
def built(folder: Folder, encoder: TextEncoder, progress: Progress = silent) -> Iterator[Built]:
    """The corpus in a store of its own, which is gone after the block; the time is from documents to a store to ask."""
    with tempfile.TemporaryDirectory(prefix="factdesk-evaluate-") as directory:
        path = Path(directory) / "store"
        began = time.perf_counter()
        store = rebuild(path, encoder, folder.documents, {}, progress, len(folder.documents))
        seconds = time.perf_counter() - began
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        yield Built(store, seconds, size)


def make_matcher(store: Store, encoder: TextEncoder) -> Matcher:
    """The matcher that is measured, with all its stages; the one place where a run would switch one of them off."""
    return Matcher(store, encoder)


def ask(folder: Folder, matcher: Matcher, *, hide_gold: bool = False, progress: Progress = silent) -> Iterator[Row]:
    """What comes of each query, in order. Two questions that do not count come first, so that all is loaded.

    Args:
        hide_gold: take each query's right answers out of the store for that query, and checks of the very same claims,
            which answer it too, named or not (see Snapshot.without for what
            that leaves).
    """
    for text in _WARM:
        matcher.match(text)
    keys: dict[str, list[str]] = {}
    claims: dict[str, list[str]] = {}
    for document in folder.documents:
        keys.setdefault(document.code, []).append(document.key)
        claims.setdefault(stated(document), []).append(document.code)
    same = {code: set(codes) for codes in claims.values() for code in codes}
    for number, query in enumerate(folder.queries, 1):
        answering = {twin for code in query.right for twin in same[code]} | query.right
        hidden = [key for code in sorted(answering) for key in keys[code]] if hide_gold else []
        yield _asked(query, matcher, hidden)
        progress(number, len(folder.queries), "asking")


def _asked(query: Query, matcher: Matcher, hidden: Sequence[str]) -> Row:
    began = time.perf_counter()
    examined = matcher.examine(query.text, without=hidden)
    took = (time.perf_counter() - began) * 1000
    result, codes = examined.result, [match.document.code for match in examined.ranked]
    shown = [match.document.code for match in result.matches]
    places = measures.ranks(codes, query.right)
    return Row(
        query=query.id,
        outcome=result.outcome,
        probability=examined.ranked[0].score if examined.ranked else 0.0,
        ranks=places,
        first=codes[:FIRST],
        measures={
            **measures.of_ranking(places, 0 if hidden else len(query.right)),
            **measures.of_decision(result.outcome, shown, query.right, hidden=bool(hidden)),
        },
        ms=took,
    )


def peak_memory() -> int:
    """The most resident bytes that this process has had so far, files that it maps among them.

    Linux hands a new process its parent's peak in getrusage, so the process's own is read where the kernel shows it.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
