"""The menu entry "Questions": what came in, and what can be done with a group."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.translation import override

from factdesk.checks.models import FactCheckPage
from factdesk.desk import check_states, services
from factdesk.offices.models import Role
from factdesk.questions.models import Group, Question
from tests.locale.test_screens import assert_vietnamese

#: Queries of a page for somebody signed in, whatever there is to show.
LIST_QUERIES, PAGE_QUERIES = 15, 18


@pytest.fixture
def group(desk):
    """Three people asked about the toll on a bridge."""
    now = timezone.now()
    texts = ["Cầu Bến Đông có thu phí xe máy không?", "cau ben dong thu phi ha", "Is there a toll on the bridge?"]
    group = Group.objects.create(
        label=texts[0],
        language="vi",
        languages=["vi", "en"],
        count=3,
        first_asked_at=now - datetime.timedelta(days=2),
        last_asked_at=now,
    )
    for number, text in enumerate(texts):
        Question.objects.create(
            asked_at=now,
            door="web",
            text=text,
            language="en" if number == 2 else "vi",
            interface_language="vi",
            receipt_mac=f"mac-{number}-never-shown",
            outcome="none",
            group=group,
            sector=desk.sector if number == 0 else None,
        )
    return group


@pytest.fixture
def signed_in(desk, client):
    """`signed_in("lan")`: a browser in which somebody is signed in."""

    def as_somebody(name, **who):
        client.force_login(desk.person(name, **who))
        return client

    return as_somebody


def test_the_list_shows_groups_with_their_counts(signed_in, group):
    page = signed_in("lan").get("/desk/questions/").content.decode()
    assert group.label in page
    assert "3" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("sector=health", True),
        ("region=vinh", False),
        ("language=en", True),
        ("age=day", True),
        ("status=closed", False),
        ("ordering=-count", True),
        ("ordering=no-such-column", True),
        ("age=today", True),
        ("q=cau+ben+dong", True),
        ("q=lam+giang", False),
        ("q=ha+mot", False),
        ("sector=no-such-sector", False),
        ("region=atlantis", False),
        ("language=xx", False),
        ("age=century", False),
        ("status=lost", False),
        ("status=suggested", False),
        ("status=open", True),
        ("status=in-progress", False),
    ],
)
def test_the_list_is_filtered(signed_in, group, query, shown):
    answer = signed_in("lan").get(f"/desk/questions/?{query}")
    assert answer.status_code == 200
    assert (group.label in answer.content.decode()) == shown


@pytest.mark.parametrize("query", ["sector=no-such-sector", "region=x%00", "language=xx", "age=century", "status=lost"])
def test_an_unknown_filter_shows_nothing_and_says_so(signed_in, group, query):
    page = signed_in("lan").get(f"/desk/questions/?{query}").content.decode()
    assert group.label not in page
    assert 'role="alert"' in page


def test_both_orders_are_reached(signed_in, group):
    now = timezone.now()
    for label, count, days in (("ít mà mới", 1, 0), ("nhiều mà cũ", 9, 20)):
        last = now - datetime.timedelta(days=days) + datetime.timedelta(minutes=5)
        Group.objects.create(label=label, language="vi", count=count, first_asked_at=last, last_asked_at=last)
    browser = signed_in("lan")

    def order(query):
        page = browser.get(f"/desk/questions/{query}").content.decode()
        return page.index("ít mà mới") < page.index("nhiều mà cũ")

    assert order("")
    assert not order("?ordering=-count")
    assert not order("?ordering=-count&age=month")
    page = browser.get("/desk/questions/?age=month").content.decode()
    assert "?age=month&amp;ordering=-count" in page


def test_the_languages_to_choose_from_are_those_that_occur(signed_in, group):
    Question.objects.filter(language="en").update(language="und")
    page = signed_in("lan").get("/desk/questions/").content.decode()
    assert 'value="und"' in page
    assert 'value="en"' not in page


@pytest.mark.parametrize("groups", [1, 1000])
def test_the_list_takes_few_queries_however_much_waits(signed_in, group, groups, django_assert_num_queries):
    now = timezone.now()
    Group.objects.bulk_create(
        Group(label=f"Câu {number}", language="vi", languages=["vi"], count=1, first_asked_at=now, last_asked_at=now)
        for number in range(groups)
    )
    browser = signed_in("lan")
    browser.get("/desk/questions/")
    with django_assert_num_queries(LIST_QUERIES):
        browser.get("/desk/questions/")


def test_a_group_shows_its_questions_and_nobody_who_asked(signed_in, group):
    page = signed_in("lan").get(f"/desk/questions/inspect/{group.pk}/").content.decode()
    for question in group.questions.all():
        assert question.text in page
        assert question.receipt_mac not in page


@pytest.mark.parametrize("more", [0, 1000])
def test_a_groups_page_takes_few_queries_however_many_asked(signed_in, group, more, django_assert_num_queries):
    now = timezone.now()
    Question.objects.bulk_create(
        Question(asked_at=now, door="web", text=f"Cầu thu phí {number % 70}?", language="vi", interface_language="vi",
                 receipt_mac=f"m{number}", outcome="none", group=group)
        for number in range(more)
    )  # fmt: skip
    Group.objects.update(count=3 + more)
    browser = signed_in("lan")
    browser.get(f"/desk/questions/inspect/{group.pk}/")
    with django_assert_num_queries(PAGE_QUERIES):
        browser.get(f"/desk/questions/inspect/{group.pk}/")


def test_a_group_is_shown_in_vietnamese_through_and_through(signed_in, desk, group):
    browser = signed_in("lan")
    assert_vietnamese(browser.get(f"/desk/questions/inspect/{group.pk}/"))
    for act, given in (("start", {"office": desk.office.pk}), ("close", {"reason": "opinion"}), ("close", {})):
        browser.post(f"/desk/questions/{group.pk}/{act}/", given)
        assert_vietnamese(browser.get(f"/desk/questions/inspect/{group.pk}/"))
    assert_vietnamese(browser.get("/desk/questions/?region=atlantis"))


def test_what_was_asked_comes_before_what_can_be_done(signed_in, group):
    page = signed_in("lan").get(f"/desk/questions/inspect/{group.pk}/").content.decode()
    assert page.index(group.questions.last().text) < page.index(f"/desk/questions/{group.pk}/start/")


def test_the_page_leads_to_the_check_that_was_started_and_says_how_it_stands(signed_in, desk, group):
    browser = signed_in("lan")
    browser.post(f"/desk/questions/{group.pk}/start/", {"office": desk.office.pk})
    page = FactCheckPage.objects.get()
    shown = browser.get(f"/desk/questions/inspect/{group.pk}/").content.decode()
    assert f"/desk/pages/{page.pk}/edit/" in shown
    assert str(check_states.of(page.code).words) in shown
    assert f"/desk/questions/{group.pk}/start/" not in shown
    assert f"/desk/questions/{group.pk}/reopen/" in shown


def test_starting_twice_is_one_draft(signed_in, desk, group):
    browser = signed_in("lan")
    first, second = (browser.post(f"/desk/questions/{group.pk}/start/", {"office": desk.office.pk}) for _ in range(2))
    assert first.url == second.url == f"/desk/pages/{FactCheckPage.objects.get().pk}/edit/"


def test_whoever_starts_second_is_told_who_did(signed_in, desk, group, client):
    signed_in("lan").post(f"/desk/questions/{group.pk}/start/", {"office": desk.office.pk})
    answer = signed_in("binh").post(f"/desk/questions/{group.pk}/start/", {"office": desk.office.pk}, follow=True)
    assert FactCheckPage.objects.count() == 1
    assert "lan" in answer.content.decode()


def test_a_check_that_is_not_published_yet_answers_when_it_is(signed_in, desk, group):
    draft = desk.draft()
    answer = signed_in("lan").post(f"/desk/questions/{group.pk}/attach/", {"other": draft.code}, follow=True)
    group.refresh_from_db()
    assert (group.status, group.fact_check_code) == ("in-progress", draft.code)
    assert str(check_states.of(draft.code).words) in answer.content.decode()


def test_the_state_of_a_check_is_told(desk, publish_states):
    for code, words in publish_states.items():
        with override("en"):
            assert words in str(check_states.of(code).words)
    assert check_states.of("zzzzzz") is None
    assert check_states.of("\x00") is None


@pytest.fixture
def publish_states(desk):
    """Checks on each step of their way, by code, with a word of what is said of it."""
    from factdesk.checks import services as checks

    draft, waiting, published = desk.draft(title="Một"), desk.draft(title="Hai"), desk.published(title="Ba")
    checks.submit(waiting, desk.person("lan"))
    returned = desk.draft(title="Bốn")
    checks.submit(returned, desk.person("lan"))
    state = returned.current_workflow_state
    state.current_task_state.reject(user=desk.person("minh"), comment="Thiếu nguồn.")
    return {draft.code: "a draft", waiting.code: "waits", published.code: "published", returned.code: "sent it back"}


def test_a_question_is_taken_out_of_its_group(signed_in, group):
    question = group.questions.get(language="en")
    answer = signed_in("lan").post(f"/desk/questions/{group.pk}/split/", {"question": question.pk})
    question.refresh_from_db()
    group.refresh_from_db()
    assert answer.url == f"/desk/questions/inspect/{question.group_id}/"
    assert (question.group_id != group.pk, group.count, group.languages) == (True, 2, ["vi"])


@pytest.mark.parametrize("chosen", ["", "x", "0", "99999999999999999999999", "-1", "1\x00"])
def test_what_is_not_in_the_group_is_not_taken_out(signed_in, group, chosen):
    signed_in("lan").post(f"/desk/questions/{group.pk}/split/", {"question": chosen})
    assert Group.objects.get().questions.count() == 3


def test_a_group_that_is_gone_leads_to_the_list(signed_in, group):
    browser = signed_in("lan")
    Question.objects.all().delete()
    group.delete()
    assert browser.post(f"/desk/questions/{group.pk}/close/", {"reason": "opinion"}).status_code == 404


def test_a_fact_check_is_started_with_the_claim_filled_in(signed_in, desk, group):
    answer = signed_in("lan").post(f"/desk/questions/{group.pk}/start/", {"office": desk.office.pk})
    page = FactCheckPage.objects.get()
    assert answer.url == f"/desk/pages/{page.pk}/edit/"
    assert page.claim == group.label
    assert list(page.sectors.all()) == [desk.sector]
    group.refresh_from_db()
    assert (group.status, group.fact_check_code) == ("in-progress", page.code)


def test_it_is_not_started_for_an_office_of_others(signed_in, desk, group):
    signed_in("lan").post(f"/desk/questions/{group.pk}/start/", {"office": desk.newsroom.pk})
    assert not FactCheckPage.objects.exists()
    group.refresh_from_db()
    assert group.status == "open"


def test_a_published_check_answers_the_group(signed_in, desk, group):
    check = desk.published()
    signed_in("lan").post(
        f"/desk/questions/{group.pk}/attach/", {"other": f"https://desk.example/checks/{check.code}/nuoc-chanh/"}
    )
    group.refresh_from_db()
    assert (group.status, group.fact_check_code) == ("answered", check.code)


@pytest.mark.parametrize("given", [{}, {"other": "zzzzzz"}, {"match": "zzzzzz"}, {"other": "https://example.org/"}])
def test_what_is_not_published_does_not_answer(signed_in, desk, group, given):
    answer = signed_in("lan").post(f"/desk/questions/{group.pk}/attach/", given, follow=True)
    assert answer.status_code == 200
    group.refresh_from_db()
    assert group.status == "open"


def test_a_group_is_closed_with_a_reason_and_put_back(signed_in, group):
    browser = signed_in("lan")
    browser.post(f"/desk/questions/{group.pk}/close/", {"reason": "opinion", "words": "Mỗi người mỗi ý."})
    group.refresh_from_db()
    assert (group.status, group.reason, group.reason_words) == ("closed", "opinion", "Mỗi người mỗi ý.")
    browser.post(f"/desk/questions/{group.pk}/reopen/")
    group.refresh_from_db()
    assert (group.status, group.reason) == ("open", "")


def test_no_reason_is_chosen_beforehand(signed_in, group):
    browser = signed_in("lan")
    page = BeautifulSoup(browser.get(f"/desk/questions/inspect/{group.pk}/").content, "html.parser")
    choices = page.select("select[name=reason] option")
    assert [choice["value"] for choice in choices if choice.has_attr("selected")] in ([], [""])
    assert choices[0]["value"] == ""
    answer = browser.post(f"/desk/questions/{group.pk}/close/", {"reason": ""}, follow=True)
    assert "Hãy chọn lý do" in answer.content.decode()
    group.refresh_from_db()
    assert group.status == "open"


def test_a_reason_that_is_not_on_the_list_is_refused(signed_in, group):
    signed_in("lan").post(f"/desk/questions/{group.pk}/close/", {"reason": "because"})
    group.refresh_from_db()
    assert group.status == "open"


def test_the_administrator_of_the_machine_sees_no_questions(signed_in, group):
    browser = signed_in("quan", role=Role.ADMINISTRATOR)
    assert browser.get("/desk/questions/").status_code != 200
    assert browser.post(f"/desk/questions/{group.pk}/close/", {"reason": "opinion"}).status_code != 200
    group.refresh_from_db()
    assert group.status == "open"


def test_a_stranger_is_sent_to_the_sign_in(client, group):
    for path in ("/desk/questions/", f"/desk/questions/inspect/{group.pk}/"):
        assert client.get(path).url.startswith("/desk/login/")


def test_questions_cannot_be_added_edited_or_deleted_by_hand(signed_in, group):
    browser = signed_in("thu")
    for path in ("new/", f"edit/{group.pk}/", f"delete/{group.pk}/"):
        assert browser.post(f"/desk/questions/{path}", {"label": "x"}).status_code != 200
    group.refresh_from_db()
    assert group.label.startswith("Cầu")


def test_the_first_screen_counts_what_came_in_today(signed_in, group):
    browser = signed_in("lan")
    page = browser.get("/desk/").content.decode()
    assert 'id="todays-questions"' in page
    for query in (
        "age=today",
        "age=today&amp;status=suggested",
        "status=open",
        "status=in-progress",
        "status=suggested",
    ):
        assert f'href="/desk/questions/?{query}"' in page
        assert browser.get(f"/desk/questions/?{query.replace('&amp;', '&')}").status_code == 200


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("k7m2xq", "k7m2xq"),
        (" K7M2XQ ", "k7m2xq"),
        ("https://desk.example/en/checks/k7m2xq/lemon/", "k7m2xq"),
        ("/checks/k7m2xq/", "k7m2xq"),
        ("", ""),
    ],
)
def test_a_code_is_read_from_an_address(written, code):
    assert services.code_of(written) == code


def chosen_office(browser, group):
    page = BeautifulSoup(browser.get(f"/desk/questions/inspect/{group.pk}/").content, "html.parser")
    return page.select_one("select[name=office] option[selected]").text


def test_who_writes_for_one_office_and_those_below_starts_with_their_own(signed_in, desk, group):
    desk.office.add_child(slug="tram-y-te", kind="locality", name_vi="Trạm Y tế", name_en="Clinic")
    assert chosen_office(signed_in("lan"), group) == "Sở Y tế"


def test_who_writes_for_many_starts_with_the_one_that_publishes_about_it(signed_in, desk, group):
    desk.published()
    for office in (desk.newsroom, desk.province):
        browser = signed_in("lan2", role=Role.RESEARCHER, office=office)
    assert chosen_office(browser, group) == "Sở Y tế"
    Question.objects.update(sector=None)
    assert chosen_office(browser, group) in ("Tỉnh Sông Lam", "Báo Sông Lam")
