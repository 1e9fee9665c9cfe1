"""Grouping measured on the sample's questions, which ask about each thing in very different words.

`pytest tests/questions/test_grouping_of_the_sample.py -s` prints the figures of docs/decisions/031.
"""

from __future__ import annotations

import random
from collections import Counter
from functools import cache

import pytest
from django.utils import timezone

from factdesk.matching.text.language import guess
from factdesk.questions import grouping
from factdesk.questions.models import Group, Question
from factdesk.sample import content

pytestmark = pytest.mark.plain  # meanings are compared in Python, whatever the database


meaning = cache(grouping.meaning)  # the same in every order


def grouped(asked: list[tuple[int, str]]) -> list[list[int]]:
    """What each question was about, group by group, after asking all of them in this order."""
    about = {}
    for number, (topic, text) in enumerate(asked):
        language = guess(text)
        question = Question.objects.create(
            asked_at=timezone.now(), door="sample", text=text, language=language, interface_language="vi",
            receipt_mac=str(number), outcome="none",
        )  # fmt: skip
        grouping.join(question, meaning(text, language))
        about[question.pk] = topic
    groups: dict[int, list[int]] = {}
    for pk, group in Question.objects.values_list("pk", "group"):
        groups.setdefault(group, []).append(about[pk])
    Question.objects.all().delete()
    Group.objects.all().delete()
    return list(groups.values())


def measured(asked: list[tuple[int, str]], orders: int) -> tuple[int, int]:
    """How many questions joined a group, and how many of them the wrong one, over so many orders."""
    joined = wrong = 0
    for seed in range(orders):
        order = list(asked)
        random.Random(seed).shuffle(order)
        groups = grouped(order)
        joined += len(order) - len(groups)
        wrong += sum(len(group) - Counter(group).most_common(1)[0][1] for group in groups)
    print(f"\n{len(asked)} questions, {orders} orders: {joined} joined a group, {wrong} of them the wrong one")
    return joined, wrong


@pytest.mark.django_db
def test_few_questions_stand_with_others_that_ask_something_else():
    asked = [(number, text) for number, topic in enumerate(content.topics()) for text in topic.texts]
    joined, wrong = measured(asked, 4)
    assert joined >= 4 * 0.05 * len(asked)
    assert wrong <= 0.05 * joined


@pytest.mark.django_db
def test_among_rumours_that_are_much_alike_most_joins_are_right():
    """The questions about the sample's checks too, had nobody checked anything: many are about one subject."""
    things = [*(topic.texts for topic in content.topics()), *(check.questions for check in content.checks())]
    asked = [(number, text) for number, texts in enumerate(things) for text in texts]
    joined, wrong = measured(asked, 2)
    assert joined >= 2 * 0.1 * len(asked)
    assert wrong <= 2 * 0.03 * len(asked)
