"""Redaction's work grows in line with the text, and its patterns are compiled when they are needed."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from factdesk.questions.redact import redact
from factdesk.questions.redact.patterns import DIGITS, Patterns
from tests.questions.long_texts import UNITS, repeats_without_bound

#: The same for what is typed in small letters and without marks.
TYPED = (
    "nha em o so 7 ", "em o so 7 duong ", "12/3 ngo 45 ", "ngo 4, ", "em la a ", "duong tran van ", "phong 5 chung cu ",
    "i live at 7 a ", "fb cua em ", "zalo em la anan", "my ig is an", "tele: an ", "nguyen thi ", "tran van an gui ",
    "tran ", "tu: le van a\n", "em ten la le thi ",
    "chị hoa gửi ", "le van a\n", "em ten a ", "ho ten: a ", "toa 5a ",
)  # fmt: skip


def steps(text: str) -> int:
    """How many functions are called while `text` is read, Python's own too."""
    redact(text, "vi")  # whatever is done once only is done now
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        redact(text, "vi")
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("unit", [*UNITS, *TYPED])
def test_five_times_the_text_takes_five_times_the_steps(unit):
    short, long = (steps(unit * (length // len(unit))) for length in (300, 1_500))
    assert long < 7 * short, "25 times, were each place looked at from each other"


@pytest.mark.parametrize("units", [UNITS, TYPED], ids=["UNITS", "TYPED"])
def test_no_pattern_goes_back_and_forth(units):
    """What happens within a pattern has no steps to count: a process is killed that is far from coming to an end."""
    ran = subprocess.run(
        [sys.executable, "-c", f"from tests.questions import long_texts as it; it.UNITS = {units!r}; it.main()"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, f"{ran.stdout.splitlines()[-1:]} {ran.stderr}"
    assert int(ran.stdout.splitlines()[-1].split()[0]) > 50


@pytest.mark.parametrize(
    ("source", "unbounded"),
    [("a{1,64}b?", False), (r"\*[*+]{0,8}\+", False), ("[^]+]x", False), ("(?:a,){2,}", True), (r"[\]*]a*", True)],
)
def test_a_repeat_without_a_bound_is_seen(source, unbounded):
    assert repeats_without_bound(source) is unbounded


@pytest.fixture
def compiled(monkeypatch):
    """The sources compiled from now on."""
    sources: list[str] = []
    compile_ = re.compile
    monkeypatch.setattr(re, "compile", lambda source, flags=0: sources.append(source) or compile_(source, flags))
    return sources


def test_a_pattern_is_compiled_for_the_first_text_that_it_could_match(compiled):
    patterns = Patterns(r"\d:(\w)", r":(\w)", needs=(":", DIGITS))
    assert [*patterns.finditer("a:b"), *patterns.finditer("1 b")] == compiled == []
    assert [found[1] for found in patterns.finditer("1:a")] == ["a", "a"]
    assert [found[1] for found in patterns.finditer("1 :b")] == ["b"]
    assert compiled == [r"\d:(\w)", r":(\w)"]


def test_without_needs_every_text_is_looked_through():
    assert [found.group() for found in Patterns("A", "b", flags=re.IGNORECASE).finditer("ab")] == ["a", "b"]
