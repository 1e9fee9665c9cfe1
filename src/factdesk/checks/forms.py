"""The editor's forms: what a translation may not change, and how a source's copy is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.auth import LoginForm

from factdesk.record.days import today
from factdesk.record.errors import ReadAfterCheck

if TYPE_CHECKING:
    from factdesk.checks.models.archive import ArchivedCopy

#: What a translator may change in a row of evidence or of appearances.
_TRANSLATED = {"note", "where"}
#: Wagtail's buttons that send a text to review.
SUBMITTING = {"action-submit", "action-restart-workflow"}
_SALT = "factdesk.checks.kept"


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
            if (date := cleaned.get(name)) and date > today():
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
    #: An upload that was kept while another field was wrong: a browser never sends a file twice by itself.
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    #: Who edits; only they can hand a kept upload in again.
    editor: Any = None
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from factdesk.checks import archive

        super().__init__(*args, **kwargs)
        self.fields["fetch"].help_text = archive.state_of(self.instance) or self.fields["fetch"].help_text

    def clean(self) -> dict[str, Any]:
        """Keep an uploaded file at once, by the hash of its bytes, for this row however the rest of the form fares."""
        from factdesk.checks import archive
        from factdesk.checks.errors import CopyNotKept

        cleaned = super().clean() or self.cleaned_data
        if upload := cleaned.get("upload"):
            try:
                self._hold(archive.keep_upload(upload, url=cleaned.get("url") or ""), upload.name or "")
            except CopyNotKept as error:
                self.add_error("upload", str(error))
        elif handed_in := self._handed_in(cleaned.get("kept") or ""):
            self._hold(*handed_in)
        elif self.instance.copy_id is None and cleaned.get("url"):
            self.instance.copy = archive.kept_copy_of(cleaned["url"])
        return cleaned

    def _hold(self, copy: ArchivedCopy, name: str) -> None:
        """Put `copy` beside the source, and into the form for the case that it is shown again."""
        self.instance.copy = copy
        token = signing.dumps([copy.pk, name, getattr(self.editor, "pk", None)], salt=_SALT)
        self.data = self.data.copy()
        self.data[self.add_prefix("kept")] = token
        words = _("“%(name)s” is kept; there is no need to choose it again.") % {"name": name}
        self.fields["upload"].help_text = self["upload"].help_text = words

    def _handed_in(self, token: str) -> tuple[ArchivedCopy, str] | None:
        """The upload that `token` stands for, where it was given to who sends it."""
        from factdesk.checks.models.archive import ArchivedCopy

        try:
            sha256, name, editor = signing.loads(token, salt=_SALT)
        except signing.BadSignature:
            return None
        copy = ArchivedCopy.objects.filter(pk=sha256).first()
        return (copy, name) if copy is not None and editor == getattr(self.editor, "pk", None) else None


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
        for row in self.formsets["evidence"].forms if "evidence" in self.formsets else ():
            row.editor = self.for_user
        if self.instance.source_language and not self.instance.is_source:
            _disable(self, SHARED)
            for name in ("evidence", "appearances"):
                for row in self.formsets[name].forms:
                    row.share()

    def clean(self) -> dict[str, Any]:
        """Refuse a source that was read after the day of the check; a translation has its dates from its source."""
        from factdesk.checks import readiness, rules

        cleaned = super().clean() or self.cleaned_data
        if "evidence" in self.formsets and cleaned.get("checked_on") and not self.fields["checked_on"].disabled:
            formset = self.formsets["evidence"]
            formset.is_valid()  # fills in the rows, which have faults of their own to show
            rows = [row.instance for row in formset.forms if not getattr(row, "cleaned_data", {}).get("DELETE")]
            if late := rules.read_after_check(cleaned["checked_on"], rows):
                words = readiness.dates_in_words(cleaned["checked_on"], late)
                self.add_error("checked_on", ValidationError(str(ReadAfterCheck(f"{words}."))))
        return cleaned

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
        page.being_submitted = bool(SUBMITTING & self.data.keys())
        return page
