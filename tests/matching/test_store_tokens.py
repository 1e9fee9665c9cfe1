"""Token vectors, and vectors that are searched by their codes."""

import numpy as np
import pytest

from factdesk.matching import EncoderMismatch, Store, searched_text
from factdesk.matching.store import signs
from tests.matching.conftest import tokens_of


@pytest.fixture
def kept(tmp_path, token_coin):
    return Store.create(tmp_path / "tokens", token_coin.name, token_width=token_coin.token_width)


def put(store, coin, *documents):
    with store.writer(coin) as writer:
        writer.put(list(documents))
        writer.commit()


def test_token_vectors_come_back_for_each_document(kept, token_coin, document):
    made = [document("a1", claim="một hai ba"), document("a1", "en", claim="one two"), document("a2", claim="bốn")]
    put(kept, token_coin, *made)
    put(kept, token_coin, document("a3", claim="năm sáu"))
    view = Store.open(kept.path, token_coin.name).snapshot
    found = view.tokens([2, 0, 3], "vi")
    assert [each.tolist() for each in found] == [tokens_of(t).tolist() for t in ("bốn", "một hai ba", "năm sáu")]
    assert view.tokens([1], "en")[0].tolist() == tokens_of("one two").tolist()
    assert view.manifest.token_width == 8
    assert kept.check() == []


def test_a_document_of_another_language_has_no_token_vectors_there(kept, token_coin, document):
    put(kept, token_coin, document("a1"), document("a1", "en"))
    assert [each.shape for each in kept.snapshot.tokens([1, 0], "vi")] == [(0, 8), (6, 8)]
    assert [each.shape for each in kept.snapshot.tokens([0, 99], "other")] == [(0, 8), (0, 8)]


def test_a_text_may_have_no_tokens(kept, token_coin, document):
    put(kept, token_coin, document("a1", claim=" "), document("a2", claim="một"))
    assert [len(each) for each in kept.snapshot.tokens([0, 1], "vi")] == [0, 1]


def test_a_store_that_keeps_none_takes_any_encoder(store, token_coin, document):
    put(store, token_coin, document("a1"))
    assert [each.shape for each in store.snapshot.tokens([0], "vi")] == [(0, 0)]
    assert store.count == 1


def test_an_encoder_that_makes_none_cannot_write_where_they_are_kept(kept, coin):
    with pytest.raises(EncoderMismatch, match="8 numbers a token"):
        kept.writer(coin)


@pytest.mark.parametrize(
    "tokens", [None, [], [np.zeros((2, 9), np.int8)], [np.zeros((2, 8), np.float32)], [np.zeros(8, np.int8)]]
)
def test_token_vectors_that_do_not_fit_are_refused(kept, document, tokens):
    with kept.writer() as writer, pytest.raises(ValueError, match="token vectors"):
        writer.put([document("a1")], np.eye(384, dtype=np.float32)[:1], tokens)


def test_a_shelf_that_grows_large_is_searched_by_codes(store, document, monkeypatch):
    from factdesk.matching.store import shelf, writer

    monkeypatch.setattr(writer, "EXACT_BELOW", 500)
    monkeypatch.setattr(shelf, "EXACT_BELOW", 500)
    monkeypatch.setattr(signs, "_LEAST", 400)
    chance = np.random.default_rng(1)
    mean = chance.standard_normal(384) * 3  # as vectors of real texts have it
    vectors = (chance.standard_normal((1200, 384)) + mean).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    documents = [document(f"a{place}") for place in range(1200)]
    for start in range(0, 1200, 300):
        with store.writer() as open_writer:
            open_writer.put(documents[start : start + 300], vectors[start : start + 300])
            open_writer.remove([f"fact-check:a{start}:vi"])
            open_writer.commit()
        assert (store.snapshot.centre("vi") is not None) == (start >= 300)
    found = 0
    for _ in range(20):
        row = int(chance.integers(0, 1200))
        asked = vectors[row] + chance.standard_normal(384).astype(np.float32) * 0.02
        scores = vectors @ asked
        scores[::300] = -1  # removed
        expected = np.argsort(-scores)[:10].tolist()
        near = store.snapshot.meanings(asked, "vi", 10)
        assert next(iter(near)) == expected[0]
        assert near[expected[0]] == pytest.approx(float(scores[expected[0]]), abs=1e-3)
        found += len(set(near) & set(expected))
    assert found >= 180
    assert store.check() == []


def test_the_codes_of_a_small_shelf_find_each_text(store, coin, document, codes_for_all):
    documents = [document(f"a{place}") for place in range(5)]
    put(store, coin, *documents)
    for number, each in enumerate(documents):
        near = store.snapshot.meanings(coin.queries([searched_text(each)])[0], "vi", 3)
        assert next(iter(near)) == number
