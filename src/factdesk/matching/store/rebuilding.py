"""Building a store anew beside the old one, and putting it in its place at one instant."""

import itertools
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from factdesk.matching.documents import Document
from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.progress import Progress, silent
from factdesk.matching.store import manifest
from factdesk.matching.store.lock import WriterLock
from factdesk.matching.store.manifest import Manifest
from factdesk.matching.store.store import Store, make_generation
from factdesk.matching.store.writer import Writer

_BATCH = 512
_COMMIT_EVERY = 20  # batches

Cursor = Mapping[str, int]


def rebuild(
    path: Path | str,
    encoder: TextEncoder,
    documents: Iterable[Document],
    cursor: Cursor | Callable[[], Cursor],
    progress: Progress = silent,
    total: int = 0,
) -> Store:
    """Replace the store at `path`, whatever state it is in, by one with these documents.

    Readers of the old one go on with it until their next refresh. A crash leaves the old one.

    Args:
        cursor: kept in the new store; a function is asked when all documents have been taken.
        total: how many documents are to be expected, for the progress.

    Raises:
        StoreBusy: another process is writing.
    """
    path = Path(path)
    path.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(path)
    workshop = path / "rebuilding"
    try:
        generation = _next_generation(path)
        shutil.rmtree(workshop, ignore_errors=True)
        workshop.mkdir()
        make_generation(workshop, generation)
        manifest.write(workshop, Manifest(encoder=encoder.name, dimension=encoder.dimension, generation=generation))
        _fill(workshop, encoder, documents, cursor, progress, total)
        _put_in_place(path, workshop, generation)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
        lock.release()
    return Store.open(path, encoder.name)


def _fill(
    workshop: Path,
    encoder: TextEncoder,
    documents: Iterable[Document],
    cursor: Cursor | Callable[[], Cursor],
    progress: Progress,
    total: int,
) -> None:
    done = 0
    waiting = iter(documents)
    with Writer(workshop, encoder) as writer:
        for number in itertools.count(1):
            batch = list(itertools.islice(waiting, _BATCH))
            if not batch:
                break
            writer.put(batch)
            done += len(batch)
            progress(done, max(done, total), "indexing")
            if number % _COMMIT_EVERY == 0:
                writer.commit()
        writer.commit(cursor() if callable(cursor) else cursor)


def _put_in_place(path: Path, workshop: Path, generation: str) -> None:
    shutil.rmtree(path / generation, ignore_errors=True)
    (workshop / generation).rename(path / generation)
    manifest.write(path, manifest.read(workshop))
    _drop_old(path, generation)


def _generations(path: Path) -> list[Path]:
    return sorted(entry for entry in path.iterdir() if entry.is_dir() and entry.name.isdigit())


def _next_generation(path: Path) -> str:
    used = [int(entry.name) for entry in _generations(path)]
    return f"{max(used, default=0) + 1:06d}"


def _drop_old(path: Path, generation: str) -> None:
    # What a process has mapped stays readable to it although its name is gone.
    for entry in _generations(path):
        if entry.name != generation:
            shutil.rmtree(entry, ignore_errors=True)
