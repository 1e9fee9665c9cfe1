"""Every query of a folder asked once, of a store that holds its corpus: one process, one thread, one after another."""

from __future__ import annotations

import contextlib
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from factdesk.matching.candidates import Stages, stated
from factdesk.matching.decision import Outcome
from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.evaluate import measures
from factdesk.matching.evaluate.folder import Folder, Query
from factdesk.matching.learned import Learned
from factdesk.matching.matcher import Matcher
from factdesk.matching.progress import Progress, silent
from factdesk.matching.store import Store, rebuild
from factdesk.matching.thresholds import Thresholds

FIRST = 5  # codes of the ranking that are kept
STAGES = tuple(each.name for each in fields(Stages))  # that can be switched off
_WARM = ("một câu hỏi ngắn có đúng không", "is a short question true")


@dataclass(frozen=True, slots=True)
class Setup:
    """How the matcher that is measured differs from the shipped one.

    Args:
        without: of STAGES, those that are switched off.
        learned: a desk's own ranking and decision.
    """

    without: tuple[str, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)
    learned: Learned | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one query.

    Args:
        probability: of the first of the ranking, 0 where nothing was found.
        right: whether the first is a right one; None where nothing was found, or nobody has said.
        ranks: the places of the right ones in the whole ranking, as far as they are in it.
        first: the first codes of the ranking.
        measures: by measures.ALL; None where the query does not count for one.
        ms: from the text to the decision.
        moved: the measures by measures.MOVED that other thresholds would have had, by what whoever asked calls them.
    """

    query: str
    outcome: Outcome
    probability: float
    right: bool | None
    ranks: list[int]
    first: list[str]
    measures: dict[str, float | None]
    ms: float
    moved: dict[str, dict[str, float | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """A store with a folder's corpus, and what making it cost; None where it was there before."""

    store: Store
    seconds: float | None
    bytes: int


@contextlib.contextmanager
def built(folder: Folder, encoder: TextEncoder, progress: Progress = silent) -> Iterator[Built]:
    """The corpus in a store of its own, which is gone after the block; the time is from documents to a store to ask."""
    with tempfile.TemporaryDirectory(prefix="factdesk-evaluate-") as directory:
        path = Path(directory) / "store"
        began = time.perf_counter()
        store = rebuild(path, encoder, folder.documents, {}, progress, len(folder.documents))
        seconds = time.perf_counter() - began
        yield Built(store, seconds, _size(path))


@contextlib.contextmanager
def opened(store: Store) -> Iterator[Built]:
    """A store that is there already, and stays."""
    yield Built(store, None, _size(store.path))


def _size(path: Path) -> int:
    size = 0
    for file in path.rglob("*"):
        with contextlib.suppress(OSError):  # a desk that serves takes old files away
            size += file.stat().st_size if file.is_file() else 0
    return size


def make_matcher(store: Store, encoder: TextEncoder, setup: Setup = Setup()) -> Matcher:
    """The matcher that is measured."""
    return Matcher(store, encoder, Stages(**dict.fromkeys(setup.without, False)), setup.thresholds, setup.learned)


def ask(
    folder: Folder,
    matcher: Matcher,
    *,
    hide_gold: bool = False,
    others: Mapping[str, Matcher] | None = None,
    progress: Progress = silent,
) -> Iterator[Row]:
    """What comes of each query, in order. Two questions that do not count come first, so that all is loaded.

    Args:
        hide_gold: take each query's right answers out of the store for that query, and checks of the very same claims,
            which answer it too, named or not (see Snapshot.without for what that leaves).
        others: are told what `matcher` examined, and decide anew.
    """
    for text in _WARM:
        matcher.match(text)
    answering = _answering(folder) if hide_gold else {}
    step = "asking, right answers hidden" if hide_gold else "asking"
    for number, query in enumerate(folder.queries, 1):
        hidden = [key for code in sorted(query.right) for key in answering.get(code, ())]
        yield _asked(query, matcher, hidden, others or {}, hide=hide_gold and bool(query.right))
        progress(number, len(folder.queries), step)


def _answering(folder: Folder) -> dict[str, list[str]]:
    """For each right check, the keys of its texts and of those of all checks that state one of its claims.

    The corpus is read three times, since it may be a large desk's and only a few of its texts are wanted.
    """
    claims: dict[str, set[str]] = {code: set() for query in folder.queries for code in query.right}
    for document in folder.documents:
        if document.code in claims:
            claims[document.code].add(stated(document))
    twins: dict[str, set[str]] = {claim: set() for found in claims.values() for claim in found}
    for document in folder.documents:
        if (claim := stated(document)) in twins:
            twins[claim].add(document.code)
    keys: dict[str, list[str]] = {code: [] for found in twins.values() for code in found}
    for document in folder.documents:
        if document.code in keys:
            keys[document.code].append(document.key)
    return {
        code: [key for twin in sorted({twin for claim in found for twin in twins[claim]}) for key in keys[twin]]
        for code, found in claims.items()
    }


def _asked(query: Query, matcher: Matcher, hidden: Sequence[str], others: Mapping[str, Matcher], *, hide: bool) -> Row:
    began = time.perf_counter()
    examined = matcher.examine(query.text, without=[*query.passed_over, *hidden])
    took = (time.perf_counter() - began) * 1000
    result, codes = examined.result, [match.document.code for match in examined.ranked]
    shown = [match.document.code for match in result.matches]
    places = measures.ranks(codes, query.right)
    moved = {}
    for name, other in others.items():
        outcome, matches = other.decide(examined.ranked, examined.linked, result.language, readable=examined.readable)
        moved[name] = measures.of_moved(
            outcome, [match.document.code for match in matches], query.right, query.wrong, hidden=hide
        )
    return Row(
        query=query.id,
        outcome=result.outcome,
        probability=examined.ranked[0].score if examined.ranked else 0.0,
        right=_right(codes, query),
        ranks=places,
        first=codes[:FIRST],
        measures={
            **measures.of_ranking(places, 0 if hide else len(query.right)),
            **measures.of_decision(result.outcome, shown, query.right, query.wrong, hidden=hide),
        },
        ms=took,
        moved=moved,
    )


def _right(codes: Sequence[str], query: Query) -> bool | None:
    if not codes or not measures.is_known(codes[0], query.right, query.wrong):
        return None
    return codes[0] in query.right


def peak_memory() -> int:
    """The most resident bytes that this process has had so far, files that it maps among them.

    Linux hands a new process its parent's peak in getrusage, so the process's own is read where the kernel shows it.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
