"""The projection is a pure function of the record: made again it is the same, byte for byte."""

import pytest
from django.core import serializers

from factdesk.record.models import PublishedCheck, PublishedFacet
from factdesk.record.projection import rebuild
from factdesk.record.services import append
from tests.record.builders import an_office, content, english

pytestmark = pytest.mark.django_db


def picture():
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in (PublishedCheck, PublishedFacet)]


def test_what_is_rebuilt_is_what_grew():
    office = an_office()
    people = {"written_by": [1], "approved_by": [2]}
    texts = content()["texts"]
    append(kind="publish", office=office, content=content(), **people)
    append(kind="publish", office=office, content=content("abc234", regions=["xa-hoa-khe"]), **people)
    append(kind="update", office=office, content=content(texts={**texts, "en": english()}), **people)
    append(kind="correct", office=office, content=content(rating="true"), reason={"vi": "Nhầm số."}, **people)
    withdrawn = {"reason": {"vi": "Sai nguồn."}, "on": "2026-11-05"}
    append(
        kind="withdraw",
        office=office,
        content=content("abc234", rating=None, withdrawn=withdrawn),
        reason={"vi": "Sai nguồn."},
        **people,
    )
    grown = picture()
    PublishedCheck.objects.filter(code="abc234").update(title="spoilt", withdrawn=False)
    assert rebuild() == 5
    assert picture() == grown
