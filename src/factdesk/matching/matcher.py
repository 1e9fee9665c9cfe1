"""Text in, ranked matches and an outcome out."""

import time
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from factdesk.matching import candidates, decision, features, late, ranking, translations
from factdesk.matching.candidates import Candidate, Stages
from factdesk.matching.decision import Outcome
from factdesk.matching.documents import PHRASING_OF, Document
from factdesk.matching.encoder.model import Floats, ReadQuestion, TextEncoder
from factdesk.matching.learned import Learned, shipped
from factdesk.matching.said import Said
from factdesk.matching.store import Store, layout
from factdesk.matching.store.lexical import terms
from factdesk.matching.store.snapshot import Snapshot
from factdesk.matching.text import addresses, respell
from factdesk.matching.text import language as languages
from factdesk.matching.text.reading import Reading
from factdesk.matching.text.restore import is_bare, is_half_bare, restore
from factdesk.matching.thresholds import Thresholds
from factdesk.matching.trace import Scored, Trace
from factdesk.matching.translations import Unit

T = TypeVar("T")

_LOOKED_AT = 12  # candidates that are measured, of all languages that have texts
_LEAST_LOOKED_AT = 6  # of the question's own language
_COMMON = 0.1  # what a word counts that is too common to be looked up
_NEAR_BEST = 0.6  # where all are weak, those with this part of the best one's probability are shown
_NO_LESS = 0.02  # of the first one's score: below a tenth none was right on the dev sets of docs/decisions/013
_LEAST = 0.02  # the answer's probability from which anything is shown at all
_LEAST_UNKNOWN = 0.25  # the same for a text in an unknown language


@dataclass(frozen=True, slots=True)
class ScoredMatch:
    """One check that may answer.

    Args:
        key: of the text that is shown.
        score: 0 to 1, for the first the probability that it is what was asked about.
        document: in the asker's language where the check has such a text.
        features: what the decision saw, by features.NAMES; of the text that matched best.
    """

    key: str
    score: float
    document: Document
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class MatchResult:
    """What is known about a text.

    Args:
        outcome: `answer`: the first match is it; `suggest`: perhaps one of these; `none`: nothing.
        language: of the text, a subtag or `und`.
        matches: best first; one when answering, at most `limit` when suggesting, empty for none.
    """

    outcome: Outcome
    language: str
    took_ms: float
    matches: list[ScoredMatch]


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything that a text led to.

    Args:
        ranked: all checks that were looked at closely, best first, whatever was decided.
        result: what whoever asks is given.
        linked: the checks that the text has a link to, or to what they are about.
        readable: the text is in a script that anything is decided about.
    """

    ranked: list[ScoredMatch]
    result: MatchResult
    linked: Sequence[ScoredMatch] = ()
    readable: bool = True


class Matcher:
    """Answers questions from a store. May be used by several threads."""

    def __init__(
        self,
        store: Store,
        encoder: TextEncoder,
        stages: Stages = Stages(),  # noqa: B008 - frozen
        thresholds: Thresholds = Thresholds(),  # noqa: B008 - frozen
        learned: Learned | None = None,
    ) -> None:
        used = learned or shipped()
        self._store, self._encoder, self._stages = store, encoder, stages
        self._ranker, self._decision = used.ranker, thresholds.of(used.decision)

    @property
    def decides_by(self) -> decision.Decision:
        """Both models, with the thresholds that hold here."""
        return self._decision

    def match(self, text: str, *, limit: int = 3, language: str | None = None) -> MatchResult:
        """The checks that may answer `text`.

        Args:
            limit: how many to suggest at most.
            language: of a text that has no words to tell it by: a bare link, a number.

        Raises:
            StoreMissing, StoreDamaged, EncoderMismatch
        """
        return self.examine(text, limit=limit, language=language).result

    def examine(
        self,
        text: str,
        *,
        limit: int = 3,
        language: str | None = None,
        without: Collection[str] = (),
        trace: Trace | None = None,
    ) -> Examined:
        """What `match` gives, with the whole ranking that it was decided from.

        Args:
            without: keys of documents that are passed over, as if they had been taken out (see Snapshot.without).
            trace: is told what happened on the way.

        Raises:
            StoreMissing, StoreDamaged, EncoderMismatch
        """
        began = time.perf_counter()
        self._store.refresh()
        snapshot = self._store.snapshot.without(without) if without else self._store.snapshot
        question = self._stages.question(text)
        if self._stages.respell:
            question = respell.reading(question, snapshot.lexical)
        links = addresses.links(question.begun)
        spoken = question.language
        said = addresses.without_links(question.plain)
        if language and not any(map(str.isalpha, said)):
            spoken = language
        linked = self._linked(snapshot, links, spoken, limit)
        if trace is not None:
            trace.question, trace.spoken, trace.linked = question, spoken, [match.key for match in linked]
        ranked = self.rank(snapshot, question, spoken, trace) if any(map(str.isalnum, said)) else []
        readable = languages.is_read(question.plain)
        outcome, matches = self.decide(ranked, linked, spoken, limit, readable=readable)
        result = MatchResult(outcome, spoken, (time.perf_counter() - began) * 1000, matches)
        return Examined(ranked, result, linked, readable)

    def decide(
        self, ranked: list[ScoredMatch], linked: Sequence[ScoredMatch], spoken: str, limit: int = 3, *, readable: bool
    ) -> tuple[Outcome, list[ScoredMatch]]:
        """The outcome of what was examined, and what is shown; another matcher may have examined it (see Examined)."""
        outcome, matches = self._decide(ranked, spoken, limit) if readable else ("none", [])
        outcome, matches = with_linked(linked, outcome, matches, lambda match: identity(match.document))
        return outcome, matches[:limit]

    def _linked(self, snapshot: Snapshot, links: Sequence[str], spoken: str, limit: int) -> list[ScoredMatch]:
        """The checks that the text has a link to, or to what they are about."""
        numbers = snapshot.addressed(links, limit * len(layout.LANGUAGES)) if links else []
        found = [snapshot.document(number) for number in numbers]
        return best_of_each([ScoredMatch(document.key, 1.0, document, {}) for document in found], spoken, snapshot)

    def rank(self, snapshot: Snapshot, question: Reading, spoken: str, trace: Trace | None = None) -> list[ScoredMatch]:
        """All checks that were looked at closely, best first, each with its own probability and features.

        Args:
            spoken: its language.
        """
        read_as = question.plain
        if self._stages.restore and spoken == "vi" and (question.bare or is_half_bare(read_as)):
            read_as = restore(read_as, snapshot.lexical.spelled)
        asked = _Asked(snapshot, question, spoken, read_as, self._encoder.read(read_as), self._stages)
        found = [candidate for shelf in layout.LANGUAGES for candidate in asked.look(shelf, trace)]
        measured = [(candidate, asked.measure(candidate, found)) for candidate in found]
        measured.sort(key=lambda pair: pair[0].number)
        scores = [self._ranker.score(seen) if self._stages.ranker else candidate.order for candidate, seen in measured]
        own = [seen["same_language"] > 0 for _, seen in measured]
        ordered = ranking.in_order(scores, [c.stated for c, _ in measured], [c.check for c, _ in measured], own)
        if trace is not None:
            trace.read_as, trace.words, trace.translated = read_as, asked.words(), asked.translated
            trace.scored = [Scored(scores[place], *measured[place]) for place, _ in ordered]
            trace.ranker, trace.decision = self._ranker if self._stages.ranker else None, self._decision
        ranked = []
        for place, gap in ordered:
            candidate, seen = measured[place]
            seen["rank_gap"] = gap
            probability = self._decision.answer.probability(seen)
            ranked.append(ScoredMatch(candidate.document.key, probability, candidate.document, seen))
        return best_of_each(ranked, spoken, snapshot)

    def _decide(self, ranked: list[ScoredMatch], spoken: str, limit: int) -> tuple[Outcome, list[ScoredMatch]]:
        # In a language that nobody knows, gibberish among them, being near means less.
        if not ranked or ranked[0].score < (_LEAST_UNKNOWN if spoken == "und" else _LEAST):
            return "none", []
        outcome = self._decision.outcome(ranked[0].features)
        if outcome == "answer":
            other = _rated_otherwise(ranked)
            return ("suggest", [ranked[0], *other][:limit]) if other else (outcome, ranked[:1])
        if outcome == "none":
            return outcome, []
        # The right one may be the second or third; but beside a good first one only those that could stand alone.
        best = self._decision.suggest.probability(ranked[0].features)
        least = min(self._decision.suggest.threshold, _NEAR_BEST * best)
        others = [
            match
            for match in ranked[1:]
            if match.score >= _NO_LESS * ranked[0].score and self._decision.suggest.probability(match.features) >= least
        ]
        return outcome, [ranked[0], *others][:limit]


def _rated_otherwise(ranked: Sequence[ScoredMatch]) -> list[ScoredMatch]:
    """Checks of the very claim of the first one that do not rate it alike: neither may stand alone."""
    first = ranked[0].document
    claim, rating = candidates.stated(first), first.extra.get("rating")
    return [
        match
        for match in ranked[1:]
        if match.document.extra.get("rating") != rating and candidates.stated(match.document) == claim
    ]


def with_linked(
    linked: Sequence[T], outcome: Outcome, matches: Sequence[T], key: Callable[[T], Hashable]
) -> tuple[Outcome, list[T]]:
    """What the words of a text led to, put together with the checks that its links led to.

    Whoever sends the address of one check asks about that, unless the words alone lead to another one for certain.

    Args:
        linked: each check once.
        key: what all texts of one check share.
    """
    if not linked:
        return outcome, list(matches)
    known = set(map(key, linked))
    others = [match for match in matches if key(match) not in known]
    if len(known) == 1 and not (outcome == "answer" and others):
        return "answer", list(linked)
    return "suggest", [*linked, *others]


class _Asked:
    """One question on its way through the shelves."""

    def __init__(
        self, snapshot: Snapshot, question: Reading, spoken: str, read_as: str, read: ReadQuestion, stages: Stages
    ) -> None:
        self._snapshot, self._question, self._spoken, self._stages = snapshot, question.lexical, spoken, stages
        self._terms = {s: snapshot.lexical.rarities(s, snapshot.texts(s)) for s in layout.LANGUAGES}
        bare = spoken == "vi" and (question.bare or is_bare(question.plain))
        #: Its words with those of the other language, where the index has texts in that.
        self.translated = self._translated(read_as) if stages.translations else []
        self._said = Said(question.lexical, question.begun, spoken, bare=bare, units=self.translated)
        self._vector, self._tokens = read.vector, late.asked(read_as, read)
        self._backgrounds = {shelf: snapshot.background(read.vector, shelf) for shelf in layout.LANGUAGES}
        self._over: dict[tuple[str, str], dict[str, float]] = {}  # of each check, on each shelf
        self._rare: dict[str, Floats] = {}  # how rare each word is, on each shelf

    def words(self) -> list[tuple[str, float]]:
        """Those that Candidate.words has a number for, with how rare each is in the question's language."""
        rarities = self._rarities(layout.shelf(self._spoken))
        return list(zip(self._tokens.words, rarities.tolist(), strict=True))

    def _translated(self, read_as: str) -> list[Unit]:
        other = translations.OTHER.get(self._spoken, "")
        if not other or not self._snapshot.texts(other):
            return []
        return translations.units(read_as, self._spoken, self._terms[other]["\0"])

    def look(self, shelf: str, trace: Trace | None = None) -> list[Candidate]:
        """The best candidates of a shelf, in order."""
        if not self._snapshot.texts(shelf):
            return []
        across = self._spoken != "und" and layout.shelf(self._spoken) != shelf
        most = _LOOKED_AT // sum(self._snapshot.texts(each) > 0 for each in layout.LANGUAGES)
        found = candidates.find(
            self._snapshot,
            self._question,
            self._vector,
            self._tokens,
            shelf,
            self._rarities(shelf),
            self._stages,
            most if across else max(most, _LEAST_LOOKED_AT),
            trace,
            across=across,
            translated=self.translated if shelf == translations.OTHER.get(self._spoken) else (),
        )
        mean = self._backgrounds[shelf][0]
        for candidate in found:
            self._over.setdefault(candidate.check, {})[shelf] = candidate.cosine - mean
        return found

    def measure(self, candidate: Candidate, everyone: list[Candidate]) -> dict[str, float]:
        """The candidate's features; `everyone` are all that were looked at, itself among them."""
        shelf = candidate.shelf
        rivals = [other for other in candidates.rivals(candidate, everyone) if other.shelf == shelf]
        twins = [over for where, over in self._over[candidate.check].items() if where != shelf]
        around = features.Surroundings(
            rivals, self._rarities(shelf), *self._backgrounds[shelf], max(twins, default=None)
        )
        return features.measure(self._said, candidate, around, self._terms[shelf].__getitem__)

    def _rarities(self, shelf: str) -> Floats:
        if shelf not in self._rare:
            found = [
                max((self._terms[shelf][term] for term in terms(w, shelf)), default=_COMMON) for w in self._tokens.words
            ]
            self._rare[shelf] = np.array(found, np.float32)
        return self._rare[shelf]


def identity(document: Document) -> tuple[str, str]:
    """What all languages of one check share."""
    return document.kind, document.code


def best_of_each(scored: list[ScoredMatch], spoken: str, snapshot: Snapshot) -> list[ScoredMatch]:
    """One match for each check, in the order given, shown in the asker's language where there is such a text."""
    best: dict[tuple[str, str], ScoredMatch] = {}
    for match in scored:
        best.setdefault(identity(match.document), match)
    wanted = {key for match in best.values() for key in _shown_as(spoken, match.document)}
    numbers = snapshot.numbers(wanted) if wanted else {}
    return [_shown_in(spoken, match, snapshot, numbers) for match in best.values()]


def _shown_as(spoken: str, document: Document) -> list[str]:
    """Keys of the texts that are shown in a document's place, the first that there is."""
    main = document.extra.get(PHRASING_OF)
    if not main and (document.language == spoken or spoken == "und"):
        return []
    return [f"{document.kind}:{document.code}:{spoken}", *([str(main)] if main else [])]


def _shown_in(spoken: str, match: ScoredMatch, snapshot: Snapshot, numbers: dict[str, int]) -> ScoredMatch:
    for key in _shown_as(spoken, match.document):
        if key in numbers:
            shown = snapshot.document(numbers[key])
            return ScoredMatch(shown.key, match.score, shown, match.features)
    return match
