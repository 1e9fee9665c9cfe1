"""Where the tone of a syllable is written."""

import pytest

from factdesk.matching.text.tones import in_one_place


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("hoà bình", "hòa bình"),
        ("thuý kiều", "thúy kiều"),
        ("uỷ ban", "ủy ban"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("qủa táo qúa chua", "quả táo quá chua"),
        ("gìa", "già"),
        ("hòan tòan", "hoàn toàn"),
        ("tóan học", "toán học"),
        ("giừơng", "giường"),
        ("lọai", "loại"),
        ("HOÀ", "HÒA"),
        ("Tuỳ", "Tùy"),
        ("ngừơi", "người"),
        ("Thủ Đức hoả hoạn", "Thủ Đức hỏa hoạn"),
    ],
)
def test_what_changes(written, read):
    assert in_one_place(written) == read
    assert in_one_place(read) == read


@pytest.mark.parametrize(
    "written",
    [
        "hòa",
        "quý",
        "thuở",
        "khuya",
        "giếng",
        "gìn giữ",
        "mùa mưa",
        "chịu",
        "yếu",
        "ngoẻo",
        "khuỷu",
        "của",
        "café",
        "piñata",
        "Việt",
        "à",
        "oánh",
        "nước mía",
    ],
)
def test_what_must_stay(written):
    assert in_one_place(written) == written
