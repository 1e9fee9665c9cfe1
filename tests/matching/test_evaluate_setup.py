"""Stages switched off, thresholds moved and probabilities judged, on the tiny folder of test_evaluate.py."""

from __future__ import annotations

import json

import pytest

from factdesk.matching import decision
from factdesk.matching.evaluate import asking, chance, folder, measures, moving, reliability, report
from factdesk.matching.evaluate.asking import STAGES, Row, Setup
from factdesk.matching.evaluate.folder import Query
from factdesk.matching.thresholds import Thresholds
from tests.matching.test_evaluate import _english as _english
from tests.matching.test_evaluate import place as place
from tests.matching.test_evaluate import run as run


@pytest.fixture
def measure(real, place):
    return lambda **options: report.measure(folder.read(place, "dev"), real, **options)


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_can_be_switched_off(run, place, stage):
    status, out, _ = run("--corpus", str(place), "--split", "dev", "--without", stage, "--json")
    found = json.loads(out)
    assert (status, found["without"], found["queries"]) == (0, [stage], 6)
    assert found["p@1"] >= 0.75


def test_what_is_switched_off_is_not_used(real, place):
    found = folder.read(place, "dev")
    with asking.built(found, real) as built:
        seen = {}
        for without in ((), ("words",), ("meaning",), ("late", "ranker")):
            matcher = asking.make_matcher(built.store, real, Setup(without))
            seen[without] = matcher.examine("tram phat song 5G gan nha dan gay dau dau").ranked[0]
    assert seen[()].features["bm25_z"] > 0 == seen["words",].features["bm25_z"]
    assert seen["meaning",].features["cosine"] > 0, "what words found is still compared by its vector"
    assert seen[()].features["late"] > 0 == seen["late", "ranker"].features["late"]


def test_several_are_named_once_in_the_table(run, place):
    status, out, _ = run("--corpus", str(place), "--split", "dev", "--without", "late, ranker,late")
    assert (status, "\nSwitched off: late, ranker.\n" in out) == (0, True)


def test_one_pass_tells_what_a_run_with_that_threshold_would(measure):
    swept = measure(thresholds=(0.5, 0.999))
    now = swept.figures["thresholds"]
    points = {point["threshold"]: point for point in swept.figures["by_threshold"]["answer"]}
    assert list(points) == sorted({0.5, now["answer"], 0.999})
    assert [point["current"] for point in points.values()] == [value == now["answer"] for value in points]
    for value, point in points.items():
        setup = Setup(thresholds=Thresholds(answer=value))
        plain, hidden = measure(setup=setup).figures, measure(setup=setup, hide_gold=True).figures
        assert point["answer_rate"] == plain["answer_rate"]
        assert point["answer_precision"] == plain["answer_precision"]
        assert point["false_answer_rate"] == hidden["false_answer_rate"]
        assert point["counts"]["answer_rate"][1] == 4
        assert point["counts"]["false_answer_rate"][1] == 6
    assert points[0.5]["answer_rate"] > points[0.999]["answer_rate"]
    suggested = swept.figures["by_threshold"]["suggest"]
    assert [point["threshold"] for point in suggested] == sorted({*moving.SUGGEST, now["suggest"]})
    rates = [point["false_suggest_rate"] for point in suggested]
    assert rates == sorted(rates, reverse=True)


def test_with_the_right_answers_hidden_the_other_pass_comes_second(measure):
    one, two = measure(thresholds=(0.7,)), measure(thresholds=(0.7,), hide_gold=True)
    assert one.figures["by_threshold"] == two.figures["by_threshold"]
    assert one.figures["p@1"] == 1 and two.figures["p@1"] is None


def test_the_table_of_thresholds(run, place):
    status, out, err = run("--corpus", str(place), "--split", "dev", "--thresholds")
    assert (
        status,
        "answer from " in out,
        "suggest from " in out,
        f"\n{decision.load().answer.threshold} * " in out,
    ) == (0, True, True, True)
    assert ("asking: 1 of 6" in err, "asking, right answers hidden: 1 of 6" in err) == (True, True)


def test_listed_thresholds_are_taken_in_order_and_once():
    assert moving.read("0.95, .7,0.95,") == (0.7, 0.95)
    assert moving.read("") == moving.ANSWER


def test_the_desks_own_thresholds_hold_and_are_named(run, place, monkeypatch):
    monkeypatch.setenv("FACTDESK_ANSWER_THRESHOLD", "0.999")
    status, out, _ = run("--corpus", str(place), "--split", "dev")
    suggest = decision.load().suggest.threshold
    assert (status, f"Thresholds as they are set: answer 0.999, suggest {suggest}." in out) == (0, True)
    found = json.loads(run("--corpus", str(place), "--split", "dev", "--json")[1])
    assert found["thresholds"] == {"answer": 0.999, "suggest": suggest}
    assert found["answer_rate"] < 1


def test_the_table_of_probabilities(run, place):
    status, out, _ = run("--corpus", str(place), "--split", "dev", "--reliability")
    assert (status, "said " in out, "expected calibration error" in out) == (0, True, True)
    found = json.loads(run("--corpus", str(place), "--split", "dev", "--reliability", "--json")[1])["reliability"]
    assert (found["queries"], len(found["bins"])) == (6, 6)
    assert [each["right"] for each in found["bins"]][-1] == 1


def row(probability, right):
    return Row("q", "none", probability, right, [], [], {}, 0.0)


def test_bins_are_equally_full_and_the_distance_is_weighed():
    rows = [row(number / 100, number % 2 == 0) for number in range(100)] + [row(0.0, None)]
    found = reliability.measure(reversed(rows))
    assert (found["queries"], [each["queries"] for each in found["bins"]]) == (100, [10] * 10)
    assert [round(each["said"], 3) for each in found["bins"]][:2] == [0.045, 0.145]
    assert {each["right"] for each in found["bins"]} == {0.5}
    assert found["ece"] == pytest.approx(0.25)
    assert reliability.measure([row(0.9, True), row(0.7, False)])["ece"] == pytest.approx(0.4)
    assert reliability.measure([row(0.0, None)]) == {"queries": 0, "ece": None, "bins": []}


def test_a_share_has_a_width_where_all_agree_too():
    assert chance.share(0, 0) is None
    low, high = chance.share(20, 20)
    assert (round(low, 3), high) == (0.839, 1.0)
    assert chance.share(5, 10) == pytest.approx([0.2366, 0.7634], abs=1e-4)
    assert chance.unseen(149) < 0.02 < chance.unseen(148)
    assert chance.unseen(0) == 1


@pytest.mark.parametrize(
    ("right", "wrong", "shown", "hidden", "expected"),
    [
        ("", "", "a", False, 1.0),
        ("", "b", "a", False, None),  # nobody has said what answers it
        ("", "a", "a", False, 1.0),
        ("", "a", "", False, 0.0),
        ("b", "a", "c", True, 1.0),
        ("a", "", "a", False, None),  # not to be answered falsely
    ],
)
def test_what_nobody_has_said_is_not_counted(right, wrong, shown, hidden, expected):
    found = measures.of_decision("answer" if shown else "none", [*shown], {*right}, {*wrong}, hidden=hidden)
    assert found["false_answer_rate"] == expected


@pytest.mark.parametrize(
    ("outcome", "right", "hidden", "rate", "success", "false"),
    [
        ("suggest", "a", False, 1.0, 1.0, None),
        ("suggest", "b", False, 1.0, 0.0, None),
        ("answer", "a", False, 0.0, None, None),
        ("suggest", "a", True, None, None, 1.0),
        ("none", "", False, None, None, 0.0),
    ],
)
def test_suggestions_are_measured_apart(outcome, right, hidden, rate, success, false):
    found = measures.of_moved(outcome, ["a"], {*right}, hidden=hidden)
    assert set(found) == set(measures.MOVED)
    assert [found[name] for name in ("suggest_rate", "suggest_success", "false_suggest_rate")] == [rate, success, false]


def test_every_claim_of_a_check_has_its_twins_hidden(document):
    documents = [
        document("a", claim="nước chanh"),
        document("a", "en", claim="lemon water"),
        document("b", claim="Nước chanh!"),
        document("c", "en", claim="Lemon water"),
        document("c", claim="điều khác"),
        document("d", claim="điều khác"),
    ]
    made = folder.Folder("x", "dev", documents, [Query("q", "?", frozenset("a"))])
    assert set(asking._answering(made)["a"]) == {document.key for document in documents if document.code != "d"}
