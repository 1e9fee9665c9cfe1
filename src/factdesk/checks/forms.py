"""The editor's forms: what a translation may not change, and how a source's copy is asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.auth import LoginForm

#: What a translator may change in a row of evidence or of appearances.
_TRANSLATED = {"note", "where"}


def _disable(form: forms.BaseForm, names: Any) -> None:
    for name in names:
        if name in form.fields:
            form.fields[name].disabled = True
            form.fields[name].required = False


class SharedRowForm(WagtailAdminModelForm):
    """A row that a translation shares with its source text. Its date is of something that has happened."""

    def clean(self) -> dict[str, Any]:
        """Refuse a date that has not come yet: nobody has read or seen anything on it."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("read_on", "on"):
            if (date := cleaned.get(name)) and date > timezone.localdate():
                self.add_error(name, _("This date has not come yet. Dates are written day/month/year."))
        return cleaned

    def share(self) -> None:
        """Leave open only what is translated."""
        _disable(self, [name for name in self.fields if name not in {*_TRANSLATED, "id", "ORDER", "DELETE"}])


class EvidenceForm(SharedRowForm):
    """One source, with two ways to its archived copy: upload a file, or let the worker fetch one."""

    upload = forms.FileField(
        label=_("Upload a copy"), required=False, help_text=_("A saved page, a PDF or a picture of the source.")
    )
    fetch = forms.BooleanField(
        label=_("Fetch a copy"), required=False, help_text=_("The desk fetches the address and keeps what it says now.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from factdesk.checks import archive

        super().__init__(*args, **kwargs)
        self.fields["fetch"].help_text = archive.state_of(self.instance) or self.fields["fetch"].help_text

    def clean(self) -> dict[str, Any]:
        """Keep an uploaded file at once, by the hash of its bytes."""
        from factdesk.checks import archive
        from factdesk.checks.errors import CopyNotKept

        cleaned = super().clean() or self.cleaned_data
        if upload := cleaned.get("upload"):
            try:
                self.instance.copy = archive.keep_upload(upload, url=cleaned.get("url") or "")
            except CopyNotKept as error:
                self.add_error("upload", str(error))
        elif self.instance.copy_id is None and cleaned.get("url"):
            self.instance.copy = archive.kept_copy_of(cleaned["url"])
        return cleaned


class DeskLoginForm(LoginForm):
    """Wagtail's, with the one label that it does not translate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")


class FactCheckForm(WagtailAdminPageForm):
    """The whole editor's form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from factdesk.checks.panels import SHARED

        super().__init__(*args, **kwargs)
        if self.instance.source_language and not self.instance.is_source:
            _disable(self, SHARED)
            for name in ("evidence", "appearances"):
                for row in self.formsets[name].forms:
                    row.share()

    def save(self, commit: bool = True) -> Any:
        """Store the draft, and ask the worker for the copies that were ticked."""
        page = super().save(commit=commit)
        rows = self.formsets["evidence"].forms if "evidence" in self.formsets else []
        #: Read by the hook after the page and its revision are stored: a new page has no number yet.
        page.copies_to_fetch = [
            row.cleaned_data["url"]
            for row in rows
            if getattr(row, "cleaned_data", {}).get("fetch") and row.cleaned_data.get("url")
        ]
        return page
