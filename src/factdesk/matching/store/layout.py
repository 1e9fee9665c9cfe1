"""The names of a store's files and what a row of each is.

manifest.json               which bytes count, of which generation
lock                        held by the one writer
GENERATION/documents.jsonl  documents, one a line, numbered from 0
          /offsets.u64      where each document's line begins
          /keys.u64         a hash of each document's key
          /dead.u32         numbers of replaced and removed documents
          /batches.jsonl    checksums of what each commit added to each file
          /codes.LANGUAGE   48 bytes a row: the signs of the vector
          /vectors.LANGUAGE 384 half-precision numbers a row
          /rows.LANGUAGE    the document number of each row
          /lexical/         the tantivy index
"""

import hashlib

LANGUAGES = ("vi", "en", "other")  # each is searched apart: the encoder prefers its own language

DOCUMENTS, OFFSETS, KEYS, DEAD, BATCHES = "documents.jsonl", "offsets.u64", "keys.u64", "dead.u32", "batches.jsonl"
LEXICAL, LOCK = "lexical", "lock"


def shelf(language: str) -> str:
    """Which of LANGUAGES a language's texts stand with."""
    return language if language in LANGUAGES else "other"


CODES_OF = {language: f"codes.{language}" for language in LANGUAGES}
VECTORS_OF = {language: f"vectors.{language}" for language in LANGUAGES}
ROWS_OF = {language: f"rows.{language}" for language in LANGUAGES}


def every_file() -> list[str]:
    """All append-only files but the batches' own."""
    return [DOCUMENTS, OFFSETS, KEYS, DEAD, *CODES_OF.values(), *VECTORS_OF.values(), *ROWS_OF.values()]


def key_hash(key: str) -> int:
    """64 bits of a key; equal hashes are told apart by reading the document."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
