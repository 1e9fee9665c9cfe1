"""Furniture of the API's tests: a desk with published checks, its index, and a client that speaks JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from factdesk.answers import engine
from factdesk.answers import services as answers
from factdesk.offices.models import Membership, Person
from factdesk.record.services import append
from tests.record.builders import an_office, content

LEMON = "k7m2xq"
SIM = "s1mk0a"

_APPROVED = [{"role": "reviewer", "office": "so-y-te"}]


def text(slug: str, title: str, claim: str, verdict: str) -> dict[str, Any]:
    """What is said of a check in one language."""
    return {
        "slug": slug,
        "title": title,
        "claim": claim,
        "verdict": verdict,
        "body": f"<p>{verdict}</p>",
        "approvals": _APPROVED,
    }


def lemon(**changes: Any) -> dict[str, Any]:
    """The check on hot lemon water, in both languages."""
    texts = {
        "vi": text(
            "nuoc-chanh",
            "Nước chanh nóng không chữa được ung thư",
            "Uống nước chanh nóng chữa khỏi ung thư.",
            "Không có bằng chứng nào cho thấy nước chanh nóng chữa được ung thư.",
        ),
        "en": text(
            "lemon-water",
            "Hot lemon water does not cure cancer",
            "Drinking hot lemon water cures cancer.",
            "There is no evidence that hot lemon water cures cancer.",
        ),
    }
    topics = {"vi": ["ung thư"], "en": ["cancer"]}
    return content(LEMON, **{"texts": texts, "regions": ["thanh-yen"], "topics": topics, **changes})


def sim(**changes: Any) -> dict[str, Any]:
    """The check on calls that threaten to lock a SIM, in Vietnamese alone."""
    words = text(
        "khoa-sim",
        "Nhà mạng không gọi điện dọa khóa SIM sau hai giờ",
        "SIM sẽ bị khóa sau hai giờ nếu không bấm phím 1.",
        "Đây là cuộc gọi lừa đảo; nhà mạng không khóa SIM như vậy.",
    )
    return content(SIM, **{"texts": {"vi": words}, "sectors": ["money"], **changes})


class Desk:
    """Publishes in the name of one office."""

    def __init__(self) -> None:
        self.office = an_office()

    def publish(self, what: dict[str, Any], kind: str = "publish", **options: Any):
        """One entry of the record."""
        return append(kind=kind, office=self.office, content=what, written_by=[1], approved_by=[2], **options)

    def editor(self) -> Person:
        """Somebody who may settle questions."""
        person = Person.objects.create(username="binh")
        Membership.objects.create(person=person, office=self.office, role="editor")
        return person

    def withdraw(self, what: dict[str, Any]):
        """Take it back, with a reason in both languages."""
        reason = {"vi": "Nguồn đã rút.", "en": "The source was retracted."}
        gone = {**what, "rating": None, "withdrawn": {"reason": reason, "on": "2026-11-05"}}
        return self.publish(gone, "withdraw", reason=reason)


class Api:
    """A client of the API: no cookie, no login, JSON both ways."""

    def __init__(self) -> None:
        # As in production: an exception becomes an answer.
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=True)

    def get(self, path: str, **options: Any):
        """GET /api/v1`path`."""
        return self.client.get(f"/api/v1{path}", **options)

    def post(self, path: str, body: Any, content_type: str = "application/json", **options: Any):
        """POST /api/v1`path` with `body`: bytes as they are, anything else as JSON."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.generic("POST", f"/api/v1{path}", data, content_type, **options)


@pytest.fixture
def api():
    return Api()


@pytest.fixture
def desk(db):
    return Desk()


@pytest.fixture
def published(desk):
    """A desk with two published checks."""
    desk.publish(lemon())
    desk.publish(sim())
    return desk


@pytest.fixture
def empty_index(settings, tmp_path):
    """An index of this test's own, with nothing in it yet."""
    settings.INDEX_DIRECTORY = tmp_path / "index"
    engine.forget()
    answers.ensure_index()
    yield
    engine.forget()


@pytest.fixture
def indexed(published, empty_index):
    """The desk with its two checks, in the index too."""
    answers.follow()
    return published


@pytest.fixture
def no_index(settings, tmp_path):
    """A desk whose index is not there."""
    settings.INDEX_DIRECTORY = tmp_path / "nowhere"
    engine.forget()
    yield
    engine.forget()


def problem_of(response, status: int, code: str) -> dict[str, Any]:
    """The body of a well-formed problem."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert response["Access-Control-Allow-Origin"] == "*"
    body = json.loads(response.content)
    assert set(body) == {"type", "title", "status", "detail", "instance", "code", "errors"}
    assert (body["status"], body["code"]) == (status, code)
    assert body["title"]
    assert body["detail"]
    assert body["instance"] == response.wsgi_request.path
    return body
