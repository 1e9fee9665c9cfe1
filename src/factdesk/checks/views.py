"""Screens of the desk that Wagtail does not have: withdraw a check, bring a translation up to date, see a copy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from factdesk.checks import rules, services
from factdesk.checks.errors import RecordRefused
from factdesk.checks.models import ArchivedCopy, FactCheckPage


class WithdrawForm(forms.Form):
    """The public reason, in both languages."""

    reason_vi = forms.CharField(label=gettext_lazy("Reason, in Vietnamese"), widget=forms.Textarea(attrs={"rows": 4}))
    reason_en = forms.CharField(label=gettext_lazy("Reason, in English"), widget=forms.Textarea(attrs={"rows": 4}))


def withdraw(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for the reason, then withdraw in all languages."""
    page = get_object_or_404(FactCheckPage, pk=page_id)
    person: Any = request.user
    if rules.reviewing_role(person=person, office=page.office) is None:
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = {"vi": form.cleaned_data["reason_vi"], "en": form.cleaned_data["reason_en"]}
        try:
            services.withdraw(check=page, by=person, reason=reason)
        except RecordRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%(title)s” has been withdrawn. Its page shows the reason.") % {"title": page})
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return render(request, "checks/withdraw.html", {"page": page, "form": form})


def bring_up_to_date(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask, then take the source text's facts and rows of evidence over into a translation's draft."""
    page = get_object_or_404(FactCheckPage, pk=page_id)
    person: Any = request.user
    if not page.permissions_for_user(person).can_edit() or page.is_source:
        raise PermissionDenied
    source = get_object_or_404(FactCheckPage, code=page.code, locale__language_code=page.source_language)
    if request.method != "POST":
        return render(request, "checks/bring_up_to_date.html", {"page": page, "source": source})
    services.translate(source, page.language, person)
    messages.success(request, _("The draft now has the facts and sources of the text that it translates."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def archived_copy(request: HttpRequest, sha256: str) -> FileResponse:
    """One kept copy, for the people of the desk: always as a download, never run in the desk's own pages."""
    copy = get_object_or_404(ArchivedCopy, pk=sha256)
    try:
        file = copy.path.open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=sha256, content_type="application/octet-stream")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
