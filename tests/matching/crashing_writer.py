"""Run as a program: puts two documents into a store and dies at the named point of the commit, as by kill -9."""

import os
import signal
import sys
from pathlib import Path

import numpy as np

from factdesk.matching import Document, Store
from factdesk.matching.store import manifest, writer
from factdesk.matching.store.column import Column
from factdesk.matching.store.lexical import LexicalWriter


def die(*_args: object, **_kwargs: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(path: str, point: str) -> None:
    if point == "first-sync":
        Column.sync = die
    if point == "before-words":
        LexicalWriter.commit = die
    if point == "before-manifest":
        manifest.write = die
    if point == "before-rename":
        Path.replace = die
    if point == "after-manifest":
        writer.Writer._settle = die
    store = Store.open(path, "coin")
    with store.writer() as open_writer:
        vectors = np.eye(384, dtype=np.float32)[:2]
        documents = [
            Document(f"fact-check:{code}:vi", "fact-check", code, "vi", "", f"câu mới {code}") for code in ("a1", "new")
        ]
        open_writer.put(documents, vectors)
        if point == "after-put":
            for column in open_writer._columns.values():
                column._file.flush()
            die()
        open_writer.commit({"record": 7})


if __name__ == "__main__":
    main(*sys.argv[1:])
