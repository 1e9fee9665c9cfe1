"""What an import of many reviews costs: seconds, memory while it runs, bytes on disk; again, when nothing is new.

    python bench/reviews_import.py 1000000 [--form datafeed] [--index] [--folder DIR]

Reviews come from bench/reviews_generator.py; the desk is an empty one on SQLite in a folder of its own. Memory is the
resident size of the importing process, looked at twice a second. With --index the index is then made from them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FACTDESK = [sys.executable, "-m", "factdesk.cli"]


@dataclass
class Run:
    """One command that ended: its seconds, and the megabytes that it held at tenths of its time."""

    seconds: float
    memory: list[float]

    def at(self, share: float) -> float:
        """Megabytes held when `share` of the time had passed."""
        return self.memory[min(len(self.memory) - 1, int(len(self.memory) * share))]

    @property
    def row(self) -> str:
        """Seconds and memory as columns of a table."""
        shares = " | ".join(f"{self.at(share):.0f}" for share in (0.1, 0.5, 0.98))
        return f"{self.seconds:,.0f} s | {shares} | {max(self.memory):.0f}"


def run(command: list[str], env: dict[str, str], log: Path) -> Run:
    """Run `command` to its end and watch its memory."""
    began = time.perf_counter()
    memory: list[float] = []
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
        while process.poll() is None:
            try:
                pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
            except (OSError, IndexError):
                break
            memory.append(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
            time.sleep(0.5)
    if process.wait():
        sys.exit(f"{' '.join(command)} ended with {process.returncode}; see {log}")
    return Run(time.perf_counter() - began, memory)


def size(folder: Path) -> float:
    """Megabytes of all files below `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("reviews", type=int)
    options.add_argument("--form", choices=["ndjson", "datafeed"], default="datafeed")
    options.add_argument("--index", action="store_true", help="make the index from them too")
    options.add_argument("--folder", type=Path, help="keep everything here")
    chosen = options.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="factdesk-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    home, feed, log = folder / "home", folder / "reviews.json", folder / "log"
    env = {**os.environ, "FACTDESK_HOME": str(home)}
    env.pop("DATABASE_URL", None)
    run([*FACTDESK, "prepare", "--no-sample"], env, log)
    generator = [sys.executable, "bench/reviews_generator.py", str(chosen.reviews), "--form", chosen.form]
    with feed.open("wb") as out:
        subprocess.run(generator, cwd=ROOT, stdout=out, check=True)
    print("| what | time | MB at 10 % | at half | at the end | highest |\n|---|---|---|---|---|---|")
    size_of_feed = feed.stat().st_size / 2**20
    command = [*FACTDESK, "import", "claimreview", str(feed)]
    for what in (f"{chosen.reviews:,} reviews ({size_of_feed:,.0f} MB {chosen.form}), all new", "again, all unchanged"):
        print(f"| {what} | {run(command, env, log).row} |", flush=True)
    database = sum(path.stat().st_size for path in home.glob("factdesk.sqlite3*")) / 2**20
    print(f"| database then: {database:,.0f} MB | | | | | |", flush=True)
    if chosen.index:
        print(f"| `factdesk reindex` | {run([*FACTDESK, 'reindex'], env, log).row} |")
        print(f"| index then: {size(home / 'index'):,.0f} MB | | | | | |")
    if not chosen.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
