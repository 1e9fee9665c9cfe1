"""What the body of a fact-check is made of. `body.py` turns each block into HTML."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

from factdesk.checks import pictures

_WORDS_AT_LEAST = 2
TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link"]


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, and where they stand."""

    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Source"), help_text=_("Who said it, where and when."))

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class PictureBlock(ImageBlock):
    """A picture. Text that says what it shows is required: there is no picture here without a meaning.

    Beside the image's number its value keeps the SHA-256 of the file at the time when somebody saved the text in the
    editor. So a revision, and whoever approves it, says which bytes it shows.
    """

    def to_python(self, value: Any) -> Any:
        """The image, with the hash that it was saved with."""
        return _as_saved(super().to_python(value), value)

    def bulk_to_python(self, values: Any) -> list[Any]:
        """The images, each with the hash that it was saved with."""
        values = list(values)
        return [_as_saved(image, value) for image, value in zip(super().bulk_to_python(values), values, strict=True)]

    def get_prep_value(self, value: Any) -> dict[str, Any]:
        """What is stored: with the hash of the file, taken where the value is new, as it is from the editor's form."""
        stored: dict[str, Any] = super().get_prep_value(value)
        if value is None:
            return stored
        saved = getattr(value, "saved_sha256", None)
        return {**stored, "sha256": pictures.sha256_of(value) if saved is None else saved}

    def clean(self, value: Any) -> Any:
        """Raise where nothing says what the picture shows. A draft may be kept without it, and goes no further."""
        image = super().clean(value)
        if image is not None and not self.is_deferred_validation and not says_what_it_shows(image):
            raise StructBlockValidationError(
                block_errors={
                    "alt_text": ValidationError(_("Say what the picture shows, for those who cannot see it."))
                }
            )
        return image

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Stay this class in migrations, so that a migration's blocks keep the rule."""
        return "factdesk.checks.blocks.PictureBlock", [], self._constructor_kwargs

    class Meta:
        icon = "image"
        label = _("Picture")


def _as_saved(image: Any, value: Any) -> Any:
    """`image` with the hash that its stored `value` has."""
    if image is not None and isinstance(value, dict) and "sha256" in value:
        image.saved_sha256 = value["sha256"]
    return image


def says_what_it_shows(image: Any) -> bool:
    """Whether the picture has an alternative text: words, and not the name of its file, which Wagtail puts there."""
    said = (image.contextual_alt_text or "").strip()
    if getattr(image, "decorative", False) or len(said.split()) < _WORDS_AT_LEAST:
        return False
    # The name may have got an ending of its own when the file was stored.
    return not _letters(PurePath(image.file.name).name).startswith(_letters(said))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


class ChartRowBlock(blocks.StructBlock):
    """One bar, or one point of a line."""

    label = blocks.CharBlock(label=_("Label"))
    value = blocks.DecimalBlock(label=_("Value"))


class ChartBlock(blocks.StructBlock):
    """Figures: stored as a small table, which is what a screen reader gets; the portal draws it."""

    title = blocks.CharBlock(label=_("Title"))
    kind = blocks.ChoiceBlock(choices=[("bar", _("Bars")), ("line", _("Line"))], default="bar", label=_("Kind"))
    unit = blocks.CharBlock(label=_("Unit"), required=False)
    rows = blocks.ListBlock(ChartRowBlock(), label=_("Rows"), min_num=2)
    source = blocks.CharBlock(label=_("Source"))

    class Meta:
        icon = "table"
        label = _("Chart")


class BodyBlock(blocks.StreamBlock):
    """The body, in the order in which it is read."""

    heading = blocks.CharBlock(label=_("Heading"), icon="title")
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    quotation = QuotationBlock()
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.DecimalBlock(label=_("Number"))),
        ],
        label=_("Table"),
    )
    picture = PictureBlock()
    chart = ChartBlock()
