"""What is done before a desk serves takes seconds, whatever happened while it was down."""

from __future__ import annotations

from factdesk.answers import engine, services
from factdesk.running import prepare
from tests.answers.builders import lemon, review
from tests.answers.conftest import index as index
from tests.answers.conftest import prepared_encoder as prepared_encoder
from tests.answers.conftest import publisher as publisher


def test_a_large_import_keeps_no_desk_from_serving(publisher, index, monkeypatch):
    monkeypatch.setattr(prepare, "_CATCHING_UP", 0.0)
    monkeypatch.setattr(services, "_REVIEWS", 2)
    publisher.publish(lemon())
    for number in range(5):
        review(f"abcd{number:04}")
    prepare.catch_up()
    store = engine.store()
    store.refresh()
    assert store.cursor["record"] == 0, "what the desk published is there"
    assert 0 <= store.cursor["reviews"] < 4, "the rest of the reviews is the worker's"


def test_what_takes_seconds_is_there_when_it_serves(publisher, index):
    publisher.publish(lemon())
    for number in range(5):
        review(f"abcd{number:04}")
    prepare.catch_up()
    store = engine.store()
    store.refresh()
    assert store.cursor == {"record": 0, "reviews": 4, "phrasings": -1}
