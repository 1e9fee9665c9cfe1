"""The projection is a pure function of the record: made again it is the same, byte for byte, or refused in words."""

import json

import pytest
from django.core import serializers
from django.db import connection

from factdesk import cli
from factdesk.record import selectors
from factdesk.record.content import canonical, digest
from factdesk.record.errors import RecordDamaged
from factdesk.record.models import Entry, PublishedCheck, PublishedFacet, Version
from factdesk.record.projection import rebuild
from factdesk.record.services import append
from tests.flushing import without_triggers
from tests.record import damage
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


PEOPLE = {"written_by": [1], "approved_by": [2]}


def damaged(text):
    """Publish a check, then damage it."""
    entry = append(kind="publish", office=an_office(), content=content(), **PEOPLE)
    damage.damaged(entry, text)
    return entry


def renamed(text):
    """The same, under the hash of what stands there now: it is its hash, and still nothing that was published."""
    entry = append(kind="publish", office=an_office(), content=content(), **PEOPLE)
    connection.check_constraints()
    changed = text(entry.version.content)
    sha256 = digest(changed.encode())
    with without_triggers():
        Version.objects.filter(pk=entry.version_id).update(content=changed, sha256=sha256)
        Entry.objects.update(version_id=sha256)
        connection.check_constraints()
    return entry


def refuses_to_rebuild(entry):
    before = picture()
    with pytest.raises(RecordDamaged, match=rf"Entry {entry.seq} \({entry.code}\)"):
        rebuild()
    assert picture() == before


@pytest.mark.parametrize(
    "text",
    [
        lambda text: text.replace('"rating":"false"', '"rating":"true"'),
        lambda text: text + " ",
        lambda text: "",
        lambda text: "{}",
    ],
)
def test_a_version_that_is_not_its_hash_is_refused_and_the_old_projection_stays(text):
    refuses_to_rebuild(damaged(text))


@pytest.mark.parametrize(
    "text",
    [
        lambda text: text[:-1] + ',"rating":"true"}',
        lambda text: json.dumps(json.loads(text)),
        lambda text: canonical({"code": "k7m2xq", "type": "fact-check"}).decode(),
    ],
)
def test_a_version_that_two_readers_could_read_differently_is_refused(text):
    refuses_to_rebuild(renamed(text))


def test_reindex_says_it_in_words(capsys):
    entry = damaged(lambda text: text.replace("Sở Y tế", "Sở Khác"))
    assert cli.main(["reindex"]) == 1
    said = capsys.readouterr().err
    assert f"Entry {entry.seq} ({entry.code}) of the record is damaged" in said
    assert "Traceback" not in said


def test_a_damaged_version_is_not_handed_out_nor_published_again():
    entry = damaged(lambda text: text.replace("Sở Y tế", "Sở Khác"))
    for ask in (lambda: selectors.version(entry.version_id), lambda: selectors.current_version(entry.code)):
        with pytest.raises(RecordDamaged):
            ask()
    append(kind="update", office=entry.office, content=content(rating="true"), **PEOPLE)
    with pytest.raises(RecordDamaged, match="Entry 2"):
        append(kind="update", office=entry.office, content=content(), **PEOPLE)
    assert Entry.objects.count() == 2
