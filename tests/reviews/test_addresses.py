"""Importing from addresses: within limits, never inside, and nothing that a review links to is fetched."""

from __future__ import annotations

import gzip
import ipaddress
import json

import pytest

from factdesk.outbound import Policy
from factdesk.reviews import sources
from factdesk.reviews.models import ExternalReview
from factdesk.reviews.report import as_dict, as_text
from factdesk.reviews.services import import_claimreviews
from tests.reviews.conftest import claim_review

pytestmark = pytest.mark.django_db


def test_a_page_is_read_and_its_relative_links_completed(site):
    script = json.dumps(claim_review(1, url="/bai/1"))
    page = f'<html><script type="application/ld+json">{script}</script></html>'.encode()
    site.sends("/page", page, content_type="text/html; charset=utf-8")
    policy = Policy(
        ports=frozenset({site.port}),
        networks=(ipaddress.ip_network("127.0.0.0/8"),),
        resolver=lambda host, port: ["127.0.0.1"],
    )
    report = import_claimreviews([f"http://kiemchung.example:{site.port}/page"], policy=policy)
    assert (report.new, report.refused_counts) == (1, {})
    review = ExternalReview.objects.get()
    assert review.url == f"http://kiemchung.example:{site.port}/bai/1"
    assert review.source == f"http://kiemchung.example:{site.port}/page"


def test_a_packed_feed_is_read_and_nothing_else_is_asked_for(site):
    node = claim_review(1, url=site.url.replace("127.0.0.1", "desk.example") + "/bai", image=site.url + "/picture")
    node["itemReviewed"]["appearance"] = [{"url": site.url + "/post"}]
    site.sends("/feed.json.gz", gzip.compress(json.dumps({"dataFeedElement": [{"item": [node]}]}).encode()))
    report = import_claimreviews([site.url + "/feed.json.gz"], policy=site.policy)
    assert report.new == 1
    assert [path for path, _ in site.requests] == ["/feed.json.gz"]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1/feed.json", "internal-address"),
        ("http://169.254.169.254/latest/", "internal-address"),
        ("http://localhost/feed.json", "internal-address"),
        ("https://feeds.example:8443/x", "bad-port"),
        ("ftp://feeds.example/x", "bad-scheme"),
    ],
)
def test_an_address_that_must_not_be_fetched_is_in_the_report_as_desks_are_set_up(address, reason):
    report = import_claimreviews([address])
    assert report.refused_counts == {reason: 1}
    assert report.refused[reason][0].source == address


@pytest.mark.parametrize("host", ["factcheck.example", "127.0.0.1"])
def test_a_password_in_an_address_does_not_come_into_the_report(host):
    report = import_claimreviews([f"https://hoa:s3cret@{host}/feed.json?by=a@b"])
    assert report.refused_counts == {"bad-address": 1}
    for shown in (as_text(report), json.dumps(as_dict(report))):
        assert "s3cret" not in shown
        assert f"@{host}/feed.json?by=a@b" in shown


def test_an_address_that_goes_in_circles_or_sends_something_else_is_in_the_report(site):
    site.redirects("/a", "/b")
    site.redirects("/b", "/a")
    site.sends("/text", b"hello")
    site.sends("/gone", b"", 410)
    addresses = [site.url + path for path in ("/a", "/text", "/gone")]
    report = import_claimreviews(addresses, policy=site.policy)
    assert report.refused_counts == {"too-many-redirects": 1, "not-claimreview": 1, "bad-status": 1}


def test_two_gigabytes_are_refused_when_they_are_announced(site):
    site.sends("/", b"", content_length=str(2**31))
    assert import_claimreviews([site.url + "/"], policy=site.policy).refused_counts == {"too-large": 1}


def test_a_feed_without_end_is_cut_and_what_came_before_is_kept(site, monkeypatch):
    monkeypatch.setattr(sources, "MAX_ADDRESS_BYTES", 1_500_000)

    def endless(request):
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        number = 0
        while True:
            lines = "".join(json.dumps(claim_review(number + step)) + "\n" for step in range(500)).encode()
            request.wfile.write(f"{len(lines):x}\r\n".encode() + lines + b"\r\n")
            number += 500

    report = import_claimreviews([site.at("/", endless)], policy=site.policy)
    assert report.refused_counts == {"too-large": 1}
    assert report.new > 1000
    assert report.new == ExternalReview.objects.count()
