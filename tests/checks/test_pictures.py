"""What becomes of an image when it is published: upright, no larger than it is shown, without what cameras write."""

from __future__ import annotations

import io

import pytest
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model

from factdesk.checks import body, pictures
from factdesk.checks.errors import PictureLost
from factdesk.checks.models import FactCheckPage
from factdesk.record import pictures as kept_pictures
from tests.checks.screens import edit_form, said, signed_in
from tests.integrity.pictures import SAYS, Pictures
from tests.integrity.pictures import pictures as images

__all__ = ["images"]

GPS = 0x8825


def image(form, size=(2400, 1200), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size).save(out, form, **options)
    file = ImageFile(io.BytesIO(out.getvalue()), name=f"anh.{form.lower()}")
    return get_image_model().objects.create(title="x", file=file)


def drawn(of):
    kept = pictures.kept(of, as_saved=False)
    data = kept_pictures.read(kept.name)
    assert data is not None
    picture = Image.open(io.BytesIO(data))
    assert picture.size == (kept.width, kept.height)
    return kept, picture


@pytest.mark.parametrize(
    ("form", "mode", "ending"),
    [
        *(("JPEG", mode, "jpg") for mode in ("RGB", "L", "CMYK")),
        *(("PNG", mode, "png") for mode in ("RGB", "RGBA", "P", "LA", "1")),
        *(("GIF", "P", "png"), ("WEBP", "RGBA", "webp")),
    ],
)
def test_each_form_goes_out_as_one_that_browsers_show(images, form, mode, ending):
    kept, picture = drawn(image(form, mode=mode))
    assert kept.name.endswith(f".{ending}")
    assert picture.size == (1200, 600)


def test_a_small_picture_is_not_made_larger(images):
    assert drawn(image("PNG", size=(30, 20)))[1].size == (30, 20)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_where_and_with_what_a_picture_was_taken_stays_at_the_desk(images, form):
    exif = Image.Exif()
    exif[0x0110] = "a camera"
    exif[0x0112] = 6  # lying on its side
    exif.get_ifd(GPS)[1] = "N"
    _kept, picture = drawn(image(form, exif=exif))
    assert dict(picture.getexif()) == {}
    assert "exif" not in picture.info
    assert picture.size == (600, 1200)


def test_the_same_file_is_drawn_once_and_again_where_its_picture_is_gone(images, monkeypatch, settings):
    one = image("PNG")
    first = pictures.kept(one, as_saved=False)
    drawings = []
    monkeypatch.setattr(pictures, "_drawn", lambda data: drawings.append(data) or first)
    assert pictures.kept(one, as_saved=False) == first
    assert not drawings
    for file in settings.ARCHIVE_DIRECTORY.rglob("*.png"):
        file.unlink()
    pictures.kept(one, as_saved=False)
    assert len(drawings) == 1


def test_a_picture_of_too_many_pixels_is_refused_in_words(images, monkeypatch):
    large = image("PNG")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(PictureLost):
        pictures.kept(large, as_saved=False)


def test_a_draft_is_shown_with_the_pictures_that_there_are(images: Pictures):
    lost, there = images.image(), images.image("black")
    page = images.draft(lost)
    picture = {"image": there, "alt_text": SAYS, "decorative": False}
    images.desk.edit(page, by="lan", body=[("picture", {**picture, "image": lost}), ("picture", picture)])
    get_image_model().objects.filter(pk=lost.pk).update(file="")
    draft = FactCheckPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert body.render(draft.body).count("<img") == 1
    with pytest.raises(PictureLost):
        body.render(draft.body, to_publish=True)
    client = signed_in(images.desk.person("lan"))
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]), follow=True)
    assert response.status_code == 200


def test_the_editor_keeps_the_hash_of_the_file_that_it_was_saved_with(images: Pictures):
    one = images.image()
    page, client = images.draft(one), signed_in(images.desk.person("lan"))
    sha256 = pictures.sha256_of(one)
    other = images.image("black")
    form = {key: value for key, value in form_of(client, page).items() if not key.startswith("body-")}
    form |= {"body-count": "1", "body-0-type": "picture", "body-0-order": "0", "body-0-deleted": "", "body-0-id": ""}
    form |= {"body-0-value-image": str(other.pk), "body-0-value-alt_text": SAYS, "body-0-value-decorative": ""}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form, follow=True)
    assert said(response)
    stored = FactCheckPage.objects.get(pk=page.pk).latest_revision.content["body"]
    assert pictures.sha256_of(other) in stored
    assert sha256 not in stored


def form_of(client, page):
    """The editor's form; the helper fills in bodies of text alone."""
    plain = FactCheckPage.objects.get(pk=page.pk)
    with_picture = plain.latest_revision
    content = with_picture.content
    type(with_picture).objects.filter(pk=with_picture.pk).update(content={**content, "body": "[]"})
    form = edit_form(client, plain)
    type(with_picture).objects.filter(pk=with_picture.pk).update(content=content)
    return form
