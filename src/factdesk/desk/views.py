"""What happens when one of a group's buttons is pressed. Each answers with the group's page again, or the new draft."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from factdesk.checks.errors import RecordRefused
from factdesk.desk import services
from factdesk.desk.forms import AttachForm, CloseForm, StartForm
from factdesk.desk.group_page import offices_to_write_for
from factdesk.desk.policy import works_at_the_desk
from factdesk.questions import services as questions
from factdesk.questions.errors import DeskRefused
from factdesk.questions.models import Group

#: An id that a database can be asked for.
_NUMBER = re.compile(r"[0-9]{1,18}")


def _group(request: HttpRequest, pk: int) -> Group:
    if not works_at_the_desk(request.user):
        raise PermissionDenied
    return get_object_or_404(Group, pk=pk)


def _back(group: Group) -> HttpResponse:
    if not Group.objects.filter(pk=group.pk).exists():
        # Everybody who asked has left it meanwhile.
        return redirect("questions:index")
    return redirect("questions:inspect", group.pk)


def _refuse(request: HttpRequest, group: Group, why: Any) -> HttpResponse:
    messages.error(request, str(why))
    return _back(group)


def _first_error(form: Any) -> str:
    return str(next(iter(form.errors.values()))[0])


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a fact-check with the group's question as its claim."""
    group, person = _group(request, pk), request.user
    form = StartForm(request.POST, offices=offices_to_write_for(person))
    if not form.is_valid():
        return _refuse(request, group, _first_error(form))
    try:
        page = services.start_check(group=group, office=form.cleaned_data["office"], by=person)  # type: ignore[arg-type]
    except (RecordRefused, DeskRefused) as refusal:
        return _refuse(request, group, refusal)
    messages.success(request, _("A fact-check has been started. Put the claim into plain words first."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a check answer everybody in the group."""
    group = _group(request, pk)
    form = AttachForm(request.POST)
    if not form.is_valid():
        return _refuse(request, group, _first_error(form))
    try:
        row = services.attach(group=group, code=form.cleaned_data["code"], by=request.user)  # type: ignore[arg-type]
    except DeskRefused as refusal:
        return _refuse(request, group, refusal)
    if row.status == Group.Status.ANSWERED:
        messages.success(request, _("Answered: every receipt of this group shows the check from now on."))
    else:
        messages.warning(request, _("This check is not published yet. It answers the group as soon as it is."))
    return _back(group)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the group as not checkable."""
    group = _group(request, pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _refuse(request, group, _first_error(form))
    try:
        questions.close_group(
            group=group,
            reason=form.cleaned_data["reason"],
            words=form.cleaned_data["words"],
            by=request.user,  # type: ignore[arg-type]
        )
    except DeskRefused as refusal:
        return _refuse(request, group, refusal)
    messages.success(request, _("Closed. Whoever asked sees the reason."))
    return _back(group)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a group that somebody has dealt with back on the queue."""
    group = _group(request, pk)
    try:
        questions.reopen_group(group=group, by=request.user)  # type: ignore[arg-type]
    except DeskRefused as refusal:
        return _refuse(request, group, refusal)
    messages.success(request, _("The group waits again."))
    return _back(group)


@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question that asks something else out of the group, and show the group that it starts."""
    group = _group(request, pk)
    chosen = request.POST.get("question", "")
    question = group.questions.filter(pk=int(chosen)).first() if _NUMBER.fullmatch(chosen) else None
    if question is None:
        return _refuse(request, group, _("This question is not in the group any more."))
    try:
        alone = questions.split_off(question=question, by=request.user)  # type: ignore[arg-type]
    except DeskRefused as refusal:
        return _refuse(request, group, refusal)
    messages.success(request, _("Taken out. This is its own group now."))
    return _back(alone)
