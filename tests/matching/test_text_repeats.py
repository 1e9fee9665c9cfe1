"""Letters drawn out for effect."""

import pytest

from factdesk.matching.text.repeats import without_repeats


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("khôngggg phảiiii", "không phải"),
        ("sooooo sad", "so sad"),
        ("goooood", "good"),
        ("toooo much", "too much"),
        ("đúuuung", "đúng"),
        ("Trờiiii ơiiii", "Trời ơi"),
        ("quáááá đắt", "quá đắt"),
        ("khôngg hayy", "không hayy"),
        ("freeee wifiiii", "free wifi"),
        ("THẬTTTT", "THẬT"),
        ("ghêêê quá", "ghê quá"),
        ("allll", "all"),
    ],
)
def test_what_changes(written, read):
    assert without_repeats(written) == read
    assert without_repeats(read) == read


@pytest.mark.parametrize(
    "written",
    [
        "xoong nồi và boong tàu",
        "AAA VIII XXX",
        "cccd",
        "hmmm",
        "1111 và 10000",
        "too good",
        "see you",
        "Hội An",
        "www.abc.vn",
        "quần soóc",
        "bookkeeper",
        "SHHH",
    ],
)
def test_what_must_stay(written):
    assert without_repeats(written) == written
