"""The network in torch is the one that the desk runs."""

from __future__ import annotations

import numpy as np
import pytest

from factdesk.matching.encoder import graph, vocabulary, weights
from tests.matching.training import torch_or_skip

torch_or_skip()
import torch  # noqa: E402

from factdesk.matching.train import network  # noqa: E402

TEXTS = [
    "query: Uống nước chanh nóng chữa khỏi ung thư, đúng không?",
    "passage: Drinking hot lemon water every day kills cancer cells",
    "query: 5G",
    "passage: " + "Thẻ căn cước công dân đã hết giá trị từ ngày 1/7/2025. " * 12,
]


@pytest.fixture(scope="module")
def source() -> weights.Weights:
    return weights.Weights(weights.locate())


@pytest.fixture(scope="module")
def made(source):
    torch.manual_seed(1)
    return network.Network(source)


def through_onnx(source, made, adapter, wanted):
    """The graph's outputs of each text alone; only the rows of pieces that the texts need are built."""
    import onnxruntime

    lines = [made.tokenizer.encode(text).ids[:128] for text in TEXTS]
    used = np.unique(np.concatenate(lines))
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    model = graph.build(source, vocabulary.kept()[used], adapter, exact=True).SerializeToString()
    session = onnxruntime.InferenceSession(model, options)
    for line in lines:
        places = np.searchsorted(used, line)[None]
        yield session.run(wanted, {"input_ids": places, "attention_mask": np.ones_like(places)})


def both(made):
    identifiers, present = network.batch(made.tokenizer, TEXTS, 128)
    with torch.no_grad():
        vectors, tokens = made(identifiers, present)
    return vectors.numpy(), [line[: int(count)].numpy() for line, count in zip(tokens, present.sum(1), strict=True)]


def test_it_agrees_with_the_graph_and_changes_of_nothing_change_nothing(source, made):
    vectors, _ = both(made)
    expected = [vector[0] for (vector,) in through_onnx(source, made, None, ["embedding"])]
    # The fourth text is cut: the graph's here just ends, the network's keeps the end's mark.
    assert [float(a @ b) for a, b in zip(vectors[:3], expected, strict=False)] == pytest.approx([1] * 3, abs=2e-3)
    assert float(vectors[3] @ expected[3]) > 0.99


def test_it_agrees_with_the_graph_after_learning(source):
    torch.manual_seed(2)
    made = network.Network(source)
    before, _ = both(made)
    with torch.no_grad():
        for layer in made.layers:
            for part in network.PARTS:
                getattr(layer, part).up.normal_(std=0.05)
    vectors, tokens = both(made)
    assert (vectors * before).sum(axis=1).max() < 0.995
    found = through_onnx(source, made, made.adapter("test"), ["embedding", "tokens"])
    for place, (vector, each) in enumerate(found):
        if place < 3:
            assert float(vectors[place] @ vector[0]) == pytest.approx(1, abs=2e-3)
            assert (tokens[place] * each[0]).sum(axis=1).mean() == pytest.approx(1, abs=1e-2)


def test_padding_changes_nothing(made):
    together, _ = both(made)
    for text, vector in zip(TEXTS, together, strict=True):
        with torch.no_grad():
            alone, _ = made(*network.batch(made.tokenizer, [text], 128))
        assert float(alone[0].numpy() @ vector) == pytest.approx(1, abs=2e-3)


def test_only_the_changes_and_the_head_learn(made):
    learned = made.learned()
    assert {name.rpartition(".")[2] for name in learned} == {"down", "up", "weight", "bias"}
    assert [name for name in learned if name.startswith("head")] == ["head.weight", "head.bias"]
    assert len(made.changes()) == 12 * 6 * 2


def test_what_was_learned_can_be_put_back_and_only_into_the_same_network(source):
    torch.manual_seed(3)
    one = network.Network(source, layers=1)
    other = network.Network(source, layers=1)
    other.put({name: value.clone() for name, value in one.learned().items()})
    assert all(torch.equal(a, b) for a, b in zip(one.learned().values(), other.learned().values(), strict=True))
    with pytest.raises(ValueError, match="another network"):
        network.Network(source, layers=2).put(one.learned())


def test_prefix_end_and_padding_are_compared_with_nothing(made):
    _, present = network.batch(made.tokenizer, ["query: a b c", "query: a"], 128)
    counts = network.compared(present)
    assert counts.sum(dim=1).tolist() == [count - 4 for count in present.sum(dim=1).tolist()]
    assert not counts[:, :3].any()


def test_the_head_begins_around_the_centre(made):
    directions = np.eye(384, dtype=np.float32)[:, :128]
    centre = np.arange(384, dtype=np.float32)
    made.turn_head(directions, centre)
    with torch.no_grad():
        turned = made.head(torch.from_numpy(centre + directions[:, 5]))
    assert np.allclose(turned.numpy(), np.eye(128)[5], atol=1e-4)
