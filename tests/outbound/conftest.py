"""Servers for the tests of outgoing connections: one that answers, one that only counts who comes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.outbound.web import Site, running_site


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


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
