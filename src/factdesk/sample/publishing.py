"""The sample's fact-checks go the way of every other: written by one person, approved by another, published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html

from factdesk.checks import archive, services
from factdesk.checks.models import FactCheckPage
from factdesk.offices.models import Office, Person, Region, Sector
from factdesk.sample import content
from factdesk.sample.content import SampleCheck, SampleSource

Progress = Callable[[int, int, str], None]


#: A team, as no resident needs to know who at an office wrote what; its name is the same in both languages.
_AUTHORS = ["Sông Lam Kiểm Chứng"]


def publish_checks(offices: dict[str, Office], people: dict[str, Person], progress: Progress) -> None:
    """Publish every sample check in Vietnamese and then its English translation."""
    sectors = {sector.slug: sector for sector in Sector.objects.all()}
    regions = {region.slug: region for region in Region.objects.all()}
    writer, reviewer = people["lan"], people["minh"]
    # The oldest first: what a desk lists as newest is what it published last.
    checks = sorted(content.checks(), key=lambda check: check.checked_on)
    for done, check in enumerate(checks):
        progress(done, len(checks), "sample desk")
        page = services.start_check(
            office=offices[check.office],
            by=writer,
            language="vi",
            title=check.title["vi"],
            claim=check.claim["vi"],
            claim_language=check.claim_language,
            claimant=_claimant(check, "vi"),
            verdict=check.verdict["vi"],
            body=_body(check, "vi"),
            topics=check.topics["vi"],
            rating=check.rating,
            checked_on=check.checked_on,
            sectors=[sectors[check.sector]],
            regions=[regions[slug] for slug in check.regions],
            authors=_AUTHORS,
            appearances=[{"where": a["where"]["vi"], "url": a["url"] or "", "on": a["on"]} for a in check.appeared],
            evidence=[_evidence(source, check) for source in check.evidence],
            sample=True,
        )
        _approve_and_publish(page, reviewer)
        _approve_and_publish(_english(page, check, writer), reviewer)
    progress(len(checks), len(checks), "sample desk")


def begin_drafts(offices: dict[str, Office], people: dict[str, Person]) -> None:
    """Two unfinished texts: one under review, one begun."""
    writer = people["lan"]
    for item in content.drafts():
        page = services.start_check(
            office=offices[item["office"]],
            by=writer,
            language="vi",
            body=[("text", _paragraph(text)) for text in item["body"]],
            checked_on=content.DRAFTS_READ_ON,
            sectors=list(Sector.objects.filter(slug=item["sector"])),
            regions=list(Region.objects.filter(slug__in=item["regions"])),
            evidence=[_draft_evidence(source) for source in item["evidence"]],
            authors=_AUTHORS,
            sample=True,
            **{name: item[name] for name in ("title", "claim", "claimant", "verdict", "rating")},
        )
        if item["state"] == "review":
            services.submit(page, writer)


def _approve_and_publish(page: FactCheckPage, reviewer: Person) -> None:
    services.approve(revision=page.get_latest_revision(), by=reviewer)
    services.publish(page=page, by=reviewer)


def _english(page: FactCheckPage, check: SampleCheck, writer: Person) -> FactCheckPage:
    translation = services.translate(page, "en", writer)
    translation.title = translation.draft_title = check.title["en"]
    translation.claim = check.claim["en"]
    translation.claimant = _claimant(check, "en")
    translation.verdict = check.verdict["en"]
    translation.body = _body(check, "en")
    translation.topics = ", ".join(check.topics["en"])
    appearances, evidence = list(translation.appearances.all()), list(translation.evidence.all())
    for row, appearance in zip(appearances, check.appeared, strict=True):
        row.where = appearance["where"]["en"]
    for row, source in zip(evidence, check.evidence, strict=True):
        row.note = source.note["en"]
    # Given back, for each reading may make the rows anew.
    translation.appearances.set(appearances)
    translation.evidence.set(evidence)
    services.save_draft(translation, writer)
    return translation


def _evidence(source: SampleSource, check: SampleCheck) -> dict[str, Any]:
    """A row of evidence. Its copy is a reading note, and says so: the sample fetches nothing from anybody."""
    what = "Sample source, invented." if check.sample_sources else "Reading note, not the source itself."
    note = f"{what}\n\n{source.title}\n{source.publisher}\n{source.url}\n\n{source.note['vi']}\n\n{source.note['en']}\n"
    return {
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "primary": source.primary,
        "read_on": source.read_on,
        "note": source.note["vi"],
        "copy": archive.keep(note.encode(), media_type="text/plain", url=source.url, how="uploaded"),
    }


def _draft_evidence(item: dict[str, Any]) -> dict[str, Any]:
    note = f"Sample source, invented.\n\n{item['title']}\n{item['url']}\n\n{item['note']}\n"
    copy = archive.keep(note.encode(), media_type="text/plain", url=item["url"], how="uploaded")
    return {**item, "read_on": content.DRAFTS_READ_ON, "copy": copy}


def _claimant(check: SampleCheck, language: str) -> str:
    return (check.claimant or {}).get(language, "")


def _paragraph(text: str) -> str:
    return format_html("<p>{}</p>", text)


def _body(check: SampleCheck, language: str) -> list[tuple[str, Any]]:
    """The body as blocks of the editor. A block of the YAML has one key: p, h, quote or table."""
    blocks: list[tuple[str, Any]] = []
    for block in check.body:
        if "p" in block:
            blocks.append(("text", _paragraph(block["p"][language])))
        elif "h" in block:
            blocks.append(("heading", block["h"][language]))
        elif "quote" in block:
            blocks.append(("quotation", {"text": block["quote"][language], "source": block["source"][language]}))
        elif "table" in block:
            blocks.append(("table", _table(block["table"], language)))
        else:
            raise ValueError(f"{check.slug['en']}: unknown block {sorted(block)}")
    return blocks


def _table(table: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "columns": [{"type": "text", "heading": heading} for heading in table["head"][language]],
        "rows": [{"values": [str(cell) for cell in row[language]]} for row in table["rows"]],
        "caption": "",
    }
