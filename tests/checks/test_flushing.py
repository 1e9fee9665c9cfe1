"""Tests with real transactions may empty the record; nothing else may."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from factdesk.record.models import Entry


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_with_real_transactions_starts_empty_and_with_the_triggers(turn, desk):
    assert not Entry.objects.exists()
    desk.published()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().delete()
    assert Entry.objects.count() == 1
