"""What is measured of a question and one text that may answer it.

None of these depends on how many texts the index holds, so that one decision serves ninety texts and a million.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from factdesk.matching.candidates import Candidate, Weigh
from factdesk.matching.documents import searched_text
from factdesk.matching.encoder.model import Floats
from factdesk.matching.store.lexical import terms
from factdesk.matching.text import amounts, opposites
from factdesk.matching.text.words import cleaned, fold_text

NAMES = (
    "cosine",  # of the two texts' vectors
    "cosine_over",  # by how much it is above that of the question and any text of that language
    "cosine_z",  # the same in standard deviations
    "twin_over",  # by how much more or less than that the check's text in another language is above its own mean
    "cosine_gap",  # by how much the best text of any other check is further away
    "words_gap",  # the same for BM25, as a share of the first's
    "asked_covered",  # share of the question's terms that are in the text, by rarity
    "text_covered",  # share of the text's terms that are in the question, by rarity
    "claim_covered",  # the same for the claim alone
    "rarest_covered",  # share of the question's three rarest terms that are in the text
    "trigrams",  # Dice of the character triples
    "verbatim",  # the same for the claim or the title alone, whichever is nearer
    "numbers_missing",  # share of the question's numbers that the text does not have
    "numbers_extra",  # share of the text's numbers that the question does not have, if it has any
    "years_missing",  # share of the question's years that the text does not have
    "years_differ",  # both name years, none in common
    "opposes",  # of two opposites (tăng, giảm) each has one
    "negation_differs",  # one denies, the other does not
    "asks_openly",  # it wants a date, place or amount and states nothing that could be true
    "length",  # of the question: 0 for one term, 1 for twenty and more
    "bare",  # a Vietnamese question whose diacritics had to be guessed: its vector is less to be relied on
    "late",  # mean nearness of the question's tokens to the text's
    "late_telling",  # the same by the rarity of their words
    "late_least",  # that of the worst quarter of the question's weight
    "late_back",  # mean nearness of the text's tokens to the question's
    "late_back_worst",  # that of the worst fifth of them
    "late_z",  # of late_telling among the candidates of the language
    "bm25_z",  # of BM25
    "late_gap",  # by how much late_telling of the best other check is lower
    "back_gap",  # the same for late_back
    "rank_gap",  # by how much the ranker's score of the best other check is lower; known when all are measured
    "rival_word",  # how much nearer another check comes to some word of the question, by its share of the weight
    "same_language",
    "english",  # both are: the encoder puts English texts further apart than Vietnamese ones
    "cosine_across",  # the cosine, if the languages differ: translations are nearer to each other than words tell
)

_ENOUGH = 5  # rivals, for the distance to the best of them to say all it can
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_NEGATION = re.compile(
    r"\b(?:không|chưa|chẳng|đừng|not|no|never|none|without|cannot|isn't|aren't|don't|doesn't|won't|can't|didn't)\b"
)
# Without diacritics "chua" may be to cure and "dung" to be right: only what denies and nothing else counts.
_BARE_NEGATION = re.compile(
    r"\b(?:khong|not|no|never|none|without|cannot|isn't|aren't|don't|doesn't|won't|can't|didn't)\b"
)
# "Không đường" is a drink without sugar, "không khí" the air; "có … không?" and "phải không" ask: none of them denies.
_NO_DENIAL = re.compile(r"\b(?:hàng không|không (?:đường|khí|gian|quân|dây|tiếp xúc))\b")
_ASKING = re.compile(
    r"\b(?:có|phải|được|đúng|thật|hay|co|phai|duoc|dung|that)\s+(?:không|khong)\b"
    r"|\b(?:không|khong|ko|hong)\s*(?:\?|$|ạ\b|a\b|nhỉ\b|nhi\b|vậy\b|vay\b|thế\b|the\b|bạn\b|ban\b|mọi người\b"
    r"|moi nguoi\b|bác sĩ\b|bac si\b|sao\b)"
    r"|\bis (?:it|this|that) (?:really |actually )?(?:true|real|correct|right)\b(?: that\b)?"
)
# Only where the verb follows: "when you enter your PIN backwards, …" states something.
_OPEN = re.compile(
    r"(?:^|[,.:!?]\s*|\b(?:and|so|know|tell me|please)\s+)"
    r"(?:(?:when|where)(?:'s|\s+(?:is|are|was|were|will|do|does|did|can|could|should|must|have|has))\b"
    r"|(?:how (?:much|many|long|far|often|full|old|big)|what (?:time|date|day))\b)"
    r"|\b(?:(?:khi|lúc|hôm|ngày|tháng|năm|chỗ|nơi) nào|bao giờ|mấy giờ|bao nhiêu|bao lâu|ở đâu)\b"
)
_BARE_OPEN = re.compile(r"\b(?:(?:khi|luc|hom|ngay|thang|nam|noi) nao|bao gio|may gio|bao nhieu|bao lau|o dau)\b")
# "Không bao giờ" is never, "bao nhiêu cũng" however much.
_NOT_OPEN = re.compile(
    r"\b(?:(?:không|chưa|chẳng|khong|chua|chang) (?:bao giờ|bao gio|bao nhiêu|bao nhieu)"
    r"|(?:khi nào|lúc nào|bao giờ|bao nhiêu|khi nao|luc nao|bao gio|bao nhieu)(?: \S+){0,4} (?:cũng|cung))\b"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else was found.

    Args:
        rivals: candidates of other checks in the same language, best first.
        rarities: of the question's words there.
        mean, spread: of the question's cosines with any texts of that language.
        twin: how far the cosine of the check's text in another language is above that language's mean, where known.
    """

    rivals: Sequence[Candidate]
    rarities: Floats
    mean: float
    spread: float
    twin: float | None


def coverage(wanted: Sequence[str], there: set[str], weigh: Weigh) -> float:
    """The share of distinct `wanted` terms that are `there`, by rarity; 0 when none is wanted."""
    weights = {term: weigh(term) for term in wanted}
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in there) / total if total else 0.0


def trigrams(text: str) -> set[str]:
    """Character triples of the folded text."""
    flat = " ".join(re.findall(r"\w+", fold_text(text).lower()))
    return {flat[i : i + 3] for i in range(len(flat) - 2)}


def dice(one: set[str], other: set[str]) -> float:
    """Twice the common part over the sum."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def numbers(text: str) -> tuple[set[float], set[float]]:
    """The values of the numbers in a text, years apart from the rest."""
    values = {number.value for number in amounts.numbers(text)}
    years = {value for value in values if _FIRST_YEAR <= value <= _LAST_YEAR and value == int(value)}
    return values - years, years


def _missing(wanted: set[float], there: set[float]) -> float:
    """The share of wanted ones that are not there; 0 when none is wanted."""
    return len(wanted - there) / len(wanted) if wanted else 0.0


def denies(text: str) -> bool:
    """Whether the text has a word of denial that does not merely ask."""
    said = _ASKING.sub(" ", _NO_DENIAL.sub(" ", text.lower()))
    return (_NEGATION if not text.isascii() else _BARE_NEGATION).search(said) is not None


def asks_openly(text: str) -> bool:
    """Whether a text wants a date, a place or an amount: no verdict on a statement answers that.

    A question that can be answered by yes or no states something, whatever else it asks.
    """
    said = _NOT_OPEN.sub(" ", text.lower().replace("’", "'"))
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
    """

    def __init__(self, text: str, raw: str, language: str, *, bare: bool) -> None:
        self.text, self.language, self.bare = text, language, bare
        self.numbers, self.years = numbers(cleaned(text))
        self.trigrams = trigrams(text)
        self.directions = opposites.directions(text)
        self.denies, self.asks_openly = denies(raw), asks_openly(raw)
        self._terms: dict[str, list[str]] = {}
        self._rarest: dict[str, list[str]] = {}

    def terms(self, shelf: str) -> list[str]:
        """Its terms as that shelf's texts are cut."""
        if shelf not in self._terms:
            self._terms[shelf] = terms(self.text, shelf)
        return self._terms[shelf]

    def rarest(self, shelf: str, weigh: Weigh) -> list[str]:
        """The three rarest; without the words of asking, which look rare among a few texts that only state."""
        if shelf not in self._rarest:
            telling = set(terms(_ASKING.sub(" ", self.text.lower()), shelf))
            self._rarest[shelf] = sorted(telling, key=weigh, reverse=True)[:3]
        return self._rarest[shelf]


def _gap(mine: float, others: Sequence[float], most: float) -> float:
    """By how much it is above the best of the others, at most `most`; 0 without others."""
    return min(mine - max(others), most) if others else 0.0


def _rival_word(first: Candidate, around: Surroundings) -> float:
    compared = [rival.words for rival in around.rivals if len(rival.words)]
    total = float(around.rarities.sum())
    if not compared or not len(first.words) or not total:
        return 0.0
    nearer = np.max(compared, axis=0) - first.words
    return float((np.maximum(nearer, 0) * around.rarities).max() / total * len(around.rarities) ** 0.5)


def measure(said: Said, first: Candidate, around: Surroundings, weigh: Weigh) -> dict[str, float]:
    """The features of a candidate, by NAMES.

    Args:
        weigh: rarity of a term in the candidate's language.
    """
    text, claim_text = searched_text(first.document), first.document.claim
    shelf, language = first.shelf, first.document.language
    asked, there, claim = said.terms(shelf), terms(text, shelf), terms(claim_text, shelf)
    asked_set, there_set = set(asked), set(there)
    rarest = said.rarest(shelf, weigh)
    text_numbers, text_years = numbers(text)
    rivals, over = around.rivals, first.cosine - around.mean
    # Among a handful of texts the next one is far away by chance.
    settled = min(len(rivals), _ENOUGH) / _ENOUGH
    next_bm25 = max((rival.bm25 for rival in rivals), default=0.0)
    return {
        "cosine": first.cosine,
        "cosine_over": over,
        "cosine_z": min(over / around.spread, 8.0),
        "twin_over": around.twin - over if around.twin is not None else 0.0,
        "cosine_gap": settled * _gap(first.cosine, [rival.cosine for rival in rivals], 0.15),
        "words_gap": max(-1.0, (first.bm25 - next_bm25) / first.bm25) if first.bm25 > 0 else -1.0,
        "asked_covered": coverage(asked, there_set, weigh),
        "text_covered": coverage(there, asked_set, weigh),
        "claim_covered": coverage(claim, asked_set, weigh),
        "rarest_covered": sum(term in there_set for term in rarest) / len(rarest) if rarest else 0.0,
        "trigrams": dice(said.trigrams, trigrams(text)),
        "verbatim": max(dice(said.trigrams, trigrams(part)) for part in (claim_text, first.document.title)),
        "numbers_missing": _missing(said.numbers, text_numbers),
        "numbers_extra": _missing(text_numbers, said.numbers) if said.numbers else 0.0,
        "years_missing": _missing(said.years, text_years),
        "years_differ": float(bool(said.years and text_years and not said.years & text_years)),
        "opposes": float(opposites.oppose(said.directions, opposites.directions(claim_text))),
        # Against the claim alone: the title of a check often denies what the claim says.
        "negation_differs": float(said.denies != denies(claim_text)),
        "asks_openly": float(said.asks_openly),
        "length": min(len(asked_set), 20) / 20,
        "late": first.late,
        "late_telling": first.telling,
        "late_least": first.least,
        "late_back": first.back,
        "late_back_worst": first.back_worst,
        "late_z": first.late_z,
        "bm25_z": first.bm25_z,
        "late_gap": settled * _gap(first.telling, [rival.telling for rival in rivals], 0.3),
        "back_gap": settled * _gap(first.back, [rival.back for rival in rivals], 0.3),
        "rank_gap": 0.0,
        "rival_word": _rival_word(first, around),
        "bare": float(said.bare),
        "same_language": float(language == said.language),
        "english": float(shelf == said.language == "en"),
        "cosine_across": first.cosine if language != said.language else 0.0,
    }
