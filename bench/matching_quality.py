"""The quality rows of bench/matching.py: every set asked once, all figures put together from what came of it.

The dev sets are given (`--data`) and lie outside of the project; the contrast and cross-language sets are bench/sets.
Sets, questions, measures and baseline are those of `factdesk evaluate`.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from factdesk.matching import Matcher
from factdesk.matching.candidates import Stages
from factdesk.matching.encoder.model import Codes, Floats, TextEncoder
from factdesk.matching.evaluate import asking, chance, folder, measures, rivals
from factdesk.matching.evaluate.asking import Row
from factdesk.matching.evaluate.folder import Folder
from factdesk.matching.evaluate.measures import Measures
from factdesk.matching.text.words import fold_text
from factdesk.matching.train.examples import Remembering

OWN = Path(__file__).resolve().parent / "sets"
SPLIT = "dev"
CROSS, CONTRAST = "cross-", "contrast-"  # how the names of our own sets begin
SHARE = 0.6  # of the questions that have an answer, so many are to be answered
WHOLE = "all stages"
_OTHERS = 20  # with a limit: texts of a set's corpus beside the right ones, for each question

Say = Callable[[str], None]
Sets = Mapping[str, Folder]


class Kept(Remembering):
    """An encoder whose vectors of texts stay in a file, and those of questions in memory: each is made once.

    Args:
        home: a folder; each encoder has a file of its own there.
    """

    def __init__(self, encoder: TextEncoder, home: Path) -> None:
        super().__init__(encoder)
        file = home / f"vectors-{hashlib.sha256(encoder.name.encode()).hexdigest()[:16]}.sqlite3"
        # A rebuild asks from a thread of its own, one at a time.
        self._database = sqlite3.connect(file, check_same_thread=False)
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE IF NOT EXISTS made (text BLOB PRIMARY KEY, vector BLOB, tokens BLOB)")

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Floats, list[Codes]]:
        found = {text: made for text in texts if (made := self._known(text)) is not None}
        if missing := [text for text in dict.fromkeys(texts) if text not in found]:
            made = self._encoder.passages_with_tokens(missing)
            found |= zip(missing, zip(*made, strict=True), strict=True)
            with self._database:
                rows = ((_key(text), found[text][0].tobytes(), found[text][1].tobytes()) for text in missing)
                self._database.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", rows)
        return np.stack([found[text][0] for text in texts]), [found[text][1] for text in texts]

    def _known(self, text: str) -> tuple[npt.NDArray[np.float32], Codes] | None:
        row = self._database.execute("SELECT vector, tokens FROM made WHERE text = ?", (_key(text),)).fetchone()
        if row is None:
            return None
        tokens = np.frombuffer(row[1], np.int8).reshape(-1, self.token_width)
        return np.frombuffer(row[0], np.float32), tokens

    def close(self) -> None:
        self._database.close()


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of the questions of one set.

    Args:
        plain: as they stand.
        hidden: with what answers each taken out for it; of dev sets alone.
        bare: typed wholly without diacritics; of Vietnamese dev sets alone.
        bm25, bm25_bare: the baseline's measures of `plain` and `bare`; empty where it was not asked.
    """

    folder: Folder
    plain: list[Row]
    hidden: list[Row]
    bare: list[Row]
    bm25: list[Measures]
    bm25_bare: list[Measures]


def read(data: Path | None, limit: int | None = None) -> Sets:
    """The dev sets below `data` and our own, by name.

    Args:
        limit: only so many questions of each, and of its corpus the texts that answer them and some others.

    Raises:
        FilesFaulty
    """
    found: dict[str, Folder] = {}
    for home in filter(None, (data, OWN)):
        for path in sorted(home.iterdir()):
            if (path / f"queries.{SPLIT}.tsv").exists():
                whole = folder.read(path, SPLIT)
                found[path.name] = whole if limit is None else _part(whole, limit)
    return found


def _part(whole: Folder, limit: int) -> Folder:
    queries = whole.queries[:limit]
    right = {code for query in queries for code in query.right}
    others = [document for document in whole.documents if document.code not in right][: _OTHERS * limit]
    documents = [document for document in whole.documents if document.code in right] + others
    return replace(whole, queries=queries, documents=documents)


def variants(*, ablation: bool) -> dict[str, Stages]:
    """What is measured: everything at work, and for an ablation each stage off in turn."""
    off = {f"without {each.name}": Stages(**{each.name: False}) for each in fields(Stages)}
    return {WHOLE: Stages(), **(off if ablation else {})}


def ask(sets: Sets, encoder: TextEncoder, ways: Mapping[str, Stages], say: Say) -> dict[str, dict[str, Asked]]:
    """Every question of every set in each of the ways; by way, then by set. The baseline is asked beside WHOLE."""
    found: dict[str, dict[str, Asked]] = {way: {} for way in ways}
    for name, one in sets.items():
        say(f"{name}: indexing {len(one.documents):,} texts")
        with asking.built(one, encoder) as built:
            for way, stages in ways.items():
                say(f"{name}: {len(one.queries)} questions, {way}")
                matcher = Matcher(built.store, encoder, stages)
                found[way][name] = _asked(one, matcher, built, encoder, baseline=way == WHOLE)
    return found


def _asked(one: Folder, matcher: Matcher, built: asking.Built, encoder: TextEncoder, *, baseline: bool) -> Asked:
    own = one.name.startswith((CROSS, CONTRAST))
    spoken = [document.language == "vi" for document in one.documents]
    bare = None if own or sum(spoken) * 2 <= len(spoken) else without_diacritics(one)

    def beside(asked: Folder | None) -> list[Measures]:
        if asked is None or not baseline:
            return []
        return list(rivals.measure(rivals.BM25, asked, built.store.snapshot, encoder))

    return Asked(
        folder=one,
        plain=list(asking.ask(one, matcher)),
        hidden=[] if own else list(asking.ask(one, matcher, hide_gold=True)),
        bare=list(asking.ask(bare, matcher)) if bare else [],
        bm25=beside(one),
        bm25_bare=beside(bare),
    )


def without_diacritics(one: Folder) -> Folder:
    """The same set, its questions typed without any."""
    return replace(one, queries=[replace(query, text=fold_text(query.text)) for query in one.queries])


def figures(asked: Mapping[str, Asked]) -> dict[str, Any]:
    """All that the table shows of one way: `sets`, `together`, `bare`, `cross` and `contrast`; see the functions."""
    dev = {name: each for name, each in asked.items() if not name.startswith((CROSS, CONTRAST))}
    cross = {name: each for name, each in asked.items() if name.startswith(CROSS)}
    contrast = {name: each for name, each in asked.items() if name.startswith(CONTRAST)}
    return {
        "sets": {name: _of_set(each) for name, each in dev.items()},
        "together": _together(dev.values()) if dev else None,
        "bare": {name: _bare(each) for name, each in dev.items() if each.bare},
        "cross": _cross(cross),
        "contrast": {name: _measured(each.plain) for name, each in contrast.items()},
    }


def _measured(rows: Iterable[Row]) -> dict[str, Any]:
    """All measures with their intervals."""
    each = [row.measures for row in rows]
    return {
        "queries": len(each),
        **chance.means(each, measures.ALL),
        "intervals": chance.intervals(each, measures.ALL),
    }


def _of_set(asked: Asked) -> dict[str, Any]:
    """One dev set: as it is asked, `hidden` with what answers taken out, `bm25`."""
    return {
        **_measured(asked.plain),
        "hidden": _measured(asked.hidden),
        "bm25": chance.means(asked.bm25, measures.RANKING) if asked.bm25 else None,
    }


def _together(dev: Iterable[Asked]) -> dict[str, Any]:
    """All dev sets as one; `surest`: what it would be to answer the surest SHARE of the questions, whatever else holds
    an answer back."""
    sets = list(dev)
    plain, hidden = [row for each in sets for row in each.plain], [row for each in sets for row in each.hidden]
    surest = sorted(plain, key=lambda row: -row.probability)[: round(SHARE * len(plain))]
    least = surest[-1].probability if surest else 1.0
    right = [row.measures["p@1"] or 0.0 for row in surest]
    return {
        **_measured(plain),
        "hidden": _measured(hidden),
        "surest": {
            "share": SHARE,
            "probability": least,
            "precision": float(np.mean(right)) if right else None,
            "false": float(np.mean([row.probability >= least for row in hidden])) if hidden else None,
        },
    }


def _bare(asked: Asked) -> dict[str, Any]:
    """P@1 without diacritics, and by how much it is less; the interval is that of the same questions asked twice."""
    plain, bare = ([row.measures for row in rows] for rows in (asked.plain, asked.bare))
    found = chance.paired(bare, plain, ["p@1"])["p@1"]
    before, after = (chance.means(each, ["p@1"])["p@1"] for each in (asked.bm25, asked.bm25_bare))
    return {
        "p@1": found and found.first,
        "loss": found and found.difference,
        "interval": found and found.interval,
        "bm25_loss": None if before is None or after is None else before - after,
    }


def _cross(sets: Mapping[str, Asked]) -> dict[str, Any]:
    """Both directions as one, and each."""
    rows = [row for each in sets.values() for row in each.plain]
    beside = [row for each in sets.values() for row in each.bm25]
    return {
        **_measured(rows),
        "bm25": chance.means(beside, measures.RANKING) if beside else None,
        "each": {
            name: {
                "p@1": chance.means([row.measures for row in each.plain], ["p@1"])["p@1"],
                "bm25": chance.means(each.bm25, ["p@1"])["p@1"] if each.bm25 else None,
            }
            for name, each in sets.items()
        },
    }
