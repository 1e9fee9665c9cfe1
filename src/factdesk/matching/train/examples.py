"""Labelled examples of first candidates, from stores of several sizes, half of them without the right check."""

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from factdesk.matching.documents import Document, searched_text
from factdesk.matching.encoder.model import Floats, TextEncoder
from factdesk.matching.matcher import Matcher
from factdesk.matching.store import Store
from factdesk.matching.text import language as languages
from factdesk.matching.text.normalise import normalise
from factdesk.matching.text.words import fold_text
from factdesk.matching.train.folders import Folder

Question = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate that was measured.

    Args:
        place: 0 for the first.
        right: whether it is what was asked about.
        present: whether the store had what was asked about.
        elsewhere: whether any check at all is about it; if not, the question is off the topic.
    """

    features: dict[str, float]
    place: int
    right: bool
    present: bool
    elsewhere: bool


class Remembering:
    """An encoder that makes each vector once."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder, self.name, self.dimension = encoder, encoder.name, encoder.dimension
        self._known: dict[tuple[str, str], Floats] = {}

    def queries(self, texts: Sequence[str]) -> Floats:
        return self._look("query", texts)

    def passages(self, texts: Sequence[str]) -> Floats:
        return self._look("passage", texts)

    def _look(self, kind: str, texts: Sequence[str]) -> Floats:
        missing = [text for text in dict.fromkeys(texts) if (kind, text) not in self._known]
        make = self._encoder.queries if kind == "query" else self._encoder.passages
        for text, vector in zip(missing, make(missing), strict=True):
            self._known[kind, text] = vector
        return np.stack([self._known[kind, text] for text in texts])


def measured(
    documents: Sequence[Document], questions: Sequence[Question], encoder: TextEncoder, depth: int
) -> Iterator[list[Example]]:
    """For each question the examples of its first `depth` candidates in a store of these documents."""
    codes = {document.code for document in documents}
    with tempfile.TemporaryDirectory() as directory:
        store = Store.create(Path(directory) / "store", encoder.name)
        with store.writer() as writer:
            writer.put(documents, encoder.passages([searched_text(document) for document in documents]))
            writer.commit()
        matcher = Matcher(store, encoder)
        for text, right in questions:
            question = normalise(text)
            ranked = matcher.rank(store.snapshot, question, languages.guess(question))[:depth]
            present = bool(right & codes)
            yield [
                Example(m.features, place, m.document.code in right, present, bool(right))
                for place, m in enumerate(ranked)
            ]


def sampled(folder: Folder, size: int, encoder: TextEncoder, chance: random.Random, depth: int) -> list[list[Example]]:
    """One store of about `size` documents of the folder; half of the questions find their check hidden."""
    questions = [q for q in folder.questions if q[1]]
    chance.shuffle(questions)
    questions = questions[: min(size, len(questions))]
    half = len(questions) // 2
    shown = {code for _, right in questions[:half] for code in right}
    hidden = {code for _, right in questions[half:] for code in right} - shown
    rest = [d for d in folder.documents if d.code not in shown and d.code not in hidden]
    documents = [d for d in folder.documents if d.code in shown]
    documents += chance.sample(rest, max(0, min(len(rest), size - len(documents))))
    return list(measured(documents, questions, encoder, depth))


def own(folder: Folder, encoder: TextEncoder, depth: int, *, rounds: int, chance: random.Random) -> list[list[Example]]:
    """The desk's own questions: as written and without diacritics, in both languages and across, some checks hidden."""
    found: list[list[Example]] = []
    folded = [(fold_text(text), right) for text, right in folder.questions if not text.isascii()]
    codes = sorted({document.code for document in folder.documents})
    for number in range(rounds):
        hidden = set(chance.sample(codes, len(codes) // 2)) if number % 2 else set()
        kept = [document for document in folder.documents if document.code not in hidden]
        found += measured(kept, folder.questions + folded, encoder, depth)
        for language in ("vi", "en"):
            only = [document for document in kept if document.language == language]
            found += measured(only, folder.questions, encoder, depth)
    return found


def tiny(
    folder: Folder, encoder: TextEncoder, depth: int, *, rounds: int, chance: random.Random
) -> list[list[Example]]:
    """Stores of one to eight of the desk's own checks: those of a desk's first days."""
    codes = sorted({document.code for document in folder.documents})
    found: list[list[Example]] = []
    for number in range(rounds):
        kept = set(chance.sample(codes, (1, 2, 4, 8)[number % 4]))
        documents = [document for document in folder.documents if document.code in kept]
        others = [question for question in folder.questions if not question[1] & kept]
        asked = [question for question in folder.questions if question[1] & kept] + chance.sample(others, 12)
        found += measured(documents, asked, encoder, depth)
    return found
