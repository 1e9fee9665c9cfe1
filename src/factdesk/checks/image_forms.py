"""The form in which an image is uploaded or given another file."""

from __future__ import annotations

from typing import Any

from wagtail.images.forms import BaseImageForm

from factdesk.checks.images import require_drawable


class DrawableImageForm(BaseImageForm):
    """Takes no file of which no picture can be made, and says so at the field."""

    def clean_file(self) -> Any:
        """The file, unread."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            require_drawable(file)
        return file
