"""What an import did, for people and for programs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from factdesk.reviews.claimreview import Place

#: Refusals that are kept by source and line, for each reason. Beyond them they are only counted.
MAX_EXAMPLES = 100

#: How Python and the reader of lines say where in a line.
_AT = re.compile(r"(.+?)(?:, character |: line \d+ column )(\d+)(?: \(char \d+\))?")

_WORDS: dict[str, str | Promise] = {
    "no-url": gettext_lazy("The review has no address."),
    "bad-url": gettext_lazy("The review's address is not one that can be linked to (http or https)."),
    "no-claim": gettext_lazy("The review does not say which claim it reviews."),
    "no-rating": gettext_lazy("The review has no verdict."),
    "no-publisher": gettext_lazy("The review does not say who published it."),
    "not-claimreview": gettext_lazy("There is no ClaimReview here."),
    "bad-json": gettext_lazy("The JSON is broken."),
    "bad-html": gettext_lazy("The page cannot be read."),
    "bad-encoding": gettext_lazy("The text is not valid UTF-8."),
    "bad-packing": gettext_lazy("The packed data are damaged, or packed in an unknown way."),
    "too-large": gettext_lazy("It is larger than allowed."),
    "too-deep": gettext_lazy("The JSON is nested too deeply."),
    "no-such-source": gettext_lazy("There is no such file or folder."),
    "unreadable": gettext_lazy("The file cannot be read."),
    "bad-address": gettext_lazy("This is not an address that can be fetched."),
    "bad-scheme": gettext_lazy("Only http and https addresses are fetched."),
    "bad-port": gettext_lazy("Only ports 80 and 443 are fetched."),
    "internal-address": gettext_lazy("The address leads into this machine or a private network."),
    "too-slow": gettext_lazy("The address took longer than allowed."),
    "too-many-redirects": gettext_lazy("The address sends on and on."),
    "unreachable": gettext_lazy("The address could not be reached, or the connection broke."),
    "bad-status": gettext_lazy("The server answered, but not with the document."),
}

#: What reading says more, by how it begins; the rest (a place in the line) needs no words.
_DETAILS: dict[str, str | Promise] = {
    "the file ends in the middle": gettext_lazy("the file ends in the middle"),
    "no object or list begins here": gettext_lazy("no object or list begins here"),
    'a name in quotes and ":" expected': gettext_lazy('a name in quotes and ":" expected'),
    "nothing after it could be read": gettext_lazy("nothing after it could be read"),
    "no review in the whole of it": gettext_lazy("no review in the whole of it"),
    "UTF-16; save it as UTF-8": gettext_lazy("UTF-16; save it as UTF-8"),
    "empty": gettext_lazy("empty"),
    "neither JSON nor a web page": gettext_lazy("neither JSON nor a web page"),
    # Python's own.
    "Expecting value": gettext_lazy("a value is missing"),
    "Expecting property name enclosed in double quotes": gettext_lazy("a name in double quotes is missing"),
    "Expecting ',' delimiter": gettext_lazy("a comma is missing"),
    "Expecting ':' delimiter": gettext_lazy("a colon is missing"),
    "Unterminated string starting at": gettext_lazy("a text in quotes does not end"),
    "Extra data": gettext_lazy("something follows where nothing should"),
    "Illegal trailing comma before end of object": gettext_lazy("a comma stands before the end"),
    "Illegal trailing comma before end of array": gettext_lazy("a comma stands before the end"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """One refusal: in which source, where in it, and a few words more."""

    source: str
    place: Place
    detail: str


@dataclass(slots=True)
class Report:
    """What was met: `read` is the sum of new, changed, unchanged and all refusals.

    `refused` holds up to MAX_EXAMPLES refusals by reason, `refused_counts` how many there were.
    """

    dry_run: bool = False
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: dict[str, list[Example]] = field(default_factory=dict)
    refused_counts: dict[str, int] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many reviews, and things that should have been reviews, were met."""
        return self.new + self.changed + self.unchanged + sum(self.refused_counts.values())

    @property
    def exit_status(self) -> int:
        """For the command line: 1 where anything was refused, else 0."""
        return 1 if self.refused_counts else 0

    def refuse(self, source: str, reason: str, place: Place, detail: str = "") -> None:
        """Count one refusal, and keep where it was while there is room."""
        self.refused_counts[reason] = self.refused_counts.get(reason, 0) + 1
        examples = self.refused.setdefault(reason, [])
        if len(examples) < MAX_EXAMPLES:
            examples.append(Example(source, place, detail))


def as_text(report: Report) -> str:
    """The report for people, in the active language; several lines, no newline at the end."""
    lines = [gettext("Rehearsal only: nothing was stored.")] if report.dry_run else []
    lines.append(
        gettext("%(read)d read: %(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused")
        % {
            "read": report.read,
            "new": report.new,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "refused": sum(report.refused_counts.values()),
        }
    )
    for reason, count in sorted(report.refused_counts.items(), key=lambda item: -item[1]):
        lines.append(f"{_WORDS.get(reason, reason)} ({reason}: {count})")
        examples = report.refused[reason]
        lines.extend(f"  {_where(example)}" for example in examples)
        if more := count - len(examples):
            lines.append("  " + ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more})
    return "\n".join(lines)


def as_dict(report: Report) -> dict[str, Any]:
    """The report for programs, ready for JSON. Unknown lines and items are null."""
    return {
        "dry_run": report.dry_run,
        "read": report.read,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": {
            reason: {
                "count": report.refused_counts[reason],
                "examples": [
                    {
                        "source": example.source,
                        "line": example.place.line or None,
                        "item": example.place.item or None,
                        "detail": example.detail,
                    }
                    for example in examples
                ],
            }
            for reason, examples in report.refused.items()
        },
    }


def _where(example: Example) -> str:
    parts = [example.source]
    if example.place.line:
        parts.append(gettext("line %(line)d") % {"line": example.place.line})
    if example.place.item:
        parts.append(gettext("item %(item)d") % {"item": example.place.item})
    where = ", ".join(parts)
    return f"{where}: {_in_words(example.detail)}" if example.detail else where


def _in_words(detail: str) -> str:
    """`detail` in the active language, as far as it is known."""
    parts = detail.split("; ") if detail not in _DETAILS else [detail]
    return "; ".join(_known(part) for part in parts)


def _known(part: str) -> str:
    if part in _DETAILS:
        return str(_DETAILS[part])
    if match := _AT.fullmatch(part):
        return f"{_known(match[1])}, " + gettext("character %(number)d") % {"number": int(match[2])}
    return part
