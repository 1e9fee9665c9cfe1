"""What came of each query as a file of JSON lines, and two such files compared query by query."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from factdesk.matching.evaluate import chance, files, measures
from factdesk.matching.evaluate.asking import Row
from factdesk.matching.evaluate.errors import Fault, FilesFaulty
from factdesk.matching.evaluate.messages import N_, Said


def write(path: Path, rows: Iterable[Row]) -> None:
    """One line a query.

    Raises:
        OSError
    """
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)


def read(path: Path, faults: list[Fault]) -> dict[str, dict[str, float | None]]:
    """Each query's measures, in order; what is wrong with the file goes to `faults`."""
    found: dict[str, dict[str, float | None]] = {}
    stands: dict[str, int] = {}
    for number, row in files.objects(path, faults):
        query, measured = row.get("query"), row.get("measures")
        if not isinstance(query, str) or not isinstance(measured, dict) or not all(map(_is_one, measured.values())):
            faults.append(Fault(path, number, Said(N_("is no line of a dump: it has no query, or no measures of it"))))
        elif query in stands:
            values = {"id": query, "earlier": stands[query]}
            what = Said(N_("has the id %(id)s, which line %(earlier)d has too"), values)
            faults.append(Fault(path, number, what))
        else:
            found[query], stands[query] = measured, number
    return found


def _is_one(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return value is None or (number and math.isfinite(value))


def compare(first: Path, second: Path, seed: int = chance.SEED) -> dict[str, Any]:
    """What the second dump has more than the first, over the queries that both have.

    Returns:
        queries: how many both have; only_in_first, only_in_second: the ids of the others, which are left out;
        differences: by measure, chance.Difference as a dictionary, None where one of them has no such measure.

    Raises:
        FilesFaulty
    """
    faults: list[Fault] = []
    one, two = read(first, faults), read(second, faults)
    both = [query for query in one if query in two]
    if not both and not faults:
        faults.append(Fault(second, 0, Said(N_("has no query that %(first)s has"), {"first": first})))
    if faults:
        raise FilesFaulty(faults)
    differences = chance.paired([one[query] for query in both], [two[query] for query in both], measures.ALL, seed)
    return {
        "queries": len(both),
        "only_in_first": [query for query in one if query not in two],
        "only_in_second": [query for query in two if query not in one],
        "differences": {name: found and asdict(found) for name, found in differences.items()},
    }
