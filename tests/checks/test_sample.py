"""The sample desk's texts keep to the rules that they show."""

from __future__ import annotations

import pytest
from django.utils import translation

from factdesk.record import scale
from factdesk.sample import content


@pytest.mark.parametrize("check", content.checks(), ids=lambda check: check.slug["en"])
def test_a_sample_check_cites_what_was_read_for_it(check):
    assert all(source.read_on <= check.checked_on for source in check.evidence)
    assert any(source.primary for source in check.evidence)


@pytest.mark.parametrize("check", content.checks(), ids=lambda check: check.slug["en"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_verdict_begins_with_the_word_of_the_scale(check, language):
    with translation.override(language):
        word = scale.label(check.rating)
    assert check.verdict[language].startswith(word)
    assert len(check.verdict[language]) <= 300
