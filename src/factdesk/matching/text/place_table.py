"""The names of places as a table: by their first words, with what each place lies in."""

import functools
from dataclasses import dataclass

from factdesk.matching.text import place_names, place_names_abroad
from factdesk.matching.text.tokens import tokens
from factdesk.matching.text.words import fold


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write a place.

    Args:
        words: in small letters with their diacritics.
        bare: the same without.
        capitals: which words are written with a capital letter.
        exact: with capitals, where only that counts.
        sign: of place_names.
        place: what it is called in results; "" for what is no place.
    """

    words: tuple[str, ...]
    bare: tuple[str, ...]
    capitals: tuple[bool, ...]
    exact: tuple[str, ...] | None
    sign: str
    place: str


_LEVELS = (
    ("continent", place_names_abroad.CONTINENTS),
    ("country", place_names_abroad.COUNTRIES),
    ("region", place_names.REGIONS),
    ("province", place_names.PROVINCES),
    ("state", place_names_abroad.STATES),
    ("city", place_names.CITIES),
    ("city", place_names_abroad.WORLD_CITIES),
)


@dataclass(frozen=True, slots=True)
class Table:
    """All names by their first word, longest first, and what each place lies in, however many steps away."""

    names: dict[str, tuple[Name, ...]]
    within: dict[str, frozenset[str]]
    levels: dict[str, str]


@functools.cache
def table() -> Table:
    """The table; read once."""
    names: dict[str, list[Name]] = {}
    direct: dict[str, set[str]] = {}
    levels: dict[str, str] = {}
    for level, lines in (*_LEVELS, ("", place_names.NONE)):
        for line in filter(None, lines.splitlines()):
            where, _, rest = line.partition(":")
            for group in rest.split(";"):
                forms = [form.strip() for form in group.split(",")]
                place = forms[0].lstrip("~!*=") if level else ""
                if place in levels:
                    forms = forms[1:]  # a second line of names of the same place
                if level:
                    levels.setdefault(place, level)
                    direct.setdefault(place, set()).update(filter(None, where.split("/")))
                for form in forms:
                    name = _name(form, place)
                    names.setdefault(name.bare[0], []).append(name)
    for outer, inner in place_names_abroad.PARTS.items():
        for place in inner.split(", "):
            direct[place].add(outer)
    within = {place: frozenset(_above(place, direct)) for place in direct}
    longest_first = {
        first: tuple(sorted(found, key=lambda name: len(name.words), reverse=True)) for first, found in names.items()
    }
    return Table(longest_first, within, levels)


def _name(form: str, place: str) -> Name:
    said = form.lstrip("~!*=")
    written = tokens(said).words
    exact = tuple(written) if form[0] == "=" else None
    return Name(
        tuple(word.lower() for word in written),
        tuple(map(fold, written)),
        tuple(word[0].isupper() for word in written),
        exact,
        form[0] if form[0] in "~!*=" else "",
        place,
    )


def _above(place: str, direct: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    wanted = list(direct.get(place, ()))
    while wanted:
        higher = wanted.pop()
        if higher not in found:
            found.add(higher)
            wanted.extend(direct.get(higher, ()))
    return found - {place}
