import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from factdesk.matching import Document, Store
from factdesk.matching.store import layout

SCRIPT = Path(__file__).with_name("crashing_writer.py")
LOST = ["after-put", "first-sync", "before-words", "before-manifest", "before-rename"]


def crash(store, point):
    done = subprocess.run([sys.executable, str(SCRIPT), str(store.path), point], check=False)
    assert done.returncode == -9


def claims(store):
    view = store.snapshot
    return sorted(view.document(n).claim for n in range(view.manifest.documents) if view.lives(n))


@pytest.fixture
def filled(store, coin, document):
    with store.writer(coin) as writer:
        writer.put([document("a1", claim="câu cũ a1"), document("a2", claim="câu cũ a2")])
        writer.commit({"record": 3})
    return store


@pytest.mark.parametrize("point", LOST)
def test_a_writer_killed_before_the_manifest_leaves_the_old_state(filled, coin, document, point):
    crash(filled, point)
    reader = Store.open(filled.path, coin.name)
    assert claims(reader) == ["câu cũ a1", "câu cũ a2"]
    assert reader.cursor["record"] == 3
    assert len(reader.snapshot.words("cũ", "vi", 9)) == 2
    assert reader.snapshot.words("mới", "vi", 9) == {}
    # The next writer starts from there, with other documents under the same numbers.
    with reader.writer(coin) as writer:
        writer.put([document("b1", claim="câu khác b1"), document("a1", claim="câu khác a1")])
        writer.commit({"record": 8})
    assert claims(reader) == ["câu cũ a2", "câu khác a1", "câu khác b1"]
    assert reader.snapshot.words("mới", "vi", 9) == {}
    assert set(reader.snapshot.words("khác", "vi", 9)) == {2, 3}
    assert reader.check() == []


def test_a_writer_killed_after_the_manifest_leaves_the_new_state(filled, coin):
    crash(filled, "after-manifest")
    reader = Store.open(filled.path, coin.name)
    assert claims(reader) == ["câu cũ a2", "câu mới a1", "câu mới new"]
    assert reader.cursor["record"] == 7
    assert set(reader.snapshot.words("mới", "vi", 9)) == {2, 3}
    assert reader.check() == []


@pytest.mark.parametrize("name", layout.every_file())
def test_bytes_behind_the_valid_length_are_ignored_and_cut_off(filled, coin, document, name):
    path = filled.path / "000001" / name
    valid = path.stat().st_size
    for extra in (1, 7, 48, 1000):
        with path.open("ab") as file:
            file.write(os.urandom(extra))
        assert claims(Store.open(filled.path, coin.name)) == ["câu cũ a1", "câu cũ a2"]
        filled.writer(coin).close()
        assert path.stat().st_size == valid
    assert filled.check() == []


def _write(path, times):
    store = Store.open(path, "coin")
    for place in range(times):
        with store.writer() as writer:
            document = Document(f"fact-check:w{place}:vi", "fact-check", f"w{place}", "vi", "", f"chung {place}")
            writer.put([document], np.eye(384, dtype=np.float32)[place % 384][None])
            writer.commit({"record": place})


def _read(path, times, faults):
    store = Store.open(path, "coin")
    while store.cursor["record"] < times - 1:
        store.refresh()
        view = store.snapshot
        found = view.words("chung", "vi", 99)
        ok = view.count == view.manifest.cursor.get("record", -1) + 1 == len(found)
        # A commit of words may be seen before its manifest only as something that is not counted yet.
        if not ok or any(view.document(number).claim != f"chung {number}" for number in found):
            faults.put((view.count, sorted(found)))
            return


def test_two_readers_follow_one_writer(store):
    context = multiprocessing.get_context("spawn")
    faults = context.Queue()
    readers = [context.Process(target=_read, args=(store.path, 12, faults)) for _ in range(2)]
    writer = context.Process(target=_write, args=(store.path, 12))
    for process in [*readers, writer]:
        process.start()
    for process in [*readers, writer]:
        process.join(60)
        assert process.exitcode == 0
    assert faults.empty()
