"""The one encoder and the one open index of this process, opened when first needed.

Threads share them. A process that was forked opens its own: neither onnxruntime nor a memory map of tantivy is to be
carried over a fork.
"""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from factdesk.answers.errors import IndexUnavailable
from factdesk.matching import EncoderMismatch, Matcher, MatchingError, Store, StoreMissing, TextEncoder
from factdesk.matching import encoder as encoders

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Open:
    """What this process has open."""

    process: int
    models: Path
    encoder: TextEncoder
    index: Path | None = None
    store: Store | None = None
    matcher: Matcher | None = None


_lock = threading.Lock()
_open: _Open | None = None
_said: str | None = None


def encoder() -> TextEncoder:
    """The text encoder; loaded once a process.

    Raises:
        IndexUnavailable: it has not been prepared, or its files are damaged.
    """
    with _lock:
        return _loaded().encoder


def matcher() -> Matcher:
    """The matcher over the open index.

    Raises:
        IndexUnavailable: there is no encoder or no readable index.
    """
    with _lock:
        state = _with_store()
        assert state.matcher is not None
        return state.matcher


def store() -> Store:
    """The open index itself.

    Raises:
        IndexUnavailable: there is no encoder or no readable index.
    """
    with _lock:
        state = _with_store()
        assert state.store is not None
        return state.store


def forget() -> None:
    """Let go of the index, so that the next question opens it anew; the encoder stays."""
    with _lock:
        if _open is not None:
            _open.store = _open.matcher = None


def say_once(trouble: Exception) -> None:
    """Log why there is no index, once until it works again or the reason changes."""
    global _said
    text = str(trouble)
    if text != _said:
        _said = text
        logger.error("questions are taken but not matched: %s", text)


def works_again() -> None:
    """The index answered: the next trouble is news."""
    global _said
    if _said is not None:
        _said = None
        logger.warning("the search index answers again")


def _loaded() -> _Open:
    global _open
    directory = Path(settings.MODELS_DIRECTORY)
    if _open is None or _open.process != os.getpid() or _open.models != directory:
        try:
            _open = _Open(os.getpid(), directory, encoders.load(directory))
        except MatchingError as error:
            raise IndexUnavailable("missing", str(error)) from error
    return _open


def _with_store() -> _Open:
    state = _loaded()
    directory = Path(settings.INDEX_DIRECTORY)
    if state.store is None or state.index != directory:
        try:
            state.store = Store.open(directory, state.encoder.name)
        except MatchingError as error:
            raise unavailable(error) from error
        state.index = directory
        state.matcher = Matcher(state.store, state.encoder)
    return state


def unavailable(error: Exception) -> IndexUnavailable:
    """The state of the index that `error` means."""
    if isinstance(error, IndexUnavailable):
        return error
    if isinstance(error, StoreMissing):
        return IndexUnavailable("missing", str(error))
    if isinstance(error, EncoderMismatch):
        return IndexUnavailable("mismatch", str(error))
    return IndexUnavailable("damaged", str(error))
