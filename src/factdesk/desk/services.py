"""What the desk does with a group of questions that reaches into two rooms at once."""

from __future__ import annotations

import re

from django.db import transaction

from factdesk.checks import services as checks
from factdesk.checks.content import LANGUAGES
from factdesk.checks.models import FactCheckPage
from factdesk.desk import check_states
from factdesk.offices.models import Office, Person
from factdesk.questions import services as questions
from factdesk.questions.errors import AlreadySettled
from factdesk.questions.models import Group

#: A headline to start from; the editor writes a better one.
_TITLE_LENGTH = 90
_CODE_IN_ADDRESS = re.compile(r"/checks/([0-9a-z]{6})(?:/|$)")


def start_check(*, group: Group, office: Office, by: Person) -> FactCheckPage:
    """Begin a fact-check for `group`, with its most typical question as the claim. One transaction.

    Begun twice by one person, it is the same draft: a form sent twice begins one.

    Raises:
        RecordRefused: `by` does not write for `office`.
        AlreadySettled: somebody else has begun one, or the group is answered or closed.
        NoRole
    """
    with transaction.atomic():
        try:
            row = questions.lock_open(group=group, by=by)
        except AlreadySettled:
            if (mine := _begun_by(group, by)) is not None:
                return mine
            raise
        language = row.language if row.language in LANGUAGES else "vi"
        sectors = {question.sector for question in row.questions.select_related("sector") if question.sector}
        regions = {question.region for question in row.questions.select_related("region") if question.region}
        page = checks.start_check(
            office=office,
            by=by,
            language=language,
            title=row.label[:_TITLE_LENGTH].strip(),
            claim=row.label,
            sectors=sorted(sectors, key=lambda sector: sector.order),
            regions=sorted(regions, key=lambda region: region.order),
        )
        questions.mark_started(group=row, code=page.code, by=by)
    return page


def attach(*, group: Group, code: str, by: Person) -> Group:
    """Let a check answer `group`: at once where it is published, else as soon as it will be.

    Raises:
        NoRole, AlreadySettled
        NoSuchCheck: there is no check of this code; CheckWithdrawn: it has been taken back.
    """
    state = check_states.of(code)
    if state is not None and not state.published:
        return questions.mark_started(group=group, code=state.code, by=by)
    return questions.attach_group(group=group, code=code, by=by)


def code_of(written: str) -> str:
    """The code in what somebody pasted: the code itself, or the public address of a check in any language."""
    found = _CODE_IN_ADDRESS.search(written)
    return found.group(1) if found else written.strip().lower()


def _begun_by(group: Group, by: Person) -> FactCheckPage | None:
    """The draft that `by` has begun for the group, where that is how it stands."""
    row = Group.objects.filter(pk=group.pk, status=Group.Status.IN_PROGRESS, handled_by=by).first()
    return FactCheckPage.objects.filter(code=row.fact_check_code, owner=by).order_by("pk").first() if row else None
