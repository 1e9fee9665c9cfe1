"""Token vectors in 4 bits a number: what an index keeps of every word of every text.

Only the direction of a token's vector counts. It is kept as its numbers' place among sixteen equal steps between minus
and plus `REACH` standard deviations of such a vector, two to a byte; 128 numbers take 64 bytes.
"""

import functools

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int8]

REACH = 2.6
_LEVELS = 16


def pack(vectors: Floats) -> Codes:
    """Unit vectors (tokens, width) as codes (tokens, width / 2); the width must be even."""
    scale = REACH / np.sqrt(vectors.shape[1])
    steps = np.clip(np.floor((vectors / scale + 1) * (_LEVELS / 2)), 0, _LEVELS - 1).astype(np.uint8)
    return (steps[:, ::2] | steps[:, 1::2] << 4).view(np.int8)


def unpack(codes: Codes) -> Floats:
    """Unit vectors (tokens, width) from codes (tokens, width / 2)."""
    pairs = np.take(_table(), codes.view(np.uint8), axis=0, mode="clip")  # a third quicker than an index
    vectors = pairs.reshape(len(codes), -1)
    return np.asarray(vectors / np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None], dtype=np.float32)


@functools.cache
def _table() -> Floats:
    """Both numbers of every byte, in half steps from the middle; a vector is brought to unit length afterwards."""
    middle = (np.arange(_LEVELS) - (_LEVELS - 1) / 2).astype(np.float32)
    every = np.arange(256)
    return np.stack([middle[every & 15], middle[every >> 4]], axis=1)
