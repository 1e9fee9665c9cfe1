"""Hashtags and names of accounts as words."""

import pytest

from factdesk.matching.text.tags import as_words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("#KhôngTiêmVaccine nguy hiểm", "Không Tiêm Vaccine nguy hiểm"),
        ("#nuocchanh_uungthu", "nuoc chanh ung thu"),
        ("#nuocchanhchuaungthu #fyp #xuhuong", "nuoc chanh chua ung thu"),
        ("#StayHomeStaySafe", "Stay Home Stay Safe"),
        ("#stopthesteal", "stop the steal"),
        ("#vaccineskill", "vaccines kill"),
        ("#BộYTế", "Bộ Y Tế"),
        ("#NghịĐịnh100", "Nghị Định 100"),
        ("#COVID19", "COVID 19"),
        ("#antoàngiaothông", "an toàn giao thông"),
        ("#hanoi và #saigon", "ha noi và sai gon"),
        ("@realDonaldTrump lies", "lies"),
        ("so @realDonaldTrump lies", "so real Donald Trump lies"),
        ("@everyone đọc đi", "đọc đi"),
        ("theo @WHO nói", "theo WHO nói"),
        ("hi @xx12 there", "hi there"),
        ("#Madeira #ArsonEmergency", "Madeira Arson Emergency"),
        ("#climatechangehoax", "climate change hoax"),
    ],
)
def test_what_changes(written, read):
    assert as_words(written) == read
    assert as_words(read) == read


@pytest.mark.parametrize(
    "written",
    [
        "a@b.vn",
        "số #1",
        "C# và F#",
        "không có gì",
        "https://a.vn/#top",
        "#1",
        "&#39;",
        "giá @ 5",
    ],
)
def test_what_must_stay(written):
    assert as_words(written) == written


def test_names_that_are_no_words_stay_in_one_piece():
    assert as_words("#tphcm #qanon") == "tphcm qanon"
