"""The rows of bench/matching.py about time and memory: each is measured in a process of its own, most with one thread.

Stores are made up (store_made_up.py): texts from a generator, vectors that lie as those of real texts do, token
vectors of realistic length; questions go through the real encoder and all stages. Beside them plain BM25: tantivy as
it comes, over the same texts (plain_lookup.py).
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import plain_lookup
import store
import store_made_up
from measuring import percentiles

import factdesk.matching
from factdesk.matching import Matcher, Store, encoder, rebuild

R = TypeVar("R")

BENCH = Path(__file__).resolve().parent
CORES = 2
_WARM = 30  # questions before the first that counts
_MARK = "made.json"


def alone(run: Callable[..., R], *arguments: Any) -> R:
    """What `run` gives, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(run, arguments)


def made(models: Path, kept: Path, count: int, say: Callable[[str], None]) -> Path:
    """A folder below `kept` with a made-up store of `count` texts: that of an earlier run, where this code made it."""
    folder = kept / f"made-up-{count}-{_code(encoder.name_of(models))}"
    if not (folder / _MARK).exists():
        say(f"making a store of {count:,} texts")
        for old in kept.glob(f"made-up-{count}-*"):
            shutil.rmtree(old)
        folder.mkdir(parents=True)
        said = alone(store_made_up.prepare, models, folder, count)
        (folder / _MARK).write_text(json.dumps(said))
    return folder


def _code(name: str) -> str:
    """Another one for each encoder and whatever else may make another store."""
    found = hashlib.sha256(name.encode())
    room = Path(factdesk.matching.__file__).parent
    for path in sorted([*(room / "store").glob("*.py"), *(room / "text").glob("*.py"), room / "documents.py"]):
        found.update(path.read_bytes())
    found.update((BENCH / "store_made_up.py").read_bytes())
    return found.hexdigest()[:12]


def _questions(most: int) -> list[str]:
    """Of both languages in turn."""
    pairs = zip(*map(store_made_up.questions, store_made_up.LANGUAGES), strict=True)
    return [text for pair in pairs for text in pair][:most]


def _megabytes(field: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii")
    return int(lines.split(f"{field}:")[1].split()[0]) / 1024


def _timed(ask: Callable[[str], Any], most: int) -> dict[str, dict[str, float]]:
    """Milliseconds of one question after another: `ms` by the clock, `processor_ms` of this process's own time."""
    texts, times = _questions(most), store.Times()
    for text in texts[:_WARM]:
        ask(text)
    for text in texts:
        times.of(ask, text)
    found = {"ms": times.clock, "processor_ms": times.processor}
    return {name: percentiles([seconds * 1000 for seconds in taken]) for name, taken in found.items()}


def asked(models: Path, folder: Path, most: int) -> dict[str, Any]:
    """Questions to the store of `folder`, from text to decision: times, those of the encoder alone, and memory then.

    `resident` megabytes of the process, of which `anonymous` are its own; the rest are pages of files that it maps,
    which the system may take back.
    """
    loaded = encoder.load(models)
    opened = Store.open(folder / "store", loaded.name)
    taken = _timed(Matcher(opened, loaded).match, most)
    memory = {"resident": _megabytes("VmRSS"), "anonymous": _megabytes("RssAnon")}
    alone = {f"encoder_{name}": each for name, each in _timed(loaded.read, most).items()}
    return {"texts": opened.count, "questions": most, **taken, **memory, **alone}


def plainly(folder: Path, name: str, most: int) -> dict[str, Any]:
    """Plain BM25 over the same texts: `seconds` to index them, times of a question."""
    with tempfile.TemporaryDirectory(prefix="factdesk-bench-") as beside:
        began = time.perf_counter()
        search = plain_lookup.plain_index(Store.open(folder / "store", name), beside)
        return {"seconds": time.perf_counter() - began, **_timed(search, most)}


def indexed(models: Path, folder: Path, count: int) -> dict[str, Any]:
    """`seconds` to index texts that nobody knows, with an encoder for each of two cores."""
    encoders = [encoder.load(models) for _ in range(CORES)]
    before = os.times()
    documents = store_made_up.documents(count, seed=9)
    taken = store.clocked(lambda: rebuild(folder, encoders[0], documents, {}, total=count, helpers=encoders[1:]))
    after = os.times()
    processor = after.user + after.system - before.user - before.system
    return {"texts": count, "seconds": taken, "processor": processor}


def indexed_again(models: Path, folder: Path) -> dict[str, Any]:
    """`seconds` to make the store of `folder` again, whose vectors are all known."""
    seconds, count = store.rebuilt(models, folder)
    return {"texts": count, "seconds": seconds}


def fresh(models: Path, publications: int) -> dict[str, Any]:
    """bench/freshness.py in its short form: seconds until the last web process answers, by kind of change.

    Of each kind: how many `times`, p50, p99 and highest from the moment the entry was `stored` and from the `click`,
    and how many questions a second were `asked` meanwhile.
    """
    command = [sys.executable, str(BENCH / "freshness.py"), "--count", str(publications), "--quiet", "0"]
    env = {**os.environ, "FACTDESK_MODELS": str(models)}
    env.pop("OPENBLAS_NUM_THREADS", None)  # the desk sets its own
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return from_freshness(done.stdout)


def from_freshness(printed: str) -> dict[str, Any]:
    """The figures in the table of bench/freshness.py."""
    found: dict[str, Any] = {}
    for line in printed.splitlines():
        what, times, *numbers = [cell.strip() for cell in line.strip("|").split("|")]
        if times.isdigit():
            values = [float(value) for value in numbers]
            names = ("p50", "p99", "highest")
            found[what] = {
                "times": int(times),
                "stored": dict(zip(names, values[:3], strict=True)),
                "click": dict(zip(names, values[3:6], strict=True)),
                "asked": values[6],
            }
    return found
