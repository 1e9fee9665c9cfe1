"""Published fact-checks: a line of the list, and one in full."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from factdesk.api.schemas.base import Form, Language, RatingSlug, Slug
from factdesk.record.content import Appearance, Approval, ClaimKind, EvidenceContent


class FactCheckQuery(Form):
    """Filters of the list; each narrows it."""

    language: Language | None = None
    sector: Slug | None = None
    region: Slug | None = None
    office: Slug | None = None
    rating: RatingSlug | None = None
    cursor: Annotated[str | None, Field(max_length=300, description="`next` of the page before.")] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class LanguageQuery(Form):
    """Which of a fact-check's texts; all of them where it is left out."""

    language: Language | None = None


class OfficeName(Form):
    """The office that speaks, as it was called when it did."""

    slug: str
    name: dict[Language, str]
    url: str


class FactCheckLine(Form):
    """The newest text of one fact-check in one language."""

    code: str
    language: Language
    title: str
    claim: str
    verdict: str
    rating: RatingSlug | None
    office: str = Field(description="Slug of the office that speaks.")
    sectors: list[str]
    regions: list[str]
    topics: list[str]
    checked_on: datetime.date
    published_at: datetime.datetime
    updated_at: datetime.datetime
    withdrawn: bool
    withdrawn_reason: str
    sample: bool
    version: str = Field(description="SHA-256 of the version in the public record.")
    url: str


class FactCheckPage(Form):
    """One text a line, newest first; withdrawn ones too. `next` is the cursor of the next page, null at the end."""

    fact_checks: list[FactCheckLine]
    next: str | None


class Claim(Form):
    """The statement that was checked; its words are in the texts."""

    kind: ClaimKind
    language: str
    claimant: dict[Language, str] | None
    appearances: list[Appearance]


class Text(Form):
    """What is said in one language. `behind`: the other text has changed since this translation was approved."""

    title: str
    claim: str
    verdict: str
    body: str = Field(description="Clean HTML.")
    topics: list[str]
    behind: bool
    approvals: list[Approval]
    url: str


class Change(Form):
    """An update, a correction or the withdrawal."""

    seq: int
    at: datetime.datetime
    kind: str
    reason: dict[str, str]


class Withdrawal(Form):
    """Why and when it was taken back."""

    reason: dict[Language, str]
    on: datetime.date


class FactCheck(Form):
    """One fact-check in full, as its newest version in the public record says it."""

    code: str
    version: str = Field(description="SHA-256 of the version in the public record.")
    version_url: str
    entry: int = Field(description="Number of the entry of the record that published this version.")
    url: str
    office: OfficeName
    claim: Claim
    rating: RatingSlug | None
    rating_words: dict[Language, str]
    checked_on: datetime.date
    published_at: datetime.datetime
    updated_at: datetime.datetime
    sectors: list[str]
    regions: list[str]
    texts: dict[Language, Text]
    evidence: list[EvidenceContent]
    authors: list[str]
    changes: list[Change]
    withdrawn: Withdrawal | None
    sample: bool
