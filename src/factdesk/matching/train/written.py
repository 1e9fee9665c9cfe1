"""The project's own training questions: train/written/*.jsonl, written for this; not shipped with the package.

A line is a check in both languages (`vi`, `en`: title and claim), questions that it answers (`ask_vi`, `ask_en`), and
`near` ones that look like it and that it does not answer, each with its kind. Claims are made up or unverified: they
are for telling texts apart, never facts.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factdesk.matching.documents import Document

FOLDER = Path(__file__).parent / "written"
UNSEEN = ("know", "tweet")  # files that the encoder is never trained on: ranking and decision learn from them
EVERY = 8  # of the other files every eighth record


@dataclass(frozen=True, slots=True)
class Record:
    """One check with its questions."""

    topic: str
    place: int
    line: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.line["id"])

    @property
    def unseen(self) -> bool:
        """Whether the encoder is kept from it."""
        return self.topic in UNSEEN or self.place % EVERY == EVERY - 1

    def document(self, language: str) -> Document:
        """Its text in one language."""
        text = self.line[language]
        return Document(f"w:{self.code}:{language}", "w", self.code, language, text["title"], text["claim"])

    def asked(self) -> Iterator[tuple[str, str]]:
        """(language, question) that it answers."""
        for language in ("vi", "en"):
            for question in self.line[f"ask_{language}"]:
                yield language, question

    def near(self) -> Iterator[tuple[str, str, str]]:
        """(language, question, kind) that it does not answer."""
        for near in self.line["near"]:
            yield near["lang"], near["q"], near["kind"]


def records() -> list[Record]:
    """All of them, by file and place."""
    found = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for place, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            found.append(Record(path.stem, place, json.loads(line)))
    return found
