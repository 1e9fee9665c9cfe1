"""The phrasings of each check, with numbered changes that the index follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.db import connection
from django.db.models import Max

from factdesk.answers.models import MOST, Phrasing, PhrasingChange

#: PostgreSQL's advisory lock that a transaction with changes holds until it commits.
_LOCK = 0x_FAC7_9A5E


def take_turn() -> None:
    """Be the only one that changes phrasings until this transaction ends; on SQLite a write transaction is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def store(code: str, texts: Sequence[tuple[str, str]]) -> bool:
    """Make `texts` the phrasings of the check of `code`, in the caller's transaction; those that stay keep their place.

    Two to five queries. Whoever calls it has taken their turn.

    Args:
        texts: language and text of each; of more than `MOST` the first count.

    Returns whether anything changed.
    """
    wanted = list(dict.fromkeys(texts))[:MOST]
    there = {(row.language, row.text): row for row in Phrasing.objects.filter(code=code)}
    gone = [row.pk for said, row in there.items() if said not in wanted]
    new = [said for said in wanted if said not in there]
    if not gone and not new:
        return False
    Phrasing.objects.filter(pk__in=gone).delete()
    taken = {row.place for row in there.values() if row.pk not in gone}
    free = [place for place in range(1, MOST + 1) if place not in taken]
    Phrasing.objects.bulk_create(
        Phrasing(code=code, place=place, language=language, text=text)
        for place, (language, text) in zip(free, new, strict=False)
    )
    PhrasingChange.objects.update_or_create(code=code, defaults={"seq": head() + 1})
    return True


def head() -> int:
    """The number of the newest change; -1 where there is none. One query."""
    newest = PhrasingChange.objects.aggregate(newest=Max("seq"))["newest"]
    return -1 if newest is None else newest


def changes(*, after: int, limit: int) -> list[PhrasingChange]:
    """Up to `limit` checks whose phrasings changed after number `after`, by their last change. One query."""
    return list(PhrasingChange.objects.filter(seq__gt=after).order_by("seq")[:limit])


def of_checks(codes: Iterable[str]) -> list[Phrasing]:
    """The phrasings of the checks of `codes`, in order. One query."""
    return list(Phrasing.objects.filter(code__in=list(codes)).order_by("code", "place"))


def count() -> int:
    """How many phrasings there are. One query."""
    return Phrasing.objects.count()


def all_phrasings() -> Iterator[list[Phrasing]]:
    """Every phrasing, those of one check together. One query."""
    rows = Phrasing.objects.order_by("code", "place").iterator(chunk_size=500)
    for _, of_one in groupby(rows, key=lambda row: row.code):
        yield list(of_one)
