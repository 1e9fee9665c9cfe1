"""`factdesk train matching` below its command line: which steps there are, what is printed, how it ends.

Each step makes one learned file of the package again, from the folders that are named and with a fixed seed. What it
was made from and what that cost is kept beside the files (training.json), and the model card is written from it.
Training is done in a checkout: that has the project's own questions, which the installed package lacks.
PyTorch, which only the encoder needs: `script/install train`. On Linux that is the build for graphics cards, of some
gigabytes; whoever wants the one for processors alone puts it into .venv from PyTorch's own index instead.
"""

from __future__ import annotations

import datetime
import hashlib
import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from factdesk.matching import files
from factdesk.matching.evaluate.asking import peak_memory
from factdesk.matching.evaluate.errors import NothingMeasured
from factdesk.matching.evaluate.messages import N_, Said, Translate
from factdesk.matching.progress import Progress
from factdesk.matching.train import card
from factdesk.matching.train.errors import FiguresUnreadable, NothingTrained, StepMissing, TorchMissing
from factdesk.matching.train.run import Run

FACTS = "training.json"
CARD = "model-card.md"
_CHECKOUT = Path(__file__).parents[4]
_EVERY = 5.0  # seconds between two lines of progress
_DOING = {
    "reading the encoder's weights": N_("reading the encoder's weights"),
    "looking for texts that only look right": N_("looking for texts that only look right"),
    "finding the head's beginning": N_("finding the head's beginning"),
    "fine-tuning the encoder": N_("fine-tuning the encoder"),
    "asking the desk's own questions": N_("asking the desk's own questions"),
    "refitting without a fifth of the questions": N_("refitting without a fifth of the questions"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One that makes a learned file: `main_from(run)` of a module, which returns facts for the card.

    The facts are anything JSON can hold; `seconds` and `peak_bytes` are added where the step leaves them out.

    Args:
        module: imported only when the step is wanted.
        packages: that it needs beyond the desk's own.
    """

    module: str
    packages: tuple[str, ...] = ()


#: In the order in which they are done: each needs what those before it made.
STEPS = {
    "encoder": Step("factdesk.matching.train.finetune", packages=("torch",)),
    "ranking": Step("factdesk.matching.train.order"),
    "decision": Step("factdesk.matching.train.decide"),
}
ONLY_CARD = "card"  # of what was trained before; new figures come into it that way


def wrong_use(*, only: Collection[str], steps: int | None, seed: int, threads: int) -> Said | None:
    """Why the options do not go together; None where they do."""
    if (steps is not None and steps < 1) or threads < 1 or seed < 0:
        return Said(N_("--steps and --threads are numbers from 1 up, --seed one from 0 up."))
    known = [*STEPS, ONLY_CARD]
    if unknown := sorted(set(only).difference(known)):
        return Said(
            N_("--only does not know %(unknown)s; it knows %(known)s."),
            {"unknown": ", ".join(unknown), "known": ", ".join(known)},
        )
    return None


def run(
    wanted: Run, *, only: Collection[str], figures: Sequence[Path], translate: Translate, docs: Path | None = None
) -> int:
    """Do the steps, say what they cost, write the card; exit status.

    Args:
        only: steps, or `card`; all where it is empty.
        figures: files with what `factdesk evaluate --json` printed, each named after its set.
        docs: where the card goes; otherwise into the checkout, or, where there is none, into the run's work folder.

    Raises:
        EncoderError
        OSError: a file cannot be written.
    """
    told = replace(wanted, progress=telling(translate))
    try:
        names = [name for name in STEPS if not only or name in only]
        makers = [(name, _maker(name)) for name in names]
        measured = {path.stem: _figures(path) for path in figures}
        facts = read_facts(told.output)
        for name, make in makers:
            facts[name] = _done(name, make, told, translate)
            _keep(facts, told.output)
        if measured:
            facts["figures"] = measured
            _keep(facts, told.output)
        place = docs or (_CHECKOUT / "docs" if (_CHECKOUT / "pyproject.toml").exists() else told.work)
        place.mkdir(parents=True, exist_ok=True)
        files.replace_atomically(place / CARD, card.written(facts).encode())
        sys.stdout.write(f"{Said(N_('written: %(path)s'), {'path': place / CARD}).in_words(translate)}\n")
    except NothingMeasured as refusal:  # a folder has faults
        for line in refusal.lines(translate):
            sys.stderr.write(f"factdesk: {line}\n")
        return 1
    except NothingTrained as refusal:
        sys.stderr.write(f"factdesk: {refusal.in_words(translate)}\n")
        return 2 if isinstance(refusal, TorchMissing | StepMissing) else 1
    return 0


def read_facts(output: Path) -> dict[str, Any]:
    """What is known of the learned files in a folder; nothing where that was not kept."""
    try:
        found = json.loads((output / FACTS).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _keep(facts: dict[str, Any], output: Path) -> None:
    files.replace_atomically(output / FACTS, json.dumps(facts, ensure_ascii=False, indent=1).encode() + b"\n")


def _maker(name: str) -> Callable[[Run], dict[str, Any]]:
    """What does the step; told before any work begins where it cannot be done here."""
    step = STEPS[name]
    if any(importlib.util.find_spec(package) is None for package in step.packages):
        raise TorchMissing
    if importlib.util.find_spec(step.module) is None:
        raise StepMissing(step=name)
    make: Callable[[Run], dict[str, Any]] | None = getattr(importlib.import_module(step.module), "main_from", None)
    if make is None:
        raise StepMissing(step=name)
    return make


def _done(name: str, make: Callable[[Run], dict[str, Any]], told: Run, translate: Translate) -> dict[str, Any]:
    began = time.monotonic()
    made = make(told)
    facts = {
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "data": [{"name": path.resolve().name, "sha256": _digest(path)} for path in told.data],
        "seed": told.seed,
        "seconds": round(time.monotonic() - began, 1),
        "peak_bytes": peak_memory(),
        **made,
    }
    values = {"step": name, "seconds": facts["seconds"], "megabytes": facts["peak_bytes"] // 1_000_000}
    cost = Said(N_("%(step)s: %(seconds)d s, at most %(megabytes)d MB of memory"), values)
    sys.stdout.write(f"{cost.in_words(translate)}\n")
    sys.stdout.flush()
    return facts


def _digest(folder: Path) -> str:
    """Of the names and digests of a folder's files that training reads, so that the same data is known again."""
    read = sorted([*folder.glob("corpus.jsonl"), *folder.glob("queries.*.tsv"), *folder.glob("qrels.*.tsv")])
    lines = [f"{path.name} {files.sha256_of(path)}" for path in read]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _figures(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise FiguresUnreadable(path, error) from error
    if not isinstance(found, dict) or "queries" not in found:
        raise FiguresUnreadable(path, "“queries”")
    return {name: found.get(name) for name in ("queries", *card.FIGURES, "encoder")}


def telling(translate: Translate) -> Progress:
    """How far it is, on standard error: a line for each thing that is done, and one now and then."""
    said, at = "", 0.0

    def tell(done: int, total: int, what: str) -> None:
        nonlocal said, at
        now = time.monotonic()
        if what != said or now - at > _EVERY or done == total:
            said, at = what, now
            values = {"what": translate(_DOING.get(what, what)), "done": done, "total": total}
            sys.stderr.write(f"{Said(N_('%(what)s: %(done)d of %(total)d'), values).in_words(translate)}\n")

    return tell
