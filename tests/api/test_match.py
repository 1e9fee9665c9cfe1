"""A text is looked up and nothing of it is stored."""

import pytest
from django.apps import apps
from django.db import connection

from tests.api.conftest import LEMON, problem_of

pytestmark = pytest.mark.django_db

ASKED = "Uống nước chanh nóng có chữa khỏi bệnh ung thư không?"


def rows():
    """How many rows each table has."""
    with connection.cursor() as cursor:
        found = {}
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
            found[model._meta.db_table] = cursor.fetchone()[0]
    return found


def test_a_match_has_the_promised_form(indexed, api, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        response = api.post("/match", {"text": ASKED})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    found = response.json()
    assert set(found) == {"outcome", "language", "took_ms", "matches"}
    assert found["outcome"] in ("answer", "suggest")
    assert found["language"] == "vi"
    first = found["matches"][0]
    assert set(first) == {"id", "kind", "title", "claim", "rating", "publisher", "url", "score"}
    assert (first["id"], first["kind"]) == (LEMON, "fact-check")
    assert first["publisher"] == "Sở Y tế"
    assert first["url"].endswith(f"/checks/{LEMON}/nuoc-chanh/")


def test_the_words_come_in_the_language_asked_for(indexed, api):
    first = api.post("/match", {"text": ASKED, "language": "en"}).json()["matches"][0]
    assert first["title"] == "Hot lemon water does not cure cancer"
    assert (first["rating"], first["publisher"]) == ("False", "Department of Health")
    # Without it, in that of the text, whatever the client's own.
    headers = {"Accept-Language": "vi"}
    first = api.post("/match", {"text": "Does drinking hot lemon water cure cancer?"}, headers=headers).json()[
        "matches"
    ][0]
    assert first["claim"] == "Drinking hot lemon water cures cancer."


@pytest.mark.parametrize(("path", "language"), [("/checks", "vi"), ("/en/checks", "en")])
def test_a_bare_link_to_our_page_is_answered_in_the_language_of_that_page(indexed, api, path, language):
    found = api.post("/match", {"text": f"http://127.0.0.1:8000{path}/{LEMON}/"}).json()
    assert found["outcome"] == "answer"
    assert ("/en/" in found["matches"][0]["url"]) == (language == "en")


def test_what_nobody_has_checked_is_none(indexed, api):
    found = api.post("/match", {"text": "Giá vàng hôm nay tăng bao nhiêu?"}).json()
    assert (found["outcome"], found["matches"]) == ("none", [])


def test_nothing_is_stored(indexed, api):
    before = rows()
    assert api.post("/match", {"text": ASKED}).status_code == 200
    assert api.post("/match", {"text": ""}).status_code == 422
    assert rows() == before


@pytest.mark.usefixtures("no_index")
def test_without_an_index_it_says_so(published, api):
    response = api.post("/match", {"text": ASKED})
    problem_of(response, 503, "index-unavailable")
    assert response["Retry-After"] == "60"
