"""A locked or full database: 503 with Retry-After, and nothing is acknowledged that is not stored."""

import pytest
from django.db import connection

from factdesk.questions.models import Question
from tests.api.conftest import problem_of
from tests.locking import locked

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the lock is SQLite's"),
]

QUESTION = {"text": "Có phải mai nghỉ học vì bão không?"}


@pytest.fixture
def impatient():
    """This connection waits a tenth of a second for a lock."""
    connection.close()
    usual = connection.settings_dict["OPTIONS"]["timeout"]
    connection.settings_dict["OPTIONS"]["timeout"] = 0.1
    yield
    connection.close()
    connection.settings_dict["OPTIONS"]["timeout"] = usual


def somebody_else_writes():
    """Another connection holds the lock for writing."""
    return locked(connection.settings_dict["NAME"])


@pytest.mark.usefixtures("impatient", "no_index")
def test_a_locked_database_takes_no_question_and_says_so(api):
    with somebody_else_writes():
        response = api.post("/questions", QUESTION, headers={"Accept-Language": "en"})
        problem_of(response, 503, "storage-unavailable")
    assert response["Retry-After"] == "60"
    assert b"receipt" not in response.content
    assert not Question.objects.exists()
    assert api.post("/questions", QUESTION).status_code == 201


@pytest.mark.usefixtures("impatient", "no_index")
def test_a_locked_database_is_still_read(api):
    with somebody_else_writes():
        assert api.get("/fact-checks").status_code == 200
        assert api.get("/record").status_code == 200


@pytest.mark.usefixtures("impatient", "no_index")
def test_healthz_says_that_the_database_takes_nothing(api):
    with somebody_else_writes():
        response = api.client.get("/healthz")
    assert response.status_code == 503
    assert (response.json()["status"], response.json()["database"]["state"]) == ("down", "unavailable")
    assert api.client.get("/healthz").status_code == 200


@pytest.mark.usefixtures("no_index")
def test_a_full_disk_takes_no_question_and_says_so(api):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
    try:
        answers = [api.post("/questions", {"text": f"Tin đồn số {n}: {'dài ' * 3000}"}) for n in range(30)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count=1073741823")
    acknowledged = [answer for answer in answers if answer.status_code == 201]
    refused = [answer for answer in answers if answer.status_code != 201]
    assert refused
    for answer in refused:
        problem_of(answer, 503, "storage-unavailable")
    assert Question.objects.count() == len(acknowledged)
