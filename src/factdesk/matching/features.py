"""What is measured of a question and one text that may answer it.

None of these depends on how many texts the index holds, so that one decision serves ninety texts and a million.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np

from factdesk.matching import details
from factdesk.matching.candidates import Candidate, Weigh
from factdesk.matching.documents import PHRASING_OF
from factdesk.matching.encoder.model import Floats
from factdesk.matching.said import Said, Stated, coverage, dice, stated, verbatim
from factdesk.matching.text import opposites
from factdesk.matching.text.words import fold
from factdesk.matching.translations import OTHER, Unit, found_in

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
    "denies",  # and it is the question
    "place_differs",  # they name other places; half where they share some
    "place_missing",  # the question names one, smaller than a country, that the text has nothing to do with
    "date_differs",  # or other dates or times of day
    "measure_differs",  # of some unit they have other amounts
    "name_differs",  # each has a name that the other has not
    "names_missing",  # share of the question's names of which the text has no word
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
    "phrasing",  # the text is what somebody asked who was given this check
    "same_language",
    "english",  # both are: the encoder puts English texts further apart than Vietnamese ones
    "cosine_across",  # the cosine, if the languages differ: translations are nearer to each other than words tell
    "late_across",  # late_telling likewise: there it is all there is
    "back_across",  # and late_back
    "covered_across",  # and asked_covered: by a list of words
)

_ENOUGH = 5  # rivals, for the distance to the best of them to say all it can


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


def _missing(wanted: frozenset[float], there: frozenset[float]) -> float:
    """The share of wanted ones that are not there; 0 when none is wanted."""
    return len(wanted - there) / len(wanted) if wanted else 0.0


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


@dataclass(frozen=True, slots=True)
class _Common:
    """What question and text have in common.

    Args:
        asked: share of the question's terms that are in the text, by weight; `rarest` the same for the three rarest.
        terms: by which the text may say what the question says.
        length: of the question, in terms.
    """

    asked: float
    rarest: float
    terms: Container[str]
    length: int


def _within(said: Said, text: Stated, shelf: str, weigh: Weigh) -> _Common:
    asked, rarest, there = said.terms(shelf, weigh), said.rarest(shelf, weigh), set(text.terms)
    share = sum(term in there for term in rarest) / len(rarest) if rarest else 0.0
    return _Common(coverage(asked, there), share, asked, len(asked))


def _across(units: Sequence[Unit], text: Stated) -> _Common:
    """By the words' translations; a word without any counts where the text has the very same."""
    own, there = set(text.terms), text.marks
    found = [found_in(unit, own, there) for unit in units]
    weights = [unit.weight for unit in units]
    covered = sum(weight for weight, terms in zip(weights, found, strict=True) if terms) / (sum(weights) or 1.0)
    rarest = sorted(range(len(weights)), key=weights.__getitem__, reverse=True)[:3]
    # A pair of neighbours stands for both.
    terms = {fold(part) for several in found for term in several for part in term.split("_")}
    length = sum(len(unit.said.split(" ")) for unit in units)
    return _Common(covered, sum(bool(found[place]) for place in rarest) / len(rarest), terms, length)


def measure(said: Said, first: Candidate, around: Surroundings, weigh: Weigh) -> dict[str, float]:
    """The features of a candidate, by NAMES.

    Args:
        weigh: rarity of a term in the candidate's language.
    """
    shelf, language = first.shelf, first.document.language
    text = stated(first.document, shelf)
    there, claim = ({term: weigh(term) for term in cut} for cut in (text.terms, text.claim))
    translated = said.units and shelf == OTHER.get(said.language)
    common = _across(said.units, text) if translated else _within(said, text, shelf, weigh)
    rivals, over = around.rivals, first.cosine - around.mean
    # Among a handful of texts the next one is far away by chance.
    settled = min(len(rivals), _ENOUGH) / _ENOUGH
    across = float(language != said.language)
    next_bm25 = max((rival.bm25 for rival in rivals), default=0.0)
    return {
        "cosine": first.cosine,
        "cosine_over": over,
        "cosine_z": min(over / around.spread, 8.0),
        "twin_over": around.twin - over if around.twin is not None else 0.0,
        "cosine_gap": settled * _gap(first.cosine, [rival.cosine for rival in rivals], 0.15),
        "words_gap": max(-1.0, (first.bm25 - next_bm25) / first.bm25) if first.bm25 > 0 else -1.0,
        "asked_covered": common.asked,
        "text_covered": coverage(there, common.terms),
        "claim_covered": coverage(claim, common.terms),
        "rarest_covered": common.rarest,
        "trigrams": dice(said.trigrams, text.trigrams),
        "verbatim": verbatim(said, first.document),
        # What the question does not have is not looked for in the text.
        "numbers_missing": _missing(said.numbers, text.numbers) if said.numbers else 0.0,
        "numbers_extra": _missing(text.numbers, said.numbers) if said.numbers else 0.0,
        "years_missing": _missing(said.years, text.years) if said.years else 0.0,
        "years_differ": float(bool(said.years and text.years and not said.years & text.years)),
        "opposes": float(bool(said.directions) and opposites.oppose(said.directions, text.directions)),
        "negation_differs": float(said.denies != text.denies),
        # A claim that denies is answered where somebody asks the plain question: yes, it is still valid.
        "denies": float(said.denies != text.denies and any(said.denies)),
        **details.differences(said.details, text.details),
        "asks_openly": float(said.asks_openly),
        "length": min(common.length, 20) / 20,
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
        "phrasing": float(PHRASING_OF in first.document.extra),
        "same_language": float(language == said.language),
        "english": float(shelf == said.language == "en"),
        "cosine_across": across * first.cosine,
        "late_across": across * first.telling,
        "back_across": across * first.back,
        "covered_across": across * common.asked,
    }
