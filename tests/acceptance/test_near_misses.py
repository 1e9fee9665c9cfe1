"""A check beside the question is offered at most: a wrong answer said for certain does more harm than none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from factdesk.matching.said import asks_openly
from tests.acceptance.test_paraphrases import matcher, without_diacritics

TEXTS = yaml.safe_load(Path(__file__).with_name("near_misses.yaml").read_text(encoding="utf-8"))

__all__ = ["matcher"]


@pytest.mark.parametrize("change", [str, without_diacritics])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_hardly_any_near_miss_is_answered_outright(matcher, language, change):
    answered = [text for text in TEXTS[language] if matcher.match(change(text)).outcome == "answer"]
    assert len(answered) <= 1, answered


@pytest.mark.parametrize("text", ["lemon water", "nước chanh", "vaccines", "ATM", "5G"])
def test_a_subject_alone_states_nothing_and_is_not_answered(matcher, text):
    assert matcher.match(text).outcome != "answer"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Is it true hot lemon water kills cancer cells?", "answer"),  # "true" changes nothing
        ("Uống nước chanh nóng có chữa khỏi ung thư không?", "answer"),  # nor does "khỏi"
        ("Can papaya leaf juice cure diabetes?", "suggest"),  # the check is about dengue
        ("Lá đu đủ có chữa được tiểu đường không?", "suggest"),
    ],
)
def test_a_word_that_changes_what_is_asked_is_told_from_one_that_does_not(matcher, text, outcome):
    assert matcher.match(text).outcome == outcome


@pytest.mark.parametrize(
    "text",
    [
        "Khi nào thi vào lớp 10?",
        "nước mắm Bãi Ngang bán ở đâu vậy",
        "hoc phi bao nhieu mot thang",
        "When is the exam?",
        "Hello, how much is the fee?",
        "Can you tell me where is the office",
        "Giáo viên dạy thêm có đáng bị lên án không",
        "Is it fair that landlords pay no tax on rent?",
    ],
)
def test_a_question_for_a_date_a_place_an_amount_or_an_opinion_is_open(text):
    assert asks_openly(text)


@pytest.mark.parametrize(
    "text",
    [
        "Không bao giờ được rửa thịt gà sống",
        "Học phí bao nhiêu cũng được miễn, có phải không?",
        "When you enter your PIN backwards, the police come",
        "Is it true that nobody knows when the exam is?",
        "uong bao nhieu nuoc chanh cung khoi ung thu",
        "Ở nhà có nên cắm sạc qua đêm không",
    ],
)
def test_a_statement_or_a_question_for_yes_or_no_is_not(text):
    assert not asks_openly(text)
