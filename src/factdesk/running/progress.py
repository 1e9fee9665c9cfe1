"""How far a long step is: a bar on a terminal, plain lines otherwise."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from tqdm import tqdm

from factdesk.running import terminal

#: The steps as the rooms name them, which know of no languages; others are names of files and addresses.
_STEPS: dict[str, str | Promise] = {
    "the text encoder is ready": gettext_lazy("the text encoder is ready"),
    "reading the encoder's weights": gettext_lazy("reading the encoder's weights"),
    "writing the tokenizer": gettext_lazy("writing the tokenizer"),
    "building the network": gettext_lazy("building the network"),
    "quantising the network": gettext_lazy("quantising the network"),
    "checksums": gettext_lazy("checksums"),
    "putting it in place": gettext_lazy("putting it in place"),
    "indexing": gettext_lazy("indexing"),
    "database": gettext_lazy("database"),
    "styles and scripts": gettext_lazy("styles and scripts"),
    "sample questions": gettext_lazy("sample questions"),
    "sample desk": gettext_lazy("sample desk"),
    "record": gettext_lazy("record"),
}


class Bars:
    """Shows calls of `bars(done, total, what)`; each `what` is one bar. Use as a context manager."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._bar: tqdm | None = None
        self._what = ""
        self._last_line, self._line = 0.0, ""

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, done: int, total: int, what: str) -> None:
        """Show that `done` of `total` steps of `what` are finished."""
        with translation.override(terminal.language()):
            what = str(_STEPS.get(what, what))
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
            line = f"{what}: {done}/{total}" if total else f"{what}: {done}"
            if line != self._line:
                self._line = line
                print(line, file=self._stream, flush=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
