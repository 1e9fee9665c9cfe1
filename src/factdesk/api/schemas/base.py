"""What all forms share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Language = Literal["vi", "en"]
RatingSlug = Literal["true", "mostly-true", "missing-context", "mostly-false", "false", "unproven"]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Form(BaseModel):
    """A field that a form does not have is a mistake on either side, and said to be one."""

    model_config = ConfigDict(extra="forbid")


class FieldFault(Form):
    """What is wrong with one field of a request."""

    field: str
    message: str


class Problem(Form):
    """Problem details (RFC 9457). `code` is for programs and does not change; `title`, `detail` and `errors` are for
    people, in the language that Accept-Language asks for."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: list[FieldFault]
