"""Letters that only look like Latin ones."""

import pytest

from factdesk.matching.text.lookalikes import latin


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Nước сhanh chữa ung thư", "Nước chanh chữa ung thư"),
        ("СОVID-19 là giả", "COVID-19 là giả"),
        ("𝗕𝗼̣̂ 𝗬 𝘁𝗲̂́ khuyến cáo", "Bộ Y tế khuyến cáo"),
        ("𝓽𝓲𝓷 𝓷𝓸́𝓷𝓰 hôm nay", "tin nóng hôm nay"),
        ("ｖａｃｃｉｎｅ ２ mũi", "vaccine 2 mũi"),
        ("ⓋⒶⒸⒸⒾⓃⒺ", "VACCINE"),
        ("🅗🅞🅣 quá", "HOT quá"),
        ("ᴛɪɴ ɴóɴɢ", "tin nóng"),
        ("Ðà Nẵng và Ðồng Nai", "Đà Nẵng và Đồng Nai"),
        ("c0vid chết nhiều", "covid chết nhiều"),
        ("th0ng tin", "thong tin"),
        ("hᴏ̣c sinh nghỉ", "học sinh nghỉ"),
        ("Is it trսe", "Is it true"),
        ("αlcohol is bad", "alcohol is bad"),
        ("uống ﬁve lần", "uống five lần"),
    ],
)
def test_what_changes(written, read):
    assert latin(written) == read
    assert latin(read) == read


@pytest.mark.parametrize(
    "written",
    [
        "Путин сказал",
        "TNFα và IFNγ",
        "5 μg/ml β-caroten",
        "Ελλάδα",
        "100m² đất",
        "½ thìa",
        "F0 và H5N1",
        "b0",
        "CO2, H2O",
        "năm 2020",
        "Hà Nội 37°C",
        "学习 中文",
        "C0",
        "R2D0X",
    ],
)
def test_what_must_stay(written):
    assert latin(written) == written
