"""What the encoder is kept from, and that no disguise brings it back."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from factdesk.matching.evaluate.errors import FilesFaulty
from factdesk.matching.text.words import fold_text
from factdesk.matching.train import apart, mixture, noise
from factdesk.matching.train.mixture import Mixture
from tests.matching.training import folder, records

CLAIMS = {str(number): f"Claim about thing {number}" for number in range(20)}
TWEET = "Cá voi & người: 5 điều “lạ” http://t.co/abc — An Nguyễn (@an) May 4, 2019"


def asked(numbers: range) -> dict[str, tuple[str, list[str]]]:
    return {f"q{number}": (f"Did somebody say number {number}?", [str(number % 20)]) for number in numbers}


@pytest.mark.parametrize(
    "disguised",
    [
        TWEET,
        TWEET.upper(),
        TWEET.replace("&", "&amp;amp;"),
        TWEET.replace(" ", "  "),
        fold_text(TWEET),
        TWEET.partition(" —")[0],
        TWEET.replace("An Nguyễn (@an) May 4, 2019", "Bình (@binh) May 5, 2019"),
        TWEET.replace("http://t.co/abc", "https://t.co/xyz"),
        "\u200b".join(TWEET),
    ],
)
def test_a_question_is_known_again(disguised):
    assert apart.keys(TWEET) & apart.keys(disguised)


def test_another_number_makes_another_question():
    assert not apart.keys(TWEET) & apart.keys(TWEET.replace("5", "6"))


def test_a_text_of_signs_alone_is_known_by_itself():
    assert apart.keys("?!") == {"?!"} != apart.keys("!!")


def test_three_claims_in_ten_are_held_out_with_all_their_questions_always_the_same(tmp_path):
    place = folder(tmp_path / "a", CLAIMS, train=asked(range(60)))
    held = apart.held_out(place)
    assert len(held) == 18
    assert len({int(code[1:]) % 20 for code in held}) == 6
    assert held == apart.held_out(place)
    # The very ones that the shipped encoder was kept from: another shuffle would show it others.
    claims = sorted(CLAIMS)
    random.Random(5).shuffle(claims)
    assert {str(int(code[1:]) % 20) for code in held} == set(claims[:6])


def test_an_earlier_folder_decides_for_the_questions_and_claims_that_both_have(tmp_path):
    first = folder(tmp_path / "a", CLAIMS, train=asked(range(40)))
    claims = {f"x{code}": claim for code, claim in CLAIMS.items()} | {"new": "Something else"}
    same = {f"r{code}": (text.upper(), [f"x{right[0]}"]) for code, (text, right) in asked(range(40)).items()}
    fresh = {f"n{number}": (f"A fresh question {number}", [f"x{number}"]) for number in range(20)}
    second = folder(tmp_path / "b", claims, train=same | fresh)
    held, later = apart.held_out(first), apart.held_out(second, [first])
    assert {code[1:] for code in later if code[0] == "r"} == held
    assert {f"q{code[1:]}" for code in later if code[0] == "n"} >= {code for code in held if int(code[1:]) < 20}


def test_ranking_gets_what_is_held_out_and_not_left_out(tmp_path):
    place = folder(tmp_path / "a", CLAIMS, train=asked(range(60)))
    held = sorted(apart.held_out(place))
    text = asked(range(60))[held[0]][0]
    other = folder(tmp_path / "b", CLAIMS, dev={"d": (text.lower(), ["1"])})
    assert sorted(query.id for query in apart.to_rank_with([place, other])[place]) == held[1:]


@pytest.fixture
def measured(tmp_path: Path) -> tuple[list[Path], set[str]]:
    """Two folders and the texts, of all their splits, that must not be seen."""
    train = asked(range(60)) | {"t": (TWEET, ["3"]), "near": ("Do 11 lemons a day cure cancer?", ["4"])}
    first = folder(tmp_path / "a", CLAIMS, train=train, test={"x": (train["q7"][0] + " &amp;", ["7"])})
    dev = {
        "d1": (train["q1"][0].upper(), ["1"]),
        "d2": (TWEET.partition(" —")[0], ["3"]),
        "d3": (records(1)[0].line["ask_en"][0].upper(), ["5"]),  # of the project's own questions
        "d4": ("do 12 LEMONS a day cure cancer", ["5"]),  # a near question
        "d5": ("is it so claim about thing 13", ["13"]),  # a title
    }
    second = folder(tmp_path / "b", CLAIMS, dev=dev)
    texts = {text for text, _ in dev.values()} | {train["q7"][0]}
    texts |= {train[code][0] for code in apart.held_out(first)}
    return [first, second], texts


def test_no_batch_ever_has_a_question_that_is_left_out_or_held_out(measured):
    paths, forbidden = measured
    sources = mixture.collect(paths, [*records(30), *records(30, "posts")])
    known = {key for text in forbidden for key in apart.keys(text)}
    hard = {name: [[0, 1, 2]] * len(rows) for name, rows in sources.tweets.items()}
    seen = set()
    for name, pairs in itertools.islice(Mixture(sources, hard, seed=1, batch=6), 400):
        seen.add(name)
        for pair in pairs:
            assert not apart.keys(pair.query) & known, pair
            assert all(not apart.keys(near) & known for near in pair.near), pair
    assert seen == set(mixture.WEIGHTS)


def test_noise_that_makes_a_forbidden_question_by_chance_is_thrown_away(measured, monkeypatch):
    paths, forbidden = measured
    sources = mixture.collect(paths, records(30))
    hard = {name: [[0, 1, 2]] * len(rows) for name, rows in sources.tweets.items()}
    text = sorted(forbidden)[0]
    for name in ("tweet", "english", "vietnamese"):
        monkeypatch.setattr(noise, name, lambda given, chance: text if chance.random() < 0.5 else given)
    for _, pairs in itertools.islice(Mixture(sources, hard, seed=1, batch=4), 100):
        assert all(pair.query != text for pair in pairs)


def test_titles_of_claims_that_are_held_out_do_not_come(measured):
    paths, _ = measured
    sources = mixture.collect(paths, [])
    held = apart.HeldOut(paths).claims
    assert sources.titles
    assert all(not apart.keys(claim) & held for _, claim in sources.titles)


def test_records_that_the_encoder_is_kept_from_do_not_come():
    sources = mixture.collect([], [*records(20), *records(3, "know")])
    assert [record.place for record in sources.records] == [*range(7), *range(8, 15), *range(16, 20)]
    assert {record.topic for record in sources.records} == {"food"}


def test_a_folder_without_a_train_split_gives_no_pairs(tmp_path):
    place = folder(tmp_path / "a", CLAIMS, dev=asked(range(5)))
    assert mixture.collect([place], []).counts() == {"tweets": 0, "titles": 0, "written": 0}


def test_a_path_that_is_no_such_folder_is_told(tmp_path):
    with pytest.raises(FilesFaulty, match=r"nowhere: has no queries\.SPLIT\.tsv"):
        mixture.collect([tmp_path / "nowhere"], [])
