"""One group's page: what was asked, how it stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from factdesk.answers.services import answer
from factdesk.checks import rules
from factdesk.desk import check_states, why
from factdesk.desk.forms import AttachForm, CloseForm, StartForm
from factdesk.desk.languages import name_of
from factdesk.offices.models import Office, Person
from factdesk.questions import selectors
from factdesk.questions.grouping import WAITING
from factdesk.questions.models import Group
from factdesk.record.models import PublishedFacet

#: Wordings shown on a group's page.
_SHOWN = 50


class GroupPage(generic.InspectView):
    """One group: its questions, possible answers, and what can be done with it. Its queries do not grow with it."""

    template_name = "desk/group.html"
    page_title = _("Group of questions")

    def get_page_subtitle(self) -> str:
        """The question, short enough for a line."""
        return Truncator(self.object.label).chars(80)

    def get_fields_context(self) -> list[dict[str, Any]]:
        """Nothing: the template shows what matters."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The group's wordings, matches for its most typical one, and a form for each act."""
        group: Group = self.object
        waits = group.status in WAITING
        found = answer(group.label) if waits else None
        matches = found.matches if found and found.available else ()
        offices = offices_to_write_for(self.request.user) if group.status == Group.Status.OPEN else []
        wordings = selectors.wordings_of(group, _SHOWN)
        shown = sum(wording.times for wording in wordings)
        return super().get_context_data(**kwargs) | {
            "group": group,
            "languages": ", ".join(map(name_of, group.languages)),
            "wordings": [(wording, name_of(wording.question.language)) for wording in wordings],
            "not_shown": max(group.count - shown, 0),
            "can_split": waits and len(wordings) > 1,
            "check": check_states.of(group.fact_check_code) if group.fact_check_code else None,
            "waits": waits,
            "is_open": group.status == Group.Status.OPEN,
            "start_form": StartForm(
                offices=offices, own=office_to_begin_with(self.request.user, group, offices), auto_id="start-%s"
            )
            if offices
            else None,
            "attach_form": AttachForm(matches=matches, refused=selectors.refusals_of(group), auto_id="attach-%s"),
            "close_form": CloseForm(auto_id="close-%s"),
            # Looked up only where somebody wants to know.
            "why": why.suggested(group.label, found)
            if found and found.available and "why" in self.request.GET
            else None,
            "explains": found is not None and found.available,
            "suggests": bool(matches),
        }


def office_to_begin_with(user: Person | AnonymousUser, group: Group, offices: Sequence[Office]) -> Office | None:
    """The office that is chosen already: the person's own, or for who writes for several, the one in whose field it is.

    That is the office among `offices` that has published most in the sectors of the group's questions; one of their
    own where none has. At most three queries.
    """
    if len(offices) < 2 or not isinstance(user, Person):
        return None
    own = set(user.memberships.filter(role__in=rules.WRITING).values_list("office_id", flat=True))
    suited: Iterable[int] = own
    if len(own) > 1:
        sectors = list(group.questions.filter(sector__isnull=False).values_list("sector__slug", flat=True).distinct())
        published = PublishedFacet.objects.filter(kind="sector", slug__in=sectors)
        counted = published.values_list("check_key__office").annotate(count=Count("pk")).order_by("-count")
        suited = [pk for pk, _count in counted]
    by_pk = {office.pk: office for office in offices}
    return next((by_pk[pk] for pk in (*suited, *own) if pk in by_pk), None)


def offices_to_write_for(user: Person | AnonymousUser) -> list[Office]:
    """Offices in which `user` may start a fact-check: their own and those below. Two queries."""
    if not isinstance(user, Person):
        return []
    above = tuple(user.memberships.filter(role__in=rules.WRITING).values_list("office__path", flat=True))
    return [office for office in Office.objects.order_by("path") if office.path.startswith(above)]
