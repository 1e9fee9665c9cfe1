"""What can be asked of the desk side of fact-checks."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import Revision, Task, TaskState

from factdesk.checks import rules
from factdesk.checks.models import FactCheckPage, OfficeDeskPage
from factdesk.offices.models import Office, Person, Region, Sector


def check(*, code: str, language: str) -> FactCheckPage | None:
    """The page of a fact-check in one language; None where there is none. One query."""
    return FactCheckPage.objects.filter(code=code, locale__language_code=language).first()


def with_place(place: Sector | Region) -> int:
    """How many fact-checks have `place`: as they are published, as they are drafted, or as they are planned to be."""
    field = "sectors" if isinstance(place, Sector) else "regions"
    found = set(FactCheckPage.objects.filter(**{field: place}).values_list("code", flat=True))
    going_on = Q(pk__in=FactCheckPage.objects.values("latest_revision")) | Q(approved_go_live_at__isnull=False)
    revisions = Revision.objects.filter(going_on, content_type=ContentType.objects.get_for_model(FactCheckPage))
    for code, places in revisions.values_list("content__code", f"content__{field}"):
        if place.pk in (places or []):
            found.add(code)
    return len(found)


def offices_reviewed_by(person: Person) -> list[int]:
    """Ids of the offices in which `person` may approve: those where they hold a reviewing role, and all below."""
    held = Office.objects.filter(memberships__person=person, memberships__role__in=rules.REVIEWING).distinct()
    return sorted({pk for office in held for pk in [office.pk, *office.get_descendants().values_list("pk", flat=True)]})


def reviews_waiting_for(*, person: Person, task: Task) -> QuerySet[TaskState]:
    """Reviews of `task` that wait in the offices in which `person` may approve."""
    if not person.is_active:
        return TaskState.objects.none()
    pages = [str(pk) for pk in _pages_of(offices_reviewed_by(person)).values_list("pk", flat=True)]
    return TaskState.objects.filter(
        task_id=task.pk, status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=pages
    )


def _pages_of(office_ids: list[int]) -> QuerySet[FactCheckPage]:
    """The fact-checks in these offices' desks. One query, however many desks there are."""
    desk = Substr("path", 1, Length("path") - FactCheckPage.steplen)
    desks = OfficeDeskPage.objects.filter(office__in=office_ids)
    return FactCheckPage.objects.alias(desk=desk).filter(desk__in=desks.values("path"))
