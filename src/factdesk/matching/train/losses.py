"""What fine-tuning makes smaller: taking a text that does not answer a question for the one that does, and back.

Both ways in which the matcher compares texts are taught at once, by their mean vectors and word by word (late.py): of
all texts of a batch the question's own must be nearest, and of all questions the text's own (InfoNCE: van den Oord et
al. 2018, arXiv 1807.03748). Questions that look like a text's own but that it does not answer are among the latter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional

from factdesk.matching.train.mixture import Pair, Text
from factdesk.matching.train.network import Network, batch, compared

QUERY, PASSAGE = "query: ", "passage: "
QUERY_TOKENS, PASSAGE_TOKENS = 96, 110
TEMPERATURE = 0.02
_BACK, _BACK_NEAR = 0.3, 0.5  # weights of the losses from text to question, without near questions and with them
_NEVER = -1e4
_PARTS = 3  # of a batch


@dataclass(frozen=True, slots=True)
class Read:
    """Texts through the network: (n, hidden), (n, tokens, width), and which tokens count."""

    vectors: torch.Tensor
    tokens: torch.Tensor
    counts: torch.Tensor


def read(network: Network, prefix: str, texts: Sequence[str], limit: int) -> Read:
    """Texts with the encoder's prefix before each, those of like length together: padding costs as much as tokens."""
    identifiers, present = batch(network.tokenizer, [prefix + text for text in texts], limit)
    lengths = present.sum(dim=1)
    order = torch.argsort(lengths, stable=True)
    vectors, tokens = [], []
    for places in order.chunk(_PARTS):
        longest = int(lengths[places].max())
        some, each = network(identifiers[places, :longest], present[places, :longest])
        vectors.append(some)
        tokens.append(functional.pad(each, (0, 0, 0, identifiers.shape[1] - longest)))
    back = torch.argsort(order)
    return Read(torch.cat(vectors)[back], torch.cat(tokens)[back], compared(present))


def word_by_word(queries: Read, passages: Read) -> torch.Tensor:
    """(queries, passages): the mean over a question's tokens of the cosine with the nearest token of a text."""
    cosines = torch.einsum("qid,pjd->qpij", queries.tokens, passages.tokens)
    nearest = cosines.masked_fill(~passages.counts[None, :, None, :], _NEVER).max(dim=-1).values
    asked = queries.counts.float()
    return (nearest * asked[:, None, :]).sum(dim=-1) / asked.sum(dim=-1).clamp(min=1)[:, None]


def both(queries: Read, passages: Read) -> list[torch.Tensor]:
    """The two kinds of scores, over the temperature."""
    whole = queries.vectors @ passages.vectors.T
    return [scores / TEMPERATURE for scores in (whole, word_by_word(queries, passages))]


def of_batch(network: Network, pairs: Sequence[Pair]) -> torch.Tensor:
    """The loss of a batch."""
    passages: list[Text] = []
    own: list[int] = []
    for pair in pairs:
        own.append(len(passages))
        passages += [pair.right, *pair.negatives]
    asked = read(network, QUERY, [pair.query for pair in pairs], QUERY_TOKENS)
    found = read(network, PASSAGE, [text.text for text in passages], PASSAGE_TOKENS)
    right, number = torch.tensor(own), torch.arange(len(pairs))
    too = _right_too(pairs, passages, own)
    near = [(place, text) for place, pair in enumerate(pairs) for text in pair.near]
    others: list[torch.Tensor | None] = [None, None]
    if near:
        alike = read(network, QUERY, [text for _, text in near], QUERY_TOKENS)
        beside = Read(found.vectors[right], found.tokens[right], found.counts[right])
        of_others = torch.tensor([place for place, _ in near])[:, None] != number[None, :]
        others = [scores.masked_fill(of_others, _NEVER) for scores in both(alike, beside)]
    loss = torch.zeros(())
    for scores, more in zip(both(asked, found), others, strict=True):
        free = scores.masked_fill(too, _NEVER)
        loss = loss + functional.cross_entropy(free, right)
        back = free[:, right].T if more is None else torch.cat([free[:, right], more]).T
        loss = loss + (_BACK if more is None else _BACK_NEAR) * functional.cross_entropy(back, number)
    return loss


def _right_too(pairs: Sequence[Pair], passages: Sequence[Text], own: Sequence[int]) -> torch.Tensor:
    """Which texts answer a question besides its own one: no negatives."""
    return torch.tensor(
        [
            [
                place != mine and (text.of == pair.right.of or text.of in pair.also or text.text == pair.right.text)
                for place, text in enumerate(passages)
            ]
            for pair, mine in zip(pairs, own, strict=True)
        ]
    )
