"""What the desk's database teaches matching, and the command that lets it: from labels to files in use."""

from __future__ import annotations

import json
import logging

import pytest

from factdesk import cli
from factdesk.answers import engine, learning, selectors
from factdesk.answers import services as answers
from factdesk.answers.models import Phrasing
from factdesk.matching import learned
from factdesk.matching.train import own, own_command
from factdesk.questions import services, teaching
from factdesk.questions.models import Group, Label, Question
from tests.answers.builders import lemon
from tests.questions.builders import NEW, queued

LEMON = "Uống nước chanh nóng chữa khỏi ung thư."
CHECK, SIM = ("fact-check", "k7m2xq"), ("fact-check", "s1mk0a")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """A folder of this test's own for what is learned."""
    settings.LEARNED_DIRECTORY = tmp_path / "learned"
    return settings.LEARNED_DIRECTORY


def label(text: str, check=CHECK, verdict: str = "right", origin: str = "desk") -> None:
    kind, code = check
    Label.objects.create(
        text=text, language="vi", kind=kind, code=code, verdict=verdict, origin=origin, on="2026-11-01"
    )


def taught() -> dict[str, own.Question]:
    return {question.text: question for question in teaching.questions()}


def test_what_the_desk_attached_is_right_and_its_phrasing_is_hidden_from_it(desk, lan):
    queued()
    services.attach_group(group=Group.objects.get(), code="k7m2xq", by=lan)
    answers.follow()
    phrasing = Phrasing.objects.get()
    assert taught() == {
        NEW: own.Question(NEW, frozenset({CHECK}), hidden=(f"fact-check:k7m2xq:vi#{phrasing.place}",)),
    }


def test_only_the_phrasings_in_the_very_words_are_hidden(desk):
    label("chanh nóng chữa được ung thư hả")
    label("Nghe nói nước chanh trị ung thư")
    for place, text in enumerate(("Chanh nóng chữa được ung thư hả", "một câu hỏi khác hẳn về chanh"), 1):
        Phrasing.objects.create(code="k7m2xq", place=place, language="vi", text=text)
    hidden = {text: question.hidden for text, question in taught().items()}
    assert hidden == {
        "chanh nóng chữa được ung thư hả": ("fact-check:k7m2xq:vi#1",),
        "Nghe nói nước chanh trị ung thư": (),
    }


def test_what_an_asker_refused_is_wrong_until_the_desk_says_more(desk, lan):
    asked = services.ask(text=LEMON, language="vi", door="web")
    services.reply_not_this(asked.receipt)
    assert taught() == {LEMON: own.Question(LEMON, wrong=frozenset({CHECK}), by_desk=False)}
    services.attach_group(group=Group.objects.get(), code="s1mk0a", by=lan)
    found = taught()[LEMON]
    assert (found.right, found.wrong, found.by_desk) == ({SIM}, {CHECK}, True)


def test_what_an_asker_confirmed_is_right_by_their_word(desk):
    asked = services.ask(text=LEMON, language="vi", door="web")
    services.reply_this_one(asked.receipt, asked.answer.matches[0].key)
    assert taught() == {LEMON: own.Question(LEMON, frozenset({CHECK}), by_desk=False)}


def test_the_desks_word_goes_before_an_askers_whoever_came_last(desk):
    label(LEMON, verdict="wrong")
    label(LEMON, verdict="right", origin="asker")
    label(LEMON, SIM, verdict="right", origin="asker")
    found = taught()[LEMON]
    assert (found.right, found.wrong, found.by_desk) == ({SIM}, {CHECK}, False)


def test_nothing_answers_what_was_closed_without_a_check(desk, lan):
    queued()
    queued(NEW.upper())
    group = services.close_group(group=Group.objects.get(), reason="opinion", by=lan)
    found = list(taught().values())
    assert [(each.nothing, each.by_desk, each.topic) for each in found] == [(True, True, f"closed {group.pk}")]
    services.reopen_group(group=group, by=lan)
    assert taught() == {}


def test_a_closed_question_whose_words_have_a_check_is_right(desk, lan):
    queued()
    services.close_group(group=Group.objects.get(), reason="too-vague", by=lan)
    label(NEW.lower())
    found = list(taught().values())
    assert [(each.right, each.nothing) for each in found] == [({CHECK}, False)]


def test_what_an_asker_found_is_not_taken_back_by_closing(desk, lan):
    asked = services.ask(text=LEMON, language="vi", door="web")
    services.reply_this_one(asked.receipt, asked.answer.matches[0].key)
    closed = Group.objects.create(
        label=LEMON,
        status="closed",
        reason="opinion",
        language="vi",
        first_asked_at="2026-11-01T00:00Z",
        last_asked_at="2026-11-01T00:00Z",
    )
    Question.objects.update(group=closed)
    assert not taught()[LEMON].nothing


def test_what_is_withdrawn_or_says_no_word_teaches_nothing(desk):
    label(LEMON)
    label("https://vi-du.example/a", SIM)
    label("?!", SIM)
    desk.withdraw(lemon())
    assert [text for text in taught() if text != "https://vi-du.example/a"] == []


def test_it_takes_few_queries(desk, lan, django_assert_max_num_queries):
    for number in range(30):
        label(f"câu hỏi số {number} về nước chanh")
    with django_assert_max_num_queries(6):
        assert len(teaching.questions()) == 30


def asked_of(number: int) -> str:
    return f"nghe nói uống {number} cốc nước chanh nóng thì khỏi ung thư phải không"


@pytest.fixture
def labelled(desk, lan, monkeypatch):
    """Enough for the command, where so few are enough: six with a check, four with none."""
    monkeypatch.setattr(own, "QUESTIONS", 10)
    monkeypatch.setattr(own, "OF_A_KIND", 4)
    monkeypatch.setattr(own, "TOPICS", 2)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    for number in range(3):
        label(asked_of(number))
        label(f"nhà mạng khóa sim sau {number} giờ nếu không bấm phím đúng không", SIM)
    for number, what in enumerate(("xăng", "điện", "gạo", "vàng")):
        label(f"giá {what} tuần sau tăng {number} lần", verdict="wrong")


def test_the_command_asks_the_desks_own_index(labelled, own_folder, capsys):
    assert cli.main(["train", "matching", "--own", "--dry-run"]) == 0
    printed = capsys.readouterr()
    assert "Labelled questions: 10 (with a check: 6, with none: 4" in printed.out
    assert "right check first: 1.000, now 1.000" in printed.out
    assert "asking the desk's own questions: 10 of 10" in printed.err
    assert not own_folder.exists()


def test_too_few_labels_end_with_a_sentence(desk, own_folder, capsys, monkeypatch):
    label(LEMON)
    for language, words in (("en_GB.UTF-8", "too little to learn from"), ("vi_VN.UTF-8", "quá ít để học")):
        monkeypatch.setenv("LC_ALL", language)
        assert cli.main(["train", "matching", "--own"]) == 1
        assert words in capsys.readouterr().err
    assert not (own_folder / learned.FILE).exists()


def test_without_an_index_it_says_what_to_do(no_index, db, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert cli.main(["train", "matching", "--own"]) == 1
    assert "factdesk prepare" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--reset"], ["--own", "--dry-run", "--reset"], ["--own", "--steps", "3"]])
def test_options_that_do_not_go_together_are_wrong_use(options, capsys):
    assert cli.main(["train", "matching", *options]) == 2
    assert "--own" in capsys.readouterr().err


def silent_desk(folder) -> None:
    """Own files by which nothing is near enough to be answered or suggested."""
    shipped = learned.shipped()
    content = {
        "ranking": shipped.ranker.weights,
        "decision": {name: {"weights": {}, "bias": -20.0, "threshold": 0.9} for name in ("answer", "suggest")}
        | {"long": 0.9},
    }
    learned.write(folder, shipped, {"date": "2026-11-30"}, engine.encoder_name())
    whole = json.loads((folder / learned.FILE).read_bytes())
    (folder / learned.FILE).write_text(json.dumps(whole | content), encoding="utf-8")


PARAPHRASE = "nghe nói uống nước chanh nóng là khỏi ung thư"


def test_a_running_desk_takes_new_files_and_lets_go_of_them_without_a_restart(desk, own_folder, capsys):
    before = answers.answer(PARAPHRASE, language="vi").outcome
    assert before != "none"
    assert selectors.index_state()["learned"] == "shipped"
    silent_desk(own_folder)
    assert answers.answer(PARAPHRASE, language="vi").outcome == "none"
    assert selectors.index_state()["learned"] == "own"
    assert cli.main(["train", "matching", "--own", "--reset"]) == 0
    assert answers.answer(PARAPHRASE, language="vi").outcome == before
    assert selectors.index_state()["learned"] == "shipped"


@pytest.mark.parametrize("how", ["cut short", "of another encoder"])
def test_files_that_do_not_fit_are_left_alone_and_the_log_says_so_once(desk, own_folder, how, caplog):
    before = answers.answer(PARAPHRASE, language="vi").outcome
    silent_desk(own_folder)
    path = own_folder / learned.FILE
    if how == "cut short":
        path.write_bytes(path.read_bytes()[:300])
    else:
        path.write_text(path.read_text(encoding="utf-8").replace(engine.encoder_name(), "another"), encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger=learning.__name__):
        for _ in range(3):
            assert answers.answer(PARAPHRASE, language="vi").outcome == before
            engine.forget()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert str(path) in caplog.text
    assert selectors.index_state()["learned"] == "ignored"
    assert selectors.index_state()["state"] == "ok"


def test_what_the_command_wrote_is_what_the_desk_uses(labelled, own_folder, monkeypatch):
    """Whatever ten labels are worth: here any judgement is good enough."""
    monkeypatch.setattr(own_command.verdict.Verdict, "better", property(lambda self: True))
    assert cli.main(["train", "matching", "--own"]) == 0
    made = learned.read(own_folder, engine.encoder_name())
    assert made.made["labels"] == {"questions": 10, "right": 6, "none": 4, "by_desk": 10, "topics": 2}
    assert engine.matcher().decides_by == made.decision
    answers.explain(PARAPHRASE, answers.answer(PARAPHRASE, language="vi"), language="vi")
