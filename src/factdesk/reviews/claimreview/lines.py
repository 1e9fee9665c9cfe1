"""NDJSON: one JSON value a line. A broken line costs that line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from factdesk.reviews.claimreview.document import Value
from factdesk.reviews.claimreview.parsed import LONG_NUMBER, Place, Reason, Refusal
from factdesk.reviews.claimreview.walk import Context
from factdesk.reviews.claimreview.window import MAX_VALUE

_decoder = json.JSONDecoder(strict=False)


def values(file: BinaryIO, context: Context, *, max_value: int = MAX_VALUE) -> Iterator[Value | Refusal]:
    """The values of an NDJSON file, by line. `max_value` limits a line, in bytes."""
    number = 0
    while line := file.readline(max_value + 1):
        number += 1
        place = Place(line=number)
        if len(line) > max_value and not line.endswith(b"\n"):
            while (rest := file.readline(max_value)) and not rest.endswith(b"\n"):
                pass
            yield Refusal(Reason.TOO_LARGE, place)
            continue
        line = line.strip(b" \t\r\n\x1e")
        if line:
            yield _value(line, place, context)


def _value(line: bytes, place: Place, context: Context) -> Value | Refusal:
    try:
        return Value(_decoder.decode(line.decode("utf-8-sig")), place, context)
    except UnicodeDecodeError as error:
        return Refusal(Reason.BAD_ENCODING, place, f"byte {error.start + 1} of the line")
    except RecursionError:
        return Refusal(Reason.TOO_DEEP, place)
    except json.JSONDecodeError as error:
        return Refusal(Reason.BAD_JSON, place, f"{error.msg}, character {error.pos + 1}")
    except ValueError:
        return Refusal(Reason.BAD_JSON, place, LONG_NUMBER)
