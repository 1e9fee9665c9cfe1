"""Thresholds that an operator moved: what they change, and what they leave."""

from __future__ import annotations

import pytest

from factdesk.matching import Document, Matcher, Store, Thresholds, decision
from factdesk.settings.thresholds import ThresholdUnusable, thresholds
from tests.matching.test_match import CHECKS, documents

CLAIM = CHECKS["lemon"][1]
ASKED = "nuoc chanh nong chua ung thu that khong"  # answered as shipped
NEARLY = "Hà Nội phạt người dân vì chưa có căn cước"  # offered as shipped


@pytest.fixture(scope="module")
def store(real, tmp_path_factory):
    store = Store.made_for(tmp_path_factory.mktemp("thresholds") / "index", real)
    with store.writer(real) as writer:
        writer.put(list(documents()))
        writer.commit()
    return store


@pytest.fixture
def outcome(store, real):
    return lambda text, **moved: Matcher(store, real, thresholds=Thresholds(**moved)).match(text).outcome


def test_a_higher_one_offers_what_would_have_been_answered(outcome):
    assert (outcome(ASKED), outcome(ASKED, answer=0.999)) == ("answer", "suggest")


def test_a_higher_one_keeps_silent_about_what_would_have_been_offered(outcome):
    assert (outcome(NEARLY, suggest=0.05), outcome(NEARLY, suggest=0.95)) == ("suggest", "none")


def test_a_copy_of_a_claim_is_answered_whatever_they_are(outcome):
    assert outcome(CLAIM, answer=0.999, suggest=0.95) == "answer"


def test_what_holds_an_answer_back_holds_it_back_at_the_lowest(outcome):
    assert outcome("Người dân không đổi căn cước sẽ bị phạt 90 triệu đồng", answer=0.5) == "suggest"


def test_what_one_matcher_examined_another_decides_as_if_it_had(store, real):
    high, low = (Matcher(store, real, thresholds=Thresholds(answer=answer)) for answer in (0.999, 0.5))
    for text in (ASKED, NEARLY, CLAIM, "", "https://example.org/a", "谁赢了昨晚的比赛"):
        seen, own = high.examine(text), low.examine(text)
        language = seen.result.language
        outcome, matches = low.decide(seen.ranked, seen.linked, language, readable=seen.readable)
        assert (outcome, [match.key for match in matches]) == (
            own.result.outcome,
            [match.key for match in own.result.matches],
        )


def test_a_link_is_decided_again_too(real, tmp_path):
    store = Store.made_for(tmp_path / "index", real)
    with store.writer(real) as writer:
        address = ("https://example.org/a",)
        writer.put([Document("claim:a:vi", "claim", "a", "vi", "Một điều", "Một điều có thật", addresses=address)])
        writer.commit()
    matcher = Matcher(store, real)
    seen = matcher.examine("https://example.org/a")
    again = matcher.decide(seen.ranked, seen.linked, seen.result.language, readable=seen.readable)
    assert again == (seen.result.outcome, seen.result.matches) and again[0] == "answer"


def test_left_out_they_are_as_shipped():
    assert Thresholds().of(decision.load()) == decision.load()


@pytest.mark.parametrize("moved", [{"answer": 0.49}, {"answer": 1.0}, {"suggest": 0.04}, {"suggest": float("nan")}])
def test_what_no_desk_may_choose_is_refused(moved):
    with pytest.raises(ValueError, match="give a probability between"):
        Thresholds(**moved)


def test_they_are_read_from_the_environment(monkeypatch):
    assert thresholds() == {}
    monkeypatch.setenv("FACTDESK_ANSWER_THRESHOLD", " 0.95 ")
    monkeypatch.setenv("FACTDESK_SUGGEST_THRESHOLD", "")
    assert thresholds() == {"answer": 0.95}
    monkeypatch.setenv("FACTDESK_SUGGEST_THRESHOLD", "0,5")
    with pytest.raises(ThresholdUnusable, match=r"FACTDESK_SUGGEST_THRESHOLD is “0,5”; .* between 0.05 and 0.95"):
        thresholds()
