"""Links in a text, and the one form of an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.text.addresses import MOST, canonical, links, page, without_links


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
