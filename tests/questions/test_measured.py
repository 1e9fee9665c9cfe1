"""`factdesk evaluate --own`: the desk's index, asked what the desk itself has settled."""

from __future__ import annotations

import json

import pytest

from factdesk import cli
from factdesk.answers import engine
from factdesk.answers import services as answers
from factdesk.matching import learned
from factdesk.questions import measured, services
from factdesk.questions.models import Group, Label
from tests.answers.builders import lemon
from tests.questions.builders import NEW

LEMON = "Uống nước chanh nóng chữa khỏi ung thư."
SIM = "SIM điện thoại sẽ bị khóa sau hai giờ nếu không bấm phím 1."


def label(text: str, code: str, verdict: str = "right", origin: str = "desk", kind: str = "fact-check") -> None:
    Label.objects.create(
        text=text, language="vi", kind=kind, code=code, verdict=verdict, origin=origin, on="2026-11-01"
    )


@pytest.fixture
def run(capsys, monkeypatch):
    """The command; exit status, standard output, standard error."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def evaluate(*options):
        status = cli.main(["evaluate", "--own", *options])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return evaluate


@pytest.fixture
def labelled(desk):
    """Two questions with their checks, one of which is only known what does not answer it."""
    label(LEMON, "k7m2xq")
    label("khong bam phim 1 thi sim bi khoa sau hai gio ha", "s1mk0a")
    label("Nước chanh nóng chữa được bệnh tiểu đường", "k7m2xq", "wrong")
    return desk


def test_what_was_attached_is_right_and_what_was_refused_is_wrong(labelled):
    label(SIM, "k7m2xq", "wrong", origin="asker")  # who may click as often as they like
    found = measured.queries(engine.store())
    assert [(query.id, set(query.right), set(query.wrong)) for query in found] == [
        ("q1", {"k7m2xq"}, set()),
        ("q2", {"s1mk0a"}, set()),
        ("q3", set(), {"k7m2xq"}),
    ]


def test_what_is_withdrawn_says_nothing(labelled):
    labelled.withdraw(lemon())
    assert [query.right for query in measured.queries(engine.store())] == [{"s1mk0a"}]


def test_the_figures_as_json(run, labelled, tmp_path):
    dump = tmp_path / "dump.jsonl"
    status, out, err = run("--json", "--thresholds", "--reliability", "--dump", str(dump))
    found = json.loads(out)
    assert (status, found["queries"], found["p@1"], found["answer_precision"]) == (0, 3, 1.0, 1.0)
    assert (found["index_seconds"], found["index_bytes"] > 0, "indexing" in err) == (None, True, False)
    assert found["labels"] == {
        "right": 2,
        "wrong": 1,
        "counted": 2,
        "unseen": pytest.approx(0.776, abs=1e-3),
        "few": True,
    }
    assert found["learned"] == "shipped"
    assert found["by_threshold"]["answer"][0]["counts"]["answer_rate"] == [2, 2]
    assert found["reliability"]["queries"] == 3
    assert "by_kind" not in found
    rows = [json.loads(line) for line in dump.read_text(encoding="utf-8").splitlines()]
    assert [row["query"] for row in rows] == ["q1", "q2", "q3"]
    assert "chanh" not in dump.read_text(encoding="utf-8"), "what was asked stays at the desk"


def test_the_same_as_a_table_that_says_how_little_it_says(run, labelled):
    status, out, _ = run()
    assert (status, out.startswith("factdesk, desk: 3 queries to 3 texts; ")) == (0, True)
    assert "with a check that the desk attached: 2; with only one that it ruled out: 1." in out
    assert "That says little. Answered: 2. Up to 78 in 100 answers could be wrong" in out
    assert "making the index" not in out
    status, out, _ = run("--hide-gold")
    assert (status, "That says little. Asked: 3. Up to 64 in 100" in out) == (0, True)


def test_a_question_is_asked_as_it_was_the_first_time(desk, lan, run):
    """What was attached is a phrasing in the index now, which would find its check by its own words."""
    asked = services.ask(text=NEW, language="vi", door="web")
    services.reply_not_this(asked.receipt) if asked.question.group is None else None
    services.attach_group(group=Group.objects.get(), code="s1mk0a", by=lan)
    answers.follow()
    assert services.ask(text=NEW, language="vi", door="web").answer.outcome == "answer"
    (query,) = measured.queries(engine.store())
    assert (query.text, len(query.passed_over)) == (NEW, 1)
    found = json.loads(run("--json")[1])
    assert (found["answer_rate"], found["labels"]["counted"]) == (0.0, 0)
    assert "None of them shows whether answers are right" in run()[1]


def test_an_answer_that_may_be_right_for_all_that_is_known_is_not_counted(run, desk):
    label(LEMON, "s1mk0a", "wrong")
    label(SIM, "s1mk0a", "wrong")
    status, out, _ = run("--json", "--reliability")
    found = json.loads(out)
    assert (status, found["false_answer_rate"], found["answer_rate"], found["p@1"]) == (0, 1.0, None, None)
    assert found["reliability"]["queries"] == 1
    assert "the desk ruled this out" in run()[1]


def test_it_is_measured_with_what_the_desk_fitted_to_its_labels(run, labelled, settings, tmp_path):
    settings.LEARNED_DIRECTORY = tmp_path / "learned"
    learned.write(settings.LEARNED_DIRECTORY, learned.shipped(), {"by": "a test"}, engine.encoder_name())
    assert json.loads(run("--json")[1])["learned"] == "own"
    assert "With the ranking and the decision that the desk fitted to its own labels." in run()[1]


@pytest.mark.parametrize(("language", "words"), [("en_GB.UTF-8", "nothing to measure by"), ("vi_VN.UTF-8", "chưa gắn")])
def test_without_labels_it_says_so(desk, run, monkeypatch, language, words):
    monkeypatch.setenv("LC_ALL", language)
    status, out, err = run()
    assert (status, out, words in err, err.count("\n")) == (1, "", True, 1)


def test_without_an_index_it_says_what_to_do(labelled, no_index, run):
    status, out, err = run()
    assert (status, out, "makes both ready" in err, err.count("\n")) == (1, "", True, 1)
