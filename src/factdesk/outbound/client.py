"""`fetch` and `stream`: one document from one address, within limits that hold for everything together."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from functools import lru_cache

import httpcore
import httpx

from factdesk import __version__
from factdesk.outbound.addresses import Address, parse
from factdesk.outbound.errors import BadAddress, BadStatus, TooLarge, TooManyRedirects, TooSlow, Unreachable
from factdesk.outbound.network import Deadline, GuardedBackend
from factdesk.outbound.policy import DEFAULT, Policy
from factdesk.outbound.unpack import unpacked

MAX_REDIRECTS = 5
#: 2 GB minus one byte: what a big import may be.
MAX_STREAM_BYTES = 2**31 - 1
#: Seconds in which a server that was connected to must send something, whatever the whole may take.
MAX_SILENCE = 30.0

_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document and where it was found. `charset` is "" where the server named none."""

    url: str
    status: int
    media_type: str
    charset: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Streamed:
    """A document that is still arriving: read `chunks` once. `length` is the announced size in bytes, if any."""

    url: str
    status: int
    media_type: str
    charset: str
    length: int | None
    chunks: Iterator[bytes]


def fetch(
    url: str,
    *,
    max_bytes: int = 10_000_000,
    timeout: float = 20.0,
    allow_private: bool = False,
    policy: Policy = DEFAULT,
) -> Fetched:
    """The document at `url`, whole in memory.

    Args:
        url: an http or https address on port 80 or 443.
        max_bytes: limit of the body, as sent and as unpacked.
        timeout: seconds for everything together: names, redirects, connections and the body.
        allow_private: let an organisation's own networks (RFC 1918, fc00::/7) through; never loopback or link-local.
        policy: what may be connected to; tests open loopback with it.

    Raises:
        OutboundRefused: a subclass says why; see `errors`.
    """
    with stream(url, max_bytes=max_bytes, timeout=timeout, allow_private=allow_private, policy=policy) as streamed:
        return Fetched(
            url=streamed.url,
            status=streamed.status,
            media_type=streamed.media_type,
            charset=streamed.charset,
            body=b"".join(streamed.chunks),
        )


@contextlib.contextmanager
def stream(
    url: str,
    *,
    max_bytes: int = MAX_STREAM_BYTES,
    timeout: float = 3600.0,
    allow_private: bool = False,
    policy: Policy = DEFAULT,
) -> Iterator[Streamed]:
    """The document at `url` as it arrives; arguments and errors as for `fetch`. Errors may come while reading."""
    deadline = Deadline(timeout)
    policy = policy.with_private() if allow_private else policy
    with (
        _as_refusals(),
        httpcore.ConnectionPool(
            ssl_context=policy.tls or _tls(), network_backend=GuardedBackend(policy, deadline)
        ) as pool,
    ):
        address, seen = parse(url, policy), set[str]()
        while True:
            if address.text in seen or len(seen) > MAX_REDIRECTS:
                raise TooManyRedirects
            seen.add(address.text)
            with pool.stream(
                "GET",
                httpcore.URL(
                    scheme=address.scheme, host=address.host, port=address.port, target=address.target.decode("ascii")
                ),
                headers=_headers(address),
                extensions={"timeout": {"connect": timeout, "read": MAX_SILENCE, "write": MAX_SILENCE, "pool": 1.0}},
            ) as response:
                headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                if response.status in _REDIRECTS and "location" in headers:
                    address = parse(_joined(address, headers["location"]), policy)
                    continue
                if not 200 <= response.status < 300:
                    raise BadStatus(response.status)
                yield _streamed(address, response, headers, max_bytes)
                return


def _streamed(address: Address, response: httpcore.Response, headers: dict[str, str], max_bytes: int) -> Streamed:
    announced = headers.get("content-length", "")
    length = int(announced) if announced.isascii() and announced.isdigit() else None
    if length is not None and length > max_bytes:
        raise TooLarge(f"{length} bytes announced, {max_bytes} allowed")
    kind = Message()
    kind["content-type"] = headers.get("content-type") or "application/octet-stream"
    packing = headers.get("content-encoding", "")
    return Streamed(
        url=address.text,
        status=response.status,
        media_type=kind.get_content_type(),
        charset=(kind.get_content_charset() or "").lower(),
        length=length,
        chunks=unpacked(response.iter_stream(), packing, max_bytes),
    )


def _headers(address: Address) -> list[tuple[bytes, bytes]]:
    """What is sent: nothing that says who asks, and no cookie, whatever an earlier answer wanted to set."""
    usual_port = 443 if address.scheme == "https" else 80
    host = f"[{address.host}]" if ":" in address.host else address.host
    return [
        (b"Host", (host if address.port == usual_port else f"{host}:{address.port}").encode()),
        (b"User-Agent", f"factdesk/{__version__}".encode()),
        (b"Accept", b"*/*"),
        (b"Accept-Encoding", b"gzip"),
        (b"Connection", b"close"),
    ]


def _joined(address: Address, location: str) -> str:
    """The address that a redirect from `address` to `location` names."""
    try:
        # Servers send UTF-8 here, although headers are Latin-1 by the letter.
        return str(httpx.URL(address.text).join(location.encode("latin-1").decode("utf-8", "replace").strip()))
    except (httpx.InvalidURL, ValueError) as error:
        raise BadAddress from error


@contextlib.contextmanager
def _as_refusals() -> Iterator[None]:
    """httpcore's errors as this room's."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise TooSlow from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ssl.SSLError) as error:
        raise Unreachable(str(error)[:200]) from error


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """The context of all connections; reading the roots takes 20 ms, so it is done once."""
    return httpx.create_ssl_context()
