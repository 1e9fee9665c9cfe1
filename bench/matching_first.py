"""What matching costs: preparing the encoder, opening a store, one match at 100 and at 100,000 documents, memory.

    python bench/matching_first.py [--documents 100000]

Documents are made up of syllables and numbers; in the large store their vectors and tokens are random directions, since
only the time is of interest, but every question goes through the real encoder. Each row runs in a process of its own.
"""

import argparse
import itertools
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the desk has it; read when numpy is first imported

import numpy as np

from factdesk.matching import Document, Matcher, Store, encoder
from factdesk.matching.text import frequencies

QUESTIONS = 200
TOKENS, TOKEN_WIDTH = 45, 64  # of each text, and bytes of each


def memory() -> int:
    """Resident megabytes of this process."""
    fields = Path("/proc/self/status").read_text(encoding="ascii").split("VmRSS:")[1].split()
    return int(fields[0]) // 1024


def sentences(seed: int, words: int) -> Iterator[str]:
    """Endless made-up sentences, common syllables more often than rare ones."""
    chance = random.Random(seed)
    table = frequencies.load().vietnamese
    syllables = list(table)
    shares = list(itertools.accumulate(10**value for value in table.values()))
    while True:
        yield " ".join(chance.choices(syllables, cum_weights=shares, k=words)) + f" {chance.randrange(2000)}"


def fill(path: Path, name: str, count: int) -> float:
    """Make a store of `count` documents in two languages; seconds."""
    chance = np.random.default_rng(1)
    titles, claims = sentences(1, 10), sentences(2, 24)
    began = time.perf_counter()
    store = Store.create(path, name, token_width=TOKEN_WIDTH)
    with store.writer() as writer:
        for start in range(0, count, 5000):
            size = min(5000, count - start)
            vectors = chance.standard_normal((size, 384)).astype(np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            codes = [f"{number:08d}" for number in range(start, start + size)]
            languages = ["vi" if number % 2 else "en" for number in range(size)]
            writer.put(
                [
                    Document(f"external-review:{c}:{lang}", "external-review", c, lang, next(titles), next(claims))
                    for c, lang in zip(codes, languages, strict=True)
                ],
                vectors,
                list(chance.integers(-128, 128, (size, TOKENS, TOKEN_WIDTH), dtype=np.int8)),
            )
        writer.commit()
    return time.perf_counter() - began


def row_prepare(model: Path, _: Path, __: int) -> list[tuple[str, str]]:
    fresh = model.with_name("fresh")
    began = time.perf_counter()
    encoder.prepare(fresh)
    first = time.perf_counter() - began
    began = time.perf_counter()
    encoder.prepare(fresh)
    again = time.perf_counter() - began
    return [("prepare the encoder", f"{first:.1f} s"), ("prepare it again", f"{again * 1000:.0f} ms")]


def row_load(model: Path, _: Path, __: int) -> list[tuple[str, str]]:
    before = memory()
    began = time.perf_counter()
    loaded = encoder.load(model)
    took = time.perf_counter() - began
    loaded.queries(["một câu hỏi ngắn"])
    return [("load the encoder", f"{took * 1000:.0f} ms, {memory() - before} MB")]


def row_match(model: Path, path: Path, count: int) -> list[tuple[str, str]]:
    loaded = encoder.load(model)
    loaded.queries(["làm nóng"])
    filled = fill(path, loaded.name, count)
    before = memory()
    began = time.perf_counter()
    store = Store.open(path, loaded.name)
    opened = time.perf_counter() - began
    matcher = Matcher(store, loaded)
    texts = sentences(3, 14)
    matcher.match(next(texts))
    times = sorted(matcher.match(next(texts)).took_ms for _ in range(QUESTIONS))
    began = time.perf_counter()
    for _ in range(1000):
        store.refresh()
    refresh = (time.perf_counter() - began) * 1000
    label = f"{count:,} documents: "
    return [
        (label + "fill", f"{filled:.1f} s"),
        (label + "open", f"{opened * 1000:.1f} ms"),
        (label + "match p50 / p99", f"{times[len(times) // 2]:.1f} / {times[int(len(times) * 0.99)]:.1f} ms"),
        (label + "refresh without news", f"{refresh:.1f} µs"),
        (label + "memory of the process, added by the store", f"{memory()} MB, {memory() - before} MB"),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    count = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory)
        encoder.prepare(home / "models")
        rows: list[tuple[Callable[..., Any], int]] = [
            (row_prepare, 0),
            (row_load, 0),
            (row_match, 100),
            (row_match, count),
        ]
        context = multiprocessing.get_context("spawn")
        for number, (measure, size) in enumerate(rows):
            with context.Pool(1) as pool:
                for name, value in pool.apply(measure, (home / "models", home / f"store{number}", size)):
                    sys.stdout.write(f"{name:62} {value}\n")
                    sys.stdout.flush()


if __name__ == "__main__":
    main()
