"""Text in, ranked matches out. Plain Python: no Django, no other room.

encoder.prepare(directory)                        once, at set-up
store = Store.made_for(path, text_encoder)        or Store.open, or rebuild
with store.writer(text_encoder) as writer: …      put, remove, commit
Matcher(store, text_encoder).match("…")           answer, suggest or none
"""

from factdesk.matching import encoder
from factdesk.matching.decision import Outcome
from factdesk.matching.documents import Document, searched_text
from factdesk.matching.encoder import TextEncoder
from factdesk.matching.errors import (
    EncoderDamaged,
    EncoderError,
    EncoderMismatch,
    EncoderMissing,
    FormatMismatch,
    MatchingError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreMissing,
    WeightsUnusable,
)
from factdesk.matching.matcher import Matcher, MatchResult, ScoredMatch
from factdesk.matching.progress import Progress, silent
from factdesk.matching.store import Store, Writer, rebuild
from factdesk.matching.thresholds import Thresholds

__all__ = [
    "Document",
    "EncoderDamaged",
    "EncoderError",
    "EncoderMismatch",
    "EncoderMissing",
    "FormatMismatch",
    "MatchResult",
    "Matcher",
    "MatchingError",
    "Outcome",
    "Progress",
    "ScoredMatch",
    "Store",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreMissing",
    "TextEncoder",
    "Thresholds",
    "WeightsUnusable",
    "Writer",
    "encoder",
    "rebuild",
    "searched_text",
    "silent",
]
