"""What is wrong with a field, in the language of the answer: pydantic's findings in our own words.

The value itself is never repeated: it may be what a resident typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _


def named(findings: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Field and message of each finding. The field is the name that was sent, with dots where it lies deeper."""
    return [(_field(finding["loc"]), _message(finding["type"], finding.get("ctx", {}))) for finding in findings]


def _field(location: tuple[Any, ...]) -> str:
    """The first part of a location says body, query or path; the second is the name of a parameter of ours."""
    parts = location[2:] if location[:1] == ("body",) else location[-1:]
    return ".".join(map(str, parts))


def _message(kind: str, context: Mapping[str, Any]) -> str:
    match kind:
        case "missing":
            return _("This field is needed.")
        case "extra_forbidden":
            return _("There is no field of this name.")
        case "string_type":
            return _("This must be a text.")
        case "string_unicode":
            return _("This text holds half a character.")
        case "literal_error":
            return _("This must be one of: %(values)s.") % {"values": context["expected"]}
        case "int_type" | "int_parsing" | "int_parsing_size" | "int_from_float":
            return _("This must be a whole number.")
        case "greater_than_equal":
            return _("This must be at least %(limit)s.") % {"limit": context["ge"]}
        case "less_than_equal":
            return _("This must be at most %(limit)s.") % {"limit": context["le"]}
        case "string_too_long":
            return _("This must have at most %(limit)s characters.") % {"limit": context["max_length"]}
        case "string_too_short":
            return _("This must have at least %(limit)s characters.") % {"limit": context["min_length"]}
        case "model_type" | "model_attributes_type" | "dict_type":
            return _("The body must be one JSON object.")
    return _("This does not have the form that is needed.")
