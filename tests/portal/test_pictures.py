"""Pictures: those of published texts are public, those of drafts are not."""

import pytest

from factdesk.offices.models import Person
from tests.record.builders import an_office, content

PICTURE = "storm.max-1200x1200.png"
ADDRESS = f"/media/images/{PICTURE}"


@pytest.fixture
def picture(settings, tmp_path, db):
    """A picture on disk, in no published text."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / PICTURE).write_bytes(b"a picture")
    (tmp_path / "secret.txt").write_text("a draft")
    return ADDRESS


@pytest.fixture
def editor(db):
    """Somebody who is signed in at the desk."""
    return Person.objects.create_superuser("thu", password="a long enough password")


def publish_with(address):
    from factdesk.record.services import append

    text = {**content()["texts"]["vi"], "body": f'<figure><img src="{address}" alt="Bão"></figure>'}
    append(kind="publish", office=an_office(), content=content(texts={"vi": text}), written_by=[1], approved_by=[2])


def test_a_picture_of_a_published_text_is_shown(client, picture):
    publish_with(picture)
    answer = client.get(picture)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"a picture"
    assert not answer.cookies


def test_a_picture_of_a_draft_is_not(client, picture):
    assert client.get(picture).status_code == 404


def test_the_desk_sees_pictures_of_drafts(client, editor, picture):
    client.force_login(editor)
    answer = client.get(picture)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "no-such.png"])
def test_nothing_else_comes_out(client, editor, picture, name):
    client.force_login(editor)
    assert client.get(f"/media/images/{name}").status_code in (400, 404)
