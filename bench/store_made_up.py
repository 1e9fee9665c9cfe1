"""Made-up stores for bench/store.py: texts, vectors that lie as real ones do, token vectors of realistic length."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import reviews_generator

from factdesk.matching import Document, Store, encoder

Floats = npt.NDArray[np.float32]

LANGUAGES = ("vi", "en")
QUESTIONS = 1000
_BASE = 2000  # texts of each language that go through the encoder
_BATCH = 4000


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """Made-up reviews."""
    for number, review in enumerate(reviews_generator.reviews(count, seed)):
        language, code = review["inLanguage"], f"r{number}"
        extra = {"rating": review["reviewRating"]["alternateName"], "publisher": review["author"]["name"]}
        addresses = (review["url"], review["itemReviewed"]["appearance"][0]["url"])
        yield Document(
            f"review:{code}:{language}", "review", code, language, "", review["claimReviewed"], "", addresses, extra
        )


def questions(language: str) -> list[str]:
    """Of the kind of the reviews, but none of them."""
    chance = random.Random(4)
    asked = (d.claim for d in documents(10**9, seed=77) if d.language == language)
    ending = {"vi": "có đúng không?", "en": "is this true?"}[language]
    return [
        f"{' '.join(claim.rstrip('.').split()[chance.randrange(3) :])} {ending}"
        for claim in itertools.islice(asked, QUESTIONS // 2)
    ]


class Vectors:
    """As many as wanted, from those of a few real texts."""

    def __init__(self, base: dict[str, Floats]) -> None:
        self._base, self._chance = base, np.random.default_rng(1)

    def make(self, language: str, count: int) -> Floats:
        base, chance = self._base[language], self._chance
        one, two, three, four = (base[chance.integers(0, len(base), count)] for _ in range(4))
        weights = chance.random((2, count, 1), dtype=np.float32)
        moved = one + 0.5 * weights[0] * (two - three) + 0.3 * weights[1] * (four - two)
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


def prepare(models: Path, folder: Path, count: int) -> str:
    """Encode the base and the questions, make the store; how long that took and how large it is."""
    text_encoder = encoder.load(models)
    base, width = {}, text_encoder.token_width
    for language in LANGUAGES:
        wanted = (d.claim for d in documents(10**9, seed=5) if d.language == language)
        base[language] = text_encoder.passages(list(itertools.islice(wanted, min(_BASE, count))))
        np.save(folder / f"questions.{language}.npy", text_encoder.queries(questions(language)))
    vectors, chance = Vectors(base), np.random.default_rng(2)
    noise = chance.integers(-127, 128, 1 << 24, dtype=np.int8)
    store = Store.create(folder / "store", text_encoder.name, token_width=width)
    began = time.perf_counter()
    source = documents(count)
    with store.writer() as writer:
        while batch := list(itertools.islice(source, _BATCH)):
            made = np.empty((len(batch), base["vi"].shape[1]), dtype=np.float32)
            for language in LANGUAGES:
                places = [place for place, each in enumerate(batch) if each.language == language]
                made[places] = vectors.make(language, len(places))
            sizes = chance.integers(30, 61, len(batch)) * width
            starts = chance.integers(0, len(noise) - 61 * width, len(batch))
            tokens = [
                noise[start : start + size].reshape(-1, width)
                for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
            ]
            writer.put(batch, made, tokens)
        writer.commit()
    seconds = time.perf_counter() - began
    size = sum(file.stat().st_size for file in (folder / "store").rglob("*") if file.is_file())
    return f"{seconds:.0f} s, {size / 1e6:.0f} MB"
