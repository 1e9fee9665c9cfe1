"""An answer on a terminal."""

from django.utils.translation import override

from factdesk.answers.results import Answer, AnsweredMatch
from factdesk.answers.words import as_text

MATCH = AnsweredMatch(
    "fact-check", "k7m2xq", "en", "Title", "Claim.", "false", "False", "Desk", "https://x.example/", 0.9, "No."
)


def test_each_outcome_says_what_it_is():
    with override("en"):
        assert as_text(Answer("answer", "en", 1.0, (MATCH,))) == "False — Claim.\nNo.\nDesk: https://x.example/"
        assert as_text(Answer("suggest", "en", 1.0, (MATCH, MATCH))).startswith("Is it one of these?")
        assert "Nobody" in as_text(Answer("none", "en", 1.0))
        assert "cannot be read" in as_text(Answer("none", "und", 1.0, available=False))
