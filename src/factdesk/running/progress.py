"""How far a long step is: a bar on a terminal, plain lines otherwise."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from tqdm import tqdm


class Bars:
    """Shows calls of `bars(done, total, what)`; each `what` is one bar. Use as a context manager."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._bar: tqdm | None = None
        self._what = ""
        self._last_line = 0.0

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, done: int, total: int, what: str) -> None:
        """Show that `done` of `total` steps of `what` are finished."""
        if self._stream.isatty():
            self._draw(done, total, what)
        else:
            self._print(done, total, what)

    def _draw(self, done: int, total: int, what: str) -> None:
        if what != self._what or self._bar is None:
            self._close()
            self._what = what
            self._bar = tqdm(total=total, desc=what, file=self._stream, leave=True, dynamic_ncols=True)
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def _print(self, done: int, total: int, what: str) -> None:
        """A line at the start and the end of each step, and one every five seconds between."""
        now = time.monotonic()
        if what != self._what or done >= total or now - self._last_line > 5:
            self._what, self._last_line = what, now
            print(f"{what}: {done}/{total}", file=self._stream, flush=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
