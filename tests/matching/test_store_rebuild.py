"""Rebuilding: what is known is taken over, and what was broken off goes on."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from factdesk.matching import FormatMismatch, Store, rebuild
from factdesk.matching.store import layout, manifest, rebuilding
from tests.matching import crashing_writer
from tests.matching.conftest import TokenCoin, tokens_of

SCRIPT = Path(__file__).with_name("crashing_writer.py")


@pytest.fixture
def path(tmp_path, token_coin, document):
    path = tmp_path / "index"
    rebuild(path, token_coin, [document(f"a{n}", "vi" if n % 2 else "en") for n in range(40)], {"record": 1})
    token_coin.texts.clear()
    return path


@pytest.fixture
def small_steps(monkeypatch):
    monkeypatch.setattr(rebuilding, "_BATCH", 4)
    monkeypatch.setattr(rebuilding, "_COMMIT_EVERY", 0.0)


def test_vectors_of_unchanged_texts_are_taken_over(path, token_coin, document):
    documents = [document(f"a{n}", "vi" if n % 2 else "en") for n in range(2, 40)]
    documents[3] = document("a5", claim="một câu khác")
    store = rebuild(path, token_coin, [*documents, document("new")], {})
    assert token_coin.texts == ["một câu khác", "Điều số new là có thật"]
    assert (store.count, store.check()) == (39, [])
    view = store.snapshot
    number = view.find("fact-check:a7:vi")
    assert view.tokens([number], "vi")[0].tolist() == tokens_of("Điều số a7 là có thật").tolist()
    vector = token_coin.passages(["Điều số a7 là có thật"])[0]
    assert next(iter(view.meanings(vector, "vi", 1).items())) == (number, pytest.approx(1, abs=1e-3))


@pytest.mark.parametrize("what", ["vectors.vi", "documents.jsonl"])
def test_nothing_is_taken_over_from_a_damaged_store(path, token_coin, document, what):
    with (path / "000001" / what).open("r+b") as file:
        file.seek(100)
        file.write(b"\x00\x7f")
    rebuild(path, token_coin, [document("a1"), document("a3")], {})
    assert len(token_coin.texts) == 2


def test_an_index_of_other_words_is_refused_but_its_vectors_are_taken_over(path, token_coin, document, monkeypatch):
    older = max(manifest.WITH_OTHER_WORDS)
    with monkeypatch.context() as then:
        then.setattr(manifest, "FORMAT", older)
        rebuild(path, token_coin, [document("a1"), document("a3")], {})
    token_coin.texts.clear()
    with pytest.raises(FormatMismatch, match="factdesk reindex"):
        Store.open(path, token_coin.name)
    store = rebuild(path, token_coin, [document("a1"), document("a3"), document("a5")], {})
    assert token_coin.texts == ["Điều số a5 là có thật"]
    assert (store.count, store.check()) == (3, [])


def test_nothing_is_taken_over_from_another_encoder(path, document):
    other = TokenCoin()
    other.name = "other"
    rebuild(path, other, [document("a1")], {})
    assert len(other.texts) == 1


def test_a_rebuild_that_broke_off_leaves_the_old_store_and_goes_on(path, token_coin, document, small_steps):
    def documents(until, claim="mới"):
        for n in range(until):
            yield document(f"b{n}", claim=f"câu {claim} {n}")
        if until < 20:
            raise RuntimeError("the source broke")

    for until in (10, 14):
        with pytest.raises(RuntimeError):
            rebuild(path, token_coin, documents(until), {})
    assert Store.open(path, token_coin.name).count == 40
    assert (path / layout.REBUILDING).exists()
    store = rebuild(path, token_coin, documents(20), {"record": 5})
    assert len(set(token_coin.texts)) == 20
    assert len(token_coin.texts) <= 20 + 8  # what was not committed is made again
    assert (store.count, store.cursor["record"], store.check()) == (20, 5, [])
    assert not (path / layout.REBUILDING).exists()


def test_what_a_rebuild_that_broke_off_had_taken_in_may_have_changed(path, token_coin, document, small_steps):
    def broken():
        yield from (document(f"b{n}") for n in range(16))
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError):
        rebuild(path, token_coin, broken(), {})
    store = rebuild(path, token_coin, [document("b1"), document("b2", claim="nay đã khác"), document("b30")], {})
    view = store.snapshot
    claims = sorted(view.document(number).claim for number in view.living().tolist())
    assert claims == ["nay đã khác", "Điều số b1 là có thật", "Điều số b30 là có thật"]
    assert store.check() == []


def test_a_workshop_that_is_damaged_is_left_aside(path, token_coin, document, small_steps):
    def broken():
        yield from (document(f"b{n}") for n in range(16))
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError):
        rebuild(path, token_coin, broken(), {})
    with (path / layout.REBUILDING / "000001" / layout.KEYS).open("r+b") as file:
        file.write(b"\xff\xff")
    store = rebuild(path, token_coin, [document(f"b{n}") for n in range(16)], {})
    assert (store.count, store.check()) == (16, [])


def test_several_encoders_share_the_work(tmp_path, document, small_steps):
    encoders = [TokenCoin() for _ in range(3)]
    documents = [document(f"a{n}", "en") for n in range(50)]
    store = rebuild(tmp_path / "index", encoders[0], documents, {}, helpers=encoders[1:])
    assert sum(len(encoder.texts) for encoder in encoders) == 50
    view = store.snapshot
    assert [view.document(number) for number in range(50)] == documents
    assert [len(made) for made in view.tokens(range(50), "en")] == [6] * 50


def test_an_encoder_that_fails_ends_the_rebuild(path, token_coin, document, monkeypatch):
    def fails(texts):
        raise RuntimeError("out of memory")

    monkeypatch.setattr(token_coin, "passages_with_tokens", fails)
    with pytest.raises(RuntimeError, match="out of memory"):
        rebuild(path, token_coin, [document("new")], {})
    assert Store.open(path, token_coin.name).count == 40


def test_the_centre_of_a_rebuilt_shelf_is_of_all_that_was_known(tmp_path, coin, document, codes_for_all):
    path = tmp_path / "index"
    documents = [document(f"a{n}") for n in range(30)]
    first = rebuild(path, coin, documents, {})
    again = rebuild(path, coin, documents, {})
    vectors = coin.passages([each.claim for each in documents])
    assert np.allclose(first.snapshot.centre("vi"), vectors.mean(axis=0), atol=1e-3)
    assert np.allclose(again.snapshot.centre("vi"), vectors.mean(axis=0), atol=1e-3)


# Three commits of four documents, one of the cursor, the swap; the manifest is written once more when it begins.
POINTS = [
    f"rebuild-{what}-{steps}"
    for what, all_steps in {
        "write": (0, 20),
        "sync": (0, 20),
        "words": (1, 3),
        "manifest": (0, 1, 3, 4, 5),
        "rename": (0,),
        "drop": (0, 1),
    }.items()
    for steps in all_steps
]


@pytest.mark.parametrize("point", POINTS)
def test_a_rebuild_that_is_killed_loses_nothing(path, token_coin, small_steps, point):
    done = subprocess.run([sys.executable, str(SCRIPT), str(path), point], check=False)
    assert done.returncode == -9
    documents = [crashing_writer.made_again(number) for number in range(12)]
    reader = Store.open(path, token_coin.name)
    assert reader.check() == []
    view = reader.snapshot
    held = [view.document(number) for number in view.living().tolist()]
    assert held == documents or len(held) == 40
    store = rebuild(path, crashing_writer.Counting(), documents, {"record": 9})
    assert [store.snapshot.document(number) for number in store.snapshot.living().tolist()] == documents
    assert (store.cursor["record"], store.check()) == (9, [])
    left = {entry.name for entry in path.iterdir()}
    assert left == {store.snapshot.manifest.generation, "lock", "manifest.json"}
