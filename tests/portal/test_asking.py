"""The question form: what it takes, what it gives back, and that nothing typed is lost."""

import re

import pytest
from django.db import OperationalError

from factdesk.questions import services
from factdesk.questions.models import Question
from tests.portal.conftest import lemon, page, sim

pytestmark = pytest.mark.django_db


def nonce_of(text: str) -> str:
    """The hidden value of the form."""
    return re.search(r'name="nonce" value="([^"]+)"', text).group(1)


def test_the_home_page_has_one_field_and_the_newest_checks(client, desk):
    desk.publish(lemon())
    text = page(client.get("/"))
    assert text.count("<textarea") == 1
    assert "Nước chanh nóng không chữa được ung thư" in text
    assert "Điều này có đúng không?" in text


def test_a_link_fills_the_field_and_stores_nothing(client):
    text = page(client.get("/", {"q": "SIM bị khóa <b>thật</b>?"}))
    assert "SIM bị khóa &lt;b&gt;thật&lt;/b&gt;?</textarea>" in text
    assert not Question.objects.exists()


def test_asking_leads_to_the_questions_own_page(client):
    response = client.post("/ask", {"text": "Mai có nghỉ học không?", "nonce": nonce_of(page(client.get("/")))})
    assert response.status_code == 303
    assert re.fullmatch(r"/q/[0-9A-Z]{5}-[0-9A-Z]{5}/", response["Location"])
    assert response["Cache-Control"] == "no-store"
    assert client.get(response["Location"]).status_code == 200


def test_asking_in_english_stays_in_english(client):
    response = client.post("/en/ask", {"text": "Is school closed tomorrow?"})
    assert response["Location"].startswith("/en/q/")
    assert Question.objects.get().interface_language == "en"


def test_the_same_form_sent_twice_is_one_question(client):
    form = {"text": "Mai có nghỉ học không?", "nonce": nonce_of(page(client.get("/")))}
    assert client.post("/ask", form)["Location"] == client.post("/ask", form)["Location"]
    assert Question.objects.count() == 1


def test_each_rendering_has_a_nonce_of_its_own_and_no_shared_cache_keeps_it(client):
    first, second = client.get("/"), client.get("/")
    assert nonce_of(page(first)) != nonce_of(page(second))
    assert "private" in first["Cache-Control"]


@pytest.mark.parametrize("text", ["", "   \n ", "😀😀😀", "!!! ???", "a" * 20_001, "́" * 10_000])
def test_what_cannot_be_taken_comes_back_with_the_error_first_and_the_text_kept(client, text):
    response = client.post("/ask", {"text": text, "nonce": "of-this-form"})
    shown = page(response)
    assert response.status_code == 422
    assert shown.index("error-summary") < shown.index("<textarea")
    assert 'href="#text"' in shown
    assert 'aria-invalid="true"' in shown
    assert "<title>Lỗi: " in shown
    assert f"{text}</textarea>" in shown.replace("\r\n", "\n")
    assert nonce_of(shown) == "of-this-form"
    assert not Question.objects.exists()


def test_more_than_the_server_reads_is_refused_in_words(client):
    response = client.post("/ask", {"text": "a" * 2_100_000})
    assert response.status_code == 413
    assert "error-summary" in page(response)


def test_a_post_without_a_field_is_an_empty_question(client):
    assert client.post("/ask", b"\x80\xff%%%", content_type="application/x-www-form-urlencoded").status_code == 422
    assert client.post("/ask").status_code == 422


def test_reading_the_forms_address_leads_home(client):
    assert client.get("/en/ask")["Location"] == "/en/"
    assert client.put("/ask").status_code == 405


@pytest.mark.parametrize("path", ["/", "/ask", "/en/", "/en/ask"])
@pytest.mark.parametrize("name", ["text", "q"])
def test_a_text_in_the_address_fills_the_form_and_stores_nothing(client, path, name):
    response = client.get(path, {name: "SIM bị khóa <b>thật</b>?"})
    assert response.status_code == 200
    assert "SIM bị khóa &lt;b&gt;thật&lt;/b&gt;?</textarea>" in page(response)
    assert nonce_of(page(response))
    assert f'rel="canonical" href="http://127.0.0.1:8000{"/en/" if "en" in path else "/"}"' in page(response)
    assert not Question.objects.exists()
    assert len(page(client.get(path, {name: "a" * 100_000}))) < 60_000


def test_examples_are_claims_that_the_desk_has_checked(client, desk):
    assert 'id="examples-title"' not in page(client.get("/"))
    desk.publish(lemon())
    desk.publish(sim(rating=None, claim={"kind": "opinion", "language": "vi"}))
    text = page(client.get("/"))
    assert 'href="/?q=N%C6%B0%E1%BB%9Bc%20chanh' in text
    assert "SIM%20s" not in text
    assert "?q=Hot%20lemon" in page(client.get("/en/"))
    desk.withdraw(lemon())
    assert 'id="examples-title"' not in page(client.get("/"))


@pytest.mark.parametrize(("prefix", "words"), [("", "Tạm thời chưa lưu được"), ("/en", "We cannot store anything")])
def test_a_disk_that_is_full_gives_the_text_back(client, monkeypatch, prefix, words):
    def full(**_):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(services, "ask", full)
    response = client.post(f"{prefix}/ask", {"text": "Mai có <nghỉ> học không?", "nonce": "of-this-form"})
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert words in page(response)
    assert "Mai có &lt;nghỉ&gt; học không?</textarea>" in page(response)
    assert nonce_of(page(response)) == "of-this-form"


def test_the_page_about_storage_asks_no_database(client, monkeypatch, django_assert_num_queries):
    def full(**_):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(services, "ask", full)
    with django_assert_num_queries(0):
        client.post("/ask", {"text": "Mai có nghỉ học không?"})


def test_home_takes_few_queries(client, desk, django_assert_num_queries):
    desk.publish(lemon())
    desk.publish(sim())
    with django_assert_num_queries(1):
        client.get("/")
