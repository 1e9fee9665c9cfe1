"""What an asker says about the answer: kept as a label without them, and "not this" brings the question to the desk."""

from __future__ import annotations

import pytest

from factdesk.questions import selectors, services
from factdesk.questions.errors import NoSuchPlace, NoSuchReceipt, NothingOffered, NotOffered
from factdesk.questions.models import Group, Label, Question

LEMON = "Uống nước chanh nóng chữa khỏi ung thư."
NEW = "Cầu Bến Đông có thu phí xe máy từ tháng sau không?"


@pytest.fixture
def asked(desk):
    return services.ask(text=LEMON, language="vi", door="web")


def test_not_this_is_kept_as_a_label_and_goes_to_the_desk(asked):
    services.reply_not_this(asked.receipt)
    label = Label.objects.get()
    assert (label.text, label.kind, label.code, label.verdict) == (LEMON, "fact-check", "k7m2xq", "wrong")
    assert Group.objects.get().label == LEMON
    status = selectors.status(asked.receipt, language="en")
    assert (status.state, status.why, status.matches) == ("waiting", "not-this", ())
    assert [(match.code, match.language) for match in status.refused] == [("k7m2xq", "en")]


def test_what_was_not_found_waits_for_another_reason(publisher, index):
    asked = services.ask(text=NEW, language="vi", door="web")
    status = selectors.status(asked.receipt)
    assert (status.state, status.why, status.refused) == ("waiting", "nothing-found", ())
    with pytest.raises(NothingOffered):
        services.reply_not_this(asked.receipt)
    assert Question.objects.get().reply == ""


def test_what_could_not_be_looked_up_says_so(publisher, no_index):
    asked = services.ask(text=NEW, language="vi", door="web")
    assert selectors.status(asked.receipt).why == "pending"


def test_not_this_is_undone(asked):
    services.ask(text=LEMON, language="vi", door="web")
    for said in Question.objects.all():
        assert said.outcome == "answer"
    before = selectors.status(asked.receipt)
    services.reply_not_this(asked.receipt)
    for _ in range(2):
        services.undo_not_this(asked.receipt)
    assert selectors.status(asked.receipt) == before
    assert not Label.objects.exists()
    assert not Group.objects.exists()


def test_undoing_takes_back_the_labels_of_one_question_only(asked):
    other = services.ask(text=LEMON, language="vi", door="web")
    services.reply_not_this(asked.receipt)
    services.reply_not_this(other.receipt)
    services.undo_not_this(asked.receipt)
    assert Label.objects.get().verdict == "wrong"
    assert Group.objects.get().count == 1


def test_what_the_desk_has_settled_meanwhile_is_not_undone(asked, lan):
    services.reply_not_this(asked.receipt)
    services.close_group(group=Group.objects.get(), reason="satire", by=lan)
    services.undo_not_this(asked.receipt)
    assert selectors.status(asked.receipt).state == "closed"
    assert set(Label.objects.values_list("verdict", "origin")) == {("wrong", "asker"), ("wrong", "desk")}


def test_undoing_what_was_never_said_changes_nothing(asked):
    services.undo_not_this(asked.receipt)
    services.reply_this_one(asked.receipt, "fact-check:k7m2xq:vi")
    services.undo_not_this(asked.receipt)
    assert Question.objects.get().reply == "this-one"
    assert Label.objects.get().verdict == "right"


def test_a_label_leads_back_to_nobody(asked):
    services.reply_not_this(asked.receipt)
    assert {field.name for field in Label._meta.get_fields()} == {
        "id",
        "text",
        "language",
        "kind",
        "code",
        "verdict",
        "origin",
        "on",
    }


def test_said_twice_it_is_said_once(asked):
    for _ in range(3):
        services.reply_not_this(asked.receipt)
    assert Label.objects.count() == 1
    assert Group.objects.get().count == 1


def test_this_one_makes_it_the_answer(asked):
    services.reply_this_one(asked.receipt, asked.answer.matches[0].key)
    services.reply_this_one(asked.receipt, "fact-check:k7m2xq")
    assert [(label.verdict, label.code) for label in Label.objects.all()] == [("right", "k7m2xq")]
    status = selectors.status(asked.receipt)
    assert (status.state, status.matches[0].code) == ("answered", "k7m2xq")


def test_a_change_of_mind_takes_it_off_the_queue(asked):
    services.reply_not_this(asked.receipt)
    services.reply_this_one(asked.receipt, "fact-check:k7m2xq:vi")
    assert not Group.objects.exists()
    assert selectors.status(asked.receipt).state == "answered"
    assert [label.verdict for label in Label.objects.all()] == ["right"]


@pytest.mark.parametrize("key", ["fact-check:s1mk0a:vi", "", "x", "external-review:k7m2xq:vi"])
def test_only_what_was_offered_can_be_chosen(asked, key):
    with pytest.raises(NotOffered):
        services.reply_this_one(asked.receipt, key)
    assert Question.objects.get().reply == ""
    assert not Label.objects.exists()


def test_the_place_is_set_and_taken_away(asked, places):
    services.set_place(asked.receipt, "health", "vinh")
    status = selectors.status(asked.receipt)
    assert (status.sector, status.region) == ("health", "vinh")
    services.set_place(asked.receipt, None, "vinh")
    assert Question.objects.get().sector is None


@pytest.mark.parametrize("region", ["atlantis", "\x00", "vinh\x00", " ", "x" * 5000])
def test_an_unknown_place_changes_nothing(asked, places, region):
    services.set_place(asked.receipt, "health", "vinh")
    with pytest.raises(NoSuchPlace):
        services.set_place(asked.receipt, None, region)
    question = Question.objects.get()
    assert (question.sector.slug, question.region.slug) == ("health", "vinh")


@pytest.mark.parametrize("receipt", ["", "0000000000", "nonsense", "\x00" * 10])
def test_an_unknown_receipt_opens_nothing(db, receipt):
    for act in (services.reply_not_this, services.undo_not_this, selectors.status, services.set_place):
        with pytest.raises(NoSuchReceipt):
            act(receipt)
    with pytest.raises(NoSuchReceipt):
        services.reply_this_one(receipt, "fact-check:k7m2xq:vi")
