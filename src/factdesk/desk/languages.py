"""Languages of questions by name: whatever people ask in, not only what the desk publishes in."""

from __future__ import annotations

from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_noop as _

#: Those that matching tells, in words of our own: of some Django has no name, of others no Vietnamese one.
_OWN = {
    "vi": _("Vietnamese"),
    "en": _("English"),
    "zh": _("Chinese"),
    "ja": _("Japanese"),
    "ko": _("Korean"),
    "km": _("Khmer"),
    "th": _("Thai"),
    "lo": _("Lao"),
    "my": _("Burmese"),
    "el": _("Greek"),
    "he": _("Hebrew"),
    "hy": _("Armenian"),
    "ka": _("Georgian"),
    "ta": _("Tamil"),
    "und": _("Unknown"),
}


def name_of(subtag: str) -> str:
    """The name of a language in the language of the page; the subtag itself where nobody has a name for it."""
    if subtag in _OWN:
        return gettext(_OWN[subtag])
    try:
        return str(get_language_info(subtag)["name_translated"])
    except KeyError:
        return subtag
