"""The only code that opens outgoing connections: a guarded fetch.

Addresses come from strangers (evidence to archive, reviews to import), so every one may point at the desk's own
network. What is checked is the address that is connected to, not the name: see docs/decisions/040.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factdesk.outbound.errors import (
    BadAddress,
    BadEncoding,
    BadPort,
    BadScheme,
    BadStatus,
    InternalAddress,
    OutboundRefused,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)
from factdesk.outbound.policy import Policy

if TYPE_CHECKING:
    from factdesk.outbound.client import Fetched, Streamed, fetch, stream

__all__ = [
    "BadAddress",
    "BadEncoding",
    "BadPort",
    "BadScheme",
    "BadStatus",
    "Fetched",
    "InternalAddress",
    "OutboundRefused",
    "Policy",
    "Streamed",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "Unreachable",
    "fetch",
    "stream",
]


def __getattr__(name: str) -> Any:
    """Load the HTTP client where something is fetched: a quarter of a second that no start of the desk needs."""
    if name in ("Fetched", "Streamed", "fetch", "stream"):
        from factdesk.outbound import client

        return getattr(client, name)
    raise AttributeError(name)
