"""Two imports at once: one review each, and changes without gaps."""

from __future__ import annotations

import io
import json
import threading

import pytest
from django.db import connection

from factdesk.reviews import batches, selectors
from factdesk.reviews.models import ExternalReview
from factdesk.reviews.services import import_claimreviews
from tests.reviews.conftest import claim_review


@pytest.mark.django_db(transaction=True)
def test_imports_at_the_same_time_do_not_double_a_review_or_a_number(monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 5)
    ranges = (range(60), range(30, 90), range(89, -1, -1))
    failures = []

    def run(numbers):
        lines = "\n".join(json.dumps(claim_review(number)) for number in numbers).encode()
        try:
            import_claimreviews(["-"], stdin=io.BytesIO(lines))
        except Exception as error:  # a thread's error would else pass unseen
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[numbers]) for numbers in ranges]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert ExternalReview.objects.count() == 90
    assert [change.seq for change in selectors.changes()] == list(range(90))
