"""What the log's console says of requests that fail: where, and nothing of what was asked (H7)."""

from __future__ import annotations

import io
import logging

import pytest
from django.conf import settings
from django.test import Client

from factdesk.questions import selectors
from factdesk.settings.logs import FailuresWithoutValues

RECEIPT = "K7M2X-Q4RTA"


@pytest.fixture
def log(monkeypatch):
    """Everything that the desk's own handler writes."""
    handler = next(
        handler
        for handler in logging.getLogger().handlers
        if any(isinstance(filtered, FailuresWithoutValues) for filtered in handler.filters)
    )
    written = io.StringIO()
    # Not by setStream, which flushes what it had: under pytest that may be closed already.
    monkeypatch.setattr(handler, "stream", written)
    return written


def fail(*arguments: object, **options: object) -> None:
    try:
        raise KeyError(" ".join(("typed", "words")))  # a traceback shows the lines of the code
    except KeyError as cause:
        raise RuntimeError(f"no {arguments}") from cause


@pytest.mark.parametrize(
    ("path", "route"),
    [
        (f"/q/{RECEIPT}/", "/q/<str:receipt>/"),
        (f"/en/q/{RECEIPT}/?text=typed", "/en/q/<str:receipt>/"),
    ],
)
def test_a_page_that_fails_leaves_its_route_and_place_without_values(db, log, monkeypatch, path, route):
    monkeypatch.setattr(selectors, "status", fail)
    monkeypatch.setattr(selectors, "question", fail)
    assert Client(raise_request_exception=False).get(path).status_code == 500
    text = log.getvalue()
    assert f"ERROR django.request Internal Server Error: {route}\n" in text
    assert "builtins.KeyError\n" in text
    assert "builtins.RuntimeError\n" in text
    assert "test_log_lines.py" in text, "where it failed"
    for said in (RECEIPT, "typed words", "text=", "no ("):
        assert said not in text


@pytest.mark.parametrize(
    ("name", "message", "arguments", "left"),
    [
        ("django.request", "%s: %s", ("Internal Server Error", f"/q/{RECEIPT}/"), "Internal Server Error: /…"),
        ("django.server", '"%s" %s %s', (f"GET /q/{RECEIPT}/?q=a HTTP/1.1", 500, 9), '"GET /… HTTP/1.1" 500 9'),
    ],
)
def test_without_a_known_route_the_path_is_left_out(log, name, message, arguments, left):
    logging.getLogger(name).error(message, *arguments, extra={"request": object()})
    assert log.getvalue().endswith(f" ERROR {name} {left}\n")


def test_no_handler_gets_round_the_filters():
    """Django's own would mail the whole request to whoever is in ADMINS, and print it when debugging."""
    assert logging.getLogger("django").handlers == []
    for name in ("django.request", "django.security"):
        assert logging.getLogger(name).handlers == []
    names = {name for logger in settings.LOGGING["loggers"].values() for name in logger.get("handlers", [])}
    assert names == {"console"}


def test_other_lines_stay_as_they_are(log):
    logging.getLogger("factdesk.anything").error("see /there/%s", "order")
    assert log.getvalue().endswith("see /there/order\n")
