"""One prepared encoder for the whole session, and a small store that speaks like a desk."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from factdesk.matching import Document, Store, TextEncoder, encoder
from factdesk.matching.encoder.model import ReadQuestion

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def model_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """FACTDESK_TEST_MODELS, or the checkout's own, or one prepared for this session."""
    for place in (os.environ.get("FACTDESK_TEST_MODELS"), CHECKOUT / "var" / "models"):
        if place and encoder.is_prepared(Path(place)):
            return Path(place)
    directory = tmp_path_factory.mktemp("encoder") / "models"
    encoder.prepare(directory)
    return directory


@pytest.fixture(scope="session")
def real(model_directory: Path) -> TextEncoder:
    return encoder.load(model_directory)


class Coin:
    """An encoder for tests of the store: each text has its own direction, equal texts the same."""

    name, dimension = "coin", 384

    def queries(self, texts):
        return self.passages(texts)

    def passages(self, texts):
        rows = [np.random.default_rng(abs(hash(text))).standard_normal(384) for text in texts]
        vectors = np.array(rows, dtype=np.float32).reshape(-1, 384)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def read(self, text):
        return ReadQuestion(self.queries([text])[0], np.empty((0, 2), np.float32), [])


class TokenCoin(Coin):
    """The same with token vectors: as many as the text has words, each word its own; it counts the texts."""

    token_width = 8

    def __init__(self) -> None:
        self.texts: list[str] = []

    def passages_with_tokens(self, texts):
        self.texts += texts
        return self.passages(texts), [tokens_of(text) for text in texts]


def tokens_of(text: str) -> np.ndarray:
    """The token vectors that TokenCoin gives."""
    rows = [np.frombuffer(word.encode().ljust(8)[:8], dtype=np.int8) for word in text.split()]
    return np.array(rows, dtype=np.int8).reshape(-1, 8)


@pytest.fixture
def coin() -> Coin:
    return Coin()


@pytest.fixture
def token_coin() -> TokenCoin:
    return TokenCoin()


@pytest.fixture
def codes_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shelves are searched by codes however few texts they have."""
    from factdesk.matching.store import shelf, writer

    monkeypatch.setattr(writer, "EXACT_BELOW", 1)
    monkeypatch.setattr(shelf, "EXACT_BELOW", 1)


@pytest.fixture
def store(tmp_path: Path, coin: Coin) -> Store:
    return Store.create(tmp_path / "index", coin.name)


@pytest.fixture
def document() -> Callable[..., Document]:
    """A document of check `code`; `document("a1")`, `document("a1", "en", claim="…")`."""

    def build(code: str, language: str = "vi", *, title: str = "", claim: str = "") -> Document:
        text = claim or f"Điều số {code} là có thật"
        return Document(f"fact-check:{code}:{language}", "fact-check", code, language, title, text, extra={"n": code})

    return build
