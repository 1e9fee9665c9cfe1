"""The pictures of published texts: kept by the SHA-256 of their bytes, which the text names, and served from here only.

So a version's hash covers what its readers see, and nothing that happens to the desk's images changes or removes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from factdesk.record.content import digest
from factdesk.record.keeping import write_whole

ADDRESS = "/pictures/"
#: What a picture may be, by the ending of its name. Nothing that can run.
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}

_NAME = rf"[0-9a-f]{{64}}\.(?:{'|'.join(MEDIA_TYPES)})"
_ANY = re.compile(r"<img[^>]*>?", re.IGNORECASE)
_KEPT = re.compile(rf'<img src="{ADDRESS}({_NAME})"[^>]*>')


def keep(data: bytes, ending: str) -> str:
    """Store a picture for good and return its name; the same bytes twice are one file.

    Args:
        data: its bytes.
        ending: one of `MEDIA_TYPES`.

    Raises:
        OSError: the disk takes nothing more.
    """
    name = f"{digest(data)}.{ending}"
    if read(name) is None:
        write_whole(_path(name), data)
    return name


def is_name(name: str) -> bool:
    """Whether a picture can have this name. Anything else is not for a query: PostgreSQL refuses some characters."""
    return re.fullmatch(_NAME, name) is not None


def read(name: str) -> bytes | None:
    """The bytes that `name` names; None where they are not there, or are others."""
    if not is_name(name):
        return None
    try:
        data = _path(name).read_bytes()
    except FileNotFoundError:
        return None
    return data if digest(data) == name.partition(".")[0] else None


def named_in(bodies: Iterable[str]) -> list[str]:
    """The names of the kept pictures that these texts show, each once."""
    return list(dict.fromkeys(name for body in bodies for name in _KEPT.findall(body)))


def not_kept_in(bodies: Iterable[str]) -> list[str]:
    """The picture elements in these texts whose bytes are not kept here under their hash."""
    elements = (element for body in bodies for element in _ANY.findall(body))
    kept = ((element, _KEPT.fullmatch(element)) for element in elements)
    return [element for element, match in kept if match is None or read(match[1]) is None]


def _path(name: str) -> Path:
    return Path(settings.ARCHIVE_DIRECTORY) / "pictures" / name[:2] / name
