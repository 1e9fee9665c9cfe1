"""An explanation as text for people: whole, for a terminal, and the tables that other places show too."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence

from factdesk.matching import explain_words as words
from factdesk.matching.evaluate.messages import N_, Said, Translate, english
from factdesk.matching.explain import Contribution, Explanation, Weighed, Word

_BESIDE = 3  # words left standing on each side of what changed
_LONGEST = 300  # characters of a text
_WORDS = 20

_UNCHANGED = N_("Nothing had to be changed.")
_GONE, _PHRASING, _NONE = N_("no longer published"), N_("by a known phrasing"), N_("none were found")

Titles = Mapping[tuple[str, str], str]

#: What is known of each candidate, a row each.
_ROWS = {
    N_("words in common (BM25)"): lambda each: f"{each.bm25:.1f}",
    N_("… place by words"): lambda each: _ordinal(each.places.words),
    N_("meaning (cosine)"): lambda each: f"{each.cosine:.3f}",
    N_("… place by meaning"): lambda each: _ordinal(each.places.meaning),
    N_("word by word"): lambda each: f"{each.late:.3f}",
    N_("… rare words counting most"): lambda each: f"{each.telling:.3f}",
    N_("… what fits worst"): lambda each: f"{each.least:.3f}",
    N_("… from check to question"): lambda each: f"{each.back:.3f}",
    N_("… place word by word"): lambda each: _ordinal(each.places.late),
    N_("all of these"): lambda each: f"{each.order:.2f}",
    N_("ranker's score"): lambda each: "–" if each.score is None else f"{each.score:.2f}",
    N_("probability that it answers"): lambda each: f"{each.probability:.3f}",
}


def _ordinal(place: int | None) -> str:
    return "–" if place is None else str(place)


def table(candidates: Sequence[Weighed], translate: Translate = english) -> list[tuple[str, list[str]]]:
    """What each stage made of the candidates: a row for each number, a cell for each candidate."""
    return [(translate(label), [tell(each) for each in candidates]) for label, tell in _ROWS.items()]


def changed(before: str, after: str) -> tuple[str, str]:
    """The parts of two texts that differ, with some words on both sides; shortened where they are long."""
    old, new = before.split(), after.split()
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return _part(old, same, tail), _part(new, same, tail)


def _part(text: Sequence[str], same: int, tail: int) -> str:
    start, end = max(0, same - _BESIDE), min(len(text), len(text) - tail + _BESIDE)
    return shortened(" ".join([*(["…"] if start else []), *text[start:end], *(["…"] if end < len(text) else [])]))


def shortened(text: str) -> str:
    """A text on one line, no longer than can be read."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def titled(candidate: Weighed, titles: Titles | None = None) -> str:
    """What a candidate is called: as it is published now where `titles` are given."""
    if titles is None:
        return candidate.title or candidate.claim
    return titles.get((candidate.kind, candidate.code), "")


def as_text(explanation: Explanation, translate: Translate = english, titles: Titles | None = None) -> str:
    """The whole explanation.

    Args:
        titles: of the checks that are published, by kind and code; the index's own where left out.
    """
    parts = [_reading(explanation, translate), _candidates(explanation, translate, titles)]
    parts += [_words(explanation, translate), _lead(explanation, translate), _decided(explanation, translate)]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _reading(explanation: Explanation, translate: Translate) -> list[str]:
    language = Said(N_("Language of the question: %(language)s"), {"language": explanation.language})
    lines = [language.in_words(translate), "", translate(N_("What reading did"))]
    for step in explanation.all_steps:
        before, after = changed(step.before, step.after)
        lines += [f"  {translate(words.rule(step.name))}", f"    {before}", f"    → {after}"]
    if not explanation.all_steps:
        lines.append(f"  {translate(_UNCHANGED)}")
    read_as = {"text": shortened(explanation.read_as or explanation.plain)}
    lines.append(Said(N_("Compared by meaning: %(text)s"), read_as).in_words(translate))
    if explanation.lexical != explanation.plain:
        lexical = {"text": shortened(explanation.lexical)}
        lines.append(Said(N_("Looked up by words: %(text)s"), lexical).in_words(translate))
    if explanation.translated:
        translated = {"text": "; ".join(translations(explanation.translated))}
        lines.append(Said(N_("Looked up in the other language: %(text)s"), translated).in_words(translate))
    return lines


def translations(translated: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Each word with those that were looked up for it in the other language."""
    return [f"{word} → {', '.join(others)}" for word, others in translated]


def _candidates(explanation: Explanation, translate: Translate, titles: Titles | None) -> list[str]:
    lines = [translate(N_("Candidates"))]
    for shelf in explanation.shelves:
        values = {name: getattr(shelf, name) for name in ("language", "words", "meaning", "compared")}
        found = N_("%(language)s: %(words)d by words, %(meaning)d by meaning, %(compared)d compared word by word")
        lines.append(f"  {Said(found, values).in_words(translate)}")
    for place, each in enumerate(explanation.candidates, 1):
        title = titled(each, titles) or translate(_GONE)
        through = f" ({translate(_PHRASING)})" if each.phrasing else ""
        lines.append(f"  {place}. {title} [{each.code}, {each.language}]{through}")
    if not explanation.candidates:
        return [*lines, f"  {translate(_NONE)}"]
    numbered = [str(place) for place in range(1, len(explanation.candidates) + 1)]
    rows = [("", numbered), *table(explanation.candidates, translate)]
    return lines + _aligned([[label, *cells] for label, cells in rows])


def _words(explanation: Explanation, translate: Translate) -> list[str]:
    if not explanation.words:
        return []
    head = ["", translate(N_("rarity")), translate(N_("in the first")), translate(N_("in the second")), ""]
    nothing = translate(N_("finds nothing"))
    rows = [
        [each.word, f"{each.rarity:.1f}", f"{each.first:.2f}", _number(each.second), nothing if each.missed else ""]
        for each in most_telling(explanation.words)
    ]
    return [translate(N_("How near something in the text comes to each word")), *_aligned([head, *rows], (0, 4))]


def most_telling(found: Sequence[Word]) -> list[Word]:
    """The words that say most, each once, in the question's order."""
    each = list({word.word: word for word in found}.values())
    kept = sorted(each, key=lambda word: -word.rarity)[:_WORDS]
    return [word for word in each if word in kept]


def _lead(explanation: Explanation, translate: Translate) -> list[str]:
    if not explanation.lead:
        return []
    head = ["", translate(N_("the first")), translate(N_("the second")), ""]
    lines = [translate(N_("What put the first before the second")), *_contributions(head, explanation.lead, translate)]
    if explanation.runner_up:
        lines.append(f"{translate(words.RUNNER_UP)} {explanation.runner_up.in_words(translate)}")
    return lines


def _decided(explanation: Explanation, translate: Translate) -> list[str]:
    lines = [Said(N_("Outcome: %(outcome)s"), {"outcome": translate(words.OUTCOMES[explanation.outcome])})]
    told = [line.in_words(translate) for line in lines]
    told += [reason.in_words(translate) for reason in explanation.reasons]
    if not explanation.decided:
        return told
    odds = {"all": explanation.log_odds, "start": explanation.from_log_odds}
    sum_of = N_("The log odds are %(all).2f, those of the other candidates' mean %(start).2f; this makes the rest:")
    head = ["", translate(N_("the first")), translate(N_("the others")), ""]
    contributions = _contributions(head, explanation.decided, translate)
    return [*told, Said(sum_of, odds).in_words(translate), *contributions]


def _contributions(head: list[str], parts: Iterable[Contribution], translate: Translate) -> list[str]:
    rows = [
        [f"{each.amount:+.2f}", f"{each.mine:.3f}", f"{each.other:.3f}", each.said.in_words(translate)]
        for each in parts
    ]
    return _aligned([head, *rows], (3,))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _aligned(rows: Sequence[Sequence[str]], left: Collection[int] = (0,)) -> list[str]:
    """A table, the columns in `left` flush left, the others right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        room = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        cells = [cell + room[place] if place in left else room[place] + cell for place, cell in enumerate(row)]
        lines.append(f"  {'  '.join(cells)}".rstrip())
    return lines


def _width(text: str) -> int:
    return sum(not unicodedata.combining(char) for char in text)
