"""Write data/pairs.txt: neighbouring syllables of Vietnamese words, for restoring diacritics.

    python -m factdesk.matching.train.pairs --words pyvi/models/words.txt      # of pyvi 0.1.1 (PyPI, MIT)

One line a first syllable, followed by all that stand after it within a word.
"""

import argparse
import itertools
import sys
from collections import defaultdict
from pathlib import Path

from factdesk.matching.text import frequencies
from factdesk.matching.text.normalise import normalise

OUTPUT = Path(__file__).parent.parent / "data" / "pairs.txt"


def main() -> None:
    """See the module's own words."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=Path, required=True)
    known = frequencies.load().vietnamese
    after: dict[str, set[str]] = defaultdict(set)
    for line in parser.parse_args().words.read_text(encoding="utf-8").splitlines():
        syllables = normalise(line).lower().replace("_", " ").split()
        for one, two in itertools.pairwise(syllables):
            if one in known and two in known:
                after[one].add(two)
    OUTPUT.write_text("".join(f"{one} {' '.join(sorted(after[one]))}\n" for one in sorted(after)), encoding="utf-8")
    sys.stdout.write(f"{sum(map(len, after.values()))} pairs, {OUTPUT.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
