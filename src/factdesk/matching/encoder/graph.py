"""The encoder as an ONNX graph, written with onnx.helper straight from the weights.

inputs   input_ids (batch, tokens) int64, attention_mask (batch, tokens) int64
outputs  embedding (batch, hidden) float32: the mean over the tokens, at unit length
         tokens (batch, tokens, width) float32: each token's last state through the adapter's head, at unit length

The table of pieces is kept as int8 with one scale a row, which is finer than a scale for the whole table.
The matrices of the layers are left in fp32 here; quantising them is a later step.
"""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from factdesk.matching.encoder.adapter import Adapter
from factdesk.matching.encoder.weights import Weights

OPSET = 20  # the first with Gelu
IR_VERSION = 9


class _Builder:
    """Collects nodes and constants; every method that adds a node returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operation: str, inputs: list[str], name: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operation, inputs, [name], name=name, **attributes))
        return name

    def split(self, value: str, names: list[str]) -> list[str]:
        self.nodes.append(
            helper.make_node("Split", [value], names, name=f"{names[0]}.split", axis=-1, num_outputs=len(names))
        )
        return names

    def linear(self, value: str, name: str, weight: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]) -> str:
        product = self.add("MatMul", [value, self.constant(f"{name}.w", weight.T)], f"{name}.mul")
        return self.add("Add", [product, self.constant(f"{name}.b", bias)], name)


def _quantise_rows(table: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    scales = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-12) / 127.0
    return np.rint(table / scales).astype(np.int8), scales.astype(np.float32)


def _embeddings(b: _Builder, weights: Weights, rows: npt.NDArray[np.int64], exact: bool) -> str:
    table = weights.matrix("emb.word", rows)
    hidden = weights.shape.hidden
    if exact:
        words = b.add("Gather", [b.constant("emb.word", table), "input_ids"], "words")
    else:
        codes, scales = _quantise_rows(table)
        numbers = b.add("Gather", [b.constant("emb.codes", codes), "input_ids"], "words.codes")
        factors = b.add("Gather", [b.constant("emb.scales", scales), "input_ids"], "words.scales")
        words = b.add("Mul", [b.add("Cast", [numbers], "words.float", to=TensorProto.FLOAT), factors], "words")
    places = weights.vector("emb.pos").reshape(-1, hidden) + weights.vector("emb.type")[:hidden]
    length = b.add("Shape", ["input_ids"], "length", start=1, end=2)
    start = b.constant("zero", np.array([0], np.int64))
    axis = b.constant("axis", np.array([0], np.int64))
    used = b.add("Slice", [b.constant("emb.pos", places), start, length, axis], "places")
    return b.add("Add", [words, used], "emb.sum")


def _norm(b: _Builder, weights: Weights, value: str, name: str) -> str:
    scale = b.constant(f"{name}.w", weights.vector(f"{name}.w"))
    shift = b.constant(f"{name}.b", weights.vector(f"{name}.b"))
    return b.add("LayerNormalization", [value, scale, shift], name, axis=-1, epsilon=weights.shape.epsilon)


def _matrix(weights: Weights, adapter: Adapter | None, name: str) -> npt.NDArray[np.float32]:
    matrix = weights.matrix(f"{name}.w")
    return adapter.applied(name, matrix) if adapter else matrix


def _attention(b: _Builder, weights: Weights, adapter: Adapter | None, value: str, layer: str, mask: str) -> str:
    heads = weights.shape.heads
    size = weights.shape.hidden // heads
    matrix = np.concatenate([_matrix(weights, adapter, f"{layer}.{part}") for part in "qkv"])
    bias = np.concatenate([weights.vector(f"{layer}.{part}.b") for part in "qkv"])
    # The usual division by sqrt(size) is folded into the query's rows.
    matrix[: weights.shape.hidden] /= math.sqrt(size)
    bias[: weights.shape.hidden] /= math.sqrt(size)
    together = b.linear(value, f"{layer}.qkv", matrix, bias)
    parts = b.split(together, [f"{layer}.{part}" for part in "qkv"])
    orders = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])  # the keys transposed
    query, key, content = (
        b.add("Transpose", [b.add("Reshape", [part, "by_head"], f"{part}.heads")], f"{part}.turned", perm=order)
        for part, order in zip(parts, orders, strict=True)
    )
    scores = b.add("Add", [b.add("MatMul", [query, key], f"{layer}.raw"), mask], f"{layer}.scores")
    shares = b.add("Softmax", [scores], f"{layer}.shares", axis=-1)
    mixed = b.add("Transpose", [b.add("MatMul", [shares, content], f"{layer}.mix")], f"{layer}.back", perm=[0, 2, 1, 3])
    flat = b.add("Reshape", [mixed, "flat"], f"{layer}.flat")
    return b.linear(flat, f"{layer}.ao", _matrix(weights, adapter, f"{layer}.ao"), weights.vector(f"{layer}.ao.b"))


def _layer(b: _Builder, weights: Weights, adapter: Adapter | None, value: str, layer: str, mask: str) -> str:
    attended = _attention(b, weights, adapter, value, layer, mask)
    middle = _norm(b, weights, b.add("Add", [value, attended], f"{layer}.sum1"), f"{layer}.aln")
    wide = b.linear(middle, f"{layer}.fi", _matrix(weights, adapter, f"{layer}.fi"), weights.vector(f"{layer}.fi.b"))
    bent = b.add("Gelu", [wide], f"{layer}.gelu")
    narrow = b.linear(bent, f"{layer}.fo", _matrix(weights, adapter, f"{layer}.fo"), weights.vector(f"{layer}.fo.b"))
    return _norm(b, weights, b.add("Add", [middle, narrow], f"{layer}.sum2"), f"{layer}.oln")


def _mean(b: _Builder, value: str, mask: str) -> str:
    last = b.constant("last", np.array([2], np.int64))
    middle = b.constant("middle", np.array([1], np.int64))
    weight = b.add("Unsqueeze", [mask, last], "mask.column")
    total = b.add("ReduceSum", [b.add("Mul", [value, weight], "masked"), middle], "total", keepdims=0)
    # Dividing by the number of tokens is left out: the vector is brought to unit length anyway.
    return b.add("LpNormalization", [total], "embedding", axis=-1, p=2)


def _each(b: _Builder, value: str, adapter: Adapter) -> str:
    weight, bias = adapter.head
    return b.add("LpNormalization", [b.linear(value, "head", weight, bias)], "tokens", axis=-1, p=2)


def build(
    weights: Weights, rows: npt.NDArray[np.int64], adapter: Adapter | None, *, exact: bool = False
) -> onnx.ModelProto:
    """The whole graph with the pieces `rows`.

    Args:
        adapter: what fine-tuning added; without one the packaged network as it is, which has no output `tokens`.
        exact: keep the table of pieces in fp32, for comparisons.
    """
    b = _Builder()
    heads = weights.shape.heads
    b.constant("by_head", np.array([0, 0, heads, weights.shape.hidden // heads], np.int64))
    b.constant("flat", np.array([0, 0, weights.shape.hidden], np.int64))
    mask = b.add("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    absent = b.add(
        "Mul",
        [
            b.add("Sub", [mask, b.constant("one", np.float32(1).reshape(1))], "mask.less"),
            b.constant("far", np.float32(1e4).reshape(1)),
        ],
        "mask.flat",
    )
    axes = b.constant("mask.axes", np.array([1, 2], np.int64))
    bias = b.add("Unsqueeze", [absent, axes], "mask.bias")
    value = _norm(b, weights, _embeddings(b, weights, rows, exact), "emb.ln")
    for number in range(weights.shape.layers):
        value = _layer(b, weights, adapter, value, f"l{number}", bias)
    _mean(b, value, mask)
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", weights.shape.hidden])]
    if adapter:
        _each(b, value, adapter)
        shape: list[str | int | None] = ["batch", "tokens", adapter.width]
        outputs.append(helper.make_tensor_value_info("tokens", TensorProto.FLOAT, shape))
    integers = [
        helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"])
        for n in ("input_ids", "attention_mask")
    ]
    graph = helper.make_graph(b.nodes, "multilingual-e5-small", integers, outputs, b.constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
