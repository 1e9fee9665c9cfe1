"""What a machine asks of the desk that runs on it."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse

from factdesk.api.health import health


class HealthOnLoopback:
    """Answers `/healthz` to this machine itself, whatever the desk's public name is.

    A watchdog asks http://127.0.0.1:8000/healthz, and in production only FACTDESK_HOSTS are let in. This comes before
    anything that looks at the host. Nothing in the answer is made from the host, and no other address passes here.
    """

    PATH = "/healthz"
    NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == self.PATH and self._from_here(request):
            return health(request)
        return self.get_response(request)

    def _from_here(self, request: HttpRequest) -> bool:
        host = request.META.get("HTTP_HOST", "")
        name = host if host.endswith("]") else host.rsplit(":", 1)[0]
        try:
            asker = ip_address(request.META.get("REMOTE_ADDR", ""))
        except ValueError:
            return False
        return name in self.NAMES and asker.is_loopback
