"""Each redirect is checked like a first address; there are at most five."""

from __future__ import annotations

import pytest

from factdesk.outbound import (
    BadAddress,
    BadPort,
    BadScheme,
    InternalAddress,
    Policy,
    TooManyRedirects,
    fetch,
)


def test_it_follows_relative_redirects_and_says_where_it_ended(site):
    site.redirects("/a", "/b", 301)
    site.redirects("/b", "c?x=1", 308)
    site.sends("/c?x=1", b"here")
    fetched = fetch(site.url + "/a#part", policy=site.policy)
    assert (fetched.body, fetched.url) == (b"here", site.url + "/c?x=1")


def test_it_stops_in_a_circle(site):
    site.redirects("/a", "/b")
    site.redirects("/b", "/a")
    with pytest.raises(TooManyRedirects):
        fetch(site.url + "/a", policy=site.policy)
    assert len(site.requests) == 2


def test_it_follows_five_and_not_six(site):
    for number in range(7):
        site.redirects(f"/{number}", f"/{number + 1}")
    site.sends("/7", b"end")
    assert fetch(site.url + "/2", policy=site.policy).body == b"end"
    with pytest.raises(TooManyRedirects):
        fetch(site.url + "/1", policy=site.policy)


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("http://127.0.0.2:{port}/", InternalAddress),
        ("http://[::1]:{port}/", InternalAddress),
        ("//localhost:{port}/", InternalAddress),
        ("http://2130706434:{port}/", InternalAddress),
        ("http://127.0.0.1:22/", BadPort),
        ("file:///etc/passwd", BadScheme),
        ("ftp://127.0.0.1/", BadScheme),
        ("http://a:b@127.0.0.1:{port}/", BadAddress),
        ("http://[", BadAddress),
    ],
)
def test_a_redirect_to_somewhere_it_must_not_go_is_refused(site, listening, location, error):
    before = listening.connections
    site.redirects("/", location.replace("{port}", str(listening.port)))
    policy = Policy(
        ports=frozenset({site.port, listening.port}),
        networks=(type(site.policy.networks[0])("127.0.0.1/32"),),
    )
    with pytest.raises(error):
        fetch(site.url + "/", policy=policy)
    assert listening.connections == before


def test_it_sends_no_cookie_and_nothing_about_who_asks(site):
    site.sends("/a", b"", 302, location="/b", set_cookie="id=1; Path=/")
    site.sends("/b", b"ok")
    fetch(site.url + "/a", policy=site.policy)
    assert set(site.requests[1][1]) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
