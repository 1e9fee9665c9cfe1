"""What an asker says about the answer: kept as a label without them, and "not this" brings the question to the desk."""

from __future__ import annotations

import pytest

from factdesk.questions import selectors, services
from factdesk.questions.errors import NoSuchPlace, NoSuchReceipt, NotOffered
from factdesk.questions.models import Group, Label, Question

LEMON = "uống nước chanh nóng chữa khỏi ung thư phải không?"


@pytest.fixture
def asked(desk):
    return services.ask(text=LEMON, language="vi", door="web")


def test_not_this_is_kept_as_a_label_and_goes_to_the_desk(asked):
    services.reply_not_this(asked.receipt)
    label = Label.objects.get()
    assert (label.text, label.match_key, label.verdict) == (LEMON, "fact-check:k7m2xq:vi", "no")
    assert Group.objects.get().label == LEMON
    assert selectors.status(asked.receipt).state == "waiting"


def test_a_label_leads_back_to_nobody(asked):
    services.reply_not_this(asked.receipt)
    assert {field.name for field in Label._meta.get_fields()} == {"id", "text", "match_key", "verdict", "on"}


def test_said_twice_it_is_said_once(asked):
    for _ in range(3):
        services.reply_not_this(asked.receipt)
    assert Label.objects.count() == 1
    assert Group.objects.get().count == 1


def test_this_one_makes_it_the_answer(asked):
    services.reply_this_one(asked.receipt, asked.answer.matches[0].key)
    services.reply_this_one(asked.receipt, "fact-check:k7m2xq")
    assert [(label.verdict, label.match_key) for label in Label.objects.all()] == [("yes", "fact-check:k7m2xq:vi")]
    status = selectors.status(asked.receipt)
    assert (status.state, status.matches[0].code) == ("answered", "k7m2xq")


def test_a_change_of_mind_takes_it_off_the_queue(asked):
    services.reply_not_this(asked.receipt)
    services.reply_this_one(asked.receipt, "fact-check:k7m2xq:vi")
    assert not Group.objects.exists()
    assert selectors.status(asked.receipt).state == "answered"


@pytest.mark.parametrize("key", ["fact-check:s1mk0a:vi", "", "x", "external-review:k7m2xq:vi"])
def test_only_what_was_offered_can_be_chosen(asked, key):
    with pytest.raises(NotOffered):
        services.reply_this_one(asked.receipt, key)
    assert not Label.objects.exists()


def test_the_place_is_set_and_taken_away(asked, places):
    services.set_place(asked.receipt, "health", "vinh")
    status = selectors.status(asked.receipt)
    assert (status.sector, status.region) == ("health", "vinh")
    services.set_place(asked.receipt, None, "vinh")
    assert Question.objects.get().sector is None


def test_an_unknown_place_changes_nothing(asked, places):
    services.set_place(asked.receipt, "health", "vinh")
    with pytest.raises(NoSuchPlace):
        services.set_place(asked.receipt, "health", "atlantis")
    assert Question.objects.get().region.slug == "vinh"


@pytest.mark.parametrize("receipt", ["", "0000000000", "nonsense", "\x00" * 10])
def test_an_unknown_receipt_opens_nothing(db, receipt):
    for act in (services.reply_not_this, selectors.status, services.set_place):
        with pytest.raises(NoSuchReceipt):
            act(receipt)
    with pytest.raises(NoSuchReceipt):
        services.reply_this_one(receipt, "fact-check:k7m2xq:vi")
