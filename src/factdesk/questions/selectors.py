"""What can be asked of the questions."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Literal, cast

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from factdesk.answers.hydrate import check_address
from factdesk.answers.results import EXTERNAL_REVIEW, FACT_CHECK, MatchRef
from factdesk.answers.selectors import matches_now
from factdesk.matching.text.words import words
from factdesk.offices.models import Region, Sector
from factdesk.questions import receipts
from factdesk.questions.errors import NoSuchReceipt
from factdesk.questions.grouping import WAITING, is_undecided
from factdesk.questions.models import Group, Label, Question, folded
from factdesk.questions.reasons import Reason
from factdesk.questions.results import Labelled, QuestionStatus, Reply, State, Why, WithdrawnCheck, Wording
from factdesk.record import selectors as record
from factdesk.reviews import selectors as reviews

#: How many asked the same is told from this many on: a smaller number could point at somebody.
SHOWN_FROM = 5

Age = Literal["today", "day", "week", "month"]
_AGES = {"day": 1, "week": 7, "month": 30}
#: In the place of a status: groups of which everybody was offered suggestions and has not replied.
SUGGESTED = "suggested"
ORDERS = {"newest": ["-last_asked_at", "-pk"], "largest": ["-count", "-last_asked_at", "-pk"]}


def asked_about(place: Sector | Region) -> bool:
    """Whether any question is sorted under `place`. One query."""
    return Question.objects.filter(**{"sector" if isinstance(place, Sector) else "region": place}).exists()


def question(receipt: str) -> Question:
    """The question of a receipt, typed with or without dash, in any case. One query.

    Raises:
        NoSuchReceipt
    """
    found = receipts.normalised(receipt)
    row = (
        Question.objects.select_related("group", "sector", "region")
        .filter(receipt_mac__in=receipts.macs(found))
        .first()
        if found
        else None
    )
    if row is None:
        raise NoSuchReceipt
    return row


def status(receipt: str, *, language: str | None = None) -> QuestionStatus:
    """What is known now about the question of `receipt`, with words in `language`. One to four queries.

    Raises:
        NoSuchReceipt
    """
    row = question(receipt)
    language = (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]
    group = row.group
    state, refs = _state(row)
    matches = matches_now(refs, language=language) if refs else []
    withdrawn = None
    if row.withdrawn_code and state in ("withdrawn", "in-progress"):
        withdrawn = _withdrawn([MatchRef(FACT_CHECK, row.withdrawn_code, row.language, 1.0)], language)
    elif state in ("answered", "suggested") and not matches:
        withdrawn = _withdrawn(refs, language)
        state = "withdrawn"
    why = _why(row) if state in ("waiting", "in-progress") else ""
    refused = matches_now([MatchRef(**match) for match in row.matches], language=language) if why == "not-this" else []
    closed = group if group is not None and state == "closed" else None
    return QuestionStatus(
        receipt=receipts.normalised(receipt) or receipt,
        state=state,
        text=row.text,
        language=row.language,
        asked_on=timezone.localdate(row.asked_at),
        matches=tuple(matches),
        why=why,
        refused=tuple(refused),
        reply=cast("Reply", row.reply),
        by_desk=state == "answered" and row.reply != Question.Reply.THIS_ONE and group is not None,
        withdrawn=withdrawn,
        reason=str(Reason(closed.reason).label) if closed else "",
        reason_words=closed.reason_words if closed else "",
        others=group.count if group is not None and group.count >= SHOWN_FROM else None,
        looked_up=row.outcome != Question.Outcome.PENDING,
        sector=row.sector.slug if row.sector else None,
        region=row.region.slug if row.region else None,
    )


def waiting_groups(
    *,
    sector: str | None = None,
    region: str | None = None,
    language: str | None = None,
    age: Age | None = None,
    status: str | None = None,
    text: str = "",
    order: Literal["newest", "largest"] = "newest",
) -> QuerySet[Group]:
    """Groups that wait, newest or largest first. One query when it is read.

    Args:
        sector, region: slugs; groups with at least one question about it.
        language: groups with at least one question in it.
        age: last asked today, or within a day, a week or a month.
        status: one of Group.Status, or `SUGGESTED`: everybody in the group was offered suggestions and has not said
            whether it is one of them. Open and in progress where left out; only `SUGGESTED` shows the suggested.
        text: groups with a question that has all of these words or beginnings, with diacritics or without.
    """
    rows = Group.objects.select_related("handled_by")
    if status == SUGGESTED:
        rows = rows.filter(status__in=WAITING, suggested__gt=0, suggested=F("count"))
    else:
        rows = rows.filter(status__in=[status] if status else WAITING)
        if status not in (Group.Status.ANSWERED, Group.Status.CLOSED):
            # What somebody works on stays in sight even where everybody who asked has gone.
            rows = rows.filter(Q(count__gt=F("suggested")) | Q(status=Group.Status.IN_PROGRESS))
    asked = Q(**{
        name: value
        for name, value in (("sector__slug", sector), ("region__slug", region), ("language", language))
        if value
    })  # fmt: skip
    for word in folded(text).replace("\0", " ").split():
        asked &= Q(folded__contains=word)
    if asked:
        rows = rows.filter(Exists(Question.objects.filter(asked, group=OuterRef("pk"))))
    if age:
        since = _midnight() if age == "today" else timezone.now() - datetime.timedelta(days=_AGES[age])
        rows = rows.filter(last_asked_at__gte=since)
    return rows.order_by(*ORDERS[order])


def languages_asked() -> list[str]:
    """The languages in which anything was asked that is or was with the desk, as subtags. One query."""
    found = Question.objects.filter(group__isnull=False).order_by("language").values_list("language", flat=True)
    return list(found.distinct())


def questions_of(group: Group) -> QuerySet[Question]:
    """The questions of a group, newest first. One query when it is read."""
    return group.questions.select_related("sector", "region").order_by("-asked_at", "-pk")


def wordings_of(group: Group, limit: int) -> list[Wording]:
    """What was asked, each wording once, those asked most and last first. Two queries, whatever the group's size."""
    grouped = group.questions.values("text").annotate(times=Count("pk"), last=Max("asked_at"), newest=Max("pk"))
    found = {row["newest"]: row for row in grouped.order_by("-times", "-last", "-newest")[:limit]}
    newest = Question.objects.select_related("sector", "region").in_bulk(list(found))
    return [Wording(newest[pk], row["times"], row["last"]) for pk, row in found.items()]


def refusals_of(group: Group) -> Counter[str]:
    """How many askers of the group said of each fact-check that it is not what they asked, by its code. One query."""
    refused = group.questions.filter(reply=Question.Reply.NOT_THIS).values_list("matches", flat=True)
    return Counter(
        code for matches in refused for code in {match["code"] for match in matches if match["kind"] == FACT_CHECK}
    )


def labels(*, origin: str | None = None) -> list[Labelled]:
    """What was said of which check answers which text, newest first; only of checks and reviews that stand now.

    Texts of the same words count as one, and of what one origin said of it the last. Three queries.

    Args:
        origin: one of `Label.Origin`; both where left out.
    """
    rows = Label.objects.filter(**{"origin": origin} if origin else {}).order_by("-pk")
    said: dict[tuple[str, ...], list[Label]] = {}
    for row in rows.iterator(chunk_size=2000):
        words_of_it = " ".join(words(folded(row.text)))
        said.setdefault((words_of_it, row.kind, row.code, row.origin), []).append(row)
    codes = {code for _, _, code, _ in said}
    texts = record.published_by_codes(codes)
    standing = {(FACT_CHECK, row.code) for row in texts.values() if not row.withdrawn}
    standing |= {(EXTERNAL_REVIEW, code) for code in reviews.by_codes(codes)}
    return [
        Labelled(
            text=(last := same[0]).text,
            language=last.language,
            kind=last.kind,
            code=last.code,
            verdict=last.verdict,
            origin=last.origin,
            on=last.on,
            times=sum(row.verdict == last.verdict for row in same),
        )
        for same in said.values()
        if (same[0].kind, same[0].code) in standing
    ]


def todays_counts() -> dict[str, int]:
    """For the dashboard: what came in today and what waits. Two queries.

    Today began at midnight in the desk's time zone.

    Returns:
        asked, answered, suggested, none, pending: of today's questions; waiting, in_progress, undecided: groups, of
        whatever day, as `waiting_groups` shows them for open, in progress and `SUGGESTED`.
    """
    counts = Question.objects.filter(asked_at__gte=_midnight()).aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(outcome="answer")),
        suggested=Count("pk", filter=Q(outcome="suggest")),
        none=Count("pk", filter=Q(outcome="none")),
        pending=Count("pk", filter=Q(outcome="pending")),
    )
    return counts | Group.objects.filter(status__in=WAITING).aggregate(
        waiting=Count("pk", filter=Q(status="open", count__gt=F("suggested"))),
        in_progress=Count("pk", filter=Q(status="in-progress")),
        undecided=Count("pk", filter=Q(suggested__gt=0, suggested=F("count"))),
    )


def _midnight() -> datetime.datetime:
    """When today began where the desk is, wherever the person who looks has set their clock."""
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _state(row: Question) -> tuple[State, list[MatchRef]]:
    """Where a question stands, and which matches speak for it."""
    offered = [MatchRef(**match) for match in row.matches]
    if row.reply == Question.Reply.THIS_ONE and not row.withdrawn_code:
        return "answered", [ref for ref in offered if ref.key == row.replied_key]
    group = row.group
    if group is not None:
        if group.status == Group.Status.ANSWERED:
            return "answered", [MatchRef(FACT_CHECK, group.fact_check_code, row.language, 1.0)]
        if group.status == Group.Status.CLOSED:
            return "closed", []
        if is_undecided(row):
            # The choice stays open, whatever the desk does meanwhile.
            return "suggested", offered
        if group.status == Group.Status.IN_PROGRESS:
            return "in-progress", []
        return ("withdrawn" if row.withdrawn_code else "waiting"), []
    if row.reply == Question.Reply.NOT_THIS:
        return "waiting", []
    if row.outcome == Question.Outcome.ANSWER:
        return "answered", offered[:1]
    if row.outcome == Question.Outcome.SUGGEST:
        return "suggested", offered
    return "waiting", []


def _why(row: Question) -> Why:
    """What brought a question that waits to the desk."""
    if row.outcome == Question.Outcome.PENDING:
        return "pending"
    if row.withdrawn_code:
        return "withdrawn"
    if row.reply == Question.Reply.NOT_THIS:
        return "not-this"
    return "nothing-found"


def _withdrawn(refs: list[MatchRef], language: str) -> WithdrawnCheck | None:
    """The withdrawn check among `refs`, in `language` where it has such a text. One query."""
    texts = record.published_by_codes([ref.code for ref in refs if ref.kind == FACT_CHECK])
    for ref in refs:
        row = texts.get((ref.code, language)) or next(
            (row for (code, _), row in texts.items() if code == ref.code), None
        )
        if row is not None and row.withdrawn:
            url = check_address(code=row.code, slug=row.slug, language=row.language)
            return WithdrawnCheck(row.code, row.title, url, row.withdrawn_reason)
    return None
