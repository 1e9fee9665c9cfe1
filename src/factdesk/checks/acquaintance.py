"""What a screen asks about every row of a list, asked of the database once: where a person writes, what is published.

For showing: which buttons a row has, and what its state is called. Whatever an act depends on is asked anew where it is
done (`rules`, `publication`).
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.models import Page

from factdesk.checks import rules
from factdesk.checks.models import FactCheckPage, OfficeDeskPage
from factdesk.offices.models import Membership
from factdesk.record import selectors as record


class Acquaintance:
    """What one person's request has learnt: three queries at most, however many rows ask.

    Args:
        person: whoever is signed in, or nobody.
    """

    def __init__(self, person: Any) -> None:
        self._person = person

    def writes_on(self, desk: str) -> bool:
        """Whether the person has a role in the office of the desk at this place in the tree, or in one above it."""
        office = self._desks.get(desk)
        return office is not None and office.startswith(self._offices)

    def published(self, page: FactCheckPage) -> bool:
        """Whether the record has anything of this check: what is live has gone out."""
        return page.live or page.code in self._gone_out

    def withdrawn(self, page: FactCheckPage) -> bool:
        """Whether it was published and taken back."""
        return self._gone_out.get(page.code, False)

    @cached_property
    def roles(self) -> set[str]:
        """What the person is, in whichever office."""
        return {role for role, _office in self._held}

    @cached_property
    def _offices(self) -> tuple[str, ...]:
        return tuple(office for role, office in self._held if role in rules.WRITING)

    @cached_property
    def _held(self) -> list[tuple[str, str]]:
        """Each role with its office's place among offices; none where the login has ended."""
        if not self._person.is_active or self._person.pk is None:
            return []
        return list(Membership.objects.filter(person_id=self._person.pk).values_list("role", "office__path"))

    @cached_property
    def _desks(self) -> dict[str, str]:
        """The office's place among offices, by the desk's place in the tree."""
        return dict(OfficeDeskPage.objects.values_list("path", "office__path"))

    @cached_property
    def _gone_out(self) -> dict[str, bool]:
        """Of checks with a page that is not live: those that were published, and whether each is withdrawn."""
        waiting = FactCheckPage.objects.filter(live=False).values("code")
        found: dict[str, bool] = {}
        for code, withdrawn in record.published_checks().filter(code__in=waiting).values_list("code", "withdrawn"):
            found[code] = withdrawn and found.get(code, True)
        return found


def of(person: Any) -> Acquaintance:
    """What `person` is acquainted with; kept with them as long as their request lasts."""
    known: Acquaintance | None = getattr(person, "_acquaintance", None)
    if known is None:
        known = person._acquaintance = Acquaintance(person)
    return known


def desk_of(page: Page) -> str:
    """Where in the tree the desk is on which `page` stands. No query."""
    return str(page.path[: -page.steplen])
