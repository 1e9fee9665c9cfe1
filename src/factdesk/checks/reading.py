"""One revision as it is judged: whatever has to be read for that, read once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from wagtail.models import Revision

from factdesk.checks import rules
from factdesk.offices.models import Office
from factdesk.record import selectors as record_selectors
from factdesk.record.models import Entry, Version

if TYPE_CHECKING:
    from factdesk.checks.models import FactCheckPage


class Reading:
    """A revision of a text, with its office, its writers and what the record has of it.

    For one decision alone: made when it is one's turn with the record, asked of the database from then on, and thrown
    away with the decision. Nothing in it is brought up to date.

    Args:
        page: the text, in one language.
        revision: one of its revisions.
    """

    def __init__(self, page: FactCheckPage, revision: Revision) -> None:
        self.page = page
        self.revision = revision

    @classmethod
    def now(cls, *, page: int | str, revision: int | None) -> Reading:
        """What the database has at this moment, whatever the caller has in memory. Two queries.

        Raises:
            Revision.DoesNotExist: the page has no such revision.
        """
        from factdesk.checks.models import FactCheckPage

        found = FactCheckPage.objects.select_related("locale").get(pk=page)
        revisions = list(rules.in_order(found))
        try:
            reading = cls(found, next(row for row in revisions if row.pk == revision))
        except StopIteration:
            raise Revision.DoesNotExist from None
        reading.revisions = revisions
        return reading

    @cached_property
    def text(self) -> FactCheckPage:
        """What the revision says."""
        return self.page.as_said(self.revision)

    @cached_property
    def office(self) -> Office:
        """The office that speaks."""
        return self.page.office

    @cached_property
    def revisions(self) -> list[Revision]:
        """Every revision that the text ever had, as they were made."""
        return list(rules.in_order(self.page))

    @cached_property
    def untranslated(self) -> list[str]:
        """What the revision still says in words that its source text has, or ever had; names of fields."""
        return rules.untranslated(self.page, self.revision)

    @cached_property
    def _entries(self) -> list[Entry]:
        return record_selectors.entries_of(self.page.code)

    @cached_property
    def gone_out(self) -> set[int]:
        """Ids of the revisions that were published under this code."""
        return {pk for entry in self._entries for pk in entry.desk_revisions}

    @cached_property
    def published(self) -> Version | None:
        """The newest version, withdrawn or not.

        Raises:
            RecordDamaged: what is stored is not what was published.
        """
        return record_selectors.version(self._entries[0].version_id) if self._entries else None

    @cached_property
    def before(self) -> dict[str, Any] | None:
        """What that version says; None where nothing was published.

        Raises:
            RecordDamaged: what is stored is not what was published.
        """
        said: dict[str, Any] | None = json.loads(self.published.content) if self.published else None
        return said

    def writers(self, *, up_to: Revision | None = None) -> set[int]:
        """Ids of everybody with an edit in the text; see `rules.writers`."""
        return rules.writers_of(self.page, self.revisions, gone_out=self.gone_out, up_to=up_to)
