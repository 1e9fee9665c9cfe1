"""Every form in which ClaimReviews are passed on gives the same reviews."""

from __future__ import annotations

import gzip
import json

import pytest

from factdesk.reviews.claimreview import Found, Place, Refusal
from tests.reviews.conftest import all_of, claim_review, refusals_of, reviews_of

NODES = [claim_review(1), claim_review(2), claim_review(3)]
CONTEXT = "https://schema.org"


def _feed(items):
    return {"@context": CONTEXT, "@type": "DataFeed", "dateModified": "2024-06-01", "dataFeedElement": items}


def _item(item, **more):
    return {"@type": "DataFeedItem", "dateCreated": "2024-05-17", "item": item, **more}


def _page(*scripts):
    blocks = "\n".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>t</title>{blocks}</head><body><p>x</body></html>"


FORMS = {
    "list": json.dumps(NODES),
    "indented list": json.dumps(NODES, indent=2, ensure_ascii=False),
    "graph": json.dumps({"@context": CONTEXT, "@graph": [{"@type": "WebPage", "name": "x"}, *NODES]}),
    "feed with lists": json.dumps(_feed([_item([node]) for node in NODES])),
    "feed with objects": json.dumps(_feed([_item(node) for node in NODES]), indent=1),
    "feed with one item": json.dumps(_feed([_item(NODES)])),
    "feed with one element that is no list": json.dumps(_feed(_item(NODES))),
    "list of feeds": json.dumps([_feed([_item(node)]) for node in NODES]),
    "lines": "\n".join(json.dumps(node, ensure_ascii=False) for node in NODES),
    "lines with gaps and carriage returns": "\r\n\r\n".join(json.dumps(node) for node in NODES) + "\r\n",
    "lines with a mark at the start": "\ufeff" + "\n".join(json.dumps(node) for node in NODES),
    "feed with a mark at the start": "\ufeff" + json.dumps(_feed([_item(node) for node in NODES])),
    "one object after another": "\n".join(json.dumps(node, indent=2) for node in NODES),
    "page with three scripts": _page(*map(json.dumps, NODES)),
    "page with one list": _page(json.dumps(NODES)),
    "page whose entity they are": _page(json.dumps({"@type": "WebPage", "mainEntity": NODES})),
    "page with scripts in comments": _page(*(f"<!-- {json.dumps(node)} -->" for node in NODES)),
    "page with CDATA and semicolons": _page(*(f"//<![CDATA[\n{json.dumps(node)};\n//]]>" for node in NODES)),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_its_reviews(form, packed):
    data = FORMS[form].encode()
    found = reviews_of(gzip.compress(data) if packed else data)
    assert [review.url for review in found] == [node["url"] for node in NODES]
    assert found[0].claim == "Uống 1 cốc nước chanh nóng chữa được ung thư"


def test_a_single_object_is_one_review():
    for text in (json.dumps(NODES[0]), json.dumps(NODES[0], indent=4), json.dumps(NODES[0]) + "\n"):
        assert len(reviews_of(text)) == 1


def test_microdata_is_read():
    page = """<html><body>
      <div itemscope itemtype="http://schema.org/ClaimReview">
        <a itemprop="url" href="/bai/9">x</a><h1 itemprop="claimReviewed">Trái đất phẳng là sự thật</h1>
        <div itemprop="author" itemscope itemtype="http://schema.org/Organization"><b itemprop="name">Tin Thật</b></div>
        <div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">
          <meta itemprop="ratingValue" content="1"><meta itemprop="bestRating" content="5">
          <meta itemprop="worstRating" content="1"><span itemprop="alternateName">Sai</span></div>
        <div itemprop="itemReviewed" itemscope itemtype="http://schema.org/Claim">
          <p itemprop="author" itemscope itemtype="http://schema.org/Person"><i itemprop="name">Ai đó</i></p></div>
      </div></body></html>"""
    (review,) = reviews_of(page, address="https://tinthat.example/trang")
    assert (review.url, review.claim) == ("https://tinthat.example/bai/9", "Trái đất phẳng là sự thật")
    assert (review.publisher_name, review.rating_text, review.rating_value) == ("Tin Thật", "Sai", 1.0)
    assert (review.claimant, review.language) == ("Ai đó", "vi")


@pytest.mark.parametrize(
    ("base", "address", "expected"),
    [
        ("https://saved.example/2024/", "", "https://saved.example/2024/bai/7"),
        ("/kho/", "https://kiemchung.example/x/", "https://kiemchung.example/kho/bai/7"),
        ("javascript:alert(1)", "https://kiemchung.example/x/", "https://kiemchung.example/x/bai/7"),
    ],
)
def test_relative_addresses_follow_what_the_page_says_of_itself(base, address, expected):
    script = json.dumps(claim_review(url="bai/7"))
    microdata = (
        '<div itemscope itemtype="https://schema.org/ClaimReview"><a itemprop="url" href="bai/7">x</a>'
        '<p itemprop="claimReviewed">Trái đất phẳng</p><p itemprop="author">Tin Thật</p>'
        '<p itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">'
        '<b itemprop="alternateName">Sai</b></p></div>'
    )
    page = (
        f'<html><head><base target="_top"><base href="{base}"><script type="application/ld+json">{script}</script>'
        f"</head><body>{microdata}</body></html>"
    )
    assert [review.url for review in reviews_of(page, address=address)] == [expected, expected]


def test_a_page_may_be_in_another_encoding():
    page = _page(json.dumps(claim_review(claimReviewed="Café crème guérit la grippe"), ensure_ascii=False))
    data = (
        page.replace("charset=utf-8", "charset=iso-8859-1").replace("Kiểm chứng", "Desk").encode("latin-1", "replace")
    )
    (review,) = reviews_of(data)
    assert review.claim == "Café crème guérit la grippe"


def test_a_publisher_named_elsewhere_in_the_same_document_is_found():
    graph = {
        "@context": CONTEXT,
        "@graph": [
            claim_review(1, author={"@id": "#desk"}),
            {"@type": "Organization", "@id": "#desk", "name": "Tin Thật"},
        ],
    }
    for text in (json.dumps(graph), _page(json.dumps(graph))):
        assert reviews_of(text)[0].publisher_name == "Tin Thật"


def test_a_feed_item_gives_its_address_and_the_feed_its_licence():
    feed = {
        "@type": "DataFeed",
        "license": "https://licence.example/by",
        "dataFeedElement": [_item(claim_review(1, url=None), url="https://kiemchung.example/from-item")],
    }
    (review,) = reviews_of(json.dumps(feed))
    assert (review.url, review.licence) == ("https://kiemchung.example/from-item", "https://licence.example/by")


def test_several_languages_in_one_page_are_several_reviews():
    vi, en = (
        claim_review(1, inLanguage="vi"),
        claim_review(1, claimReviewed="Hot lemon water cures cancer", inLanguage="en"),
    )
    assert [review.language for review in reviews_of(_page(json.dumps([vi, en])))] == ["vi", "en"]


def test_places_are_lines_and_items():
    lines = all_of(FORMS["lines"])
    assert [item.place for item in lines] == [Place(line=1), Place(line=2), Place(line=3)]
    feed = '{"dataFeedElement": [\n' + ",\n".join(json.dumps(_item(node)) for node in NODES) + "\n]}"
    assert [item.place for item in all_of(feed)] == [Place(2, 1), Place(3, 2), Place(4, 3)]
    page = all_of(FORMS["page with three scripts"])
    assert [item.place.line for item in page if isinstance(item, Found)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not-claimreview"),
        (b"   \n ", "not-claimreview"),
        (b"just text", "not-claimreview"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0", "not-claimreview"),
        (b"<html><body>nothing here</body></html>", "not-claimreview"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "not-claimreview"),
        (b'{"name": "x"}', "not-claimreview"),
        (b'{"@type": "DataFeed", "dataFeedElement": []}', "not-claimreview"),
        (b"[]", "not-claimreview"),
        (b"[1, null]", "not-claimreview"),
        ('{"@type": "ClaimReview"}'.encode("utf-16"), "bad-encoding"),
        (gzip.compress(b'{"@type": "ClaimReview"', mtime=0)[:-4], "bad-packing"),
        (b"\x1f\x8bnonsense", "bad-packing"),
    ],
)
def test_what_is_no_claim_review_is_said_so(data, reason):
    found = all_of(data)
    assert found
    assert {item.reason for item in found if isinstance(item, Refusal)} == {reason}


def test_a_page_about_something_else_does_not_complain_about_its_other_scripts():
    page = _page('{"@type": "NewsArticle"}', json.dumps(NODES[0]), "{broken", "")
    assert refusals_of(page) == []
