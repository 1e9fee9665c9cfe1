"""The thresholds of matching that an operator moved, from the environment."""

from __future__ import annotations

import os

from factdesk.running.terminal import N_

#: What can be moved, by the name that `factdesk.matching.Thresholds` has for it; and an example of each.
NAMES = {
    "answer": ("FACTDESK_ANSWER_THRESHOLD", "0.95"),
    "suggest": ("FACTDESK_SUGGEST_THRESHOLD", "0.4"),
}


class ThresholdUnusable(Exception):  # noqa: N818
    """It is no such probability. `message` takes `values`, so that it can be said in any language."""

    message = N_("%(name)s is “%(written)s”; write a probability between %(least)s and %(most)s, such as %(such)s.")

    def __init__(self, **values: str | float) -> None:
        self.values = values
        super().__init__(self.message % values)


def thresholds() -> dict[str, float]:
    """What the environment says, for `Thresholds`; what it leaves out, or empty, stays as shipped.

    Raises:
        ThresholdUnusable: one of them is no number, or too low or too high.
    """
    written = {of: os.environ.get(name, "").strip() for of, (name, _) in NAMES.items()}
    return {of: _read(of, value) for of, value in written.items() if value}


def _read(of: str, written: str) -> float:
    from factdesk.matching.thresholds import LIMITS  # numpy and more: only where there is something to read

    (name, such), (least, most) = NAMES[of], LIMITS[of]
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if not least <= value <= most:  # which “nan” is not either
        raise ThresholdUnusable(name=name, written=written, least=least, most=most, such=such)
    return value
