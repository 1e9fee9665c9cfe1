"""From an empty machine to the first answer, and what a running desk costs.

Clones this checkout into a new folder, installs with empty package caches, starts the sample desk, and measures:
seconds to the first answer, seconds of a second start, resident memory idle and after 1,000 questions, and `match` at
the sample's size and with imported reviews (made by bench/reviews_generator.py).

    python bench/first_answer.py [--reviews 100000] [--keep]

Prints a table; needs git, Python 3.11 or newer and a package index, nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = [
    "Nhập ngược mã PIN ở cây ATM có gọi được công an không?",
    "nuoc chanh nong chua ung thu that khong",
    "Does charging my phone overnight damage the battery?",
    "Bão vào có nên mở hé cửa sổ cho khỏi tốc mái không ạ?",
    "Cầu Bến Đông có thu phí xe máy không?",
    "Is the new shopping mall open on Sunday?",
]


class Desk:
    """A desk that runs from a clone, on a free port, with a home folder of its own."""

    def __init__(self, clone: Path, home: Path, env: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.clone, self.env = clone, {**os.environ, **env, "PORT": str(self.port), "FACTDESK_HOME": str(home)}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Run script/server; seconds until it answers a question."""
        began = time.perf_counter()
        log = (self.clone.parent / "server.log").open("ab")
        self.process = subprocess.Popen(["script/server"], cwd=self.clone, env=self.env, stdout=log, stderr=log)
        while True:
            if self.process.poll() is not None:
                sys.exit(f"script/server ended with {self.process.returncode}; see {log.name}")
            try:
                self.post("match", QUESTIONS[0])
                return time.perf_counter() - began
            except OSError:
                time.sleep(0.1)

    def stop(self) -> None:
        """SIGTERM, and wait for the end."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)

    def post(self, what: str, text: str) -> dict:
        """One call of the API."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/{what}",
            json.dumps({"text": text}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def health(self) -> dict:
        """What /healthz says."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=30) as answer:
            return json.load(answer)

    def memory(self) -> tuple[float, float]:
        """MB of all processes: resident (shared pages counted in each) and proportional (counted once)."""
        assert self.process
        found, resident, proportional = [self.process.pid], 0.0, 0.0
        for pid in found:
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Rss:"):
                    resident += int(line.split()[1]) / 1024
                elif line.startswith("Pss:"):
                    proportional += int(line.split()[1]) / 1024
        return resident, proportional

    def latency(self, count: int) -> tuple[list[float], list[float]]:
        """Milliseconds of `count` matches: as measured inside, and over HTTP."""
        inside, outside = [], []
        for number in range(count):
            text = f"{random.choice(QUESTIONS)} {number}"
            began = time.perf_counter()
            inside.append(self.post("match", text)["took_ms"])
            outside.append((time.perf_counter() - began) * 1000)
        return inside, outside


def percentiles(values: list[float]) -> str:
    """p50 and p99 in words."""
    cuts = statistics.quantiles(values, n=100)
    return f"p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reviews", type=int, default=100_000)
    options.add_argument("--keep", action="store_true", help="leave the folder for a look")
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="factdesk-bench-"))
    clone, home = folder / "clone", folder / "home"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    desk = Desk(clone, home, {"PIP_NO_CACHE_DIR": "1", "UV_NO_CACHE": "1"})
    rows: list[tuple[str, str]] = []

    def row(what: str, figure: str) -> None:
        rows.append((what, figure))
        print(f"  {what}: {figure}", file=sys.stderr, flush=True)

    row("clone to first answer, empty package caches", f"{desk.start():.0f} s")
    desk.stop()
    row("second start to first answer", f"{desk.start():.1f} s")
    time.sleep(3)
    row("memory idle, all processes", "{:.0f} MB resident, {:.0f} MB proportional".format(*desk.memory()))
    for number in range(1000):
        desk.post("questions", f"{random.choice(QUESTIONS)} {number}")
    row("memory after 1,000 questions", "{:.0f} MB resident, {:.0f} MB proportional".format(*desk.memory()))
    inside, outside = desk.latency(500)
    row("match at the sample's size, inside", percentiles(inside))
    row("match at the sample's size, over HTTP", percentiles(outside))
    if chosen.reviews:
        made = folder / "reviews.ndjson"
        python = clone / ".venv" / "bin" / "python"
        with made.open("wb") as out:
            subprocess.run(
                [python, "bench/reviews_generator.py", str(chosen.reviews)], cwd=clone, stdout=out, check=True
            )
        began = time.perf_counter()
        command = [clone / ".venv" / "bin" / "factdesk", "import", "claimreview", str(made), "--json"]
        subprocess.run(command, cwd=clone, env=desk.env, stdout=subprocess.DEVNULL, check=True)
        row(f"import of {chosen.reviews:,} reviews", f"{time.perf_counter() - began:.0f} s")
        while desk.health()["index"]["documents"] < chosen.reviews:
            time.sleep(1)
        row("… until all of them answer", f"{time.perf_counter() - began:.0f} s")
        inside, outside = desk.latency(500)
        row(f"match at {chosen.reviews:,} reviews, inside", percentiles(inside))
        row(f"match at {chosen.reviews:,} reviews, over HTTP", percentiles(outside))
        row("memory then", "{:.0f} MB resident, {:.0f} MB proportional".format(*desk.memory()))
    desk.stop()
    print("| what | figure |\n|---|---|")
    for what, figure in rows:
        print(f"| {what} | {figure} |")
    if not chosen.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
