"""Published fact-checks are listed, filtered, paged and read in full, withdrawn ones too."""

import json
from urllib.parse import urlsplit

import pytest

from tests.api.conftest import LEMON, SIM, lemon, problem_of, sim
from tests.record.builders import content

pytestmark = pytest.mark.django_db

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def codes(response):
    return [(line["code"], line["language"]) for line in response.json()["fact_checks"]]


def test_the_list_has_one_line_for_each_text(published, api, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        response = api.get("/fact-checks")
    assert sorted(codes(response)) == [(LEMON, "en"), (LEMON, "vi"), (SIM, "vi")]
    line = next(line for line in response.json()["fact_checks"] if line["language"] == "en")
    assert line["title"] == "Hot lemon water does not cure cancer"
    assert (line["rating"], line["office"], line["withdrawn"]) == ("false", "so-y-te", False)
    assert urlsplit(line["url"]).path == f"/en/checks/{LEMON}/lemon-water/"
    assert line["published_at"].endswith("Z")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("language=en", [(LEMON, "en")]),
        ("sector=money", [(SIM, "vi")]),
        ("region=thanh-yen&language=vi", [(LEMON, "vi")]),
        ("office=so-y-te&sector=health&language=vi", [(LEMON, "vi")]),
        ("office=elsewhere", []),
        ("rating=true", []),
        ("rating=false&language=en", [(LEMON, "en")]),
    ],
)
def test_a_filter_narrows_the_list(published, api, query, expected):
    assert codes(api.get(f"/fact-checks?{query}")) == expected


def test_pages_give_each_text_once_while_others_are_published_and_corrected(desk, api):
    known = [f"aaaaa{letter}" for letter in CROCKFORD[:12]]
    for code in known:
        desk.publish(content(code))
    seen, path = [], "/api/v1/fact-checks?limit=5"
    for number in range(20):
        response = api.client.get(path)
        seen += [code for code, _ in codes(response)]
        if response.json()["next"] is None:
            assert "Link" not in response
            break
        # What changes meanwhile: a new check, and a correction of one that is still to come.
        desk.publish(content(f"bbbbb{CROCKFORD[number]}"))
        rating = ("mostly-false", "false")[number % 2]
        desk.publish(content(known[-1], rating=rating), "correct", reason={"en": "A mistake."})
        address = urlsplit(response["Link"].split(">")[0].lstrip("<"))
        path = f"{address.path}?{address.query}"
        assert 'rel="next"' in response["Link"]
    assert sorted(code for code in seen if code in known) == known


@pytest.mark.parametrize("cursor", ["x", "", "WyJhIl0:1abc:sig", "\u0000", "ă"])
def test_a_cursor_that_the_desk_did_not_make_is_refused(published, api, cursor):
    problem_of(api.client.get("/api/v1/fact-checks", {"cursor": cursor}), 422, "invalid-cursor")


def test_a_cursor_that_was_tampered_with_is_refused(published, api):
    cursor = api.get("/fact-checks?limit=1").json()["next"]
    assert api.client.get("/api/v1/fact-checks", {"cursor": cursor}).status_code == 200
    for place in (0, 8, len(cursor) - 2):
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        problem_of(api.client.get("/api/v1/fact-checks", {"cursor": changed}), 422, "invalid-cursor")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        ("limit=99999999999999999999999", "limit"),
        ("language=km", "language"),
        ("rating=pants-on-fire", "rating"),
        ("sector=Sức khỏe", "sector"),
        ("office=%00", "office"),
        ("region=%ff%fe", "region"),
        ("sectr=health", "sectr"),
        ("cursor=" + "x" * 8000, "cursor"),
    ],
)
def test_a_parameter_that_is_not_understood_is_named(published, api, query, field):
    body = problem_of(api.get(f"/fact-checks?{query}"), 422, "invalid-request")
    assert [fault["field"] for fault in body["errors"]] == [field]
    assert all(fault["message"] for fault in body["errors"])


def test_the_list_says_when_it_has_not_changed(published, api):
    etag = api.get("/fact-checks")["ETag"]
    assert api.get("/fact-checks", headers={"If-None-Match": etag}).status_code == 304
    published.publish(sim(rating="mostly-false"), "update")
    assert api.get("/fact-checks", headers={"If-None-Match": etag}).status_code == 200


def test_a_fact_check_is_given_in_full(published, api, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        response = api.get(f"/fact-checks/{LEMON}")
    check = response.json()
    assert (check["code"], check["rating"], check["entry"]) == (LEMON, "false", 0)
    assert check["rating_words"].keys() == {"vi", "en"}
    assert check["rating_words"]["en"] == "False"
    assert check["office"]["name"] == {"vi": "Sở Y tế", "en": "Department of Health"}
    assert urlsplit(check["office"]["url"]).path in ("/offices/so-y-te/", "/en/offices/so-y-te/")
    assert check["claim"]["kind"] == "factual"
    assert check["texts"].keys() == {"vi", "en"}
    english = check["texts"]["en"]
    assert english["claim"] == "Drinking hot lemon water cures cancer."
    assert english["topics"] == ["cancer"]
    assert urlsplit(english["url"]).path == f"/en/checks/{LEMON}/lemon-water/"
    assert [item["primary"] for item in check["evidence"]] == [True, False]
    assert check["changes"] == []
    assert check["withdrawn"] is None
    assert api.client.get(urlsplit(check["version_url"]).path).status_code == 200


def test_one_language_may_be_asked_for(published, api):
    assert api.get(f"/fact-checks/{LEMON}?language=en").json()["texts"].keys() == {"en"}
    problem_of(api.get(f"/fact-checks/{SIM}?language=en"), 404, "no-such-fact-check")
    problem_of(api.get(f"/fact-checks/{LEMON}?language=km"), 422, "invalid-request")
    problem_of(api.get(f"/fact-checks/{LEMON}?lang=en"), 422, "invalid-request")


@pytest.mark.parametrize(
    "code", ["zzzzzz", "K7M2XQU", "k7m2x", "%00%00%00%00%00%00", "%ff", "k7m2xq/", "ill0u1", "a" * 5000]
)
def test_a_code_that_is_not_there_is_not_found(published, api, code):
    response = api.get(f"/fact-checks/{code}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_a_code_is_read_as_people_type_it(published, api):
    assert api.get("/fact-checks/K7M2XQ").json()["code"] == LEMON
    assert api.get("/fact-checks/slmkOA").json()["code"] == SIM


def test_its_etag_holds_the_version_and_changes_with_every_entry(published, api):
    first = api.get(f"/fact-checks/{LEMON}")
    assert first["ETag"] == f'"{first.json()["version"]}.0"'
    assert "Last-Modified" in first
    # There and back again: the same version, but the list of changes has grown.
    published.publish(lemon(rating="mostly-false"), "update")
    published.publish(lemon(), "update")
    again = api.get(f"/fact-checks/{LEMON}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again.json()["version"] == first.json()["version"]
    assert [change["kind"] for change in again.json()["changes"]] == ["update", "update"]


def test_what_has_not_changed_is_not_sent_again(published, api, django_assert_max_num_queries):
    first = api.get(f"/fact-checks/{LEMON}")
    with django_assert_max_num_queries(1):
        second = api.get(f"/fact-checks/{LEMON}", headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"] == first["ETag"]
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert api.get(f"/fact-checks/{LEMON}", headers=since).status_code == 304
    for nonsense in ("yesterday", "", "Thu, 99 Foo 2026 99:99:99 GMT"):
        assert api.get(f"/fact-checks/{LEMON}", headers={"If-Modified-Since": nonsense}).status_code == 200
    assert api.get(f"/fact-checks/{LEMON}?language=vi", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_withdrawn_check_stays_with_its_reason(published, api):
    published.withdraw(lemon())
    check = api.get(f"/fact-checks/{LEMON}").json()
    assert check["rating"] is None
    assert check["rating_words"]["en"] == "Not rated"
    assert check["withdrawn"]["reason"]["en"] == "The source was retracted."
    assert check["changes"][-1]["kind"] == "withdraw"
    line = next(x for x in api.get("/fact-checks?language=en").json()["fact_checks"] if x["code"] == LEMON)
    assert (line["withdrawn"], line["withdrawn_reason"]) == (True, "The source was retracted.")


def test_nothing_of_who_wrote_or_approved_is_in_it(published, api):
    answer = json.dumps(api.get(f"/fact-checks/{LEMON}").json())
    for name in ("written_by", "approved_by", "desk_revisions"):
        assert name not in answer
