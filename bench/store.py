"""What the index costs at a size: opening, publishing, following, searching by meaning and words, tokens, memory.

    python bench/store.py --documents 1000000 [--folder DIR] [--also rebuild,compact,encode]

Texts are made up (store_made_up.py). A few thousand of them go through the real encoder; the vectors of all others
are made from those, moved by differences between them, so that they lie as the vectors of real texts do. Token vectors
are random: only their size matters. Each row is measured in a process of its own that does one thing, with one thread;
beside it stands what a plain tool takes for the same: faiss's exact search over all vectors, SQLite's FTS5.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import numpy.typing as npt
from store_made_up import LANGUAGES, QUESTIONS, documents, prepare, questions

from factdesk.matching import Document, Matcher, Store, Writer, encoder, rebuild
from factdesk.matching.store import compact
from factdesk.matching.store.snapshot import Snapshot

R = TypeVar("R")
Floats = npt.NDArray[np.float32]
Row = tuple[str, str, str]  # what, here, baseline

_EXACT = 60  # questions of each language that are also searched exactly
_TOP = 50
_ASKED_FOR = 30  # by meaning, of a whole question
_CANDIDATES = 30  # documents of a question whose token vectors are read


def megabytes() -> float:
    """Resident memory of this process; what it has mapped and touched is part of it."""
    fields = Path("/proc/self/status").read_text(encoding="ascii").split("VmRSS:")[1].split()
    return int(fields[0]) / 1024


class Times:
    """How long things take by the clock, and how much processor time of this process they need."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.processor: list[float] = []

    def of(self, run: Callable[..., R], *arguments: Any) -> R:
        """Do it and note what it took."""
        clock, processor = time.perf_counter(), time.process_time()
        done = run(*arguments)
        self.processor.append(time.process_time() - processor)
        self.clock.append(time.perf_counter() - clock)
        return done

    def __str__(self) -> str:
        """Median and 99th of 100 by the clock; median of the processor time."""
        ordered = sorted(self.clock)
        middle, last = statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.99)] * 1000
        return f"{middle:.2f} ms, p99 {last:.2f} ms (processor {statistics.median(self.processor) * 1000:.2f} ms)"


def clocked(run: Callable[[], Any]) -> float:
    """Seconds."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def words_baseline(folder: Path, count: int) -> None:
    """The same texts in FTS5."""
    with sqlite3.connect(folder / "words.sqlite3") as database:
        database.execute("CREATE VIRTUAL TABLE texts USING fts5(claim, tokenize='unicode61 remove_diacritics 2')")
        rows = ((document.claim,) for document in documents(count))
        database.executemany("INSERT INTO texts (claim) VALUES (?)", rows)


def opened(folder: Path, name: str) -> tuple[Store, Snapshot]:
    store = Store.open(folder / "store", name)
    return store, store.snapshot


def row_open(models: Path, folder: Path) -> list[Row]:
    """The first opening in a process, and more."""
    name, first, again, plain = encoder.name_of(models), Times(), Times(), Times()
    first.of(Store.open, folder / "store", name)
    for _ in range(10):
        again.of(Store.open, folder / "store", name)
        database = plain.of(sqlite3.connect, folder / "words.sqlite3")
        plain.of(lambda opened=database: opened.execute("SELECT max(rowid) FROM texts").fetchone())
    return [("open, the first time in a process", str(first), ""), ("open again", str(again), f"FTS5 {plain}")]


def row_meanings(models: Path, folder: Path) -> list[Row]:
    """Both languages for each question; of some, what is missing of the exact first ones."""
    _, view = opened(folder, encoder.name_of(models))
    rows = []
    for spoken in LANGUAGES:
        asked = np.load(folder / f"questions.{spoken}.npy")
        for shelf in LANGUAGES:
            view.meanings(asked[0], shelf, _TOP)
            plain = np.load(folder / f"exact.{spoken}.{shelf}.npz")
            times, share = Times(), []
            for number, vector in enumerate(asked[:300]):
                found = times.of(view.meanings, vector, shelf, _TOP)
                if number < len(plain["numbers"]):
                    share.append(len(set(found) & set(plain["numbers"][number].tolist())) / _TOP)
            what = f"meaning, question {spoken}, texts {shelf}: first {_TOP}, part of the exact ones"
            rows.append((what, f"{times}; {statistics.mean(share):.4f}", f"faiss exact {plain['times']}"))
        # As questions are asked: what is searched is seldom still in the processor's cache.
        both = Times()
        for vector in asked[:300]:
            both.of(lambda near=vector: [view.meanings(near, shelf, _ASKED_FOR) for shelf in LANGUAGES])
        rows.append((f"meaning, question {spoken}, both shelves in turn: first {_ASKED_FOR}", str(both), ""))
    return rows


def exact(models: Path, folder: Path) -> list[Row]:
    """faiss over all vectors of each language, in memory."""
    import faiss

    faiss.omp_set_num_threads(1)
    _, view = opened(folder, encoder.name_of(models))
    living = view.living()
    for shelf in LANGUAGES:
        index = faiss.IndexFlatIP(view.manifest.dimension)
        numbers = []
        for start in range(0, len(living), 50_000):
            block = living[start : start + 50_000]
            block = block[view._shelves[shelf].rows(block) >= 0]
            index.add(np.ascontiguousarray(view.made_of(block, with_tokens=False)[0]))
            numbers.append(block)
        order = np.concatenate(numbers)
        for spoken in LANGUAGES:
            found, times = [], Times()
            for vector in np.load(folder / f"questions.{spoken}.npy")[:_EXACT]:
                _, near = times.of(index.search, vector[None], _TOP)
                found.append(order[near[0]])
            np.savez(folder / f"exact.{spoken}.{shelf}.npz", numbers=np.array(found), times=str(times))
    return [("memory of exact search, one language", "", f"faiss exact {megabytes():.0f} MB")]


def first_of_words(database: sqlite3.Connection, said: str) -> list[Any]:
    """What FTS5 finds."""
    query = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?"
    return database.execute(query, (said, _TOP)).fetchall()


def row_words(models: Path, folder: Path) -> list[Row]:
    """The first by words; FTS5 gets the same words joined by OR, as a search for any of them is."""
    _, view = opened(folder, encoder.name_of(models))
    database = sqlite3.connect(folder / "words.sqlite3")
    rows = []
    for spoken in LANGUAGES:
        here, plain = Times(), Times()
        for number, question in enumerate(questions(spoken)[:200]):
            here.of(view.words, question, spoken, _TOP)
            if number < _EXACT // 2:
                said = " OR ".join(f'"{word}"' for word in question.replace('"', " ").split())
                plain.of(first_of_words, database, said)
        rows.append((f"words, {spoken}: first {_TOP}", str(here), f"FTS5 {plain}"))
    return rows


def row_tokens(models: Path, folder: Path) -> list[Row]:
    """Token vectors of a question's candidates, from all over the store."""
    _, view = opened(folder, encoder.name_of(models))
    chance = np.random.default_rng(3)
    living = view.living()
    of_vi = living[view._shelves["vi"].rows(living) >= 0]
    tokens, lines = Times(), Times()
    for _ in range(500):
        numbers = chance.choice(of_vi, _CANDIDATES).tolist()
        tokens.of(view.tokens, numbers, "vi")
        lines.of(lambda picked=numbers: [view.document(number) for number in picked])
    return [
        (f"token vectors of {_CANDIDATES} texts", str(tokens), ""),
        (f"documents of {_CANDIDATES} texts", str(lines), ""),
    ]


def row_publish(models: Path, folder: Path) -> list[Row]:
    """One document put and committed, each time by a new writer; a reader follows, and asks for the first time."""
    name = encoder.name_of(models)
    store, reader = Store.open(folder / "store", name), Store.open(folder / "store", name)
    vector = np.load(folder / "questions.vi.npy")[0]
    reader.snapshot.meanings(vector, "vi", _TOP)
    tokens = [np.ones((45, store.snapshot.manifest.token_width), dtype=np.int8)]
    commits, closes, refreshes, firsts, plain = (Times() for _ in range(5))

    def publish(number: int) -> Writer:
        writer = store.writer()
        made = Document(f"review:new{number}:vi", "review", f"new{number % 20}", "vi", "", f"Tin mới số {number}")
        writer.put([made], vector[None], tokens)
        writer.commit()
        return writer

    for number in range(40):
        writer = commits.of(publish, number)
        refreshes.of(reader.refresh)
        firsts.of(lambda: reader.snapshot.meanings(vector, "vi", _TOP))
        closes.of(writer.close)
    removing = Times()
    with store.writer() as writer:
        for number in range(10):
            removing.of(writer.remove_check, "review", f"new{number}")
        writer.commit()
    database = sqlite3.connect(folder / "words.sqlite3")

    def insert(number: int) -> None:
        database.execute("INSERT INTO texts (claim) VALUES (?)", (f"Tin mới số {number}",))
        database.commit()

    for number in range(40):
        plain.of(insert, number)
    return [
        ("put and commit of one document, its writer opened for it", str(commits), f"FTS5 {plain}"),
        ("… and closing the writer", str(closes), ""),
        ("refresh of a reader", str(refreshes), ""),
        ("… its first search by meaning after that", str(firsts), ""),
        ("removing all texts of a check", str(removing), ""),
    ]


def row_answers(models: Path, folder: Path) -> list[Row]:
    """Whole questions, from text to decision."""
    text_encoder = encoder.load(models)
    matcher = Matcher(Store.open(folder / "store", text_encoder.name), text_encoder)
    asked = [text for pair in zip(*map(questions, LANGUAGES), strict=True) for text in pair][:QUESTIONS]
    first, times, alone = Times(), Times(), Times()
    first.of(matcher.match, asked[0])
    for text in asked:
        times.of(matcher.match, text)
    for text in asked[:200]:
        alone.of(text_encoder.queries, [text])
    return [
        ("the first question of a process", str(first), ""),
        (f"a whole question, of {len(asked):,}", str(times), f"its encoder alone {alone}"),
        (f"memory after {len(asked):,} questions", f"{megabytes():.0f} MB", ""),
    ]


class _Nothing:
    """An encoder that is never asked."""

    def __init__(self, name: str, token_width: int) -> None:
        self.name, self.dimension, self.token_width = name, 384, token_width

    def queries(self, texts: Sequence[str]) -> Floats:
        raise AssertionError("nothing is to be encoded")

    def passages(self, texts: Sequence[str]) -> Floats:
        raise AssertionError("nothing is to be encoded")


def rebuilt(models: Path, folder: Path) -> tuple[float, int]:
    """Seconds of making the store from all its texts again, whose vectors are all known, and how many they are."""
    _, view = opened(folder, encoder.name_of(models))
    living = [view.document(number) for number in view.living().tolist()]
    nothing = _Nothing(view.manifest.encoder, view.manifest.token_width)
    return clocked(lambda: rebuild(folder / "store", nothing, living, {})), len(living)


def row_rebuild(models: Path, folder: Path) -> list[Row]:
    """All texts again; all vectors are known."""
    seconds, count = rebuilt(models, folder)
    return [("rebuild, vectors known", f"{seconds:.0f} s for {count:,}", "")]


def row_compact(models: Path, folder: Path) -> list[Row]:
    """A fifth of the texts removed, the rest copied without rests."""
    store, view = opened(folder, encoder.name_of(models))
    keys = [view.document(number).key for number in view.living()[::4].tolist()]
    with store.writer() as writer:
        removing = clocked(lambda: writer.remove(keys))
        writer.commit()
    seconds = clocked(lambda: compact(folder / "store", rest=0))
    return [
        (f"removing {len(keys):,} texts", f"{removing:.1f} s", ""),
        ("compaction without rests", f"{seconds:.0f} s for {store.count:,} texts", ""),
    ]


def row_encode(models: Path, folder: Path) -> list[Row]:
    """Texts of 45 tokens that nobody knows, with an encoder for each core."""
    encoders = [encoder.load(models) for _ in os.sched_getaffinity(0)]
    texts = [
        Document(f"new:{n}:vi", "new", str(n), "vi", "", f"{one.claim} {two.claim}")
        for n, (one, two) in enumerate(itertools.pairwise(documents(2001, seed=9)))
    ]
    times = Times()
    times.of(lambda: rebuild(folder / "new", encoders[0], texts, {}, helpers=encoders[1:]))
    each, processor = (sum(taken) / len(texts) * 1000 for taken in (times.clock, times.processor))
    here = f"{each:.1f} ms a text (processor {processor:.1f} ms), {len(encoders)} encoders"
    return [("rebuild, vectors to be made", here, "")]


_ROWS = [row_open, exact, row_meanings, row_words, row_tokens, row_publish, row_answers]
_ALSO = {"rebuild": row_rebuild, "compact": row_compact, "encode": row_encode}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where the store is made; deleted afterwards")
    parser.add_argument("--also", default="", help=f"any of {', '.join(_ALSO)}, joined by commas")
    parser.add_argument("--models", type=Path, help="a prepared encoder; prepared anew where left out")
    options = parser.parse_args()
    also = [_ALSO[name] for name in filter(None, options.also.split(","))]
    folder = Path(tempfile.mkdtemp(prefix="factdesk-store-", dir=options.folder))
    try:
        models = options.models or folder / "models"
        if options.models is None:
            encoder.prepare(models)
        context = multiprocessing.get_context("spawn")

        def alone(run: Callable[..., Any], *arguments: Any) -> Any:
            with context.Pool(1) as pool:
                return pool.apply(run, arguments)

        sys.stdout.write(f"| {options.documents:,} texts | factdesk | beside it |\n|---|---|---|\n")
        show([("made, with vectors given", alone(prepare, models, folder, options.documents), "")])
        alone(words_baseline, folder, options.documents)
        for measure in [*_ROWS, *also]:
            show(alone(measure, models, folder))
    finally:
        shutil.rmtree(folder)


def show(rows: list[Row]) -> None:
    """Lines of the table."""
    for cells in rows:
        sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
