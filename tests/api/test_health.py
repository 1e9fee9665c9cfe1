"""/healthz says of each part how it is, and fails only where questions cannot be taken."""

import pytest

from factdesk.answers import worker
from factdesk.record import inspection
from factdesk.record.models import Entry
from tests.record.damage import damaged

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(settings, tmp_path):
    """A worker that has just beaten."""
    settings.RUN_DIRECTORY = tmp_path / "run"
    worker.beat()


def test_all_is_well(indexed, running, api, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):  # of them six are the savepoint and the patience of the write check
        response = api.client.get("/healthz")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    state = response.json()
    assert state["status"] == "ok"
    assert {name: state[name]["state"] for name in ("database", "index", "worker", "record")} == {
        "database": "ok",
        "index": "ok",
        "worker": "ok",
        "record": "ok",
    }
    assert state["index"]["documents"] == 3
    assert state["index"]["learned"] == "shipped"


@pytest.mark.usefixtures("running", "no_index")
def test_without_an_index_asks_are_still_taken(published, api, settings):
    response = api.client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["index"]["state"] == "missing"
    assert str(settings.INDEX_DIRECTORY).encode() not in response.content


def test_a_damaged_index_is_said(indexed, running, api, settings):
    from factdesk.answers import engine

    engine.forget()
    for file in settings.INDEX_DIRECTORY.rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged")
    response = api.client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["index"]["state"] not in ("ok", "behind")


def test_without_a_worker_asks_are_still_taken(indexed, api, settings, tmp_path):
    settings.RUN_DIRECTORY = tmp_path / "nowhere"
    response = api.client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["worker"]["state"] == "absent"


def test_a_damaged_version_is_said_and_asks_are_still_taken(indexed, running, api):
    entry = Entry.objects.first()
    damaged(entry, lambda text: text + " ")
    inspection.inspect()
    response = api.client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["record"] == {"state": "damaged", "damaged": 1}


def test_it_is_only_read(api):
    assert api.client.post("/healthz").status_code == 405
    assert api.client.head("/healthz").status_code == 200
