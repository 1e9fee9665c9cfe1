"""Write data/frequencies.tsv, how common Vietnamese syllables and English words are, and data/english.txt.xz.

    python src/factdesk/matching/train/frequencies.py     # where wordfreq==3.1.1 is installed

One line a word: language, word, hundred times its Zipf value (log10 of occurrences in a thousand million words).
english.txt.xz has the rarer English words without their values, one a line: those are no typing slips.
wordfreq is Apache-2.0, its data CC BY-SA 4.0, by Robyn Speer; these excerpts are under CC BY-SA 4.0 too.
Language guessing, the restoring of diacritics and the mending of slips use them.
"""

import lzma
import re
import sys
import unicodedata
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
OUTPUT = DATA / "frequencies.tsv"
RARER = DATA / "english.txt.xz"
ENGLISH = 6000
RARER_ENGLISH = 60_000  # down to two in a thousand million; further down slips are as common as words
_SYLLABLE = re.compile(
    r"(ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(ng|nh|ch|[cmnpt])?", re.ASCII
)


def is_syllable(word: str) -> bool:
    """Whether the word is spelled as a Vietnamese syllable may be."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.replace("đ", "d")) if not unicodedata.combining(c))
    return _SYLLABLE.fullmatch(bare) is not None


def main() -> None:
    """See the module's own words."""
    from wordfreq import top_n_list, zipf_frequency

    vietnamese = [word for word in top_n_list("vi", 1_000_000, wordlist="small") if is_syllable(word)]
    english = [word for word in top_n_list("en", ENGLISH, wordlist="large") if word.isascii() and word.isalpha()]
    lines = [f"vi\t{word}\t{round(100 * zipf_frequency(word, 'vi', wordlist='small'))}" for word in vietnamese]
    lines += [f"en\t{word}\t{round(100 * zipf_frequency(word, 'en', wordlist='large'))}" for word in english]
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    common = set(english)
    every = top_n_list("en", RARER_ENGLISH, wordlist="large")
    rarer = sorted(w for w in every if w.isascii() and w.isalpha() and len(w) > 2 and w not in common)
    RARER.write_bytes(lzma.compress("\n".join(rarer).encode(), preset=9))
    sys.stdout.write(f"{len(lines)} words\n")


if __name__ == "__main__":
    main()
