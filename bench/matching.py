"""What matching is worth and what it costs: the figures to reach, beside the lexical baseline, in one run.

    python bench/matching.py --data DIR --cache DIR --million             # all of it
    python bench/matching.py --data DIR --cache DIR --only quality        # a part alone, or several joined by commas
    python bench/matching.py --data DIR --cache DIR --only ablation       # each stage off in turn

The parts, in order:

quality    MAP@5, P@1, precision and share of automatic answers, false ones with the right checks hidden, questions
           without diacritics, across languages, near misses; every set is asked once and all comes from that
latency    a question at 100,000 texts, with --million at 1,000,000, on one thread
index      indexing 100,000 texts from nothing on two cores, and with all vectors known
memory     of the process that was asked for the latency
freshness  from a publication to the last web process that answers with it (bench/freshness.py)
ablation   quality with each stage off in turn; only where it is asked for

--data names the folder that holds the labelled sets, each a folder as `factdesk evaluate --corpus` reads it; they are
no part of the project. What --cache keeps: the prepared encoder, vectors by the encoder's name, made-up stores, and
what was measured: the next run prints what it does not measure itself, with the date.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported; the processes started here have it too

import matching_costs as costs
import matching_quality as quality
import matching_table as table
from first_answer import circumstances, commit, say
from notes import Notes

from factdesk.matching import encoder
from factdesk.matching.evaluate.errors import NothingMeasured

PARTS = ("quality", "latency", "index", "memory", "freshness")
ABLATION = "ablation"
TEXTS, MILLION = 100_000, 1_000_000


class Bench:
    """Measures the parts and notes what they give.

    Args:
        chosen: the options.
        folder: where encoder, vectors, stores and notes lie.
    """

    def __init__(self, chosen: argparse.Namespace, folder: Path, notes: Notes) -> None:
        self._chosen, self._folder, self._notes = chosen, folder, notes
        self._sizes = [chosen.texts, *([MILLION] if chosen.million else [])]
        self._models = _models(folder)

    def run(self) -> None:
        """All parts that were chosen."""
        parts = set(self._chosen.parts)
        if parts & {"quality", ABLATION}:
            self._quality(ablation=ABLATION in parts)
        if parts & {"latency", "memory"}:
            for size in self._sizes:
                self._asked(size)
        if "index" in parts:
            self._index()
        if "freshness" in parts:
            say(f"freshness: {self._chosen.publications} publications, corrections and withdrawals")
            self._notes.put("freshness", changes=costs.fresh(self._models, self._chosen.publications))

    def _quality(self, *, ablation: bool) -> None:
        sets = quality.read(self._chosen.data, self._chosen.limit)
        kept = quality.Kept(encoder.load(self._models), self._folder)
        try:
            asked = quality.ask(sets, kept, quality.variants(ablation=ablation), say)
        finally:
            kept.close()
        found = {way: quality.figures(sets_of_way) for way, sets_of_way in asked.items()}
        self._notes.put("quality", encoder=kept.name, limit=self._chosen.limit, **found[quality.WHOLE])
        if ablation:
            self._notes.put(ABLATION, encoder=kept.name, limit=self._chosen.limit, ways=found)

    def _asked(self, size: int) -> None:
        most, name = self._chosen.questions, encoder.name_of(self._models)
        home = costs.made(self._models, self._folder, size, say)
        say(f"{most:,} questions to {size:,} texts")
        self._notes.put(f"asked-{size}", **costs.alone(costs.asked, self._models, home, most))
        say(f"plain BM25 over {size:,} texts")
        self._notes.put(f"plain-{size}", **costs.alone(costs.plainly, home, name, most))

    def _index(self) -> None:
        count = self._chosen.index_texts
        say(f"indexing {count:,} texts from nothing, {costs.CORES} encoders")
        with tempfile.TemporaryDirectory(prefix="index-", dir=self._folder) as home:
            self._notes.put("index", **costs.alone(costs.indexed, self._models, Path(home) / "store", count))
        home = costs.made(self._models, self._folder, self._chosen.texts, say)
        say(f"indexing {self._chosen.texts:,} texts again, vectors known")
        self._notes.put("index-again", **costs.alone(costs.indexed_again, self._models, home))


def _models(folder: Path) -> Path:
    """The prepared encoder of this release: that of FACTDESK_MODELS, or one of our own."""
    given = os.environ.get("FACTDESK_MODELS")
    if given and encoder.is_prepared(Path(given)):
        return Path(given)
    say("preparing the encoder")
    encoder.prepare(folder / "models")
    return folder / "models"


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="DIR", help="the labelled sets; without it our own alone")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keep here what costs time, and what was measured")
    parser.add_argument("--only", metavar="PART,…", help=f"these parts alone, of: {', '.join((*PARTS, ABLATION))}")
    parser.add_argument("--million", action="store_true", help="latency and memory at 1,000,000 too")
    parser.add_argument("--texts", type=int, default=TEXTS, help="of the smaller store")
    parser.add_argument("--index-texts", type=int, default=TEXTS, help="indexed from nothing")
    parser.add_argument("--questions", type=int, default=1000, help="for latency; no more than 1,000")
    parser.add_argument("--publications", type=int, default=40, help="for freshness")
    parser.add_argument("--limit", type=int, metavar="N", help="N questions of each set, a small corpus: for a try")
    parser.add_argument("--json", action="store_true", help="everything as one JSON object")
    chosen = parser.parse_args(arguments)
    chosen.parts = [part for part in (chosen.only.split(",") if chosen.only else PARTS) if part]
    if unknown := set(chosen.parts) - {*PARTS, ABLATION}:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if chosen.data is not None and not chosen.data.is_dir():
        parser.error(f"--data: {chosen.data} is no folder")
    if min(chosen.texts, chosen.index_texts, chosen.publications, chosen.limit or 1) < 1 or chosen.questions < 2:
        parser.error("numbers are from 1 up, --questions from 2 up")
    return chosen


def main() -> None:
    """Measure and print."""
    chosen = options()
    folder = (chosen.cache or Path(tempfile.mkdtemp(prefix="factdesk-bench-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    begun = f"Commit {commit()}, {circumstances()}."
    tried = folder / f"tried-{os.getpid()}.json"  # what a try gives is nothing to be printed again
    notes = Notes(folder / "measured.json" if chosen.limit is None else tried, commit())
    try:
        Bench(chosen, folder, notes).run()
    except NothingMeasured as refusal:
        sys.exit("\n".join(refusal.lines()))
    finally:
        tried.unlink(missing_ok=True)
        if chosen.cache is None:
            shutil.rmtree(folder, ignore_errors=True)
    shown = list(dict.fromkeys([chosen.texts, MILLION]))
    sys.stdout.write(_json(begun, notes, shown) if chosen.json else _text(begun, notes, shown))


def _text(begun: str, notes: Notes, sizes: list[int]) -> str:
    parts = [begun, table.markdown(notes, sizes), table.LEGEND, table.ablation(notes.get(ABLATION))]
    return "\n\n".join(filter(None, parts)) + "\n"


def _json(begun: str, notes: Notes, sizes: list[int]) -> str:
    steps = ["quality", *(f"{what}-{size}" for size in sizes for what in ("asked", "plain")), "index", "index-again"]
    found: dict[str, Any] = {step: notes.get(step) for step in [*steps, "freshness", ABLATION] if notes.has(step)}
    rows = [asdict(line) for line in table.lines(notes, sizes)]
    return json.dumps({"run": begun, "rows": rows, "measured": found}, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
