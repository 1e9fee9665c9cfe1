"""The index on disk: append-only files and a manifest that says which bytes count."""

from factdesk.matching.store.rebuilding import rebuild
from factdesk.matching.store.store import Store
from factdesk.matching.store.writer import Writer

__all__ = ["Store", "Writer", "rebuild"]
