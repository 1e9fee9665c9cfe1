"""The encoder's network in torch, for fine-tuning; the desk itself runs the ONNX graph of encoder/graph.py.

The packaged weights stay as they are, in bfloat16. Beside the matrices q, k, v, ao, fi and fo of each layer runs a
low-rank change, which begins at nothing, and at the end a head that brings each token's state to fewer numbers: the two
things that an adapter holds (encoder/adapter.py).

torch is no dependency of the desk. Only this file, losses.py, checkpoints.py and finetune.py import it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from factdesk.matching.encoder import tokenizer, vocabulary
from factdesk.matching.encoder.adapter import Adapter
from factdesk.matching.encoder.weights import Weights

Floats = npt.NDArray[np.float32]

PARTS = ("q", "k", "v", "ao", "fi", "fo")
RANK, WIDTH = 16, 128
BEFORE = 3  # tokens of a prefix ("query: "): <s>, the word, the colon; they and the last one are compared with nothing
_LONGEST = 8_000  # characters looked at before the tokenizer cuts
_FAR = 1e4
_BATCH = 64


class Matrix(nn.Module):
    """A packaged matrix with its bias, and its low-rank change beside it."""

    def __init__(self, weights: Weights, name: str, rank: int) -> None:
        super().__init__()
        matrix, bias = weights.matrix(f"{name}.w"), weights.vector(f"{name}.b")
        self.weight = _fixed(matrix, torch.bfloat16)
        self.bias = _fixed(bias, torch.bfloat16)
        self.down = nn.Parameter(torch.randn(rank, matrix.shape[1]) / math.sqrt(matrix.shape[1]))
        self.up = nn.Parameter(torch.zeros(matrix.shape[0], rank))

    def forward(self, value: torch.Tensor) -> torch.Tensor:
        """(…, inputs) to (…, outputs)."""
        change = functional.linear(functional.linear(value, self.down), self.up)
        return functional.linear(value, self.weight, self.bias) + change


class Layer(nn.Module):
    """One layer: attention, then the wide part, each added to what went in and brought back to scale."""

    q: Matrix
    k: Matrix
    v: Matrix
    ao: Matrix
    fi: Matrix
    fo: Matrix

    def __init__(self, weights: Weights, name: str, rank: int) -> None:
        super().__init__()
        self.heads = weights.shape.heads
        for part in PARTS:
            setattr(self, part, Matrix(weights, f"{name}.{part}", rank))
        self.aln, self.oln = _norm(weights, f"{name}.aln"), _norm(weights, f"{name}.oln")

    def forward(self, value: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
        """States (texts, tokens, hidden) to the next ones; `absent` is added to what each token gives to another."""
        texts, length, hidden = value.shape
        size = hidden // self.heads

        def by_head(whole: torch.Tensor) -> torch.Tensor:
            return whole.view(texts, length, self.heads, size).transpose(1, 2)

        # Written out: torch's scaled_dot_product_attention takes six times as long backwards on a processor.
        raw = torch.matmul(by_head(self.q(value)), by_head(self.k(value)).transpose(2, 3)) * size**-0.5
        shares = torch.softmax(raw + absent, dim=-1).to(raw.dtype)
        mixed = torch.matmul(shares, by_head(self.v(value))).transpose(1, 2).reshape(texts, length, hidden)
        value = self.aln(value + self.ao(mixed))
        return self.oln(value + self.fo(functional.gelu(self.fi(value))))


class Network(nn.Module):
    """All of it.

    Args:
        rank: of the changes.
        width: numbers a token after the head.
        layers: only the first so many, for tests.
    """

    def __init__(self, weights: Weights, *, rank: int = RANK, width: int = WIDTH, layers: int | None = None) -> None:
        super().__init__()
        shape = weights.shape
        rows = vocabulary.kept()
        self.tokenizer = tokenizer.build([weights.pieces[row] for row in rows.tolist()])
        self.words = _fixed(weights.matrix("emb.word", rows))
        places = weights.vector("emb.pos").reshape(-1, shape.hidden) + weights.vector("emb.type")[: shape.hidden]
        self.places = _fixed(places)
        self.ln = _norm(weights, "emb.ln")
        used = shape.layers if layers is None else layers
        self.layers = nn.ModuleList(Layer(weights, f"l{number}", rank) for number in range(used))
        self.head = nn.Linear(shape.hidden, width)

    def states(self, identifiers: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
        """Each token's last state, float32 (texts, tokens, hidden); both arguments are (texts, tokens)."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            value = self.ln(functional.embedding(identifiers, self.words) + self.places[: identifiers.shape[1]])
            absent = (present[:, None, None, :].to(value.dtype) - 1) * _FAR
            for layer in self.layers:
                value = layer(value, absent)
        return value.float()

    def forward(self, identifiers: torch.Tensor, present: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The mean vectors (texts, hidden) and the tokens' vectors (texts, tokens, width), all of unit length."""
        states = self.states(identifiers, present)
        return mean(states, present), functional.normalize(self.head(states), dim=-1)

    def learned(self) -> dict[str, torch.Tensor]:
        """What fine-tuning changes, by name: the changes and the head."""
        return {name: value for name, value in self.named_parameters() if value.requires_grad}

    def changes(self) -> list[torch.Tensor]:
        """The low-rank changes alone."""
        return [value for name, value in self.learned().items() if not name.startswith("head.")]

    def put(self, learned: dict[str, torch.Tensor]) -> None:
        """Take the numbers of learned() back.

        Raises:
            ValueError: they are those of another network.
        """
        mine = self.learned()
        if {name: value.shape for name, value in mine.items()} != {n: v.shape for n, v in learned.items()}:
            raise ValueError("the numbers belong to another network")
        with torch.no_grad():
            for name, value in mine.items():
                value.copy_(learned[name])

    def turn_head(self, directions: Floats, centre: Floats) -> None:
        """Begin the head with these directions (hidden, width) around this centre (hidden,)."""
        with torch.no_grad():
            self.head.weight.copy_(torch.from_numpy(np.ascontiguousarray(directions.T)))
            self.head.bias.copy_(torch.from_numpy(-(centre @ directions)))

    def adapter(self, name: str) -> Adapter:
        """The learned numbers as the encoder takes them."""
        changes = {
            f"l{number}.{part}": (_numbers(getattr(layer, part).down), _numbers(getattr(layer, part).up))
            for number, layer in enumerate(self.layers)
            for part in PARTS
        }
        return Adapter(name, changes, (_numbers(self.head.weight), _numbers(self.head.bias)))


def mean(states: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
    """The direction of the mean over the tokens that are there."""
    return functional.normalize((states * present[..., None]).sum(dim=1), dim=-1)


def batch(by: Tokenizer, texts: Sequence[str], limit: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Identifiers and where there are any, both (texts, tokens); what is longer than `limit` tokens is cut."""
    found = [encoding.ids for encoding in by.encode_batch([text[:_LONGEST] for text in texts])]
    lines = [ids if len(ids) <= limit else [*ids[: limit - 1], ids[-1]] for ids in found]
    identifiers = torch.full((len(lines), max(map(len, lines))), tokenizer.PAD, dtype=torch.long)
    present = torch.zeros_like(identifiers)
    for place, line in enumerate(lines):
        identifiers[place, : len(line)] = torch.tensor(line)
        present[place, : len(line)] = 1
    return identifiers, present


def compared(present: torch.Tensor) -> torch.Tensor:
    """Which tokens count when texts are compared word by word: not those of the prefix, nor the last."""
    counts = present.bool().clone()
    counts[:, :BEFORE] = False
    counts[torch.arange(len(counts)), present.sum(dim=1) - 1] = False
    return counts


@torch.no_grad()
def vectors(network: Network, texts: Sequence[str], limit: int) -> Iterator[tuple[list[int], Floats, list[Floats]]]:
    """Some texts at a time: their places, their mean vectors, and the states of the tokens that count."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), _BATCH):
        places = order[start : start + _BATCH]
        identifiers, present = batch(network.tokenizer, [texts[place] for place in places], limit)
        states = network.states(identifiers, present)
        counts = compared(present)
        each = [_numbers(line[count]) for line, count in zip(states, counts, strict=True)]
        yield places, _numbers(mean(states, present)), each


def _fixed(value: Floats, kind: torch.dtype = torch.float32) -> nn.Parameter:
    return nn.Parameter(torch.from_numpy(np.ascontiguousarray(value)).to(kind), requires_grad=False)


def _norm(weights: Weights, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(weights.shape.hidden, eps=weights.shape.epsilon)
    norm.weight, norm.bias = _fixed(weights.vector(f"{name}.w")), _fixed(weights.vector(f"{name}.b"))
    return norm


def _numbers(value: torch.Tensor) -> Floats:
    found: Floats = value.detach().float().numpy()
    return found
