"""The record is followed by number; a version's bytes have the hash that they are asked by."""

import hashlib
import json

import pytest

from factdesk.record.models import Entry
from tests.api.conftest import lemon, problem_of
from tests.record.damage import damaged

pytestmark = pytest.mark.django_db


def test_entries_are_their_public_lines_and_nothing_else(published, api, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page = api.get("/record").json()
    assert page["entries"] == [json.loads(entry.line) for entry in Entry.objects.order_by("seq")]
    assert page["next"] == 1


def test_a_reader_follows_by_number(published, api):
    assert [entry["seq"] for entry in api.get("/record?limit=1").json()["entries"]] == [0]
    assert api.get("/record?after=0").json()["next"] == 1
    end = api.get("/record?after=1").json()
    assert end == {"entries": [], "next": 1}
    published.withdraw(lemon())
    assert [entry["kind"] for entry in api.get("/record?after=1").json()["entries"]] == ["withdraw"]


def test_an_empty_record_has_no_entries(api):
    assert api.get("/record").json() == {"entries": [], "next": -1}


@pytest.mark.parametrize("query", ["after=-2", f"after={2**63}", "after=x", "limit=0", "limit=1001", "since=3"])
def test_a_wrong_number_is_refused(published, api, query):
    problem_of(api.get(f"/record?{query}"), 422, "invalid-request")


def test_a_version_is_given_byte_for_byte(published, api, django_assert_max_num_queries):
    sha256 = api.get("/record").json()["entries"][0]["sha256"]
    with django_assert_max_num_queries(1):
        response = api.get(f"/record/versions/{sha256}")
    assert hashlib.sha256(response.content).hexdigest() == sha256
    assert response["Content-Type"] == "application/json"
    assert "immutable" in response["Cache-Control"]
    assert response["ETag"] == f'"{sha256}"'
    assert api.get(f"/record/versions/{sha256}", headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("sha256", ["0" * 64, "x", "%00", "A" * 64])
def test_a_version_that_is_not_there_is_not_found(published, api, sha256):
    problem_of(api.get(f"/record/versions/{sha256}"), 404, "no-such-version")


@pytest.mark.parametrize(("language", "words"), [("vi", "không còn đúng như khi được đăng"), ("en", "not what was")])
def test_a_damaged_version_is_not_given_out(published, api, settings, tmp_path, caplog, language, words):
    settings.RUN_DIRECTORY = tmp_path
    entry = Entry.objects.first()
    damaged(entry, lambda text: text.replace("chanh", "cam"))
    for path in (f"/record/versions/{entry.version_id}", f"/fact-checks/{entry.code}"):
        caplog.clear()
        response = api.get(path, headers={"Accept-Language": language})
        assert words in problem_of(response, 500, "version-damaged")["detail"]
        assert entry.version_id in caplog.text
        assert "Traceback" not in caplog.text
    assert len(api.get("/record").json()["entries"]) == 2
    assert api.client.get("/healthz").json()["record"] == {"state": "damaged", "damaged": 1}
