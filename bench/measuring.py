"""The steps of bench/first_answer.py: each measures one kind of figure for all homes and its baseline, and notes it."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import reviews_generator
import running_desk
from notes import Notes
from prepared_homes import Homes, run
from running_desk import FIRST_QUESTION, Server, environment

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
QUESTIONS = [
    FIRST_QUESTION,
    "nuoc chanh nong chua ung thu that khong",
    "Does charging my phone overnight damage the battery?",
    "Bão vào có nên mở hé cửa sổ cho khỏi tốc mái không ạ?",
    "Cầu Bến Đông có thu phí xe máy không?",
    "Is the new shopping mall open on Sunday?",
]
_BLOCK = 50  # questions to one server before the next one's turn: a busy moment of the machine meets all of them alike
_WARM = 30  # questions before the first that counts
_SETTLE = 5.0  # seconds from the first answer until a desk counts as idle
_OTHER_SEED = 7  # made-up questions are of the kind of the made-up reviews, but none of them


@dataclass(frozen=True, slots=True)
class Amounts:
    """How often each thing is done."""

    starts: int
    questions: int
    matches: int


def questions() -> Iterator[str]:
    """Endless questions, the same in every run, no two alike: half about the sample or nothing, half like reviews."""
    chance = random.Random(1)
    made_up = (review["claimReviewed"] for review in reviews_generator.reviews(10**9, _OTHER_SEED))
    for number in itertools.count():
        yield f"{chance.choice(QUESTIONS)} {number}"
        yield next(made_up)


def percentiles(values: list[float]) -> dict[str, float]:
    """p50 and p99."""
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": cuts[49], "p99": cuts[98]}


def clone(folder: Path, notes: Notes, say: Callable[[str], None]) -> Path:
    """From a clone with empty package caches to the first answer; the clone."""
    into = folder / "clone"
    shutil.rmtree(into, ignore_errors=True)
    shutil.rmtree(folder / "first", ignore_errors=True)
    env = {**environment(folder / "first"), "PIP_NO_CACHE_DIR": "1", "UV_NO_CACHE": "1"}
    for name in ("FACTDESK_MODELS", "VIRTUAL_ENV", "PYTHONPATH"):  # making the encoder is part of it
        env.pop(name, None)
    say("cloning")
    cloned = run(["git", "clone", "--quiet", ROOT, into], ROOT, env)
    say("installing with empty package caches")
    installed = run(["script/install", "run"], into, env)
    say("first start")
    desk = Server(["script/server"], into, env, folder / "first.log")
    try:
        started = desk.start()
    finally:
        desk.stop()
    shutil.rmtree(folder / "first")
    notes.put(
        "clone",
        seconds=cloned.seconds + installed.seconds + started,
        install=installed.seconds,
        start=started,
        installer="uv" if shutil.which("uv") or (into / ".venv/bin/uv").exists() else "pip",
    )
    return into


class Measuring:
    """Measures the homes by their names, "sample" and the number of reviews, beside a bare Django."""

    def __init__(
        self,
        kept: Homes,
        homes: dict[str, Path],
        code: Path,
        amounts: Amounts,
        notes: Notes,
        say: Callable[[str], None],
    ) -> None:
        self._kept, self._homes, self._code, self._amounts, self._notes, self._say = (
            kept, homes, code, amounts, notes, say,
        )  # fmt: skip

    def _bare(self) -> Server:
        command = [self._code / ".venv" / "bin" / "python", BENCH / "bare_django.py"]
        return Server(command, BENCH, environment(), next(iter(self._homes.values())).parent / "bare.log")

    def _servers(self) -> dict[str, Server]:
        """A desk for a fresh copy of each home, and the bare Django; none of them runs yet."""
        desks = {name: running_desk.desk(self._code, self._kept.copy(home)) for name, home in self._homes.items()}
        return {**desks, "bare": self._bare()}

    def starts(self) -> None:
        """Second starts, the web killed, orderly stops; all servers in turn, one at a time."""
        servers = self._servers()
        try:
            taken = self._taken_by_starts(servers)
        finally:
            for server in servers.values():
                server.stop()
        for name, figures in taken.items():
            self._notes.put(f"starts-{name}", **figures)

    def _taken_by_starts(self, servers: dict[str, Server]) -> dict[str, dict[str, list[float]]]:
        for name, server in servers.items():
            self._say(f"starts: a first one of {name}, not counted")
            server.start()
            server.stop()
        taken: dict[str, dict[str, list[float]]] = {
            name: {"seconds": [], "processor": [], "killed": [], "stop": []} for name in servers
        }
        for number, (name, server) in itertools.product(range(self._amounts.starts), servers.items()):
            one = taken[name]
            one["seconds"].append(server.start())
            one["processor"].append(running_desk.processor_seconds(server.pid))
            if name != "bare":
                one["killed"].append(server.kill_web())
            one["stop"].append(server.stop())
            self._say(f"starts: {name}, {number + 1} of {self._amounts.starts}: {one['seconds'][-1]:.1f} s")
        return taken

    def memory(self) -> None:
        """Memory at rest and after the questions; one server at a time, so that nobody shares pages with another."""
        for name, server in self._servers().items():
            self._say(f"memory: {name}, at rest")
            server.start()
            try:
                self._check(name, server)
                time.sleep(_SETTLE)
                idle = running_desk.memory(server.pid)
                asked = questions()
                for number in range(self._amounts.questions):
                    server.post(next(asked), "match" if name == "bare" else "questions")
                    if (number + 1) % 250 == 0:
                        self._say(f"memory: {name}, {number + 1} of {self._amounts.questions:,} questions")
                after = running_desk.memory(server.pid)
            finally:
                server.stop()
            figures = {"idle": asdict(idle), "after": asdict(after), "questions": self._amounts.questions}
            self._notes.put(f"memory-{name}", **figures)

    def match(self) -> None:
        """Answers inside and over HTTP, all servers at once and asked in turn; then each part of it alone."""
        servers = self._servers()
        inside: dict[str, list[float]] = {name: [] for name in servers}
        outside: dict[str, list[float]] = {name: [] for name in servers}
        try:
            for name, server in servers.items():
                self._say(f"match: starting {name}")
                server.start()
                self._check(name, server)
                for text in itertools.islice(questions(), _WARM):
                    server.post(text)
            asked = list(itertools.islice(questions(), self._amounts.matches))
            for start in range(0, len(asked), _BLOCK):
                for (name, server), text in itertools.product(servers.items(), asked[start : start + _BLOCK]):
                    within, without = server.timed_match(text)
                    inside[name].append(within)
                    outside[name].append(without)
                if start % 250 == 0:
                    self._say(f"match: {min(start + _BLOCK, len(asked))} of {len(asked):,} questions to each")
        finally:
            for server in servers.values():
                server.stop()
        for name in servers:
            self._notes.put(
                f"match-{name}", inside=percentiles(inside[name]), http=percentiles(outside[name]), count=len(asked)
            )
        for name, home in self._homes.items():
            self._say(f"match: plain BM25, encoder and matching room alone, {name}")
            self._notes.put(f"parts-{name}", **self._parts(home, asked))

    def _parts(self, home: Path, asked: list[str]) -> dict[str, dict[str, float]]:
        models = os.environ.get("FACTDESK_MODELS") or self._kept.copied(home) / "models"  # as the desk had it
        command = [self._code / ".venv" / "bin" / "python", BENCH / "plain_lookup.py", home, models]
        env = environment(home, OPENBLAS_NUM_THREADS="1")  # as the desk has it
        lines = "\n".join(asked).encode()
        done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, cwd=BENCH, env=env, check=True)
        found = json.loads(done.stdout)
        return {name: percentiles(times) for name, times in found.items() if name != "documents"}

    @staticmethod
    def _check(name: str, server: Server) -> None:
        """Leave where the index does not hold what is to be measured."""
        if name == "bare":
            return
        index = server.health()["index"]
        if index["state"] != "ok" or index["documents"] < (int(name) if name.isdecimal() else 1):
            raise SystemExit(f"the index of {name} does not hold what it should: {index}; delete its home folder")
