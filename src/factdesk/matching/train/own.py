"""A desk's own labels: ranking and decision refitted on them, and whether that is any better (decision 029).

The labelled questions are asked of the desk's own store; each candidate's features are taken as they are when somebody
asks. What is refitted is judged on questions whose checks it has not seen (folds of whole checks), beside the shipped
files. Everything is weighed: what the desk said counts in full, what askers said half and together never more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from factdesk.matching import ranking
from factdesk.matching.candidates import stated
from factdesk.matching.decision import Logistic
from factdesk.matching.learned import Learned
from factdesk.matching.matcher import Matcher, ScoredMatch, identity
from factdesk.matching.progress import Progress, silent
from factdesk.matching.ranking import Ranker
from factdesk.matching.train import refit
from factdesk.matching.train.refit import Floats, Row

FOLDS = 5
#: Fewer say nothing: questions; of them with their check, and with none; and how many checks they are about.
QUESTIONS, OF_A_KIND, TOPICS = 50, 10, 10
ASKER = 0.5  # what an asker's word counts; nobody can tell ten askers from one
PRECISION = 0.98  # of answers, which the desk is set for (decision 013)

_LEVELS = np.arange(0.5, 0.9951, 0.005).tolist()

Check = tuple[str, str]  # kind and code


@dataclass(frozen=True, slots=True)
class Question:
    """A text about which something was said.

    Args:
        right: the checks that answer it.
        wrong: checks that do not.
        nothing: nothing published answers it.
        by_desk: the desk says so, not whoever asked.
        topic: what it is about where no check is known: questions of one topic are learned from or judged, not both.
        hidden: keys of texts in the store that are this very question (phrasings).
    """

    text: str
    right: frozenset[Check] = frozenset()
    wrong: frozenset[Check] = frozenset()
    nothing: bool = False
    by_desk: bool = True
    topic: str = ""
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what was measured of its candidates.

    Args:
        right: of each candidate; None where nobody said.
        claims: what each states: twins, checks of one claim, share the better score as in the matcher.
        topics: of the question and of the checks that it is known to be about.
    """

    question: Question
    features: list[Row]
    right: list[bool | None]
    claims: list[str]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class First:
    """What a ranker puts first for a question; right is None where nobody said."""

    features: Row
    right: bool | None


def measured(matcher: Matcher, questions: Sequence[Question], progress: Progress = silent) -> list[Example]:
    """Each question asked; those that nothing at all was found for are left out.

    Args:
        matcher: over the desk's store, with what is shipped.

    Raises:
        StoreError
    """
    found = []
    for number, question in enumerate(questions, 1):
        ranked = matcher.examine(question.text, without=question.hidden).ranked
        if ranked:
            found.append(_example(question, ranked))
        progress(number, len(questions), "asking the desk's own questions")
    return found


def _example(question: Question, ranked: Sequence[ScoredMatch]) -> Example:
    checks, claims = [identity(match.document) for match in ranked], [stated(match.document) for match in ranked]
    twins = {claim for check, claim in zip(checks, claims, strict=True) if check in question.right}

    def right(check: Check, claim: str) -> bool | None:
        if check in question.right:
            return True
        if check in question.wrong or question.nothing:
            return False
        if question.right:
            return claim in twins
        return None

    # Not all that was refused: three suggestions a question would chain every check to every other.
    refused = next((" ".join(check) for check in checks if check in question.wrong), question.text)
    topics = twins | {" ".join(check) for check in question.right} or {question.topic or refused}
    labels = [right(check, claim) for check, claim in zip(checks, claims, strict=True)]
    return Example(question, [dict(match.features) for match in ranked], labels, claims, frozenset(topics))


def enough(counts: dict[str, int]) -> bool:
    """Whether there is enough to learn from."""
    least = {"questions": QUESTIONS, "right": OF_A_KIND, "none": OF_A_KIND, "topics": TOPICS}
    return all(counts[name] >= number for name, number in least.items())


def counted(examples: Sequence[Example]) -> dict[str, int]:
    """How many questions there are: with a check that answers, with none, said by the desk; and about how much."""
    with_check = sum(bool(example.question.right) for example in examples)
    return {
        "questions": len(examples),
        "right": with_check,
        "none": len(examples) - with_check,
        "by_desk": sum(example.question.by_desk for example in examples),
        "topics": len(set(groups(examples))),
    }


def weights(examples: Sequence[Example]) -> Floats:
    """What each question counts: 1 where the desk speaks, otherwise half, and all those never more than the desk."""
    by_desk = np.array([example.question.by_desk for example in examples], dtype=bool)
    others = ASKER * float((~by_desk).sum())
    return np.where(by_desk, 1.0, ASKER * min(1.0, float(by_desk.sum()) / others) if others else 1.0)


def groups(examples: Sequence[Example]) -> list[str]:
    """The topic of each example; those that have one in common, or a third one with both, share it."""
    leads: dict[str, str] = {}

    def end(topic: str) -> str:
        while leads.setdefault(topic, topic) != topic:
            leads[topic] = topic = leads[leads[topic]]
        return topic

    for example in examples:
        first, *others = sorted(example.topics)
        for other in others:
            leads[end(other)] = end(first)
    return [end(min(example.topics)) for example in examples]


def folds(examples: Sequence[Example]) -> list[int]:
    """The fold of each: whole topics, the largest first, each into what is least full; there is no chance in it."""
    topics = groups(examples)
    sizes, full, fold = Counter(topics), [0] * FOLDS, dict[str, int]()
    for topic, size in sorted(sizes.items(), key=lambda each: (-each[1], each[0])):
        fold[topic] = full.index(min(full))
        full[fold[topic]] += size
    return [fold[topic] for topic in topics]


def first(example: Example, ranker: Ranker) -> First:
    """The first candidate by a ranker, with its distance to the best one about another claim, as in Matcher.rank."""
    place, gap = ranking.in_order([ranker.score(features) for features in example.features], example.claims)[0]
    return First({**example.features[place], "rank_gap": gap}, example.right[place])


def fit(examples: Sequence[Example], base: Learned) -> Learned:
    """Ranking and decision refitted. The decision learns from what rankers put first that did not see the question.

    What is worth suggesting stays as shipped: whoever was offered something and says nothing leaves no label.
    """
    parts, weighed = folds(examples), weights(examples)
    rows: list[First] = [first(example, base.ranker) for example in examples]
    for part in range(FOLDS):
        inside = [place for place, fold in enumerate(parts) if fold == part]
        ranker = _ranker([place for place, fold in enumerate(parts) if fold != part], examples, weighed, base)
        for place in inside:
            rows[place] = first(examples[place], ranker)
    known = [place for place, row in enumerate(rows) if row.right is not None]
    unseen = np.zeros(len(rows))
    for part in range(FOLDS):
        model = _line([place for place in known if parts[place] != part], rows, weighed, base.decision.answer)
        for place in (place for place in known if parts[place] == part):
            unseen[place] = model.probability(rows[place].features)
    answer = _line(known, rows, weighed, base.decision.answer)
    right = np.array([bool(rows[place].right) for place in known])
    level = _threshold(unseen[known], right, weighed[known], answer.threshold)
    decided = replace(base.decision, answer=replace(answer, threshold=level))
    return Learned(_ranker(range(len(examples)), examples, weighed, base), decided)


def _ranker(places: Iterable[int], examples: Sequence[Example], weighed: Floats, base: Learned) -> Ranker:
    useful = [place for place in places if any(examples[place].right)]
    some = [examples[place] for place in useful]
    marks = [[bool(mark) for mark in example.right] for example in some]
    return refit.ranker([example.features for example in some], marks, weighed[useful], base.ranker)


def _line(places: Sequence[int], rows: Sequence[First], weighed: Floats, base: Logistic) -> Logistic:
    marks = [bool(rows[place].right) for place in places]
    return refit.line([rows[place].features for place in places], marks, weighed[list(places)], base)


def _threshold(said: Floats, right: Floats, weighed: Floats, shipped: float) -> float:
    """The lowest at which answers would keep to PRECISION even if one more of them were false.

    That takes 49 right ones; where there are fewer, the shipped one or, if answers do not keep to it, a higher one.
    """
    for level, more in (*((level, 1.0) for level in _LEVELS), *((max(level, shipped), 0.0) for level in _LEVELS)):
        answered = said >= level
        if float((weighed * right)[answered].sum()) >= PRECISION * (float(weighed[answered].sum()) + more):
            return round(float(level), 4)
    return max(shipped, _LEVELS[-1])
