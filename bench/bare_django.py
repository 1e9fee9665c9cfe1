"""A bare Django under the desk's server: what it costs to take a JSON POST and answer it, with nothing in between.

The baseline of bench/first_answer.py for starts, memory and answers over HTTP:

    PORT=8009 python bench/bare_django.py
"""

from __future__ import annotations

import json
import os
import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bare", MIDDLEWARE=[])


def match(request: HttpRequest) -> JsonResponse:
    """Read the question and answer in the shape of the desk's own answer."""
    began = time.perf_counter()
    text = json.loads(request.body)["text"]
    match = {"id": "bare", "kind": "fact-check", "title": text, "claim": text, "url": "/", "score": 1.0}
    took = (time.perf_counter() - began) * 1000
    return JsonResponse({"outcome": "answer", "language": "und", "took_ms": took, "matches": [match]})


urlpatterns = [path("api/v1/match", match)]
application = get_wsgi_application()


def main() -> None:
    """Serve as running/supervisor.py does: one process, four threads."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "bare",
        address="127.0.0.1",
        port=int(os.environ["PORT"]),
        workers=1,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        backpressure=64,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve(target_loader=lambda: application, wrap_loader=False)


if __name__ == "__main__":
    main()
