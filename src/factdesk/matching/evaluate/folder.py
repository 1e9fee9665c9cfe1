"""Labelled folders: `corpus.jsonl`, `queries.SPLIT.tsv` and `qrels.SPLIT.tsv`, read strictly.

corpus.jsonl        one claim a line: id, vclaim, title, in some sets subtitle and date
queries.SPLIT.tsv   id TAB text
qrels.SPLIT.tsv     TREC form: query 0 claim relevance; relevance 0: a near miss, which nothing answers

An id of the corpus that ends in `:vi` or `:en` is one language of a check; all others are told by their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factdesk.matching.documents import Document
from factdesk.matching.evaluate import files
from factdesk.matching.evaluate.errors import Fault, FilesFaulty
from factdesk.matching.evaluate.messages import N_, Said
from factdesk.matching.text.language import guess

_LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Query:
    """One question of a split.

    Args:
        right: codes of the checks that answer it; none does where this is empty.
        wrong: codes of checks that do not, where nothing is known of all others (see measures.is_known).
        passed_over: keys of texts that are not there for this query, whatever else is hidden.
    """

    id: str
    text: str
    right: frozenset[str]
    wrong: frozenset[str] = frozenset()
    passed_over: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What kind of near miss it is: what its id has after the first hyphen."""
        return "" if self.right else self.id.partition("-")[2]


@dataclass(frozen=True, slots=True)
class Folder:
    """One split of a set, and the whole corpus."""

    name: str
    split: str
    documents: Sequence[Document]
    queries: list[Query]


def read(folder: Path, split: str, *, unlabelled: bool = False) -> Folder:
    """The folder's corpus and the questions of one split that its qrels name, in the order of their file.

    Args:
        unlabelled: take the questions that no line of the qrels names too; nothing answers those.

    Raises:
        FilesFaulty: with every fault of the three files.
    """
    faults: list[Fault] = []
    corpus = _Corpus(folder / "corpus.jsonl", faults)
    texts = _queries(folder / f"queries.{split}.tsv", faults)
    right = _qrels(folder / f"qrels.{split}.tsv", corpus.codes, texts, faults)
    if faults:
        raise FilesFaulty(faults)
    asked = [
        Query(query, text, frozenset(right.get(query, ())))
        for query, text in texts.items()
        if unlabelled or query in right
    ]
    return Folder(folder.resolve().name, split, corpus.documents, asked)


class _Corpus:
    """The claims.

    Attributes:
        documents: in the order of the file.
        codes: the code of the check that an id, or a code itself, names.
    """

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        self.documents: list[Document] = []
        self.codes: dict[str, str] = {}
        self._path, self._faults = path, faults
        self._seen: dict[str, int] = {}  # where each id and each key stands
        for number, row in files.objects(path, faults):
            self._take(number, row)

    def _take(self, number: int, row: dict[str, Any]) -> None:
        wrong = [name for name in ("vclaim", "title") if not isinstance(row.get(name), str)]
        for name in wrong:
            self._note(number, N_("has no “%(name)s”, or it is not text"), name=name)
        identifier = row.get("id")
        if isinstance(identifier, int) and not isinstance(identifier, bool):
            identifier = str(identifier)
        if not isinstance(identifier, str) or not identifier.strip():
            self._note(number, N_("has no id"))
            return
        code, _, language = identifier.rpartition(":")
        if language not in _LANGUAGES or not code:
            code, language = identifier, "" if wrong else guess(f"{row['title']} {row['vclaim']}")
        self.codes |= {identifier: code, code: code}
        key = f"claim:{code}:{language}"
        if earlier := self._seen.get(identifier) or self._seen.get(key):
            self._note(number, N_("has the id %(id)s, which line %(earlier)d has too"), id=identifier, earlier=earlier)
            return
        self._seen |= {identifier: number, key: number}
        if wrong:
            return
        title, claim = row["title"], row["vclaim"]
        if not f"{title}{claim}".strip():
            self._note(number, N_("has neither a claim nor a title"))
            return
        extra = {"date": date} if (date := row.get("date")) else {}
        body = str(row.get("subtitle") or "")
        self.documents.append(Document(key, "claim", code, language, title, claim, body=body, extra=extra))

    def _note(self, line: int, message: str, **values: Any) -> None:
        self._faults.append(Fault(self._path, line, Said(message, values)))


def _queries(path: Path, faults: list[Fault]) -> dict[str, str]:
    """Each id's text."""
    texts: dict[str, str] = {}
    stands: dict[str, int] = {}
    for number, line in files.lines(path, faults):
        query, tab, text = line.partition("\t")
        query = query.strip()
        if not tab:
            what = Said(N_("has no tabulator between id and text"))
        elif not query:
            what = Said(N_("has no id"))
        elif query in stands:
            values = {"id": query, "earlier": stands[query]}
            what = Said(N_("has the id %(id)s, which line %(earlier)d has too"), values)
        elif not text.strip():
            what = Said(N_("has no text"))
        else:
            texts[query], stands[query] = text, number
            continue
        stands.setdefault(query, number)
        texts.setdefault(query, "")
        faults.append(Fault(path, number, what))
    return texts


def _qrels(path: Path, codes: dict[str, str], texts: dict[str, str], faults: list[Fault]) -> dict[str, set[str]]:
    """The codes of the checks that answer each query that is named."""
    right: dict[str, set[str]] = {}
    said: dict[tuple[str, str], tuple[bool, int]] = {}
    for number, line in files.lines(path, faults):
        fields = [part.strip() for part in (line.split("\t") if "\t" in line else line.split())]
        if len(fields) != 4:
            what = Said(N_("has %(found)d columns instead of four"), {"found": len(fields)})
            faults.append(Fault(path, number, what))
            continue
        query, _, claim, relevance = fields
        for known, name, message in (
            (texts, query, N_("names the query %(id)s, which the file of queries does not have")),
            (codes, claim, N_("names the claim %(id)s, which the corpus does not have")),
        ):
            if name not in known:
                faults.append(Fault(path, number, Said(message, {"id": name})))
        if not relevance.lstrip("-").isdecimal():
            faults.append(Fault(path, number, Said(N_("has the relevance %(word)s, no number"), {"word": relevance})))
            continue
        answers, code = int(relevance) > 0, codes.get(claim, claim)
        before = said.setdefault((query, code), (answers, number))
        if before[0] != answers:
            what = Said(N_("says the opposite of line %(earlier)d"), {"earlier": before[1]})
            faults.append(Fault(path, number, what))
        right.setdefault(query, set()).update([code] if answers else [])
    return right
