"""Lists: checks with their filters, offices, the record, and what happens beyond their ends."""

import re

import pytest

from tests.portal.conftest import REVIEW, lemon, page, sim, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(desk):
    desk.publish(lemon())
    desk.publish(sim(rating="mostly-false"))
    return desk


def many(desk, number):
    """So many checks, newest last."""
    for count in range(number):
        texts = {"vi": words(f"bai-{count}", f"Bài số {count}", "Điều gì đó.")}
        desk.publish(lemon(code=f"aaaa{count:02}", texts=texts))


@pytest.mark.parametrize(
    ("query", "there", "away"),
    [
        ("", "Nước chanh", "nothing"),
        ("?sector=money", "Nhà mạng", "Nước chanh"),
        ("?region=vinh", "Nước chanh", "Nhà mạng"),
        ("?rating=mostly-false", "Nhà mạng", "Nước chanh"),
        ("?office=so-y-te&sector=&region=&rating=", "Nước chanh", "nothing"),
        ("?sector=money&rating=false", "Không có bài nào hợp", "Nước chanh"),
    ],
)
def test_the_list_is_filtered_by_its_address(client, two, query, there, away):
    text = page(client.get(f"/checks/{query}"))
    assert there in text
    assert away not in text


def test_a_list_that_nobody_filtered_asks_nobody_to_take_a_filter_away(client, desk):
    desk.publish(sim())
    assert "No check has been published in this language yet." in page(client.get("/en/checks/?sector="))
    assert "Nothing matches this choice" in page(client.get("/en/checks/?sector=health"))


def test_a_list_has_the_checks_of_its_language(client, two):
    text = page(client.get("/en/checks/"))
    assert "Hot lemon water" in text
    assert "Nhà mạng" not in text


def test_the_other_language_is_given_with_the_same_filters(client, two):
    assert 'href="/en/checks/" lang="en"' in page(client.get("/checks/?page=1"))
    text = page(client.get("/checks/?sector=money&rating=mostly-false&region="))
    assert 'href="/en/checks/?rating=mostly-false&amp;sector=money" lang="en"' in text
    assert 'href="/checks/?sector=health" lang="vi"' in page(client.get("/en/checks/?sector=health"))


@pytest.mark.parametrize("name", ["sector", "region", "office", "rating"])
def test_a_filter_that_is_unknown_is_named_and_can_be_chosen_again(client, two, name):
    response = client.get("/checks/", {name: "<nope>" + "x" * 9000})
    text = page(response)
    assert response.status_code == 400
    assert "&lt;nope&gt;" in text
    assert f'href="#filter-{name}"' in text
    assert f'id="filter-{name}"' in text
    assert len(text) < 60_000


def test_twenty_checks_stand_on_a_page_and_the_filters_go_along(client, desk):
    many(desk, 21)
    first = page(client.get("/checks/?sector=health&region="))
    assert first.count('<article class="card">') == 20
    assert 'href="?sector=health&amp;page=2"' in first
    second = page(client.get("/checks/?sector=health&page=2"))
    assert second.count('<article class="card">') == 1
    assert "Bài số 0" in second


@pytest.mark.parametrize("number", ["0", "-1", "2", "1000000000", "9" * 400, "abc", "", "1.5"])
@pytest.mark.parametrize("path", ["/checks/", "/record/", "/offices/so-y-te/"])
def test_beyond_the_end_of_a_list_there_is_no_page(client, two, path, number):
    assert client.get(path, {"page": number}).status_code == 404


def test_a_withdrawn_check_stays_in_the_list_marked(client, two):
    two.withdraw(lemon())
    text = page(client.get("/checks/"))
    assert "rating-withdrawn" in text
    assert "Nước chanh" in text
    assert "nuoc-chanh" not in page(client.get("/"))


def test_an_office_has_its_channel_and_its_checks(client, two):
    assert "Sở Y tế" in page(client.get("/offices/"))
    text = page(client.get("/offices/so-y-te/"))
    assert "https://desk.example/offices/so-y-te/" in text
    assert "Nước chanh" in text
    assert client.get("/offices/nope/").status_code == 404


def test_the_record_lists_every_entry_with_its_number(client, two):
    two.withdraw(lemon())
    text = page(client.get("/en/record/"))
    assert text.index("</span> 2</a>") < text.index("</span> 0</a>")
    assert "Withdrawn" in text
    assert 'lang="vi">Nhà mạng' in text


def test_an_update_says_which_language_it_added(client, desk):
    both = lemon()
    desk.publish({**both, "texts": {"vi": both["texts"]["vi"]}})
    desk.publish(both, "update")
    desk.publish({**both, "sectors": ["money"]}, "update")
    for prefix, updated, added in (
        ("", "Đã cập nhật", "thêm bản tiếng Anh"),
        ("/en", "Updated", "English version added"),
    ):
        text = page(client.get(f"{prefix}/record/"))
        assert (text.count(updated), text.count(f"{updated}: {added}")) == (2, 1)
        assert f"{updated}: {added}" in page(client.get(f"{prefix}/record/1/"))
        assert added not in page(client.get(f"{prefix}/record/2/"))
        assert added not in page(client.get(f"{prefix}/record/0/"))


def test_an_entry_has_an_address_that_stays(client, two, django_assert_max_num_queries):
    two.withdraw(lemon())
    for path in ("/en/record/", "/en/checks/k7m2xq/lemon-water/"):
        assert 'href="/en/record/2/"' in page(client.get(path))
    with django_assert_max_num_queries(3):
        text = page(client.get("/en/record/2/"))
    for there in ("Entry 2", "Withdrawn", "The source was retracted.", 'href="/en/record/0/"', "Hot lemon water"):
        assert there in text
    first = page(client.get("/record/0/"))
    assert 'href="/record/2/"' in first
    sha256 = re.search(r'href="(/api/v1/record/versions/[0-9a-f]{64})"', first).group(1)
    assert client.get(sha256).status_code == 200


@pytest.mark.parametrize("number", ["3", "9" * 18, "9" * 30, "9" * 6000, "-1", "x"])
def test_an_entry_that_never_was_has_no_page(client, two, number):
    assert client.get(f"/record/{number}/").status_code == 404


def test_the_date_of_a_check_is_the_day_it_was_checked_wherever_it_is_shown(client, desk):
    read = [{**source, "read_on": "2026-03-08"} for source in lemon()["evidence"]]
    desk.publish(lemon(checked_on="2026-03-09", evidence=read))
    for path in ("/", "/checks/", "/offices/so-y-te/"):
        assert "9/3/2026" in page(client.get(path)), path
    assert page(client.get("/checks/k7m2xq/nuoc-chanh/")).count("9/3/2026") == 2


def test_an_external_review_has_a_page_under_its_publishers_name(client, two):
    two.review()
    text = page(client.get(f"/reviews/{REVIEW}/"))
    assert "Example Fact Check" in text
    assert "Mostly false, with no evidence" in text
    assert "ld+json" not in text
    assert client.get("/reviews/zzzzzzzz/").status_code == 404
    response = client.get(f"/reviews/{REVIEW.upper()}/")
    assert (response.status_code, response["Location"]) == (301, f"/reviews/{REVIEW}/")


def test_an_external_review_that_was_taken_out_has_no_page(client, two):
    two.review(removed=True)
    assert client.get(f"/reviews/{REVIEW}/").status_code == 404


@pytest.mark.parametrize(
    ("path", "most"), [("/checks/", 5), ("/offices/", 1), ("/offices/so-y-te/", 4), ("/record/", 3)]
)
def test_lists_take_few_queries(client, two, django_assert_max_num_queries, path, most):
    many(two, 21)
    with django_assert_max_num_queries(most):
        client.get(path)
