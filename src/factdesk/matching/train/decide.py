"""Fit the decision from labelled folders; writes data/decision.json.

    python -m factdesk.matching.train.decide --model DIR --folder PATH [--without QUERIES] [--dev PATH …]

Trains on the `train` split of the folder and on the desk's own questions beside this script; prints what comes of it
there and on the `dev` split of other folders. Dev splits are only looked at.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Container
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from factdesk.matching import encoder as encoders
from factdesk.matching.decision import Decision, Logistic
from factdesk.matching.features import NAMES
from factdesk.matching.train import examples, folders
from factdesk.matching.train.examples import Example, Remembering

OUTPUT = Path(__file__).parent.parent / "data" / "decision.json"
QUESTIONS = Path(__file__).parent / "questions"
SIZES = ((60, 12), (400, 4), (2500, 2), (10_000, 1))  # documents in a store, how many such stores
DEPTH = 3
OWN, TINY = "own", "own, tiny stores"
SIGNS = dict.fromkeys(NAMES[:11], 1) | {"numbers_missing": -1, "numbers_extra": -1, "negation_differs": -1}
# What the suggesting model may look at. How much nearer a text is than others tells near misses apart, which is the
# answer's business; off-topic questions often have one text that is nearer than the rest, so here it misleads.
ON_TOPIC = {
    *("cosine", "asked_covered", "text_covered", "claim_covered", "trigrams"),
    *("bare", "same_language", "english", "cosine_across"),
}
ANSWER, SUGGEST = 0.98, 0.45  # thresholds; chosen on the dev splits and the own questions
RIDGE = 2.0
SEED = 20

Floats = npt.NDArray[np.float64]


Groups = dict[str, list[list[Example]]]
Weigh = Callable[[str, Example], float]


def weigh_for_answer(group: str, example: Example) -> float:
    """All sizes of store count alike; candidates after the first count less."""
    return 1.0 if example.place == 0 else 0.3


def weigh_for_suggest(group: str, example: Example) -> float:
    """What is off the topic counts, and only the own questions have that; a near miss suggested does little harm."""
    if example.place > 0:
        return 0.0
    weight = {OWN: 1.0, TINY: 0.5}.get(group, 1 / 30)
    if example.elsewhere and not example.right:
        weight *= 0.05
    return weight if example.features["same_language"] else weight * 0.3


def fit(groups: Groups, weigh: Weigh, without: Container[str] = ()) -> tuple[dict[str, float], float]:
    """Logistic regression with a ridge on standardised features; the scale is folded into the weights.

    Args:
        groups: examples by question; every group has the same weight before `weigh`.
        without: features left out.
    """
    flat = [(e, weigh(name, e) * 800 / len(group)) for name, group in groups.items() for row in group for e in row]
    kept = [name for name in NAMES if name not in without]
    while True:
        slopes, bias = _solve(flat, kept)
        against = [name for name in kept if slopes[name] * SIGNS.get(name, 0) < 0]
        if not against:
            return {name: round(slope, 4) for name, slope in slopes.items()}, round(bias, 4)
        # A feature that speaks against its own sense only mirrors others; without it the model can be read.
        kept.remove(min(against, key=lambda name: slopes[name] * SIGNS[name]))


def _solve(flat: list[tuple[Example, float]], names: list[str]) -> tuple[dict[str, float], float]:
    x = np.array([[example.features[name] for name in names] for example, _ in flat])
    y = np.array([example.right for example, _ in flat], dtype=float)
    w = np.array([weight for _, weight in flat])
    mean, scale = x.mean(0), x.std(0) + 1e-9
    design = np.column_stack([(x - mean) / scale, np.ones(len(x))])
    penalty = np.diag([RIDGE] * len(names) + [0.0])
    beta = np.zeros(design.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (w * (y - p)) - penalty @ beta
        hessian = (design * (w * p * (1 - p))[:, None]).T @ design + penalty
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    slopes = beta[:-1] / scale
    return dict(zip(names, slopes.tolist(), strict=True)), float(beta[-1] - slopes @ mean)


def report(name: str, rows: list[list[Example]], decision: Decision) -> None:
    """One line: how often each outcome was right; `area` is of the answer's model, between right and absent."""
    present = [row for row in rows if row and row[0].present]
    absent = [row for row in rows if row and not row[0].present]
    scored = [(decision.answer.probability(row[0].features), row) for row in rows if row]
    off = [row for row in absent if not row[0].elsewhere]
    answered = [row for _, row in scored if decision.outcome(row[0].features) == "answer"]
    passed = {id(row) for _, row in scored if decision.outcome(row[0].features) != "none"}
    good = [row for row in present if id(row) in passed and any(e.right for e in row[:3])]
    precision = sum(row[0].right for row in answered) / max(1, len(answered))
    share = sum(row[0].right for row in answered) / max(1, len(present))
    hits = np.array([p for p, row in scored if row[0].right])
    misses = np.array([p for p, row in scored if not row[0].present])
    area = (hits[:, None] > misses[None]).mean() if len(hits) and len(misses) else float("nan")
    sys.stdout.write(
        f"{name:28} n={len(present)}+{len(absent)} first {sum(r[0].right for r in present) / max(1, len(present)):.3f}"
        f" area {area:.3f} | answers precise {precision:.3f} of answerable {share:.3f} wrong where absent"
        f" {sum(not row[0].present for row in answered) / max(1, len(absent)):.3f}"
        f" | answered or suggested rightly {len(good) / max(1, len(present)):.3f}"
        f" none where absent {sum(id(r) not in passed for r in absent) / max(1, len(absent)):.3f}"
        f" off topic {sum(id(r) not in passed for r in off) / max(1, len(off)):.3f}\n"
    )


def main() -> None:
    """See the module's own words."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--without", type=Path)
    parser.add_argument("--dev", type=Path, nargs="*", default=[])
    parser.add_argument("--answer", type=float, default=ANSWER)
    parser.add_argument("--suggest", type=float, default=SUGGEST)
    arguments = parser.parse_args()
    chance = random.Random(SEED)  # noqa: S311 - samples, not secrets
    encoder = Remembering(encoders.load(arguments.model, threads=2))
    folder = folders.read(arguments.folder, "train", without=arguments.without)
    groups: Groups = {}
    for size, times in SIZES:
        rows = [row for _ in range(times) for row in examples.sampled(folder, size, encoder, chance, DEPTH)]
        groups[f"{folder.name} {size}"] = rows
    questions = folders.read(QUESTIONS, "train")
    groups[TINY] = examples.tiny(questions, encoder, DEPTH, rounds=60, chance=chance)
    groups[OWN] = examples.own(questions, encoder, DEPTH, rounds=6, chance=chance)
    decision = Decision(
        answer=Logistic(*fit(groups, weigh_for_answer, without={"asks_openly", "meant_without"}), arguments.answer),
        suggest=Logistic(*fit(groups, weigh_for_suggest, without=set(NAMES) - ON_TOPIC), arguments.suggest),
    )
    for name, group in groups.items():
        report(name, group, decision)
    for path in arguments.dev:
        dev = folders.read(path, "dev")
        for size, times in ((60, 6), (400, 2), (20_000, 1)):
            found = [row for _ in range(times) for row in examples.sampled(dev, size, encoder, chance, DEPTH)]
            report(f"{dev.name} dev {size}", found, decision)
    made = {"by": "matching/train/decide.py", "from": [f"{folder.name} train", "train/questions"], "seed": SEED}
    OUTPUT.write_text(json.dumps({"made": made, **asdict(decision)}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
