"""The form of a version's content: what one entry of the record publishes.

All languages of a fact-check are one version, since rating, evidence and office have no language: a correction can
never leave another language with the old verdict unnoticed.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from factdesk.record.errors import RecordDamaged
from factdesk.record.fields import as_bytes
from factdesk.record.scale import BY_SLUG

Code = Annotated[str, StringConstraints(pattern=r"^[0-9a-hjkmnp-tv-z]{6}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Language = Literal["vi", "en"]
ClaimKind = Literal["factual", "opinion", "prediction", "satire", "personal"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OfficeContent(_Strict):
    """The office that speaks (H6), as it was called at the time."""

    slug: Slug
    name: dict[Language, Text]


class Appearance(_Strict):
    """Where and when the claim was seen."""

    where: dict[Language, str]
    url: str | None = None
    on: datetime.date | None = None


class ClaimContent(_Strict):
    """The statement that was checked; its words are in `texts`, by language."""

    kind: ClaimKind
    language: str
    claimant: dict[Language, str] | None = None
    appearances: list[Appearance] = []


class Approval(_Strict):
    """Who approved a text: a role in an office, never a person's name."""

    role: str
    office: Slug


class TextContent(_Strict):
    """What is said, in one language. `behind`: the source text has changed since this translation was approved."""

    slug: Slug
    title: Text
    claim: Text
    verdict: Text
    body: str
    behind: bool = False
    approvals: list[Approval]


class EvidenceContent(_Strict):
    """One cited source: when it was read, and the hash of the copy that was kept (H3)."""

    title: Text
    publisher: Text
    url: str
    read_on: datetime.date
    primary: bool
    sha256: Sha256
    media_type: str = ""
    note: dict[Language, str] = {}


class Withdrawal(_Strict):
    """Why a check was taken back."""

    reason: dict[Language, Text]
    on: datetime.date


class FactCheckContent(_Strict):
    """One version of one fact-check."""

    v: Literal[1] = 1
    type: Literal["fact-check"] = "fact-check"
    code: Code
    office: OfficeContent
    claim: ClaimContent
    rating: str | None
    checked_on: datetime.date
    sectors: list[Slug] = []
    regions: list[Slug] = []
    topics: dict[Language, list[str]] = {}
    texts: Annotated[dict[Language, TextContent], Field(min_length=1)]
    evidence: list[EvidenceContent]
    authors: list[str] = []
    sample: bool = False
    withdrawn: Withdrawal | None = None

    def model_post_init(self, context: Any) -> None:
        """Raise ValueError for a rating that the published scale does not have."""
        if self.rating is not None and self.rating not in BY_SLUG:
            raise ValueError(f"unknown rating {self.rating!r}; the scale has {', '.join(BY_SLUG)}")


def are_two(sources: Iterable[tuple[str, str]]) -> bool:
    """Whether at least two of these sources are two (H3): with addresses of their own and with copies of their own.

    One page that was kept twice is one source, and so is one file that was kept for two addresses.

    Args:
        sources: the address of each, and the hash of its copy.
    """
    addresses, copies = set(), set()
    for url, sha256 in sources:
        parts = urlsplit(url)
        addresses.add((parts.netloc.lower(), parts.path.rstrip("/"), parts.query))
        copies.add(sha256)
    return len(addresses) > 1 and len(copies) > 1


def canonical(content: dict[str, Any]) -> bytes:
    """`content` as canonical JSON (RFC 8785), UTF-8."""
    return rfc8785.dumps(content)


def digest(data: bytes) -> str:
    """SHA-256 of `data`, in hex."""
    return hashlib.sha256(data).hexdigest()


def require_whole(text: str, sha256: str) -> None:
    """Raise RecordDamaged where the stored `text` is not the one that was published under this hash."""
    if digest(as_bytes(text)) != sha256:
        raise RecordDamaged(sha256, "does not hold the text that its SHA-256 names")


def opened(text: str, sha256: str) -> dict[str, Any]:
    """What a stored version says, after making sure that it is its hash and can be read in one way only.

    Raises:
        RecordDamaged: it is not what its name says, no canonical JSON, or not in the form of a version.
    """
    require_whole(text, sha256)
    content: dict[str, Any] = json.loads(text)
    if canonical(content) != text.encode():
        raise RecordDamaged(sha256, "is not canonical JSON")
    try:
        FactCheckContent.model_validate(content)
    except ValidationError as error:
        raise RecordDamaged(sha256, "does not have the form of a version") from error
    return content
