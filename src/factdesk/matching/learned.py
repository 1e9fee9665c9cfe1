"""Which ranking and decision are used: those that a desk refitted on its own labels, or the shipped ones.

A desk's own are one file, so that both are replaced in one step; train/own.py makes it. It is used only where it was
fitted to what this version measures: the same encoder, the same features, refitted from the same shipped numbers. A
weight for what is measured otherwise now would be worth nothing, and whoever updates has new shipped numbers to
compare with.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.resources import files as resources
from pathlib import Path
from typing import Any, Literal

from factdesk.matching import decision, ranking
from factdesk.matching.decision import Decision
from factdesk.matching.errors import MatchingError
from factdesk.matching.features import NAMES
from factdesk.matching.files import replace_atomically, sync_directory
from factdesk.matching.ranking import Ranker

FILE = "matching.json"
#: What a file that was taken out of use is called beside it.
OLD = f"{FILE}.old"

Why = Literal["damaged", "encoder", "features", "shipped"]


class OwnUnusable(MatchingError):  # noqa: N818
    """A desk's own file is there and is not used.

    Args:
        why: damaged: it cannot be read; encoder, features, shipped: it was fitted with other ones.
    """

    code = "own-unusable"

    def __init__(self, path: Path, why: Why, what: str) -> None:
        self.why = why
        super().__init__(
            f"The desk's own ranking and decision in {path} are not used: {what}. The shipped ones are, until"
            " `factdesk train matching --own` makes them again or `--own --reset` puts them away."
        )


@dataclass(frozen=True, slots=True)
class Learned:
    """What puts candidates in order and decides.

    Args:
        made: of a desk's own, what it was made from; empty for the shipped ones.
    """

    ranker: Ranker
    decision: Decision
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether a desk refitted it."""
        return bool(self.made)


@dataclass(frozen=True, slots=True)
class InUse:
    """What is used of a folder.

    Args:
        trouble: why what is in the folder is not; None where it is, or where there is nothing.
    """

    learned: Learned
    trouble: OwnUnusable | None = None


def shipped() -> Learned:
    """What comes with the package."""
    return Learned(ranking.load(), decision.load())


@functools.cache
def shipped_digest() -> str:
    """Of the shipped files: what a desk's own were refitted from."""
    data = resources("factdesk.matching").joinpath("data")
    contents = [data.joinpath(name).read_bytes() for name in ("ranking.json", "decision.json")]
    return hashlib.sha256(b"\n".join(contents)).hexdigest()


def in_use(folder: Path, encoder_name: str) -> InUse:
    """A desk's own where they are in the folder and fit this encoder and version, else the shipped ones."""
    try:
        return InUse(read(folder, encoder_name) or shipped())
    except OwnUnusable as trouble:
        return InUse(shipped(), trouble)


def read(folder: Path, encoder_name: str) -> Learned | None:
    """A desk's own; None where there is none.

    Raises:
        OwnUnusable
    """
    path = folder / FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OwnUnusable(path, "damaged", error.strerror or str(error)) from error
    try:
        found = json.loads(content)
        made = dict(found["made"])
        ranker, decided = Ranker(dict(found["ranking"])), decision.from_json(json.dumps(found["decision"]))
        fitted = {name: made[name] for name in ("encoder", "features", "shipped")}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OwnUnusable(path, "damaged", "they cannot be read") from error
    if fitted["encoder"] != encoder_name:
        raise OwnUnusable(path, "encoder", "they were fitted with another encoder")
    if fitted["features"] != list(NAMES):
        raise OwnUnusable(path, "features", "this version measures other things than they were fitted to")
    if fitted["shipped"] != shipped_digest():
        raise OwnUnusable(path, "shipped", "this version ships other ones than they were refitted from")
    if not _sound(ranker, decided):
        raise OwnUnusable(path, "damaged", "they cannot be read")
    return Learned(ranker, decided, made)


def write(folder: Path, learned: Learned, made: Mapping[str, Any], encoder_name: str) -> Path:
    """Put these in the place of what is in the folder, in one step.

    Args:
        made: what they were made from; what they were fitted to is added.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fitted = {"encoder": encoder_name, "features": list(NAMES), "shipped": shipped_digest()}
    whole = {
        "made": {**made, **fitted},
        "ranking": learned.ranker.weights,
        "decision": asdict(learned.decision),
    }
    replace_atomically(folder / FILE, json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n")
    return folder / FILE


def put_away(folder: Path) -> Path | None:
    """Go back to the shipped ones: what the folder has is kept beside it, under another name.

    Returns where to; None where there is nothing to put away.

    Raises:
        OSError: it cannot be renamed.
    """
    try:
        (folder / FILE).replace(folder / OLD)
    except FileNotFoundError:
        return None
    sync_directory(folder)
    return folder / OLD


def stamp(folder: Path) -> tuple[int, int, int] | None:
    """What changes with the file; None where there is none."""
    try:
        found = (folder / FILE).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _sound(ranker: Ranker, decided: Decision) -> bool:
    """Whether all of it are numbers for things that are measured."""
    lines = (decided.answer, decided.suggest)
    if not all(isinstance(line.weights, dict) for line in lines):
        return False
    names = {name for weights in (ranker.weights, *(line.weights for line in lines)) for name in weights}
    numbers = [*ranker.weights.values(), decided.long]
    for line in lines:
        numbers += [*line.weights.values(), line.bias, line.threshold]
    return (
        names <= set(NAMES)
        and all(type(number) in (int, float) and math.isfinite(number) for number in numbers)
        and all(0 < line.threshold < 1 for line in lines)
    )
