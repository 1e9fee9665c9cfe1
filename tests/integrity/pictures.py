"""Images of the desk for tests: one colour each, and what a published page shows of them."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images import get_image_model

from factdesk.checks.models import FactCheckPage
from factdesk.record.models import PublishedCheck

SAYS = "Ô vuông màu xanh lục"


def png(colour: str) -> bytes:
    """A picture file."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def upload(colour: str, name: str = "pic.png") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, png(colour), "image/png")


class Pictures:
    """The desk's images, in a media folder of the test's own."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk

    def image(self, colour: str = "green") -> Any:
        """An image that was uploaded."""
        file = ImageFile(io.BytesIO(png(colour)), name="pic.png")
        return get_image_model().objects.create(title=f"Hình {colour}", file=file)

    def draft(self, image: Any, *, says: str = SAYS, **fields: Any) -> FactCheckPage:
        """A finished draft that shows `image`."""
        picture = {"image": image, "alt_text": says, "decorative": False}
        return self.desk.draft(body=[("text", "<p>Giải thích.</p>"), ("picture", picture)], **fields)


@pytest.fixture
def pictures(desk: Any, settings: Any, tmp_path: Path) -> Pictures:
    """Images beside the desk."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return Pictures(desk)


def address_in(code: str) -> str:
    """The address of the picture that the public sees in a check."""
    found = re.findall(r'<img src="([^"]+)"', PublishedCheck.objects.get(code=code, language="vi").body)
    assert len(found) == 1
    return str(found[0])


def colour_of(response: Any) -> tuple[int, ...]:
    """The colour of the picture that the portal answered with."""
    assert response.status_code == 200
    return Image.open(io.BytesIO(response.content)).convert("RGB").getpixel((5, 5))  # type: ignore[return-value]


GREEN, BLACK = (0, 128, 0), (0, 0, 0)
