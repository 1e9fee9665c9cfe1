"""The one encoder and the one open index of this process, opened when first needed.

The index alone needs no encoder in memory, only its name: the worker has one only while there is something to index.

Threads share them. A process that was forked opens its own: neither onnxruntime nor a memory map of tantivy is to be
carried over a fork.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from factdesk.answers import learning
from factdesk.answers.errors import IndexUnavailable
from factdesk.matching import (
    EncoderMismatch,
    FormatMismatch,
    Matcher,
    MatchingError,
    Store,
    StoreMissing,
    TextEncoder,
    Thresholds,
    learned,
)
from factdesk.matching import encoder as encoders

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Open:
    """What this process has open."""

    process: int
    models: Path
    encoder_name: str
    encoder: TextEncoder | None = None
    used: float = 0.0
    index: Path | None = None
    store: Store | None = None
    matcher: Matcher | None = None
    learned: tuple[int, int, int] | None = None


#: At most so many encoders share the making of an index; one writer cannot take in more.
_ENCODERS = 8

_lock = threading.Lock()
_open: _Open | None = None
_said: str | None = None


def encoder() -> TextEncoder:
    """The text encoder; loaded once a process.

    Raises:
        IndexUnavailable: it has not been prepared, or its files are damaged.
    """
    with _lock:
        return _loaded(_at_hand())


def helpers() -> list[TextEncoder]:
    """An encoder of its own for each further processor core, for work that is worth 75 MB each; not kept here.

    Raises:
        IndexUnavailable: it has not been prepared, or its files are damaged.
    """
    try:
        return [
            encoders.load(Path(settings.MODELS_DIRECTORY))
            for _ in range(min(len(os.sched_getaffinity(0)), _ENCODERS) - 1)
        ]
    except MatchingError as error:
        raise IndexUnavailable("missing", str(error)) from error


def encoder_name() -> str:
    """The name of the prepared encoder, without loading it.

    Raises:
        IndexUnavailable: it has not been prepared, or files are missing or short.
    """
    with _lock:
        return _at_hand().encoder_name


def has_encoder() -> bool:
    """Whether this process has the encoder in memory."""
    with _lock:
        return _open is not None and _open.process == os.getpid() and _open.encoder is not None


def release_encoder(unused_for: float) -> None:
    """Let go of an encoder that nobody in this process asked for in so many seconds: it is 75 MB and loads in 0.2 s."""
    with _lock:
        if _open is not None and _open.encoder is not None and time.monotonic() - _open.used >= unused_for:
            _open.encoder = _open.matcher = None


def matcher() -> Matcher:
    """The matcher over the open index.

    Raises:
        IndexUnavailable: there is no encoder or no readable index.
    """
    with _lock:
        state = _with_store()
        assert state.store is not None
        text_encoder = _loaded(state)
        # Looked at each time, for some microseconds: what the desk has learned meanwhile needs no restart.
        stamp = learned.stamp(learning.folder())
        if state.matcher is None or state.learned != stamp:
            moved, used = Thresholds(**settings.MATCHING_THRESHOLDS), learning.in_use(state.encoder_name)
            state.matcher = Matcher(state.store, text_encoder, thresholds=moved, learned=used)
            state.learned = stamp
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


def _at_hand() -> _Open:
    global _open
    directory = Path(settings.MODELS_DIRECTORY)
    if _open is None or _open.process != os.getpid() or _open.models != directory:
        try:
            _open = _Open(os.getpid(), directory, encoders.name_of(directory))
        except MatchingError as error:
            raise IndexUnavailable("missing", str(error)) from error
    return _open


def _loaded(state: _Open) -> TextEncoder:
    state.used = time.monotonic()
    if state.encoder is None:
        try:
            state.encoder = encoders.load(state.models)
        except MatchingError as error:
            raise IndexUnavailable("missing", str(error)) from error
    return state.encoder


def _with_store() -> _Open:
    state = _at_hand()
    directory = Path(settings.INDEX_DIRECTORY)
    if state.store is None or state.index != directory:
        try:
            state.store = Store.open(directory, state.encoder_name)
        except MatchingError as error:
            raise unavailable(error) from error
        state.index, state.matcher = directory, None
    return state


def unavailable(error: Exception) -> IndexUnavailable:
    """The state of the index that `error` means."""
    if isinstance(error, IndexUnavailable):
        return error
    if isinstance(error, StoreMissing):
        return IndexUnavailable("missing", str(error))
    if isinstance(error, EncoderMismatch | FormatMismatch):
        return IndexUnavailable("mismatch", str(error))
    return IndexUnavailable("damaged", str(error))
