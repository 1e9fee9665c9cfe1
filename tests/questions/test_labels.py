"""What askers and the desk say becomes labels, is taken back with what was said, and leads back to nobody."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from factdesk.answers import services as answers
from factdesk.answers.models import Phrasing
from factdesk.offices.models import Membership, Person
from factdesk.questions import grouping, selectors, services
from factdesk.questions.models import Group, Label, Question
from factdesk.questions.services import jobs
from tests.answers.builders import lemon
from tests.questions.builders import NEW, queued

LEMON = "Uống nước chanh nóng chữa khỏi ung thư."
#: With what must not be in any label, and what must.
LONG = (
    "Anh Tư 0912 345 678 nói cầu Bến Đông thu phí xe máy từ tháng sau, mail tu.canary@mail.example.com, có đúng không?"
)


def labels() -> list[tuple[str, str, str, str]]:
    """Text, code, verdict and origin of every label."""
    return sorted(Label.objects.values_list("text", "code", "verdict", "origin"))


def attach(lan, code: str = "k7m2xq") -> Group:
    return services.attach_group(group=Group.objects.get(), code=code, by=lan)


@pytest.fixture
def asked(desk):
    return queued()


def test_what_the_desk_attaches_is_labelled_right(asked, lan):
    queued(language="en")
    attach(lan)
    attach(lan)  # pressed twice
    assert labels() == [(NEW, "k7m2xq", "right", "desk")] * 2
    label = Label.objects.first()
    assert (label.kind, label.language, label.on) == ("fact-check", "vi", timezone.localdate())


def test_a_label_has_the_text_that_identities_were_cut_from(desk, lan):
    asked = queued(LONG)
    attach(lan)
    found = str(list(Label.objects.values())) + str(list(Phrasing.objects.values()))
    for canary in ("0912", "345 678", "canary", asked.receipt, services.asking.receipts.mac(asked.receipt)):
        assert canary not in found
    assert "Bến Đông" in found


def test_a_label_holds_a_day_and_nothing_else_of_when_and_who(asked, lan):
    attach(lan)
    names = {field.name for field in Label._meta.get_fields()}
    assert names == {"id", "text", "language", "kind", "code", "verdict", "origin", "on"}
    assert not [field for field in Label._meta.get_fields() if field.is_relation]
    assert type(Label.objects.get().on) is datetime.date


def test_taking_it_back_takes_the_labels_back(asked, lan):
    queued()
    group = attach(lan)
    services.reopen_group(group=group, by=lan)
    assert labels() == []
    attach(lan, "s1mk0a")
    assert labels() == [(NEW, "s1mk0a", "right", "desk")] * 2, "corrected"


def test_taking_one_group_back_leaves_the_labels_of_another(asked, lan):
    first = attach(lan)
    queued()
    second = services.attach_group(group=Group.objects.get(status="open"), code="k7m2xq", by=lan)
    assert len(labels()) == 2
    services.reopen_group(group=first, by=lan)
    assert len(labels()) == 1
    services.reopen_group(group=second, by=lan)
    assert labels() == []


def test_a_withdrawn_check_has_no_labels_of_the_desk(asked, lan, desk):
    services.answer_waiting()
    attach(lan)
    desk.withdraw(lemon())
    answers.follow()
    services.answer_waiting()
    assert labels() == []
    assert Group.objects.get().attached_at is None


def test_what_a_check_was_begun_for_is_labelled_when_it_is_published(desk, lan, publisher):
    queued()
    services.answer_waiting()
    services.mark_started(group=Group.objects.get(), code="abc123", by=lan)
    assert labels() == [], "there is no such check yet"
    jobs._begun({"abc123"})
    assert labels() == [(NEW, "abc123", "right", "desk")]


def test_what_joined_after_it_was_begun_is_answered_and_not_labelled(desk, lan):
    """Nobody has looked at it: whoever floods a group that is being checked teaches the desk nothing."""
    queued()
    services.mark_started(group=Group.objects.get(), code="abc123", by=lan)
    later = timezone.now() + datetime.timedelta(minutes=5)
    for _ in range(3):
        queued("Cầu Bến Đông thu phí xe máy từ tháng sau phải không?", asked_at=later)
    assert Group.objects.get().count == 4
    jobs._begun({"abc123"})
    assert Group.objects.get().status == "answered"
    assert labels() == [(NEW, "abc123", "right", "desk")]
    services.reopen_group(group=Group.objects.get(), by=lan)
    assert labels() == []


def test_what_matching_attached_by_itself_is_no_label(desk, lan):
    asked = services.ask(text=LEMON, language="vi", door="web")
    assert asked.answer.outcome == "answer"
    queued()
    Group.objects.update(status="answered", fact_check_code="k7m2xq")
    with services.labels.kept(Question.objects.select_related("group")):
        pass
    assert labels() == []


def test_a_refused_match_is_wrong_for_the_desk_too_once_it_settles_the_question_otherwise(desk, lan):
    asked = services.ask(text=LEMON, language="vi", door="web")
    services.reply_not_this(asked.receipt)
    assert labels() == [(LEMON, "k7m2xq", "wrong", "asker")]
    group = attach(lan, "s1mk0a")
    by_desk = [(LEMON, "k7m2xq", "wrong", "desk"), (LEMON, "s1mk0a", "right", "desk")]
    assert labels() == sorted([(LEMON, "k7m2xq", "wrong", "asker"), *by_desk])
    services.reopen_group(group=group, by=lan)
    assert labels() == [(LEMON, "k7m2xq", "wrong", "asker")]
    services.close_group(group=group, reason="too-vague", by=lan)
    assert labels() == [(LEMON, "k7m2xq", "wrong", "asker"), (LEMON, "k7m2xq", "wrong", "desk")]


def test_the_desk_may_say_that_what_was_refused_does_answer(desk, lan):
    asked = services.ask(text=LEMON, language="vi", door="web")
    services.reply_not_this(asked.receipt)
    attach(lan)
    assert labels() == [(LEMON, "k7m2xq", "right", "desk"), (LEMON, "k7m2xq", "wrong", "asker")]


def test_one_person_clicking_has_one_label_however_often(desk):
    asked = services.ask(text=LEMON, language="vi", door="web")
    for _ in range(20):
        services.reply_this_one(asked.receipt, "k7m2xq")
    assert labels() == [(LEMON, "k7m2xq", "right", "asker")]
    services.reply_not_this(asked.receipt)
    services.reply_this_one(asked.receipt, "fact-check:k7m2xq:vi")
    assert labels() == [(LEMON, "k7m2xq", "right", "asker")]


def test_a_flood_of_yes_changes_nothing_by_itself(desk, django_capture_on_commit_callbacks):
    """Questions asked and said yes to again and again: no phrasing, no other index; one label of all."""
    from tests.answers.test_follow import keys

    before = keys()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(10):
            asked = services.ask(text=LEMON, language="vi", door="api")
            services.reply_this_one(asked.receipt, "k7m2xq")
    assert answers.follow() == 0
    assert keys() == before
    assert not Phrasing.objects.exists()
    assert [(label.code, label.origin, label.times) for label in selectors.labels()] == [("k7m2xq", "asker", 10)]
    assert selectors.labels(origin="desk") == []


def test_labels_are_those_of_checks_that_stand(desk, lan):
    queued()
    attach(lan)
    for kind, code in (("fact-check", "zzzzzz"), ("external-review", "zzzzzzzz")):
        Label.objects.create(
            text=LEMON, language="vi", kind=kind, code=code, verdict="right" if kind == "fact-check" else "wrong",
            origin="desk", on="2026-11-01",
        )  # fmt: skip
    assert [label.code for label in selectors.labels()] == ["k7m2xq"]
    desk.withdraw(lemon())
    assert selectors.labels() == []


def test_what_was_said_last_of_the_same_words_counts(desk):
    for text, verdict in ((LEMON, "wrong"), ("uong NƯỚC chanh nóng, chữa khỏi ung thư", "right")):
        Label.objects.create(
            text=text, language="vi", kind="fact-check", code="k7m2xq", verdict=verdict, origin="desk", on="2026-11-01"
        )
    (label,) = selectors.labels()
    assert (label.verdict, label.times) == ("right", 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "maybe"},
        {"origin": "bot"},
        {"kind": "person"},
        {"code": ""},
        {"text": ""},
        {"kind": "external-review", "origin": "desk"},
    ],
)
def test_the_database_holds_it_too(db, wrong):
    good = {"text": LEMON, "language": "vi", "kind": "fact-check", "code": "k7m2xq", "verdict": "right"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Label.objects.create(**{**good, "origin": "asker", "on": "2026-11-01", **wrong})


@pytest.mark.parametrize(
    "wrong", [{"status": "open"}, {"status": "closed", "reason": "satire"}, {"fact_check_code": ""}]
)
def test_the_database_holds_that_an_attached_group_has_its_check(asked, lan, wrong):
    services.mark_started(group=Group.objects.get(), code="abc123", by=lan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.update(**wrong)


def test_whoever_may_not_attach_teaches_nothing(asked):
    stranger = Person.objects.create(username="stranger")
    with pytest.raises(services.desk.NoRole):
        attach(stranger)
    assert labels() == []


def test_a_second_editor_attaching_the_same_does_not_label_twice(asked, lan):
    other = Person.objects.create(username="binh")
    Membership.objects.create(person=other, office=lan.memberships.get().office, role="editor")
    attach(lan)
    with pytest.raises(services.desk.AlreadySettled):
        attach(other)
    assert len(labels()) == 1


def test_what_leaves_the_group_meanwhile_is_not_labelled(desk, lan):
    asked, other = queued(LEMON), queued(NEW)
    group, apart = asked.question.group, other.question.group
    services.mark_started(group=group, code="abc123", by=lan)
    services.reply_this_one(asked.receipt, "k7m2xq")
    jobs._begun({"abc123"})
    assert labels() == [(LEMON, "k7m2xq", "right", "asker")]
    assert Group.objects.filter(pk=apart.pk).exists()


def test_a_large_group_costs_no_more_queries(asked, lan, django_assert_max_num_queries):
    question = Question.objects.get()
    Question.objects.bulk_create(
        Question(
            asked_at=question.asked_at, door="web", text=f"{NEW} {number}", language="vi", interface_language="vi",
            receipt_mac=f"mac{number}", outcome="none", group=question.group,
        )
        for number in range(300)
    )  # fmt: skip
    grouping.recount(question.group)
    with django_assert_max_num_queries(24):
        group = attach(lan)
    assert Label.objects.count() == 301
    with django_assert_max_num_queries(24):
        services.reopen_group(group=group, by=lan)
    assert labels() == []
