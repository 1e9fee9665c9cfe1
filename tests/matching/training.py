"""A labelled folder of a few lines, and records like those of train/written, for the tests of training."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factdesk.matching.train.written import Record

NO_TORCH = "PyTorch, with which the encoder is fine-tuned, is not installed: script/install train"


def torch_or_skip() -> None:
    """Leave a module's tests out where there is no PyTorch."""
    pytest.importorskip("torch", reason=NO_TORCH)


def folder(path: Path, claims: dict[str, str], **splits: dict[str, tuple[str, list[str]]]) -> Path:
    """A folder at `path`: claims by id, and by split its questions, each with the ids that answer it."""
    path.mkdir(parents=True)
    rows = [{"id": code, "vclaim": claim, "title": f"Is it so: {claim}?"} for code, claim in claims.items()]
    _lines(path / "corpus.jsonl", [json.dumps(row) for row in rows])
    for split, queries in splits.items():
        _lines(path / f"queries.{split}.tsv", [f"{code}\t{text}" for code, (text, _) in queries.items()])
        found = [f"{code} 0 {claim} 1" for code, (_, right) in queries.items() for claim in right]
        _lines(path / f"qrels.{split}.tsv", found)
    return path


def _lines(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def records(count: int, topic: str = "food") -> list[Record]:
    """Records of one topic; every eighth is one that the encoder is kept from."""
    return [Record(topic, place, _line(f"{topic}-{place}", 10 + place)) for place in range(count)]


def _line(code: str, number: int) -> dict[str, object]:
    return {
        "id": code,
        "vi": {"title": f"Ăn {number} quả chuối", "claim": f"Ăn {number} quả chuối mỗi ngày chữa khỏi cảm cúm."},
        "en": {"title": f"Eating {number} bananas", "claim": f"Eating {number} bananas a day cures the flu."},
        "ask_vi": [f"Nghe nói ăn {number} quả chuối một ngày là hết cảm cúm, đúng không?"],
        "ask_en": [f"Do {number} bananas a day cure the flu?"],
        "near": [{"q": f"Do {number} lemons a day cure cancer?", "lang": "en", "kind": "thing"}],
    }
