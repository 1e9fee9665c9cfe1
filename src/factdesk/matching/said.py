"""What a question says and what a text states, read once for all that is measured of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Mapping, Sequence

from factdesk.matching.candidates import Weigh
from factdesk.matching.details import Details
from factdesk.matching.documents import Document, searched_text
from factdesk.matching.store.lexical import terms
from factdesk.matching.text import abbreviations, amounts, opinions, opposites
from factdesk.matching.text.words import cleaned, fold_text, words
from factdesk.matching.translations import Unit, marks

_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_WORD = re.compile(r"\w+")
_UNLIKE = 0.4  # part of its length by which a text may differ from what it is a copy of
_KEPT = 512  # texts that are asked about again and again: about 15 MB
_NEGATION = re.compile(
    r"\b(?:không|chưa|chẳng|đừng|not|no|never|none|nor|cannot|isn't|aren't|wasn't|don't|doesn't|won't|can't|didn't)\b"
)
# Without diacritics "chua" may be to cure and "dung" to be right: only what denies and nothing else counts.
_BARE_NEGATION = re.compile(
    r"\b(?:khong|not|no|never|none|nor|cannot|isn't|aren't|wasn't|don't|doesn't|won't|can't|didn't)\b"
)
# "Không đường" is a drink without sugar, "không khí" the air; "có … không?" and "phải không" ask: none of them denies.
_NO_DENIAL = re.compile(r"\b(?:hàng không|không (?:đường|khí|gian|quân|dây|tiếp xúc))\b")
_ASKING = re.compile(
    r"\b(?:có|phải|được|đúng|thật|hay|co|phai|duoc|dung|that)\s+(?:không|khong)\b"
    r"|\b(?:không|khong|ko|hong)\s*(?:\?|$|ạ\b|a\b|nhỉ\b|nhi\b|vậy\b|vay\b|thế\b|the\b|bạn\b|ban\b|mọi người\b"
    r"|moi nguoi\b|bác sĩ\b|bac si\b|sao\b)"
    r"|\bis (?:it|this|that) (?:really |actually )?(?:true|real|correct|right)\b(?: that\b)?"
)
_WITHOUT = re.compile(r"\bwithout\b|\bmà không (?:cần|có|phải)\b|\bkhỏi cần\b")
# "Mấy môn?" wants a number; "mấy môn này" are some.
_COUNTED = r"(?:môn|tuổi|lần|năm|tháng|ngày|tiếng|mũi|liều|điểm|phần|buổi|loại|đợt|vòng|bậc|khu|xã|tỉnh)"
_ENDS = r"(?= ?(?:\?|,|\.|$)| (?:vậy|thế|ạ|nhỉ|vay|the|a|nhi)\b)"
# Only where the verb follows: "when you enter your PIN backwards, …" states something.
_OPEN = re.compile(
    r"(?:^|[,.:!?]\s*|\b(?:and|so|know|tell me|please)\s+)"
    r"(?:(?:when|where)(?:'s|\s+(?:is|are|was|were|will|do|does|did|can|could|should|must|have|has))\b"
    r"|(?:how (?:much|many|long|far|often|full|old|big)|what (?:time|date|day))\b)"
    r"|\b(?:(?:khi|lúc|hôm|ngày|tháng|năm|chỗ|nơi) nào|bao giờ|mấy giờ|bao nhiêu|bao lâu|ở đâu)\b"
    rf"|\bmấy {_COUNTED}{_ENDS}"
)
_BARE_OPEN = re.compile(
    r"\b(?:(?:khi|luc|hom|ngay|thang|nam|noi) nao|bao gio|may gio|bao nhieu|bao lau|o dau)\b"
    rf"|\bmay {fold_text(_COUNTED)}{_ENDS}"
)
# "Không bao giờ" is never, "bao nhiêu cũng" however much.
_NOT_OPEN = re.compile(
    r"\b(?:(?:không|chưa|chẳng|khong|chua|chang) (?:bao giờ|bao gio|bao nhiêu|bao nhieu)"
    r"|(?:khi nào|lúc nào|bao giờ|bao nhiêu|khi nao|luc nao|bao gio|bao nhieu)(?: \S+){0,4} (?:cũng|cung))\b"
)


def trigrams(text: str) -> frozenset[str]:
    """Character triples of the folded text."""
    flat = " ".join(_WORD.findall(fold_text(text).lower()))
    return frozenset(map("".join, zip(flat, flat[1:], flat[2:], strict=False)))


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice the common part over the sum."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def numbers(text: str) -> tuple[frozenset[float], frozenset[float]]:
    """The values of the numbers in a text, years apart from the rest."""
    values = frozenset(number.value for number in amounts.numbers(text))
    years = frozenset(value for value in values if _FIRST_YEAR <= value <= _LAST_YEAR and value == int(value))
    return values - years, years


def denies(text: str) -> tuple[bool, bool]:
    """Whether the text has a word of denial that does not merely ask, and whether it has "without"."""
    said = _ASKING.sub(" ", _NO_DENIAL.sub(" ", text.lower()))
    found = (_NEGATION if not text.isascii() else _BARE_NEGATION).search(said)
    return found is not None, _WITHOUT.search(said) is not None


def asks_openly(text: str) -> bool:
    """Whether a text wants a date, a place, an amount or an opinion: no verdict on a statement answers that.

    A question that can be answered by yes or no states something, whatever else it asks.
    """
    small = text.lower().replace("’", "'")
    if opinions.is_wanted(small):
        return True
    said = _NOT_OPEN.sub(" ", small)
    if _ASKING.search(said):
        return False
    return bool(_OPEN.search(said) or (text.isascii() and _BARE_OPEN.search(said)))


class Said:
    """What a question says, as far as it is the same for all candidates; looked up once.

    Args:
        text: as its words are looked up.
        raw: with the words of asking, which say whether it asks openly or denies.
        language: of the text.
        bare: Vietnamese that was typed without diacritics.
        units: its words with those of the other language, where texts in that are looked at.
    """

    def __init__(self, text: str, raw: str, language: str, *, bare: bool, units: Sequence[Unit] = ()) -> None:
        self.text, self.language, self.bare, self.units = text, language, bare, units
        plain = cleaned(text)
        self.numbers, self.years = numbers(plain)
        self.trigrams = trigrams(text)
        self.directions = opposites.directions(text)
        self.denies, self.asks_openly = denies(raw), asks_openly(raw)
        self.details = Details(plain)
        self._weighed: dict[str, dict[str, float]] = {}
        self._rarest: dict[str, list[str]] = {}

    def terms(self, shelf: str, weigh: Weigh) -> dict[str, float]:
        """Its terms as that shelf's texts are cut, with how rare each is there."""
        if shelf not in self._weighed:
            self._weighed[shelf] = {term: weigh(term) for term in terms(self.text, shelf)}
        return self._weighed[shelf]

    def rarest(self, shelf: str, weigh: Weigh) -> list[str]:
        """The three rarest; without the words of asking, which look rare among a few texts that only state."""
        if shelf not in self._rarest:
            # In their order, not a set's, which is another in each process: equally rare ones are many.
            telling = dict.fromkeys(terms(_ASKING.sub(" ", self.text.lower()), shelf))
            self._rarest[shelf] = sorted(telling, key=weigh, reverse=True)[:3]
        return self._rarest[shelf]


def coverage(wanted: Mapping[str, float], there: Container[str]) -> float:
    """The share of the `wanted` that is `there`, by weight; 0 when nothing is wanted."""
    total = sum(wanted.values())
    return sum([weight for term, weight in wanted.items() if term in there]) / total if total else 0.0


class Stated:
    """What a text states, whoever asks; read when it is first asked for, since few questions ask for all of it.

    Args:
        text: the whole text, and the claim alone; written out as questions are.
        shelf: whose texts its terms are cut like.
    """

    def __init__(self, text: str, claim: str, shelf: str) -> None:
        self._text, self._claim, self._shelf = text, claim, shelf
        self.details = Details(text)

    @functools.cached_property
    def terms(self) -> tuple[str, ...]:
        """Of the whole text."""
        return self.claim if self._text == self._claim else tuple(terms(self._text, self._shelf))

    @functools.cached_property
    def claim(self) -> tuple[str, ...]:
        """The claim's terms."""
        return tuple(terms(self._claim, self._shelf))

    @functools.cached_property
    def marks(self) -> frozenset[str]:
        """What translations are looked for in, of the whole text."""
        return marks(words(cleaned(self._text))) if self._shelf == "vi" else frozenset(self.terms)

    @functools.cached_property
    def numbers(self) -> frozenset[float]:
        """Of the whole text, but years."""
        return self._numbers[0]

    @functools.cached_property
    def years(self) -> frozenset[float]:
        """Of the whole text."""
        return self._numbers[1]

    @functools.cached_property
    def _numbers(self) -> tuple[frozenset[float], frozenset[float]]:
        return numbers(self._text)

    @functools.cached_property
    def trigrams(self) -> frozenset[str]:
        """Of the whole text."""
        return trigrams(self._text)

    @functools.cached_property
    def directions(self) -> dict[int, set[int]]:
        """Of the claim, see text/opposites.py."""
        return opposites.directions(self._claim)

    @functools.cached_property
    def denies(self) -> tuple[bool, bool]:
        """Whether the claim does; a title often denies what the claim says."""
        return denies(self._claim)


def stated(document: Document, shelf: str) -> Stated:
    """What a document's text states; remembered for those that are asked about again and again."""
    return _stated(searched_text(document), document.claim, shelf)


@functools.lru_cache(maxsize=_KEPT)
def _stated(text: str, claim: str, shelf: str) -> Stated:
    if shelf == "vi":  # questions come written out
        written = abbreviations.written_out(claim)
        return Stated(written if text == claim else abbreviations.written_out(text), written, shelf)
    return Stated(text, claim, shelf)


def verbatim(said: Said, document: Document) -> float:
    """How nearly the question is the claim or the title alone, by Dice of the character triples; 0 where not at all."""
    length = len(said.text)
    like = [part for part in (document.claim, document.title) if abs(len(part) - length) <= _UNLIKE * length]
    return max((dice(said.trigrams, trigrams(part)) for part in like), default=0.0)
