"""The text encoder: multilingual-e5-small, int8, with the pieces that Vietnamese and English use."""

from factdesk.matching.encoder.model import TextEncoder, load, name_of
from factdesk.matching.encoder.preparation import faults, is_prepared, prepare

__all__ = ["TextEncoder", "faults", "is_prepared", "load", "name_of", "prepare"]
