"""The names of a store's files and what a row of each is.

manifest.json               which bytes count, of which generation
lock                        held by the one writer
rebuilding/                 a rebuild at work or broken off (rebuilding.py)
compacting/                 a compaction at work or broken off (compacting.py)
GENERATION/documents.jsonl  documents, one a line, numbered from 0
          /offsets.u64      where each document's line begins
          /keys.u64         a hash of each document's key
          /checks.u64       a hash of what each document is a text of, its kind and code
          /dead.u32         numbers of replaced and removed documents
          /batches.jsonl    checksums of what each commit added to each file
          /centres.LANGUAGE the mean of the shelf's vectors, 384 numbers; empty while all rows get an exact score
          /codes.LANGUAGE   48 bytes a row: where the vector is above the centre (signs.py)
          /factors.LANGUAGE two numbers a row, to estimate cosines by the codes
          /finer.LANGUAGE   50 bytes a row, a second bit and a factor (finer.py); empty where codes were made without
          /vectors.LANGUAGE 384 half-precision numbers a row
          /rows.LANGUAGE    the document number of each row
          /tokens.LANGUAGE  token vectors, 8-bit numbers, one text's after another's
          /starts.LANGUAGE  where each row's token vectors begin, in bytes; empty where the encoder makes none
          /lexical/         the tantivy index
"""

import hashlib

LANGUAGES = ("vi", "en", "other")  # each is searched apart: the encoder prefers its own language

DOCUMENTS, OFFSETS, KEYS, CHECKS = "documents.jsonl", "offsets.u64", "keys.u64", "checks.u64"
DEAD, BATCHES = "dead.u32", "batches.jsonl"
LEXICAL, LOCK = "lexical", "lock"
REBUILDING, COMPACTING = "rebuilding", "compacting"


def shelf(language: str) -> str:
    """Which of LANGUAGES a language's texts stand with."""
    return language if language in LANGUAGES else "other"


CENTRES_OF = {language: f"centres.{language}" for language in LANGUAGES}
CODES_OF = {language: f"codes.{language}" for language in LANGUAGES}
FACTORS_OF = {language: f"factors.{language}" for language in LANGUAGES}
FINER_OF = {language: f"finer.{language}" for language in LANGUAGES}
VECTORS_OF = {language: f"vectors.{language}" for language in LANGUAGES}
ROWS_OF = {language: f"rows.{language}" for language in LANGUAGES}
TOKENS_OF = {language: f"tokens.{language}" for language in LANGUAGES}
STARTS_OF = {language: f"starts.{language}" for language in LANGUAGES}


def every_file() -> list[str]:
    """All append-only files but the batches' own."""
    of_shelves = (CENTRES_OF, CODES_OF, FACTORS_OF, FINER_OF, VECTORS_OF, ROWS_OF, TOKENS_OF, STARTS_OF)
    return [DOCUMENTS, OFFSETS, KEYS, CHECKS, DEAD, *(name for names in of_shelves for name in names.values())]


def key_hash(key: str) -> int:
    """64 bits of a key; equal hashes are told apart by reading the document."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def check_hash(kind: str, code: str) -> int:
    """64 bits of what all texts of one check share."""
    return key_hash(f"{kind}:{code}")
