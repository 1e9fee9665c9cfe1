"""A desk's own index and what the desk said of its questions: `--own`.

The questions themselves come from whoever has them; here is what they are asked of, and how much they say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

from factdesk.matching.documents import Document
from factdesk.matching.evaluate import chance
from factdesk.matching.evaluate.asking import Row
from factdesk.matching.evaluate.folder import Folder, Query
from factdesk.matching.store import Store
from factdesk.matching.store.snapshot import Snapshot

#: Answered questions, all rightly, from which on 98 right answers in 100 can be told from fewer (see chance.unseen).
ENOUGH = 149


class _Living(Sequence[Document]):
    """All texts of an index, read when they are looked at: there may be a million."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot, self._numbers = snapshot, snapshot.living()

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Document: ...
    @overload
    def __getitem__(self, place: slice) -> list[Document]: ...
    def __getitem__(self, place: int | slice) -> Document | list[Document]:
        if isinstance(place, slice):
            return [self._snapshot.document(number) for number in self._numbers[place].tolist()]
        return self._snapshot.document(int(self._numbers[place]))

    def __iter__(self) -> Iterator[Document]:
        return map(self._snapshot.document, self._numbers.tolist())


def folder(name: str, split: str, store: Store, queries: list[Query]) -> Folder:
    """The questions with everything that the index holds now."""
    return Folder(name, split, _Living(store.snapshot), queries)


def said(folder: Folder, rows: Sequence[Row], *, hide_gold: bool) -> dict[str, Any]:
    """How much a desk's labels say.

    Returns:
        right: questions with a check that answers them; wrong: those of which is only known what does not; counted:
        how many show whether answers are right, or with `hide_gold` whether any is given; unseen: how large a share of
        wrong ones could be of which these would show none; few: whether `counted` is too few for what a desk promises.
    """
    measure = "false_answer_rate" if hide_gold else "answer_precision"
    counted = sum(row.measures[measure] is not None for row in rows)
    right = sum(bool(query.right) for query in folder.queries)
    return {
        "right": right,
        "wrong": len(folder.queries) - right,
        "counted": counted,
        "unseen": chance.unseen(counted),
        "few": counted < ENOUGH,
    }
