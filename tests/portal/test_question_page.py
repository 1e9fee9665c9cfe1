"""A question's own page in every state, and its receipt as the only key."""

import pytest

from factdesk.answers.results import Answer, AnsweredMatch
from factdesk.questions.models import Label, Question
from factdesk.questions.services.asking import keep
from tests.portal.conftest import LEMON, RECEIPT, REVIEW, lemon, match, page, sim

pytestmark = pytest.mark.django_db

PATH = f"/q/{RECEIPT}/"


def test_an_answer_says_verdict_claim_sources_office_and_date(client, desk):
    desk.publish(lemon())
    desk.question(outcome="answer", matches=[match()])
    text = page(client.get(PATH))
    for words in ("Sai", "Nước chanh nóng chữa khỏi ung thư.", "Source 1", "Nguồn sơ cấp", "Sở Y tế", "2/11/2026"):
        assert words in text
    assert "Thứ hai." in text
    assert "Thứ ba." not in text
    assert 'href="/checks/k7m2xq/nuoc-chanh/"' in text
    assert f'action="{PATH}not-this"' in text
    assert 'value="http://127.0.0.1:8000/checks/k7m2xq/nuoc-chanh/"' in text


def test_an_answer_is_given_in_the_language_of_the_page(client, desk):
    desk.publish(lemon())
    desk.question(outcome="answer", matches=[match()])
    assert "Hot lemon water cures cancer." in page(client.get(f"/en{PATH}"))


def test_another_publishers_check_keeps_its_name_and_words(client, desk):
    desk.review()
    desk.question(outcome="answer", matches=[match(REVIEW, "external-review", "en")])
    text = page(client.get(PATH))
    assert "Example Fact Check" in text
    assert '<q lang="en">Mostly false, with no evidence</q>' in text
    assert 'href="https://factcheck.example.org/garlic"' in text
    assert "Chúng tôi không tự kiểm chứng" in text
    assert "rating-" not in text


def test_suggestions_can_be_chosen_and_then_answer(client, desk):
    desk.publish(lemon())
    desk.publish(sim())
    desk.question(outcome="suggest", matches=[match(), match("s1mk0a")])
    assert "Có phải một trong những điều này?" in page(client.get(PATH))
    response = client.post(f"{PATH}this", {"match": "fact-check:s1mk0a:vi"})
    assert (response.status_code, response["Location"]) == (303, PATH)
    assert "Nhà mạng không gọi điện dọa khóa SIM" in page(client.get(PATH))
    assert Label.objects.get().verdict == "right"


@pytest.mark.parametrize(("prefix", "label"), [("", "Tin được kiểm chứng:"), ("/en", "The claim:")])
def test_no_rumour_stands_on_the_page_of_suggestions_without_its_rating(client, desk, prefix, label):
    desk.publish(lemon())
    desk.review()
    desk.question(outcome="suggest", matches=[match(), match(REVIEW, "external-review", "en")])
    shown = page(client.get(f"{prefix}{PATH}"))
    ours, theirs = shown.split('<form class="suggestion"')[1:]
    claim = "Hot lemon water cures cancer." if prefix else "Nước chanh nóng chữa khỏi ung thư."
    for text, rating, title, said in (
        (ours, "rating-tag rating-false", "Hot lemon water does not" if prefix else "không chữa được", claim),
        (theirs, "Mostly false, with no evidence", "No, garlic soup does not", "Garlic soup cures influenza"),
    ):
        assert text.index(rating) < text.index(title) < text.index(label) < text.index(said)
        assert text.index(said) < text.index('name="match"')
    assert "<svg" in ours
    assert "Example Fact Check" in theirs
    assert "rating-tag" not in theirs
    # Nor where it is told what was refused.
    refused = page(client.get(client.post(f"{prefix}{PATH}not-this")["Location"]))
    assert refused.index("rating-tag rating-false") < refused.index(label) < refused.index(claim)
    assert refused.index("Mostly false, with no evidence") < refused.index("Garlic soup cures influenza")


def test_subject_and_area_can_be_given_next_to_suggestions(client, desk, django_assert_max_num_queries):
    desk.publish(lemon())
    desk.question(outcome="suggest", matches=[match()])
    with django_assert_max_num_queries(8):
        text = page(client.get(PATH))
    assert text.index('name="match"') < text.index("<details>") < text.index('id="sector"')
    response = client.post(f"{PATH}place", {"sector": "health", "region": ""})
    text = page(client.get(response["Location"]))
    assert '<option value="health" selected>' in text
    assert "<details open>" in text
    # It chooses nothing.
    assert "Có phải một trong những điều này?" in text


def test_a_suggestion_that_was_never_offered_changes_nothing(client, desk):
    desk.publish(lemon())
    desk.question(outcome="suggest", matches=[match()])
    for chosen in ({"match": "fact-check:zzzzzz:vi"}, {"match": "\0"}, {}):
        response = client.post(f"/en{PATH}this", chosen)
        assert response.status_code == 422
        assert "This was not among the checks offered" in page(response)
        assert 'action="/en/q/' in page(response)
    assert Question.objects.get().reply == ""


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    ("language", "text", "told"),
    [("und", "Le jus de citron guérit le cancer ?", True), ("vi", "Chanh có tốt?", False), ("und", "19 001", False)],
)
def test_suggestions_for_a_language_that_is_not_known_say_so_in_both(client, desk, prefix, language, text, told):
    desk.publish(lemon())
    desk.question(outcome="suggest", matches=[match()], language=language, text=text)
    shown = page(client.get(f"{prefix}{PATH}"))
    own = "We could not tell the language" if prefix else "không nhận ra ngôn ngữ của câu hỏi"
    other = "hãy bấm nút ngay dưới các bài này" if prefix else "press the button below them"
    assert (own in shown, other in shown) == (told, told)
    assert ('name="match"' in shown, "not-this" in shown) == (True, True)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_suggestion_can_be_read_before_it_is_chosen(client, desk, prefix):
    desk.publish(lemon())
    desk.review()
    desk.question(outcome="suggest", matches=[match(), match(REVIEW, "external-review", "en")])
    text = page(client.get(f"{prefix}{PATH}"))
    own = f"{prefix}/checks/k7m2xq/{'lemon-water' if prefix else 'nuoc-chanh'}/"
    assert f'href="{own}"' in text
    assert 'href="https://factcheck.example.org/garlic"' in text
    assert client.get(own).status_code == 200
    # Reading chooses nothing: the question still stands open.
    assert text.count('name="match"') == page(client.get(f"{prefix}{PATH}")).count('name="match"') == 2


REFUSED = ({"outcome": "answer", "matches": [match()]}, {"outcome": "suggest", "matches": [match(), match("s1mk0a")]})


@pytest.mark.parametrize("offered", REFUSED)
def test_what_was_not_asked_goes_to_the_desk_and_the_page_says_what_happened(client, desk, offered):
    desk.publish(lemon())
    desk.publish(sim())
    desk.question(**offered)
    response = client.post(f"{PATH}not-this")
    text = page(client.get(response["Location"]))
    assert "Câu hỏi đã chuyển đến bộ phận kiểm chứng" in text
    assert "không phải điều bạn hỏi" in text
    assert "Nước chanh nóng chữa khỏi ung thư." in text
    assert "chưa có bài kiểm chứng nào" not in text.casefold()
    assert "Chưa ai kiểm chứng" not in text
    assert Question.objects.get().group is not None


@pytest.mark.parametrize("offered", REFUSED)
def test_not_this_can_be_taken_back(client, desk, offered):
    desk.publish(lemon())
    desk.publish(sim())
    desk.question(**offered)
    before = page(client.get(PATH))
    text = page(client.get(client.post(f"{PATH}not-this")["Location"]))
    assert f'action="{PATH}undo" method="post"' in text
    response = client.post(f"{PATH}undo")
    assert (response.status_code, response["Location"]) == (303, PATH)
    assert page(client.get(PATH)) == before
    assert Question.objects.get().reply == ""
    assert not Label.objects.exists()
    assert client.post(f"{PATH}undo").status_code == 303


def test_what_was_refused_is_told_while_it_is_being_checked_too(client, desk):
    desk.publish(lemon())
    desk.question(outcome="answer", reply="not-this", matches=[match()], group={"status": "in-progress"})
    text = page(client.get(PATH))
    assert "đang kiểm chứng" in text
    assert f'action="{PATH}undo"' in text


def test_where_nothing_was_offered_nothing_can_be_refused(client, desk):
    desk.question(outcome="none", group={})
    response = client.post(f"{PATH}not-this")
    assert response.status_code == 422
    assert "error-summary" in page(response)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"outcome": "pending"}, "Câu hỏi của bạn đã được lưu"),
        ({"outcome": "none", "group": {"count": 7}}, "Chưa ai kiểm chứng điều này"),
        ({"outcome": "none", "group": {"count": 7}}, "đã được hỏi 7 lần"),
        ({"outcome": "none", "language": "ja", "group": {}}, "chưa biết ngôn ngữ này"),
        ({"outcome": "none", "language": "und", "group": {}}, "We do not know this language yet; a person will"),
        ({"outcome": "none", "language": "und", "text": "19 001 900", "group": {}}, "Chưa ai kiểm chứng điều này"),
        ({"outcome": "none", "group": {"status": "in-progress"}}, "đang kiểm chứng"),
        (
            {"outcome": "none", "group": {"status": "closed", "reason": "opinion", "reason_words": "Vì là ý kiến."}},
            "Vì là ý kiến.",
        ),
        ({"outcome": "none", "group": {"status": "closed", "reason": "satire"}}, "Điều gì kiểm chứng được"),
        ({"outcome": "none", "group": {"status": "closed", "reason": "satire"}}, "Đây là chuyện trào phúng."),
    ],
)
def test_each_state_says_where_the_question_stands(client, desk, state, words):
    desk.question(**state)
    text = page(client.get(PATH))
    assert words in text
    assert RECEIPT in text
    assert client.get(f"/en{PATH}").status_code == 200


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("language", ["km", "und"])
def test_a_language_that_is_not_known_is_said_in_both(client, desk, prefix, language):
    question = desk.question(text="តើនេះជាការពិតទេ", outcome="pending", language="vi")
    keep(question, Answer(outcome="none", language=language, took_ms=1.0))
    text = page(client.get(f"{prefix}{PATH}"))
    assert "We do not know this language yet" in text
    assert "chưa biết ngôn ngữ này" in text
    assert f'lang="{"vi" if prefix else "en"}">' in text[text.index("<h1") :]
    # Nothing was compared, so nothing may be said of what was found.
    assert "found no published check" not in text
    assert "không tìm thấy bài kiểm chứng" not in text
    assert RECEIPT in text


def test_a_pasted_link_that_was_found_shows_the_check(client, desk, monkeypatch):
    check = desk.publish(lemon())
    link = f"https://desk.example/checks/{LEMON}/"
    found = AnsweredMatch(*("fact-check", LEMON, "vi", check.title, check.claim, "false", "Sai", "Sở Y tế", link, 1.0))
    answer = Answer(outcome="answer", language="und", took_ms=1.0, matches=(found,))
    monkeypatch.setattr("factdesk.questions.services.asking.answer", lambda *_, **__: answer)
    text = page(client.get(client.post("/ask", {"text": link})["Location"]))
    assert "Nước chanh nóng chữa khỏi ung thư." in text
    assert 'class="verdict rating-false"' in text
    assert "chưa biết ngôn ngữ này" not in text


def test_how_many_asked_is_not_told_below_five(client, desk):
    desk.question(outcome="none", group={"count": 4})
    assert "đã được hỏi" not in page(client.get(PATH))


def test_a_group_that_was_answered_answers_its_askers(client, desk):
    desk.publish(lemon())
    desk.question(outcome="none", group={"status": "answered", "fact_check_code": "k7m2xq"})
    text = page(client.get(PATH))
    assert "Nước chanh nóng chữa khỏi ung thư." in text
    # Nothing was offered that could be refused: the page does not pretend so.
    assert "not-this" not in text
    assert 'name="match"' not in text
    assert "hỏi lại bằng cách khác" in text


def test_what_was_withdrawn_is_told_while_it_is_being_checked_anew(client, desk):
    desk.publish(lemon())
    desk.withdraw(lemon())
    desk.question(outcome="answer", matches=[match()], withdrawn_code="k7m2xq", group={"status": "in-progress"})
    text = page(client.get(PATH))
    assert "đang kiểm chứng" in text
    assert "Nguồn đã rút." in text


def test_an_answer_that_was_withdrawn_says_why_and_gives_no_rating(client, desk):
    desk.publish(lemon())
    desk.withdraw(lemon())
    desk.question(outcome="answer", matches=[match()])
    text = page(client.get(PATH))
    assert "Nguồn đã rút." in text
    assert "rating-false" not in text


def test_subject_and_area_are_kept_where_they_are_given(client, desk):
    desk.question(outcome="none", group={})
    response = client.post(f"{PATH}place", {"sector": "health", "region": "vinh"})
    # The form stands at the foot of the page: what is said there would not be seen from the head.
    assert response["Location"] == f"{PATH}?said=place#place-title"
    said = page(client.get(response["Location"]))
    assert said.index('id="place-title"') < said.index('role="status" class="said"') < said.index('id="sector"')
    question = Question.objects.get()
    assert (question.sector.slug, question.region.slug) == ("health", "vinh")
    assert '<option value="health" selected>' in page(client.get(PATH))


@pytest.mark.parametrize(
    "chosen", [{"sector": "nope", "region": "vinh"}, {"sector": "health", "region": "nope"}, {"sector": "\0"}]
)
def test_a_subject_or_area_that_is_unknown_is_said_and_changes_nothing(client, desk, chosen):
    desk.question(outcome="none", group={})
    response = client.post(f"{PATH}place", chosen)
    text = page(response)
    assert response.status_code == 422
    assert text.index("error-summary") < text.index('href="#sector"') < text.index('id="sector"')
    assert "<title>Lỗi: " in text
    assert response["Cache-Control"] == "no-store"
    assert (Question.objects.get().sector, Question.objects.get().region) == (None, None)


@pytest.mark.parametrize("typed", ["k7m2xq4rta", "K7M2X Q4RTA", "k7m2x-q4rta", "K7M2X\u2011Q4RTA", "  k7m2x–q4rta. "])
def test_a_receipt_is_understood_as_people_type_it(client, desk, typed):
    desk.question(outcome="none", group={})
    assert client.post("/q/", {"receipt": typed})["Location"] == PATH
    assert client.get(f"/q/{typed}/")["Location"] == PATH


@pytest.mark.parametrize("typed", ["", "abc", "x" * 10_000])
def test_what_is_no_receipt_comes_back_with_what_to_do(client, typed):
    response = client.post("/q/", {"receipt": typed})
    assert response.status_code == 422
    assert "error-summary" in page(response)


@pytest.mark.parametrize("receipt", ["ZZZZZ-ZZZZZ", "nonsense", "%F0%9F%98%80", "a" * 500])
def test_a_receipt_that_nobody_has_is_not_found_and_can_be_typed_again(client, receipt):
    response = client.get(f"/q/{receipt}/")
    assert response.status_code == 404
    assert 'name="receipt"' in page(response)


@pytest.mark.parametrize("step", ["this", "not-this", "undo", "place"])
def test_a_reply_needs_a_receipt_and_a_post(client, desk, step):
    assert client.post(f"/q/ZZZZZ-ZZZZZ/{step}").status_code == 404
    assert client.post(f"/q/nonsense/{step}").status_code == 404
    assert client.get(f"{PATH}{step}").status_code == 405


def test_the_receipt_stays_out_of_caches_search_and_referrers(client, desk):
    desk.question(outcome="none", group={})
    for response in (client.get(PATH), client.get("/q/ZZZZZ-ZZZZZ/"), client.post(f"{PATH}place")):
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
    assert "canonical" not in page(client.get(PATH))


def test_an_answer_takes_few_queries(client, desk, django_assert_max_num_queries):
    desk.publish(lemon())
    desk.question(outcome="answer", matches=[match()])
    with django_assert_max_num_queries(8):
        client.get(PATH)


@pytest.mark.parametrize(
    ("prefix", "asks", "thanks"),
    [
        ("", "Đây có phải điều bạn muốn hỏi không?", "Bạn đã xác nhận"),
        ("/en", "Is this what you asked?", "You said that this"),
    ],
)
def test_an_answer_can_be_confirmed_without_script_or_cookie(client, desk, prefix, asks, thanks):
    desk.publish(lemon())
    desk.question(outcome="answer", matches=[match()])
    text = page(client.get(f"{prefix}{PATH}"))
    assert asks in text
    assert f'action="{prefix}{PATH}this"' in text
    for _ in range(3):
        response = client.post(f"{prefix}{PATH}this", {"match": "fact-check:k7m2xq:vi", "stay": "1"})
        assert (response.status_code, response["Location"]) == (303, f"{prefix}{PATH}?said=this#reply")
    text = page(client.get(response["Location"]))
    assert thanks in text
    assert 'role="status"' in text
    assert 'name="match"' not in text
    assert "not-this" in text, "whoever pressed it by mistake can say so"
    assert not client.cookies
    label = Label.objects.get()
    assert (label.verdict, label.origin, label.code) == ("right", "asker", "k7m2xq")
    client.post(f"{prefix}{PATH}not-this")
    assert Label.objects.get().verdict == "wrong"


def test_another_publishers_check_can_be_confirmed_too(client, desk):
    desk.review()
    desk.question(outcome="answer", matches=[match(REVIEW, "external-review", "en")])
    assert 'value="external-review:' in page(client.get(PATH))
    client.post(f"{PATH}this", {"match": f"external-review:{REVIEW}:en", "stay": "1"})
    assert Label.objects.get().kind == "external-review"
    assert "Example Fact Check" in page(client.get(PATH))


def test_nothing_that_was_not_shown_can_be_confirmed(client, desk):
    desk.publish(lemon())
    desk.publish(sim())
    desk.question(outcome="answer", matches=[match()])
    response = client.post(f"{PATH}this", {"match": "fact-check:s1mk0a:vi", "stay": "1"})
    assert response.status_code == 422
    assert not Label.objects.exists()
