"""What comes out of reading: a review in its clean form, or a refusal that says where and why."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Why one item was refused. Words for people are in `reviews.report`."""

    NO_URL = "no-url"
    BAD_URL = "bad-url"
    NO_CLAIM = "no-claim"
    NO_RATING = "no-rating"
    NO_PUBLISHER = "no-publisher"
    NOT_CLAIMREVIEW = "not-claimreview"
    BAD_JSON = "bad-json"
    BAD_HTML = "bad-html"
    BAD_ENCODING = "bad-encoding"
    BAD_PACKING = "bad-packing"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"


#: What is said of JSON with a number of thousands of digits, which Python does not read.
LONG_NUMBER = "a number of too many digits"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a source something stands, both counted from 1; 0 is unknown."""

    line: int = 0
    item: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """One item that was not taken. `detail` is a few words of the data or of the parser, never more than 200."""

    reason: str
    place: Place
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ParsedReview:
    """One review, clean: no markup, NFC, single spaces, lengths that the tables hold, http(s) links only.

    `rating_text` is the publisher's own verdict in words. The three numbers are None where they make no sense.
    `language` is a primary subtag, or "und". Dates are the publisher's own days.
    """

    url: str
    publisher_name: str
    publisher_site: str
    claim: str
    title: str
    rating_text: str
    rating_value: float | None
    rating_best: float | None
    rating_worst: float | None
    language: str
    claimant: str
    claim_date: datetime.date | None
    reviewed_on: datetime.date | None
    appearances: tuple[str, ...]
    licence: str

    def content(self) -> dict[str, Any]:
        """The review's own fields, ready for JSON."""
        return {
            "url": self.url,
            "publisher_name": self.publisher_name,
            "publisher_site": self.publisher_site,
            "claim": self.claim,
            "title": self.title,
            "rating_text": self.rating_text,
            "rating_value": self.rating_value,
            "rating_best": self.rating_best,
            "rating_worst": self.rating_worst,
            "language": self.language,
            "claimant": self.claimant,
            "claim_date": self.claim_date.isoformat() if self.claim_date else None,
            "reviewed_on": self.reviewed_on.isoformat() if self.reviewed_on else None,
            "appearances": list(self.appearances),
            "licence": self.licence,
        }

    def sha256(self) -> str:
        """The hash of `content`, in hex: equal exactly where nothing has changed."""
        data = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(data.encode()).hexdigest()


#: Names of the fields of a review, as the table has them too.
FIELDS = tuple(field.name for field in fields(ParsedReview))


@dataclass(frozen=True, slots=True)
class Found:
    """A review and where it stood."""

    review: ParsedReview
    place: Place
