"""What holds on every public page: languages, headers, no cookie, little weight, errors that still let one ask."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from factdesk.portal.middleware import PublicHeaders
from factdesk.record.scale import SCALE
from tests.portal.conftest import LEMON, RECEIPT, REVIEW, lemon, match, page

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/q/",
    f"/q/{RECEIPT}/",
    "/checks/",
    f"/checks/{LEMON}/nuoc-chanh/",
    "/offices/",
    "/offices/so-y-te/",
    f"/reviews/{REVIEW}/",
    "/record/",
    "/record/0/",
    "/ratings/",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/no-such-page/",
]
BOTH = PAGES + [f"/en{path}".replace("nuoc-chanh", "lemon-water") for path in PAGES]


@pytest.fixture
def full(desk):
    """Something to show on every page."""
    desk.publish(lemon())
    desk.review()
    desk.question(outcome="answer", matches=[match()])
    return desk


@pytest.mark.parametrize("path", BOTH)
def test_a_page_sets_no_cookie_and_loads_only_our_own_files(client, full, path):
    response = client.get(path)
    text = page(response)
    assert "Set-Cookie" not in response
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Content-Security-Policy"] == PublicHeaders.POLICY
    assert re.findall(r'(?:src|<link[^>]*stylesheet" href)="(?!/static/)', text) == []
    assert " style=" not in text
    assert not re.search(r"<script(?![^>]*(?:src=|ld\+json))", text)
    assert not re.search(r"\son[a-z]+=", text)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 1),
        ("/?q=a", 1),
        ("/ask?text=a", 1),
        ("/q/", 0),
        (f"/q/{RECEIPT}/", 8),
        ("/checks/", 5),
        ("/checks/?sector=nope", 3),
        (f"/checks/{LEMON}/", 1),
        (f"/checks/{LEMON}/nuoc-chanh/", 3),
        ("/offices/", 1),
        ("/offices/so-y-te/", 4),
        (f"/reviews/{REVIEW}/", 1),
        ("/record/", 3),
        ("/record/0/", 3),
        ("/record/99/", 1),
        ("/ratings/", 0),
        ("/about/", 0),
        ("/privacy/", 0),
        ("/accessibility/", 0),
        ("/robots.txt", 0),
        ("/no-such-page/", 0),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_takes_few_queries(client, full, django_assert_max_num_queries, prefix, path, most):
    if path != "/robots.txt":
        path = f"{prefix}{path}".replace("nuoc-chanh", "lemon-water" if prefix else "nuoc-chanh")
    with django_assert_max_num_queries(most):
        client.get(path)


@pytest.mark.parametrize("path", BOTH)
def test_the_address_alone_chooses_the_language(client, full, path):
    language = "en" if path.startswith("/en/") else "vi"
    response = client.get(path, headers={"Accept-Language": "en" if language == "vi" else "vi"})
    text = page(response)
    assert response["Content-Language"] == language
    assert f'<html lang="{language}">' in text
    assert 'id="main"' in text
    assert text.count("<h1") == 1


@pytest.mark.parametrize("path", [p for p in PAGES if not p.startswith(("/q/K", "/no", "/reviews"))])
def test_both_languages_of_a_page_name_each_other(client, full, path):
    other = f"/en{path}".replace("nuoc-chanh", "lemon-water")
    for here in (path, other):
        text = page(client.get(here))
        assert f'hreflang="vi" href="http://127.0.0.1:8000{path}"' in text
        assert f'hreflang="en" href="http://127.0.0.1:8000{other}"' in text
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{here}">' in text


@pytest.mark.parametrize("path", BOTH)
def test_a_first_visit_weighs_less_than_60_kb(client, full, path):
    response = client.get(path)
    files = set(re.findall(r'(?:src|href)="/static/([^"]+)"', page(response)))
    weight = len(response.content) + sum(Path(finders.find(name)).stat().st_size for name in files)
    assert weight < 60_000


@pytest.mark.parametrize("path", [path for path in BOTH if "/q/K" not in path])
def test_a_page_is_whole_for_one_who_asks_only_for_its_head(client, full, path):
    assert client.head(path).status_code == client.get(path).status_code


def test_a_page_that_is_not_there_still_lets_one_ask(client):
    for path, words in (("/nope/", "Không tìm thấy trang này"), ("/en/nope/", "We cannot find this page")):
        response = client.get(path)
        assert response.status_code == 404
        assert words in page(response)
        assert 'name="text"' in page(response)


def test_a_mistake_of_ours_still_lets_one_ask(client, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("factdesk.record.selectors.published_checks", broken)
    client.raise_request_exception = False
    for path, words in (("/", "Đã xảy ra lỗi"), ("/en/", "Something went wrong here")):
        response = client.get(path)
        assert response.status_code == 500
        assert words in page(response)
        assert 'name="text"' in page(response)
        assert response["Content-Security-Policy"] == PublicHeaders.POLICY


def test_every_rating_has_a_word_a_meaning_and_a_shape_of_its_own(client):
    text = page(client.get("/en/ratings/"))
    for step in SCALE:
        assert f"rating-{step.slug}" in text
    shapes = re.findall(r'<span class="rating-tag[^"]*">\s*<svg[^>]*>(.*?)</svg>', text, re.DOTALL)
    assert len(shapes) == len(SCALE) + 2
    assert len(set(shapes)) == len(shapes)


def test_robots_may_read_what_is_published_and_nothing_else(client):
    text = page(client.get("/robots.txt"))
    for path in ("/q/", "/en/q/", "/ask", "/en/ask", "/desk/"):
        assert f"Disallow: {path}\n" in text


@pytest.mark.parametrize("path", [path for path in BOTH if "no-such" not in path] + ["/ask", "/robots.txt"])
@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_method_that_makes_no_sense_is_refused_and_one_can_still_ask(full, path, method):
    strict = Client(enforce_csrf_checks=True)
    response = getattr(strict, method)(path)
    text = page(response)
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    assert ("This cannot be done here" in text) == path.startswith("/en/")
    assert re.search(r'name="nonce" value="[^"]{16,}"', text)
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_forms_are_taken_without_a_token(full):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/ask", {"text": "Mai có nghỉ học không?"}).status_code == 303
    for step in ("place", "not-this", "undo"):
        assert strict.post(f"/q/{RECEIPT}/{step}").status_code == 303
    assert strict.post("/q/", {"receipt": RECEIPT}).status_code == 303


def test_forms_of_error_pages_are_one_persons_too(client):
    nonces = set()
    for _ in range(2):
        response = client.get("/nope/")
        nonces |= set(re.findall(r'name="nonce" value="([^"]{16,})"', page(response)))
        assert response["Cache-Control"] == "no-store"
    assert len(nonces) == 2


@pytest.mark.parametrize(
    "query", ["?" + "x" * 8192, "?q=%ff%fe%00", "?page=%00", "?" + "&".join(f"a{n}=1" for n in range(900))]
)
@pytest.mark.parametrize("path", ["/", "/checks/", "/record/"])
def test_no_query_breaks_a_page(client, full, path, query):
    assert client.get(path + query).status_code in (200, 400, 404)
