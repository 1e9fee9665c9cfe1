"""Texts in, vectors out."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from factdesk.matching.encoder import preparation, tokens
from factdesk.matching.errors import EncoderDamaged

QUERY_TOKENS = 128
PASSAGE_TOKENS = 256
_BATCH_TOKENS = 2048  # bounds the memory of one run: about 60 MB of activations
_LONGEST = 8_000  # characters looked at before the tokenizer cuts; 256 tokens are never longer

_QUERY, _PASSAGE = "query: ", "passage: "
_BEFORE = 3  # tokens of a prefix: <s>, the word, the colon

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question as the encoder sees it.

    Args:
        vector: (dimension,), unit length.
        tokens: (tokens, numbers), unit length each.
        spans: where each token's characters begin and end in the text.
    """

    vector: Floats
    tokens: Floats
    spans: list[tuple[int, int]]


class TextEncoder(Protocol):
    """Whatever turns texts into unit vectors; the store keeps its name and refuses another's vectors."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def token_width(self) -> int:
        """Bytes of a token's codes (encoder/tokens.py)."""

    def queries(self, texts: Sequence[str]) -> Floats:
        """Vectors of questions, float32 (n, dimension), unit length."""

    def passages(self, texts: Sequence[str]) -> Floats:
        """Vectors of texts to be found, float32 (n, dimension), unit length."""

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Floats, list[Codes]]:
        """The same, and for each text the codes of its tokens, int8 (tokens, token_width)."""

    def read(self, text: str) -> ReadQuestion:
        """One question with its tokens."""


class OnnxEncoder:
    """multilingual-e5-small through onnxruntime. One a process; may be used by several threads at once."""

    def __init__(self, directory: Path, threads: int = 1) -> None:
        import onnxruntime  # 15 MB, which a process that reads no text does without
        from tokenizers import Tokenizer

        manifest = _complete(directory)
        self.name = str(manifest["name"])
        self.dimension = int(manifest["dimension"])
        self.token_width = int(manifest["token_width"]) // 2
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # an arena keeps the largest batch's memory for ever
        options.enable_mem_pattern = False
        options.log_severity_level = 3
        # Let go of the processor between questions: the desk shares it with the web server.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(
                str(directory / preparation.MODEL),
                options,
                providers=["CPUExecutionProvider"],
                # The sum and the norm in one step take three times as long as one after the other: a fourth of a run.
                disabled_optimizers=["SkipLayerNormFusion"],
            )
            self._tokenizer = Tokenizer.from_file(str(directory / preparation.TOKENIZER))
        except Exception as error:  # neither library documents what it raises for a damaged file
            raise EncoderDamaged(f"The encoder in {directory} cannot be loaded: {error}") from error
        self._lock = threading.Lock()

    def queries(self, texts: Sequence[str]) -> Floats:
        return self._encode([_QUERY + text for text in texts], QUERY_TOKENS)[0]

    def passages(self, texts: Sequence[str]) -> Floats:
        return self._encode([_PASSAGE + text for text in texts], PASSAGE_TOKENS)[0]

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Floats, list[Codes]]:
        return self._encode([_PASSAGE + text for text in texts], PASSAGE_TOKENS, with_tokens=True)

    def read(self, text: str) -> ReadQuestion:
        encoding = self._tokenizer.encode((_QUERY + text)[:_LONGEST])
        identifiers = self._tokens(encoding.ids, QUERY_TOKENS)
        vectors, found = self._run([identifiers], ["embedding", "tokens"])
        shift = len(_QUERY)
        spans = [(max(0, a - shift), max(0, b - shift)) for a, b in encoding.offsets[_BEFORE : len(identifiers) - 1]]
        return ReadQuestion(vectors[0], found[0][_BEFORE:-1], spans)

    def _encode(self, texts: list[str], limit: int, *, with_tokens: bool = False) -> tuple[Floats, list[Codes]]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        codes = [np.empty((0, self.token_width), np.int8)] * len(texts)
        wanted = ["embedding", "tokens"] if with_tokens else ["embedding"]
        encoded = [
            self._tokens(encoding.ids, limit)
            for encoding in self._tokenizer.encode_batch([t[:_LONGEST] for t in texts])
        ]
        order = sorted(range(len(encoded)), key=lambda place: len(encoded[place]))
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end + 1 - start) * len(encoded[order[end]]) <= _BATCH_TOKENS:
                end += 1
            places = order[start:end]
            vectors[places], *each = self._run([encoded[place] for place in places], wanted)
            for place, line in zip(places, each[0] if each else (), strict=False):
                codes[place] = tokens.pack(line[_BEFORE : len(encoded[place]) - 1])
            start = end
        return vectors, codes

    @staticmethod
    def _tokens(identifiers: list[int], limit: int) -> list[int]:
        return identifiers if len(identifiers) <= limit else [*identifiers[: limit - 1], identifiers[-1]]

    def _run(self, batch: list[list[int]], wanted: list[str]) -> list[Floats]:
        width = max(map(len, batch))
        identifiers = np.ones((len(batch), width), dtype=np.int64)  # 1 is <pad>
        mask = np.zeros_like(identifiers)
        for row, line in enumerate(batch):
            identifiers[row, : len(line)] = line
            mask[row, : len(line)] = 1
        with self._lock:  # two runs at once would only take each other's processor and double the memory
            found: list[Floats] = self._session.run(wanted, {"input_ids": identifiers, "attention_mask": mask})
        return found


def _complete(directory: Path) -> dict[str, Any]:
    """The manifest, once every file has been seen with its length."""
    manifest = preparation.read_manifest(directory)
    for name, fact in manifest["files"].items():
        path = directory / name
        # Lengths only: checksums are verified by is_prepared, and would cost a start-up 100 ms.
        if not path.is_file() or path.stat().st_size != fact["bytes"]:
            raise EncoderDamaged(f"{path} is missing or has another length; delete the directory and prepare it again.")
    return manifest


def name_of(directory: Path) -> str:
    """The name of the prepared encoder, without loading it.

    Raises:
        EncoderMissing: nothing has been prepared there.
        EncoderDamaged: files are missing or short.
    """
    return str(_complete(directory)["name"])


def load(directory: Path, threads: int = 1) -> TextEncoder:
    """The prepared encoder.

    Raises:
        EncoderMissing: nothing has been prepared there.
        EncoderDamaged: files are missing, short or unreadable.
    """
    return OnnxEncoder(directory, threads)
