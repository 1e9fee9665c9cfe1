"""What becomes of an image when it is published: upright, no larger than it is shown, without what cameras write."""

from __future__ import annotations

import io
import struct

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageOps
from wagtail.images import get_image_model

from factdesk.checks import body, pictures
from factdesk.checks.errors import PictureLost
from factdesk.checks.models import FactCheckPage
from factdesk.record import pictures as kept_pictures
from tests.checks.screens import edit_form, said, signed_in
from tests.integrity.pictures import SAYS, Pictures, upload
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


def test_grey_of_16_bits_keeps_its_shades(images):
    ramp = Image.frombytes("I;16", (256, 8), struct.pack("<256H", *(257 * grey for grey in range(256))) * 8)
    out = io.BytesIO()
    ramp.save(out, "PNG")
    assert Image.open(io.BytesIO(out.getvalue())).mode == "I;16"
    scan = get_image_model().objects.create(title="x", file=ImageFile(io.BytesIO(out.getvalue()), name="ban-do.png"))
    _kept, picture = drawn(scan)
    assert [picture.getpixel((grey, 4)) for grey in range(256)] == list(range(256))


@pytest.mark.parametrize("mode", ["I", "F"])
def test_grey_of_unknown_range_is_not_guessed(mode):
    out = io.BytesIO()
    Image.new(mode, (8, 8), 70_000).save(out, "TIFF")
    assert not pictures.can_be_drawn(out.getvalue())


def with_broken_exif():
    """A JPEG that opens; turning it upright is what Pillow fails at, since its width is said in letters."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Maker", 6
    broken = exif.tobytes().replace(b"\x01\x0f\x00\x02", b"\x01\x00\x00\x02")
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=broken)
    return out.getvalue()


def test_a_file_with_broken_exif_does_not_come_in(images):
    with pytest.raises(struct.error):
        ImageOps.exif_transpose(Image.open(io.BytesIO(with_broken_exif())))
    with pytest.raises(ValidationError, match="Không dựng được"):
        get_image_model().objects.create(title="x", file=ImageFile(io.BytesIO(with_broken_exif()), name="x.jpg"))
    there = images.image()
    there.file = ImageFile(io.BytesIO(with_broken_exif()), name="x.jpg")
    with pytest.raises(ValidationError, match="Không dựng được"):
        there.save()
    client = signed_in(images.desk.person("lan"))
    add = reverse("wagtailimages:add")
    sent = {"title": "Bão", "file": SimpleUploadedFile("x.jpg", with_broken_exif(), "image/jpeg"), "tags": ""}
    response = client.post(add, {**sent, "collection": "1"})
    assert response.status_code == 200
    assert [error.code for error in response.context["form"].errors.as_data()["file"]] == ["cannot-be-drawn"]
    assert get_image_model().objects.count() == 1


@pytest.mark.parametrize("screen", ["add", "edit"])
def test_a_file_that_is_uploaded_is_drawn_once(images, monkeypatch, screen):
    there = images.image("black")
    draw, drawings = pictures._outgoing, []
    monkeypatch.setattr(pictures, "_outgoing", lambda data: drawings.append(data) or draw(data))
    cache.clear()
    sent = {"title": "Bão", "file": upload("navy"), "tags": "", "collection": "1"}
    address = reverse(f"wagtailimages:{screen}", args=[there.pk] if screen == "edit" else [])
    response = signed_in(images.desk.person("lan")).post(address, sent)
    assert response.status_code == 302
    assert len(drawings) == 1


def test_a_file_that_broke_later_is_a_lost_picture(images):
    there = images.image()
    with there.file.storage.open(there.file.name, "wb") as file:
        file.write(with_broken_exif())
    with pytest.raises(PictureLost):
        pictures.kept(there, as_saved=False)


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
