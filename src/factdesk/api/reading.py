"""How a body is read."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


class Utf8Json(Parser):
    """JSON in UTF-8 and nothing else: Python would also guess UTF-16 and UTF-32."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body's value; ninja turns whatever goes wrong here into its error 400, and we that into a problem."""
        value: dict[str, Any] = json.loads(request.body.decode("utf-8"))
        return value
