"""What is found: one text of a fact-check or external review in one language."""

import json
from dataclasses import dataclass, field, fields
from typing import Any

#: In `extra` of a text that is no check's own but what somebody asked about it: the key of the text that is shown.
PHRASING_OF = "phrasing_of"


@dataclass(frozen=True, slots=True)
class Document:
    """One text in the index.

    Args:
        key: unique, `kind:code:language`, for instance `fact-check:k7m2xq:vi`; putting it again replaces the text.
        kind, code: what it is a text of; all languages of one check share them and make one match.
        language: BCP-47 primary subtag.
        title, claim: what is searched, by words and by meaning.
        body: kept, not searched yet.
        addresses: where it stands and what it is about: a text that holds a link to one of them asks about it.
        extra: what an answer shows without asking the database; anything JSON can hold.
    """

    key: str
    kind: str
    code: str
    language: str
    title: str
    claim: str
    body: str = ""
    addresses: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


_FIELDS = tuple(each.name for each in fields(Document))


def searched_text(document: Document) -> str:
    """Title and claim together: either alone finds clearly less."""
    title, claim = document.title.strip(), document.claim.strip()
    if not title or title == claim:
        return claim
    return f"{title} {claim}" if title[-1:] in ".?!…:" else f"{title}. {claim}"


def to_line(document: Document) -> bytes:
    """One line of JSON with its line feed."""
    values = {name: getattr(document, name) for name in _FIELDS}  # asdict copies all values, at four times the cost
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def from_line(line: bytes) -> Document:
    """The document of one line.

    Raises:
        ValueError: it is not such a line.
    """
    try:
        values = json.loads(line.decode("utf-8", "surrogatepass"))
        return Document(**{**values, "addresses": tuple(values["addresses"])})
    except (TypeError, KeyError) as error:
        raise ValueError(f"not a document: {error}") from error
