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
    """A picture. Text that says what it shows is required: there is no picture here without a meaning."""

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
