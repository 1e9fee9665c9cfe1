import json
import os
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdesk.matching import (
    EncoderMismatch,
    FormatMismatch,
    Store,
    StoreBusy,
    StoreDamaged,
    StoreMissing,
    rebuild,
    searched_text,
)
from factdesk.matching.store import layout, manifest


def put(store, coin, *documents, **cursor):
    with store.writer(coin) as writer:
        writer.put(list(documents))
        writer.commit(cursor)


def test_a_new_store_is_empty_and_follows_nothing(store):
    assert store.count == 0
    assert store.cursor == {"record": -1, "reviews": 0}
    assert store.check() == []


def test_what_was_put_is_there_for_whoever_opens_it(store, coin, document):
    put(store, coin, document("a1"), document("a1", "en", claim="Thing a1 is true"), record=4)
    opened = Store.open(store.path, coin.name)
    assert opened.count == 2
    assert opened.cursor == {"record": 4, "reviews": 0}
    number = opened.snapshot.find("fact-check:a1:en")
    assert opened.snapshot.document(number) == document("a1", "en", claim="Thing a1 is true")


def test_words_and_meanings_find_a_document_in_its_language_only(store, coin, document):
    put(store, coin, document("a1", claim="Nước chanh chữa ung thư"), document("a1", "en", claim="Lemon water"))
    view = store.snapshot
    assert list(view.words("nuoc chanh", "vi", 5)) == [0]
    assert view.words("nuoc chanh", "en", 5) == {}
    vector = coin.queries([searched_text(document("a1", "en", claim="Lemon water"))])[0]
    assert list(view.meanings(vector, "en", 5)) == [1]
    assert view.meanings(vector, "en", 5)[1] == pytest.approx(1, abs=1e-3)


def test_putting_a_key_again_replaces_its_document(store, coin, document):
    put(store, coin, document("a1", claim="cũ rồi"))
    put(store, coin, document("a1", claim="mới đây"))
    assert store.count == 1
    assert store.snapshot.words("cũ rồi", "vi", 5) == {}
    assert store.snapshot.document(store.snapshot.find("fact-check:a1:vi")).claim == "mới đây"


def test_a_key_put_twice_before_the_commit_counts_once(store, coin, document):
    with store.writer(coin) as writer:
        writer.put([document("a1", claim="một"), document("a1", claim="hai")])
        writer.put([document("a1", claim="ba")])
        writer.commit()
    assert store.count == 1
    assert store.snapshot.document(store.snapshot.find("fact-check:a1:vi")).claim == "ba"
    assert store.check() == []


def test_what_was_removed_is_found_no_more(store, coin, document):
    put(store, coin, document("a1", claim="ung thư"), document("a2", claim="ung nhọt"))
    with store.writer() as writer:
        assert writer.remove(["fact-check:a1:vi", "fact-check:none:vi"]) == 1
        writer.commit()
    assert store.count == 1
    assert list(store.snapshot.words("ung thư", "vi", 5)) == [1]
    assert list(store.snapshot.meanings(coin.queries(["ung thư"])[0], "vi", 5)) == [1]
    assert store.snapshot.find("fact-check:a1:vi") is None


def test_all_texts_of_a_check_are_removed_at_once(store, coin, document):
    asked = [
        replace(document("a1"), key=f"fact-check:a1:asked-{place}", claim=f"câu hỏi {place}") for place in range(9)
    ]
    put(store, coin, document("a1"), document("a1", "en"), *asked, document("a2"))
    assert set(store.snapshot.texts_of("fact-check", "a1").values()) == set(range(11))
    with store.writer(coin) as writer:
        writer.put([document("a1", "fr")])
        assert writer.remove_check("fact-check", "a1") == 12
        assert writer.remove_check("fact-check", "none") == 0
        writer.put([document("a1", claim="mới")])
        writer.commit()
    assert store.count == 2
    assert [store.snapshot.document(n).claim for n in store.snapshot.texts_of("fact-check", "a1").values()] == ["mới"]
    assert store.check() == []


def test_leaving_without_a_commit_drops_what_was_put(store, coin, document):
    with store.writer(coin) as writer:
        writer.put([document("a1")])
    assert Store.open(store.path, coin.name).count == 0
    put(store, coin, document("a2"))
    assert store.snapshot.document(0).code == "a2"
    assert store.check() == []


def test_what_is_dropped_is_in_no_later_commit_of_words_either(store, coin, document):
    put(store, coin, document("a1", claim="một"))
    with store.writer(coin) as writer:
        writer.put([document("a2", claim="một hai")])
        writer.remove(["fact-check:a1:vi"])
    for place in range(20):  # words are merged meanwhile
        put(store, coin, document(f"b{place}", claim=f"ba {place}"))
    view = Store.open(store.path, coin.name).snapshot
    assert list(view.words("một", "vi", 99)) == [0]
    assert view.lexical.frequency("hai", "vi") == 0
    assert len(view.words("ba", "vi", 99)) == 20
    assert store.check() == []


def test_a_second_writer_is_told_that_the_store_is_busy(store, coin):
    with store.writer(coin), pytest.raises(StoreBusy):
        store.writer(coin)
    store.writer(coin).close()


def test_a_reader_sees_a_commit_at_its_next_refresh_and_keeps_its_view_till_then(store, coin, document):
    reader = Store.open(store.path, coin.name)
    view = reader.snapshot
    put(store, coin, document("a1"))
    assert view.count == 0
    assert reader.refresh() is True
    assert reader.count == 1
    assert reader.refresh() is False


def test_vectors_of_another_encoder_are_refused(store):
    with pytest.raises(EncoderMismatch, match="factdesk reindex"):
        Store.open(store.path, "another")


def test_vectors_that_do_not_fit_are_refused(store, coin, document):
    with store.writer() as writer:
        with pytest.raises(ValueError, match="encoder"):
            writer.put([document("a1")])
        with pytest.raises(ValueError, match="shape"):
            writer.put([document("a1")], np.zeros((1, 10), np.float32))
        with pytest.raises(ValueError, match="finite"):
            writer.put([document("a1")], np.full((1, 384), np.nan, np.float32))


@pytest.mark.parametrize(
    "asked", ["ubnd xã thu phí", "ủy ban nhân dân xã thu phí", "uy ban nhan dan", "UBND", "xã Đông Anh"]
)
def test_an_abbreviation_in_a_document_is_found_by_itself_and_by_what_it_stands_for(store, coin, document, asked):
    held = document("a1", claim="UBND xã Đông Anh thu phí gửi xe"), document("a2", claim="Trời hôm nay đẹp quá")
    put(store, coin, *held)
    assert list(store.snapshot.words(asked, "vi", 5)) == [0]


def test_what_an_abbreviation_stands_for_counts_once_beside_it_and_only_in_vietnamese(store, coin, document):
    put(store, coin, document("a1", claim="UBND, tức Ủy ban nhân dân"), document("a2", "en", claim="UBND of the ward"))
    view = store.snapshot.lexical
    assert [view.frequency(term, "vi") for term in ("ubnd", "uy", "dan")] == [1, 1, 1]
    assert [view.spelled(term) for term in ("ubnd", "ủy_ban", "ubnd_tức", "dân_tức")] == [1, 1, 1, 1]
    assert [view.frequency(term, "en") for term in ("ubnd", "uy")] == [1, 0]


def test_a_missing_store_and_a_second_creation_are_refused(tmp_path, store, coin):
    with pytest.raises(StoreMissing, match="factdesk reindex"):
        Store.open(tmp_path / "nowhere", coin.name)
    with pytest.raises(FileExistsError):
        Store.create(store.path, coin.name)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format": 1}', b'{"format":1,"sha256":"x","state":{}}', b"\0" * 99]
)
def test_a_garbled_manifest_is_called_damage(store, coin, content):
    (store.path / "manifest.json").write_bytes(content)
    with pytest.raises(StoreDamaged, match="factdesk reindex"):
        Store.open(store.path, coin.name)


def test_an_index_of_another_version_is_refused_and_is_not_called_damage(store, coin, document, monkeypatch):
    put(store, coin, document("a1"))
    monkeypatch.setattr(manifest, "FORMAT", manifest.FORMAT + 1)
    with pytest.raises(FormatMismatch, match="factdesk reindex"):
        Store.open(store.path, coin.name)
    with pytest.raises(FormatMismatch):
        store.writer(coin)
    assert "another version" in store.check()[0]
    assert rebuild(store.path, coin, [document("a2")], {}).count == 1


@pytest.mark.parametrize("name", [*layout.every_file(), layout.BATCHES])
def test_a_short_or_missing_file_is_called_damage(tmp_path, token_coin, document, name, codes_for_all):
    coin = token_coin
    store = Store.create(tmp_path / "tokens", coin.name, token_width=coin.token_width)
    put(store, coin, document("a1"), document("a2", "en"), document("a3", "fr"))
    with store.writer() as writer:
        writer.remove(["fact-check:a3:fr"])
        writer.commit()
    path = store.path / "000001" / name
    os.truncate(path, path.stat().st_size - 1)
    with pytest.raises(StoreDamaged, match="factdesk reindex"):
        Store.open(store.path, coin.name)
    path.unlink()
    with pytest.raises(StoreDamaged, match="factdesk reindex"):
        Store.open(store.path, coin.name)
    assert "damaged" in store.check()[0]


def test_a_lost_index_of_words_is_called_damage(store, coin):
    (store.path / "000001" / "lexical" / "meta.json").unlink()
    with pytest.raises(StoreDamaged, match="factdesk reindex"):
        Store.open(store.path, coin.name)


def test_check_finds_a_changed_byte(store, coin, document):
    put(store, coin, document("a1"), document("a2"))
    path = store.path / "000001" / layout.DOCUMENTS
    with path.open("r+b") as file:
        file.seek(20)
        file.write(b"X")
    assert any(layout.DOCUMENTS in fault for fault in store.check())


def test_a_rebuild_replaces_a_damaged_store_and_old_readers_go_on(store, coin, document):
    put(store, coin, document("a1", claim="một hai"))
    reader = Store.open(store.path, coin.name)
    view = reader.snapshot
    calls = []
    documents = [document(f"b{i}", claim=f"ba bốn {i}") for i in range(3)]
    fresh = rebuild(store.path, coin, iter(documents), lambda: {"record": 9}, lambda *a: calls.append(a), total=3)
    assert (fresh.count, fresh.cursor["record"], fresh.check()) == (3, 9, [])
    assert calls[-1] == (3, 3, "indexing")
    assert list(view.words("một hai", "vi", 5)) == [0]
    assert view.document(0).code == "a1"
    assert reader.refresh()
    assert reader.count == 3
    (store.path / "manifest.json").write_bytes(b"garbage")
    assert rebuild(store.path, coin, documents, {}).count == 3


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from("pr"), st.sampled_from("abc"), st.booleans()), max_size=12))
def test_a_store_holds_what_a_dictionary_would(tmp_path_factory, coin, document, steps):
    store = Store.create(tmp_path_factory.mktemp("model") / "index", coin.name)
    expected, pending = {}, {}
    with store.writer(coin) as writer:
        for place, (action, code, commits) in enumerate(steps):
            made = document(code, claim=f"câu {place}")
            if action == "p":
                writer.put([made])
                pending[made.key] = made.claim
            else:
                writer.remove([made.key])
                pending.pop(made.key, None)
            if commits:
                writer.commit()
                expected = dict(pending)
    view = Store.open(store.path, coin.name).snapshot
    found = {key: view.find(key) for key in (f"fact-check:{code}:vi" for code in "abc")}
    assert {k: view.document(n).claim for k, n in found.items() if n is not None} == expected
    assert view.count == len(expected)
    assert store.check() == []


def test_the_manifest_can_be_read_by_people(store, coin, document):
    put(store, coin, document("a1"), record=2)
    state = json.loads((store.path / "manifest.json").read_text())["state"]
    assert state["encoder"] == "coin"
    assert state["cursor"] == {"record": 2}
