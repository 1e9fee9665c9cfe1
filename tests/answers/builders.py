"""Builders that publish in the record and keep external reviews, as an index sees them."""

from __future__ import annotations

from typing import Any

from factdesk.offices.models import Office
from factdesk.record.models import Entry
from factdesk.record.services import append
from factdesk.reviews.models import ExternalReview, ReviewChange
from tests.record.builders import an_office, content

APPROVED = [{"role": "reviewer", "office": "so-y-te"}]
LEMON_VI = ("nuoc-chanh", "Nước chanh nóng không chữa được ung thư", "Uống nước chanh nóng chữa khỏi ung thư.")
LEMON_EN = ("lemon-water", "Hot lemon water does not cure cancer", "Drinking hot lemon water cures cancer.")
SIM_VI = (
    "khoa-sim",
    "Nhà mạng không gọi điện dọa khóa SIM sau hai giờ",
    "SIM điện thoại sẽ bị khóa sau hai giờ nếu không bấm phím 1.",
)


def text(slug: str, title: str, claim: str) -> dict[str, Any]:
    """What a check says in one language."""
    return {
        "slug": slug,
        "title": title,
        "claim": claim,
        "verdict": f"{title}.",
        "body": f"<p>Giải thích &amp; nguồn: {slug}.</p>",
        "approvals": APPROVED,
    }


def lemon(**changes: Any) -> dict[str, Any]:
    """A check in both languages."""
    return content("k7m2xq", **{"texts": {"vi": text(*LEMON_VI), "en": text(*LEMON_EN)}, **changes})


def sim(**changes: Any) -> dict[str, Any]:
    """A check in Vietnamese alone."""
    return content("s1mk0a", **{"texts": {"vi": text(*SIM_VI)}, **changes})


class Publisher:
    """Publishes in the name of one office."""

    def __init__(self) -> None:
        self.office: Office = an_office()

    def publish(self, what: dict[str, Any], kind: str = "publish", **options: Any) -> Entry:
        return append(kind=kind, office=self.office, content=what, written_by=[1], approved_by=[2], **options)

    def withdraw(self, what: dict[str, Any]) -> Entry:
        reason = {"vi": "Nguồn đã rút.", "en": "The source was retracted."}
        gone = {**what, "rating": None, "withdrawn": {"reason": reason, "on": "2026-11-05"}}
        return self.publish(gone, "withdraw", reason=reason)


def review(code: str = "abcd1234", **fields: Any) -> ExternalReview:
    """An external review with its numbered change."""
    values = {
        "key": f"{code:0<64}",
        "page": f"{code:0<16}",
        "url": f"https://checker.example/{code}",
        "publisher_name": "Checker Example",
        "publisher_site": "checker.example",
        "claim": "Microwaved food loses every vitamin and causes tumours.",
        "title": "No, microwave ovens do not destroy all vitamins",
        "rating_text": "Pants on fire",
        "language": "en",
        "source": "test",
        "content_sha256": "0" * 64,
        "first_seen_at": "2026-11-01T00:00:00Z",
        "updated_at": "2026-11-01T00:00:00Z",
        **fields,
    }
    row = ExternalReview.objects.create(code=code, **values)
    change(row, "new")
    return row


def change(row: ExternalReview, kind: str, previous: dict[str, Any] | None = None) -> None:
    """One more numbered change of `row`."""
    seq = ReviewChange.objects.count()
    ReviewChange.objects.create(seq=seq, review=row, kind=kind, previous=previous, at="2026-11-01T00:00:00Z")
