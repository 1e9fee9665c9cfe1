"""What batches are made of."""

from __future__ import annotations

import itertools
import random

import pytest

from factdesk.matching.text.words import fold_text
from factdesk.matching.train import mixture, noise
from factdesk.matching.train.mixture import Mixture, Sources, Tweet
from tests.matching.training import records


def batches(sources: Sources, count: int, **options):
    hard = {name: [[2, 3]] * len(rows) for name, rows in sources.tweets.items()}
    return list(itertools.islice(Mixture(sources, hard, **{"seed": 3, "batch": 4} | options), count))


@pytest.fixture
def sources() -> Sources:
    made = mixture.collect([], [*records(16), *records(8, "posts")])
    made.tweets = {"a": [Tweet("one?", ("Text one", "Text 1")), Tweet("two?", ("Text two",))]}
    made.passages = {"a": ["Text one", "Text two", "Wrong", "Wronger"]}
    made.titles = [(f"A title of some length {number}", f"Claim {number % 3}") for number in range(9)]
    return made


def test_the_same_seed_gives_the_same_batches_and_another_one_others(sources):
    assert batches(sources, 30) == batches(sources, 30)
    assert batches(sources, 30) != batches(sources, 30, seed=4)


def test_no_two_pairs_of_a_batch_have_a_text_of_the_same_thing(sources):
    for _, pairs in batches(sources, 100):
        assert len({pair.right.of for pair in pairs}) == len(pairs)


def test_a_source_with_few_things_gives_small_batches_and_an_empty_one_none(sources):
    sizes = {name: {len(pairs) for kind, pairs in batches(sources, 100) if kind == name} for name in mixture.WEIGHTS}
    assert sizes == {"written": {4}, "near": {4}, "posts": {4}, "tweets": {2}, "titles": {3}}
    sources.tweets, sources.titles = {}, []
    assert {name for name, _ in batches(sources, 50)} == {"written", "near", "posts"}


def test_negatives_are_of_other_things(sources):
    for name, pairs in batches(sources, 100):
        for pair in pairs:
            assert all(text.of != pair.right.of and text.of not in pair.also for text in pair.negatives)
            assert len(pair.negatives) == (2 if name in ("written", "posts", "tweets") else 0)


def test_posts_are_asked_within_a_language_and_of_their_own_files_alone(sources):
    found = [pair for name, pairs in batches(sources, 100) if name == "posts" for pair in pairs]
    assert {pair.right.of.split("-")[0] for pair in found} == {"posts"}
    assert all(pair.query.lower().startswith("do ") == pair.right.text.startswith("Eating") for pair in found)
    assert len({pair.right.text.startswith("Eating") for pair in found}) == 2


def test_the_projects_own_questions_are_asked_within_a_language_and_across(sources):
    found = {
        (pair.query.startswith("Do "), pair.right.text.startswith("Eating"))
        for name, pairs in batches(sources, 100)
        if name == "written"
        for pair in pairs
    }
    assert found == set(itertools.product((True, False), repeat=2))


def test_near_questions_are_in_the_language_of_the_text(sources):
    near = [pair for name, pairs in batches(sources, 100) if name == "near" for pair in pairs]
    assert near
    assert all(pair.near[0].startswith("Do ") and pair.right.text.startswith("Eating") for pair in near)


def test_nothing_to_learn_from_is_told():
    with pytest.raises(ValueError, match="nothing"):
        next(iter(Mixture(Sources(), {}, seed=1)))


def test_vietnamese_noise_drops_diacritics_and_slips_but_keeps_numbers_and_the_words_places():
    text = "Đường Lê Lợi sẽ cấm xe máy từ ngày 1/9"
    chance = random.Random(1)
    found = {noise.vietnamese(text, chance) for _ in range(300)}
    assert text in found
    assert fold_text(text) in found
    for one in found:
        said, meant = one.split(), text.split()
        assert (len(said), said[-1]) == (len(meant), "1/9")
        same = [fold_text(a).lower() == fold_text(b).lower() for a, b in zip(said, meant, strict=True)]
        assert sum(same) >= len(same) / 4


def test_a_slip_leaves_a_word_that_can_be_known_again():
    chance = random.Random(1)
    made = {noise.slip("nhưỡng", chance) for _ in range(300)}
    assert {"nhưởng", "nhương", "hnưỡng", "nhuỡng", "nhưỡnng", "nhưỡns", "nhưỡn"} & made
    assert all(abs(len(word) - len("nhưỡng")) <= 1 for word in made)
    assert {noise.slip(word, chance) for word in ("1/9", "a", "covid-19")} == {"1/9", "a", "covid-19"}


@pytest.mark.parametrize("make", [noise.vietnamese, noise.english, noise.tweet])
@pytest.mark.parametrize("text", ["", "a", "ab cd", "one two three four five six seven", "— (@x)", "x — An (@an)"])
def test_no_text_is_too_odd_for_noise(make, text):
    chance = random.Random(1)
    assert all(isinstance(make(text, chance), str) for _ in range(100))


def test_a_tweet_may_lose_its_authors_tail_and_never_all_of_itself():
    chance = random.Random(1)
    found = {noise.tweet("So it is — An (@an) May 4", chance) for _ in range(100)}
    assert {"So it is", "so it is", "So it is — An (@an) May 4"} == found
    assert all(noise.tweet(" — An (@an)", chance) for _ in range(100))
