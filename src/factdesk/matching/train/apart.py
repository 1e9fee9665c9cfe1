"""Which questions fine-tuning must not see, and why.

left out   the questions of every split but `train` in all folders given, by their text and not their id: the sets of
           different years share tweets (2021's train holds 2020's dev, 2020's test is 2021's dev)
held out   three in ten of the claims that a train split's questions ask about, with all questions that ask about one of
           them: ranking and decision are fitted on those, as on questions that the encoder has never met

Two texts are the same here where they agree without regard to case, diacritics, spacing, signs and entities, whole or
without the author's tail of a quoted tweet.
"""

from __future__ import annotations

import html
import random
import re
import unicodedata
from collections.abc import Collection, Sequence
from pathlib import Path

from factdesk.matching.evaluate import folder as folders
from factdesk.matching.evaluate.folder import Folder, Query
from factdesk.matching.text.words import fold

TRAIN, DEV = "train", "dev"
SEED, SHARE = 5, 0.3  # of the claims that are held out; other numbers would hold out others
TAIL = re.compile(r"\s—\s[^—]{1,80}$")
_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+", re.IGNORECASE)


def keys(text: str) -> frozenset[str]:
    """By which a text is known again; two texts that share one are the same."""
    plain = unicodedata.normalize("NFKC", html.unescape(html.unescape(text)))
    forms = (plain, TAIL.sub("", plain), _LINK.sub(" ", plain), TAIL.sub("", _LINK.sub(" ", plain)))
    return frozenset(filter(None, map(_flat, forms))) or frozenset({text})


def _flat(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def splits(folder: Path) -> list[str]:
    """The splits that a folder has, by their queries."""
    return sorted(path.name.removeprefix("queries.").removesuffix(".tsv") for path in folder.glob("queries.*.tsv"))


def left_out(paths: Collection[Path]) -> frozenset[str]:
    """Keys of all questions that these folders keep for measuring.

    Raises:
        FilesFaulty
    """
    return frozenset(
        key
        for path in paths
        for split in splits(path)
        if split != TRAIN
        for query in folders.read(path, split).queries
        for key in keys(query.text)
    )


def held_out(path: Path, earlier: Sequence[Path] = ()) -> frozenset[str]:
    """Ids of the questions of a folder's train split that the encoder is kept from.

    Args:
        earlier: folders that fine-tuning is given before this one, in order. A question or a claim that one of them has
            too is held out here if it is there, and else is not.

    Raises:
        FilesFaulty
    """
    return HeldOut([*earlier, path]).ids[path]


class HeldOut:
    """What is held out of several folders, the first of which to have a question or a claim decides.

    Attributes:
        ids: of questions, by folder; folders without a train split are left away.
        queries, claims: keys of their texts.
        folders: those with a train split, as they were read.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self.ids: dict[Path, frozenset[str]] = {}
        self.queries: set[str] = set()
        self.claims: set[str] = set()
        self.folders: dict[Path, Folder] = {}
        self._decided: dict[str, bool] = {}  # by key of a question
        for path in dict.fromkeys(paths):
            if TRAIN in splits(path):
                self.folders[path] = folders.read(path, TRAIN)
                self.ids[path] = self._take(self.folders[path])

    def _take(self, folder: Folder) -> frozenset[str]:
        texts = {document.code: keys(document.claim) for document in folder.documents}
        met = {query.id for query in folder.queries if any(key in self._decided for key in keys(query.text))}
        chosen = _chosen([query for query in folder.queries if query.id not in met])
        chosen |= {code for code, found in texts.items() if found & self.claims}
        held = {
            query.id
            for query in folder.queries
            if (any(map(self._decided.get, keys(query.text))) if query.id in met else query.right & chosen)
        }
        for query in folder.queries:
            if query.id in held:
                self.queries |= keys(query.text)
            for key in keys(query.text):
                self._decided.setdefault(key, query.id in held)
        self.claims |= {key for code in chosen for key in texts.get(code, ())}
        return frozenset(held)


def to_rank_with(paths: Sequence[Path]) -> dict[Path, list[Query]]:
    """What is held out of each folder with a train split and not left out: for fitting ranking and decision.

    Raises:
        FilesFaulty
    """
    out, held = left_out(paths), HeldOut(paths)
    return {
        path: [query for query in folder.queries if query.id in held.ids[path] and not keys(query.text) & out]
        for path, folder in held.folders.items()
    }


def _chosen(queries: Sequence[Query]) -> set[str]:
    """Codes of the claims that are held out."""
    claims = sorted({code for query in queries for code in query.right})
    random.Random(SEED).shuffle(claims)  # noqa: S311 - a sample, no secret
    return set(claims[: int(SHARE * len(claims))])
