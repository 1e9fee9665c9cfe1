"""Size and time hold for everything together, as announced, as sent and as unpacked."""

from __future__ import annotations

import gzip
import threading
import time
import zlib

import pytest

from factdesk.outbound import (
    BadEncoding,
    BadStatus,
    Policy,
    TooLarge,
    TooSlow,
    Unreachable,
    fetch,
    stream,
)


def test_it_gives_the_document_and_what_the_server_says_of_it(site):
    site.sends("/", b"<p>x", content_type='text/HTML; charset="UTF-8"')
    fetched = fetch(site.url + "/", policy=site.policy)
    assert (fetched.status, fetched.media_type, fetched.charset, fetched.body) == (200, "text/html", "utf-8", b"<p>x")


def test_exactly_the_limit_is_allowed(site):
    assert fetch(site.sends("/", b"x" * 1000), max_bytes=1000, policy=site.policy).body == b"x" * 1000


def test_an_announced_excess_is_refused_before_it_is_read(site):
    def two_gigabytes(request):
        request.send_response(200)
        request.send_header("Content-Length", str(2**31))
        request.end_headers()
        request.wfile.write(b"x")
        refused.wait(20)

    refused = threading.Event()
    with pytest.raises(TooLarge), stream(site.at("/", two_gigabytes), policy=site.policy):
        pass
    refused.set()  # no more of it had come


def _endless(request):
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    while True:
        request.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")


def test_a_body_without_end_is_cut_at_the_limit(site):
    with pytest.raises(TooLarge):
        fetch(site.at("/", _endless), max_bytes=100_000, policy=site.policy)


def test_a_stream_without_end_is_cut_at_the_limit(site):
    got = 0
    with pytest.raises(TooLarge), stream(site.at("/", _endless), max_bytes=100_000, policy=site.policy) as streamed:
        for chunk in streamed.chunks:
            got += len(chunk)
    assert got <= 100_000


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_it_unpacks(site, packing):
    body = "một hai ".encode() * 1000
    packed = gzip.compress(body, mtime=0) if packing == "gzip" else zlib.compress(body)
    assert fetch(site.sends("/", packed, content_encoding=packing), policy=site.policy).body == body


def test_several_gzip_parts_are_one_body(site):
    packed = gzip.compress(b"one ", mtime=0) + gzip.compress(b"two")
    assert fetch(site.sends("/", packed, content_encoding="gzip"), policy=site.policy).body == b"one two"


def test_a_small_body_that_unpacks_to_a_large_one_is_refused(site):
    bomb = gzip.compress(b"\0" * 50_000_000, mtime=0)
    with pytest.raises(TooLarge):
        fetch(site.sends("/", bomb, content_encoding="gzip"), max_bytes=1_000_000, policy=site.policy)


@pytest.mark.parametrize(
    ("body", "packing"), [(b"nonsense", "gzip"), (gzip.compress(b"x" * 5000, mtime=0)[:-9], "gzip"), (b"x", "br")]
)
def test_a_body_that_is_not_packed_as_it_says_is_refused(site, body, packing):
    with pytest.raises(BadEncoding):
        fetch(site.sends("/", body, content_encoding=packing), policy=site.policy)


def test_a_server_that_trickles_is_left_when_the_whole_time_is_over(site):
    def trickle(request):
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x")
            time.sleep(0.05)

    with pytest.raises(TooSlow):
        fetch(site.at("/", trickle), timeout=0.5, policy=site.policy)


def test_a_server_that_trickles_its_headers_is_left_too(site):
    def trickle(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(1000):
            request.wfile.write(f"X-{number}: x\r\n".encode())
            time.sleep(0.05)

    with pytest.raises(TooSlow):
        fetch(site.at("/", trickle), timeout=0.5, policy=site.policy)


def test_redirects_share_the_time(site):
    for number in range(4):

        def slowly(request, number=number):
            time.sleep(0.3)
            request.send_response(302)
            request.send_header("Location", f"/{number + 1}")
            request.send_header("Content-Length", "0")
            request.end_headers()

        site.at(f"/{number}", slowly)
    with pytest.raises(TooSlow):
        fetch(site.url + "/0", timeout=0.5, policy=site.policy)


def test_a_name_server_that_does_not_answer_is_left(site):
    left, answered = threading.Event(), threading.Event()

    def resolver(host, port):
        left.wait(20)
        answered.set()
        return []

    with pytest.raises(TooSlow):
        fetch("http://slow.example/", timeout=0.2, policy=Policy(resolver=resolver))
    assert not answered.is_set()
    left.set()


@pytest.mark.parametrize("status", [204, 404, 410, 500, 503])
def test_another_answer_than_the_document_is_said_with_its_status(site, status):
    site.sends("/", b"", status)
    if status == 204:
        assert fetch(site.url + "/", policy=site.policy).status == 204
        return
    with pytest.raises(BadStatus) as refused:
        fetch(site.url + "/", policy=site.policy)
    assert refused.value.status == status
    assert refused.value.code == "bad-status"


def test_a_connection_that_breaks_is_no_document(site):
    def short(request):
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"x")

    with pytest.raises(Unreachable):
        fetch(site.at("/", short), policy=site.policy)


def test_nobody_there_and_no_such_name_are_unreachable(site):
    def unknown(host, port):
        raise OSError("no such name")

    with pytest.raises(Unreachable):
        fetch("http://nowhere.example/", policy=Policy(resolver=unknown))
    closed = Policy(ports=frozenset({1}), networks=site.policy.networks)
    with pytest.raises(Unreachable):
        fetch("http://127.0.0.1:1/", policy=closed)


def test_proxies_of_the_environment_are_not_used(site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert fetch(site.sends("/", b"direct"), policy=site.policy).body == b"direct"
