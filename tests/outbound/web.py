"""A web server of a test's own on loopback, and a policy that lets exactly that through."""

from __future__ import annotations

import contextlib
import ipaddress
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

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


@contextlib.contextmanager
def running_site() -> Iterator[Site]:
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
