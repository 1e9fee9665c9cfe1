"""The index is what is published: grown by following, made again from the record, and the same either way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from factdesk.answers import engine, selectors, services
from factdesk.answers.documents import of_check
from factdesk.record import selectors as record
from factdesk.record.models import PublishedCheck
from tests.answers.builders import LEMON_VI, change, lemon, review, sim, text


def keys() -> set[str]:
    """Every key that lives in the index."""
    snapshot = engine.store().snapshot
    return {snapshot.document(number).key for number in range(snapshot.manifest.documents) if snapshot.lives(number)}


def test_each_language_of_a_check_is_a_text_of_its_own(publisher, index):
    publisher.publish(lemon())
    publisher.publish(sim())
    assert services.follow() == 2
    assert keys() == {"fact-check:k7m2xq:vi", "fact-check:k7m2xq:en", "fact-check:s1mk0a:vi"}
    assert engine.store().cursor["record"] == 1


def test_nothing_to_follow_costs_three_queries(publisher, index, django_assert_num_queries):
    publisher.publish(lemon())
    services.follow()
    with django_assert_num_queries(3):
        assert services.follow() == 0


def test_a_correction_is_what_is_found_then(publisher, index):
    publisher.publish(lemon())
    services.follow()
    words = text(LEMON_VI[0], LEMON_VI[1], "Muối biển rang chữa khỏi bệnh tiểu đường.")
    publisher.publish(lemon(texts={"vi": words}), "correct", reason={"vi": "Sai mệnh đề."})
    services.follow()
    assert keys() == {"fact-check:k7m2xq:vi"}, "the language that is not there any more has gone"
    assert services.answer("muối biển rang chữa khỏi bệnh tiểu đường?").matches[0].code == "k7m2xq"


def test_a_withdrawn_check_leaves_the_index(publisher, index):
    publisher.publish(lemon())
    services.follow()
    publisher.withdraw(lemon())
    services.follow()
    assert keys() == set()


def test_external_reviews_come_change_and_go(publisher, index):
    row = review()
    assert services.follow() == 1, "the first change has the number 0"
    assert keys() == {"external-review:abcd1234:en"}
    row.language, row.claim = "vi", "Đồ ăn hâm lò vi sóng gây ung thư."
    row.save()
    change(row, "changed", previous={"language": "en"})
    services.follow()
    assert keys() == {"external-review:abcd1234:vi"}
    row.removed = True
    row.save()
    change(row, "removed")
    services.follow()
    assert keys() == set()
    row.removed = False
    row.save()
    change(row, "restored")
    services.follow()
    assert keys() == {"external-review:abcd1234:vi"}


def test_it_leaves_the_work_to_whoever_is_writing(publisher, index):
    publisher.publish(lemon())
    with engine.store().writer():
        assert services.follow() == 0
    assert services.follow() == 1


@pytest.fixture
def published(publisher, index, django_capture_on_commit_callbacks):
    """Publish the check on lemon water, and do what follows when that is stored."""

    def publish():
        with django_capture_on_commit_callbacks(execute=True):
            return publisher.publish(lemon())

    return publish


def test_whoever_answers_takes_what_it_publishes_into_the_index_itself(published):
    engine.encoder()
    published()
    assert keys() == {"fact-check:k7m2xq:vi", "fact-check:k7m2xq:en"}
    assert engine.store().cursor["record"] == 0


def test_it_leaves_the_reviews_to_the_worker(published):
    engine.encoder()
    review()
    published()
    assert keys() == {"fact-check:k7m2xq:vi", "fact-check:k7m2xq:en"}
    assert services.follow() == 1


def test_whoever_has_no_encoder_leaves_it_all_to_the_worker(published):
    engine.release_encoder(0)
    published()
    assert not engine.has_encoder()
    assert keys() == set()
    assert services.follow() == 1


def test_whoever_publishes_while_another_writes_tries_again_and_then_leaves_it(published, monkeypatch):
    engine.encoder()
    monkeypatch.setattr(services, "_PAUSE", 0)
    with engine.store().writer():
        published()
    assert keys() == set()
    assert services.follow() == 1


@pytest.mark.parametrize("harm", ["gone", "garbled"])
def test_what_is_wrong_with_the_index_keeps_nothing_from_being_published(published, index, harm):
    engine.encoder()
    if harm == "gone":
        shutil.rmtree(index)
    else:
        (index / "manifest.json").write_text(harm)
    assert published().seq == record.head() == 0


def test_batches_do_not_lose_anything(publisher, index, monkeypatch):
    monkeypatch.setattr(services, "_BATCH", 1)
    publisher.publish(lemon())
    publisher.publish(sim())
    review()
    assert services.follow() == 3
    assert len(keys()) == 4


def test_a_new_check_is_found_before_the_reviews_that_came_with_it(publisher, index, monkeypatch):
    """One batch of reviews is the longest that a check waits."""
    monkeypatch.setattr(services, "_REVIEWS", 1)
    for number in range(3):
        review(f"abcd123{number}")
    publisher.publish(lemon())
    assert services.follow(lambda: True) == 2
    assert "fact-check:k7m2xq:vi" in keys()
    assert services.follow() == 2
    assert len(keys()) == 5


def test_a_rebuilt_index_holds_what_the_grown_one_held(publisher, index):
    publisher.publish(lemon())
    publisher.publish(sim())
    publisher.withdraw(sim())
    publisher.publish(lemon(checked_on="2026-11-03"), "update")
    review()
    services.follow()
    grown = {key: contents(key) for key in keys()}
    assert services.reindex() == 3
    assert {key: contents(key) for key in keys()} == grown
    assert selectors.index_state()["state"] == "ok"


def contents(key: str):
    """A document of the index."""
    snapshot = engine.store().snapshot
    return snapshot.document(snapshot.find(key))


def test_reindex_mends_a_damaged_index(publisher, index):
    publisher.publish(lemon())
    services.follow()
    (index / "manifest.json").write_text("garbled")
    engine.forget()
    assert selectors.index_state()["state"] == "damaged"
    services.reindex()
    assert services.answer("nước chanh nóng chữa khỏi ung thư?").outcome == "answer"


def test_reindex_makes_an_index_where_there_was_none(publisher, settings, tmp_path):
    settings.INDEX_DIRECTORY = tmp_path / "fresh"
    engine.forget()
    publisher.publish(lemon())
    steps = []
    services.reindex(lambda done, total, what: steps.append((done, total, what)))
    assert steps[-1][:2] == (2, 2)
    assert keys() == {"fact-check:k7m2xq:vi", "fact-check:k7m2xq:en"}


def test_ensuring_an_index_leaves_one_that_is_there(publisher, index):
    publisher.publish(lemon())
    services.follow()
    services.ensure_index()
    assert len(keys()) == 2


def test_a_document_has_the_words_of_the_body_without_its_marks(publisher):
    publisher.publish(lemon())
    document = of_check(PublishedCheck.objects.get(key="k7m2xq:vi"))
    assert document.body.endswith("Giải thích & nguồn: nuoc-chanh.")
    assert document.claim == LEMON_VI[2]


def test_another_process_answers_with_a_new_check_at_once(publisher, index, tmp_path):
    """The other process opens the index while it is empty; nobody restarts it or tells it anything."""
    script = (
        "import django, sys, time; django.setup()\n"
        "from factdesk.answers import engine\n"
        "matcher = engine.matcher()\n"
        "print('ready', flush=True)\n"
        "while not (found := matcher.match('uống nước chanh nóng chữa khỏi ung thư?').matches): time.sleep(0.02)\n"
        "print(found[0].document.code, flush=True)\n"
    )
    settings_module = tmp_path / "other_settings.py"
    settings_module.write_text(
        f"from factdesk.settings.test import *\nfrom pathlib import Path\nINDEX_DIRECTORY = Path({str(index)!r})\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "other_settings"}
    other = subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "ready\n"
        publisher.publish(lemon())
        services.follow()
        assert other.stdout.readline() == "k7m2xq\n"  # how soon is measured by bench/freshness.py
    finally:
        other.kill()
        other.communicate()
