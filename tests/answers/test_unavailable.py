"""Whatever is wrong with the index or the encoder: no question fails, the state is told, and it is logged once."""

from __future__ import annotations

import contextlib
import logging

import pytest

from factdesk.answers import engine, inspection, selectors, services
from factdesk.answers.errors import IndexUnavailable
from factdesk.answers.words import as_text
from tests.answers.builders import lemon, sim


def damage(directory):
    (directory / "manifest.json").write_bytes(b"\x00\x01")


def mismatch(directory):
    from factdesk.matching.store import manifest

    state = manifest.read(directory)
    manifest.write(directory, manifest.successor(state, encoder="another-encoder"))


def another_version(directory):
    from factdesk.matching.store import manifest

    content = (directory / manifest.NAME).read_text()
    (directory / manifest.NAME).write_text(content.replace(f'"format": {manifest.FORMAT}', '"format": 1'))


def missing(directory):
    (directory / "manifest.json").unlink()


def shortened(directory):
    for path in directory.glob("0*/documents.jsonl"):
        path.write_bytes(b"")


@pytest.mark.parametrize(
    ("harm", "state"),
    [
        (damage, "damaged"),
        (mismatch, "mismatch"),
        (another_version, "mismatch"),
        (missing, "missing"),
        (shortened, "damaged"),
    ],
)
def test_a_question_is_not_matched_and_does_not_fail(publisher, index, harm, state, caplog):
    publisher.publish(lemon())
    services.follow()
    harm(index)
    engine.forget()
    with caplog.at_level(logging.DEBUG):
        answers = [services.answer("nước chanh nóng chữa ung thư?") for _ in range(3)]
    assert [(a.outcome, a.available, a.matches) for a in answers] == [("none", False, ())] * 3
    assert len([line for line in caplog.records if line.levelno >= logging.ERROR]) == 1
    assert selectors.index_state()["state"] == state
    assert selectors.index_state()["documents"] is None
    with pytest.raises(IndexUnavailable):
        services.follow()


def test_damage_that_comes_while_it_runs_is_seen_at_the_next_change(publisher, index):
    publisher.publish(lemon())
    services.follow()
    assert services.answer("nước chanh nóng chữa ung thư?").available
    damage(index)
    assert not services.answer("nước chanh nóng chữa ung thư?").available
    services.reindex()
    assert services.answer("nước chanh nóng chữa ung thư?").available


def test_without_a_prepared_encoder_nothing_fails(publisher, settings, tmp_path):
    settings.MODELS_DIRECTORY = tmp_path / "no-models"
    answer = services.answer("nước chanh nóng chữa ung thư?")
    assert (answer.outcome, answer.available) == ("none", False)
    assert selectors.index_state()["state"] == "missing"
    assert "cannot be read" in as_text(answer) or as_text(answer)


def test_the_state_tells_what_is_behind(publisher, index):
    assert selectors.index_state()["state"] == "ok"
    publisher.publish(lemon())
    state = selectors.index_state()
    assert (state["state"], state["cursor"]["record"]) == ("behind", -1)
    services.follow()
    state = selectors.index_state()
    assert (state["state"], state["documents"], state["cursor"]["record"], state["detail"]) == ("ok", 2, 0, "")
    assert state["encoder"]


def test_the_state_costs_three_queries(publisher, index, django_assert_num_queries):
    with django_assert_num_queries(3):
        selectors.index_state()


def put(path, at: int, content: bytes) -> None:
    """Write over in place: a mapped file that was cut first would end the process that reads it just then."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def flip(path, at: int) -> None:
    put(path, at, bytes([path.read_bytes()[at] ^ 0x10]))


@pytest.mark.parametrize(
    "pattern", ["0*/documents.jsonl", "0*/vectors.vi", "0*/offsets.u64", "0*/batches.jsonl", "0*/lexical/*.term"]
)
def test_one_flipped_byte_is_noticed_and_mended(publisher, index, pattern, caplog):
    publisher.publish(lemon())
    services.follow()
    assert inspection.inspect() == []
    assert selectors.index_state()["state"] == "ok"
    path = next(index.glob(pattern))
    flip(path, path.stat().st_size // 3)
    for _ in range(2):
        assert inspection.inspect()
    assert selectors.index_state()["state"] == "damaged"
    assert len([line for line in caplog.records if line.levelno >= logging.ERROR]) == 1
    services.reindex()
    assert selectors.index_state()["state"] == "ok"
    assert inspection.inspect() == []


def test_a_question_to_a_text_that_cannot_be_read_is_taken_unmatched(publisher, index):
    publisher.publish(lemon())
    services.follow()
    path = next(index.glob("0*/documents.jsonl"))
    put(path, 0, b"\xff" * path.stat().st_size)
    answer = services.answer("nước chanh nóng chữa ung thư?")
    assert (answer.outcome, answer.available) == ("none", False)


@pytest.mark.parametrize("kind", ["fast", "pos", "term", "idx"])
def test_a_damaged_file_of_words_never_keeps_a_question_from_being_taken(publisher, index, kind):
    """tantivy panics over some, which Python sees as no Exception at all."""
    publisher.publish(lemon())
    services.follow()
    engine.forget()
    for path in index.glob(f"0*/lexical/*.{kind}"):
        start, end = path.stat().st_size // 4, path.stat().st_size - 90
        put(path, start, b"\xee" * max(0, end - start))
    answer = services.answer("uống nước chanh nóng chữa khỏi ung thư phải không?")
    assert answer.outcome in ("answer", "suggest", "none")
    inspection.inspect()
    assert selectors.index_state()["state"] == "damaged"
    publisher.publish(sim())
    with contextlib.suppress(IndexUnavailable):
        services.follow()
    services.reindex()
    assert services.answer("uống nước chanh nóng chữa khỏi ung thư phải không?").available


def test_the_index_is_not_read_all_the_time(publisher, index, monkeypatch):
    looked = []
    monkeypatch.setattr(inspection, "inspect", lambda: looked.append(1))
    inspector = inspection.Inspector()
    for _ in range(3):
        inspector.look()
    assert looked == [1]
