"""What one publication says: the content of a version, put together from all languages of a fact-check.

Rating, evidence, office and all else without a language come from the newest revision of the source text that was
approved; each language's words come from its own approved revision. So one version always holds one verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from factdesk.checks import body, errors, rules
from factdesk.checks.blocks import says_what_it_shows
from factdesk.checks.codes import ascii_slug
from factdesk.checks.reading import Reading
from factdesk.offices.models import Office

if TYPE_CHECKING:
    from factdesk.checks.models import Approval, FactCheckPage

#: A change to one of these in the source text leaves its translations behind.
_LEAVES_BEHIND = ("title", "claim", "verdict", "body")
LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What `record.append` is given."""

    kind: str
    office: Office
    content: dict[str, Any]
    reason: dict[str, str]


def assemble(reading: Reading, approvals: Iterable[Approval]) -> Outgoing:
    """The publication of what is read, with all other languages as they are published now.

    Raises:
        SourceNotPublished: the text is a translation of something that is not published.
        NoApproval: what is live in another language was changed since it was approved.
        OfficeStays: another office published this check (H6).
        NotComplete: words are missing.
        NotTranslated: it still has words of the text that it translates.
    """
    page, text, office, before = reading.page, reading.text, reading.office, reading.before
    if reading.published is not None and reading.published.office_id != office.pk:
        raise errors.OfficeStays
    # Before anything was published under this code, no other language is live.
    texts = {sibling.language: sibling for sibling in _published_siblings(page)} if before else {}
    texts[page.language] = text
    source = text if page.is_source else texts.get(page.source_language)
    if source is None or (before is None and not page.is_source):
        raise errors.SourceNotPublished
    _require_evidence(source)
    if reading.untranslated:
        raise errors.NotTranslated(*reading.untranslated)
    content = {**_shared(source, office), **_translated(source, texts)}
    content["texts"] = dict(before["texts"]) if before else {}
    content["texts"][page.language] = _words(text, approvals, before)
    if page.is_source and before:
        _mark_behind(content, before, page.language)
    kind = "publish" if before is None else text.change_kind
    reason = {"vi": text.change_note_vi, "en": text.change_note_en} if before else {}
    return Outgoing(kind=kind, office=office, content=content, reason=reason)


def _published_siblings(page: FactCheckPage) -> list[FactCheckPage]:
    """The other languages, as their live revisions have them.

    Raises:
        NoApproval: one of these says something else by now than when it was approved.
    """
    pages = type(page).objects.filter(code=page.code, live=True).exclude(pk=page.pk)
    live = [sibling for sibling in pages.select_related("live_revision", "locale") if sibling.live_revision]
    if not all(rules.was_approved(sibling.live_revision) for sibling in live):
        raise errors.NoApproval
    return [sibling.as_said(sibling.live_revision) for sibling in live]


def _shared(source: FactCheckPage, office: Office) -> dict[str, Any]:
    return {
        "v": 1,
        "type": "fact-check",
        "code": source.code,
        "office": {"slug": office.slug, "name": office.names},
        "rating": source.rating or None,
        "checked_on": source.checked_on.isoformat(),
        "sectors": sorted(sector.slug for sector in source.sectors.all()),
        "regions": sorted(region.slug for region in source.regions.all()),
        "authors": split_authors(source.authors),
        "sample": source.sample,
        "withdrawn": None,
    }


def _translated(source: FactCheckPage, texts: dict[str, FactCheckPage]) -> dict[str, Any]:
    """What is one thing in several languages: claimant, places, topics, notes."""
    claimant = {language: text.claimant for language, text in texts.items() if text.claimant}
    topics = {language: split_topics(text.topics) for language, text in texts.items() if text.topics}
    appearances = [
        {
            "where": _in_all(row, texts, "appearances", "where"),
            "url": row.url or None,
            "on": row.on.isoformat() if row.on else None,
        }
        for row in source.appearances.all()
    ]
    evidence = [
        {
            "title": row.title,
            "publisher": row.publisher,
            "url": row.url,
            "read_on": row.read_on.isoformat() if row.read_on else None,
            "primary": row.primary,
            "sha256": row.copy.sha256 if row.copy else "",
            "media_type": row.copy.media_type if row.copy else "",
            "note": _in_all(row, texts, "evidence", "note"),
        }
        for row in source.evidence.all()
    ]
    claim = {
        "kind": source.claim_kind,
        "language": source.claim_language,
        "claimant": claimant or None,
        "appearances": appearances,
    }
    return {"claim": claim, "topics": topics, "evidence": evidence}


def _in_all(row: Any, texts: dict[str, FactCheckPage], relation: str, field: str) -> dict[str, str]:
    """One field of one row in every language: rows of a translation carry the key of the row they translate."""
    found = {}
    for language, text in texts.items():
        for other in getattr(text, relation).all():
            if other.translation_key == row.translation_key and getattr(other, field):
                found[language] = getattr(other, field)
    return found


def _require_evidence(source: FactCheckPage) -> None:
    """Raise TooFewSources, naming the sources that lack a date or a copy (H3). The record counts them once more."""
    rows = list(source.evidence.all())
    lacking = [row.title for row in rows if row.read_on is None or row.copy is None]
    if lacking or len(rows) < 2 or not any(row.primary for row in rows):
        raise errors.TooFewSources("; ".join(lacking))


def split_topics(text: str) -> list[str]:
    """`a, b ,, a` as `["a", "b"]`."""
    return list(dict.fromkeys(topic.strip() for topic in text.split(",") if topic.strip()))


def split_authors(text: str) -> list[str]:
    """One name a line, without empty lines."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def public_slug(text: FactCheckPage, published: dict[str, Any] | None) -> str:
    """The words in the public address: the headline at the first publication, and the same ever after.

    Args:
        text: one language.
        published: what the record has of this check now; None where it has nothing.
    """
    stored = published["texts"].get(text.language) if published else None
    return str(stored["slug"]) if stored else ascii_slug(text.title)


def missing_words(text: FactCheckPage) -> list[str]:
    """What every published text says and this one does not yet; names of fields."""
    missing = []
    for name in _LEAVES_BEHIND:
        value = body.render(text.body) if name == "body" else getattr(text, name).strip()
        if not value:
            missing.append(str(type(text)._meta.get_field(name).verbose_name))
    if any(block.block_type == "picture" and not says_what_it_shows(block.value) for block in text.body if block.value):
        missing.append(str(_("what a picture shows, in words")))
    return missing


def _words(text: FactCheckPage, approvals: Iterable[Approval], published: dict[str, Any] | None) -> dict[str, Any]:
    words = {
        "slug": public_slug(text, published),
        "title": text.title.strip(),
        "claim": text.claim.strip(),
        "verdict": text.verdict.strip(),
        "body": body.render(text.body, to_publish=True),
        "behind": False,
        "approvals": [{"role": approval.role, "office": approval.office.slug} for approval in approvals],
    }
    if missing := missing_words(text):
        raise errors.NotComplete(", ".join(missing) + ".")
    return words


def _mark_behind(content: dict[str, Any], before: dict[str, Any], source_language: str) -> None:
    new, old = content["texts"][source_language], before["texts"].get(source_language, {})
    changed = content["rating"] != before["rating"] or any(new[name] != old.get(name) for name in _LEAVES_BEHIND)
    if changed:
        for language, text in content["texts"].items():
            if language != source_language:
                content["texts"][language] = {**text, "behind": True}
