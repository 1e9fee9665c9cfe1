"""Everything that stands between a text and its publication, found in one reading and said in words with its field.

The record has the last word and stops at the first rule that is broken; whoever writes needs them all at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Revision

from factdesk.checks import content, errors, pictures, rules
from factdesk.checks.models.archive import CopyRequest
from factdesk.checks.reading import Reading
from factdesk.offices.selectors import own_portal_channel
from factdesk.record.content import are_two
from factdesk.record.days import today

if TYPE_CHECKING:
    from factdesk.checks.models import Evidence, FactCheckPage


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is missing.

    `waits`: it comes without the writer, such as a copy that the worker is fetching. A text may be submitted with it.
    """

    rule: type[errors.RecordRefused]
    words: str
    waits: bool = False


def faults(page: FactCheckPage, revision: Revision) -> list[Fault]:
    """What would keep `revision` of `page` from being published, except who approves it."""
    return faults_in(Reading(page, revision))


def faults_in(reading: Reading) -> list[Fault]:
    """As `faults`, of what somebody reads already."""
    page, text, published = reading.page, reading.text, reading.published
    found = [Fault(errors.NotComplete, words) for words in content.missing_words(text)]
    found += [Fault(type(fault), fault.detail) for fault in pictures.faults(text)]
    if page.is_source:
        found += _sources(text, page)
        found += _days(text)
    elif published is None:
        words = _("the text that this one translates is not published yet")
        found.append(Fault(errors.SourceNotPublished, words, waits=True))
    if reading.untranslated:
        found.append(Fault(errors.NotTranslated, ", ".join(reading.untranslated)))
    corrects = published is not None and text.change_kind == text.ChangeKind.CORRECT
    if corrects and not (text.change_note_vi.strip() or text.change_note_en.strip()):
        found.append(Fault(errors.ReasonMissing, _("what the correction corrects")))
    if own_portal_channel(reading.office) is None:
        words = _(
            "the office has no open channel of its own on the portal: a new office gets one with "
            "`factdesk office add`, an office that is there cannot be given another"
        )
        found.append(Fault(errors.NoOwnChannel, words, waits=True))
    return found


def refusal(found: list[Fault]) -> errors.RecordRefused:
    """All of `found` as one refusal: of the rule that they break, or where these are several, of them together."""
    if len({fault.rule for fault in found}) > 1:
        return errors.NotReady([_in_full(fault) for fault in found])
    rule = found[0].rule
    if rule is errors.NotTranslated:
        return errors.NotTranslated(*(fault.words for fault in found))
    if rule in _SPEAK_FOR_THEMSELVES:
        return rule()
    words = "; ".join(fault.words for fault in found) + "."
    return rule(capfirst(words) if rule is errors.TooFewSources else words)  # the others end in a colon


#: Refusals whose own sentence says it all.
_SPEAK_FOR_THEMSELVES = (errors.SourceNotPublished, errors.ReasonMissing, errors.NoOwnChannel)


def _in_full(fault: Fault) -> str:
    """A fault that can stand in a list with those of other rules."""
    if fault.rule is errors.NotTranslated:
        return _("not translated yet: %(fields)s") % {"fields": fault.words}
    if fault.rule is errors.NotComplete:
        return _("empty: %(fields)s") % {"fields": fault.words}
    if fault.rule is errors.PictureLost:
        return _("gone, or not to be read: %(picture)s") % {"picture": fault.words}
    if fault.rule is errors.PictureChanged:
        return _("another file than when the text was saved: %(picture)s") % {"picture": fault.words}
    return fault.words


def _sources(text: FactCheckPage, page: FactCheckPage) -> Iterator[Fault]:
    """What H3 asks of the sources, each named; and that none was read after the check was done."""
    rows = list(text.evidence.all())
    for number, row in enumerate(rows, 1):
        yield from _source(row, row.title or _("source %(number)d") % {"number": number}, page)
    if len(rows) < 2:
        words = _("at least two sources are needed, and there are %(count)d") % {"count": len(rows)}
        yield Fault(errors.TooFewSources, words)
    elif not are_two((row.url, row.copy_id or f"none yet {number}") for number, row in enumerate(rows)):
        yield Fault(errors.TooFewSources, _("at least two sources are needed, and these are one and the same"))
    if rows and not any(row.primary for row in rows):
        yield Fault(errors.TooFewSources, _("no source is marked as primary"))
    if late := rules.read_after_check(text.checked_on, rows):
        yield Fault(errors.ReadAfterCheck, dates_in_words(text.checked_on, late))


def _days(text: FactCheckPage) -> Iterator[Fault]:
    """Each day in the text that has not come yet."""
    days = [(text._meta.get_field("checked_on").verbose_name, text.checked_on)]
    days += [(f"“{row.where}”", row.on) for row in text.appearances.all()]
    days += [(f"“{row.title}”", row.read_on) for row in text.evidence.all()]
    for what, day in days:
        if day and day > today():
            words = _("%(what)s: %(day)s has not come yet")
            yield Fault(errors.DayToCome, words % {"what": what, "day": date_format(day, "SHORT_DATE_FORMAT")})


def _source(row: Evidence, title: str, page: FactCheckPage) -> Iterator[Fault]:
    for name in ("title", "publisher", "url"):
        if not getattr(row, name).strip():
            label = str(row._meta.get_field(name).verbose_name)
            yield Fault(errors.NotComplete, _("“%(source)s”: %(field)s") % {"source": title, "field": label})
    if row.read_on is None:
        yield Fault(errors.TooFewSources, _("“%(source)s” has no date on which it was read") % {"source": title})
    if row.copy_id is None:
        yield _copy(row, title, page)


def _copy(row: Evidence, title: str, page: FactCheckPage) -> Fault:
    asked = CopyRequest.objects.filter(page=page.pk, url=row.url).first()
    if asked is not None and asked.state == CopyRequest.State.WAITING:
        words = _("the archived copy of “%(source)s” is still being fetched") % {"source": title}
        return Fault(errors.TooFewSources, words, waits=True)
    if asked is not None and asked.state == CopyRequest.State.FAILED:
        words = _("the archived copy of “%(source)s” could not be fetched; upload one") % {"source": title}
        return Fault(errors.TooFewSources, words)
    return Fault(errors.TooFewSources, _("“%(source)s” has no archived copy") % {"source": title})


def dates_in_words(checked_on: Any, late: Any) -> str:
    """That a source was read on `late`, after the check was done."""
    return _("checked on %(checked)s, but a source was read on %(read)s") % {
        "checked": date_format(checked_on, "SHORT_DATE_FORMAT"),
        "read": date_format(late, "SHORT_DATE_FORMAT"),
    }
