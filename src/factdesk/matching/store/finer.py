"""A second bit for each number, which makes estimates of what the packed codes find twice as good.

With signs alone, 400 to 900 rows of half a million have to be read to be fairly sure of the first thirty; each is a
call to the system.

A number of a rest, the vector less the centre, is taken to be one of four values: small or large, up or down, as is
best for numbers with a normal distribution (Max 1960). With s its sign and b +1 where it is large, else -1, that is
s * (MIDDLE + HALF * b): beside the product with the signs, that with s * b is needed, and s * b is what the bits say.
One factor a row makes the estimate of the rest's product with itself right, as `step` does for signs.
"""

import numpy as np
import numpy.typing as npt

from factdesk.matching.store import signs
from factdesk.matching.store.signs import Codes, Floats

_SMALL, _EDGE, _LARGE = 0.4528, 0.9816, 1.510  # in deviations
_MIDDLE, _HALF = (_LARGE + _SMALL) / 2, (_LARGE - _SMALL) / 2


def width(dimension: int) -> int:
    """Bytes a row: bits and a half-precision factor."""
    return dimension // 8 + 2


def encode(vectors: Floats, centre: Floats) -> Codes:
    """Of rows, (n, width)."""
    rests = vectors - centre
    squares = (rests * rests).sum(axis=1)
    edges = _EDGE * np.sqrt(squares / rests.shape[1])
    up, large = rests > 0, np.abs(rests) > edges[:, None]
    sizes = np.abs(rests)
    along = _SMALL * sizes.sum(axis=1) + (_LARGE - _SMALL) * np.where(large, sizes, 0).sum(axis=1)
    scales = (squares / np.maximum(along, 1e-12)).astype("<f2")
    return np.concatenate([np.packbits(up == large, axis=1), scales[:, None].view(np.uint8)], axis=1)


def estimates(vector: Floats, centre: Floats, codes: Codes, factors: Floats, coarse: Floats) -> npt.NDArray[np.float32]:
    """Of the cosines of rows, better ones than those by signs.

    Args:
        codes, factors: of these rows, from `encode` here and in signs.py.
        coarse: estimates by signs.
    """
    own, step = factors[:, 0], factors[:, 1]
    by_signs = (coarse - own) / np.maximum(step, np.float32(1e-12))
    by_sizes = signs.products(codes[:, :-2], vector - centre)
    scales = np.ascontiguousarray(codes[:, -2:]).view("<f2")[:, 0].astype(np.float32)
    return np.asarray(own + scales * (_MIDDLE * by_signs + _HALF * by_sizes), dtype=np.float32)
