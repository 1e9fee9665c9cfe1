"""What makes two like claims different ones: places, dates, measured amounts and names, read of a text once."""

from __future__ import annotations

import functools

from factdesk.matching.text import dates, names, places, units
from factdesk.matching.text.dates import Date
from factdesk.matching.text.units import Measure
from factdesk.matching.text.words import fold_text

_PARTLY = 0.5  # each names something that the other does not, but they share another


class Details:
    """What a text names; each kind is read when it is first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @functools.cached_property
    def places(self) -> frozenset[str]:
        return places.places(self._text)

    @functools.cached_property
    def dates(self) -> frozenset[Date]:
        return dates.dates(self._text)

    @functools.cached_property
    def times(self) -> frozenset[int]:
        """Of day, in minutes."""
        return dates.times(self._text)

    @functools.cached_property
    def measures(self) -> frozenset[Measure]:
        return units.measures(self._text)

    @functools.cached_property
    def names(self) -> frozenset[str]:
        return names.names(self._text)

    @functools.cached_property
    def folded(self) -> str:
        """The text in small letters without diacritics."""
        return fold_text(self._text).lower()


def differences(asked: Details, stated: Details) -> dict[str, float]:
    """Features by features.NAMES: 1 where the two name other ones, 0.5 where they have some in common beside them.

    What the question does not name is not looked for in the text.
    """
    place = elsewhere = date = time = measure = name = missing = 0.0
    if asked.places:
        found = places.differ(asked.places, stated.places), places.swapped(asked.places, stated.places)
        place, elsewhere = _degree(*found), float(places.missing(asked.places, stated.places))
    if asked.dates:
        date = _degree(dates.differ(asked.dates, stated.dates), dates.swapped(asked.dates, stated.dates))
    if asked.times:
        time = float(dates.times_differ(asked.times, stated.times))
    if asked.measures:
        measure = float(units.differ(asked.measures, stated.measures))
    if asked.names:
        missing = names.missing(asked.names, stated.folded)
        name = float(missing and names.differ(asked.names, stated.names, asked.folded, stated.folded))
    return {
        "place_differs": place,
        "place_missing": elsewhere,
        "date_differs": max(date, time),
        "measure_differs": measure,
        "name_differs": name,
        "names_missing": missing,
    }


def _degree(wholly: bool, partly: bool) -> float:
    return 1.0 if wholly else _PARTLY * partly
