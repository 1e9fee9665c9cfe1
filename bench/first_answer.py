"""From an empty machine to the first answer, and what a running desk costs: alone, and with many imported reviews.

    python bench/first_answer.py --reviews 100000
    python bench/first_answer.py --reviews 100000 --home FOLDER --skip-clone
    python bench/first_answer.py --reviews 100000 --home FOLDER --only match

Prints one table; needs git, Python 3.11 or newer and a package index, nothing else. The steps, in order:

clone    clones this checkout, installs with empty package caches (nothing of FACTDESK_MODELS either), asks one question
prepare  makes the home folders where they are not there: the sample desk, and the same with made-up reviews, indexed
starts   starts a desk that has been started before, until it answers a question; kills its web process; stops it
memory   reads /proc of all processes of a desk, at rest and after 1,000 questions that are stored
match    asks all desks in turn, over HTTP; then plain BM25 (tantivy as it comes), encoder and matching room, each alone

With --home everything that has been prepared or measured stays in FOLDER, and the next run goes on from there: what it
does not measure itself it prints with the date. Without the step `clone` the desk of this checkout is measured, with
it that of the clone. The baseline *bare Django* is bench/bare_django.py, one view under the same server.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import measuring
import table
from measuring import ROOT, Amounts, Measuring
from notes import Notes
from prepared_homes import Homes, run
from running_desk import environment

STEPS = ("clone", "prepare", "starts", "memory", "match")


def say(what: str) -> None:
    """One line of progress, with the time since the beginning."""
    passed = int(time.monotonic() - _BEGAN)
    print(f"{passed // 60:3}:{passed % 60:02}  {what}", file=sys.stderr, flush=True)


_BEGAN = time.monotonic()


def commit() -> str:
    """What is measured: the checkout's commit, `-dirty` where files differ from it."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return told.stdout.strip()


def circumstances() -> str:
    """When and where it is measured."""
    loads = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"{time.strftime('%Y-%m-%d %H:%M')}, Python {platform.python_version()}, {os.cpu_count()} processors, "
        f"load of the last 1, 5 and 15 minutes {loads}"
    )


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviews", type=int, default=100_000, help="how many are imported; 0 for the sample alone")
    parser.add_argument(
        "--home", type=Path, metavar="FOLDER", help="keep what was prepared and measured, and go on there"
    )
    parser.add_argument("--skip-clone", action="store_true", help="measure the desk of this checkout")
    parser.add_argument("--only", metavar="STEP,…", help=f"these steps alone, of: {', '.join(STEPS)}")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--questions", type=int, default=1000, help="asked and stored before memory is read again")
    parser.add_argument("--matches", type=int, default=1000, help="to each desk")
    chosen = parser.parse_args()
    chosen.steps = [step for step in (chosen.only.split(",") if chosen.only else STEPS) if step]
    if unknown := set(chosen.steps) - set(STEPS):
        parser.error(f"no such step: {', '.join(sorted(unknown))}")
    if chosen.skip_clone:
        chosen.steps = [step for step in chosen.steps if step != "clone"]
    return chosen


def main() -> None:
    """Measure and print."""
    chosen = options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that no desk is left running
    folder = (chosen.home or Path(tempfile.mkdtemp(prefix="factdesk-bench-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    begun = f"Commit {commit()}, {circumstances()}."
    notes = Notes(folder / "measured.json", commit())
    if "clone" in chosen.steps:
        code = measuring.clone(folder, notes, say)
    else:
        code = ROOT
        run(["script/install", "run"], code, environment())
    kept = Homes(folder, code, notes, say)
    if set(chosen.steps) - {"clone"}:
        homes = {"sample": kept.sample()}
        if chosen.reviews:
            homes[str(chosen.reviews)] = kept.with_reviews(chosen.reviews)
        amounts = Amounts(chosen.starts, chosen.questions, chosen.matches)
        measure = Measuring(kept, homes, code, amounts, notes, say)
        for step, take in (("starts", measure.starts), ("memory", measure.memory), ("match", measure.match)):
            if step in chosen.steps:
                take()
    print(f"{begun}\n\n{table.markdown(notes, chosen.reviews)}\n\n{table.LEGEND}")
    kept.tidy()
    shutil.rmtree(folder / "clone" if chosen.home else folder, ignore_errors=True)


if __name__ == "__main__":
    main()
