"""What can be done with a group, as forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from factdesk.answers.results import FACT_CHECK, AnsweredMatch
from factdesk.desk.services import code_of
from factdesk.offices.models import Office
from factdesk.questions.reasons import Reason


class StartForm(forms.Form):
    """Begin a fact-check; the office that will speak is chosen first (H6)."""

    office: forms.ModelChoiceField[Office] = forms.ModelChoiceField(
        queryset=Office.objects.none(), label=_("Office that speaks"), empty_label=None
    )

    def __init__(self, *args: Any, offices: Iterable[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["office"]
        field.queryset = Office.objects.filter(pk__in=[office.pk for office in offices]).order_by("path")


class AttachForm(forms.Form):
    """Let a published check answer: one that matching found, or any other by its code or address."""

    match = forms.ChoiceField(choices=(), widget=forms.RadioSelect, required=False, label=_("Checks that may answer"))
    other = forms.CharField(required=False, label=_("Another check"), help_text=_("Its code or its public address."))

    def __init__(self, *args: Any, matches: Sequence[AnsweredMatch] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["match"]
        field.choices = [
            (match.code, f"{match.title} ({match.rating_label}, {match.score:.2f})")
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


class CloseForm(forms.Form):
    """Close what cannot be checked; whoever asked sees the reason and the words."""

    reason = forms.ChoiceField(choices=Reason.choices, label=_("Reason"))
    words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=1000, label=_("In your own words")
    )
