"""Explaining, with candidates made by hand: every number is kept, and every sentence follows from one."""

from __future__ import annotations

import json

import numpy as np
import pytest

from factdesk.matching import Document, explain_words, features
from factdesk.matching.candidates import Candidate
from factdesk.matching.decision import Decision, Logistic
from factdesk.matching.explain import explained
from factdesk.matching.explain_text import as_text, changed, shortened
from factdesk.matching.matcher import Examined, MatchResult
from factdesk.matching.ranking import Ranker
from factdesk.matching.text.reading import RULES, Reading, Step
from factdesk.matching.trace import Lists, Scored, Trace
from factdesk.matching.translations import Unit

RANKER = Ranker({"cosine": 10.0, "asked_covered": 2.0, "numbers_missing": -4.0})
DECISION = Decision(
    answer=Logistic({"cosine": 20.0, "cosine_gap": 10.0, "length": 1.0}, -17.0, 0.9),
    suggest=Logistic({"cosine": 20.0}, -14.0, 0.5),
    long=0.92,
)
FIRST = {"cosine": 0.9, "asked_covered": 0.8, "cosine_gap": 0.1, "length": 0.5, "rarest_covered": 1.0}
SECOND = {"cosine": 0.8, "asked_covered": 0.9, "cosine_gap": -0.1, "length": 0.5, "numbers_missing": 1.0}


def candidate(number, code, near, shelf="vi", **extra):
    document = Document(f"fact-check:{code}:{shelf}", "fact-check", code, shelf, f"Bài {code}", "…", extra=extra)
    return Candidate(
        number, shelf, document, 0.9, 12.5, 0.8, 0.7, 0.4, 0.6, order=2.5, words=np.array(near, np.float32)
    )


def scored(found, **given):
    seen = dict.fromkeys(features.NAMES, 0.0) | given
    return Scored(RANKER.score(seen), found, seen)


def traced(*found, **changes):
    step = Step("frames", "both", "chanh nong tri ung thu co dung khong", "chanh nong tri ung thu")
    question = Reading(step.before, step.after, step.after, "vi", True, (step,))
    given = {
        "question": question,
        "spoken": "vi",
        "read_as": "chanh nóng trị ung thư",
        "words": [("chanh", 5.0), ("nóng", 4.0), ("trị", 1.0), ("ung", 3.0), ("thư", 3.0)],
        "lists": {"vi": Lists([3, 1], [1, 2, 3], [2, 1, 3]), "en": Lists([], [7])},
        "scored": list(found),
        "ranker": RANKER,
        "decision": DECISION,
    }
    return Trace(**(given | changes))


def examined(outcome="answer"):
    return Examined([], MatchResult(outcome, "vi", 1.0, []))


@pytest.fixture
def trace():
    return traced(
        scored(candidate(1, "chanh", [0.9, 0.8, 0.1, 0.2, 0.9]), **FIRST),
        scored(candidate(7, "chanh", [0.9, 0.8, 0.1, 0.2, 0.9], "en"), **FIRST | {"cosine": 0.85}),
        scored(candidate(2, "gung", [0.3, 0.8, 0.7, 0.9, 0.9]), **SECOND),
    )


def test_each_check_stands_once_with_its_place_in_every_list(trace):
    found = explained(trace, examined())
    assert [each.code for each in found.candidates] == ["chanh", "gung"]
    assert [(p.words, p.meaning, p.late, p.final) for p in (each.places for each in found.candidates)] == [
        (2, 1, 2, 1),
        (None, 2, 1, 2),
    ]
    assert [(shelf.language, shelf.words, shelf.meaning, shelf.compared) for shelf in found.shelves] == [
        ("vi", 2, 3, 3),
        ("en", 0, 1, 0),
    ]


def test_the_ranks_difference_is_the_sum_of_what_is_told(trace):
    found = explained(trace, examined())
    assert sum(each.amount for each in found.lead) == pytest.approx(trace.scored[0].score - trace.scored[2].score)
    assert [each.feature for each in found.lead] == ["numbers_missing", "cosine", "asked_covered"]
    assert found.runner_up.in_words() == "The first lacks fewer of the question's numbers."


def test_the_log_odds_are_the_sum_of_what_is_told_and_where_it_starts(trace):
    found = explained(trace, examined())
    told = sum(each.amount for each in found.decided)
    assert found.log_odds == pytest.approx(DECISION.answer.logit(trace.scored[0].features))
    assert found.log_odds == pytest.approx(found.from_log_odds + told)
    beside = {each.feature: each.other for each in found.decided}
    assert beside == {"cosine": 0.8, "cosine_gap": -0.1, "length": 0.0}


def test_a_telling_word_that_finds_nothing_is_named_and_an_everyday_one_is_not(trace):
    found = explained(trace, examined())
    assert found.missed == ("ung",)
    assert [(each.word, each.missed) for each in found.words if each.first < 0.6] == [("trị", False), ("ung", True)]
    assert found.words[3].second == pytest.approx(0.9)


def test_what_reading_did_ends_with_the_diacritics(trace):
    found = explained(trace, examined())
    assert [step.name for step in found.all_steps] == ["frames", "restore"]
    assert found.restored.after == "chanh nóng trị ung thư"


@pytest.mark.parametrize(
    ("outcome", "given", "said"),
    [
        ("answer", {}, [explain_words.ANSWERED]),
        ("suggest", {"cosine": 0.7}, [explain_words.SUGGESTED]),
        ("none", {"cosine": 0.6}, [explain_words.NOT_SHOWN]),
        ("none", {}, [explain_words.NOT_READ]),
        (
            "suggest",
            {"numbers_missing": 0.5},
            [explain_words.HELD_BACK, explain_words.FEATURES["numbers_missing"][0]],
        ),
        ("suggest", {"rarest_covered": 0.5}, [explain_words.HELD_BACK, explain_words.ONE_OTHER]),
        ("suggest", {"length": 0.1}, [explain_words.HELD_BACK, explain_words.SHORT]),
    ],
)
def test_the_outcome_is_accounted_for(outcome, given, said):
    trace = traced(scored(candidate(1, "chanh", []), **FIRST | {"cosine": 1.0} | given))
    assert [reason.message for reason in explained(trace, examined(outcome)).reasons] == said


def test_a_link_is_the_reason_whatever_the_words_led_to(trace):
    trace.linked = ["fact-check:gung:vi"]
    assert [reason.message for reason in explained(trace, examined()).reasons] == [explain_words.LINKED]


def test_the_only_candidate_is_set_beside_nothing():
    found = explained(traced(scored(candidate(1, "chanh", []), **FIRST)), examined())
    assert (found.lead, found.runner_up, found.words) == ((), None, ())
    assert {each.other for each in found.decided} == {0.0}


def test_without_a_ranker_there_is_no_score_and_no_lead(trace):
    trace.ranker = None
    found = explained(trace, examined())
    assert found.lead == ()
    assert {each.score for each in found.candidates} == {None}


def test_a_text_that_was_not_looked_up():
    found = explained(Trace(), examined("none"))
    assert [reason.message for reason in found.reasons] == [explain_words.NOTHING]
    assert "none were found" in as_text(found)


def test_a_known_phrasing_is_said_to_be_one():
    found = explained(traced(scored(candidate(1, "x", [], phrasing_of="fact-check:x:vi"), **FIRST)), examined())
    assert found.candidates[0].phrasing
    assert "by a known phrasing" in as_text(found)


def test_every_rule_and_every_feature_has_its_sentences():
    assert set(explain_words.RULES) == {*RULES, "respell", "restore"}
    assert set(explain_words.FEATURES) == set(features.NAMES)


def test_it_is_json(trace):
    told = json.loads(json.dumps(explained(trace, examined()).as_json(lambda message: f"¡{message}")))
    assert told["runner_up"] == "¡The first lacks fewer of the question's numbers."
    assert told["candidates"][1]["places"] == {"words": None, "meaning": 2, "late": 1, "final": 2}
    assert told["words"][3] == {"word": "ung", "rarity": 3.0, "first": 0.2, "second": 0.9, "missed": True}


def test_words_of_the_other_language_are_told():
    unit = Unit("chanh", 5.0, (), ("lemon", "lime"), (("lemon",), ("lime",)))
    unknown = Unit("pfizer", 9.0, ("pfizer",), (), ())
    found = explained(traced(scored(candidate(1, "a", [1.0] * 5), **FIRST), translated=[unit, unknown]), examined())
    assert found.translated == (("chanh", ("lemon", "lime")),)
    assert found.as_json()["translated"] == {"chanh": ["lemon", "lime"]}
    assert "Looked up in the other language: chanh → lemon, lime" in as_text(found)


def test_of_a_long_question_the_words_that_tell_most_are_told():
    units = [Unit(f"w{n}", float(n), (), (f"x{n}",), ((f"x{n}",),)) for n in range(50)]
    found = explained(traced(scored(candidate(1, "a", [1.0] * 5), **FIRST), translated=units), examined())
    assert [word for word, _ in found.translated] == [f"w{n}" for n in range(30, 50)]


def test_as_text_it_holds_what_somebody_looks_for(trace):
    lines = as_text(explained(trace, examined())).splitlines()
    assert "    …trị… " not in lines
    assert any(line.startswith("  ung") and line.endswith("finds nothing") for line in lines)
    assert [line for line in lines if "the likeliest ones" in line]
    assert max(map(len, lines)) <= 120


def test_of_a_check_that_is_published_no_more_the_text_names_no_title(trace):
    text = as_text(explained(trace, examined()), titles={("fact-check", "gung"): "Gừng"})
    assert "Bài chanh" not in text
    assert "1. no longer published [chanh, vi]" in text


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("a b c d e f g h x", "a b c d E f g h x", ("… b c d e f g h …", "… b c d E f g h …")),
        ("a b ạ không", "a b", ("a b ạ không", "a b")),
        ("x x", "x", ("x x", "x")),
        ("", "a", ("", "a")),
        ("a\n b", "a b", ("a b", "a b")),
    ],
)
def test_only_what_changed_is_shown_with_some_words_round_it(before, after, parts):
    assert changed(before, after) == parts


def test_what_is_shown_of_a_long_text_fits_on_a_screen():
    assert len(shortened("chữ " * 20_000)) <= 300
