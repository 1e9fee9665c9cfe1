"""A desk's labels as a folder by which it measures itself."""

from __future__ import annotations

import json

import pytest

from factdesk import cli
from factdesk.matching.evaluate import folder as folders
from factdesk.questions import export, services
from factdesk.questions.models import Group, Label
from tests.answers.builders import lemon, review
from tests.questions.builders import NEW

LEMON = "Uống nước chanh nóng chữa khỏi ung thư."


@pytest.fixture
def labelled(desk, lan):
    """One question attached to the check on SIM cards, which was refused the one on lemon water."""
    review()
    review("noone123", language="fr")
    asked = services.ask(text=LEMON, language="vi", door="web")
    services.reply_not_this(asked.receipt)
    services.attach_group(group=Group.objects.get(), code="s1mk0a", by=lan)
    return asked


def lines(path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_the_folder_is_what_evaluate_reads(labelled, tmp_path):
    out = tmp_path / "deep" / "labels"
    assert export.write(out) == export.Exported(1, 5)
    rows = {row["id"]: row for row in map(json.loads, lines(out / "corpus.jsonl"))}
    assert set(rows) == {"k7m2xq:vi", "k7m2xq:en", "s1mk0a:vi", "abcd1234:en", "noone123"}
    assert rows["k7m2xq:vi"]["vclaim"] == LEMON
    assert lines(out / "queries.desk.tsv") == [f"q1\t{LEMON}"]
    assert set(lines(out / "qrels.desk.tsv")) == {"q1 0 s1mk0a:vi 1", "q1 0 k7m2xq:vi 0", "q1 0 k7m2xq:en 0"}
    read = folders.read(out, "desk")
    assert (read.queries[0].text, read.queries[0].right) == (LEMON, {"s1mk0a"})
    assert len(read.documents) == 5


def test_a_desk_can_measure_itself(labelled, tmp_path, capsys):
    export.write(tmp_path / "out")
    assert cli.main(["evaluate", "--corpus", str(tmp_path / "out"), "--split", "desk", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["queries"] == 1
    assert figures["answer_precision"] in (None, 0.0), "what was refused is the first that matching finds"


def test_only_the_desks_labels_go_and_nothing_of_who_asked(labelled, tmp_path):
    asked = services.ask(text="nước chanh nóng chữa khỏi ung thư thật à", language="vi", door="web")
    services.reply_this_one(asked.receipt, asked.answer.matches[0].key)
    out = tmp_path / "out"
    export.write(out)
    assert len(lines(out / "queries.desk.tsv")) == 1
    everything = "".join(path.read_text(encoding="utf-8") for path in out.iterdir())
    for receipt in (labelled.receipt, asked.receipt):
        assert receipt not in everything.lower()
        assert services.asking.receipts.mac(receipt) not in everything
    assert {path.name for path in out.iterdir()} == {"corpus.jsonl", "queries.desk.tsv", "qrels.desk.tsv"}


def test_the_same_words_are_one_question_and_the_last_verdict_counts(desk, tmp_path):
    says = [("wrong", LEMON), ("right", "UỐNG NƯỚC CHANH\n nóng\tchữa khỏi ung thư?"), ("right", NEW), ("wrong", NEW)]
    for verdict, text in says:
        Label.objects.create(
            text=text, language="vi", kind="fact-check", code="k7m2xq", verdict=verdict, origin="desk", on="2026-11-01"
        )
    export.write(tmp_path)
    read = folders.read(tmp_path, "desk")
    assert [(query.text, set(query.right)) for query in read.queries] == [
        ("UỐNG NƯỚC CHANH nóng chữa khỏi ung thư?", {"k7m2xq"}),
        (NEW, set()),
    ]


def test_what_is_withdrawn_or_unknown_is_left_out(labelled, desk, tmp_path):
    Label.objects.create(
        text=NEW, language="vi", kind="fact-check", code="zzzzzz", verdict="right", origin="desk", on="2026-11-01"
    )
    desk.withdraw(lemon())
    export.write(tmp_path)
    read = folders.read(tmp_path, "desk")
    assert [query.text for query in read.queries] == [LEMON]
    assert "k7m2xq" not in (tmp_path / "qrels.desk.tsv").read_text()


def test_the_command_says_how_many_and_what_to_do_then(labelled, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    for _ in range(2):
        assert cli.main(["labels", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "1 question, 5 texts" in said
    assert f"factdesk evaluate --corpus {tmp_path / 'out'} --split desk" in said


@pytest.mark.parametrize(("language", "words"), [("en_GB.UTF-8", "nothing to measure by"), ("vi_VN.UTF-8", "chưa gắn")])
def test_without_labels_it_says_so_and_writes_nothing(desk, tmp_path, capsys, monkeypatch, language, words):
    monkeypatch.setenv("LC_ALL", language)
    assert cli.main(["labels", "--out", str(tmp_path / "out")]) == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_file_in_its_place_is_left_alone(labelled, tmp_path, capsys):
    (tmp_path / "out").write_text("mine")
    assert cli.main(["labels", "--out", str(tmp_path / "out")]) == 2
    assert str(tmp_path / "out") in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "mine"
