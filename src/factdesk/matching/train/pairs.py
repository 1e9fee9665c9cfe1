"""Write data/pairs.npz: how likely each Vietnamese syllable is after each, for restoring diacritics.

    python -m factdesk.matching.train.pairs FOLDER      # what it holds and under which licence: train/texts.py
    python -m factdesk.matching.train.pairs --measure

Counts are smoothed by interpolated absolute discounting (Kneser-Ney with fractional counts); a syllable alone is half
the number of syllables it follows, half its frequency in data/frequencies.tsv (wordfreq). Neighbours within a word of
pyvi 0.1.1's word list (PyPI, MIT; `pyvi/models/words.txt` in the folder) count three tenths each.
"""

import argparse
import itertools
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import yaml

from factdesk.matching.text import frequencies
from factdesk.matching.text.neighbours import FOREIGN, NUMBER, START, STEPS, old_style
from factdesk.matching.text.normalise import normalise
from factdesk.matching.text.restore import restore
from factdesk.matching.text.words import fold_text
from factdesk.matching.train import texts
from factdesk.matching.train.frequencies import is_syllable

OUTPUT = Path(__file__).parent.parent / "data" / "pairs.npz"
PARAPHRASES = Path(__file__).parents[4] / "tests" / "acceptance" / "paraphrases.yaml"
DISCOUNT, SOFT, WITHIN_A_WORD = 0.7, 2.0, 0.3
_PIECE = re.compile(r"[^\W\d_]+|\d+|[.!?;:()\n]")
_WORD = re.compile(r"[^\W\d_]+")

Counts = dict[tuple[str, str], float]


def main() -> None:
    """See the module's own words."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--measure", action="store_true")
    asked = parser.parse_args()
    if asked.folder:
        _write(*_counted(asked.folder))
    if asked.measure:
        _measure()


def _counted(folder: Path) -> tuple[list[str], Counts]:
    running = [(weight, normalise(text).lower()) for weight, text in texts.weighed(folder)]
    found: dict[str, float] = defaultdict(float)
    for weight, text in running:
        for word in _WORD.findall(text):
            found[old_style(word)] += weight
    known = dict.fromkeys(old_style(word) for word in frequencies.load().vietnamese)
    known |= dict.fromkeys(w for w in sorted(found) if found[w] >= 2 and not w.isascii() and is_syllable(w))
    counts: Counts = defaultdict(float)
    for weight, text in running:
        for pair in itertools.pairwise([START, *_pieces(text, known), START]):
            counts[pair] += weight if pair != (START, START) else 0
    for path in folder.rglob("pyvi/models/words.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            word = [old_style(syllable) for syllable in normalise(line).lower().replace("_", " ").split()]
            for pair in itertools.pairwise(word):
                if pair[0] in known and pair[1] in known:
                    counts[pair] += WITHIN_A_WORD
    return [*known, START, NUMBER, FOREIGN], {pair: count for pair, count in counts.items() if count}


def _pieces(text: str, known: dict[str, None]) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        if piece[0].isalpha():
            yield word if (word := old_style(piece)) in known else FOREIGN
        else:
            yield NUMBER if piece[0].isdigit() else START


def _write(words: list[str], counts: Counts) -> None:
    numbers = {word: number for number, word in enumerate(words)}
    ones, twos, times = (
        np.array(column)
        for column in zip(*sorted((numbers[a], numbers[b], c) for (a, b), c in counts.items()), strict=True)
    )
    cut = DISCOUNT * np.minimum(times, 1)
    alone = _alone(words, twos, times)
    of_first = np.bincount(ones, times, len(words))
    rest = (np.bincount(ones, cut, len(words)) + SOFT) / (of_first + SOFT)
    seen = -np.log((times - cut) / (of_first[ones] + SOFT) + rest[ones] * alone[twos])
    np.savez_compressed(
        OUTPUT,
        words=np.frombuffer("\n".join(words).encode(), np.uint8),
        alone=np.log(alone).astype(np.float16),
        new=np.log(rest).astype(np.float16),
        rows=np.bincount(ones, minlength=len(words)).astype(np.uint16),
        seconds=twos.astype(np.uint16),
        seen=np.clip(np.round(seen * STEPS), 0, 255).astype(np.uint8),
    )
    sys.stdout.write(f"{len(words)} syllables, {len(times)} pairs, {OUTPUT.stat().st_size} bytes\n")


def _alone(words: list[str], twos: np.ndarray, times: np.ndarray) -> np.ndarray:
    after = np.bincount(twos, np.minimum(times, 1), len(words))
    zipf = frequencies.load().vietnamese
    common = np.array([10 ** zipf.get(word, 1.5) for word in words])
    alone = 0.5 * after / after.sum() + 0.5 * common / common.sum()
    alone[-3:] = 0.02  # start, number, foreign word: never chosen, so only their sum with the rest matters little
    return np.asarray(alone)


def _measure() -> None:
    paraphrases = [row["text"] for row in yaml.safe_load(PARAPHRASES.read_text(encoding="utf-8"))["vi"]]
    sets = {
        "everyday, held out": texts.everyday(held_out=True),
        "sample checks, held out": texts.sample(held_out=True),
        "paraphrases": paraphrases,
    }
    store = _store(texts.claims())
    for how, bare in (("without diacritics", fold_text), ("every second word without", _every_second)):
        for name, lines in sets.items():
            alone, with_store = _right(lines, lambda _: 0, bare), _right(lines, store, bare)
            sys.stdout.write(f"{how:26} {name:24} {alone:.3f} {with_store:.3f} with the sample store\n")


def _every_second(line: str) -> str:
    """As those type who put in the marks that come easily."""
    turn = itertools.count()
    return _WORD.sub(lambda found: fold_text(found.group()) if next(turn) % 2 else found.group(), line)


def _store(claims: Iterable[str]) -> Callable[[str], int]:
    held: dict[str, int] = defaultdict(int)
    for claim in claims:
        words = _WORD.findall(claim.lower())
        for term in {*words, *("_".join(pair) for pair in itertools.pairwise(words))}:
            held[term] += 1
    return lambda term: held.get(term, 0)


def _right(lines: Iterable[str], count: Callable[[str], int], bare: Callable[[str], str]) -> float:
    """Which part of the syllables that `bare` leaves without diacritics comes back as it was written."""
    syllables = right = 0
    for line in map(normalise, lines):
        typed = bare(line)
        made = _WORD.findall(restore(typed, count).lower())
        for written, left, got in zip(_WORD.findall(line.lower()), _WORD.findall(typed.lower()), made, strict=True):
            if is_syllable(written) and left.isascii():
                syllables += 1
                right += old_style(written) == old_style(got)
    return right / syllables


if __name__ == "__main__":
    main()
