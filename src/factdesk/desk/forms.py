"""What can be done with a group, as forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from factdesk.answers.results import FACT_CHECK, AnsweredMatch
from factdesk.desk.services import code_of
from factdesk.offices.models import Office
from factdesk.questions.reasons import Reason


class StartForm(forms.Form):
    """Begin a fact-check; the office that will speak is chosen first (H6), `own` where nobody chooses another."""

    office: forms.ModelChoiceField[Office] = forms.ModelChoiceField(
        queryset=Office.objects.none(), label=_("Office that speaks"), empty_label=None
    )

    def __init__(self, *args: Any, offices: Iterable[Office], own: Office | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("office", own)
        field: Any = self.fields["office"]
        field.queryset = Office.objects.filter(pk__in=[office.pk for office in offices]).order_by("path")


class AttachForm(forms.Form):
    """Let a published check answer: one that matching found, or any other by its code or address."""

    match = forms.ChoiceField(
        choices=(), widget=forms.RadioSelect, required=False, label=_("Published checks that may answer")
    )
    other = forms.CharField(
        required=False,
        max_length=500,
        label=_("Another check"),
        help_text=_("Its code or its public address. One that is not published yet answers when it is."),
    )

    def __init__(
        self,
        *args: Any,
        matches: Sequence[AnsweredMatch] = (),
        refused: Mapping[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["match"]
        field.choices = [
            (match.code, _described(match, (refused or {}).get(match.code, 0)))
            for match in matches
            if match.kind == FACT_CHECK
        ]
        if not field.choices:
            del self.fields["match"]

    def clean(self) -> dict[str, Any]:
        """Raise where neither was given."""
        cleaned = super().clean() or {}
        code = code_of(cleaned.get("other") or "") or self.data.get("match", "")
        if not code:
            raise ValidationError(_("Choose a check, or give the code or address of another."))
        return cleaned | {"code": code}


def _described(match: AnsweredMatch, refused: int) -> str:
    """A check as one line: its headline, verdict, office, and how many said that it is not what they asked."""
    line = " · ".join(filter(None, (match.title, match.rating_label, match.publisher)))
    if not refused:
        return line
    told = ngettext("%(count)d said it is not this", "%(count)d said it is not this", refused) % {"count": refused}
    return f"{line} · {told}"


class CloseForm(forms.Form):
    """Close what cannot be checked; whoever asked sees the reason and the words."""

    reason = forms.ChoiceField(
        # None is chosen beforehand: an accidental press closes nothing.
        choices=[("", _("Choose a reason")), *Reason.choices],
        label=_("Reason"),
        error_messages={"required": _("Choose the reason that whoever asked will read.")},
    )
    words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=1000, label=_("In your own words")
    )
