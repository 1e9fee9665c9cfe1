"""What the desk does with fact-checks, for screens, commands, other rooms and tests alike."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail_localize.fields import copy_synchronised_fields

from factdesk.checks import content, errors, publication, readiness, rules, tree
from factdesk.checks.models import Appearance, Approval, Evidence, FactCheckPage
from factdesk.checks.reading import Reading
from factdesk.offices.models import Office, Person
from factdesk.record import selectors as record_selectors
from factdesk.record import services as record
from factdesk.record.days import today
from factdesk.record.models import Entry

_RELATIONS = {"appearances": Appearance, "evidence": Evidence}


@transaction.atomic
def start_check(
    *, office: Office, by: Person, title: str, claim: str, language: str = "vi", **fields: Any
) -> FactCheckPage:
    """A new fact-check as a draft of `office`.

    Args:
        office: who speaks.
        by: who starts it; counts as its writer (H4).
        title: headline; may be reworded until it is published.
        claim: the statement, in its own words.
        language: the language it is written in; its translations follow from it.
        fields: any other field of `FactCheckPage`; `evidence` and `appearances` as lists of dicts, `sectors` and
            `regions` as lists of rows, `body` as a list of (block, value).

    Raises:
        MayNotWrite: `by` has no role that writes in this office or one above it.
        ValidationError: a field holds what it cannot hold (H1 among others).
    """
    if rules.membership(person=by, office=office, roles=rules.WRITING) is None:
        raise errors.MayNotWrite
    desk = tree.office_desk(office, language)
    page = FactCheckPage(
        title=title,
        claim=claim,
        locale=desk.locale,
        live=False,
        owner=by,
        claim_language=fields.pop("claim_language", language),
    )
    _fill(page, fields)
    page.clean_rules()
    desk.add_child(instance=page)
    page.save_revision(user=by, log_action=True, clean=False)
    return page


def _fill(page: FactCheckPage, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name in _RELATIONS:
            value = [_RELATIONS[name](sort_order=at, locale=page.locale, **row) for at, row in enumerate(value)]
        elif name == "authors" and not isinstance(value, str):
            value = "\n".join(value)
        elif name == "topics" and not isinstance(value, str):
            value = ", ".join(value)
        setattr(page, name, value)


def save_draft(page: FactCheckPage, by: Person) -> Revision:
    """Keep the page as it is in memory as its newest revision, written by `by`.

    Raises:
        ValidationError: a field holds what it cannot hold (H1 among others); an unfinished draft is no error.
    """
    page.clean_rules()
    with transaction.atomic():
        if not page.live:
            page.save()
        return page.save_revision(user=by, log_action=True, clean=False)


def submit(page: FactCheckPage, by: Person) -> None:
    """Send the newest revision to review."""
    page.get_workflow().start(page, by)


@transaction.atomic
def approve(*, revision: Revision, by: Person) -> Approval:
    """Approve exactly this revision. Publishing is a step of its own; the workflow does both.

    Raises:
        NotAReviewer: `by` has no reviewing role in the office or one above it.
        OwnWork: `by` has an edit in this text (H4).
        TextChanged: there is a newer revision.
        RecordRefused: the text could not be published as it is (H1, H3, H6, or unfinished).
    """
    record.take_turn()
    reading = Reading.now(page=revision.object_id, revision=revision.pk)
    page, revision, office = reading.page, reading.revision, reading.office
    role = rules.reviewing_role(person=by, office=office)
    if role is None:
        raise errors.NotAReviewer
    if by.pk in reading.writers():
        raise errors.OwnWork
    if page.latest_revision_id != revision.pk:
        raise errors.TextChanged
    approval = Approval(
        revision=revision,
        fingerprint=rules.fingerprint(revision),
        code=page.code,
        language=page.language,
        for_office=office,
        person=by,
        role=role.role,
        office=role.office,
    )
    given = rules.approvals_of(revision, office=office)
    if existing := next((row for row in given if row.person_id == by.pk), None):
        return existing
    if found := readiness.faults_in(reading):
        raise readiness.refusal(found)
    outgoing = content.assemble(reading, approvals=[approval])
    record.check(
        kind=outgoing.kind,
        office=office,
        content=outgoing.content,
        reason=outgoing.reason,
        written_by=reading.writers(up_to=revision),
        approved_by=[by.pk],
    )
    approval.save(force_insert=True)
    return approval


def publish(*, page: FactCheckPage, revision: Revision | None = None, by: Person | None = None) -> Entry | None:
    """Publish an approved revision: a new entry in the record, and the public sees it.

    Args:
        page: the text, in one language.
        revision: the newest where None.
        by: who does it; None for the clock.

    Returns:
        The record's entry; None where the revision is now scheduled for later.

    Raises:
        NoApproval: nobody approved exactly this revision (H4).
        MayNotPublish: `by` has no publishing role here.
        RecordRefused: another rule of the record; nothing was changed.
    """
    revision = revision or page.get_latest_revision()
    if revision is None:
        raise errors.NoApproval
    page.specific.publish(revision, user=by)
    entries = record_selectors.entries_of(page.code)
    return next((entry for entry in entries if revision.pk in entry.desk_revisions), None)


@transaction.atomic
def withdraw(*, check: FactCheckPage, by: Person, reason: dict[str, str]) -> Entry:
    """Take a published check back; its page stays and shows the reason.

    Args:
        check: any language of it; all are withdrawn.
        by: a reviewer, editor or lead who wrote none of it.
        reason: in Vietnamese and English.

    Raises:
        NoSuchPublication: it was never published.
        NotAReviewer: `by` has no reviewing role here.
        OwnWork: `by` wrote in it (H4).
        ReasonMissing: a language's reason is empty.
    """
    record.take_turn()
    stored = record_selectors.current_version(check.code)
    if stored is None:
        raise errors.NoSuchPublication
    if rules.reviewing_role(person=by, office=stored.office) is None:
        raise errors.NotAReviewer
    if not all(reason.get(language, "").strip() for language in content.LANGUAGES):
        raise errors.ReasonMissing
    pages = list(FactCheckPage.objects.filter(code=check.code))
    newest = Entry.objects.filter(type="fact-check", code=check.code).order_by("-seq")[0]
    written_by = set(newest.written_by).union(*(rules.writers(page) for page in pages))
    said = json.loads(stored.content)
    said["rating"] = None
    said["withdrawn"] = {
        "reason": {language: reason[language].strip() for language in content.LANGUAGES},
        "on": today().isoformat(),
    }
    entry = record.append(
        kind="withdraw",
        office=stored.office,
        content=said,
        reason=reason,
        written_by=written_by,
        approved_by=[by.pk],
    )
    for page in pages:
        page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
        if page.current_workflow_state:
            page.current_workflow_state.cancel(user=by)
        log(instance=page, action="factdesk.withdraw", user=by, data={"entry": entry.seq})
    # Not by `save`: a live page is never taken down but here.
    FactCheckPage.objects.filter(code=check.code).update(live=False, live_revision=None, locked=True)
    return entry


@transaction.atomic
def translate(page: FactCheckPage, language: str, by: Person) -> FactCheckPage:
    """The draft of `page` in `language`: a new one, or the one that there is with its shared facts brought up to date.

    Words stay as they are; rows of evidence and appearances follow the source, and keep their translated notes.

    Raises:
        MayNotWrite: `by` has no role that writes in the office of this check or one above it.
        AlreadyWithdrawn: nothing more is said about this in public.
    """
    page = FactCheckPage.objects.select_related("locale").get(pk=page.pk)
    office = page.office
    if rules.membership(person=by, office=office, roles=rules.WRITING) is None:
        raise errors.MayNotWrite
    if publication.is_withdrawn(page.code):
        raise errors.AlreadyWithdrawn
    page = page.get_latest_revision_as_object()
    target = FactCheckPage.objects.filter(code=page.code, locale__language_code=language).first()
    if target is None:
        desk = tree.office_desk(office, language)
        copied = CopyPageForTranslationAction(page, desk.locale).execute(skip_permission_checks=True)
        Page.objects.filter(pk=copied.pk).update(owner=by)
        target = FactCheckPage.objects.select_related("locale", "owner").get(pk=copied.pk)
        target.save_revision(user=by, log_action=True, clean=False)
    else:
        target = target.get_latest_revision_as_object()
        _bring_up_to_date(page, target)
        save_draft(target, by)
    return target


def _bring_up_to_date(source: FactCheckPage, target: FactCheckPage) -> None:
    words = {
        name: getattr(target, name) for name in ("title", "slug", "claim", "claimant", "verdict", "body", "topics")
    }
    kept = {
        (relation, row.translation_key): getattr(row, field)
        for relation, field in _TRANSLATED_ROWS
        for row in getattr(target, relation).all()
    }
    copy_synchronised_fields(source, target)
    for name, value in words.items():
        setattr(target, name, value)
    for relation, field in _TRANSLATED_ROWS:
        for row in getattr(target, relation).all():
            setattr(row, field, kept.get((relation, row.translation_key), getattr(row, field)))


_TRANSLATED_ROWS: Iterable[tuple[str, str]] = (("appearances", "where"), ("evidence", "note"))
