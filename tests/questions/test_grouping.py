"""What asks the same comes together; what does not stays apart."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from django.utils import timezone

from factdesk.questions import grouping, likeness, services
from factdesk.questions.models import Group, Question

BRIDGE = [
    "Cầu Bến Đông có thu phí xe máy từ tháng sau không?",
    "Nghe nói tháng sau cầu Bến Đông thu phí xe máy, đúng không ạ?",
    "Tháng sau đi xe máy qua cầu Bến Đông phải trả phí à?",
]
SMELL = "Mùi khét ban đêm ở khu tái định cư Lam Giang là từ nhà máy nào?"


def ask(text: str, **options):
    return services.ask(text=text, language="vi", door="web", **options)


def test_questions_that_ask_the_same_are_one_group(index, db):
    for text in BRIDGE:
        ask(text)
    group = Group.objects.get()
    assert group.count == 3
    assert group.label in BRIDGE
    assert group.questions.count() == 3


def test_another_question_is_another_group(index, db):
    ask(BRIDGE[0])
    ask(SMELL)
    assert Group.objects.count() == 2


def test_the_same_without_diacritics_finds_its_group(index, db):
    ask(BRIDGE[0])
    ask("cau Ben Dong co thu phi xe may tu thang sau khong?")
    assert Group.objects.count() == 1


def test_another_number_is_another_claim(index, db):
    ask("Từ tháng sau phạt vượt đèn đỏ 5 triệu đồng phải không?")
    ask("Từ tháng sau phạt vượt đèn đỏ 18 triệu đồng phải không?")
    assert Group.objects.count() == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Names and numbers in common, and nothing else.
        (
            "Bánh tráng Sông Lam 1280 có phẩm màu rhodamine không?",
            "Is the mayor of Sông Lam going to ban bicycles 1280?",
        ),
        ("Cầu Bến Đông 360 mới có thu phí xe máy không?", "Is the mayor of Sông Lam going to ban bicycles 360?"),
        ("Cầu Bến Đông có thu phí xe máy không?", "Where is the smell at night in Lam Giang from?"),
        # The same, even: which is told as little by any score.
        ("Cầu Bến Đông có thu phí xe máy không?", "Is there a toll for motorbikes on the Ben Dong bridge?"),
    ],
)
def test_what_is_asked_in_two_languages_waits_in_two_groups(index, db, one, other):
    for first, second in ((one, other), (other, one)):
        ask(first)
        ask(second)
        assert Group.objects.count() == 2
        Question.objects.all().delete()
        Group.objects.all().delete()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "b"),
        ("có thật không", "đúng không vậy"),
        ("https://example.org/tin-1", "https://example.org/tin-2"),
        ("Tin này đúng không https://example.org/tin-1", "tin này đúng không https://example.org/tin-2"),
        ("Số 0912345678 có lừa đảo không?", "Số 0987654321 có lừa đảo không?"),
        ("តើវាពិតទេ ទឹកក្រូចឆ្មារ", "តើធនាគារនឹងបិទទេ"),
        ("นี่เป็นเรื่องจริงหรือไม่", "พรุ่งนี้ฝนจะตกหรือไม่"),
        ("❓ ok", "❗ alo"),
    ],
)
def test_what_says_too_little_stands_alone(index, db, one, other):
    ask(one)
    ask(other)
    assert Group.objects.count() == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tin giả?", "tin giả"),
        ("https://www.example.org/tin-1/", "http://example.org/tin-1"),
        ("តើវាពិតទេ ទឹកក្រូចឆ្មារ", "តើវាពិតទេ  ទឹកក្រូចឆ្មារ?"),
    ],
)
def test_exact_equals_are_together_all_the_same(index, db, one, other):
    ask(one)
    ask(other)
    assert (Group.objects.get().count, Group.objects.get().vector_encoder) == (2, "exact")


def test_what_says_too_little_is_not_looked_at_again_and_again(index, db):
    ask("Tin giả?")
    assert services.match_pending() == 0


def test_many_like_texts_that_differ_in_what_was_cut(index, db):
    for number in range(3):
        ask(f"Ai gọi cho tôi vậy, 09123456{number}8")
    assert Group.objects.count() == 3


def test_a_group_that_nobody_asked_about_for_long_takes_no_more(index, db):
    ask(BRIDGE[0], asked_at=timezone.now() - datetime.timedelta(days=90))
    ask(BRIDGE[0])
    assert Group.objects.count() == 2


@pytest.mark.parametrize("status", ["closed", "answered"])
def test_a_settled_group_takes_no_more(index, db, status):
    ask(BRIDGE[0])
    Group.objects.update(status=status, reason="satire", fact_check_code="k7m2xq")
    ask(BRIDGE[1])
    assert Group.objects.count() == 2


def test_a_group_being_checked_still_takes_questions_and_keeps_its_label(index, db):
    ask(BRIDGE[0])
    Group.objects.update(status="in-progress", fact_check_code="k7m2xq", label="Cầu thu phí?")
    ask(BRIDGE[1])
    assert (Group.objects.get().count, Group.objects.get().label) == (2, "Cầu thu phí?")


def test_the_first_and_last_time_are_kept(index, db):
    early = timezone.now().replace(second=0, microsecond=0) - datetime.timedelta(days=3)
    ask(BRIDGE[0])
    ask(BRIDGE[1], asked_at=early)
    group = Group.objects.get()
    assert group.first_asked_at == early
    assert group.last_asked_at > early


def test_without_an_encoder_each_waits_alone_and_is_brought_together_later(index, db, settings, tmp_path):
    models = settings.MODELS_DIRECTORY
    settings.MODELS_DIRECTORY = tmp_path / "none"
    for text in BRIDGE:
        question = ask(text).question
        grouping.join(question, grouping.meaning(question.text, "vi"))
    assert Group.objects.count() == 3
    settings.MODELS_DIRECTORY = models
    services.match_pending()
    group = Group.objects.get()
    assert (group.count, group.vector_encoder != "") == (3, True)
    assert Question.objects.filter(group=group).count() == 3


def test_leaving_takes_an_empty_group_away(index, db):
    ask(BRIDGE[0])
    question = Question.objects.get()
    grouping.leave(question)
    assert not Group.objects.exists()
    assert Question.objects.get().group is None


def test_whoever_leaves_takes_their_words_along(index, db):
    for text in BRIDGE:
        ask(text)
    group = Group.objects.get()
    grouping.leave(Question.objects.get(text=group.label))
    after = Group.objects.get()
    assert (after.count, after.label != group.label, after.label in BRIDGE) == (2, True, True)


def test_the_typical_text_is_the_one_most_like_the_others():
    texts = ["a b c d", "a b c", "a b x", "q r s"]
    assert texts[likeness.most_typical(texts)] == "a b c"


def test_vectors_come_back_as_they_were_kept():
    vector = np.linspace(-1, 1, 384, dtype=np.float32)
    vector /= np.linalg.norm(vector)
    assert float(likeness.unpacked([likeness.packed(vector)], 384)[0] @ vector) > 0.999
    assert len(likeness.packed(vector)) == 768
