"""A question as it is read: the claim in it, for the encoder and for words, with every step that changed something."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from factdesk.matching.text import (
    abbreviations,
    addresses,
    amounts,
    censored,
    chat,
    decorations,
    frames,
    keys,
    layers,
    lookalikes,
    repeats,
    tags,
    tones,
)
from factdesk.matching.text import language as languages
from factdesk.matching.text.normalise import LONGEST, normalise
from factdesk.matching.text.patterns import says_something
from factdesk.matching.text.restore import is_bare

_ROUNDS = 4  # until nothing changes any more; two do for nearly all texts
_MOST = 4  # times as long as the text, no longer
_SAYS_ENOUGH = 6  # words beside a link

Part = Literal["plain", "lexical", "both"]
Rule = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Step:
    """A rule that changed the text.

    Args:
        name: of the rule, one of RULES.
        part: what it changed: the text for the encoder, that for words, or both at once.
    """

    name: str
    part: Part
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What is made of a text.

    Args:
        begun: the text before any rule, made harmless; how it asks and denies is told by it.
        plain: for the encoder.
        lexical: for words; the same rules and the words of links.
        language: of the text as it was understood: telex is Vietnamese.
        bare: a Vietnamese text typed without diacritics; chat words that were written out do not count.
        steps: in order.
    """

    begun: str
    plain: str
    lexical: str
    language: str
    bare: bool
    steps: tuple[Step, ...]


def _vietnamese(rule: Callable[[str], str]) -> Rule:
    return lambda text, spoken: rule(text) if spoken == "vi" else text


def _always(rule: Callable[[str], str]) -> Rule:
    return lambda text, _: rule(text)


def _unlinked(text: str, always: bool) -> str:
    """The text without links; with the words of their addresses where hardly any others are there, or `always`."""
    links = addresses.links(text)
    if not links:
        return text
    said = addresses.without_links(text)
    few = sum(any(map(str.isalpha, word)) for word in said.split()) < _SAYS_ENOUGH
    told = [addresses.told_by(link) for link in links] if few or always else []
    read = " ".join(filter(None, [said.strip(), *told]))
    return read if says_something(read) else text


#: Each rule with its name, in the order in which they are applied.
RULES: dict[str, Rule] = {
    "lookalikes": _always(lookalikes.latin),
    "layers": _always(lambda text: " ".join(layers.peeled(text).split())),
    "authors": _always(layers.unsigned),
    "links": _always(lambda text: _unlinked(text, always=False)),
    "tags": _always(tags.as_words),
    "pictures": decorations.without_pictures,
    "decorations": _always(decorations.without_decorations),
    "censored": _always(censored.joined),
    "repeats": _always(repeats.without_repeats),
    "keys": keys.decoded,
    "tones": _always(tones.in_one_place),
    "chat": _vietnamese(chat.written_out),
    "abbreviations": _vietnamese(abbreviations.written_out),
    "amounts": amounts.in_full,
    "frames": _always(frames.unframed),
}
#: Those before it are the same for all languages, and tell which one it is: #nuocchanh is no word.
_FIRST_OF_A_LANGUAGE = "pictures"
#: What only harms what the encoder gets.
ONLY_FOR_WORDS = frozenset(["authors"])
#: Those that do something else to the text for words.
FOR_WORDS: dict[str, Rule] = {"links": _always(lambda text: _unlinked(text, always=True))}


def read(text: str, without: Collection[str] = (), *, plain_without: Collection[str] = ONLY_FOR_WORDS) -> Reading:
    """Read a text.

    Args:
        text: as it was stored, its lines still apart where there are any.
        without: names of rules that are not applied.
        plain_without: of rules that are not applied to what the encoder gets.
    """
    begun = "\n".join(filter(None, map(normalise, text[: 4 * LONGEST].splitlines())))[:LONGEST].strip()
    plain = lexical = begun
    steps: list[Step] = []
    bare, spoken = False, ""
    for turn in range(_ROUNDS):
        before = plain, lexical
        for name, rule in RULES.items():
            if name == _FIRST_OF_A_LANGUAGE:
                spoken = languages.guess(plain)
            if name == "chat" and not turn:
                bare = spoken == "vi" and is_bare(plain)
            if name in without:
                continue
            plain, lexical, changed = _applied(name, rule, plain, lexical, spoken, name not in plain_without)
            steps += changed
            if changed and name == "keys":
                spoken = languages.guess(plain)
        if (plain, lexical) == before:
            break
        same = plain == lexical
        plain = normalise(plain)
        lexical = plain if same else normalise(lexical)
    if max(len(plain), len(lexical)) > _MOST * len(begun):
        plain, lexical, steps = normalise(begun), normalise(begun), []
    return Reading(normalise(begun), plain, lexical, spoken, bare, tuple(steps))


def _applied(
    name: str, rule: Rule, plain: str, lexical: str, spoken: str, for_plain: bool
) -> tuple[str, str, list[Step]]:
    """Both texts after a rule, and what it changed; where both are the same it works once."""
    for_words = FOR_WORDS.get(name, rule)
    read_words = for_words(lexical, spoken)
    if not for_plain:
        read_plain = plain
    else:
        read_plain = read_words if plain == lexical and for_words is rule else rule(plain, spoken)
    if (read_plain, read_words) == (plain, lexical):
        return plain, lexical, []
    if plain == lexical and read_plain == read_words:
        return read_plain, read_words, [Step(name, "both", plain, read_plain)]
    changed: list[Step] = []
    if read_plain != plain:
        changed.append(Step(name, "plain", plain, read_plain))
    if read_words != lexical:
        changed.append(Step(name, "lexical", lexical, read_words))
    return read_plain, read_words, changed
