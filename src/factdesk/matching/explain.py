"""Why a text was answered as it was: what reading did, what each stage made of the candidates, what decided.

explain(matcher, "…")             the whole of it, as plain values
as_text(explanation, translate)   for a terminal (explain_text.py)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from factdesk.matching import explain_words as words
from factdesk.matching.decision import AGAINST, Logistic, doubtful, swapped
from factdesk.matching.documents import PHRASING_OF
from factdesk.matching.evaluate.messages import Said, Translate, english
from factdesk.matching.matcher import Examined, Matcher
from factdesk.matching.text.reading import Step
from factdesk.matching.trace import Scored, Trace

SHOWN = 5  # candidates
_TOLD = 8  # contributions
_TRANSLATED = 20  # words, with those of the other language
_LEAST = 0.01  # of a contribution, to be told
_FOUND = 0.6  # nearness from which a word has found something: above it are 95 in 100 words that a text has as they are
_TELLING = 0.5  # of the rarest word's rarity: what is less rare is missed by nobody


@dataclass(frozen=True, slots=True)
class Shelf:
    """How many candidates there were among the texts of one language.

    Args:
        words, meaning: found by each index.
        compared: of both, word by word.
    """

    language: str
    words: int
    meaning: int
    compared: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where a candidate stood in each list of its language, from 1; None where it was not in the list.

    Args:
        late: among those that were compared word by word.
        final: among all checks of all languages.
    """

    words: int | None
    meaning: int | None
    late: int | None
    final: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what each stage said of it; see candidates.Candidate for the numbers.

    Args:
        key, kind, code, language: of the text that matched, which need not be the one that is shown.
        title, claim: as the index has them.
        phrasing: the text is no check's own but what somebody asked about it.
        score: the ranker's; None where it was left out.
        probability: that it answers.
    """

    key: str
    kind: str
    code: str
    language: str
    title: str
    claim: str
    phrasing: bool
    bm25: float
    cosine: float
    late: float
    telling: float
    least: float
    back: float
    order: float
    score: float | None
    probability: float
    places: Places


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question.

    Args:
        rarity: how much it tells.
        first, second: how near something in the first and in the second candidate comes to it, -1 to 1.
        missed: it tells something, and the first candidate has nothing near it.
    """

    word: str
    rarity: float
    first: float
    second: float | None
    missed: bool


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature did for the first candidate.

    Args:
        mine: the first one's value.
        other: of whatever it is compared with.
        amount: the weight times the difference of both.
    """

    feature: str
    mine: float
    other: float
    amount: float

    @property
    def said(self) -> Said:
        """It as a sentence."""
        return words.feature(self.feature, self.mine, self.other)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a text was answered as it was.

    Args:
        steps: what the rules of reading changed, in order.
        plain, lexical: what they left for the encoder and for words.
        read_as: what the encoder got, with restored diacritics; empty where nothing was looked up.
        translated: words of the question with those of the other language that were looked up for them; of a long
            question those that tell most.
        candidates: the first ones, best first, each check once; empty where nothing was looked up.
        looked_at: how many checks were looked at closely.
        words: of the question; empty where nothing was compared word by word.
        lead: what the ranker's difference between the first and the second is made of, largest first.
        decided: what the log odds of the first are made of, beside the mean of the others, largest first. What all
            have in common is taken beside 0.
        log_odds, from_log_odds: of the first, and of that which it is compared with; the rest is `decided`.
        reasons: how the outcome came about, in sentences.
    """

    outcome: str
    language: str
    bare: bool
    steps: tuple[Step, ...]
    plain: str
    lexical: str
    read_as: str
    translated: tuple[tuple[str, tuple[str, ...]], ...]
    shelves: tuple[Shelf, ...]
    candidates: tuple[Weighed, ...]
    looked_at: int
    words: tuple[Word, ...]
    lead: tuple[Contribution, ...]
    decided: tuple[Contribution, ...]
    log_odds: float
    from_log_odds: float
    reasons: tuple[Said, ...]

    @property
    def restored(self) -> Step | None:
        """Diacritics that were put back, as one more step."""
        changed = self.read_as and self.read_as != self.plain
        return Step("restore", "plain", self.plain, self.read_as) if changed else None

    @property
    def missed(self) -> tuple[str, ...]:
        """The words that found nothing in the first candidate, each once."""
        return tuple(dict.fromkeys(each.word for each in self.words if each.missed))

    @property
    def runner_up(self) -> Said | None:
        """Why the second came after the first, in a sentence; None where there is no second, or nothing to tell."""
        return next((each.said for each in self.lead if each.amount > 0), None)

    def as_json(self, translate: Translate = english) -> dict[str, Any]:
        """The same as values that JSON can hold, sentences in words."""
        plain = {name: getattr(self, name) for name in ("outcome", "language", "bare", "plain", "lexical", "read_as")}
        return plain | {
            "steps": [asdict(step) | {"said": translate(words.rule(step.name))} for step in self.all_steps],
            "translated": {word: list(others) for word, others in self.translated},
            "shelves": [asdict(shelf) for shelf in self.shelves],
            "candidates": [_rounded(asdict(candidate)) for candidate in self.candidates],
            "looked_at": self.looked_at,
            "words": [_rounded(asdict(word)) for word in self.words],
            "lead": [_told(each, translate) for each in self.lead],
            "decided": [_told(each, translate) for each in self.decided],
            "log_odds": round(self.log_odds, 4),
            "from_log_odds": round(self.from_log_odds, 4),
            "reasons": [reason.in_words(translate) for reason in self.reasons],
            "runner_up": self.runner_up.in_words(translate) if self.runner_up else None,
        }

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """The rules' steps, and the restored diacritics where there are any."""
        return (*self.steps, self.restored) if self.restored else self.steps


def explain(matcher: Matcher, text: str, *, limit: int = 3, language: str | None = None) -> Explanation:
    """What `matcher` does with `text`, and why; it takes as long as a question, and some milliseconds.

    Args:
        limit, language: as in Matcher.match.

    Raises:
        StoreMissing, StoreDamaged, EncoderMismatch
    """
    trace = Trace()
    return explained(trace, matcher.examine(text, limit=limit, language=language, trace=trace))


def explained(trace: Trace, examined: Examined) -> Explanation:
    """The explanation of what was traced."""
    question = trace.question
    each = _of_each_check(trace.scored)
    first, second = (*each[:2], None, None)[:2]
    others = [rest.features for rest in each[1:]]
    decided, start = _beside(_model(trace, examined), first.features if first else {}, others)
    return Explanation(
        outcome=examined.result.outcome,
        language=trace.spoken,
        bare=bool(question and question.bare),
        steps=question.steps if question else (),
        plain=question.plain if question else "",
        lexical=question.lexical if question else "",
        read_as=trace.read_as,
        translated=_translated(trace),
        shelves=tuple(
            Shelf(language, len(lists.words), len(lists.meaning), len(lists.late))
            for language, lists in trace.lists.items()
        ),
        candidates=tuple(_weighed(trace, place, found) for place, found in enumerate(each[:SHOWN], 1)),
        looked_at=len(each),
        words=_words(trace, first, second),
        lead=_lead(trace, first, second),
        decided=_largest(decided),
        log_odds=start + sum(part.amount for part in decided),
        from_log_odds=start,
        reasons=tuple(_reasons(trace, examined, first)),
    )


def _translated(trace: Trace) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """In the question's order; of a long one those that tell most."""
    found = [unit for unit in trace.translated if unit.others]
    kept = set(sorted(found, key=lambda unit: -unit.weight)[:_TRANSLATED])
    return tuple((unit.said, unit.others) for unit in found if unit in kept)


def _of_each_check(scored: Sequence[Scored]) -> list[Scored]:
    best: dict[tuple[str, str], Scored] = {}
    for each in scored:
        best.setdefault(each.candidate.check, each)
    return list(best.values())


def _weighed(trace: Trace, place: int, found: Scored) -> Weighed:
    candidate, document, lists = found.candidate, found.candidate.document, trace.lists[found.candidate.shelf]
    words, meaning, late = (_place(candidate.number, each) for each in (lists.words, lists.meaning, lists.late))
    return Weighed(
        key=document.key,
        kind=document.kind,
        code=document.code,
        language=document.language,
        title=document.title,
        claim=document.claim,
        phrasing=PHRASING_OF in document.extra,
        bm25=candidate.bm25,
        cosine=candidate.cosine,
        late=candidate.late,
        telling=candidate.telling,
        least=candidate.least,
        back=candidate.back,
        order=candidate.order,
        score=found.score if trace.ranker else None,
        probability=trace.decision.answer.probability(found.features) if trace.decision else 0.0,
        places=Places(words, meaning, late, place),
    )


def _place(number: int, among: Sequence[int]) -> int | None:
    return among.index(number) + 1 if number in among else None


def _words(trace: Trace, first: Scored | None, second: Scored | None) -> tuple[Word, ...]:
    if first is None or not len(first.candidate.words):
        return ()
    near = first.candidate.words.tolist()
    beside = second.candidate.words.tolist() if second and len(second.candidate.words) else [None] * len(near)
    rarest = max((rarity for _, rarity in trace.words), default=0.0)
    return tuple(
        Word(word, rarity, mine, other, mine < _FOUND and rarity >= _TELLING * rarest)
        for (word, rarity), mine, other in zip(trace.words, near, beside, strict=True)
    )


def _lead(trace: Trace, first: Scored | None, second: Scored | None) -> tuple[Contribution, ...]:
    if first is None or second is None or trace.ranker is None:
        return ()
    return _largest(_differences(trace.ranker.weights, first.features, second.features.__getitem__))


def _model(trace: Trace, examined: Examined) -> Logistic | None:
    """The one whose no or yes made the outcome."""
    if trace.decision is None:
        return None
    return trace.decision.suggest if examined.result.outcome == "none" else trace.decision.answer


def _beside(
    model: Logistic | None, mine: Mapping[str, float], others: Sequence[Mapping[str, float]]
) -> tuple[list[Contribution], float]:
    """What sets the first apart from the others in the eyes of a model, and the log odds of having just what they have.

    A feature that is the same for all would vanish in this; such are taken beside 0.
    """
    if model is None or not mine:
        return [], 0.0

    def usual(name: str) -> float:
        values = [features[name] for features in others]
        if all(abs(value - mine[name]) < 1e-9 for value in values):
            return 0.0
        return sum(values) / len(values)

    start = model.bias + sum(weight * usual(name) for name, weight in model.weights.items())
    return _differences(model.weights, mine, usual), start


def _differences(
    weights: Mapping[str, float], mine: Mapping[str, float], other: Callable[[str], float]
) -> list[Contribution]:
    return [
        Contribution(name, mine[name], other(name), weight * (mine[name] - other(name)))
        for name, weight in weights.items()
    ]


def _largest(contributions: Sequence[Contribution]) -> tuple[Contribution, ...]:
    told = [each for each in contributions if abs(each.amount) >= _LEAST]
    return tuple(sorted(told, key=lambda each: -abs(each.amount))[:_TOLD])


def _reasons(trace: Trace, examined: Examined, first: Scored | None) -> list[Said]:
    """How the outcome came about."""
    if trace.linked:
        return [Said(words.LINKED)]
    if first is None or trace.decision is None:
        return [Said(words.NOTHING)]
    features, answer, suggest = first.features, trace.decision.answer, trace.decision.suggest
    surely = {"probability": answer.probability(features), "threshold": trace.decision.needed(features)}
    perhaps = {"probability": suggest.probability(features), "threshold": suggest.threshold}
    if examined.result.outcome == "answer":
        return [Said(words.ANSWERED, surely) if trace.decision.answers(features) else Said(words.COPIED)]
    if examined.result.outcome == "none":
        return [Said(words.NOT_READ) if suggest.holds(features) else Said(words.NOT_SHOWN, perhaps)]
    if trace.decision.answers(features) and doubtful(features):
        return [Said(words.HELD_BACK, surely), *_against(features)]
    return [Said(words.SUGGESTED, surely)]


def _against(features: dict[str, float]) -> list[Said]:
    """What speaks against a probable answer."""
    found = [words.feature(name, 1, 0) for name in AGAINST if features[name] > 0]
    if swapped(features):
        found.append(Said(words.ONE_OTHER))
    return found or [Said(words.SHORT)]


def _told(each: Contribution, translate: Translate) -> dict[str, Any]:
    return _rounded(asdict(each)) | {"said": each.said.in_words(translate)}


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in values.items()}
