"""Who wrote, who may approve and publish, and what a translation has not translated yet (H4)."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Revision

from factdesk.checks.models import Approval
from factdesk.offices.models import Membership, Office, Person, Role
from factdesk.record import selectors as record_selectors

if TYPE_CHECKING:
    from factdesk.checks.models import Evidence, FactCheckPage

REVIEWING = (Role.OFFICE_LEAD, Role.EDITOR, Role.REVIEWER)
WRITING = (*REVIEWING, Role.RESEARCHER, Role.CONTRIBUTOR)

#: What a reader can see of a revision. Comments, locks and Wagtail's book-keeping are no edits.
_WORDS = (
    *("title", "slug", "claim", "claim_kind", "claim_language", "claimant", "rating", "verdict", "topics"),
    *("checked_on", "authors", "sample", "change_kind", "change_note_vi", "change_note_en"),
)
_NO_CHANGE_YET = {"change_kind": "update", "change_note_vi": "", "change_note_en": ""}
_A_SENTENCE = 5
_PARAGRAPH_END = re.compile(r"</(?:p|li|h3)>")
_TAG = re.compile(r"<[^<>]*>")
_EDITOR_MARK = re.compile(r' data-block-key="[^"]*"')
_ROWS = ("appearances", "evidence")
_ROW_BOOKKEEPING = {"pk", "page", "sort_order", "locale", "translation_key"}


def fingerprint(revision: Revision, *, gone_out: bool = False) -> str:
    """SHA-256 over the words and facts of a revision: equal where a reader would see no difference.

    Args:
        revision: what is read.
        gone_out: without the kind and the reason of its change, which belong to the one publication that it had.
    """
    content = {**revision.content, **(_NO_CHANGE_YET if gone_out else {})}
    words: dict[str, Any] = {name: _plain(content.get(name)) for name in _WORDS}
    words["body"] = _body(content)
    for name in ("sectors", "regions"):
        words[name] = sorted(content.get(name) or [])
    for name in _ROWS:
        rows = sorted(content.get(name) or [], key=lambda row: row.get("sort_order") or 0)
        words[name] = [{key: _plain(row[key]) for key in row if key not in _ROW_BOOKKEEPING} for row in rows]
    data = json.dumps(words, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(data.encode()).hexdigest()


def untranslated(page: FactCheckPage, revision: Revision) -> list[str]:
    """What `revision` of a translation still says in words that its source text has, or ever had; names of fields.

    Names of outlets, topics and short notes may be the same in every language; whole sentences are not.
    """
    if page.is_source:
        return []
    source = type(page).objects.filter(code=page.code, locale__language_code=page.source_language).first()
    if source is None:
        return []
    theirs: set[tuple[str, str, str]] = set()
    for other in source.revisions.all():
        theirs |= _sentences(other)
    left = {name for name, _row, _words in _sentences(revision) & theirs}
    return [str(label) for name, label in _translated_fields().items() if name in left]


def _sentences(revision: Revision) -> set[tuple[str, str, str]]:
    """Each thing that every language says in words of its own: (field, row, words)."""
    content = revision.content
    found = {(name, "", _plain(content.get(name))) for name in ("title", "claim", "verdict")}
    found.add(("body", "", json.dumps(_body(content), sort_keys=True)))
    found |= {("body", "", paragraph) for paragraph in _paragraphs(content)}
    for row in content.get("evidence") or []:
        note = _plain(row.get("note"))
        if len(note.split()) >= _A_SENTENCE:
            found.add(("note", row.get("translation_key"), note))
    return {item for item in found if item[2] not in ("", "[]")}


def _paragraphs(content: dict[str, Any]) -> set[str]:
    """The body's paragraphs and list items of a sentence's length, without tags. Quotations are said as they were."""
    texts = [block.get("value") or "" for block in _body(content) if block.get("type") == "text"]
    pieces = {_TAG.sub("", piece).strip() for text in texts for piece in _PARAGRAPH_END.split(text)}
    return {piece for piece in pieces if len(piece.split()) >= _A_SENTENCE}


def _translated_fields() -> dict[str, Any]:
    from factdesk.checks.models import Evidence, FactCheckPage

    labels = {name: FactCheckPage._meta.get_field(name).verbose_name for name in ("title", "claim", "verdict", "body")}
    return {**labels, "note": Evidence._meta.get_field("note").verbose_name}


def _body(content: dict[str, Any]) -> Any:
    """The blocks without the marks that the editor puts into the tags of rich text, and nowhere else: what looks like
    one in any other place is words, which readers see."""
    blocks = json.loads(content.get("body") or "[]")
    for block in blocks:
        if block.get("type") == "text" and isinstance(block.get("value"), str):
            block["value"] = _TAG.sub(lambda tag: _EDITOR_MARK.sub("", tag[0]), block["value"])
    return _plain(blocks)


def _plain(value: Any) -> Any:
    """`value` without what a form changes on its way through a browser: line ends, and the numbers of rows."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key != "id"}
    return "" if value is None else value


def writers(page: FactCheckPage, *, up_to: Revision | None = None) -> set[int]:
    """Ids of everybody with an edit in the text: who started it, and who made any revision that changed its words.

    Args:
        page: the text, in one language.
        up_to: leave out revisions that came after this one; they are not in what it publishes.
    """
    gone_out = record_selectors.desk_revisions(page.code)
    return writers_of(page, in_order(page), gone_out=gone_out, up_to=up_to)


def in_order(page: FactCheckPage) -> QuerySet[Revision]:
    """Every revision that this text ever had, as they were made. One query when it is read.

    Not by their hours: a clock can be set back, and a revision that is overwritten in place gets a new one.
    """
    revisions: QuerySet[Revision] = page.revisions.order_by("pk")
    return revisions


def writers_of(
    page: FactCheckPage, revisions: Iterable[Revision], *, gone_out: set[int], up_to: Revision | None = None
) -> set[int]:
    """What `writers` finds, in what somebody has read already. No query.

    Args:
        page: the text, in one language.
        revisions: all that it has, `in_order`.
        gone_out: ids of those that were published.
        up_to: as for `writers`.
    """
    found = {page.owner_id} if page.owner_id else set()
    before: set[str] = set()
    for revision in revisions:
        words = fingerprint(revision)
        if words not in before and revision.user_id:
            found.add(revision.user_id)
        before = {words}
        if revision.pk in gone_out:
            before.add(fingerprint(revision, gone_out=True))  # how the editor shows it from then on
        if up_to is not None and revision.pk == up_to.pk:
            break
    return found


def read_after_check(checked_on: datetime.date | None, rows: Iterable[Evidence]) -> datetime.date | None:
    """The newest day on which a source was read, where that is after `checked_on`: a check cites what was read for it.

    Args:
        checked_on: the day of the check; None while it has none.
        rows: its sources.
    """
    newest = max((row.read_on for row in rows if row.read_on), default=None)
    return newest if newest and checked_on and newest > checked_on else None


def has_written(*, person: Person, page: FactCheckPage) -> bool:
    """Whether `person` has an edit in any revision that this text ever had."""
    return person.pk in writers(page)


def membership(*, person: Person, office: Office, roles: tuple[Role, ...]) -> Membership | None:
    """The membership by which `person` acts for `office`: in the office itself or one above it, nearest first.

    One query.
    """
    if not person.is_active or person.pk is None:
        return None
    held = _held(office, roles).filter(person=person).select_related("office")
    return min(held, key=lambda held_: (-held_.office.depth, roles.index(Role(held_.role))), default=None)


def _held(office: Office, roles: tuple[Role, ...]) -> QuerySet[Membership]:
    """The memberships by which anybody whose login has not ended acts for `office`: in it, or in one above it."""
    line = [office.path[:end] for end in range(Office.steplen, len(office.path) + 1, Office.steplen)]
    return Membership.objects.filter(office__path__in=line, role__in=roles, person__is_active=True)


def reviewing_role(*, person: Person, office: Office) -> Membership | None:
    """The membership by which `person` may approve for `office`; None where they may not."""
    return membership(person=person, office=office, roles=REVIEWING)


def approvals_of(revision: Revision, *, office: Office | None = None) -> list[Approval]:
    """Approvals that hold for exactly what `revision` says now, in the office where its page stands now.

    One of somebody who may not approve here any more, since their role or login has ended, holds no longer.

    Args:
        revision: what is read.
        office: where its page stands; asked for where None. One query otherwise.
    """
    office = office or revision.content_object.office
    given = Approval.objects.filter(revision_id=revision.pk, fingerprint=fingerprint(revision), for_office=office)
    may_approve = _held(office, REVIEWING).filter(person=OuterRef("person"))
    return list(given.filter(Exists(may_approve)).select_related("office"))


def was_approved(revision: Revision) -> bool:
    """Whether somebody approved exactly what `revision` says now, then and there. One query."""
    return Approval.objects.filter(revision_id=revision.pk, fingerprint=fingerprint(revision)).exists()


def changed_since(page: FactCheckPage, hour: datetime.datetime) -> bool:
    """Whether anybody has saved the text after `hour`. One query."""
    return page.revisions.filter(created_at__gt=hour).exists()
