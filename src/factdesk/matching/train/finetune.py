"""Fine-tune the encoder for matching: writes data/adapter.npz. mixture.py says on what, losses.py what for.

    factdesk train matching --only encoder --data DIR …

The head begins as the main directions of the tokens' states, the changes at nothing. Every so many
steps the state is kept in the work folder; the same command goes on from there, to the same numbers as a run that
nothing interrupted (on the same kind of processor, with the same number of threads).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from factdesk.matching import files
from factdesk.matching.documents import searched_text
from factdesk.matching.encoder import adapter, weights
from factdesk.matching.encoder.adapter import Adapter, Floats
from factdesk.matching.evaluate.asking import peak_memory
from factdesk.matching.progress import Progress, silent
from factdesk.matching.train import checkpoints, losses, mixture, network, written
from factdesk.matching.train.checkpoints import Checkpoint
from factdesk.matching.train.errors import NothingToLearnFrom
from factdesk.matching.train.mixture import Mixture, Sources
from factdesk.matching.train.network import Network
from factdesk.matching.train.run import Run

STEPS = 450
_LOOKED_AT, _HARD = 40, 30  # nearest texts of a tweet, and how many of the wrong ones among them are kept
_MINED_QUERY_TOKENS, _MINED_PASSAGE_TOKENS = 128, 256
_HEAD_TEXTS = 1500  # of the folders, for the head's beginning, beside all of the project's own
# How far the head's beginning is moved to the states' mean. All the way finds no more (P@1 of 550 questions that the
# encoder never saw, before training: .887 to .896 from 0 to 1) and doubles the spread of scores, which at this
# temperature makes the first steps rough.
_CENTRED = 0.2
_NAME = 12  # letters of the hash


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train; another value makes another encoder.

    Args:
        rate: the greatest of the changes' learning rate; it rises over a tenth of the steps and falls to a twentieth.
        head_rate: how many times that the head's is.
        every: steps from one checkpoint to the next.
        layers: only the first so many, for tests.
    """

    steps: int = STEPS
    seed: int = 20
    threads: int = 1
    batch: int = mixture.BATCH
    negatives: int = mixture.NEGATIVES
    rank: int = network.RANK
    width: int = network.WIDTH
    rate: float = 4e-4
    head_rate: float = 2.0
    decay: float = 0.01
    clip: float = 1.0
    every: int = 20
    layers: int | None = None

    def rate_at(self, step: int) -> float:
        """The learning rate of a step, the first being 0."""
        return self.rate * min(1.0, (step + 1) / (0.1 * self.steps)) * max(0.05, 1 - step / self.steps)


def main_from(run: Run) -> dict[str, Any]:
    """Train, write the adapter into the run's output folder, and say what was done and what it cost.

    Raises:
        FilesFaulty: a folder of the run has faults.
        NothingToLearnFrom
        WeightsUnusable
    """
    sources = mixture.collect(run.data, written.records())
    settings = Settings(steps=run.steps or STEPS, seed=run.seed, threads=run.threads)
    made, facts = train(sources, settings, run.work / "encoder.pt", run.progress)
    files.replace_atomically(run.output / Path(adapter.FILE).name, adapter.to_bytes(made))
    adapter.load.cache_clear()
    (run.work / "encoder.pt").unlink(missing_ok=True)
    return facts


def train(
    sources: Sources, settings: Settings, checkpoint: Path, progress: Progress = silent
) -> tuple[Adapter, dict[str, Any]]:
    """The adapter, and facts for the model card.

    Args:
        checkpoint: where the state is kept; the file stays when all is done.

    Raises:
        NothingToLearnFrom
        WeightsUnusable
    """
    if not any(sources.counts().values()):
        raise NothingToLearnFrom
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    torch.use_deterministic_algorithms(True)
    began = time.monotonic()
    progress(0, settings.steps, "reading the encoder's weights")
    source = weights.Weights(weights.locate())
    made = Network(source, rank=settings.rank, width=settings.width, layers=settings.layers)
    optimiser = _optimiser(made, settings)
    of = fingerprint(sources, settings)
    state = checkpoints.read(checkpoint, of)
    if state:
        made.put(state.learned)
        optimiser.load_state_dict(state.optimiser)
    else:
        hard = mine(made, sources, progress)
        first, centre = directions(made, sources, settings, progress)
        made.turn_head(first, _CENTRED * centre)
        state = Checkpoint(of, 0, {}, {}, hard)
    state = _steps(made, optimiser, sources, settings, state, checkpoint, began - state.seconds, progress)
    return _finished(made, sources, settings, state)


def _steps(
    made: Network,
    optimiser: torch.optim.Optimizer,
    sources: Sources,
    settings: Settings,
    state: Checkpoint,
    checkpoint: Path,
    began: float,
    progress: Progress,
) -> Checkpoint:
    """The steps that are left; the state after the last one."""
    batches = Mixture(sources, state.hard, seed=settings.seed, batch=settings.batch, negatives=settings.negatives)
    for step, (_, pairs) in itertools.islice(enumerate(batches), state.step, settings.steps):
        for group, factor in zip(optimiser.param_groups, (1.0, settings.head_rate), strict=True):
            group["lr"] = settings.rate_at(step) * factor
        optimiser.zero_grad()
        loss = losses.of_batch(made, pairs)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(made.changes(), settings.clip)
        optimiser.step()
        state = replace(
            state,
            step=step + 1,
            losses=[*state.losses, loss.item()],
            seconds=time.monotonic() - began,
            peak=max(state.peak, peak_memory()),
        )
        if state.step % settings.every == 0 or state.step == settings.steps:
            state = replace(state, learned=made.learned(), optimiser=optimiser.state_dict())
            checkpoints.write(checkpoint, state)
        progress(state.step, settings.steps, "fine-tuning the encoder")
    return state


def _optimiser(made: Network, settings: Settings) -> torch.optim.Optimizer:
    groups: list[dict[str, Any]] = [{"params": made.changes()}, {"params": list(made.head.parameters())}]
    return torch.optim.AdamW(groups, lr=settings.rate, weight_decay=settings.decay)


def _finished(made: Network, sources: Sources, settings: Settings, state: Checkpoint) -> tuple[Adapter, dict[str, Any]]:
    name = name_of(made.adapter(""))
    tenth = max(1, len(state.losses) // 10)
    facts = {
        "name": name,
        "seed": settings.seed,
        "steps": state.step,
        "threads": settings.threads,
        "seconds": round(state.seconds, 1),
        "peak_bytes": state.peak,
        "loss": [round(float(np.mean(part)), 3) for part in (state.losses[:tenth], state.losses[-tenth:])],
        "learned_from": sources.counts(),
        "tweets": {name: len(rows) for name, rows in sources.tweets.items()},
        "kept_away": sources.left_away,
    }
    return made.adapter(name), facts


def mine(made: Network, sources: Sources, progress: Progress = silent) -> dict[str, list[list[int]]]:
    """For each folder and tweet the places of texts that the untouched encoder takes for near and that are wrong."""
    hard: dict[str, list[list[int]]] = {}
    for name, tweets in sources.tweets.items():
        hard[name] = []
        if not tweets:
            continue
        passages = sources.passages[name]
        what = "looking for texts that only look right"
        texts = _encoded(made, losses.PASSAGE, passages, _MINED_PASSAGE_TOKENS, progress, what)
        asked = _encoded(made, losses.QUERY, [t.text for t in tweets], _MINED_QUERY_TOKENS, silent, what)
        for tweet, scores in zip(tweets, asked @ texts.T, strict=True):
            nearest = np.argsort(-scores, kind="stable")[:_LOOKED_AT].tolist()
            hard[name].append([place for place in nearest if passages[place] not in tweet.right][:_HARD])
    return hard


def _encoded(made: Network, prefix: str, texts: Sequence[str], limit: int, progress: Progress, what: str) -> Floats:
    found = np.zeros((len(texts), made.words.shape[1]), dtype=np.float32)
    done = 0
    for places, vectors, _ in network.vectors(made, [prefix + text for text in texts], limit):
        found[places] = vectors
        done += len(places)
        progress(done, len(texts), what)
    return found


def directions(
    made: Network, sources: Sources, settings: Settings, progress: Progress = silent
) -> tuple[Floats, Floats]:
    """The main directions (hidden, width) of the states of texts' tokens, and their mean (hidden,)."""
    chance = random.Random(settings.seed)  # noqa: S311 - a sample, no secret
    found = [text for name in sorted(sources.passages) for text in sources.passages[name]]
    texts = chance.sample(found, min(_HEAD_TEXTS, len(found)))
    texts += [searched_text(record.document(language)) for record in sources.records for language in ("vi", "en")]
    hidden = made.words.shape[1]
    total, products, count, done = np.zeros(hidden), np.zeros((hidden, hidden)), 0, 0
    prefixed = [losses.PASSAGE + text for text in texts]
    for places, _, each in network.vectors(made, prefixed, _MINED_PASSAGE_TOKENS):
        states = np.concatenate(each).astype(np.float64)
        total, products, count = total + states.sum(axis=0), products + states.T @ states, count + len(states)
        done += len(places)
        progress(done, len(texts), "finding the head's beginning")
    centre = total / count
    values, vectors = np.linalg.eigh(products / count - np.outer(centre, centre))
    first = vectors[:, np.argsort(-values)[: settings.width]]
    return first.astype(np.float32), centre.astype(np.float32)


def fingerprint(sources: Sources, settings: Settings) -> str:
    """Of all that the outcome depends on."""
    held = [
        asdict(settings) | {"every": 0},
        [[name, [[tweet.text, *tweet.right] for tweet in rows]] for name, rows in sources.tweets.items()],
        sources.passages,
        sources.titles,
        [[record.topic, record.place, record.line] for record in sources.records],
        sorted(sources.apart),
        [mixture.WEIGHTS, weights.VERSION, torch.__version__],
    ]
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


def name_of(made: Adapter) -> str:
    """A name made of the learned numbers, as they are kept."""
    parts = {
        f"{name}.{side}": part for name, pair in made.changes.items() for side, part in zip("du", pair, strict=True)
    }
    parts |= {f"head.{side}": part for side, part in zip("wb", made.head, strict=True)}
    held = hashlib.sha256()
    for name in sorted(parts):
        held.update(name.encode())
        held.update(parts[name].astype("<f2").tobytes())
    return held.hexdigest()[:_NAME]
