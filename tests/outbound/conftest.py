"""A web server of the test's own on loopback, and a policy that lets exactly that through."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from factdesk.outbound import Policy

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
Handler = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A running server: `at(path, handler)` says what a path answers, `requests` what it was asked."""

    port: int
    handlers: dict[str, Handler] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def policy(self) -> Policy:
        return Policy(ports=frozenset({self.port}), networks=LOOPBACK)

    def at(self, path: str, handler: Handler) -> str:
        self.handlers[path] = handler
        return self.url + path

    def sends(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in {"content_length": str(len(body)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(body)

        return self.at(path, answer)

    def redirects(self, path: str, to: str, status: int = 302) -> str:
        return self.sends(path, b"", status, location=to)


@pytest.fixture
def site() -> Iterator[Site]:
    class _Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            self.close_connection = True
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                found.handlers[self.path](self)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    found = Site(port=server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


@dataclass
class Listener:
    """A socket that listens on every address of this machine and counts who connects."""

    port: int
    connections: int = 0


@pytest.fixture(scope="session")
def listening() -> Iterator[Listener]:
    server = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    found = Listener(port=server.getsockname()[1])

    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            found.connections += 1
            connection.close()

    threading.Thread(target=accept, daemon=True).start()
    yield found
    server.close()
