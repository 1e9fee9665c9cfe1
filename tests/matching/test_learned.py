"""A desk's own ranking and decision are used where they fit this version and this encoder, and otherwise left alone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from factdesk.matching import Matcher, learned
from factdesk.matching.features import NAMES
from factdesk.matching.learned import FILE, OwnUnusable
from factdesk.matching.ranking import Ranker
from factdesk.matching.thresholds import Thresholds


def own(threshold: float = 0.77):
    """The shipped ones, a little changed."""
    shipped = learned.shipped()
    ranker = Ranker({name: weight * 2 for name, weight in shipped.ranker.weights.items()})
    return learned.Learned(
        ranker, replace(shipped.decision, answer=replace(shipped.decision.answer, threshold=threshold))
    )


def written(folder, **made):
    return learned.write(folder, own(), {"date": "2026-11-30", **made}, "an encoder")


def changed(folder, change) -> None:
    content = json.loads((folder / FILE).read_bytes())
    change(content)
    (folder / FILE).write_text(json.dumps(content), encoding="utf-8")


def test_without_a_file_the_shipped_ones_are_used(tmp_path):
    found = learned.in_use(tmp_path / "nowhere", "an encoder")
    assert found.learned == learned.shipped()
    assert not found.learned.own
    assert found.trouble is None
    assert learned.stamp(tmp_path) is None


def test_what_was_written_is_used_and_says_what_it_was_made_from(tmp_path):
    folder = tmp_path / "learned"
    assert written(folder, labels={"questions": 120}) == folder / FILE
    found = learned.in_use(folder, "an encoder").learned
    assert (found.ranker, found.decision) == (own().ranker, own().decision)
    assert found.own
    assert found.made["date"] == "2026-11-30"
    assert found.made["labels"] == {"questions": 120}
    assert found.made["encoder"] == "an encoder"
    assert found.made["features"] == list(NAMES)
    assert [path.name for path in folder.iterdir()] == [FILE]


def test_only_the_same_encoder_uses_it(tmp_path):
    written(tmp_path)
    found = learned.in_use(tmp_path, "another encoder")
    assert found.learned == learned.shipped()
    assert found.trouble.why == "encoder"
    assert "train matching --own" in str(found.trouble)


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("features", lambda content: content["made"]["features"].append("something new")),
        ("features", lambda content: content["made"]["features"].reverse()),
        ("shipped", lambda content: content["made"].update(shipped="0" * 64)),
        ("damaged", lambda content: content["ranking"].update({NAMES[0]: float("nan")})),
        ("damaged", lambda content: content["ranking"].update({NAMES[0]: "8"})),
        ("damaged", lambda content: content["ranking"].update({NAMES[0]: True})),
        ("damaged", lambda content: content["ranking"].update({"nobody measures this": 1.0})),
        ("damaged", lambda content: content["decision"]["answer"].update(threshold=0)),
        ("damaged", lambda content: content["decision"]["answer"].update(more=1)),
        ("damaged", lambda content: content["decision"]["suggest"].update(weights=[1])),
        ("damaged", lambda content: content.pop("decision")),
        ("damaged", lambda content: content.pop("made")),
        ("damaged", lambda content: content.update(ranking=None)),
    ],
)
def test_what_does_not_fit_or_is_no_such_file_is_not_used(tmp_path, why, change):
    written(tmp_path)
    changed(tmp_path, change)
    with pytest.raises(OwnUnusable) as refused:
        learned.read(tmp_path, "an encoder")
    assert refused.value.why == why
    assert learned.in_use(tmp_path, "an encoder").learned == learned.shipped()


@pytest.mark.parametrize("part", [0, 0.3, 0.99])
def test_a_file_cut_short_is_not_used(tmp_path, part):
    path = written(tmp_path)
    whole = path.read_bytes().rstrip()
    path.write_bytes(whole[: int(len(whole) * part)])
    assert learned.in_use(tmp_path, "an encoder").trouble.why == "damaged"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[]", b"null", b"[" * 100_000])
def test_anything_else_is_not_used(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    assert learned.in_use(tmp_path, "an encoder").trouble.why == "damaged"


def test_a_folder_in_its_place_is_not_used(tmp_path):
    (tmp_path / FILE).mkdir()
    assert learned.in_use(tmp_path, "an encoder").trouble.why == "damaged"


def test_putting_it_away_keeps_it_beside(tmp_path):
    assert learned.put_away(tmp_path) is None
    path = written(tmp_path)
    content, before = path.read_bytes(), learned.stamp(tmp_path)
    assert before is not None
    kept = learned.put_away(tmp_path)
    assert kept.read_bytes() == content
    assert not path.exists()
    assert learned.in_use(tmp_path, "an encoder").learned == learned.shipped()
    assert learned.stamp(tmp_path) is None


def test_a_new_file_has_a_new_stamp(tmp_path):
    written(tmp_path)
    first = learned.stamp(tmp_path)
    written(tmp_path)
    assert learned.stamp(tmp_path) != first


def test_a_matcher_decides_by_it_and_an_operators_threshold_goes_before(store, coin):
    assert Matcher(store, coin, learned=own(0.66)).decides_by.answer.threshold == 0.66
    moved = Matcher(store, coin, learned=own(0.66), thresholds=Thresholds(answer=0.97))
    assert moved.decides_by.answer.threshold == 0.97
    assert Matcher(store, coin).decides_by == learned.shipped().decision
