"""What may answer a question: found by words and by meaning on one shelf, then compared word by word."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from factdesk.matching import late
from factdesk.matching.documents import Document
from factdesk.matching.encoder.model import Floats
from factdesk.matching.late import Asked
from factdesk.matching.store.snapshot import Snapshot
from factdesk.matching.text.reading import RULES, Reading, read
from factdesk.matching.text.words import fold
from factdesk.matching.trace import Trace
from factdesk.matching.translations import Unit

# Taken from each list, and of both compared word by word; of another language than the question's fewer, since there
# words are less sure. 50, 50 and 40 in both cases find no more on the dev sets (MAP@5 within .002).
BY_WORDS, BY_MEANING, COMPARED = 40, 30, 24
BY_WORDS_ACROSS, COMPARED_ACROSS = 20, 20
_WEAK = 10.0  # a best BM25 of this counts half
_MEANING = 0.7  # the share of meaning in the first order, words have the rest
# The best by words alone and by meaning alone that are looked at closely whatever the rest says.
_AHEAD, _AHEAD_ACROSS = 3, 1
_SIGNS = re.compile(r"[\W_]+")
_LEAST = 0.25  # the share of a question's weight that `least` looks at

Weigh = Callable[[str], float]  # how rare a word is


@dataclass(frozen=True, slots=True)
class Stages:
    """What a matcher uses; all of it, but to find out what each is worth."""

    words: bool = True
    meaning: bool = True
    late: bool = True
    ranker: bool = True
    respell: bool = True
    restore: bool = True
    reading: bool = True
    translations: bool = True

    def question(self, text: str) -> Reading:
        """The text as it is read; with links only where the rules are switched off."""
        return read(text, without=() if self.reading else [name for name in RULES if name != "links"])


@dataclass
class Candidate:
    """A text that may answer, with all that was measured of it.

    Args:
        cosine: of the two texts' vectors.
        bm25: of the words; 0 where only meaning found it.
        late: mean nearness of the question's tokens to the text; `telling` the same by the rarity of their words;
            `least` that of the worst quarter of the question's weight.
        back, back_worst: nearness of the text's tokens to the question, and that of their worst fifth.
        bm25_z, late_z: among the candidates of the shelf, in standard deviations; the former less where words are weak.
        words: nearness of each of the question's words; empty where tokens were not compared.
        order: by all of these; best first.
    """

    number: int
    shelf: str
    document: Document
    cosine: float
    bm25: float
    late: float = 0.0
    telling: float = 0.0
    least: float = 0.0
    back: float = 0.0
    back_worst: float = 0.0
    bm25_z: float = 0.0
    late_z: float = 0.0
    order: float = 0.0
    words: Floats = field(default_factory=lambda: np.empty(0, np.float32))

    @functools.cached_property
    def stated(self) -> str:
        """What twins, two checks of one claim, have in common."""
        return stated(self.document)

    @functools.cached_property
    def check(self) -> tuple[str, str]:
        """What all texts of one check share."""
        return self.document.kind, self.document.code


def stated(document: Document) -> str:
    """A claim without regard to case, diacritics and signs; of a text without one, what no other text has."""
    return _SIGNS.sub("", fold(document.claim)) or document.key


def rivals(candidate: Candidate, others: Iterable[Candidate]) -> list[Candidate]:
    """Those that are about another claim."""
    check, claim = candidate.check, candidate.stated
    return [other for other in others if other.check != check and other.stated != claim]


def find(
    snapshot: Snapshot,
    question: str,
    vector: Floats,
    asked: Asked,
    shelf: str,
    rarities: Floats,
    stages: Stages,
    most: int,
    trace: Trace | None = None,
    *,
    across: bool = False,
    translated: Sequence[Unit] = (),
) -> list[Candidate]:
    """The best candidates of a shelf, in order.

    Args:
        question: as its words are looked up.
        rarities: of its words on this shelf.
        most: how many.
        across: the question is in another language than the shelf.
        translated: its words with those of the shelf's language.
    """
    by_words = {}
    if stages.words:
        into = [terms for unit in translated for terms in unit.all_into]
        by_words = snapshot.words(question, shelf, BY_WORDS_ACROSS if across else BY_WORDS, into)
    cosines = snapshot.meanings(vector, shelf, BY_MEANING) if stages.meaning else {}
    if trace is not None:
        trace.looked_up(shelf, by_words, cosines)
    cosines |= snapshot.cosines(vector, shelf, by_words.keys() - cosines.keys())
    if not cosines:
        return []
    numbers = list(cosines)
    cosine = np.array(list(cosines.values()), np.float32)
    bm25 = np.array([by_words.get(number, 0.0) for number in numbers], np.float32)
    # One everyday word in common would be an outlier among noughts: where the best BM25 is low, it counts less.
    trust = float(bm25.max() / (bm25.max() + _WEAK))
    words_z, meaning_z = trust * _z(bm25), _z(cosine)
    order = _MEANING * meaning_z + (1 - _MEANING) * words_z
    many = COMPARED_ACROSS if across else COMPARED
    ahead = _AHEAD_ACROSS if across else _AHEAD
    # What is first by one of the scores alone has a place: of a mistyped question, or one about a new word, only words
    # may be left. What is nearest is kept anyway.
    by_words_alone = np.argsort(-bm25, kind="stable")[:ahead].tolist()
    kept = np.array(list(dict.fromkeys([*by_words_alone, *np.argsort(-order, kind="stable").tolist()]))[:many])
    found = [
        Candidate(
            numbers[place], shelf, _UNREAD, float(cosine[place]), float(bm25[place]), bm25_z=float(words_z[place])
        )
        for place in kept.tolist()
    ]
    if stages.late:
        _compare(snapshot, asked, shelf, rarities, found)
        if trace is not None:
            trace.compared(shelf, found)
        late_z, back_z = _z([c.telling for c in found]), _z([c.back for c in found])
        order = order[kept] + late_z + 0.5 * back_z
        for candidate, value in zip(found, late_z.tolist(), strict=True):
            candidate.late_z = value
    else:
        order = order[kept]
    places = np.argsort(-order, kind="stable").tolist()
    # And among the few that are looked at closely.
    first = [
        place for score in (bm25[kept], cosine[kept]) for place in np.argsort(-score, kind="stable")[:ahead].tolist()
    ]
    places = list(dict.fromkeys([*places[: most - ahead], *first, *places]))
    best = _of_each_check(snapshot, [(found[place], float(order[place])) for place in places], most)
    return sorted(best, key=lambda candidate: -candidate.order)


def _of_each_check(snapshot: Snapshot, ordered: Sequence[tuple[Candidate, float]], most: int) -> list[Candidate]:
    """The best text of each of the first checks: twenty phrasings of one would leave no place for its rivals."""
    best: dict[tuple[str, str], Candidate] = {}
    for candidate, value in ordered:
        candidate.order, candidate.document = value, snapshot.document(candidate.number)
        best.setdefault(candidate.check, candidate)
        if len(best) == most:
            break
    return list(best.values())


_UNREAD = Document("", "", "", "", "", "")  # until it is known which are looked at closely


def _compare(snapshot: Snapshot, asked: Asked, shelf: str, rarities: Floats, found: Sequence[Candidate]) -> None:
    compared = late.compare(asked, snapshot.tokens([candidate.number for candidate in found], shelf))
    weights = late.token_weights(asked, rarities)
    inside = asked.word_of >= 0
    plain = compared.nearest[:, inside].mean(axis=1) if inside.any() else np.zeros(len(found), np.float32)
    total = float(weights.sum()) or 1.0
    telling = compared.nearest @ weights / total
    words = late.by_words(asked, compared.nearest)
    least = _worst_part(words, rarities)
    for place, candidate in enumerate(found):
        candidate.late, candidate.telling = float(plain[place]), float(telling[place])
        candidate.least, candidate.words = float(least[place]), words[place]
        candidate.back, candidate.back_worst = float(compared.back[place]), float(compared.back_worst[place])


def _worst_part(words: Floats, rarities: Floats) -> Floats:
    """The mean nearness of those words that are furthest away and together make up `_LEAST` of the weight."""
    total = float(rarities.sum())
    if not total:
        return np.zeros(len(words), np.float32)
    order = np.argsort(words, axis=1)
    sorted_words, weights = np.take_along_axis(words, order, axis=1), rarities[order]
    before = np.cumsum(weights, axis=1) - weights
    part = np.clip(_LEAST * total - before, 0, weights)
    return np.asarray((sorted_words * part).sum(axis=1) / (_LEAST * total), dtype=np.float32)


def _z(values: Floats | Sequence[float]) -> Floats:
    column = np.asarray(values, dtype=np.float32)
    return np.asarray((column - column.mean()) / (column.std() + 1e-6), dtype=np.float32)
