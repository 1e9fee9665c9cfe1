"""The only code that opens outgoing connections: a guarded fetch.

Addresses come from strangers (evidence to archive, reviews to import), so every one may point at the desk's own
network. What is checked is the address that is connected to, not the name: see docs/decisions/040.
"""

from factdesk.outbound.client import Fetched, Streamed, fetch, stream
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
