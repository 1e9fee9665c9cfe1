"""Run as a program: changes a store and dies at the named point, as by kill -9.

Puts two documents and dies in the commit; or compacts, where the point's name begins with "compact".
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from factdesk.matching import Document, Store
from factdesk.matching.store import compact, manifest, writer
from factdesk.matching.store.column import Column
from factdesk.matching.store.lexical import LexicalWriter


def die(*_args: object, **_kwargs: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def compact_and_die(path: str, point: str) -> None:
    """Compact whatever is dead and die; after as many steps as the point's name ends with."""
    what, _, steps = point.rpartition("-")
    left = int(steps)

    def after(method: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            if left == 0:
                die()
            left -= 1
            return method(*arguments, **named)

        return counted

    if what == "compact-write":  # each write of a column, however small
        Column.append = after(Column.append)
    if what == "compact-sync":
        Column.sync = after(Column.sync)
    if what == "compact-words":
        LexicalWriter.commit = after(LexicalWriter.commit)
    if what == "compact-manifest":
        manifest.write = after(manifest.write)
    if what == "compact-rename":
        Path.rename = after(Path.rename)
    if what == "compact-replace":
        Path.replace = after(Path.replace)
    if what == "compact-drop":
        shutil.rmtree = after(shutil.rmtree)
    compact(Path(path), least=1, share=100, rest=0)


def main(path: str, point: str) -> None:
    if point.startswith("compact"):
        compact_and_die(path, point)
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
