"""Which Vietnamese syllables stand next to which, as logarithms of probabilities (data/pairs.npz)."""

import functools
import io
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from factdesk.matching.text.words import fold

START = "<s>"  # before the first word of a sentence
NUMBER = "0"
FOREIGN = "?"  # a word that is no Vietnamese syllable
STEPS = 16  # of the values in the file to one natural logarithm

_OLD_STYLE = {
    new: old
    for pair in ("oà òa oá óa oả ỏa oã õa oạ ọa", "oè òe oé óe oẻ ỏe oẽ õe oẹ ọe", "uỳ ùy uý úy uỷ ủy uỹ ũy uỵ ụy")
    for new, old in zip(pair.split()[::2], pair.split()[1::2], strict=True)
}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Probabilities of a syllable alone and after another.

    Args:
        words: by their number.
        numbers: of the words.
        spellings: numbers of the words that are the same without diacritics, commonest first.
        alone: a word's logarithm where nothing is known of it and the word before.
        new: what is added to it after each word, for the chance that something not yet seen follows.
        keys: number of the first word times `len(words)` plus the second's, rising.
        seen: the logarithm of the second after the first, for each key.
    """

    words: tuple[str, ...]
    numbers: dict[str, int]
    spellings: dict[str, tuple[int, ...]]
    alone: NDArray[np.float32]
    new: NDArray[np.float32]
    keys: NDArray[np.int32]
    seen: NDArray[np.uint8]

    def after(self, one: NDArray[np.int32], two: NDArray[np.int32]) -> NDArray[np.float32]:
        """The logarithm of each second word after its first."""
        wanted = one * np.int32(len(self.words)) + two
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = self.keys[places] == wanted
        return np.where(known, self.seen[places] / np.float32(-STEPS), self.new[one] + self.alone[two])


def old_style(syllable: str) -> str:
    """The syllable with its tone where most people type it: hòa for hoà, thúy for thuý."""
    old = _OLD_STYLE.get(syllable[-2:])
    return syllable[:-2] + old if old and syllable[:-2] and not syllable.startswith("q") else syllable


@functools.cache
def load() -> Neighbours:
    """The table; read once, 20 ms."""
    packed = files("factdesk.matching").joinpath("data/pairs.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as table:
        words = tuple(table["words"].tobytes().decode().split("\n"))
        alone, new = table["alone"].astype(np.float32), table["new"].astype(np.float32)
        firsts = np.repeat(np.arange(len(words), dtype=np.int32), table["rows"])
        keys, seen = firsts * np.int32(len(words)) + table["seconds"], table["seen"]
    spellings: dict[str, list[int]] = {}
    for number in np.argsort(-alone, kind="stable").tolist():
        if words[number][0].isalpha():
            spellings.setdefault(fold(words[number]), []).append(number)
    numbers = {word: number for number, word in enumerate(words)}
    return Neighbours(words, numbers, {bare: tuple(n) for bare, n in spellings.items()}, alone, new, keys, seen)
