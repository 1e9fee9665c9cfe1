"""Which of the 250,002 pieces are kept; see train/vocabulary.py for how they were chosen."""

import zlib
from importlib.resources import files

import numpy as np
import numpy.typing as npt


def kept() -> npt.NDArray[np.int64]:
    """The identifiers of the kept pieces, ascending; the first four are the special ones."""
    packed = zlib.decompress(files("factdesk.matching").joinpath("data/vocabulary.bin").read_bytes())
    gaps: list[int] = []
    value = shift = 0
    for byte in packed:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            gaps.append(value)
            value = shift = 0
    return np.cumsum(np.asarray(gaps, dtype=np.int64))
