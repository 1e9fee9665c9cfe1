"""Lines of a file that somebody else wrote, with every fault noted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from factdesk.matching.evaluate.errors import Fault
from factdesk.matching.evaluate.messages import N_, Said

_BOM = b"\xef\xbb\xbf"


def lines(path: Path, faults: list[Fault]) -> Iterator[tuple[int, str]]:
    """The lines that are not blank with their numbers; only a line feed ends one, since tweets hold other separators.

    A line that is not UTF-8 is a fault, and given nevertheless with marks where it is broken, so that the id in it is
    known and does not make further faults.
    """
    try:
        content = path.read_bytes().removeprefix(_BOM)
    except OSError as error:
        faults.append(Fault(path, 0, Said(N_("cannot be read: %(reason)s"), {"reason": error.strerror or str(error)})))
        return
    if not content.strip():
        faults.append(Fault(path, 0, Said(N_("is empty"))))
        return
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            faults.append(
                Fault(path, number, Said(N_("is not UTF-8 from byte %(byte)d on"), {"byte": error.start + 1}))
            )
            text = line.decode(errors="replace")
        yield number, text.removesuffix("\r")


def objects(path: Path, faults: list[Fault]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file of JSON lines with their numbers."""
    for number, line in lines(path, faults):
        try:
            row = json.loads(line)
            line.encode()
            json.dumps(row, ensure_ascii=False).encode()  # half of a surrogate pair, written as an escape
        except (ValueError, RecursionError) as error:
            faults.append(Fault(path, number, Said(N_("is not JSON: %(reason)s"), {"reason": error})))
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            faults.append(Fault(path, number, Said(N_("is not an object in braces"))))
