"""An answer as a terminal shows it."""

from __future__ import annotations

import pytest
from django.utils import translation

from factdesk.answers.results import Answer
from factdesk.answers.words import as_text

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("interface", "said"), [("vi", "chỉ tra cứu được tiếng Việt"), ("en", "Vietnamese and English")]
)
def test_it_says_where_the_language_is_none_that_it_reads(interface, said):
    with translation.override(interface):
        assert said in as_text(Answer(outcome="none", language="ru", took_ms=1.0))
        assert said not in as_text(Answer(outcome="none", language="vi", took_ms=1.0))
