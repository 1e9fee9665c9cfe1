"""What may be connected to. Desks use `DEFAULT`; nothing in the settings or the environment widens it."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], list[str]]

#: Networks of an organisation's own: open only where the caller says `allow_private`.
PRIVATE_NETWORKS: tuple[IpNetwork, ...] = tuple(
    ipaddress.ip_network(network) for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
)


def resolve(host: str, port: int) -> list[str]:
    """Every IP address of `host`, in the system's order. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Policy:
    """What is allowed beyond the public network.

    Args:
        ports: the only ports that are connected to.
        networks: networks that are let through although they are not public. Tests name loopback here.
        resolver: host and port to IP addresses in text form; may raise OSError.
        tls: a context that verifies; None is certifi's roots (or SSL_CERT_FILE).
    """

    ports: frozenset[int] = frozenset({80, 443})
    networks: tuple[IpNetwork, ...] = ()
    resolver: Resolver = resolve
    tls: ssl.SSLContext | None = None

    def with_private(self) -> Policy:
        """The same, with an organisation's private networks open; loopback, link-local and metadata stay shut."""
        return replace(self, networks=(*self.networks, *PRIVATE_NETWORKS))


DEFAULT = Policy()
