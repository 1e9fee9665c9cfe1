"""Labelled folders: `corpus.jsonl` (id, title, vclaim), `queries.SPLIT.tsv` (id TAB text), `qrels.SPLIT.tsv` (TREC)."""

import json
from dataclasses import dataclass
from pathlib import Path

from factdesk.matching.documents import Document
from factdesk.matching.text.language import guess


@dataclass(frozen=True, slots=True)
class Folder:
    """One set.

    Args:
        documents: by their id; an id that ends in `:vi` or `:en` is one language of a check.
        questions: (text, codes of the checks that are right), for some questions none is.
    """

    name: str
    documents: list[Document]
    questions: list[tuple[str, frozenset[str]]]


def read(folder: Path, split: str, *, without: Path | None = None) -> Folder:
    """The folder's corpus and one split.

    Args:
        without: a queries file whose questions are left out, compared without regard to case and spacing.
    """
    documents = []
    for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        code, _, language = str(row["id"]).rpartition(":")
        if language not in ("vi", "en") or not code:
            code, language = str(row["id"]), guess(f"{row['title']} {row['vclaim']}")
        key = f"claim:{code}:{language}"
        documents.append(Document(key, "claim", code, language, row["title"], row["vclaim"]))
    right: dict[str, set[str]] = {}
    for line in (folder / f"qrels.{split}.tsv").read_text(encoding="utf-8").splitlines():
        query, _, claim, _ = line.split()
        right.setdefault(query, set()).add(claim.removesuffix(":vi").removesuffix(":en"))
    left_out = {_flat(text) for _, text in _queries(without)} if without else set()
    questions = [
        (text, frozenset(right.get(query, ())))
        for query, text in _queries(folder / f"queries.{split}.tsv")
        if _flat(text) not in left_out and (query in right or folder.name == "questions")
    ]
    return Folder(folder.name, documents, questions)


def _queries(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(query, text) for query, _, text in (line.partition("\t") for line in lines)]


def _flat(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
