"""From an image of the desk to the picture that readers see: drawn once, kept by the hash of its bytes.

An image's file can be changed by whoever may edit images, so a text holds the hash of the file that it was saved with
(`PictureBlock`). What goes out is drawn from bytes with that hash, or not at all (H4).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from factdesk.checks import errors
from factdesk.record import pictures as kept_pictures
from factdesk.record.content import digest

if TYPE_CHECKING:
    from factdesk.checks.models import FactCheckPage

#: No side of a published picture is longer.
_SIDE = 1200
#: The form in which a picture goes out, by the form in which it came; every other becomes PNG.
_FORMS = {"JPEG": "JPEG", "MPO": "JPEG", "WEBP": "WEBP", "AVIF": "WEBP"}
_ENDINGS = {"JPEG": "jpg", "WEBP": "webp", "PNG": "png"}
_SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "progressive": True, "optimize": True},
    "WEBP": {"quality": 82},
    "PNG": {"optimize": True},
}
#: Seconds between the form's question and the image's.
_WHILE_IT_IS_STORED = 600
#: 16 bits of grey to 8.
_FROM_16_BITS = 255 / 65535


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture as it goes out."""

    name: str
    width: int
    height: int

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"{kept_pictures.ADDRESS}{self.name}"


def sha256_of(image: Any) -> str:
    """The hash of the bytes of an image's file; empty where there is no such file."""
    data = _bytes_of(image)
    return "" if data is None else digest(data)


def kept(image: Any, *, as_saved: bool) -> Kept:
    """The picture of an image, kept.

    Args:
        image: what a picture block holds; None where the image was deleted.
        as_saved: only where its file is still the one that the text was saved with.

    Raises:
        PictureLost: there is no such file, or nothing can be seen in it.
        PictureChanged: it is another file now.
    """
    data = _bytes_of(image)
    if data is None:
        raise errors.PictureLost
    sha256 = digest(data)
    if as_saved and sha256 != getattr(image, "saved_sha256", None):
        raise errors.PictureChanged
    key = f"factdesk.picture.{_SIDE}.{sha256}"
    known: Kept | None = cache.get(key)
    if known is None or kept_pictures.read(known.name) is None:
        known = _drawn(data)
        cache.set(key, known, timeout=None)
    return known


def can_be_drawn(data: bytes) -> bool:
    """Whether a picture for readers can be made of these bytes of a file.

    What can be drawn is drawn once, although the form asks, and then the image as it is stored.
    """
    key = f"factdesk.drawable.{digest(data)}"
    if not cache.get(key):
        try:
            _outgoing(data)
        except errors.PictureLost:
            return False
        cache.set(key, True, timeout=_WHILE_IT_IS_STORED)
    return True


def _bytes_of(image: Any) -> bytes | None:
    if image is None or not image.file:
        return None
    try:
        with image.file.storage.open(image.file.name, "rb") as file:
            return bytes(file.read())
    except OSError:
        return None


def _drawn(data: bytes) -> Kept:
    picture, form, bytes_of_it = _outgoing(data)
    name = kept_pictures.keep(bytes_of_it, _ENDINGS[form])
    return Kept(name=name, width=picture.width, height=picture.height)


def _outgoing(data: bytes) -> tuple[Image.Image, str, bytes]:
    """Upright, no larger than it is shown, and without what cameras write into a file: place, hour, device."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            form = _FORMS.get(opened.format or "", "PNG")
            profile = opened.info.get("icc_profile")
            picture = _in_8_bits(ImageOps.exif_transpose(opened))
            if picture.mode not in ("L", "RGB"):
                see_through = form != "JPEG" and picture.has_transparency_data
                profile = None if picture.mode == "CMYK" else profile
                picture = picture.convert("RGBA" if see_through else "RGB")
            picture.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
            picture.info = {"icc_profile": profile} if profile else {}
            out = io.BytesIO()
            picture.save(out, form, icc_profile=profile, **_SAVING[form])
    except Exception as error:
        # Pillow does not say what it raises of a broken file; beside OSError and ValueError that was struct.error,
        # TypeError, AttributeError and RuntimeError. Nothing but the file's own bytes is in play here.
        raise errors.PictureLost from error
    return picture, form, out.getvalue()


def _in_8_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits (scans, maps) scaled: Pillow's own conversion makes white of all but the darkest 256 steps.

    Raises:
        ValueError: how dark and how bright its values can be is not known.
    """
    if picture.mode in ("I", "F"):
        raise ValueError(f"a picture of mode {picture.mode}")
    if not picture.mode.startswith("I;16"):
        return picture
    return picture.convert("I").point(lambda grey: grey * _FROM_16_BITS + 0.5).convert("L")


def faults(text: FactCheckPage) -> Iterator[errors.PictureLost | errors.PictureChanged]:
    """What is wrong with the pictures of `text`, each named as its writer knows it."""
    number = 0
    for block, raw in zip(text.body, text.body.raw_data, strict=True):
        if block.block_type != "picture":
            continue
        number += 1
        try:
            kept(block.value, as_saved=True)
        except (errors.PictureLost, errors.PictureChanged) as fault:
            yield type(fault)(_named(number, block.value, raw))


def _named(number: int, image: Any, raw: Any) -> str:
    stored = raw.get("value") if isinstance(raw, dict) else None
    said = getattr(image, "contextual_alt_text", "") or (stored.get("alt_text") if isinstance(stored, dict) else "")
    if not said:
        return _("picture %(number)d") % {"number": number}
    return _("picture %(number)d, “%(words)s”") % {"number": number, "words": said}
