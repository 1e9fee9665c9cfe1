"""The index on disk: append-only files and a manifest that says which bytes count."""

from factdesk.matching.store.compacting import compact
from factdesk.matching.store.passages import TokenEncoder, token_width
from factdesk.matching.store.rebuilding import rebuild
from factdesk.matching.store.store import Store
from factdesk.matching.store.writer import Writer

__all__ = ["Store", "TokenEncoder", "Writer", "compact", "rebuild", "token_width"]
