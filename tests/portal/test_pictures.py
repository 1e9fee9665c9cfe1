"""Pictures: those of published texts are public, by their hash; those of drafts and the desk's images are not."""

import hashlib

import pytest

from factdesk.record import inspection, pictures
from factdesk.record.services import append
from tests.desk_builder import Desk
from tests.record.builders import an_office, content

DATA = b"a picture"
NAME = f"{hashlib.sha256(DATA).hexdigest()}.png"
ADDRESS = f"/pictures/{NAME}"
IMAGE = "/media/images/storm.max-165x165.png"


@pytest.fixture
def picture(settings, tmp_path, db):
    """A kept picture, in no published text; and one of the desk's images."""
    settings.ARCHIVE_DIRECTORY, settings.MEDIA_ROOT = tmp_path / "archive", tmp_path / "media"
    settings.RUN_DIRECTORY = tmp_path / "run"
    (tmp_path / "media/images").mkdir(parents=True)
    (tmp_path / "media/images/storm.max-165x165.png").write_bytes(b"an image")
    (tmp_path / "secret.txt").write_text("a draft")
    assert pictures.keep(DATA, "png") == NAME
    return ADDRESS


@pytest.fixture
def editor(picture):
    """Somebody who is signed in at the desk."""
    return Desk().person("binh")


def publish(body):
    text = {**content()["texts"]["vi"], "body": body}
    append(kind="publish", office=an_office("so-x"), content=of_so_x(text), written_by=[1], approved_by=[2])


def of_so_x(text):
    return content(texts={"vi": text}, office={"slug": "so-x", "name": {"vi": "Sở X"}})


def publish_with(address):
    publish(f'<figure><img src="{address}" alt="Bão"></figure>')


def test_a_picture_of_a_published_text_is_shown_and_may_be_kept_for_good(client, picture):
    publish_with(picture)
    answer = client.get(picture)
    assert (answer.status_code, answer.content) == (200, DATA)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies


def test_the_page_shows_it(client, picture):
    publish_with(picture)
    assert f'<img src="{picture}" alt="Bão">' in client.get("/checks/k7m2xq/", follow=True).content.decode()


def test_the_public_needs_one_query(client, picture, django_assert_num_queries):
    publish_with(picture)
    with django_assert_num_queries(1):
        client.get(picture)


def test_a_picture_of_a_draft_is_not_shown(client, picture):
    answer = client.get(picture)
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_link_to_a_picture_does_not_publish_it(client, picture):
    publish(f'<p><a href="{picture}">Hình</a></p>')
    assert client.get(picture).status_code == 404


def test_a_picture_is_served_under_its_own_type_alone(client, picture):
    publish_with(picture)
    for ending in ("jpg", "webp", "svg", "html", "png.html", ""):
        assert client.get(f"/pictures/{NAME.partition('.')[0]}.{ending}").status_code == 404


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_other_bytes_never_come_out_under_its_name(client, picture, damage, settings, caplog):
    publish_with(picture)
    (file,) = (path for path in settings.ARCHIVE_DIRECTORY.rglob("*") if path.is_file())
    file.write_bytes(b"another picture") if damage == "changed" else file.unlink()
    assert client.get(picture).status_code == 404
    assert NAME in caplog.text
    assert client.get("/healthz").json()["record"] == {"state": "damaged", "damaged": 1}
    pictures.keep(DATA, "png")  # as publishing it again would
    assert client.get(picture).content == DATA
    assert inspection.inspect() == []


@pytest.mark.parametrize("name", ["%00", f"%00{NAME}", f"{NAME}%00", f"{NAME}%0A", "x" * 2000, "%f0%9f%98%80"])
def test_a_name_that_none_can_have_is_not_asked_for(client, picture, name, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(f"/pictures/{name}").status_code == 404


def test_an_image_of_the_desk_is_never_public(client, picture):
    assert client.get(IMAGE).status_code == 404


def test_the_desk_sees_images_and_pictures_of_drafts(client, editor, picture):
    client.force_login(editor)
    for address in (picture, IMAGE):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("folder", ["media/images", "pictures"])
@pytest.mark.parametrize("name", ["../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "%00", "no-such.png"])
def test_nothing_else_comes_out(client, editor, folder, name):
    client.force_login(editor)
    assert client.get(f"/{folder}/{name}").status_code in (400, 404)
