"""What an interrupted fine-tuning goes on from: one file, replaced as a whole."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch

from factdesk.matching import files

FORMAT = 1


@dataclass(slots=True)
class Checkpoint:
    """Where a run is.

    Args:
        of: the fingerprint of all that the run depends on; another run does not go on from it.
        step: how many steps are done.
        learned, optimiser: their numbers.
        hard: the mined negatives, which take minutes to find again.
        losses: of every step.
        seconds: spent so far.
        peak: most resident bytes so far.
    """

    of: str
    step: int
    learned: dict[str, torch.Tensor]
    optimiser: dict[str, Any]
    hard: dict[str, list[list[int]]]
    losses: list[float] = field(default_factory=list)
    seconds: float = 0.0
    peak: int = 0


def write(path: Path, checkpoint: Checkpoint) -> None:
    """Replace the file.

    Raises:
        OSError
    """
    held = io.BytesIO()
    torch.save({"format": FORMAT, **asdict(checkpoint)}, held)
    path.parent.mkdir(parents=True, exist_ok=True)
    files.replace_atomically(path, held.getvalue())


def read(path: Path, of: str) -> Checkpoint | None:
    """The checkpoint of that run; None where there is none, or it is another's or cannot be read."""
    try:
        held = torch.load(path, weights_only=True)
        if held.pop("format") != FORMAT or held["of"] != of:
            return None
        return Checkpoint(**held)
    except Exception:  # torch does not document what it raises for a damaged file; then the work begins anew
        return None
