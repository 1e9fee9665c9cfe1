"""Furniture of the portal's tests: a desk with published checks, and questions in every state."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from factdesk.answers import engine
from factdesk.offices.models import Region, Sector
from factdesk.questions import receipts
from factdesk.questions.models import Group, Question
from factdesk.record.models import PublishedCheck
from factdesk.record.services import append
from factdesk.reviews.models import ExternalReview
from tests.record.builders import an_office, content

LEMON = "k7m2xq"
SIM = "s1mk0a"
REVIEW = "abcd1234"
RECEIPT = "K7M2X-Q4RTA"

_APPROVED = [{"role": "reviewer", "office": "so-y-te"}]


def words(slug: str, title: str, claim: str, **changes: Any) -> dict[str, Any]:
    """What is said of a check in one language."""
    verdict = changes.pop("verdict", f"{title}.")
    body = changes.pop("body", "<p>Thứ nhất.</p><p>Thứ hai.</p><p>Thứ ba.</p>")
    text = {"slug": slug, "title": title, "claim": claim, "verdict": verdict, "body": body, "approvals": _APPROVED}
    return {**text, **changes}


def lemon(**changes: Any) -> dict[str, Any]:
    """The check on hot lemon water, in both languages."""
    texts = {
        "vi": words("nuoc-chanh", "Nước chanh nóng không chữa được ung thư", "Nước chanh nóng chữa khỏi ung thư."),
        "en": words(
            "lemon-water",
            "Hot lemon water does not cure cancer",
            "Hot lemon water cures cancer.",
            body="<p>First.</p><p>Second.</p><p>Third.</p>",
        ),
    }
    claim = {
        "kind": "factual",
        "language": "vi",
        "claimant": {"vi": "Tin nhắn trên Zalo", "en": "A message on Zalo"},
        "appearances": [
            {"where": {"vi": "Nhóm Zalo", "en": "Zalo groups"}, "url": "https://example.org/seen", "on": "2026-10-01"}
        ],
    }
    return content(
        changes.pop("code", LEMON), **{"texts": texts, "claim": claim, "regions": ["vinh"], "sample": True, **changes}
    )


def sim(**changes: Any) -> dict[str, Any]:
    """The check on calls that threaten to lock a SIM, in Vietnamese alone."""
    texts = {"vi": words("khoa-sim", "Nhà mạng không gọi điện dọa khóa SIM", "SIM sẽ bị khóa sau hai giờ.")}
    return content(SIM, **{"texts": texts, "sectors": ["money"], "authors": ["Ban kiểm chứng"], **changes})


class Desk:
    """Publishes in the name of one office, and has questions put to it."""

    def __init__(self) -> None:
        self.office = an_office()
        for order, (slug, vi, en) in enumerate([("health", "Sức khỏe", "Health"), ("money", "Tiền bạc", "Money")]):
            Sector.objects.create(slug=slug, name_vi=vi, name_en=en, order=order)
        Region.objects.create(slug="vinh", name_vi="Vinh", name_en="Vinh")

    def publish(self, what: dict[str, Any], kind: str = "publish", **options: Any) -> PublishedCheck:
        """One entry of the record; returns the Vietnamese text that the public sees now."""
        append(kind=kind, office=self.office, content=what, written_by=[1], approved_by=[2], **options)
        return PublishedCheck.objects.get(code=what["code"], language="vi")

    def withdraw(self, what: dict[str, Any]) -> PublishedCheck:
        """Take it back, with a reason in both languages."""
        reason = {"vi": "Nguồn đã rút.", "en": "The source was retracted."}
        gone = {**what, "rating": None, "withdrawn": {"reason": reason, "on": "2026-11-05"}}
        return self.publish(gone, "withdraw", reason=reason)

    def question(self, *, receipt: str = RECEIPT, group: dict[str, Any] | None = None, **fields: Any) -> Question:
        """A question as it lies in the database, in whatever state `fields` and its `group` say."""
        now = timezone.now().replace(second=0, microsecond=0)
        text = fields.pop("text", "Nước chanh nóng chữa ung thư, có thật không?")
        kept = None
        if group is not None:
            kept = Group.objects.create(
                **{"label": text, "language": "vi", "first_asked_at": now, "last_asked_at": now, **group}
            )
        given = {"asked_at": now, "door": "web", "language": "vi", "interface_language": "vi", **fields}
        mac = receipts.mac(receipts.normalised(receipt) or "")
        return Question.objects.create(text=text, receipt_mac=mac, group=kept, **given)

    def review(self, **changes: Any) -> ExternalReview:
        """Another publisher's check."""
        now = timezone.now()
        given = {
            "code": REVIEW,
            "key": "a" * 64,
            "page": "b" * 16,
            "url": "https://factcheck.example.org/garlic",
            "publisher_name": "Example Fact Check",
            "publisher_site": "factcheck.example.org",
            "claim": "Garlic soup cures influenza",
            "title": "No, garlic soup does not cure the flu",
            "rating_text": "Mostly false, with no evidence",
            "language": "en",
            "reviewed_on": datetime.date(2026, 8, 4),
            "content_sha256": "c" * 64,
            "source": "test",
            "first_seen_at": now,
            "updated_at": now,
        }
        return ExternalReview.objects.create(**{**given, **changes})


def match(code: str = LEMON, kind: str = "fact-check", language: str = "vi") -> dict[str, Any]:
    """What a question keeps of a match that it was offered."""
    return {"kind": kind, "code": code, "language": language, "score": 0.9}


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


@pytest.fixture(autouse=True)
def no_index(settings: Any, tmp_path: Any) -> Any:
    """Nothing can be looked up: these tests are about pages, not about matching."""
    settings.INDEX_DIRECTORY = tmp_path / "index"
    engine.forget()
    yield
    engine.forget()


@pytest.fixture
def client() -> Client:
    """A browser that shows what went wrong instead of a 500 page."""
    return Client()


def page(response: Any) -> str:
    """The page as text."""
    return response.content.decode()
