"""How a fact-check stands, in words: whoever attaches a group to one must know."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from factdesk.answers.hydrate import check_address
from factdesk.checks.models import FactCheckPage
from factdesk.record import selectors as record


@dataclass(frozen=True, slots=True)
class CheckState:
    """One fact-check and how it stands.

    Args:
        words: the state, as a sentence ends.
        page: the id of its page at the desk; None where that is gone.
        address: its public page; "" before it is published.
        published: whether it has ever been; a withdrawn one was too.
    """

    code: str
    title: str
    words: str | Promise
    page: int | None
    address: str = ""
    published: bool = False
    withdrawn: bool = False


def of(code: str) -> CheckState | None:
    """How the check of `code` stands now; None where there is none. At most three queries."""
    code = code.strip().lower().replace("\0", "")
    texts = record.published_by_codes([code])
    pages = list(FactCheckPage.objects.filter(code=code).select_related("locale").order_by("pk"))
    page = pages[0] if pages else None
    if texts:
        wanted = (code, str(get_language()))
        row = texts.get(wanted) or texts[min(texts)]
        withdrawn = all(text.withdrawn for text in texts.values())
        return CheckState(
            code=code,
            title=row.title,
            words=_("withdrawn: it answers nobody any more") if withdrawn else _("published"),
            page=page.pk if page else None,
            address=check_address(code=code, slug=row.slug, language=row.language),
            published=True,
            withdrawn=withdrawn,
        )
    if page is None:
        return None
    return CheckState(code=code, title=page.draft_title or page.title, words=_draft_words(page), page=page.pk)


def _draft_words(page: FactCheckPage) -> Promise:
    """Where a draft is on its way. One query."""
    review = WorkflowState.objects.for_instance(page).order_by("-created_at", "-pk").first()
    if review is not None and review.status == WorkflowState.STATUS_IN_PROGRESS:
        return _("not published: it waits for its reviewer")
    if review is not None and review.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("not published: the reviewer sent it back to be changed")
    if review is not None and review.status == WorkflowState.STATUS_CANCELLED:
        return _("not published: its review was called off")
    return _("not published: a draft")
