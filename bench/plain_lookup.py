"""One question in one process, without server and database: plain BM25, the encoder alone, the matching room.

    python bench/plain_lookup.py HOME MODELS < QUESTIONS

Reads questions, one a line, from standard input, and the texts of the index below HOME. Each question goes through all
three in turn. *Plain BM25* is tantivy as it comes: one field with its own tokenizer, its query parser, the best ten.
Prints one JSON object with the milliseconds of each.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tantivy

from factdesk.matching import Matcher, Store, encoder
from factdesk.matching.documents import searched_text

_NO_WORD = re.compile(r"[^\w\s]")  # signs of the query language


def plain_index(store: Store, folder: str) -> Callable[[str], Any]:
    """A search over an index of the same texts, made by tantivy as it comes."""
    schema = tantivy.SchemaBuilder().add_text_field("text").build()
    index = tantivy.Index(schema, folder)
    writer = index.writer()
    texts = store.snapshot
    for number in filter(texts.lives, range(texts.manifest.documents)):
        writer.add_document(tantivy.Document(text=[searched_text(texts.document(number))]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    return lambda text: searcher.search(index.parse_query(_NO_WORD.sub(" ", text), ["text"]), 10)


def main() -> None:
    """Measure and print."""
    home, models = map(Path, sys.argv[1:3])
    loaded = encoder.load(models)
    store = Store.open(home / "index", loaded.name)
    matcher = Matcher(store, loaded)
    questions = sys.stdin.read().splitlines()
    with tempfile.TemporaryDirectory(prefix="factdesk-bench-") as folder:
        ways: dict[str, Callable[[str], Any]] = {
            "plain_bm25": plain_index(store, folder),
            "encoder": lambda text: loaded.queries([text]),
            "matching_room": matcher.match,
        }
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for text in [*questions[:10], *questions]:  # the first ten warm up
            for name, way in ways.items():
                began = time.perf_counter()
                way(text)
                taken[name].append((time.perf_counter() - began) * 1000)
    json.dump({"documents": store.count, **{name: times[10:] for name, times in taken.items()}}, sys.stdout)


if __name__ == "__main__":
    main()
