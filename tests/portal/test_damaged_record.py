"""A version that is not its hash: its entry's page says so in both languages, and everything else is still read."""

import pytest
from django.db import connection

from factdesk.record.models import Entry
from tests.portal.conftest import LEMON, lemon, page, sim
from tests.record.damage import damaged, no_text_any_more

HARM = [lambda entry: damaged(entry, lambda text: text.replace("chanh", "cam")), no_text_any_more]


@pytest.fixture(params=HARM, ids=["another text", "no text"])
def entry(request, desk, settings, tmp_path):
    """The entry of a check whose stored version was damaged afterwards."""
    if request.param is no_text_any_more and connection.vendor != "sqlite":
        pytest.skip("PostgreSQL stores no text that is none")
    settings.RUN_DIRECTORY = tmp_path / "run"
    desk.publish(lemon())
    desk.publish(sim())
    entry = Entry.objects.get(code=LEMON)
    request.param(entry)
    return entry


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Phiên bản này đã bị hỏng"), ("/en", "This version is damaged")], ids=["vi", "en"]
)
def test_the_page_of_its_entry_says_so(client, entry, caplog, prefix, words):
    response = client.get(f"{prefix}/record/{entry.seq}/")
    assert response.status_code == 500
    assert response["Cache-Control"] == "no-store"
    text = page(response)
    assert words in text
    assert entry.version_id in text
    assert f'"/api/v1/record/versions/{entry.version_id}"' not in text, "there is nothing to read there"
    assert "Internal Server Error" not in caplog.text
    assert [line.getMessage().count(entry.version_id) for line in caplog.records] == [1]


def test_the_list_and_every_other_entry_are_read_as_ever(client, entry):
    assert client.get("/record/").status_code == 200
    assert client.get(f"/record/{entry.seq + 1}/").status_code == 200


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Phiên bản này đã bị hỏng"), ("/en", "This version is damaged")], ids=["vi", "en"]
)
def test_any_other_page_that_needs_it_says_so_too(client, entry, monkeypatch, prefix, words):
    from factdesk.record import selectors

    monkeypatch.setattr(selectors, "published_checks", lambda **_: selectors.version(entry.version_id))
    response = client.get(f"{prefix}/checks/")
    assert response.status_code == 500
    assert words in page(response)
    assert entry.code not in page(response)
    assert 'name="text"' in page(response)
