"""Compaction: what lives is copied beside what goes on, and a crash at any instant leaves the old state."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from factdesk.matching import Store, StoreBusy, rebuild
from factdesk.matching.store import compact, compacting, layout
from factdesk.matching.store.lock import WriterLock
from tests.matching.conftest import tokens_of

SCRIPT = Path(__file__).with_name("crashing_writer.py")


def put(store, coin, *documents, **cursor):
    with store.writer(coin) as writer:
        writer.put(list(documents))
        writer.commit(cursor)


def claims(store):
    view = store.snapshot
    return sorted(view.document(number).claim for number in view.living().tolist())


@pytest.fixture
def worn(tmp_path, token_coin, document):
    """Ten documents that live, of thirty that were put."""
    store = Store.create(tmp_path / "worn", token_coin.name, token_width=8)
    for turn in range(3):
        made = [document(f"a{n}", ("vi", "en", "fr")[n % 3], claim=f"lần {turn} câu {n}") for n in range(12)]
        put(store, token_coin, *made, record=turn)
    with store.writer() as writer:
        writer.remove(["fact-check:a0:vi", "fact-check:a1:en"])
        writer.commit()
    return store


EXPECTED = sorted(f"lần 2 câu {n}" for n in range(2, 12))


def holds_all(store, coin):
    view = store.snapshot
    assert claims(store) == EXPECTED
    assert store.cursor["record"] == 2
    for code in range(2, 12):
        language = ("vi", "en", "fr")[code % 3]
        shelf, claim = layout.shelf(language), f"lần 2 câu {code}"
        number = view.find(f"fact-check:a{code}:{language}")
        assert number in view.words(claim, shelf, 9)
        assert next(iter(view.meanings(coin.passages([claim])[0], shelf, 1))) == number
        assert view.tokens([number], shelf)[0].tolist() == tokens_of(claim).tolist()
    assert store.check() == []


def test_what_lives_is_all_that_is_left(worn, token_coin):
    before = Store.open(worn.path, token_coin.name)
    view = before.snapshot
    assert compact(worn.path, least=1, rest=0)
    assert worn.refresh()
    assert (worn.snapshot.manifest.documents, worn.snapshot.manifest.dead) == (10, 0)
    holds_all(worn, token_coin)
    assert not (worn.path / layout.COMPACTING).exists()
    assert [entry.name for entry in worn.path.iterdir() if entry.is_dir()] == [worn.snapshot.manifest.generation]
    # Who had it open goes on with the old files until the next refresh.
    assert view.document(0).claim == "lần 0 câu 0"
    assert view.tokens([24], "vi")[0].tolist() == tokens_of("lần 2 câu 0").tolist()
    assert before.refresh()
    assert before.count == 10


def test_with_codes_too(worn, token_coin, document, codes_for_all):
    put(worn, token_coin, document("a3", "vi", claim="lần 2 câu 3"), record=2)
    assert compact(worn.path, least=1, rest=0)
    worn.refresh()
    assert worn.snapshot.centre("vi") is not None
    holds_all(worn, token_coin)


def test_little_that_died_is_left_alone(worn):
    assert not compact(worn.path)
    assert not compact(worn.path, least=27, share=100)
    assert not compact(worn.path, least=1, share=1)
    assert not worn.refresh()


def test_what_a_crash_left_is_cleared_away(worn):
    (worn.path / layout.COMPACTING / "store").mkdir(parents=True)
    assert not compact(worn.path)
    assert not (worn.path / layout.COMPACTING).exists()


def test_a_damaged_store_is_not_copied(worn):
    with (worn.path / "000001" / layout.DOCUMENTS).open("r+b") as file:
        file.write(b"X")
    assert not compact(worn.path, least=1)
    assert worn.check()


def test_it_stops_when_told_and_waits_for_a_writer_only_so_long(worn, monkeypatch):
    assert not compact(worn.path, lambda: True, least=1)
    monkeypatch.setattr(compacting, "_PATIENCE", 0.2)
    with worn.writer():
        assert not compact(worn.path, least=1, rest=0)
    assert not (worn.path / layout.COMPACTING).exists()
    assert not worn.refresh()


def test_publishing_goes_on_meanwhile(worn, token_coin, document, monkeypatch):
    monkeypatch.setattr(compacting, "_BATCH", 2)
    monkeypatch.setattr(compacting, "_FEW", 1)
    asked = []

    def publishing():
        """Between two batches of the copy somebody publishes, changes and removes."""
        turn = len(asked)
        asked.append(turn)
        if turn < 8:
            with worn.writer(token_coin) as writer:
                writer.put([document(f"new{turn}", claim=f"mới {turn}"), document("a3", claim=f"đổi {turn}")])
                writer.remove([f"fact-check:a{turn + 4}:{('vi', 'en', 'fr')[(turn + 4) % 3]}"])
                if turn:
                    writer.remove([f"fact-check:new{turn - 1}:vi"])
                writer.commit({"record": 100 + turn})
        return False

    assert compact(worn.path, publishing, least=1, rest=0)
    worn.refresh()
    assert claims(worn) == sorted(["lần 2 câu 2", "mới 7", "đổi 7"])
    assert worn.cursor["record"] == 107
    assert worn.snapshot.manifest.documents < 30
    assert worn.check() == []
    assert set(worn.snapshot.words("mới", "vi", 9)) == {worn.snapshot.find("fact-check:new7:vi")}


def test_a_rebuild_meanwhile_comes_first(worn, token_coin, document):
    done = []

    def rebuilding():
        if not done:
            done.append(rebuild(worn.path, token_coin, [document("b1", claim="mới tinh")], {}))
        return False

    assert not compact(worn.path, rebuilding, least=1, rest=0)
    worn.refresh()
    assert claims(worn) == ["mới tinh"]
    assert worn.check() == []


def test_two_do_not_compact_at_once(worn):
    (worn.path / layout.COMPACTING).mkdir()
    lock = WriterLock(worn.path / layout.COMPACTING)
    assert not compact(worn.path, least=1)
    lock.release()
    assert compact(worn.path, least=1, rest=0)


def test_a_writer_is_kept_out_only_while_the_rest_is_copied(worn, token_coin, document, monkeypatch):
    monkeypatch.setattr(compacting, "_BATCH", 1)
    busy = []

    def writes():
        try:
            put(worn, token_coin, document("w", claim="xen vào"))
        except StoreBusy:
            busy.append(1)
        return False

    thread = threading.Thread(target=lambda: compact(worn.path, writes, least=1, rest=0))
    thread.start()
    thread.join(60)
    worn.refresh()
    assert claims(worn) == sorted([*EXPECTED, "xen vào"])
    assert len(busy) <= 2


# Each thing is done about as often as its last point says: the old state's end and the new one's beginning are among.
POINTS = [
    f"compact-{what}-{steps}"
    for what, all_steps in {
        "write": (0, 3, 9, 15),
        "sync": (0, 7, 15),
        "words": (0, 1),
        "manifest": (0, 1, 2, 3),
        "replace": (2, 3),
        "rename": (0,),
        "drop": (0, 1),
    }.items()
    for steps in all_steps
]


@pytest.mark.parametrize("point", POINTS)
def test_a_compaction_that_is_killed_loses_nothing(worn, token_coin, document, point):
    done = subprocess.run([sys.executable, str(SCRIPT), str(worn.path), point], check=False)
    assert done.returncode == -9
    reader = Store.open(worn.path, token_coin.name)
    holds_all(reader, token_coin)
    # Writing goes on, and the next compaction clears away what was left.
    put(reader, token_coin, document("a5", "fr", claim="lần 2 câu 5"))
    compact(worn.path, least=1, share=100, rest=0)
    reader.refresh()
    holds_all(reader, token_coin)
    assert (reader.snapshot.manifest.documents, reader.snapshot.manifest.dead) == (10, 0)
    assert sorted(entry.name for entry in worn.path.iterdir()) == [
        reader.snapshot.manifest.generation,
        "lock",
        "manifest.json",
    ]
