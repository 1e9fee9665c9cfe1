"""Why no answer can be looked up at this moment.

IndexUnavailable   no encoder, or no index that can be read; `state` is missing, damaged or mismatch
"""

from __future__ import annotations


class IndexUnavailable(Exception):  # noqa: N818  (a state of the desk, not a mistake of the caller)
    """The index cannot answer; questions are still taken, and `factdesk reindex` mends it."""

    code = "index-unavailable"

    def __init__(self, state: str, detail: str) -> None:
        self.state = state
        self.detail = detail
        super().__init__(detail)
