"""A question is on disk before it is acknowledged; its receipt, and nothing else, leads back to it."""

import json
import unicodedata
from urllib.parse import quote

import pytest

from factdesk.answers import services as answers
from factdesk.questions import services
from factdesk.questions.models import Group, Label, Question
from tests.api.conftest import LEMON, SIM, lemon, problem_of, sim

pytestmark = pytest.mark.django_db

ASKED = "Uống nước chanh nóng chữa khỏi ung thư có đúng không?"
NOBODY_CHECKED = "Giá vàng hôm nay tăng bao nhiêu?"
NONCE = "3f8kD02mcuWn-xZ_"


def status_of(api, asked, query=""):
    """What the address that an answer gave says now."""
    return api.client.get(asked.json()["status_url"].removeprefix("http://127.0.0.1:8000") + query)


def test_a_question_is_stored_and_answered(indexed, api, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        response = api.post("/questions", {"text": ASKED})
    assert response.status_code == 201
    assert response["Cache-Control"] == "no-store"
    asked = response.json()
    promised = {"receipt", "status_url", "asked_on", "outcome", "language", "took_ms", "matches"}
    assert set(asked) == promised | {"page_url", "looked_up"}
    assert response["Location"] == asked["status_url"]
    assert asked["matches"][0]["id"] == LEMON
    assert asked["looked_up"] is True
    question = Question.objects.get()
    assert (question.door, question.language) == ("api", "vi")
    page = api.client.get(asked["page_url"].removeprefix("http://127.0.0.1:8000"))
    assert page.status_code == 200


def test_its_receipt_says_how_it_stands(indexed, api, django_assert_max_num_queries):
    asked = api.post("/questions", {"text": ASKED})
    with django_assert_max_num_queries(5):
        response = status_of(api, asked)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    now = response.json()
    assert now["state"] in ("answered", "suggested")
    assert now["matches"][0]["id"] == LEMON
    assert now["asked_on"] == asked.json()["asked_on"]


@pytest.mark.parametrize("write", [str.lower, str.upper, str.title])
@pytest.mark.parametrize(
    "between", ["", "-", " ", "  ", "\u2010", "\u2011", "–", "—", "\u2212", "\u00a0", "\u200b", ". "]
)
@pytest.mark.usefixtures("no_index")
def test_a_receipt_is_read_as_people_type_it(api, desk, write, between):
    receipt = api.post("/questions", {"text": ASKED}).json()["receipt"]
    response = api.get(f"/questions/{quote(write(receipt.replace('-', between)))}")
    assert response.json()["receipt"] == receipt


@pytest.mark.parametrize("receipt", ["XXXXX-XXXXX", "x", "%00", "%ff", "ílo", "0" * 5000, "UUUUU-UUUUU"])
def test_a_receipt_that_is_not_there_is_not_found(api, receipt):
    problem_of(api.get(f"/questions/{receipt}"), 404, "no-such-receipt")


def test_the_words_of_the_status_come_in_the_language_asked_for(indexed, api):
    asked = api.post("/questions", {"text": ASKED})
    assert status_of(api, asked, "?language=en").json()["matches"][0]["publisher"] == "Department of Health"
    assert status_of(api, asked, "?language=vi").json()["matches"][0]["publisher"] == "Sở Y tế"
    # Without a wish they are those of the question, whatever the client's library says that it reads.
    now = api.get(f"/questions/{asked.json()['receipt']}", headers={"Accept-Language": "en"}).json()
    assert now["matches"][0]["publisher"] == "Sở Y tế"
    assert "/en/" not in now["page_url"]
    problem_of(status_of(api, asked, "?language=km"), 422, "invalid-request")
    problem_of(status_of(api, asked, "?lang=vi"), 422, "invalid-request")


@pytest.mark.parametrize(
    ("text", "prefix"),
    [("Uống nước chanh nóng khỏi bệnh", ""), ("Hot lemon water cures cancer", "/en"), ("សូមជួយពិនិត្យ", "")],
)
@pytest.mark.usefixtures("no_index")
def test_without_a_wish_the_words_are_those_of_the_question_else_vietnamese(api, desk, text, prefix):
    asked = api.post("/questions", {"text": text}, headers={"Accept-Language": "en"})
    for answer in (asked, status_of(api, asked)):
        assert f"8000{prefix}/q/" in answer.json()["page_url"]


def test_the_same_nonce_is_the_same_question(indexed, api):
    first = api.post("/questions", {"text": ASKED, "nonce": NONCE})
    second = api.post("/questions", {"text": ASKED, "nonce": NONCE})
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["receipt"] == first.json()["receipt"]
    assert Question.objects.count() == 1
    other = api.post("/questions", {"text": NOBODY_CHECKED, "nonce": NONCE})
    assert other.status_code == 201
    assert other.json()["receipt"] != first.json()["receipt"]


def test_without_a_nonce_every_question_is_its_own(indexed, api):
    receipts = {api.post("/questions", {"text": ASKED}).json()["receipt"] for _ in range(3)}
    assert len(receipts) == 3


def test_what_nobody_has_checked_waits_and_is_answered_later(indexed, api):
    asked = api.post("/questions", {"text": NOBODY_CHECKED})
    assert asked.json()["outcome"] == "none"
    now = status_of(api, asked).json()
    assert (now["state"], now["why"]) == ("waiting", "nothing-found")
    services.attach_group(group=Group.objects.get(), code=SIM, by=indexed.editor())
    now = status_of(api, asked).json()
    assert (now["state"], now["matches"][0]["id"]) == ("answered", SIM)


def test_a_question_says_that_its_asker_refused_what_was_shown(indexed, api):
    asked = api.post("/questions", {"text": ASKED})
    assert status_of(api, asked).json()["why"] == ""
    services.reply_not_this(asked.json()["receipt"])
    now = status_of(api, asked).json()
    assert (now["state"], now["why"], now["matches"]) == ("waiting", "not-this", [])


def test_a_closed_question_says_why(indexed, api):
    asked = api.post("/questions", {"text": NOBODY_CHECKED, "language": "en"})
    Group.objects.update(status="closed", reason="opinion", reason_words="Đây là ý kiến.")
    now = status_of(api, asked, "?language=en").json()
    assert (now["state"], now["reason"], now["reason_words"]) == ("closed", "It is an opinion", "Đây là ý kiến.")


def test_an_answer_that_was_withdrawn_is_named_with_its_reason(indexed, api):
    asked = api.post("/questions", {"text": ASKED})
    indexed.withdraw(lemon())
    indexed.withdraw(sim())
    answers.follow()
    now = status_of(api, asked).json()
    assert (now["state"], now["matches"]) == ("withdrawn", [])
    assert now["withdrawn"]["code"] == LEMON
    assert now["withdrawn"]["reason"] == "Nguồn đã rút."


@pytest.mark.usefixtures("no_index")
def test_without_an_index_questions_are_taken_all_the_same(published, api):
    response = api.post("/questions", {"text": ASKED})
    assert response.status_code == 201
    assert response.json()["looked_up"] is False
    assert Question.objects.get().outcome == "pending"
    assert status_of(api, response).json()["looked_up"] is False


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("តើការផឹកទឹកក្រូចឆ្មាក្តៅអាចព្យាបាលជំងឺមហារីកបានទេ?", "km"),
        ("هل يشفي الليمون السرطان؟", "und"),
        ("ᚠᚢᚦᚨᚱᚲ ᚺᚾᛁᛃ", "und"),
    ],
)
def test_a_script_that_it_does_not_know_is_taken_and_queued(indexed, api, text, language):
    response = api.post("/questions", {"text": text})
    assert response.status_code == 201
    assert (response.json()["language"], response.json()["outcome"]) == (language, "none")
    assert Group.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "Chanh chữa ung thư" + "\u0301" * 10_000,
        "a" + "\u0328\u0301" * 9_000,
        unicodedata.normalize("NFD", ASKED),
        unicodedata.normalize("NFD", ASKED[:20]) + ASKED[20:],
        "\u202enóng hnahc có chữa\u202c ung thư\u0000 không?",
        "half a character \ud83d and the rest",
        "ﬁｔｎｅｓｓ ①②③",
        "a" * 20_000,
    ],
)
def test_a_text_in_any_form_is_taken(indexed, api, text):
    response = api.post("/questions", {"text": text})
    assert response.status_code == 201
    assert "\x00" not in Question.objects.get().text


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_unicode_form_finds_the_same(indexed, api, form):
    response = api.post("/questions", {"text": unicodedata.normalize(form, ASKED)})
    assert response.json()["matches"][0]["id"] == LEMON


def test_who_asked_is_cut_away(indexed, api):
    text = "Có đúng là gọi 0912 345 678 hoặc viết cho mai.canary@example.com thì khỏi ung thư?"
    headers = {"User-Agent": "canary-agent", "X-Forwarded-For": "203.0.113.77", "Cookie": "canary=cookie"}
    response = api.post("/questions", {"text": text}, headers=headers, REMOTE_ADDR="198.51.100.7")
    assert response.status_code == 201
    stored = json.dumps(list(Question.objects.values()), default=str)
    for canary in ("canary", "0912", "345 678", "203.0.113", "198.51.100"):
        assert canary not in stored
        assert canary not in response.content.decode()


def reply(api, asked, **body):
    """What its asker says of what was shown."""
    return api.post(f"/questions/{asked.json()['receipt']}/reply", body)


def test_a_reply_is_kept_without_whoever_gave_it(indexed, api):
    asked = api.post("/questions", {"text": ASKED})
    for _ in range(3):
        now = reply(api, asked, reply="this-one", id=LEMON)
    assert (now.status_code, now.json()["state"], now.json()["reply"]) == (200, "answered", "this-one")
    assert not now.cookies
    label = Label.objects.get()
    assert (label.verdict, label.origin, label.code, label.text) == ("right", "asker", LEMON, ASKED)
    now = reply(api, asked, reply="not-this").json()
    assert (now["state"], now["why"], now["reply"]) == ("waiting", "not-this", "not-this")
    assert Label.objects.get().verdict == "wrong"
    now = reply(api, asked, reply="undo", language="en").json()
    assert (now["state"], now["reply"], now["matches"][0]["publisher"]) == ("answered", "", "Department of Health")
    assert not Label.objects.exists()


def test_what_was_not_offered_is_not_taken_for_a_reply(indexed, api):
    asked = api.post("/questions", {"text": ASKED})
    for chosen in ({"id": SIM}, {"id": ""}, {}, {"id": "\0"}, {"id": "x" * 5000}):
        problem_of(reply(api, asked, reply="this-one", **chosen), 422, "not-offered")
    nothing = api.post("/questions", {"text": NOBODY_CHECKED})
    problem_of(reply(api, nothing, reply="not-this"), 422, "nothing-offered")
    problem_of(reply(api, nothing, reply="perhaps"), 422, "invalid-request")
    problem_of(reply(api, nothing, reply="not-this", who="me"), 422, "invalid-request")
    problem_of(api.post("/questions/XXXXX-XXXXX/reply", {"reply": "not-this"}), 404, "no-such-receipt")
    problem_of(api.get(f"/questions/{asked.json()['receipt']}/reply"), 405, "method-not-allowed")
    assert not Label.objects.exists()
