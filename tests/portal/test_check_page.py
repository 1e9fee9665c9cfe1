"""A check's page: all that it must say, in every state it can be in."""

import json
import re

import pytest

from tests.portal.conftest import LEMON, lemon, page, sim

pytestmark = pytest.mark.django_db

PATH = f"/checks/{LEMON}/nuoc-chanh/"


def claim_review(text):
    """The ClaimReview of a page, None where it has none."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(found.group(1)) if found else None


def test_a_check_says_all_that_stands_behind_it(client, desk):
    desk.publish(lemon(authors=["Ban kiểm chứng"]))
    text = page(client.get(PATH))
    for words in (
        "Sai",
        "Nước chanh nóng chữa khỏi ung thư.",
        "Tin nhắn trên Zalo",
        'href="https://example.org/seen"',
        "1/10/2026",
        "Thứ ba.",
        "Source 2",
        "WHO",
        "1/11/2026",
        f"{1:064x}",
        "Ban kiểm chứng",
        "Người duyệt, Sở Y tế",
        "2/11/2026",
        'href="/offices/so-y-te/"',
        'href="/checks/?sector=health"',
        'href="/checks/?region=vinh"',
        "Bài mẫu",
        "mục số 0",
    ):
        assert words in text, words


def test_a_source_whose_publisher_is_its_address_names_it_once(client, desk):
    evidence = lemon()["evidence"]
    named = [{**item, "url": f"https://www.example.org/{n}"} for n, item in enumerate(evidence)]
    named[0]["publisher"] = "example.org"
    desk.publish(lemon(evidence=named))
    first, second = re.findall(r'<p class="meta">(.*?)</p>', page(client.get(PATH)).split('class="sources"')[1])[:2]
    assert (first.count("example.org"), second.count("example.org")) == (1, 1)
    assert named[1]["publisher"] in second


def test_each_language_links_to_the_other(client, desk):
    desk.publish(lemon())
    vietnamese, english = page(client.get(PATH)), page(client.get(f"/en/checks/{LEMON}/lemon-water/"))
    for text in (vietnamese, english):
        assert f'hreflang="en" href="http://127.0.0.1:8000/en/checks/{LEMON}/lemon-water/"' in text
        assert f'hreflang="vi" href="http://127.0.0.1:8000{PATH}"' in text
    assert f'<a class="language" href="{PATH}" lang="vi"' in english
    assert '<html lang="en">' in english


def test_a_check_without_the_other_language_says_so_and_links_back(client, desk):
    desk.publish(sim())
    assert 'class="language" href="/en/checks/s1mk0a/"' in page(client.get("/checks/s1mk0a/khoa-sim/"))
    response = client.get("/en/checks/s1mk0a/")
    assert response.status_code == 404
    assert 'href="/checks/s1mk0a/khoa-sim/"' in page(response)
    assert "has not been translated yet" in page(response)


@pytest.mark.parametrize(
    "path",
    [
        f"/checks/{LEMON}/",
        f"/checks/{LEMON}/another-slug/",
        f"/checks/{LEMON}/lemon-water/",
        f"/checks/{LEMON.upper()}/",
        f"/checks/{LEMON.upper()}/nuoc-chanh/",
        f"/checks/{LEMON}/NUOC-CHANH/",
    ],
)
def test_every_other_address_of_a_check_leads_to_its_own(client, desk, path):
    desk.publish(lemon())
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, PATH)


@pytest.mark.parametrize(
    "path",
    [
        "/checks/zzzzzz/",
        "/checks/zzzzzz/x/",
        "/checks/nope/",
        "/checks/KKKKKK/",
        "/checks/uuuuuu/",
        "/en/checks/zzzzzz/",
    ],
)
def test_a_check_that_never_was_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_the_claim_review_has_what_search_engines_require(client, desk):
    desk.publish(lemon())
    review = claim_review(page(client.get(PATH)))
    assert review["@type"] == "ClaimReview"
    assert review["url"] == f"http://127.0.0.1:8000{PATH}"
    assert review["claimReviewed"] == "Nước chanh nóng chữa khỏi ung thư."
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Sai",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert review["author"]["name"] == "Sở Y tế"
    assert review["itemReviewed"]["@type"] == "Claim"
    assert review["itemReviewed"]["author"]["name"] == "Tin nhắn trên Zalo"
    assert review["itemReviewed"]["appearance"][0]["url"] == "https://example.org/seen"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", review["datePublished"])
    assert f'<time datetime="{review["datePublished"]}">' in page(client.get(PATH))


@pytest.mark.parametrize("rating", ["missing-context", "unproven"])
def test_a_rating_that_is_no_degree_of_truth_has_no_number(client, desk, rating):
    desk.publish(lemon(rating=rating))
    assert set(claim_review(page(client.get(PATH)))["reviewRating"]) == {"@type", "alternateName"}


def test_nothing_in_a_claim_can_end_the_data_block(client, desk):
    texts = lemon()["texts"]
    texts["vi"]["claim"] = "</script><script>alert(1)</script> & co"
    desk.publish(lemon(texts=texts))
    text = page(client.get(PATH))
    assert "<script>alert" not in text
    assert claim_review(text)["claimReviewed"] == "</script><script>alert(1)</script> & co"


def test_an_unrated_check_has_no_claim_review(client, desk):
    desk.publish(lemon(rating=None, claim={"kind": "opinion", "language": "vi"}))
    text = page(client.get(PATH))
    assert claim_review(text) is None
    assert "Không xếp loại" in text


def test_a_withdrawn_check_keeps_its_page_with_the_reason_and_its_rating_struck(client, desk):
    desk.publish(lemon())
    desk.withdraw(lemon())
    response = client.get(PATH)
    text = page(response)
    assert response.status_code == 200
    assert "Nguồn đã rút." in text
    assert "<s>Sai</s>" in text
    assert '<meta name="robots" content="noindex">' in text
    assert response["X-Robots-Tag"] == "noindex"
    assert claim_review(text) is None


def test_a_correction_is_shown_with_its_reason_and_in_the_markup(client, desk):
    desk.publish(lemon())
    reason = {"vi": "Sửa năm công bố.", "en": "The year was wrong."}
    desk.publish(lemon(checked_on="2026-11-20"), "correct", reason=reason)
    text = page(client.get(PATH))
    assert 'href="#changes"' in text
    assert "Sửa năm công bố." in text
    assert claim_review(text)["correction"][0]["text"] == "Sửa năm công bố."
    assert "The year was wrong." in page(client.get(f"/en/checks/{LEMON}/lemon-water/"))


def test_a_translation_that_is_behind_says_so(client, desk):
    texts = lemon()["texts"]
    texts["en"]["behind"] = True
    desk.publish(lemon(texts=texts))
    assert "This translation is behind" in page(client.get(f"/en/checks/{LEMON}/lemon-water/"))
    assert "chưa kịp cập nhật" not in page(client.get(PATH))


def test_a_body_can_only_be_read(client, desk):
    texts = lemon()["texts"]
    texts["vi"]["body"] = (
        '<p onclick="x()">Chữ</p><script>alert(1)</script><iframe src="//x"></iframe>'
        '<a href="javascript:alert(1)">đường</a><table><tr><td>ô</td></tr></table>'
    )
    desk.publish(lemon(texts=texts))
    text = page(client.get(PATH))
    for bad in ("onclick", "alert(1)", "iframe", "javascript:"):
        assert bad not in text
    assert '<div class="table" role="region" tabindex="0" aria-label="Bảng">' in text


def test_a_check_takes_four_queries_at_most(client, desk, django_assert_max_num_queries):
    desk.publish(lemon())
    with django_assert_max_num_queries(4):
        client.get(PATH)
    desk.withdraw(lemon())
    with django_assert_max_num_queries(4):
        client.get(PATH)
