"""H7: who asked is not kept. Canaries go through every door; afterwards they are in no table, no file and no log."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from factdesk.answers import engine
from factdesk.answers import services as answers
from factdesk.answers.models import Phrasing, PhrasingChange
from factdesk.questions import services
from factdesk.questions.errors import NothingOffered
from factdesk.questions.models import Group, Label, Question

#: What a message from somebody carries, by what must not be found of it anywhere.
CANARIES = {
    "0987654321": "sđt 098 765 43 21",
    "98 765 43 21": "gọi 098 765 43 21",
    "canary.lan92": "viết cho canary.lan92@mail.example.com",
    "handle_q7x": "theo @handle_q7x",
    "profile.q8z": "https://www.facebook.com/profile.q8z?fbclid=clickcanary",
    "clickcanary": "https://bao.example/tin?fbclid=clickcanary",
    "4111 1111": "thẻ 4111 1111 1111 1111",
    "079203004567": "CCCD 079203004567",
    "0071000123456": "STK Vietcombank 0071000123456",
    "Quyết Canary": "[10:21, 3/4/2026] Quyết Canary: xem này",
    "Hạnh Kanarie": "Chuyển tiếp từ Hạnh Kanarie",
}
HEADERS = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "198.51.100.23",
    "HTTP_USER_AGENT": "CanaryAgent/9.9",
    "HTTP_COOKIE": "canarycookie=crumb5577; sessionid=crumbsession88",
    "HTTP_REFERER": "https://referer-canary.example/",
    "HTTP_ACCEPT_LANGUAGE": "vi,x-canarylang;q=0.1",
}
TRACES = ["203.0.113.77", "198.51.100.23", "CanaryAgent", "crumb5577", "crumbsession88", "referer-canary", "canarylang"]
FORBIDDEN = [*CANARIES, *TRACES]
MESSAGE = "\n".join([*CANARIES.values(), "Có phải nước chanh nóng chữa khỏi ung thư không?"])
REMARK = "chanh nóng chữa khỏi ung thư"


@pytest.fixture
def index(settings):
    """An index below the home folder, so that the search of it sees the index too."""
    settings.INDEX_DIRECTORY = django_settings.HOME / "index-h7"
    engine.forget()
    answers.ensure_index()
    yield
    engine.forget()


def through_every_door() -> None:
    """The message comes in by each way there is, twice, and is said not to be answered."""
    for door in Question.Door.values:
        asked = services.ask(text=MESSAGE, language="vi", nonce=f"nonce-{door}", door=door)
        services.ask(text=MESSAGE, language="vi", nonce=f"nonce-{door}", door=door)
        with contextlib.suppress(NothingOffered):
            services.reply_not_this(asked.receipt)
    client = Client(raise_request_exception=False)
    for path in ("/ask", "/en/ask"):
        assert client.post(path, {"text": MESSAGE, "nonce": path}, **HEADERS).status_code == 303
    for path, status in (("/api/v1/questions", 201), ("/api/v1/match", 200)):
        given = client.post(path, json.dumps({"text": MESSAGE}), content_type="application/json", **HEADERS)
        assert given.status_code == status
    client.get("/", {"q": MESSAGE[:500]}, **HEADERS)
    answers.answer(services.check_text(MESSAGE, "vi"))


def columns() -> Iterator[tuple[str, str]]:
    """Every value of every column of every table, as text, with the table's name."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    yield (
                        table,
                        bytes(value).decode("utf-8", "replace")
                        if isinstance(value, (bytes, memoryview))
                        else str(value),
                    )


def test_no_table_holds_a_trace_of_who_asked(index, db, caplog):
    with caplog.at_level(logging.DEBUG):
        through_every_door()
    assert Question.objects.count() == len(Question.Door.values) + 3, "each door but the last stored one"
    seen = 0
    for table, value in columns():
        seen += REMARK in value
        found = [canary for canary in FORBIDDEN if canary in value]
        assert not found, f"{table}: {found}"
    assert seen, "the claim itself is kept"
    log = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert not [canary for canary in FORBIDDEN if canary in log]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("__import__('django.db').db.connection.vendor != 'sqlite'", reason="the file is SQLite's")
def test_no_file_holds_a_trace_of_who_asked(index):
    through_every_door()
    home = Path(django_settings.HOME)
    files = [path for path in home.rglob("*") if path.is_file()]
    everything = {path: path.read_bytes() for path in files}
    assert any(REMARK.encode() in content for content in everything.values()), "the search sees what is kept"
    for path, content in everything.items():
        found = [canary for canary in FORBIDDEN if canary.encode() in content or canary.encode("utf-16-le") in content]
        assert not found, f"{path}: {found}"


def test_what_is_kept_of_a_forwarded_message_is_the_claim(index, db):
    services.ask(text=MESSAGE, language="vi", door="web")
    assert Question.objects.get().text.endswith("Có phải nước chanh nóng chữa khỏi ung thư không?")


def test_no_model_has_a_place_for_who_asked():
    """A new column of these tables has to be looked at here: is it about the question or about the asker?"""
    known = {
        Question: {
            "id", "asked_at", "door", "text", "language", "interface_language", "sector", "region", "receipt_mac",
            "outcome", "matches", "reply", "replied_key", "group", "folded",
            "withdrawn_code",
        },
        Group: {
            "id", "label", "language", "languages", "status", "fact_check_code", "reason", "reason_words", "count",
            "first_asked_at", "last_asked_at", "vector", "vector_encoder", "handled_by", "handled_at", "questions",
            "exact_key", "suggested", "attached_at",
        },
        Label: {"id", "text", "language", "kind", "code", "verdict", "origin", "on"},
        Phrasing: {"id", "code", "place", "language", "text"},
        PhrasingChange: {"code", "seq"},
    }  # fmt: skip
    for model, names in known.items():
        assert {field.name for field in model._meta.get_fields()} == names
    assert {model.__name__ for model in apps.get_app_config("questions").get_models()} == {
        "Question", "Group", "Label", "Cursor",
    }  # fmt: skip
    assert set(apps.get_app_config("answers").get_models()) == {Phrasing, PhrasingChange}


def test_nothing_else_points_at_a_question():
    """No other room keeps something beside a question."""
    assert not list(Question._meta.related_objects)
    assert [relation.name for relation in Group._meta.related_objects] == ["questions"]
