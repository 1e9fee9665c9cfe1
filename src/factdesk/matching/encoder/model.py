"""Texts in, vectors out."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from factdesk.matching.encoder import preparation
from factdesk.matching.errors import EncoderDamaged

QUERY_TOKENS = 128
PASSAGE_TOKENS = 256
_BATCH_TOKENS = 2048  # bounds the memory of one run: about 60 MB of activations
_LONGEST = 8_000  # characters looked at before the tokenizer cuts; 256 tokens are never longer

Floats = npt.NDArray[np.float32]


class TextEncoder(Protocol):
    """Whatever turns texts into unit vectors; the store keeps its name and refuses another's vectors."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def queries(self, texts: Sequence[str]) -> Floats:
        """Vectors of questions, float32 (n, dimension), unit length."""

    def passages(self, texts: Sequence[str]) -> Floats:
        """Vectors of texts to be found, float32 (n, dimension), unit length."""


class OnnxEncoder:
    """multilingual-e5-small through onnxruntime. One a process; may be used by several threads at once."""

    def __init__(self, directory: Path, threads: int = 1) -> None:
        import onnxruntime  # 15 MB, which a process that reads no text does without
        from tokenizers import Tokenizer

        manifest = _complete(directory)
        self.name = str(manifest["name"])
        self.dimension = int(manifest["dimension"])
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
                str(directory / preparation.MODEL), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(directory / preparation.TOKENIZER))
        except Exception as error:  # neither library documents what it raises for a damaged file
            raise EncoderDamaged(f"The encoder in {directory} cannot be loaded: {error}") from error
        self._lock = threading.Lock()

    def queries(self, texts: Sequence[str]) -> Floats:
        return self._encode([f"query: {text}" for text in texts], QUERY_TOKENS)

    def passages(self, texts: Sequence[str]) -> Floats:
        return self._encode([f"passage: {text}" for text in texts], PASSAGE_TOKENS)

    def _encode(self, texts: list[str], limit: int) -> Floats:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        tokens = [
            self._tokens(encoding.ids, limit)
            for encoding in self._tokenizer.encode_batch([t[:_LONGEST] for t in texts])
        ]
        order = sorted(range(len(tokens)), key=lambda place: len(tokens[place]))
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end + 1 - start) * len(tokens[order[end]]) <= _BATCH_TOKENS:
                end += 1
            places = order[start:end]
            vectors[places] = self._run([tokens[place] for place in places])
            start = end
        return vectors

    @staticmethod
    def _tokens(identifiers: list[int], limit: int) -> list[int]:
        return identifiers if len(identifiers) <= limit else [*identifiers[: limit - 1], identifiers[-1]]

    def _run(self, batch: list[list[int]]) -> Floats:
        width = max(map(len, batch))
        identifiers = np.ones((len(batch), width), dtype=np.int64)  # 1 is <pad>
        mask = np.zeros_like(identifiers)
        for row, line in enumerate(batch):
            identifiers[row, : len(line)] = line
            mask[row, : len(line)] = 1
        with self._lock:  # two runs at once would only take each other's processor and double the memory
            (found,) = self._session.run(["embedding"], {"input_ids": identifiers, "attention_mask": mask})
        return np.asarray(found, dtype=np.float32)


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
