"""Choose the pieces that Vietnamese and English text uses; writes data/vocabulary.bin.

    pip install wordfreq==3.1.1      # in an environment beside the desk's: the desk does not need it
    python -m factdesk.matching.train.vocabulary --words FILE

FILE has one word a line, `language TAB word`, and comes from `--dump` run where wordfreq is installed:

    python src/factdesk/matching/train/vocabulary.py --dump FILE

Every word is cut by the full tokenizer as it is, capitalised, after a hyphen or bracket, in capitals and without
diacritics if Vietnamese; all pieces that turn up are kept, with all pieces of one character that are Latin, digits,
punctuation or symbols, and all pieces of digits and signs (a year in pieces moves a short text a long way).
"""

import argparse
import sys
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path

OUTPUT = Path(__file__).parent.parent / "data" / "vocabulary.bin"


def dump(target: Path) -> None:
    """Write the word lists of wordfreq: all of Vietnamese, the 150,000 most frequent of English."""
    from wordfreq import top_n_list

    lists = {"vi": top_n_list("vi", 1_000_000, wordlist="small"), "en": top_n_list("en", 150_000, wordlist="large")}
    lines = [f"{language}\t{word}" for language, words in lists.items() for word in words]
    target.write_text("\n".join(lines), encoding="utf-8")


def spellings(language: str, word: str) -> Iterator[str]:
    """The ways a word may be written."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.replace("đ", "d")) if not unicodedata.combining(c))
    for form in {word, bare} if language == "vi" else {word}:
        yield from (form, form.capitalize(), f"-{form}", f"({form.capitalize()}", form.upper())


def is_number(text: str) -> bool:
    """Whether a piece is made of digits and signs only, such as `▁2019.`, `1.000` or `."`."""
    return all((c.isascii() and not c.isalpha()) or c in "▁–—°“”‘’…€£" for c in text)


def is_plain(character: str) -> bool:
    """Whether a single character is Latin, a digit, punctuation or a symbol of everyday text."""
    if character == "▁" or character.isascii():
        return True
    kind = unicodedata.category(character)
    if kind[0] in "PSN":
        return True
    return kind[0] in "LM" and ("LATIN" in (name := unicodedata.name(character, "")) or "COMBINING" in name)


def choose(words: Path) -> list[int]:
    """The identifiers to keep, ascending."""
    from factdesk.matching.encoder import tokenizer, weights

    source = weights.Weights(weights.locate())
    full = tokenizer.build(source.pieces)
    forms: list[str] = []
    for line in words.read_text(encoding="utf-8").splitlines():
        language, word = line.split("\t")
        forms.extend(spellings(language, word))
    kept = {0, 1, 2, 3}
    for start in range(0, len(forms), 20_000):
        for encoding in full.encode_batch(forms[start : start + 20_000]):
            kept.update(encoding.ids)
    known = {source.pieces[place].text.lower() for place in kept}
    for place, piece in enumerate(source.pieces):
        single = len(piece.text.lstrip("▁")) <= 1 and is_plain(piece.text[-1:])
        # wordfreq is all in small letters: other capitalisations (McDonald, iPhone, NFL) come with their small form.
        if single or is_number(piece.text) or piece.text.lower() in known:
            kept.add(place)
    return sorted(kept)


def pack(identifiers: list[int]) -> bytes:
    """Gaps between ascending identifiers as variable-length numbers, deflated."""
    out = bytearray()
    last = 0
    for identifier in identifiers:
        gap, last = identifier - last, identifier
        while gap > 127:
            out.append(gap & 127 | 128)
            gap >>= 7
        out.append(gap)
    return zlib.compress(bytes(out), 9)


def main() -> None:
    """See the module's own words."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dump", type=Path)
    parser.add_argument("--words", type=Path)
    arguments = parser.parse_args()
    if arguments.dump:
        dump(arguments.dump)
        return
    identifiers = choose(arguments.words)
    OUTPUT.write_bytes(pack(identifiers))
    sys.stdout.write(f"{len(identifiers)} pieces, {OUTPUT.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
