"""Home folders that are measured: the sample alone, and the sample with imported reviews in the index.

For bench/first_answer.py. What has been made is kept and noted: the next run, or one after a run that was broken off,
goes on from there. Measuring works on a copy: what 1,000 questions leave behind is not there the next time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import reviews_generator
from notes import Notes
from running_desk import environment

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took."""

    seconds: float
    processor: float


def run(command: Sequence[str | Path], cwd: Path, env: dict[str, str]) -> Spent:
    """Run a command to its end, what it reports to the terminal; leave with its words where it fails."""
    before, began = os.times(), time.perf_counter()
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, stdout=sys.stderr, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}")
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(time.perf_counter() - began, processor)


class Homes:
    """The prepared home folders below one folder.

    Args:
        folder: where they are kept.
        code: the checkout whose desk prepares and serves them.
        notes: where it is written down what was made.
        say: told what is going on.
    """

    def __init__(self, folder: Path, code: Path, notes: Notes, say: Say) -> None:
        self._folder, self._code, self._notes, self._say = folder, code, notes, say

    def sample(self) -> Path:
        """The sample desk; made where it is not there, otherwise brought up to date, which takes seconds."""
        home = self._folder / "sample"
        self._say("sample desk: preparing")
        self._factdesk(home, "prepare")
        return home

    def with_reviews(self, count: int) -> Path:
        """The sample desk with `count` made-up reviews, imported and indexed."""
        home = self._folder / f"reviews-{count}"
        if not home.exists():
            unfinished = home.with_name(f"{home.name}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            shutil.copytree(self.sample(), unfinished)
            unfinished.rename(home)
            self._notes.forget(f"import-{count}", f"index-{count}")
        if not self._notes.has(f"import-{count}"):
            self._import(home, count)
        if not self._notes.has(f"index-{count}"):
            self._say(f"indexing {count:,} reviews: 6 ms of processor time each, nearly all of it the encoder")
            spent = self._factdesk(home, "reindex")
            self._notes.put(f"index-{count}", seconds=spent.seconds, processor=spent.processor, megabytes=_size(home))
        return home

    def _import(self, home: Path, count: int) -> None:
        feed = self._folder / f"reviews-{count}.ndjson"
        self._say(f"making {count:,} reviews")
        with feed.open("w", encoding="utf-8") as out:
            reviews_generator.write(count, out=out)
        self._say(f"importing {count:,} reviews")
        # What a run that was broken off has taken in already is unchanged to this one.
        spent = self._factdesk(home, "import", "claimreview", str(feed))
        self._notes.put(f"import-{count}", seconds=spent.seconds, processor=spent.processor)
        feed.unlink()

    def copy(self, home: Path) -> Path:
        """A copy to measure on."""
        copied = self.copied(home)
        if copied.exists():
            shutil.rmtree(copied)
        return Path(shutil.copytree(home, copied))

    def copied(self, home: Path) -> Path:
        """Where its copy lies, once there is one."""
        return self._folder / f"{home.name}.measured"

    def tidy(self) -> None:
        """Remove the copies."""
        for copied in self._folder.glob("*.measured"):
            shutil.rmtree(copied, ignore_errors=True)

    def _factdesk(self, home: Path, *arguments: str) -> Spent:
        return run([self._code / ".venv" / "bin" / "factdesk", *arguments], self._code, environment(home))


def _size(home: Path) -> float:
    """Megabytes of the index."""
    return sum(path.stat().st_size for path in (home / "index").rglob("*") if path.is_file()) / 2**20
