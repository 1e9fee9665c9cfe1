"""What fine-tuning added to the packaged weights: low-rank changes of the layers' matrices, and a head for tokens.

A matrix W of the packaged network becomes W + B·A, with A of `rank` rows and B of `rank` columns (LoRA: Hu et al. 2021,
"Low-Rank Adaptation of Large Language Models", arXiv 2106.09685). This keeps what is shipped at 3 MB instead of 85. The
head brings each token's last state from 384 numbers to `width`, for comparing texts word by word (`late.py`).
Made by `factdesk train matching`; where the shipped one comes from stands in docs/matching.md.
"""

import functools
import io
import zipfile
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

FILE = "data/adapter.npz"


@dataclass(frozen=True, slots=True)
class Adapter:
    """The learned numbers.

    Args:
        name: of this training; becomes part of the encoder's name, so that an index made with another one is told.
        changes: by the matrix' name (`l0.q`): A (rank, inputs) and B (outputs, rank).
        head: (width, hidden), and its bias (width,).
    """

    name: str
    changes: dict[str, tuple[Floats, Floats]]
    head: tuple[Floats, Floats]

    @property
    def width(self) -> int:
        """Numbers a token."""
        return len(self.head[1])

    def applied(self, name: str, matrix: Floats) -> Floats:
        """The matrix (outputs, inputs) with its change, if it has one."""
        if name not in self.changes:
            return matrix
        down, up = self.changes[name]
        return matrix + up @ down


def from_bytes(packed: bytes) -> Adapter:
    """The adapter in a file's content.

    Raises:
        ValueError: it is not such a file.
    """
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as table:
            held = {key: table[key].astype(np.float32) for key in table.files if key != "name"}
            name = str(table["name"])
        names = [key.removesuffix(".down") for key in held if key.endswith(".down")]
        changes = {key: (held[f"{key}.down"], held[f"{key}.up"]) for key in names}
        return Adapter(name, changes, (held["head.weight"], held["head.bias"]))
    except (KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(f"not an adapter: {error}") from error


def to_bytes(adapter: Adapter) -> bytes:
    """The file's content, in half precision."""
    held: dict[str, npt.NDArray[np.generic]] = {"name": np.array(adapter.name)}
    for name, (down, up) in adapter.changes.items():
        held[f"{name}.down"], held[f"{name}.up"] = down.astype(np.float16), up.astype(np.float16)
    held["head.weight"], held["head.bias"] = (part.astype(np.float16) for part in adapter.head)
    out = io.BytesIO()
    np.savez_compressed(out, **held)  # type: ignore[arg-type]  # numpy's stubs take the names for allow_pickle
    return out.getvalue()


@functools.cache
def load() -> Adapter:
    """The shipped one."""
    return from_bytes(files("factdesk.matching").joinpath(FILE).read_bytes())
