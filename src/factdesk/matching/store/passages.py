"""What an encoder makes of texts to be found: a vector each, and where it can, token vectors."""

from collections.abc import Sequence
from typing import Protocol

from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.store.shelf import Floats, Tokens


class TokenEncoder(TextEncoder, Protocol):
    """A text encoder that also gives a vector for each token, for late interaction."""

    @property
    def token_width(self) -> int:
        """Numbers a token."""

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Floats, list[Tokens]]:
        """What `passages` gives, and for each text int8 (tokens, token_width), of which only directions matter."""


def token_width(encoder: TextEncoder | TokenEncoder) -> int:
    """Numbers of each of an encoder's token vectors; 0 where it makes none."""
    return int(getattr(encoder, "token_width", 0))


def passages(
    encoder: TextEncoder | TokenEncoder, texts: Sequence[str], width: int
) -> tuple[Floats, list[Tokens] | None]:
    """Vectors, and token vectors where the store keeps some of this width."""
    make = getattr(encoder, "passages_with_tokens", None) if width else None
    if make is None:
        return encoder.passages(texts), None
    vectors, tokens = make(texts)
    return vectors, list(tokens)
