"""Files damaged at random: something comes out, nothing is raised."""

from __future__ import annotations

import json
import random

import pytest

from tests.reviews.conftest import all_of, claim_review

WHOLE = [
    json.dumps([claim_review(number) for number in range(3)]),
    "\n".join(json.dumps(claim_review(number), ensure_ascii=False) for number in range(3)),
    json.dumps({"dataFeedElement": [{"@type": "DataFeedItem", "item": [claim_review(1)]}] * 3}, indent=1),
    f'<html><script type="application/ld+json">{json.dumps(claim_review(1))}</script></html>',
]
SPLINTERS = [b'"', b"{", b"}", b"[", b"]", b"\\", b"\n", b",", b"\xff", b"null", b"1e999", b"\\ud800", b"<!--"]


def _damaged(chance: random.Random) -> bytes:
    data = bytearray(chance.choice(WHOLE).encode())
    for _ in range(chance.choice([1, 2, 5, 30])):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(3):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + chance.choice([1, 5, 100])]
            case _:
                data[at:at] = chance.choice(SPLINTERS)
    return bytes(data)


def test_damage_is_reported_and_never_raised():
    chance = random.Random(4)
    for _ in range(1000):
        assert all_of(_damaged(chance))


@pytest.mark.long
def test_much_damage_is_reported_and_never_raised():
    chance = random.Random()
    for _ in range(100_000):
        data = _damaged(chance)
        assert all_of(data), data
