"""What the desk does with a group of questions that reaches into two rooms at once."""

from __future__ import annotations

import re

from django.db import transaction

from factdesk.checks import services as checks
from factdesk.checks.models import FactCheckPage
from factdesk.offices.models import Office, Person
from factdesk.questions import services as questions
from factdesk.questions.models import Group

#: A headline to start from; the editor writes a better one.
_TITLE_LENGTH = 90
_CODE_IN_ADDRESS = re.compile(r"/checks/([0-9a-z]{6})(?:/|$)")


def start_check(*, group: Group, office: Office, by: Person) -> FactCheckPage:
    """Begin a fact-check for `group`, with its most typical question as the claim. One transaction.

    Raises:
        RecordRefused: `by` does not write for `office`.
        DeskRefused: the group is settled already.
    """
    language = group.language if group.language in ("vi", "en") else "vi"
    sectors = {question.sector for question in group.questions.select_related("sector") if question.sector}
    regions = {question.region for question in group.questions.select_related("region") if question.region}
    with transaction.atomic():
        page = checks.start_check(
            office=office,
            by=by,
            language=language,
            title=group.label[:_TITLE_LENGTH].strip(),
            claim=group.label,
            sectors=sorted(sectors, key=lambda sector: sector.order),
            regions=sorted(regions, key=lambda region: region.order),
        )
        questions.mark_started(group=group, code=page.code, by=by)
    return page


def code_of(written: str) -> str:
    """The code in what somebody pasted: the code itself, or the public address of a check in any language."""
    found = _CODE_IN_ADDRESS.search(written)
    return found.group(1) if found else written.strip().lower()
