"""Languages of questions by name: whatever people ask in, not only what the desk publishes in."""

from __future__ import annotations

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _


def name_of(subtag: str) -> str:
    """The name of a language in the language of the page; the subtag itself where nobody has a name for it."""
    own = {"vi": _("Vietnamese"), "en": _("English"), "zh": _("Chinese"), "lo": _("Lao"), "und": _("Unknown")}
    if subtag in own:
        return own[subtag]
    try:
        return str(get_language_info(subtag)["name_translated"])
    except KeyError:
        return subtag
