"""Links in a text, and the one form of an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.text.addresses import MOST, canonical, links, page, told_by, without_links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("xem https://Afp.example/x?a=1#b, thật không?", ["https://Afp.example/x?a=1#b"]),
        ("www.afp.example. Và afp.example/doc.html!", ["https://www.afp.example", "https://afp.example/doc.html"]),
        ("(http://127.0.0.1:8000/checks/k7m2xq/)", ["http://127.0.0.1:8000/checks/k7m2xq/"]),
        ("https://a.example/x https://a.example/x", ["https://a.example/x"]),
        ("wait.what ... và/hoặc 1.000/2.000 abc@mail.example/x http://[::1", []),
    ],
)
def test_links_of_a_text(text, found):
    assert links(text) == found


def test_a_page_has_one_form():
    forms = ["https://www.a.example/x/", "http://A.example:80/x?utm_source=z", "https://a.example/x?fbclid=1#top"]
    assert len({canonical(form) for form in forms}) == 1
    assert page("https://a.example/") == page("https://a.example") == page("http://[::1") == ""


def test_only_a_few_links_are_looked_at():
    assert len(links(" ".join(f"https://a.example/{n}" for n in range(100)))) == MOST


@given(st.text(alphabet="ahtps:/w.?#[]@ %đ1", max_size=80))
def test_any_text_is_survived(text):
    for link in links(text):
        page(link)
    assert "https://" not in without_links(text) or len(links(text)) == 0


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (
            "https://a.example/t/uong-nuoc-chanh-nong-chua-ung-thu-445512.html",
            "uong nuoc chanh nong chua ung thu",
        ),
        ("https://a.example/2024/05/pin-in-reverse_calls%20police", "pin in reverse calls police"),
        ("https://a.example/thong-tu-15-nam-2026.aspx", "thong tu 15 nam 2026"),
        ("https://a.example/watch?v=uong-nuoc-chanh-nong", ""),
        ("https://a.example/tin/4455123", ""),
        ("https://a.example", ""),
        ("http://[::1/a-b-c-d", ""),
    ],
)
def test_an_address_tells_what_its_page_is_about(link, told):
    assert told_by(link) == told
