# ruff: noqa: N818 - names as the rest of the house has them: what happened, without "Error"
"""Why nothing is measured.

MatchingError
└── NothingMeasured
    ├── FilesFaulty       a folder or a dump has faults; each with its file and line
    └── BaselineMissing   a method to compare with needs a package that is not installed
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from factdesk.matching.errors import MatchingError
from factdesk.matching.evaluate.messages import N_, Said, Translate, english

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file.

    Args:
        line: from 1; 0 where it is the file as a whole.
    """

    path: Path
    line: int
    what: Said

    def in_words(self, translate: Translate = english) -> str:
        """`file:line: what`."""
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: {self.what.in_words(translate)}"


class NothingMeasured(MatchingError):
    """The work was not begun."""

    code = "nothing-measured"

    def lines(self, translate: Translate = english) -> list[str]:
        """What to print, line by line."""
        return [str(self)]


class FilesFaulty(NothingMeasured):
    """Files that were to be read have faults."""

    code = "files-faulty"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.lines()))

    def lines(self, translate: Translate = english) -> list[str]:
        """The first faults, and how many more there are."""
        found = [fault.in_words(translate) for fault in self.faults[:_SHOWN]]
        if (more := len(self.faults) - _SHOWN) > 0:
            found.append(Said(N_("and %(more)d more faults"), {"more": more}).in_words(translate))
        return found


class BaselineMissing(NothingMeasured):
    """A package that a compared method needs is not installed."""

    code = "baseline-missing"
    message = N_(
        "the method %(method)s needs the Python package %(package)s, which is not installed. `script/install dev`"
        " installs it; or leave %(method)s out of --compare."
    )

    def __init__(self, method: str, package: str) -> None:
        self._said = Said(self.message, {"method": method, "package": package})
        super().__init__(self._said.in_words())

    def lines(self, translate: Translate = english) -> list[str]:
        """One sentence."""
        return [self._said.in_words(translate)]
