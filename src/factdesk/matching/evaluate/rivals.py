"""What matching is compared with: plain methods over the same corpus and queries, and figures that others published."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Any

from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.evaluate import measures
from factdesk.matching.evaluate.errors import BaselineMissing
from factdesk.matching.evaluate.folder import Folder
from factdesk.matching.store import layout
from factdesk.matching.store.snapshot import Snapshot
from factdesk.matching.text.normalise import normalise

BM25, PUBLISHED = "bm25", "published"
_DEPTH = 100  # of each of our lists
_KEPT = 10  # as deep as any measure looks
_FUSED = 60  # the constant of reciprocal rank fusion that everybody takes

Rank = Callable[[str], Sequence[str]]  # text to codes, best first


@dataclass(frozen=True, slots=True)
class Published:
    """A figure of others.

    Args:
        split: of the set that it was measured on; those of another split are not to be compared, only to be known.
    """

    split: str
    measure: str
    value: float
    source: str


_FIGURES = {
    "checkthat-2020-en": (
        Published(
            "test",
            "map@5",
            0.929,
            "best published for CLEF-2020 CheckThat! task 2, English: a large fine-tuned reranker",
        ),
    ),
    "checkthat-2021-en": (
        Published(
            "test",
            "map@5",
            0.883,
            "best published for CLEF-2021 CheckThat! task 2A, English: a large fine-tuned reranker",
        ),
    ),
    "checkthat-2022-en": (
        Published(
            "test",
            "map@5",
            0.956,
            "best published for CLEF-2022 CheckThat! task 2A, English: a large fine-tuned reranker",
        ),
    ),
}


def published(name: str) -> list[dict[str, Any]]:
    """What is known for a set of that name."""
    return [asdict(figure) for figure in _FIGURES.get(name, ())]


def check(methods: Iterable[str]) -> None:
    """See that what the methods need is there, before anything is measured.

    Raises:
        BaselineMissing
    """
    if BM25 in methods and find_spec("bm25s") is None:
        raise BaselineMissing(BM25, "bm25s")


def measure(
    method: str, folder: Folder, snapshot: Snapshot, encoder: TextEncoder, *, hide_gold: bool = False
) -> list[dict[str, float | None]]:
    """The RANKING measures of each query by one of METHODS; none where its right answers are hidden."""
    rank = METHODS[method](folder, snapshot, encoder)
    found = []
    for query in folder.queries:
        visible = frozenset[str]() if hide_gold else query.right
        codes = rank(query.text)[:_KEPT] if visible else ()
        found.append(measures.of_ranking(measures.ranks(codes, visible), len(visible)))
    return found


def _bm25(folder: Folder, snapshot: Snapshot, encoder: TextEncoder) -> Rank:
    """bm25s as it comes, with its English stop words; no stems, no cleaning."""
    import bm25s

    def cut(texts: list[str]) -> Any:
        return bm25s.tokenize(texts, stopwords="en", show_progress=False)

    index = bm25s.BM25()
    index.index(cut([f"{document.title} {document.claim}" for document in folder.documents]), show_progress=False)
    codes = [document.code for document in folder.documents]
    depth = min(_DEPTH, len(codes))

    def rank(text: str) -> Sequence[str]:
        found, scores = index.retrieve(cut([text]), k=depth, show_progress=False)
        pairs = zip(found[0].tolist(), scores[0].tolist(), strict=True)
        return _once(codes[place] for place, score in pairs if score > 0)

    return rank


def _dense(folder: Folder, snapshot: Snapshot, encoder: TextEncoder) -> Rank:
    """The cosine of the encoder alone with every text, the shelves of all languages in one list."""
    return _Lists(snapshot, encoder).by_meaning


def _rrf(folder: Folder, snapshot: Snapshot, encoder: TextEncoder) -> Rank:
    """Reciprocal rank fusion of our own list by words and that of `_dense`."""
    lists = _Lists(snapshot, encoder)

    def rank(text: str) -> Sequence[str]:
        fused: dict[str, float] = {}
        for listed in (lists.by_words(text), lists.by_meaning(text)):
            for place, code in enumerate(listed, 1):
                fused[code] = fused.get(code, 0.0) + 1 / (_FUSED + place)
        return sorted(fused, key=lambda code: -fused[code])

    return rank


METHODS: Mapping[str, Callable[[Folder, Snapshot, TextEncoder], Rank]] = {BM25: _bm25, "dense": _dense, "rrf": _rrf}
NAMES = (*METHODS, PUBLISHED)


class _Lists:
    """What a store finds by words and by meaning, codes in order; meaning by comparing all, not only what is near."""

    def __init__(self, snapshot: Snapshot, encoder: TextEncoder) -> None:
        self._snapshot, self._encoder = snapshot, encoder
        self._codes: dict[int, str] = {}
        self._numbers: dict[str, set[int]] = {shelf: set() for shelf in layout.LANGUAGES}
        for number in filter(snapshot.lives, range(snapshot.manifest.documents)):
            document = snapshot.document(number)
            self._codes[number] = document.code
            self._numbers[layout.shelf(document.language)].add(number)

    def by_words(self, text: str) -> list[str]:
        found: dict[int, float] = {}
        for shelf in layout.LANGUAGES:
            found |= self._snapshot.words(normalise(text), shelf, _DEPTH)
        return self._best(found)

    def by_meaning(self, text: str) -> list[str]:
        vector = self._encoder.queries([normalise(text)])[0]
        found: dict[int, float] = {}
        for shelf, numbers in self._numbers.items():
            found |= self._snapshot.cosines(vector, shelf, numbers)
        return self._best(found)

    def _best(self, found: Mapping[int, float]) -> list[str]:
        best = heapq.nlargest(_DEPTH, found, key=lambda number: found[number])
        return _once(self._codes[number] for number in best)


def _once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))
