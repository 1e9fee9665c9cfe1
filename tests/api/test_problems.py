"""Whatever is wrong with a request is answered by problem details that say what to do."""

import json
import logging

import pytest
from django.db import OperationalError
from django.http import Http404

from factdesk.api import problems
from factdesk.questions import selectors as questions
from factdesk.record import selectors
from tests.api.conftest import problem_of

pytestmark = pytest.mark.django_db

ASKING = ("/match", "/questions")


@pytest.mark.parametrize("path", ASKING)
def test_no_body_at_all_is_a_missing_field(api, path):
    response = api.client.generic("POST", f"/api/v1{path}", b"", CONTENT_TYPE="application/json", CONTENT_LENGTH="0")
    assert [fault["field"] for fault in problem_of(response, 422, "invalid-request")["errors"]] == [""]


@pytest.mark.parametrize("path", ASKING)
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"text",
        b'{"text": "caf\xc3"}',
        b"\xff\xfe{\x00}\x00",
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        b'{"text": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_not_json_in_utf8_is_refused(api, path, body):
    problem_of(api.post(path, body), 422, "invalid-json")


@pytest.mark.parametrize("path", ASKING)
@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (None, [""]),
        ([], [""]),
        ("text", [""]),
        (7, [""]),
        ({}, ["text"]),
        ({"text": None}, ["text"]),
        ({"text": 7}, ["text"]),
        ({"text": True}, ["text"]),
        ({"text": ["a"]}, ["text"]),
        ({"text": {"text": {"text": "a"}}}, ["text"]),
        ({"text": "a", "language": "km"}, ["language"]),
        ({"text": "a", "language": ["vi"]}, ["language"]),
        ({"text": "a", "author": "b"}, ["author"]),
        ({"text": "a", "ip": "b", "phone": {}}, ["ip", "phone"]),
        ({"Text": "a"}, ["text", "Text"]),
    ],
)
def test_a_field_that_is_wrong_is_named(api, path, body, fields):
    found = problem_of(api.post(path, body), 422, "invalid-request")["errors"]
    assert [fault["field"] for fault in found] == fields
    assert all(fault["message"] for fault in found)


def test_a_value_is_never_repeated(api):
    response = api.post("/questions", {"text": "a", "nonce": "my number is 0912 345 678", "language": "secret-words"})
    assert response.status_code == 422
    assert b"0912" not in response.content
    assert b"secret-words" not in response.content


@pytest.mark.parametrize("nonce", ["short", "with space in the middle", "x" * 65, 7])
def test_a_nonce_of_the_wrong_form_is_refused(api, nonce):
    assert problem_of(api.post("/questions", {"text": "a", "nonce": nonce}), 422, "invalid-request")


@pytest.mark.parametrize("path", ASKING)
@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b\u200e\u00ad", "\u0000\u0001"])
def test_an_empty_text_is_refused(api, path, text):
    problem_of(api.post(path, {"text": text}), 422, "empty")


@pytest.mark.parametrize("path", ASKING)
@pytest.mark.parametrize("text", ["😀😀😀", "🇻🇳", "?!…", "́" * 10_000])
def test_only_symbols_are_refused(api, path, text):
    problem_of(api.post(path, {"text": text}), 422, "only-symbols")


@pytest.mark.parametrize("path", ASKING)
def test_100_kilobytes_of_text_are_refused(api, path):
    body = problem_of(api.post(path, {"text": "a" * 100_000}), 422, "too-long")
    assert "100000" in body["detail"]


@pytest.mark.parametrize("path", ASKING)
def test_a_body_of_2_megabytes_is_refused_unread(api, path):
    problem_of(api.post(path, b'{"text": "' + b"a" * 2_097_152 + b'"}'), 413, "body-too-large")


@pytest.mark.parametrize("path", ASKING)
@pytest.mark.parametrize("length", ["", "x"])
def test_a_body_without_its_length_is_refused(api, path, length):
    problem_of(api.post(path, {"text": "a"}, CONTENT_LENGTH=length), 411, "length-required")


@pytest.mark.parametrize("path", ASKING)
@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "nonsense",
    ],
)
def test_another_media_type_is_refused(api, path, content_type):
    response = api.post(path, {"text": "a"}, content_type)
    problem_of(response, 415, "unsupported-media-type")
    assert response["Accept-Post"] == "application/json"


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/match", "OPTIONS, POST"),
        ("GET", "/match", "OPTIONS, POST"),
        ("HEAD", "/questions", "OPTIONS, POST"),
        ("DELETE", "/questions", "OPTIONS, POST"),
        ("PUT", "/fact-checks", "GET, HEAD, OPTIONS"),
        ("POST", "/record", "GET, HEAD, OPTIONS"),
        ("PATCH", "/fact-checks/k7m2xq", "GET, HEAD, OPTIONS"),
        ("POST", "/openapi.json", "GET, HEAD, OPTIONS"),
        ("BREW", "/record", "GET, HEAD, OPTIONS"),
    ],
)
def test_another_method_is_refused(api, method, path, allow):
    response = api.client.generic(method, f"/api/v1{path}", b"{}", "application/json")
    assert response["Allow"] == allow
    if method == "HEAD":
        assert (response.status_code, response.content) == (405, b"")
    else:
        problem_of(response, 405, "method-not-allowed")


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/match",
        "/api/v1/match/",
        "/api/v1/docs",
        "/api/%ff",
        "/api/a%0Ab",
    ],
)
def test_an_unknown_address_is_a_problem_too(api, path):
    problem_of(api.client.get(path), 404, "not-found")


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("en-GB", "en"),
        ("vi", "vi"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("fr, vi;q=0.5", "vi"),
        ("en;q=0.2, vi;q=0.9", "vi"),
        ("*", "en"),
        ("km", "en"),
        ("nonsense;;;q=,,", "en"),
        ("vi," * 5000, "vi"),
    ],
)
def test_the_language_of_the_words_is_the_readers(api, wanted, language):
    response = api.get("/nothing", headers={} if wanted is None else {"Accept-Language": wanted})
    assert response["Content-Language"] == language
    assert "Accept-Language" in response["Vary"]


def test_a_mistake_of_ours_tells_nothing_of_itself(api, monkeypatch, caplog):
    def fail(**options):
        raise RuntimeError("what a resident typed")

    monkeypatch.setattr(selectors, "entries", fail)
    with caplog.at_level(logging.ERROR):
        response = api.get("/record")
    problem_of(response, 500, "internal-error")
    assert b"resident" not in response.content
    written = [record.getMessage() for record in caplog.records if record.name == "factdesk.api.problems"]
    assert len(written) == 1
    assert "RuntimeError at" in written[0]
    assert "record.py" in written[0]
    assert "resident" not in caplog.text


def test_no_log_holds_a_receipt(api, monkeypatch, caplog):
    def fail(receipt, **options):
        raise OperationalError(f"database is locked: {receipt}")

    monkeypatch.setattr(questions, "question", fail)
    with caplog.at_level(logging.DEBUG):
        problem_of(api.get("/questions/XSGPM-HY7RQ"), 503, "storage-unavailable")
    assert "OperationalError at" in caplog.text
    assert "XSGPM" not in caplog.text


def test_a_form_of_fault_that_is_new_to_us_has_words_too(rf):
    body = json.loads(problems.answer(rf.get("/api/x"), Http404("detail")).content)
    assert "detail" not in body["detail"]


def test_no_cookie_is_ever_set(published, api):
    for response in (
        api.get("/fact-checks"),
        api.get("/nothing"),
        api.client.get("/healthz"),
        api.client.options("/api/v1/match"),
    ):
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
