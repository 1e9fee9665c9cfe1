"""Connections that are checked where they are made, and that end when their time is over.

httpcore asks a network backend to connect to (host, port). This one resolves the name once, refuses it if any of
its addresses is internal, and connects to an address it has checked; httpcore goes on using the name for SNI, the
certificate and the Host header. So there is no second look-up that could give another answer.
"""

from __future__ import annotations

import ipaddress
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from factdesk.outbound.addresses import check_host, check_ip
from factdesk.outbound.errors import BadPort, TooSlow, Unreachable
from factdesk.outbound.policy import Policy


class Deadline:
    """The moment at which everything together must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self, at_most: float | None = None) -> float:
        """Seconds left, `at_most` where that is less. Raises TooSlow where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TooSlow
        return left if at_most is None else min(left, at_most)


class GuardedBackend(httpcore.NetworkBackend):
    """httpcore's way to the network, with `policy` and `deadline` in it."""

    def __init__(self, policy: Policy, deadline: Deadline) -> None:
        self._policy = policy
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers, after all of them were found public."""
        if port not in self._policy.ports:
            raise BadPort(str(port))
        check_host(host, self._policy)
        addresses = [ipaddress.ip_address(found) for found in self._resolve(host, port)]
        for address in addresses:
            check_ip(address, self._policy)
        failure: Exception | None = None
        for position, address in enumerate(addresses):
            # A fair share each, so that one dead address does not use up the time of the others.
            share = self._deadline.remaining() / (len(addresses) - position)
            try:
                stream = self._sockets.connect_tcp(str(address), port, timeout=share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self._deadline)
        self._deadline.remaining()
        raise Unreachable(str(failure or "no address")) from failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: a path on this machine is not an address."""
        raise Unreachable

    def _resolve(self, host: str, port: int) -> list[str]:
        """The addresses of `host`. In a thread of its own, because the system's resolver knows no time limit."""
        outcome: list[list[str] | OSError | UnicodeError] = []

        def ask() -> None:
            try:
                # Without the zone that link-local addresses carry; they are refused all the same.
                outcome.append([found.partition("%")[0] for found in self._policy.resolver(host, port)])
            except (OSError, UnicodeError) as error:
                outcome.append(error)

        thread = threading.Thread(target=ask, daemon=True, name="outbound-resolve")
        thread.start()
        thread.join(self._deadline.remaining())
        if not outcome:
            raise TooSlow
        if isinstance(outcome[0], Exception):
            raise Unreachable(f"no address for {host}") from outcome[0]
        return outcome[0]


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait is cut to what is left of the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.remaining(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.remaining(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
