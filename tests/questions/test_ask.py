"""A question is on disk when it is acknowledged, is looked up, and goes to the queue where nothing answers it."""

from __future__ import annotations

import threading

import pytest
from django.db import OperationalError

from factdesk.answers import services as answers
from factdesk.questions import receipts, services
from factdesk.questions.models import Group, Label, Question

LEMON = "Uống nước chanh nóng chữa khỏi ung thư."
NEW = "Cầu Bến Đông có thu phí xe máy từ tháng sau không?"


def test_a_known_claim_is_answered_and_kept(desk):
    asked = services.ask(text=LEMON, language="vi", door="web")
    assert asked.answer.outcome == "answer"
    question = Question.objects.get()
    assert (question.outcome, question.language, question.interface_language) == ("answer", "vi", "vi")
    assert question.matches[0]["code"] == "k7m2xq"
    assert set(question.matches[0]) == {"kind", "code", "language", "score"}
    assert question.group is None


def test_an_unknown_claim_starts_a_group(publisher, index):
    asked = services.ask(text=NEW, language="vi", door="web")
    assert asked.answer.outcome == "none"
    group = Group.objects.get()
    assert (group.label, group.count, group.status, group.language) == (NEW, 1, "open", "vi")
    assert Question.objects.get().group == group


def test_the_receipt_is_not_in_the_database(desk):
    asked = services.ask(text=NEW, language="vi", door="web")
    row = Question.objects.values().get()
    assert receipts.normalised(asked.receipt) == asked.receipt
    assert asked.receipt not in str(row)


def test_the_time_is_kept_to_the_minute_only(desk):
    services.ask(text=NEW, language="vi", door="web")
    asked_at = Question.objects.get().asked_at
    assert (asked_at.second, asked_at.microsecond) == (0, 0)


def test_the_same_form_twice_is_one_question(publisher, index):
    first = services.ask(text=NEW, language="vi", nonce="abc", door="web")
    second = services.ask(text=f"  {NEW} ", language="vi", nonce="abc", door="web")
    assert first.receipt == second.receipt
    assert (first.new, second.new) == (True, False)
    assert Question.objects.count() == 1
    assert Group.objects.get().count == 1


def test_a_form_that_was_changed_and_sent_again_is_another_question(desk):
    first = services.ask(text=NEW, language="vi", nonce="abc", door="web")
    second = services.ask(text=LEMON, language="vi", nonce="abc", door="web")
    assert first.receipt != second.receipt
    assert Question.objects.count() == 2


def test_without_a_nonce_each_is_a_question(desk):
    receipts_given = {services.ask(text=LEMON, language="vi", door="api").receipt for _ in range(3)}
    assert len(receipts_given) == 3
    assert Question.objects.count() == 3


def test_without_an_index_it_is_taken_and_waits(publisher, no_index):
    asked = services.ask(text=LEMON, language="vi", door="web")
    assert not asked.answer.available
    assert Question.objects.get().outcome == "pending"
    assert Question.objects.get().language == "vi"


def test_a_database_that_takes_nothing_acknowledges_nothing(desk, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Question.objects, "get_or_create", locked)
    with pytest.raises(OperationalError):
        services.ask(text=NEW, language="vi", door="web")


def test_a_crash_after_storing_leaves_a_question_that_is_looked_up_later(publisher, index, monkeypatch):
    def crash(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("factdesk.questions.services.asking.answer", crash)
        with pytest.raises(KeyboardInterrupt):
            services.ask(text=NEW, language="vi", door="web")
    assert Question.objects.get().outcome == "pending"
    assert services.match_pending() == 1
    assert Question.objects.get().outcome == "none"
    assert Group.objects.get().count == 1


def test_two_that_look_it_up_at_once_count_it_once(publisher, index):
    with_none = answers.answer(NEW, language="vi")
    services.ask(text=NEW, language="vi", door="web")
    from factdesk.questions.services.asking import keep

    keep(Question.objects.get(), with_none)
    assert Group.objects.get().count == 1


def test_queries_are_counted(desk, django_assert_max_num_queries):
    services.ask(text=NEW, language="vi", door="web")
    with django_assert_max_num_queries(20):
        services.ask(text=f"{NEW} Mọi người cho hỏi với", language="vi", door="web")
    with django_assert_max_num_queries(12):
        services.ask(text=LEMON, language="vi", door="web")


def test_nothing_is_labelled_by_asking(desk):
    services.ask(text=LEMON, language="vi", door="web")
    assert not Label.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("__import__('django.db').db.connection.vendor != 'sqlite'", reason="the record refuses TRUNCATE")
def test_one_form_sent_by_many_threads_at_once_is_one_question(index):
    from django.db import connection

    seen, barrier = [], threading.Barrier(6)

    def send():
        barrier.wait()
        seen.append(services.ask(text=NEW, language="vi", nonce="same", door="web"))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 6
    assert len({asked.receipt for asked in seen}) == 1
    assert [asked.new for asked in seen].count(True) == 1
    assert Question.objects.count() == 1
    assert Group.objects.get().count == 1
