"""A labelled set: identities that must go, and lookalikes that must stay; how many are found and how many spared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from factdesk.questions import intake
from factdesk.questions.errors import OnlyIdentities
from factdesk.questions.redact import MASK
from factdesk.questions.redact.spans import shadow

HERE = Path(__file__).parent
CLAIM = "Uống nước lá ổi chữa khỏi tiểu đường phải không?"
_MARKED = re.compile("‹([^›]*)›")


def cases(name: str) -> Iterator[object]:
    """Each text of a file as a parameter that bears the name of its group."""
    for group, texts in yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8")).items():
        for number, text in enumerate(texts, start=1):
            yield pytest.param(text, id=f"{group}-{number}")


IDENTITIES, LOOKALIKES = list(cases("identities")), list(cases("lookalikes"))


def kept(text: str) -> str:
    """What is stored of `text`, as it comes in through every door; nothing, where nothing would be left."""
    try:
        return intake.clean(text, "vi")
    except OnlyIdentities:
        return ""


def plain(text: str) -> str:
    """Letters and digits alone, digits of all scripts as ASCII: however it is written, it is the same identity."""
    return "".join(filter(str.isalnum, shadow(unicodedata.normalize("NFC", text)).casefold()))


def left_of(marked: str, around: str) -> list[str]:
    """The secrets of a marked text of which something is kept: all of it, four digits, or a word of a name."""
    text = around.replace("{}", _MARKED.sub(r"\1", marked))
    rest = plain(around + _MARKED.sub(" ", marked))
    words = kept(text)
    found = plain(MASK.sub("|", words))
    left = []
    for secret in _MARKED.findall(marked):
        parts = {plain(secret), *re.findall(r"\d{4,}", plain(secret))}
        parts |= {plain(word) for word in re.findall(r"[^\W\d_]{3,}", secret)}
        if any(part and part in found and part not in rest for part in parts):
            left.append(f"{secret} in {words}")
    return left


@pytest.mark.parametrize("marked", IDENTITIES)
def test_an_identity_goes(marked):
    assert left_of(marked, "{}") == []
    assert left_of(marked, "{}\n" + CLAIM) == []
    assert CLAIM in kept(_MARKED.sub(r"\1", marked) + "\n" + CLAIM), "the claim on the next line stays"


@pytest.mark.parametrize("text", LOOKALIKES)
def test_a_lookalike_stays(text):
    assert kept(text) == text
    assert kept(f"{CLAIM}\n{text}") == f"{CLAIM}\n{text}"


def test_the_set_is_large_enough_to_say_something():
    assert len(IDENTITIES) >= 150
    assert len(LOOKALIKES) >= 150
