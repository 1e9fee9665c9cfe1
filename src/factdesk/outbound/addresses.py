"""Which addresses are public: of the text somebody gave, and of the IP address it leads to."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass

import httpx

from factdesk.outbound.errors import BadAddress, BadPort, BadScheme, InternalAddress
from factdesk.outbound.policy import IpAddress, Policy

#: Longer addresses than this are refused; browsers and servers stop earlier.
MAX_ADDRESS_LENGTH = 4096

# IANA's special-purpose registry of IPv4, and multicast. Written out, since what `ipaddress` calls private has
# changed between Python's patch releases.
_CLOSED_IPV4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; some clouds' metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's host agent: a public number that leads to the machine below
        "169.254.0.0/16",  # link-local; most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# IPv6 the other way round: only global unicast is open, without what tunnels or documents. That shuts loopback,
# IPv4-mapped and -compatible, NAT64 (64:ff9b::/96), unique local, link-local, site-local and multicast at once.
_OPEN_IPV6 = ipaddress.IPv6Network("2000::/3")
_CLOSED_IPV6 = tuple(
    ipaddress.IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)

_HOST_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?\Z")
_NUMERIC_LABEL = re.compile(r"(\d+|0x[0-9a-f]*)\.?\Z")
# Names that only mean something inside a network: refused before anybody is asked where they are.
_CLOSED_NAMES = (
    "localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa", "onion",
    "in-addr.arpa", "ip6.arpa",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its normal form, checked as text; where it leads is checked when connecting."""

    scheme: str
    host: str
    port: int
    target: bytes
    text: str


def parse(text: str, policy: Policy) -> Address:
    """The address that `text` names.

    Raises:
        BadAddress, BadScheme, BadPort, InternalAddress: as their names say.
    """
    text = text.strip()
    if not text or len(text) > MAX_ADDRESS_LENGTH or "\\" in text or not text.isprintable() or " " in text:
        raise BadAddress
    try:
        url = httpx.URL(text).copy_with(fragment=None)
        host, port = url.raw_host.decode("ascii").lower(), url.port
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise BadAddress from error
    if url.scheme not in ("http", "https"):
        raise BadScheme(url.scheme[:20])
    if url.userinfo or "@" in url.netloc.decode("ascii", "replace"):
        raise BadAddress
    port = port or (443 if url.scheme == "https" else 80)
    check_host(host, policy)
    if port not in policy.ports:
        raise BadPort(str(port))
    return Address(scheme=url.scheme, host=host, port=port, target=url.raw_path, text=str(url))


def check_host(host: str, policy: Policy) -> None:
    """Refuse a host that is an internal IP address in any spelling, or a name that is only known inside a network.

    Raises:
        InternalAddress: it leads inside.
        BadAddress: it is no host name at all, or an IP address in a spelling that programs read differently.
    """
    literal = _ip_literal(host)
    if literal is not None:
        check_ip(literal, policy)
        return
    if not _HOST_NAME.match(host):
        raise BadAddress
    if _NUMERIC_LABEL.search(host.rpartition(".")[2] or host.rstrip(".").rpartition(".")[2]):
        # 2130706433, 0x7f.1, 0177.0.0.1: the system's resolver reads these as IPv4 addresses.
        check_ip(_odd_ipv4(host), policy)
        raise BadAddress
    name = host.rstrip(".")
    if any(name == closed or name.endswith("." + closed) for closed in _CLOSED_NAMES) or "." not in name:
        raise InternalAddress(name)


def check_ip(address: IpAddress, policy: Policy) -> None:
    """Refuse an IP address that is not on the public network, unless `policy` names its network."""
    if any(address in network for network in policy.networks if network.version == address.version):
        return
    if isinstance(address, ipaddress.IPv4Address):
        is_open = not any(address in network for network in _CLOSED_IPV4)
    else:
        is_open = address in _OPEN_IPV6 and not any(address in network for network in _CLOSED_IPV6)
    if not is_open:
        raise InternalAddress(str(address))


def _ip_literal(host: str) -> IpAddress | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        if ":" in host:  # an IPv6 address with a zone, or nonsense
            raise BadAddress from None
        return None


def _odd_ipv4(host: str) -> IpAddress:
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host.rstrip(".")))
    except (OSError, ValueError):
        raise BadAddress from None
