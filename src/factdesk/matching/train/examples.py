"""Labelled candidates for ranking and deciding: what the matcher measures of questions with known answers."""

import random
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from factdesk.matching.candidates import stated
from factdesk.matching.documents import Document
from factdesk.matching.encoder.model import Codes, Floats, ReadQuestion, TextEncoder
from factdesk.matching.matcher import Matcher
from factdesk.matching.store import Store
from factdesk.matching.trace import Trace


@dataclass(frozen=True, slots=True)
class Question:
    """One that is asked.

    Args:
        right: codes of the checks that answer it.
        near: codes of checks that it looks like; with no right ones this is a near miss, else nothing.
        kind: of a near miss.
    """

    text: str
    right: frozenset[str]
    near: frozenset[str] = frozenset()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its measured candidates, in the order of the store: no ranker has had a say.

    Args:
        source: which set.
        features: of each candidate.
        right: of each; a twin of the right check, which states the very same, is right too.
        claims: what each states (candidates.stated).
        checks: what each is a text of.
        present: whether the store had what was asked about.
        related: whether it is about something that any check is about; if not, it is off the topic.
    """

    source: str
    question: Question
    features: list[dict[str, float]]
    right: list[bool]
    claims: list[str]
    checks: list[tuple[str, str]]
    present: bool
    related: bool


class Remembering:
    """An encoder that makes each vector once."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder, self.name, self.dimension = encoder, encoder.name, encoder.dimension
        self.token_width = encoder.token_width
        self._passages: dict[str, tuple[Floats, Codes]] = {}
        self._read: dict[str, ReadQuestion] = {}

    def queries(self, texts: Sequence[str]) -> Floats:
        return np.stack([self.read(text).vector for text in texts])

    def passages(self, texts: Sequence[str]) -> Floats:
        return self.passages_with_tokens(texts)[0]

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Floats, list[Codes]]:
        missing = [text for text in dict.fromkeys(texts) if text not in self._passages]
        for start in range(0, len(missing), 512):
            some = missing[start : start + 512]
            for text, vector, codes in zip(some, *self._encoder.passages_with_tokens(some), strict=True):
                self._passages[text] = vector, codes
        found = [self._passages[text] for text in texts]
        return np.stack([vector for vector, _ in found]), [codes for _, codes in found]

    def read(self, text: str) -> ReadQuestion:
        if text not in self._read:
            self._read[text] = self._encoder.read(text)
        return self._read[text]


def measured(
    source: str,
    documents: Sequence[Document],
    questions: Iterable[Question],
    encoder: TextEncoder,
    *,
    hide: bool = False,
) -> Iterator[Example]:
    """An example for each question to a store of these documents.

    Args:
        hide: take what is right out of the store for each question, and its twins.
    """
    claims: dict[str, set[str]] = {}  # of each check
    keys: dict[str, list[str]] = {}  # of the texts of each claim
    for document in documents:
        claims.setdefault(document.code, set()).add(stated(document))
        keys.setdefault(stated(document), []).append(document.key)
    with tempfile.TemporaryDirectory() as directory:
        store = Store.made_for(Path(directory) / "store", encoder)
        with store.writer(encoder) as writer:
            writer.put(documents)
            writer.commit()
        matcher = Matcher(store, encoder)
        for question in questions:
            right = {claim for code in question.right for claim in claims.get(code, ())}
            present = bool(right) and not hide
            hidden = [key for claim in right for key in keys[claim]] if hide else []
            trace = Trace()
            matcher.examine(question.text, without=hidden, trace=trace)
            found = sorted(trace.scored, key=lambda scored: scored.candidate.number)
            candidates = [scored.candidate for scored in found]
            yield Example(
                source,
                question,
                [scored.features for scored in found],
                [each.document.code in question.right or each.stated in right for each in candidates],
                [each.stated for each in candidates],
                [each.check for each in candidates],
                present,
                bool(question.right or question.near),
            )


def sampled(documents: Sequence[Document], wanted: Collection[str], size: int, chance: random.Random) -> list[Document]:
    """About `size` documents, those of the `wanted` codes among them."""
    needed = [document for document in documents if document.code in wanted]
    rest = [document for document in documents if document.code not in wanted]
    return needed + chance.sample(rest, max(0, min(len(rest), size - len(needed))))
