"""The sample desk's texts keep to the rules that they show."""

from __future__ import annotations

import pytest

from factdesk.sample import content


@pytest.mark.parametrize("check", content.checks(), ids=lambda check: check.slug["en"])
def test_a_sample_check_cites_what_was_read_for_it(check):
    assert all(source.read_on <= check.checked_on for source in check.evidence)
    assert any(source.primary for source in check.evidence)
