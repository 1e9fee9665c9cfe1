"""Labelled folders as training takes them; read as strictly as those that are measured (see evaluate/folder.py)."""

from dataclasses import dataclass
from pathlib import Path

from factdesk.matching.documents import Document
from factdesk.matching.evaluate import files, folder
from factdesk.matching.evaluate.errors import Fault, FilesFaulty

_OWN = "questions"  # the desk's own, among which many are about nothing that was checked and stand in no qrels


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


def read(path: Path, split: str, *, without: Path | None = None) -> Folder:
    """The folder's corpus and one split.

    Args:
        without: a queries file whose questions are left out, compared without regard to case and spacing.

    Raises:
        FilesFaulty
    """
    found = folder.read(path, split, unlabelled=path.name == _OWN)
    left_out = _texts(without) if without else set()
    questions = [(query.text, query.right) for query in found.queries if _flat(query.text) not in left_out]
    return Folder(found.name, list(found.documents), questions)


def _texts(path: Path) -> set[str]:
    faults: list[Fault] = []
    texts = {_flat(line.partition("\t")[2]) for _, line in files.lines(path, faults)}
    if faults:
        raise FilesFaulty(faults)
    return texts


def _flat(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
