"""Builders for ClaimReviews as publishers write them, and short ways to read and import them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from factdesk.reviews.claimreview import Found, ParsedReview, Refusal, read
from factdesk.reviews.report import Report
from factdesk.reviews.services import import_claimreviews
from tests.outbound.web import Site, running_site


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def claim_review(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A ClaimReview after Google's guide; `changes` replace properties, None takes one away."""
    node = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"https://kiemchung.example/bai/{number}",
        "claimReviewed": f"Uống {number} cốc nước chanh nóng chữa được ung thư",
        "datePublished": "2024-05-17",
        "author": {"@type": "Organization", "name": "Kiểm chứng", "url": "https://kiemchung.example/"},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Sai",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Một bài đăng"},
            "datePublished": "2024-05-10",
            "appearance": [{"@type": "CreativeWork", "url": "https://posts.example/1"}],
        },
    }
    return {key: value for key, value in {**node, **changes}.items() if value is not None}


def all_of(data: bytes | str, **options: Any) -> list[Found | Refusal]:
    """Everything that is read from `data`."""
    return list(read(io.BytesIO(data.encode() if isinstance(data, str) else data), **options))


def reviews_of(data: bytes | str, **options: Any) -> list[ParsedReview]:
    """The reviews in `data`, where nothing is refused."""
    found = all_of(data, **options)
    assert [item for item in found if isinstance(item, Refusal)] == []
    return [item.review for item in found if isinstance(item, Found)]


def one_of(node: dict[str, Any]) -> ParsedReview:
    """The review that `node` is read as."""
    (review,) = reviews_of(json.dumps(node, ensure_ascii=False))
    return review


def refusals_of(data: bytes | str, **options: Any) -> list[Refusal]:
    """What is refused in `data`."""
    return [item for item in all_of(data, **options) if isinstance(item, Refusal)]


@pytest.fixture
def importing(tmp_path: Path) -> Callable[..., Report]:
    """Import nodes, text or bytes from a file of the test's own; options go to the service."""

    def run(content: Any, *, name: str = "source.json", **options: Any) -> Report:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False))
        return import_claimreviews([str(path)], **options)

    return run
