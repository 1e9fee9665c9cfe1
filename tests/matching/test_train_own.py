"""Refitting on a desk's labels: what is better is used, what is not is not, and few labels change little."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from factdesk.matching import Document, Matcher, Store, learned
from factdesk.matching.decision import Decision, Logistic
from factdesk.matching.features import NAMES
from factdesk.matching.learned import Learned
from factdesk.matching.ranking import Ranker
from factdesk.matching.train import command, own, own_command, refit, verdict
from factdesk.matching.train.own import Example, Question

pytestmark = pytest.mark.plain

#: Two features, whichever they are: the shipped files of these tests go by the first.
ONE, OTHER = NAMES[:2]
#: Neither short nor a copy: no rule beside the models has a say.
_PLAIN = dict.fromkeys(NAMES, 0.0) | {"length": 1.0, "rarest_covered": 1.0}
_LINE = Logistic({ONE: 1.5, OTHER: 0.3, "rank_gap": 0.2}, -2.0, 0.89)
BASE = Learned(Ranker({ONE: 3.0, OTHER: 0.6}), Decision(_LINE, replace(_LINE, threshold=0.4), 0.97))


def sigmoid(x: float) -> float:
    return 1 / (1 + float(np.exp(-x)))


def example(number: int, features, right, *, by_desk: bool = True, topic: str = "") -> Example:
    """A question of a topic of its own, with candidates that state different things."""
    check = ("fact-check", f"c{number}")
    question = Question(f"question {number}", frozenset({check}) if any(right) else frozenset(), by_desk=by_desk)
    if not any(right):
        question = replace(question, nothing=True)
    claims = [f"{number} {place}" for place in range(len(features))]
    return Example(question, features, list(right), claims, frozenset({topic or f"topic {number}"}))


def desk(count: int, one: float, other: float, seed: int = 1, shown: float = 1.0) -> list[Example]:
    """Questions whose truth goes by these weights of the two features, as far as chance lets it be told (`shown`)."""
    chance, found = random.Random(seed), []
    for number in range(count):
        features = [_PLAIN | {ONE: chance.gauss(0, 1), OTHER: chance.gauss(0, 1)} for _ in range(5)]
        scores = [one * row[ONE] + other * row[OTHER] for row in features]
        best = scores.index(max(scores))
        there = chance.random() < (sigmoid(2 * (scores[best] - 3)) if chance.random() < shown else 0.5)
        place = best if chance.random() < shown else chance.randrange(5)
        found.append(example(number, features, [there and each == place for each in range(5)]))
    return found


def test_labels_that_the_shipped_files_do_not_know_make_better_ones():
    examples = desk(300, one=0.5, other=3.0)
    found = verdict.judge(examples, BASE, seed=20)
    assert found.better
    assert found.own["first"] > found.shipped["first"]
    assert found.own["loss"] < found.shipped["loss"]
    assert found.interval[0] <= found.difference <= found.interval[1] < 0
    made = own.fit(examples, BASE)
    assert made.ranker.weights[OTHER] / made.ranker.weights[ONE] > 1
    assert made.decision.answer.weights[OTHER] > BASE.decision.answer.weights[OTHER]
    assert made.decision.suggest == BASE.decision.suggest


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("count", [60, 300])
def test_labels_by_chance_change_nothing(count, seed):
    found = verdict.judge(desk(count, one=3.0, other=0.6, seed=seed, shown=0.0), BASE, seed=20)
    assert "nothing-learned" in found.reasons
    assert not found.better


def test_labels_that_the_shipped_files_explain_change_nothing():
    """They were made by what is shipped: nothing can be better."""
    chance, examples = random.Random(5), []
    for number, each in enumerate(desk(300, one=3.0, other=0.6)):
        row = own.first(each, BASE.ranker)
        place = next(place for place, features in enumerate(each.features) if features[ONE] == row.features[ONE])
        right = chance.random() < BASE.decision.answer.probability(row.features)
        examples.append(example(number, each.features, [right and at == place for at in range(5)]))
    found = verdict.judge(examples, BASE, seed=20)
    assert "loss" in found.reasons
    assert abs(found.difference) < 0.05


def test_a_few_labels_change_little_and_none_nothing():
    assert own.fit([], BASE) == BASE
    few, many = own.fit(desk(12, one=0.5, other=3.0), BASE), own.fit(desk(600, one=0.5, other=3.0), BASE)
    moved = [abs(made.ranker.weights[OTHER] - BASE.ranker.weights[OTHER]) for made in (few, many)]
    assert moved[0] < 0.15
    assert moved[1] > 5 * moved[0]


def test_what_never_differs_stays_and_no_weight_of_the_decision_turns():
    examples = desk(200, one=-3.0, other=3.0)
    base = replace(BASE, ranker=Ranker({**BASE.ranker.weights, "length": 0.7}))
    made = own.fit(examples, base)
    assert made.ranker.weights["length"] == 0.7
    assert set(made.decision.answer.weights) <= set(_LINE.weights)
    assert all(weight > 0 for weight in made.decision.answer.weights.values())


def test_the_more_labels_say_the_same_the_nearer_it_comes_to_what_they_say():
    examples = desk(80, one=1.0, other=2.0)
    rows = [own.first(each, BASE.ranker) for each in examples]
    features, right = [row.features for row in rows], [bool(row.right) for row in rows]

    def loss(times: float) -> float:
        line = refit.line(features, right, np.full(len(rows), times), BASE.decision.answer)
        logits = np.array([line.logit(row) for row in features])
        return float((np.logaddexp(0, logits) - np.array(right) * logits).sum())

    losses = [loss(times) for times in (0.0001, 0.1, 1, 10, 1000)]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < losses[0] - 1


def test_a_threshold_is_lowered_only_where_many_answers_bear_it_and_raised_where_they_are_wrong():
    said = np.linspace(0.5, 0.999, 200)
    right, weighed = said > 0.7, np.ones(200)
    assert 0.69 < own._threshold(said, right, weighed, 0.89) <= 0.705
    assert own._threshold(said[::8], right[::8], weighed[::8], 0.89) == 0.89, "25 right answers show nothing"
    wrong = right & ~((said > 0.89) & (said < 0.93))
    assert own._threshold(said, wrong, weighed, 0.89) >= 0.93
    assert own._threshold(said, np.zeros(200, dtype=bool), weighed, 0.89) == pytest.approx(0.995)


def test_questions_about_one_check_are_learned_from_or_judged_and_never_both():
    examples = [example(number, [_PLAIN], [True], topic=f"check {number % 13}") for number in range(130)]
    linked = replace(examples[0], topics=frozenset({"check 0", "twin"}))
    also = replace(examples[1], topics=frozenset({"twin", "check 1"}))
    together = [linked, also, *examples[2:]]
    topics, parts = own.groups(together), own.folds(together)
    assert len(set(topics)) == 12
    assert topics[0] == topics[1] == topics[13] == topics[14]
    of_each = {topic: {part for part, other in zip(parts, topics, strict=True) if other == topic} for topic in topics}
    assert all(len(found) == 1 for found in of_each.values())
    assert set(parts) == set(range(own.FOLDS))
    assert own.folds(together) == parts, "no chance in it"


def test_askers_count_half_and_together_never_more_than_the_desk():
    def weights(by_desk: int, by_askers: int) -> list[float]:
        rows = [example(n, [_PLAIN], [True], by_desk=n < by_desk) for n in range(by_desk + by_askers)]
        return own.weights(rows).tolist()

    assert weights(2, 2) == [1, 1, 0.5, 0.5]
    assert weights(1, 4) == [1, 0.25, 0.25, 0.25, 0.25]
    assert weights(0, 3) == [0, 0, 0]
    assert weights(2, 0) == [1, 1]


def test_an_asker_who_clicks_a_thousand_times_alone_changes_nothing():
    examples = [replace(each, question=replace(each.question, by_desk=False)) for each in desk(300, 0.5, 3.0)]
    assert not verdict.judge(examples, BASE, seed=20).better


@pytest.mark.parametrize(
    ("counts", "enough"),
    [
        ({"questions": 50, "right": 40, "none": 10, "topics": 10}, True),
        ({"questions": 49, "right": 30, "none": 19, "topics": 30}, False),
        ({"questions": 90, "right": 9, "none": 81, "topics": 30}, False),
        ({"questions": 90, "right": 81, "none": 9, "topics": 30}, False),
        ({"questions": 90, "right": 60, "none": 30, "topics": 9}, False),
    ],
)
def test_how_many_are_enough(counts, enough):
    assert own.enough(counts) is enough


CLAIMS = {
    "a": "Uống nước chanh nóng chữa khỏi ung thư",
    "b": "Uống nước chanh nóng chữa khỏi ung thư!",
    "c": "Nhà mạng khóa SIM sau hai giờ nếu không bấm phím 1",
    "d": "Ăn tỏi sống mỗi ngày ngăn được cúm",
}


@pytest.fixture(scope="module")
def small(real, tmp_path_factory) -> Store:
    """Four checks, two of them twins, and a phrasing."""
    store = Store.made_for(tmp_path_factory.mktemp("own") / "store", real)
    documents = [Document(f"fact-check:{c}:vi", "fact-check", c, "vi", "", claim) for c, claim in CLAIMS.items()]
    said = "nghe đồn nước chanh nóng trị được ung thư"
    documents.append(
        Document("fact-check:a:vi#1", "fact-check", "a", "vi", "", said, extra={"phrasing_of": "fact-check:a:vi"})
    )
    with store.writer(real) as writer:
        writer.put(documents)
        writer.commit()
    return store


def test_what_is_measured_is_what_the_matcher_decides_from(small, real):
    """Order and distance to the next are those of the matcher itself, twins and all."""
    matcher, shipped = Matcher(small, real), learned.shipped()
    asked = ["nước chanh nóng chữa ung thư thật không", "nhà mạng sắp khóa sim à", "ăn tỏi ngừa cúm đúng không"]
    for each in own.measured(matcher, [Question(text, nothing=True) for text in asked]):
        first = matcher.examine(each.question.text).ranked[0]
        row = own.first(each, shipped.ranker)
        assert row.features == pytest.approx(first.features)
        assert shipped.decision.answer.probability(row.features) == pytest.approx(first.score)


def test_a_question_does_not_find_itself_among_the_phrasings_and_a_twin_is_right(small, real):
    text, check = "nghe đồn nước chanh nóng trị được ung thư", ("fact-check", "a")
    alone, itself = (
        own.measured(Matcher(small, real), [Question(text, frozenset({check}), hidden=hidden)])[0]
        for hidden in (("fact-check:a:vi#1",), ())
    )
    assert max(row[ONE] for row in itself.features) > max(row[ONE] for row in alone.features)
    labels = dict(zip(alone.claims, alone.right, strict=True))
    assert sum(bool(right) for right in alone.right) == 2, "the check and its twin"
    assert set(labels.values()) == {True, False}


def test_what_nobody_said_is_neither_right_nor_wrong(small, real):
    refused = Question("nhà mạng khóa sim sau hai giờ", wrong=frozenset({("fact-check", "c")}))
    found = own.measured(Matcher(small, real), [refused, Question("?!", nothing=True)])
    assert len(found) == 1, "signs find nothing"
    assert found[0].right.count(False) == 1
    assert set(found[0].right) == {False, None}
    assert found[0].topics == {"fact-check c"}


# What the command does with all that. -------------------------------------------------------------------------------


def run(monkeypatch, tmp_path, examples, *, dry_run=False, translate=lambda message: message) -> int:
    monkeypatch.setattr(own, "measured", lambda *_: examples)
    monkeypatch.setattr(learned, "shipped", lambda: BASE)
    return own_command.run(
        [], None, "an encoder", tmp_path, seed=20, dry_run=dry_run, translate=translate
    )  # fmt: skip


def test_better_files_are_put_in_use_with_what_they_were_made_from(monkeypatch, tmp_path, capsys):
    assert run(monkeypatch, tmp_path, desk(300, one=0.5, other=3.0)) == 0
    printed = capsys.readouterr().out
    assert "Labelled questions: 300 (" in printed
    assert f"{tmp_path / learned.FILE} is used from the next question on" in printed
    found = learned.read(tmp_path, "an encoder")
    assert found.own
    assert found.made["labels"]["questions"] == 300
    figures = found.made["figures"]
    assert figures["own"]["loss"] < figures["shipped"]["loss"]
    assert figures["interval"][1] < 0
    assert (found.made["encoder"], found.made["seed"]) == ("an encoder", 20)
    assert "question 1" not in (tmp_path / learned.FILE).read_text(encoding="utf-8"), "numbers, and no word of anybody"


def test_a_dry_run_changes_nothing(monkeypatch, tmp_path, capsys):
    assert run(monkeypatch, tmp_path, desk(300, one=0.5, other=3.0), dry_run=True) == 0
    assert "dry run" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_better_leaves_all_as_it_is(monkeypatch, tmp_path, capsys):
    by_chance = desk(120, one=3.0, other=0.6, shown=0.0)
    assert run(monkeypatch, tmp_path, by_chance) == 0
    printed = capsys.readouterr().out
    assert "the shipped ones stay in use" in printed
    assert "better than by always saying the same" in printed
    assert not (tmp_path / learned.FILE).exists()
    path = learned.write(tmp_path, learned.shipped(), {"date": "2026-11-30"}, "an encoder")
    before = path.read_bytes()
    assert run(monkeypatch, tmp_path, by_chance) == 0
    assert "the desk's own of 2026-11-30 stay in use" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_too_few_labels_are_said_and_change_nothing(monkeypatch, tmp_path, capsys):
    assert run(monkeypatch, tmp_path, desk(20, one=0.5, other=3.0)) == 1
    printed = capsys.readouterr()
    assert printed.err == (
        "factdesk: that is too little to learn from. It takes 50 questions, of them 10 with a check and 10 with none,"
        " about 10 checks or groups. Nothing was changed.\n"
    )
    assert "Labelled questions: 20 (" in printed.out
    assert not (tmp_path / learned.FILE).exists()
    assert run(monkeypatch, tmp_path, []) == 1


def test_a_broken_file_is_no_hindrance(monkeypatch, tmp_path):
    (tmp_path / learned.FILE).write_bytes(b"cut sho")
    assert run(monkeypatch, tmp_path, desk(300, one=0.5, other=3.0)) == 0
    assert learned.read(tmp_path, "an encoder").own


def test_going_back_keeps_what_was_in_use(tmp_path, capsys):
    assert own_command.reset(tmp_path / "nowhere", str) == 0
    assert "already" in capsys.readouterr().out
    assert not (tmp_path / "nowhere").exists()
    learned.write(tmp_path, learned.shipped(), {"date": "2026-11-30"}, "an encoder")
    assert own_command.reset(tmp_path, str) == 0
    assert str(tmp_path / learned.OLD) in capsys.readouterr().out
    assert (tmp_path / learned.OLD).exists()
    assert not learned.in_use(tmp_path, "an encoder").learned.own


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"dry_run": True}, "go with --own"),
        ({"reset": True}, "go with --own"),
        ({"own": True, "reset": True, "dry_run": True}, "either"),
        ({"own": True, "others": True}, "either"),
        ({"own": True}, None),
        ({"others": True}, None),
    ],
)
def test_which_options_go_together(options, words):
    given = {"own": False, "dry_run": False, "reset": False, "others": False, **options}
    refused = own_command.wrong_use(**given)
    assert (refused is None) if words is None else words in refused.in_words()


def test_nothing_of_it_needs_what_only_a_checkout_has():
    """Neither PyTorch nor train/written: an installed package has neither."""
    code = "import sys, factdesk.matching.train.own_command; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "factdesk.matching.train.own" in loaded
    missing = [name for name in loaded if name.endswith((".train.written", ".train.gathering"))]
    assert not missing
    assert "torch" not in loaded


def test_its_progress_is_said_in_words():
    assert {"asking the desk's own questions", "refitting without a fifth of the questions"} <= set(command._DOING)
