"""What other rooms ask: reviews by code, all of them, and changes by number; and taking a review out."""

from __future__ import annotations

import pytest

from factdesk.reviews import selectors, services
from factdesk.reviews.errors import NoSuchReview
from factdesk.reviews.models import ExternalReview
from tests.reviews.conftest import claim_review

pytestmark = pytest.mark.django_db


def test_nothing_is_there_at_first():
    assert (selectors.head(), selectors.count(), selectors.changes(), list(selectors.all_reviews())) == (-1, 0, [], [])


def test_all_reviews_come_once_each_in_pages(importing, django_assert_num_queries):
    importing([claim_review(number) for number in range(7)])
    with django_assert_num_queries(3):
        codes = [review.code for review in selectors.all_reviews(chunk=3)]
    assert len(set(codes)) == 7
    assert codes == sorted(codes)


def test_a_change_comes_with_its_review_in_one_query(importing, django_assert_num_queries):
    importing([claim_review(number) for number in range(3)])
    with django_assert_num_queries(1):
        assert [change.review.claim[:4] for change in selectors.changes(after=0)] == ["Uống", "Uống"]


def test_codes_are_eight_crockford_letters(importing):
    importing([claim_review(number) for number in range(50)])
    for review in selectors.all_reviews():
        assert len(review.code) == 8
        assert set(review.code) <= set("0123456789abcdefghjkmnpqrstvwxyz")


def test_a_review_taken_out_is_gone_until_it_is_put_back_and_no_import_brings_it_back(importing):
    importing([claim_review(1), claim_review(2)])
    code = ExternalReview.objects.first().code
    services.remove_review(code)
    services.remove_review(code)
    assert (selectors.review(code), selectors.by_codes([code]), selectors.count()) == (None, {}, 1)
    importing([claim_review(1, headline="new"), claim_review(2, headline="new")])
    assert selectors.review(code) is None
    services.restore_review(code)
    assert selectors.review(code).title == "new"
    kinds = [change.kind for change in selectors.changes()]
    assert kinds == ["new", "new", "removed", "changed", "changed", "restored"]


def test_an_unknown_code_is_said_so():
    with pytest.raises(NoSuchReview):
        services.remove_review("zzzzzzzz")
