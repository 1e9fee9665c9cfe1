"""The sample desk's texts keep to the rules that they show."""

from __future__ import annotations

import pytest
from django.utils import translation

from factdesk.checks import permissions
from factdesk.record import scale
from factdesk.record.models import PublishedCheck
from factdesk.sample import content
from factdesk.sample.offices import create_offices
from factdesk.sample.people import create_people
from factdesk.sample.publishing import publish_checks


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


@pytest.mark.django_db
def test_what_the_sample_checked_last_is_published_last(monkeypatch):
    newest_first = sorted(content.checks()[:3], key=lambda check: check.checked_on, reverse=True)
    monkeypatch.setattr(content, "checks", lambda: tuple(newest_first))
    offices = create_offices()
    people = create_people(offices)
    permissions.install()
    publish_checks(offices, people, lambda *_: None)
    published = PublishedCheck.objects.filter(language="vi").order_by("published_at", "seq")
    days = list(published.values_list("checked_on", flat=True))
    assert days == [check.checked_on for check in reversed(newest_first)]
