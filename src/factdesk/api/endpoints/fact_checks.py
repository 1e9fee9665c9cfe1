"""Published fact-checks, from the projection of the record alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import Query, Router
from ninja.decorators import decorate_view

from factdesk.api import conditional, cursors
from factdesk.api.errors import NoSuchFactCheck
from factdesk.api.guards import takes_only
from factdesk.api.schemas.fact_checks import FactCheck, FactCheckLine, FactCheckPage, FactCheckQuery, LanguageQuery
from factdesk.portal.addresses import absolute, check_path, page_path
from factdesk.portal.converters import as_code
from factdesk.record import scale, selectors
from factdesk.record.models import PublishedCheck

router = Router(tags=["fact-checks"])

_LIST = "fact-checks"


@router.get("", response=FactCheckPage, summary="Published fact-checks, newest first")
@decorate_view(takes_only(FactCheckQuery))
def listed(request: HttpRequest, response: HttpResponse, query: Query[FactCheckQuery]) -> Any:
    """Each line is the newest text of one fact-check in one language; withdrawn ones stay, with their reason.

    One query of the database.
    """
    filters = query.model_dump(include={"language", "sector", "region", "office", "rating"})
    # By what never changes about a row, so that the cursor holds whatever is published or corrected meanwhile.
    rows = selectors.published_checks(**filters).order_by("-published_at", "key")
    if query.cursor is not None:
        stamp, key = cursors.read(query.cursor, of=_LIST)
        moment = cursors.moment(stamp)
        rows = rows.filter(Q(published_at__lt=moment) | Q(published_at=moment, key__gt=key))
    found = list(rows[: query.limit + 1])
    page, more = found[: query.limit], len(found) > query.limit
    cursor = cursors.write(_LIST, cursors.stamp(page[-1].published_at), page[-1].key) if more else None
    if cursor:
        response.headers["Link"] = f'<{_address(filters, cursor, query.limit)}>; rel="next"'
    not_modified = conditional.known_by(request, response, etag=_state(page, more))
    return not_modified or FactCheckPage(fact_checks=[_line(row) for row in page], next=cursor)


@router.get("/{code}", response=FactCheck, summary="One fact-check in full")
@decorate_view(takes_only(LanguageQuery))
def one(request: HttpRequest, response: HttpResponse, code: str, query: Query[LanguageQuery]) -> Any:
    """All texts (or the one in `language`), evidence, changes; withdrawn ones stay, with their reason.

    The ETag is made of the SHA-256 of its version and the number of its entry. Two queries of the database.
    """
    texts = _texts(code, query.language)
    first = next(iter(texts.values()))
    # The hash alone is not enough: an update back to an earlier text has that text's version, and one change more.
    etag = ".".join([first.version_sha256, str(first.seq), *([query.language] if query.language else [])])
    not_modified = conditional.known_by(request, response, etag=etag, modified=first.updated_at)
    if not_modified:
        return not_modified
    version = selectors.version(first.version_sha256)
    if version is None:
        raise NoSuchFactCheck
    return _full(texts, json.loads(version.content))


def _texts(code: str, language: str | None) -> dict[str, PublishedCheck]:
    """The published texts of a code, as people type it, by language; only the one in `language` if asked for."""
    try:
        rows = selectors.published_by_codes([as_code(code)])
    except ValueError as error:
        raise NoSuchFactCheck from error
    texts = {found: row for (_, found), row in sorted(rows.items()) if language in (None, found)}
    if not texts:
        raise NoSuchFactCheck
    return texts


def _state(page: Sequence[PublishedCheck], more: bool) -> str:
    """What the answer depends on: a row is made by its entry and nothing else."""
    return hashlib.sha256(repr(([(row.key, row.seq) for row in page], more)).encode()).hexdigest()


def _address(filters: dict[str, str | None], cursor: str, limit: int) -> str:
    chosen = {name: value for name, value in filters.items() if value}
    return absolute(f"/api/v1/fact-checks?{urlencode({**chosen, 'limit': limit, 'cursor': cursor})}")


def _line(row: PublishedCheck) -> FactCheckLine:
    return FactCheckLine.model_validate(
        {
            **{name: getattr(row, name) for name in _SAME_IN_LINE},
            "office": row.office.slug,
            "version": row.version_sha256,
            "url": absolute(check_path(row)),
        }
    )


_SAME_IN_LINE = sorted(set(FactCheckLine.model_fields) - {"office", "version", "url"})


def _full(texts: dict[str, PublishedCheck], content: dict[str, Any]) -> FactCheck:
    """One fact-check of its version's content and what the projection adds: dates, changes, addresses."""
    first = next(iter(texts.values()))
    office = content["office"]
    return FactCheck.model_validate(
        {
            **{name: content[name] for name in _SAME_IN_FULL},
            "version": first.version_sha256,
            "version_url": absolute(f"/api/v1/record/versions/{first.version_sha256}"),
            "entry": first.seq,
            "url": absolute(page_path("check-short", first.language, code=first.code)),
            "office": {**office, "url": absolute(page_path("office", first.language, slug=office["slug"]))},
            "rating_words": {language: _words(content["rating"], language) for language in texts},
            "published_at": first.published_at,
            "updated_at": first.updated_at,
            "texts": {
                language: {
                    **{name: value for name, value in content["texts"][language].items() if name != "slug"},
                    "topics": content["topics"].get(language, []),
                    "url": absolute(check_path(row)),
                }
                for language, row in texts.items()
            },
            "changes": first.changes,
        }
    )


_SAME_IN_FULL = (
    *("code", "claim", "rating", "checked_on", "sectors", "regions"),
    *("evidence", "authors", "withdrawn", "sample"),
)


def _words(rating: str | None, language: str) -> str:
    with override(language):
        return scale.label(rating)
