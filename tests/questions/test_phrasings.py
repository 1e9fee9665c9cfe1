"""What the desk attached finds the check from then on, in the words in which it was asked; nobody is shown those."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from factdesk.answers import engine, phrasings, selectors
from factdesk.answers import services as answers
from factdesk.answers.models import MOST, Phrasing
from factdesk.questions import services
from factdesk.questions.models import Group, Label
from factdesk.questions.phrasings import chosen
from tests.answers.builders import LEMON_VI, lemon, text
from tests.answers.test_follow import contents, keys
from tests.questions.builders import NEW, queued

CHECKS = {"fact-check:k7m2xq:vi", "fact-check:k7m2xq:en", "fact-check:s1mk0a:vi"}
PHRASED = "fact-check:k7m2xq:vi#1"


@pytest.fixture
def attached(desk, lan):
    """A question that the desk has attached to the check on lemon water, and the index after it."""
    services.answer_waiting()
    queued()
    group = services.attach_group(group=Group.objects.get(), code="k7m2xq", by=lan)
    answers.follow()
    return group


def label(said: str, *, language: str = "vi", code: str = "k7m2xq", **changes: str) -> Label:
    values = {"kind": "fact-check", "verdict": "right", "origin": "desk", "on": "2026-11-01", **changes}
    return Label.objects.create(text=said, language=language, code=code, **values)


def test_an_attached_question_is_a_text_of_the_check(attached):
    assert keys() == {*CHECKS, PHRASED}
    document = contents(PHRASED)
    assert (document.kind, document.code, document.language) == ("fact-check", "k7m2xq", "vi")
    assert (document.title, document.claim, document.addresses) == ("", NEW, ())
    assert document.extra == {"phrasing_of": "fact-check:k7m2xq:vi"}


def test_it_is_there_at_once(desk, lan, django_capture_on_commit_callbacks):
    engine.encoder()
    queued()
    with django_capture_on_commit_callbacks(execute=True):
        services.attach_group(group=Group.objects.get(), code="k7m2xq", by=lan)
    assert PHRASED in keys()
    assert answers.follow() == 0
    assert selectors.index_state()["state"] == "ok"


def test_it_finds_the_check_and_is_shown_to_nobody(attached):
    for language in ("vi", "en"):
        found = answers.answer(NEW, language=language)
        match = found.matches[0]
        assert (match.code, match.language) == ("k7m2xq", language)
        assert "Bến Đông" not in f"{found.as_json()} {match}"
        assert [each.code for each in found.matches].count("k7m2xq") == 1


def test_a_phrasing_in_a_language_that_the_check_has_not_names_another(desk, lan):
    queued("Is it true that phones get locked in two hours unless one presses the key?", language="en")
    services.attach_group(group=Group.objects.get(), code="s1mk0a", by=lan)
    answers.follow()
    document = contents("fact-check:s1mk0a:en#1")
    assert document.extra == {"phrasing_of": "fact-check:s1mk0a:vi"}
    found = answers.answer("Is it true that phones get locked in two hours unless one presses the key?", language="en")
    assert {(match.code, match.language) for match in found.matches if match.code == "s1mk0a"} <= {("s1mk0a", "vi")}


def test_it_goes_when_the_attachment_is_undone(attached, lan):
    services.reopen_group(group=attached, by=lan)
    assert not Phrasing.objects.exists()
    answers.follow()
    assert keys() == CHECKS


def test_it_goes_with_the_check_before_anybody_does_anything(attached, desk):
    desk.withdraw(lemon())
    answers.follow()
    assert keys() == {"fact-check:s1mk0a:vi"}
    assert "k7m2xq" not in [match.code for match in answers.answer(NEW).matches]
    answers.reindex()
    assert keys() == {"fact-check:s1mk0a:vi"}
    services.answer_waiting()
    assert not Phrasing.objects.exists()


def test_a_withdrawn_check_shows_nothing_even_while_the_index_lags(attached, desk):
    desk.withdraw(lemon())
    found = engine.matcher().match(NEW)
    assert "k7m2xq" in [match.document.code for match in found.matches], "the index has not followed"
    assert "k7m2xq" not in [match.code for match in selectors.matches_now([
        answers.documents.ref(match.document, 1.0) for match in found.matches
    ], language="vi")]  # fmt: skip


def test_a_correction_keeps_it_and_a_language_that_goes_is_not_named(attached, desk):
    english = text("lemon-water", "Hot lemon water does not cure cancer", "Drinking hot lemon water cures cancer.")
    desk.publish(lemon(texts={"en": english}), "correct", reason={"en": "Wrong."})
    answers.follow()
    assert keys() == {"fact-check:k7m2xq:en", "fact-check:s1mk0a:vi", PHRASED}
    assert contents(PHRASED).extra == {"phrasing_of": "fact-check:k7m2xq:en"}


def test_what_is_there_already_is_not_read_by_the_encoder_again(attached, desk, lan, monkeypatch):
    queued("Nghe nói từ tháng sau qua cầu Bến Đông phải nộp tiền cho xe máy?")
    services.attach_group(group=Group.objects.get(status="open"), code="k7m2xq", by=lan)
    read: list[str] = []
    real = engine.encoder().passages_with_tokens
    monkeypatch.setattr(engine.encoder(), "passages_with_tokens", lambda texts: read.extend(texts) or real(texts))
    answers.follow()
    assert read == ["Nghe nói từ tháng sau qua cầu Bến Đông phải nộp tiền cho xe máy?"]
    assert keys() == {*CHECKS, PHRASED, "fact-check:k7m2xq:vi#2"}


def test_a_rebuilt_index_holds_them_too(attached):
    grown = {key: contents(key) for key in keys()}
    assert answers.reindex() == len(CHECKS) + 1
    assert {key: contents(key) for key in keys()} == grown
    assert answers.follow() == 0


def test_an_index_from_before_there_were_any_follows(attached, index):
    store = engine.store()
    with store.writer(engine.encoder()) as writer:
        writer.remove([PHRASED])
        writer.commit({"phrasings": -1})
    del store.cursor["phrasings"]
    assert answers.phrasings_of(store) == -1
    assert answers.follow() == 1
    assert PHRASED in keys()


def test_an_askers_yes_is_no_phrasing(desk):
    asked = services.ask(text="nước chanh nóng chữa khỏi ung thư thật không ạ", language="vi", door="web")
    services.reply_this_one(asked.receipt, asked.answer.matches[0].key)
    assert chosen("k7m2xq") == []
    assert phrasings.head() == -1


@pytest.mark.parametrize(
    "said",
    [
        "Có đúng không?",
        "cầu",
        "https://bao.example/cau-ben-dong-thu-phi-xe-may-tu-thang-sau-hay-khong-1234567",
        "[người gửi] [số điện thoại] [địa chỉ nhà] [họ tên] nói cầu thu phí",
        "[họ tên] cầu Bến Đông",
        "cầu Bến Đông thu phí xe máy " * 60,
        "Uống nước chanh nóng chữa khỏi ung thư!",
        "NUOC CHANH NONG khong chua duoc ung thu",
    ],
)
def test_a_text_that_says_too_little_or_nothing_new_is_left_out(desk, said):
    label(said)
    assert chosen("k7m2xq") == []


@pytest.mark.parametrize("changes", [{"origin": "asker"}, {"verdict": "wrong"}, {"code": "s1mk0a"}, {"language": "fr"}])
def test_only_what_the_desk_called_right_is_taken(desk, changes):
    label(NEW, **changes)
    assert chosen("k7m2xq") == []


def test_what_was_cut_leaves_no_words_behind(desk):
    label("[người gửi] cầu Bến Đông thu phí xe máy từ tháng sau hay không, gọi [số điện thoại] để hỏi")
    assert chosen("k7m2xq") == [("vi", "cầu Bến Đông thu phí xe máy từ tháng sau hay không, gọi để hỏi")]


def test_the_same_words_count_once_the_newest_of_them(desk):
    label(NEW)
    label(NEW.upper())
    label("cau ben dong co thu phi xe may tu thang sau khong")
    assert chosen("k7m2xq") == [("vi", "cau ben dong co thu phi xe may tu thang sau khong")]


def test_of_many_the_newest_and_the_most_different_are_taken(desk):
    other = "Bộ Y tế vừa công bố dịch cúm gia cầm lan sang người ở Cần Thơ?"
    label(other)
    for number in range(40):
        label(f"Cầu Bến Đông thu phí xe máy {number} nghìn đồng từ tháng sau không?")
    taken = [said for _, said in chosen("k7m2xq")]
    assert len(taken) == len(set(taken)) == MOST
    assert taken[0] == "Cầu Bến Đông thu phí xe máy 39 nghìn đồng từ tháng sau không?"
    assert taken[1] == other


def test_a_phrasing_keeps_its_place_while_it_stands(db):
    phrasings.store("k7m2xq", [("vi", "một"), ("vi", "hai")])
    phrasings.store("k7m2xq", [("vi", "ba"), ("vi", "hai"), ("en", "one")])
    assert {row.text: row.place for row in Phrasing.objects.all()} == {"ba": 1, "hai": 2, "one": 3}
    assert phrasings.head() == 1
    assert not phrasings.store("k7m2xq", [("en", "one"), ("vi", "hai"), ("vi", "ba")])
    assert phrasings.store("s1mk0a", [("vi", str(number)) for number in range(50)])
    assert Phrasing.objects.filter(code="s1mk0a").count() == MOST
    assert [change.code for change in phrasings.changes(after=-1, limit=9)] == ["k7m2xq", "s1mk0a"]


@pytest.mark.parametrize("wrong", [{"place": 0}, {"place": MOST + 1}, {"language": "fr"}, {"text": ""}, {"code": ""}])
def test_the_database_holds_it_too(db, wrong):
    good = {"code": "k7m2xq", "place": 1, "language": "vi", "text": NEW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Phrasing.objects.create(**{**good, **wrong})
    Phrasing.objects.create(**good)
    with pytest.raises(IntegrityError), transaction.atomic():
        Phrasing.objects.create(**{**good, "text": "other"})


def test_the_check_itself_still_answers_in_its_own_words(attached):
    found = answers.answer(LEMON_VI[2])
    assert (found.outcome, found.matches[0].code, found.matches[0].title) == ("answer", "k7m2xq", LEMON_VI[1])


def test_phrasings_of_a_check_that_is_not_there_are_in_no_index(desk):
    phrasings.store("zzzzzz", [("vi", NEW)])
    answers.follow()
    assert keys() == CHECKS
    answers.reindex()
    assert keys() == CHECKS
    assert "zzzzzz" not in [match.code for match in answers.answer(NEW).matches]
