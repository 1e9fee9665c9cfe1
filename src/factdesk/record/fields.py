"""How a version's text is stored and read."""

from __future__ import annotations

from typing import Any

from django.db import models

_DAMAGE = "surrogateescape"


def as_bytes(text: str) -> bytes:
    """The bytes of a stored text, also where they are no UTF-8 any more."""
    return text.encode(errors=_DAMAGE)


class StoredText(models.TextField[str, str]):
    """A text that can be read even where its bytes are damaged: then it is not its hash, and that can be said.

    SQLite's driver would otherwise raise what it raises of a database that is out of order, and take the page of
    every entry beside it along. PostgreSQL looks at the encoding itself.
    """

    def deconstruct(self) -> Any:
        """To migrations it is the text column that it is."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.TextField", arguments, options

    def select_format(self, compiler: Any, sql: str, params: Any) -> Any:
        """Ask SQLite for the bytes."""
        sql, params = super().select_format(compiler, sql, params)
        return (f"CAST({sql} AS BLOB)" if compiler.connection.vendor == "sqlite" else sql), params

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The text of the bytes."""
        return value.decode(errors=_DAMAGE) if isinstance(value, bytes) else value
