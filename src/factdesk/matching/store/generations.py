"""Generations: directories with a full set of files each, of which the manifest names one."""

import shutil
from dataclasses import replace
from pathlib import Path

from factdesk.matching.files import sync_directory
from factdesk.matching.store import layout, manifest
from factdesk.matching.store.lexical import open_index
from factdesk.matching.store.manifest import Manifest


def make(path: Path, name: str) -> Path:
    """An empty set of files."""
    home = path / name
    home.mkdir(exist_ok=True)
    for file in [*layout.every_file(), layout.BATCHES]:
        (home / file).write_bytes(b"")
    open_index(home / layout.LEXICAL)
    sync_directory(home)
    return home


def put_in_place(path: Path, workshop: Path, state: Manifest) -> None:
    """Make the generation that a workshop's store has the one of the store at `path`; whoever calls holds its lock.

    A crash before the manifest is replaced leaves the old state, and a directory that the next swap takes away.

    Args:
        state: what the workshop's manifest counts, with all else as it is to be from now on.
    """
    made = workshop / state.generation
    target = _next(path)
    made.rename(path / target)
    sync_directory(path)
    manifest.write(path, replace(state, generation=target))
    _drop_old(path, target)


def _all(path: Path) -> list[Path]:
    return sorted(entry for entry in path.iterdir() if entry.is_dir() and entry.name.isdigit())


def _next(path: Path) -> str:
    used = [int(entry.name) for entry in _all(path)]
    return f"{max(used, default=0) + 1:06d}"


def _drop_old(path: Path, generation: str) -> None:
    # What a process has mapped or open stays readable to it although its name is gone.
    for entry in _all(path):
        if entry.name != generation:
            shutil.rmtree(entry, ignore_errors=True)
    for half in path.glob(f".{manifest.NAME}.*"):  # of a writer that was killed while it replaced the manifest
        half.unlink(missing_ok=True)
