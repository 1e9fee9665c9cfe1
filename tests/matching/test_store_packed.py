"""Shelves so large that their codes are packed: found is what exact scores find, whatever is written meanwhile."""

import json
import os

import numpy as np
import pytest

from factdesk.matching import Store, StoreDamaged, rebuild
from factdesk.matching.store import compact, finer, layout, manifest, shelf, signs, writer
from factdesk.matching.store import packed as packing
from factdesk.matching.store.column import Column
from factdesk.matching.store.manifest import Manifest
from factdesk.matching.store.packed import Packed

ROWS = 3000


@pytest.fixture(autouse=True, params=["in order", "in cells"])
def small(request, monkeypatch):
    """Packed from 1,000 rows on, of which 200 at most are read: nobody finds anything by reading all."""
    if request.param == "in cells":
        monkeypatch.setattr(packing, "CELLS_FROM", 1000)
        monkeypatch.setattr(packing, "_CELL", 100)
    monkeypatch.setattr(writer, "EXACT_BELOW", 500)
    monkeypatch.setattr(shelf, "EXACT_BELOW", 500)
    monkeypatch.setattr(shelf, "PACKED_FROM", 1000)
    monkeypatch.setattr(shelf, "_READ_MOST", 200)
    monkeypatch.setattr(shelf, "_PACKED_MOST", 200)


@pytest.fixture(scope="module")
def vectors():
    """As vectors of real texts lie: most of them around a common direction, in groups."""
    chance = np.random.default_rng(1)
    groups = 1.5 * chance.standard_normal((12, 384))[chance.integers(0, 12, ROWS)]
    made = (chance.standard_normal((ROWS, 384)) + groups) * chance.uniform(0.7, 1.3, (ROWS, 1))
    made += chance.standard_normal(384) * 2
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def filled(store, document, vectors):
    add(store, document, vectors, 0, ROWS)
    return store


def add(store, document, vectors, start, end):
    with store.writer() as open_writer:
        open_writer.put([document(f"a{place}") for place in range(start, end)], vectors[start:end])
        open_writer.commit()


def questions(vectors, shift=0.0):
    """Near some text each; moved, all of them, as those in another language are."""
    chance = np.random.default_rng(2)
    away = chance.standard_normal(384) * shift
    near = vectors[chance.integers(0, len(vectors), 40)] + chance.standard_normal((40, 384)) * 0.02 + away
    return (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32)


def recall(view, vectors, asked, dead=()):
    """Part of the exact first ten that are found."""
    shares = []
    rows = np.setdiff1d(np.arange(len(vectors)), dead)
    for vector in asked:
        scores = vectors[rows] @ vector
        expected = rows[np.argsort(-scores)[:10]].tolist()
        near = view.meanings(vector, "vi", 10)
        assert [*near.values()] == pytest.approx((vectors[[*near]] @ vector).tolist(), abs=1e-3)
        shares.append(len(set(near) & set(expected)) / 10)
    return np.mean(shares)


def packed(view):
    return view._shelves["vi"]._packed


@pytest.mark.parametrize(("shift", "least"), [(0.0, 0.98), (0.02, 0.96)])
def test_exact_scores_find_hardly_anything_else(filled, vectors, shift, least):
    assert recall(filled.snapshot, vectors, questions(vectors, shift)) >= least
    assert len(packed(filled.snapshot)) == ROWS


@pytest.mark.parametrize("shift", [0.0, 0.05])
def test_the_estimates_are_those_of_signs(vectors, shift):
    centre = vectors.mean(axis=0)
    codes, factors = signs.encode(vectors, centre)
    one, other = Packed(codes, factors, centre), signs.Search(codes, factors, centre)
    off, nearest = [], []
    for vector in questions(vectors, shift):
        rows, estimates = one.near(vector, 300)
        wanted = other.estimates(vector, np.arange(ROWS))
        nearest.append(np.isin(np.argsort(-wanted)[:60], rows).mean())
        off.extend(estimates - wanted[rows])
    assert np.mean(nearest) >= 0.95
    # Estimates themselves are off by .02.
    assert np.std(off) < 0.005


def test_rows_that_are_all_alike_are_found_too(vectors):
    same = np.repeat(vectors[:1], 100, axis=0)
    codes, factors = signs.encode(same, vectors.mean(axis=0))
    rows, estimates = Packed(codes, factors, vectors.mean(axis=0)).near(vectors[0], 500)
    assert sorted(rows.tolist()) == list(range(100))
    assert np.isfinite(estimates).all()


def test_what_came_since_is_found_at_once_and_packed_when_it_is_much(store, document, vectors):
    add(store, document, vectors, 0, 1200)
    view, first = store.snapshot, None
    for end in (1201, 1300, 2100, 2300, 2301):
        assert recall(view, vectors[: view.texts("vi")], vectors[:3]) == 1
        add(store, document, vectors, view.texts("vi"), end)
        first, view = packed(view), store.snapshot
        assert packed(view) is first
        assert next(iter(view.meanings(vectors[end - 1], "vi", 5))) == end - 1
        assert len(packed(view)) == (1200 if end < 2200 else 2300)
        assert recall(view, vectors[:end], questions(vectors[:end])) >= 0.98


def test_what_died_is_not_found_and_takes_no_place(filled, vectors):
    asked = questions(vectors)
    filled.snapshot.meanings(asked[0], "vi", 10)
    scores = vectors @ asked[0]
    dead = np.argsort(-scores)[:250]
    with filled.writer() as open_writer:
        assert open_writer.remove([f"fact-check:a{place}:vi" for place in dead.tolist()]) == 250
        open_writer.commit()
    assert recall(filled.snapshot, vectors, asked, dead) >= 0.96
    first = next(iter(filled.snapshot.meanings(asked[0], "vi", 10)))
    found = filled.snapshot.without([f"fact-check:a{first}:vi"]).meanings(asked[0], "vi", 10)
    assert len(found) == 10
    assert not {*found} & {first, *dead.tolist()}


def test_fewer_rows_are_searched_as_before(store, document, vectors):
    add(store, document, vectors, 0, 999)
    assert recall(store.snapshot, vectors[:999], questions(vectors[:999])) >= 0.98
    assert packed(store.snapshot) is None


def test_a_reader_packs_what_a_rebuild_has_taken_away(filled, coin, document, vectors):
    reader = Store.open(filled.path, coin.name)
    rebuild(filled.path, coin, [document("b1")], {})
    assert not (filled.path / "000001").exists()
    assert next(iter(reader.snapshot.meanings(vectors[7], "vi", 5))) == 7
    assert reader.refresh()
    assert packed(reader.snapshot) is None


def test_codes_that_are_cut_off_are_called_damage(filled, vectors):
    os.truncate(filled.path / "000001" / layout.CODES_OF["vi"], 48 * 100)
    with pytest.raises(StoreDamaged, match="factdesk reindex"):
        filled.snapshot.meanings(vectors[0], "vi", 5)


def test_a_second_bit_makes_better_estimates(vectors):
    centre = vectors.mean(axis=0)
    codes, factors = signs.encode(vectors, centre)
    second = finer.encode(vectors, centre)
    assert second.shape == (ROWS, finer.width(384))
    by_signs, better = [], []
    for vector in questions(vectors):
        coarse = signs.Search(codes, factors, centre).estimates(vector, np.arange(ROWS))
        exact = vectors @ vector - centre @ vector
        by_signs.extend(coarse - exact + centre @ centre)
        better.extend(finer.estimates(vector, centre, second, factors, coarse) - exact)
    assert np.std(better) < 0.55 * np.std(by_signs)


def test_a_row_that_is_the_centre_has_a_code(vectors):
    same = vectors[:3]
    codes, factors = signs.encode(same, same[0])
    asked = vectors[5]
    coarse = signs.Search(codes, factors, same[0]).estimates(asked, np.arange(3))
    assert np.isfinite(finer.estimates(asked, same[0], finer.encode(same, same[0]), factors, coarse)).all()


@pytest.fixture
def older(store, document, vectors):
    """A store of a version that knew no second bit."""
    with pytest.MonkeyPatch.context() as then:
        then.setattr(finer, "encode", lambda vectors, centre: np.empty((len(vectors), 0), np.uint8))
        add(store, document, vectors, 0, ROWS)
    path = store.path / "manifest.json"
    state = json.loads(path.read_text())["state"]
    for name in layout.FINER_OF.values():
        del state["files"][name]
        (store.path / "000001" / name).unlink()
    manifest.write(store.path, Manifest(**state))
    return Store.open(store.path, "coin")


def second_bits(view):
    return view._shelves["vi"]._finer


def test_an_older_store_is_searched_without_the_second_bit_and_given_it_when_made_anew(older, coin, document, vectors):
    assert older.check() == []
    assert recall(older.snapshot, vectors, questions(vectors)) >= 0.96
    add(older, document, -vectors, 0, 30)
    assert second_bits(older.snapshot) is None
    assert not (older.path / "000001" / layout.FINER_OF["vi"]).stat().st_size
    assert next(iter(older.snapshot.meanings(-vectors[0], "vi", 5))) == ROWS
    assert older.check() == []
    assert compact(older.path, least=1, share=1000, rest=0)
    older.refresh()
    assert len(second_bits(older.snapshot)) == ROWS
    assert next(iter(older.snapshot.meanings(-vectors[0], "vi", 5))) == ROWS - 30
    assert older.check() == []


def test_a_rebuild_gives_an_older_store_the_second_bit(older, coin, document, vectors):
    documents = [older.snapshot.document(number) for number in range(ROWS)]
    again = rebuild(older.path, coin, documents, {})
    assert len(second_bits(again.snapshot)) == ROWS
    assert recall(again.snapshot, vectors, questions(vectors)) >= 0.98


def test_a_changed_byte_of_the_second_bits_is_found(filled):
    with (filled.path / "000001" / layout.FINER_OF["vi"]).open("r+b") as file:
        file.seek(5000)
        byte = file.read(1)
        file.seek(5000)
        file.write(bytes([byte[0] ^ 1]))
    assert [fault for fault in filled.check() if "finer.vi" in fault]
    assert not compact(filled.path, least=0)


@pytest.mark.parametrize("name", [layout.CODES_OF["vi"], layout.FINER_OF["vi"], layout.VECTORS_OF["vi"]])
def test_a_writer_that_breaks_off_between_two_files_leaves_the_old_state(store, document, vectors, monkeypatch, name):
    add(store, document, vectors, 0, 2000)

    def breaks(column):
        if column.path.name == name:
            raise OSError("no space left")
        return sync(column)

    sync = Column.sync
    with monkeypatch.context() as then:
        then.setattr(Column, "sync", breaks)
        then.setattr(Column, "close", lambda column: column._file.close())  # nothing is tidied up
        with pytest.raises(OSError, match="no space"):
            add(store, document, vectors[::-1], 2000, 2600)
    assert recall(Store.open(store.path, "coin").snapshot, vectors[:2000], questions(vectors[:2000])) >= 0.98
    add(store, document, vectors, 2000, ROWS)
    assert store.check() == []
    assert len(second_bits(store.snapshot)) == ROWS
    assert recall(store.snapshot, vectors, questions(vectors)) >= 0.98
