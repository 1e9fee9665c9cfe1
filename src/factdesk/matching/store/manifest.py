"""The one file that says which bytes of the others count.

It is replaced as a whole; whatever a crash leaves behind it in the other files is not part of the store.
"""

import hashlib
import json
import os
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from factdesk.matching.errors import FormatMismatch, StoreDamaged, StoreMissing
from factdesk.matching.files import replace_atomically

NAME = "manifest.json"
FORMAT = 4
#: Older formats in which other words were indexed, and all else is the same: a rebuild may take vectors from them.
WITH_OTHER_WORDS = frozenset([3])

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """One committed state.

    Args:
        token_width: numbers of each token vector; 0 where the encoder makes none.
        generation: the sub-directory that holds the files; a rebuild makes a new one.
        files: how many bytes of each file count.
        documents, dead: how many documents were ever put, and how many of those are replaced or removed.
        lexical_dead: how many entries of the dead list the lexical index has forgotten already.
        commits: goes up by one each time.
    """

    encoder: str
    dimension: int
    generation: str
    token_width: int = 0
    cursor: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    dead: int = 0
    lexical_dead: int = 0
    commits: int = 0


def stamp(path: Path) -> Stamp:
    """What changes whenever the manifest is replaced; one stat.

    Raises:
        StoreMissing: there is no manifest.
    """
    try:
        facts = os.stat(path / NAME)  # noqa: PTH116 - called for every question; Path.stat costs three times as much
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreMissing(f"There is no search index at {path}. Run `factdesk reindex` to build it.") from error
    return facts.st_ino, facts.st_mtime_ns, facts.st_size


def read(path: Path, also: Collection[int] = ()) -> Manifest:
    """The manifest of the store at `path`.

    Args:
        also: older formats that will do.

    Raises:
        StoreMissing, StoreDamaged, FormatMismatch
    """
    try:
        content = (path / NAME).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreMissing(f"There is no search index at {path}. Run `factdesk reindex` to build it.") from error
    try:
        outer = json.loads(content)
        form, state = outer["format"], outer["state"]
        intact = outer["sha256"] == _digest(state)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(path, "its manifest cannot be read") from error
    if not intact:
        raise StoreDamaged(path, "its manifest does not have its own checksum")
    if form != FORMAT and form not in also:
        raise FormatMismatch(path, form, FORMAT)
    return Manifest(**state)


def write(path: Path, manifest: Manifest) -> None:
    """Make `manifest` the state of the store at `path`, atomically."""
    state = asdict(manifest)
    outer = {"format": FORMAT, "sha256": _digest(state), "state": state}
    replace_atomically(path / NAME, json.dumps(outer, indent=1).encode())


def successor(manifest: Manifest, **changes: Any) -> Manifest:
    """The next state."""
    return replace(manifest, commits=manifest.commits + 1, **changes)


def _digest(state: object) -> str:
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()
