"""Dates as far as a text names them, and times of the day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.text.dates import Date, dates, differ, swapped, times, times_differ


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("ngày 1/7/2025", Date(2025, 7, 1)),
        ("5-7-2025", Date(2025, 7, 5)),
        ("8/8/69", Date(1969, 8, 8)),
        ("2025-07-01", Date(2025, 7, 1)),
        ("từ 1-7", Date(None, 7, 1)),
        ("sáng 9/9", Date(None, 9, 9)),
        ("lễ 30/4", Date(None, 4, 30)),
        ("tháng 7 năm 2024", Date(2024, 7)),
        ("thang 7/2025", Date(2025, 7)),
        ("t3 2020", Date(2020, 3)),
        ("12/2026", Date(2026, 12)),
        ("ngày 17 tháng 3 năm 1954", Date(1954, 3, 17)),
        ("mồng 4 tháng 10", Date(None, 10, 4)),
        ("mùng mười tháng ba", Date(None, 3, 10)),
        ("ngày hai mươi lăm tháng 12", Date(None, 12, 25)),
        ("năm 2021", Date(2021)),
        ("nam 2023 ha", Date(2023)),
        ("năm 544", Date(544)),
        ("hè 2023", Date(2023, season="summer")),
        ("quý 3", Date(quarter=3)),
        ("quý III/2024", Date(2024, quarter=3)),
        ("thế kỷ XVII", Date(century=17)),
        ("thế kỷ IX", Date(century=9)),
        ("in the 17th century", Date(century=17)),
        ("mất năm 30 TCN", Date(-30)),
        ("in 30 BC", Date(-30)),
        ("July 1, 2025", Date(2025, 7, 1)),
        ("1st of July", Date(None, 7, 1)),
        ("on 29 Oct 1929", Date(1929, 10, 29)),
        ("in May 2025", Date(2025, 5)),
        ("in April", Date(None, 4)),
        ("summer of 2007", Date(2007, season="summer")),
        ("in 1377?", Date(1377)),
        ("built in the year 43,", Date(43)),
    ],
)
def test_a_date_is_read(text, date):
    assert dates(text) == {date}


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("1954-1975", {Date(1954), Date(1975)}),
        ("from 8 to 12 December", {Date(None, 12, 8), Date(None, 12, 12)}),
        ("Dec 16–22", {Date(None, 12, 16), Date(None, 12, 22)}),
        ("từ ngày 15/5 đến 31/8/2026", {Date(None, 5, 15), Date(2026, 8, 31)}),
        ("between 1500 and 1000 BC", {Date(-1500), Date(-1000)}),
    ],
)
def test_both_ends_of_a_time_are_read(text, both):
    assert dates(text) == both


@pytest.mark.parametrize(
    "text",
    [
        "may i vote",
        "march on",
        "6 may bay",
        "tháng sau",
        "thang nam nay",
        "1/2 số tiền",
        "3-5 triệu",
        "Nghị định 144/2020/NĐ-CP",
        "ngày 3 lần",
        "2.000 đồng",
        "nokia 1280",
        "limited to 1000 contacts",
        "năm 450 triệu",
        "24/7",
        "17 giờ 30",
        "",
    ],
)
def test_other_numbers_are_no_dates(text):
    assert dates(text) == set()


@pytest.mark.parametrize(
    ("asked", "stated", "contrary"),
    [
        ("năm 2021 ở Hà Nội", "năm 2026 ở Đà Nẵng", True),
        ("6 April 1900", "6 April 1896", True),
        ("tháng 5/2023", "tháng 5/2025", True),
        ("năm 1954", "ngày 7 tháng 5 năm 1954", False),
        ("ngày 7/5", "ngày 7 tháng 5 năm 1954", False),
        ("năm 2025", "ngày 7 tháng 5", False),
        ("2019 or 2020", "in 2020", False),
        ("hôm nay", "năm 2020", False),
    ],
)
def test_dates_contradict(asked, stated, contrary):
    assert differ(dates(asked), dates(stated)) is contrary
    assert differ(dates(stated), dates(asked)) is contrary


def test_one_of_several_dates_is_another():
    asked, stated = dates("chìm năm 1608, tìm thấy năm 2015"), dates("chìm năm 1708, tìm thấy năm 2015")
    assert swapped(asked, stated)
    assert not differ(asked, stated)
    assert not swapped(dates("năm 2015"), stated)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("lúc 17 giờ 30", {1050}),
        ("17h30", {1050}),
        ("trước 5 giờ chiều", {1020}),
        ("from 2 to 5 p.m.", {1020}),
        ("at 10:30", {630}),
        ("7 a.m.", {420}),
        ("10 giờ đêm", {1320}),
        ("2 giờ đêm", {120}),
        ("10 giờ một ngày", set()),
        ("tăng 10%", set()),
    ],
)
def test_times_of_the_day_are_kept_apart(text, minutes):
    assert times(text) == minutes


def test_times_contradict_unless_they_may_be_the_same():
    assert times_differ(times("lúc 7 giờ sáng"), times("lúc 9 giờ sáng"))
    assert not times_differ(times("lúc 5 giờ"), times("trước 17 giờ"))
    assert not times_differ(times("lúc 5 giờ"), times("cả ngày"))


PIECES = (
    "ngày|tháng|năm|1/7|2025|30|hai mươi|tháng tư|July|1st|of|may|quý|IV|VX|IIX|thế kỷ|0|00:99|24h|giờ|-|/|TCN|²|٣|१२"
)


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES.split("|")), max_size=10).map(" ".join))
def test_any_text_is_read(text):
    named = dates(text)
    assert not differ(named, named)
    assert not swapped(named, named)
    assert not times_differ(times(text), times(text))
