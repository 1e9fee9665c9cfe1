"""Fine-tuning of a few steps on a few lines: it runs, it goes on after a kill, it says what it cost."""

from __future__ import annotations

import dataclasses
import functools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from factdesk.matching.encoder import adapter
from factdesk.matching.train import mixture
from factdesk.matching.train.errors import NothingToLearnFrom
from factdesk.matching.train.mixture import Pair, Sources, Text
from factdesk.matching.train.run import Run
from tests.matching.training import folder, records, torch_or_skip

torch_or_skip()
import torch  # noqa: E402

from factdesk.matching.train import checkpoints, finetune, losses  # noqa: E402
from factdesk.matching.train.finetune import Settings  # noqa: E402

SETTINGS = Settings(steps=3, batch=3, layers=1, every=1)
KILLED = """
import os, signal, sys
from pathlib import Path
from factdesk.matching.train import finetune
from tests.matching.test_train_finetune import SETTINGS, tiny

def die(done, total, what):
    if what == "fine-tuning the encoder" and done == 2:
        os.kill(os.getpid(), signal.SIGKILL)

finetune.train(tiny(Path(sys.argv[1])), SETTINGS, Path(sys.argv[2]), die)
"""


def tiny(path: Path) -> Sources:
    """A folder's pairs and some of the project's own kind."""
    if not path.exists():
        claims = {str(number): f"Claim about thing {number}" for number in range(12)}
        asked = {f"q{number}": (f"Did they say {number}?", [str(number)]) for number in range(12)}
        folder(path, claims, train=asked)
    return mixture.collect([path], records(6))


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    place = tmp_path_factory.mktemp("unbroken")
    torch.set_num_threads(1)
    return finetune.train(tiny(place / "data"), SETTINGS, place / "c.pt")


def equal(one: adapter.Adapter, other: adapter.Adapter) -> bool:
    return adapter.to_bytes(one) == adapter.to_bytes(other)


def test_it_learns_and_says_what_it_cost(unbroken):
    made, facts = unbroken
    assert any(np.abs(up).max() > 0 for _, up in made.changes.values())
    assert made.width == 128
    assert facts["name"] == made.name == finetune.name_of(made)
    assert facts["steps"] == 3
    assert facts["seconds"] > 0
    assert facts["peak_bytes"] > 100_000_000
    assert facts["learned_from"] == {"tweets": 9, "titles": 9, "written": 6}
    assert facts["kept_away"]["held out"] == 3


def test_a_killed_run_goes_on_to_the_same_numbers(unbroken, tmp_path):
    checkpoint = tmp_path / "c.pt"
    paths = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, sys.path)])
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "data"), str(checkpoint)],
        env=os.environ | {"PYTHONPATH": paths},
        check=False,
    )
    assert run.returncode == -9
    steps = []
    sources = tiny(tmp_path / "data")
    made, facts = finetune.train(
        sources,
        SETTINGS,
        checkpoint,
        lambda done, total, what: steps.append(done) if what == "fine-tuning the encoder" else None,
    )
    assert steps == [3]
    assert equal(made, unbroken[0])
    assert facts["steps"] == 3


def test_another_run_does_not_go_on_from_it(unbroken, tmp_path):
    checkpoint = tmp_path / "c.pt"
    sources = tiny(tmp_path / "data")
    finetune.train(sources, SETTINGS, checkpoint)
    other = dataclasses.replace(SETTINGS, seed=21)
    assert checkpoints.read(checkpoint, finetune.fingerprint(sources, SETTINGS))
    assert checkpoints.read(checkpoint, finetune.fingerprint(sources, other)) is None
    more = dataclasses.replace(sources, apart=frozenset({"x"}))
    assert checkpoints.read(checkpoint, finetune.fingerprint(more, SETTINGS)) is None


def test_a_damaged_checkpoint_is_as_none(unbroken, tmp_path):
    checkpoint = tmp_path / "c.pt"
    sources = tiny(tmp_path / "data")
    finetune.train(sources, SETTINGS, checkpoint)
    whole = checkpoint.read_bytes()
    for cut in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        checkpoint.write_bytes(whole[:cut])
        assert checkpoints.read(checkpoint, finetune.fingerprint(sources, SETTINGS)) is None
    made, _ = finetune.train(sources, SETTINGS, checkpoint)
    assert equal(made, unbroken[0])


def test_the_step_writes_the_adapter_where_it_goes_and_leaves_no_checkpoint(tmp_path, monkeypatch):
    small = functools.partial(Settings, batch=3, layers=1)
    monkeypatch.setattr(finetune, "Settings", small)
    monkeypatch.setattr(finetune.written, "records", lambda: records(6))
    run = Run(data=(), work=tmp_path / "work", models=tmp_path / "models", output=tmp_path, steps=2, seed=4)
    facts = finetune.main_from(run)
    made = adapter.from_bytes((tmp_path / "adapter.npz").read_bytes())
    assert made.name == facts["name"] == finetune.name_of(made)
    assert (facts["steps"], facts["seed"]) == (2, 4)
    assert list((tmp_path / "work").iterdir()) == []


def test_nothing_to_learn_from_is_told_before_the_weights_are_read(tmp_path):
    with pytest.raises(NothingToLearnFrom):
        finetune.train(Sources(), SETTINGS, tmp_path / "c.pt")


def test_the_rate_rises_and_falls():
    settings = Settings(steps=100, rate=1.0)
    rates = [settings.rate_at(step) for step in range(100)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == rates[9] == pytest.approx(0.91)
    assert rates[-1] == pytest.approx(0.05)


def test_hard_negatives_are_near_and_wrong(tmp_path):
    torch.manual_seed(1)
    sources = tiny(tmp_path / "data")
    source = finetune.weights.Weights(finetune.weights.locate())
    hard = finetune.mine(finetune.Network(source, layers=1), sources)
    for tweet, places in zip(sources.tweets["data"], hard["data"], strict=True):
        found = [sources.passages["data"][place] for place in places]
        assert len(found) == 11
        assert not set(found) & set(tweet.right)


def test_what_answers_too_is_no_negative():
    pairs = [
        Pair("a", Text("A", "a"), frozenset({"a2"}), (Text("B vi", "b"),)),
        Pair("b", Text("B", "b"), frozenset(), (Text("A2", "a2"), Text("A", "x"))),
    ]
    passages = [text for pair in pairs for text in (pair.right, *pair.negatives)]
    too = losses._right_too(pairs, passages, [0, 2])
    assert too.tolist() == [[False, False, False, True, True], [False, True, False, False, False]]


def test_word_by_word_takes_the_nearest_token_of_those_that_count():
    asked = losses.Read(torch.zeros(1, 2), torch.eye(2)[None], torch.tensor([[True, True]]))
    found = losses.Read(torch.zeros(1, 2), torch.eye(2)[None], torch.tensor([[True, False]]))
    assert losses.word_by_word(asked, asked).item() == 1
    assert losses.word_by_word(asked, found).item() == 0.5
