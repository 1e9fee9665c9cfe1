"""The translations as Django reads them: compiled below the home folder from the sources in the package."""

from __future__ import annotations

import gettext
import hashlib
import io
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

from factdesk.matching.files import replace_atomically


def compile_catalogues(home: Path) -> None:
    """Write a `.mo` file below `home` for each translation catalogue of the package that was not compiled into it yet.

    What was compiled is known by its digest: times tell nothing of a home that was copied or restored.
    """
    compiled = [_compile(po, home) for po in sorted(settings.PACKAGE.glob("locale*/*/LC_MESSAGES/*.po"))]
    if any(compiled) and apps.ready:
        _read_translations_again()


def _compile(po: Path, home: Path) -> bool:
    mo = home / po.relative_to(settings.PACKAGE).with_suffix(".mo")
    source, of = po.read_bytes(), mo.with_suffix(".mo.of")
    digest = hashlib.sha256(source).hexdigest()
    if mo.exists() and of.exists() and of.read_text() == digest:
        return False
    from babel.messages.mofile import write_mo  # slow to import, and most starts have nothing to compile
    from babel.messages.pofile import read_po

    mo.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    write_mo(written, read_po(io.BytesIO(source)))
    # As a whole: half of one, where the disk is full, would keep every page and command from being shown.
    replace_atomically(mo, written.getvalue())
    of.write_text(digest)
    return True


def _read_translations_again() -> None:
    """Let go of what this process has read of the catalogues: loading Django's own models reads them already."""
    language = translation.get_language()
    gettext._translations.clear()  # type: ignore[attr-defined]
    trans_real._translations.clear()  # type: ignore[attr-defined]
    trans_real._default = None  # type: ignore[attr-defined]
    if language is not None:
        translation.activate(language)
