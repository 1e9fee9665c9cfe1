"""What the encoder is fine-tuned on: batches of a question, the text that answers it and texts that do not.

tweets    questions of the folders' train splits, with hard negatives that the untouched encoder takes for near
titles    title to claim, of the texts of folders that have a train split; no labels needed
written   the project's own questions (written.py), within a language and across, with neighbours as negatives
near      the same, told apart from questions that look alike and that the text does not answer
posts     those of them that are written as posts on social networks (POSTS), within a language, mostly English

Nothing that is left out or held out (apart.py) comes into it, and no record of written.py that is `unseen`. The same
folders, negatives and seed give the same batches, so that an interrupted run goes on by skipping those it has had.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from factdesk.matching.documents import Document, searched_text
from factdesk.matching.evaluate.errors import Fault, FilesFaulty
from factdesk.matching.evaluate.messages import N_, Said
from factdesk.matching.train import apart, noise
from factdesk.matching.train.apart import HeldOut
from factdesk.matching.train.written import Record

WEIGHTS = {"written": 4, "near": 2, "posts": 2, "tweets": 2.5, "titles": 0.5}  # how often a batch is of each source
POSTS = ("posts", "hoax", "clinic", "globe")  # files of written.py
BATCH, NEGATIVES = 24, 2
_SHORTEST_TITLE = 15  # characters
_BESIDE = 4  # records before and after one are on the same topic
_SAME_LANGUAGE = 0.5  # share of the written questions whose text is in their own language
_ONE_LANGUAGE = 0.5  # share of the batches of written questions whose texts are all in one: a shelf has only those
_POSTED_IN = ("en", "en", "en", "en", "vi")
_TRANSLATED = 0.1  # share of the written questions that are the claim in the other language
_ASKED_IN = ("vi", "vi", "vi", "en", "en")
_OTHER = {"vi": "en", "en": "vi"}

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Text:
    """A text that may be found, without the encoder's prefix.

    Args:
        of: what it is a text of. A check has one in each language; none of them is a negative where another is right.
    """

    text: str
    of: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One example.

    Args:
        query: a question, without the encoder's prefix.
        right: the text that answers it. No two pairs of a batch have one of the same thing.
        also: what answers it too (`of`), and is no negative where other pairs bring it along.
        negatives: texts that do not answer it.
        near: questions that the right text does not answer.
    """

    query: str
    right: Text
    also: frozenset[str] = frozenset()
    negatives: tuple[Text, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tweet:
    """A question of a train split, and the texts that answer it."""

    text: str
    right: tuple[str, ...]


@dataclass(slots=True)
class Sources:
    """All that pairs are made of.

    Args:
        tweets: by the name of their folder.
        passages: each such folder's texts, among which hard negatives are looked for.
        titles: title and claim.
        records: of written.py, in their order.
        left_away: how many questions each reason kept out, for the model card.
        apart: keys of all questions that are left out or held out.
    """

    tweets: dict[str, list[Tweet]] = field(default_factory=dict)
    passages: dict[str, list[str]] = field(default_factory=dict)
    titles: list[tuple[str, str]] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    left_away: dict[str, int] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()

    def counts(self) -> dict[str, int]:
        """How many questions, or titles, or records, each source has."""
        tweets = sum(map(len, self.tweets.values()))
        return {"tweets": tweets, "titles": len(self.titles), "written": len(self.records)}


def collect(paths: Sequence[Path], records: Iterable[Record]) -> Sources:
    """Read the folders, and keep apart what must be.

    Args:
        paths: folders as `factdesk evaluate` reads them. One without a train split only says what is left out.

    Raises:
        FilesFaulty: also where a path is no such folder.
    """
    faults = [Fault(path, 0, Said(N_("has no queries.SPLIT.tsv"))) for path in paths if not apart.splits(path)]
    if faults:
        raise FilesFaulty(faults)
    out, held = apart.left_out(paths), HeldOut(paths)
    kept_from = out | held.queries
    found = Sources(left_away={"left out": 0, "held out": 0, "in an earlier folder": 0}, apart=kept_from)
    had: set[str] = set()
    for path, folder in held.folders.items():
        texts = {document.code: searched_text(document) for document in folder.documents}
        rows: list[Tweet] = []
        for query in folder.queries:
            known = apart.keys(query.text)
            if why := _why_not(query.id in held.ids[path] or bool(known & held.queries), known, out, had):
                found.left_away[why] += 1
            elif query.right:
                rows.append(Tweet(query.text, tuple(texts[code] for code in sorted(query.right))))
            had |= known
        name = path.resolve().name
        found.tweets[name], found.passages[name] = rows, list(texts.values())
        found.titles += _titles(folder.documents, kept_from, held.claims)
    found.records = [kept for record in records if not record.unseen and (kept := _without(record, kept_from))]
    found.titles = list(dict.fromkeys(found.titles))
    return found


def _why_not(held: bool, known: frozenset[str], out: frozenset[str], had: Collection[str]) -> str:
    if known & out:
        return "left out"
    if held:
        return "held out"
    return "in an earlier folder" if not known.isdisjoint(had) else ""


def _titles(
    documents: Sequence[Document], kept_from: frozenset[str], held_claims: Collection[str]
) -> Iterator[tuple[str, str]]:
    for document in documents:
        title, claim = document.title.strip(), document.claim.strip()
        if len(title) < _SHORTEST_TITLE or not claim or title == claim:
            continue
        if not apart.keys(title) & kept_from and apart.keys(claim).isdisjoint(held_claims):
            yield title, claim


def _without(record: Record, kept_from: frozenset[str]) -> Record | None:
    """The record without questions that are to be left out; None where it has none left in a language."""
    line = dict(record.line)
    for name in ("ask_vi", "ask_en"):
        line[name] = [text for text in line[name] if not apart.keys(text) & kept_from]
    line["near"] = [near for near in line["near"] if not apart.keys(near["q"]) & kept_from]
    return Record(record.topic, record.place, line) if line["ask_vi"] and line["ask_en"] else None


class Mixture:
    """Batches without end.

    Args:
        hard: for each folder and each of its tweets, places in its passages that only look right (see `mine` in
            finetune.py).
        weights: how often each source comes; those that have nothing never do.
        batch: pairs in one; a source that has fewer things to ask about gives smaller ones.
        negatives: texts for a pair that do not answer it.
    """

    def __init__(
        self,
        sources: Sources,
        hard: Mapping[str, Sequence[Sequence[int]]],
        *,
        seed: int,
        weights: Mapping[str, float] | None = None,
        batch: int = BATCH,
        negatives: int = NEGATIVES,
    ) -> None:
        self._sources, self._hard = sources, hard
        self._chance = random.Random(seed)  # noqa: S311 - samples, not secrets
        self._batch, self._negatives = batch, negatives
        self._of_topic: dict[str, list[Record]] = {}
        for record in sources.records:
            self._of_topic.setdefault(record.topic, []).append(record)
        makers: dict[str, tuple[Callable[[], Iterator[Pair]], int]] = {
            "written": (self._written, len(sources.records)),
            "near": (self._near, len(sources.records)),
            "posts": (self._posts, sum(record.topic in POSTS for record in sources.records)),
            "tweets": (self._tweets, len({tweet.right[0] for rows in sources.tweets.values() for tweet in rows})),
            "titles": (self._titles, len({claim for _, claim in sources.titles})),
        }
        self._makers = {name: (make(), room) for name, (make, room) in makers.items() if room}
        self._weights = {name: (weights or WEIGHTS).get(name, 0) for name in self._makers}

    def __iter__(self) -> Iterator[tuple[str, list[Pair]]]:
        """The source's name and its pairs, again and again.

        Raises:
            ValueError: no source has anything.
        """
        if not any(self._weights.values()):
            raise ValueError("there is nothing to learn from")
        while True:
            (name,) = self._chance.choices(list(self._weights), list(self._weights.values()))
            maker, room = self._makers[name]
            pairs: dict[str, Pair] = {}
            for pair in maker:
                # Noise might by chance make the very question that is to be kept from.
                if not apart.keys(pair.query) & self._sources.apart:
                    pairs.setdefault(pair.right.of, pair)
                if len(pairs) >= min(self._batch, room):
                    break
            yield name, list(pairs.values())

    def _tweets(self) -> Iterator[Pair]:
        rows = [
            (name, tweet, self._hard[name][place])
            for name, tweets in self._sources.tweets.items()
            for place, tweet in enumerate(tweets)
        ]
        for name, tweet, hard in self._shuffled(rows):
            right = self._chance.choice(tweet.right)
            places = self._chance.sample(list(hard), min(self._negatives, len(hard)))
            found = [self._sources.passages[name][place] for place in places]
            negatives = tuple(Text(text, text) for text in found)
            query = noise.tweet(tweet.text, self._chance)
            yield Pair(query, Text(right, right), frozenset(tweet.right), negatives)

    def _titles(self) -> Iterator[Pair]:
        for title, claim in self._shuffled(self._sources.titles):
            yield Pair(noise.english(title, self._chance), Text(claim, claim))

    def _written(self) -> Iterator[Pair]:
        shelf = ""
        for number, record in enumerate(self._shuffled(self._sources.records)):
            if not number % self._batch:
                shelf = self._chance.choice(("vi", "en")) if self._chance.random() < _ONE_LANGUAGE else ""
            same = self._chance.random() < _SAME_LANGUAGE
            language = (shelf if same else _OTHER[shelf]) if shelf else self._chance.choice(_ASKED_IN)
            answered_in = language if same else _OTHER[language]
            query = self._chance.choice(record.line[f"ask_{language}"])
            if not same and self._chance.random() < _TRANSLATED / (1 - _SAME_LANGUAGE):
                query = record.line[language]["claim"]
            if language == "vi":
                query = noise.vietnamese(query, self._chance)
            yield Pair(query, _text(record, answered_in), negatives=self._beside(record, answered_in))

    def _near(self) -> Iterator[Pair]:
        for record in self._shuffled(self._sources.records):
            near = list(record.near())
            language = self._chance.choice(near)[0] if near else self._chance.choice(_ASKED_IN)
            query = self._chance.choice(record.line[f"ask_{language}"])
            others = tuple(text for said_in, text, _ in near if said_in == language)
            yield Pair(query, _text(record, language), near=others)

    def _posts(self) -> Iterator[Pair]:
        for record in self._shuffled([record for record in self._sources.records if record.topic in POSTS]):
            language = self._chance.choice(_POSTED_IN)
            query = self._chance.choice(record.line[f"ask_{language}"])
            query = noise.tweet(query, self._chance) if language == "en" else noise.vietnamese(query, self._chance)
            yield Pair(query, _text(record, language), negatives=self._beside(record, language))

    def _beside(self, record: Record, language: str) -> tuple[Text, ...]:
        """Texts of some records around one: they are on the same topic, often about the very same thing."""
        beside = [
            other
            for other in self._of_topic[record.topic]
            if other is not record and abs(other.place - record.place) <= _BESIDE
        ]
        others = self._chance.sample(beside, min(self._negatives, len(beside)))
        return tuple(_text(other, language) for other in others)

    def _shuffled(self, rows: Sequence[_Row]) -> Iterator[_Row]:
        while True:
            yield from self._chance.sample(list(rows), len(rows))


def _text(record: Record, language: str) -> Text:
    return Text(searched_text(record.document(language)), record.code)
