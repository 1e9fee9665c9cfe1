"""The sample desk's texts as data: fact-checks and questions, read from the YAML files beside this module."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

#: A text in Vietnamese and in English.
Both = dict[str, str]


@dataclass(frozen=True, slots=True)
class SampleSource:
    """One cited source. `note` says in our own words what was read there; it is what the sample keeps as its copy."""

    title: str
    publisher: str
    url: str
    primary: bool
    read_on: datetime.date
    note: Both


@dataclass(frozen=True, slots=True)
class SampleCheck:
    """One fact-check in both languages, with questions that residents might send about it."""

    slug: Both
    sector: str
    office: str
    regions: list[str]
    topics: dict[str, list[str]]
    rating: str
    checked_on: datetime.date
    title: Both
    claim: Both
    claim_language: str
    claimant: Both | None
    appeared: list[dict[str, Any]]
    verdict: Both
    body: list[dict[str, Any]]
    evidence: list[SampleSource]
    sample_sources: bool
    questions: list[str]


@dataclass(frozen=True, slots=True)
class SampleTopic:
    """Questions about one thing that no check of the sample answers. `kind` other than None: not checkable."""

    topic: str
    sector: str
    regions: list[str]
    kind: str | None
    texts: list[str]


class _Loader(yaml.SafeLoader):
    """YAML 1.1 reads a bare `on` as true; here it is the name of a field."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def _read(name: str) -> Any:
    text = files("factdesk.sample").joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_Loader)  # noqa: S506  (a SafeLoader, see above)


@cache
def checks() -> tuple[SampleCheck, ...]:
    """All fact-checks of the sample, by file and in the order of each file."""
    found = []
    for file in sorted(files("factdesk.sample").joinpath("checks").iterdir(), key=lambda file: file.name):
        for item in _read(f"checks/{file.name}"):
            evidence = [SampleSource(**source) for source in item.pop("evidence")]
            found.append(SampleCheck(**item, evidence=evidence))
    return tuple(found)


@cache
def topics() -> tuple[SampleTopic, ...]:
    """What residents ask about that the sample does not answer."""
    return tuple(SampleTopic(**{"regions": [], "kind": None, **item}) for item in _read("questions.yaml"))


#: The day on which the sources of the drafts were read and the drafts checked.
DRAFTS_READ_ON = datetime.date(2026, 11, 20)

#: What the desk says to those who asked what cannot be checked.
CLOSING_WORDS = {
    "opinion": "Mỗi người có thể nghĩ khác nhau về điều này, nên chúng tôi không xếp loại đúng hay sai.",
    "prediction": "Chưa ai kiểm chứng được điều chưa xảy ra. Dự báo chính thức do cơ quan khí tượng công bố.",
}


@cache
def drafts() -> tuple[dict[str, Any], ...]:
    """Texts that are still being worked on."""
    return tuple(_read("drafts.yaml"))
