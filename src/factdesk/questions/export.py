"""The desk's labels as a folder that `factdesk evaluate` reads: a desk measures matching by its own questions.

corpus.jsonl        every text of every published check, and every external review
queries.desk.tsv    each wording that the desk attached to a check or settled otherwise, once
qrels.desk.tsv      what the desk said of it: relevance 1, or 0 for what was refused
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from factdesk.answers.results import EXTERNAL_REVIEW, FACT_CHECK
from factdesk.matching.files import replace_atomically
from factdesk.matching.text.words import words
from factdesk.questions import selectors
from factdesk.questions.models import Label, folded
from factdesk.questions.results import Labelled
from factdesk.record import selectors as record
from factdesk.reviews import selectors as reviews

SPLIT = "desk"


@dataclass(frozen=True, slots=True)
class Exported:
    """How many questions, and how many texts of checks and reviews, were written."""

    questions: int
    texts: int


def write(folder: Path) -> Exported:
    """Write the three files into `folder`, which is made where it is not there. Nothing where there are no labels yet.

    The texts are those that identities were cut from. Five queries, and one more for each thousand reviews.

    Raises:
        OSError: the folder cannot be written to.
    """
    labels = selectors.labels(origin=Label.Origin.DESK)
    if not labels:
        return Exported(0, 0)
    names: dict[tuple[str, str], list[str]] = {}
    corpus = [_line(row) for row in _corpus(names)]
    queries, qrels = [], []
    for number, (text, said) in enumerate(by_wording(labels), 1):
        query = f"q{number}"
        queries.append(f"{query}\t{' '.join(text.split())}\n")
        for label in said:
            relevance = int(label.verdict == Label.Verdict.RIGHT)
            qrels += [f"{query} 0 {name} {relevance}\n" for name in names.get((label.kind, label.code), ())]
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (("corpus.jsonl", corpus), (f"queries.{SPLIT}.tsv", queries), (f"qrels.{SPLIT}.tsv", qrels)):
        replace_atomically(folder / name, "".join(lines).encode())
    return Exported(len(queries), len(corpus))


def by_wording(labels: Iterable[Labelled]) -> Iterator[tuple[str, list[Labelled]]]:
    """Each wording, as it was written last, with what was said of it; the oldest first."""
    found: dict[str, list[Labelled]] = {}
    for label in labels:
        found.setdefault(" ".join(words(folded(label.text))), []).append(label)
    for said in reversed(found.values()):
        yield said[0].text, said


def _corpus(names: dict[tuple[str, str], list[str]]) -> Iterator[dict[str, Any]]:
    """What can answer; `names` is filled with the ids of each check and review."""
    for check in record.published_checks(withdrawn=False).order_by("key").iterator(chunk_size=500):
        name = f"{check.code}:{check.language}"
        names.setdefault((FACT_CHECK, check.code), []).append(name)
        yield _row(name, check.title, check.claim, check.checked_on)
    known = dict(settings.LANGUAGES)
    for review in reviews.all_reviews():
        name = f"{review.code}:{review.language}" if review.language in known else review.code
        names.setdefault((EXTERNAL_REVIEW, review.code), []).append(name)
        yield _row(name, review.title, review.claim, review.reviewed_on)


def _row(name: str, title: str, claim: str, day: object) -> dict[str, Any]:
    return {"id": name, "title": title, "vclaim": claim} | ({"date": str(day)} if day else {})


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
