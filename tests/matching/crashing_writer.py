"""Run as a program: changes a store and dies at the named point, as by kill -9.

Puts two documents and dies in the commit; at a point such as `compact-sync-7`, compacts or rebuilds and dies when it
would bring a file to disk for the eighth time.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from factdesk.matching import Document, Store, rebuild
from factdesk.matching.store import compact, manifest, rebuilding, writer
from factdesk.matching.store.column import Column
from factdesk.matching.store.lexical import LexicalWriter


def die(*_args: object, **_kwargs: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Counting:
    """An encoder for tests: a direction of its own for each text, and a token for each of its words."""

    name, dimension, token_width = "coin", 384, 8

    def queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.array([np.eye(384, dtype=np.float32)[sum(text.encode()) % 384] for text in texts])

    passages = queries

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.float32], list[npt.NDArray[np.int8]]]:
        return self.queries(texts), [np.ones((len(text.split()), 8), dtype=np.int8) for text in texts]


def die_after(what: str, steps: int) -> None:
    """Die when something is about to be done once more than so many times."""

    def after(method: Callable[..., Any]) -> Callable[..., Any]:
        left = steps

        def counted(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            if left == 0:
                die()
            left -= 1
            return method(*arguments, **named)

        return counted

    places: dict[str, tuple[Any, str]] = {
        "write": (Column, "append"),  # each write of a column, however small
        "sync": (Column, "sync"),
        "words": (LexicalWriter, "commit"),
        "manifest": (manifest, "write"),
        "rename": (Path, "rename"),
        "replace": (Path, "replace"),
        "drop": (shutil, "rmtree"),
    }
    holder, name = places[what]
    setattr(holder, name, after(getattr(holder, name)))


def rebuild_in_steps(path: str) -> None:
    """Twelve other documents, committed by fours."""
    rebuilding._BATCH, rebuilding._COMMIT_EVERY = 4, 0.0
    rebuild(path, Counting(), [made_again(number) for number in range(12)], {"record": 9})


def made_again(number: int) -> Document:
    """A document of the rebuild."""
    return Document(f"fact-check:b{number}:vi", "fact-check", f"b{number}", "vi", "", f"câu lại {number}")


def main(path: str, point: str) -> None:
    if point.startswith(("compact", "rebuild")):
        whole, what, steps = point.split("-")
        die_after(what, int(steps))
        if whole == "compact":
            compact(Path(path), least=1, share=100, rest=0)
        else:
            rebuild_in_steps(path)
        return
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
