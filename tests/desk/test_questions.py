"""The menu entry "Questions": what came in, and what can be done with a group."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from factdesk.checks.models import FactCheckPage
from factdesk.desk import services
from factdesk.offices.models import Role
from factdesk.questions.models import Group, Question


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
        ("sector=no-such-sector", True),
    ],
)
def test_the_list_is_filtered(signed_in, group, query, shown):
    answer = signed_in("lan").get(f"/desk/questions/?{query}")
    assert answer.status_code == 200
    assert (group.label in answer.content.decode()) == shown


def test_the_list_takes_few_queries(signed_in, group, django_assert_max_num_queries):
    browser = signed_in("lan")
    browser.get("/desk/questions/")
    with django_assert_max_num_queries(15):
        browser.get("/desk/questions/")


def test_a_group_shows_its_questions_and_nobody_who_asked(signed_in, group):
    page = signed_in("lan").get(f"/desk/questions/inspect/{group.pk}/").content.decode()
    for question in group.questions.all():
        assert question.text in page
        assert question.receipt_mac not in page


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
    desk.draft()
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
    page = signed_in("lan").get("/desk/").content.decode()
    assert 'id="todays-questions"' in page


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
