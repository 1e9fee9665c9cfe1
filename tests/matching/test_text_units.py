"""Amounts with their units, each kind in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.text.units import Measure, differ, measures


def told(text: str) -> set[tuple[float, str]]:
    return {(measure.value, measure.unit) for measure in measures(text)}


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("tăng 10%", 10, "%"),
        ("hai mươi phần trăm", 20, "%"),
        ("4.8 percent", 4.8, "%"),
        ("500.000 đồng", 500_000, "đồng"),
        ("phạt 5 triệu", 5_000_000, "đồng"),
        ("5 triệu 310 nghìn đồng", 5_310_000, "đồng"),
        ("10 million dong", 10_000_000, "đồng"),
        ("$950", 950, "USD"),
        ("2.000 đô la", 2_000, "USD"),
        ("€20", 20, "EUR"),
        ("70kg", 70, "kg"),
        ("nặng 1,2 tấn", 1_200, "kg"),
        ("100 gram", 0.1, "kg"),
        ("0,25 mg/lít", 2.5e-7, "kg"),
        ("76 km", 76_000, "m"),
        ("cao 1m75", 1.75, "m"),
        ("một mét tám", 1.8, "m"),
        ("15 m2", 15, "m²"),
        ("590 km²", 590_000_000, "m²"),
        ("300 ml", 0.3, "lít"),
        ("60km/h", 60, "km/h"),
        ("39 độ C", 39, "độ"),
        ("42 ngày", 42, "ngày"),
        ("2 tuần", 14, "ngày"),
        ("18 tháng", 18, "tháng"),
        ("một năm rưỡi", 18, "tháng"),
        ("16 tuổi", 16, "tuổi"),
        ("a 16-year-old boy", 16, "tuổi"),
        ("aged 16", 16, "tuổi"),
        ("6 tháng tuổi", 6, "tháng tuổi"),
        ("10 giờ một ngày", 10, "giờ"),
        ("90 phút", 90, "phút"),
        ("1 triệu người", 1_000_000, "người"),
        ("20 điểm rưỡi", 20.5, "điểm"),
        ("bốn mươi hai ngày", 42, "ngày"),
        ("ba ngày", 3, "ngày"),
        ("36 nguyên tố", 36, "~nguyen to"),
        ("six phones", 6, "~phone"),
    ],
)
def test_an_amount_is_read(text, value, unit):
    assert told(text) == {(value, unit)}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4 đến 6 triệu đồng", {4_000_000, 6_000_000}),
        ("three to five million dong", {3_000_000, 5_000_000}),
        ("3-5%", {3, 5}),
        ("20 đến 30 ngày", {20, 30}),
    ],
)
def test_both_ends_of_a_range_are_read(text, values):
    assert {value for value, _ in told(text)} == values


@pytest.mark.parametrize(
    "text",
    [
        "ngày 13 tháng 3",
        "năm 2026 giờ làm việc",
        "lúc 10 giờ sáng",
        "sóng 4G",
        "bao nhieu 2026 ha",
        "sau ngày ấy",
        "một ngày",
        "",
    ],
)
def test_other_numbers_measure_nothing(text):
    assert told(text) == set()


@pytest.mark.parametrize(
    ("asked", "stated", "contrary"),
    [
        ("phạt 5 triệu đồng", "phạt 8 triệu đồng", True),
        ("giảm 10%", "giảm 15%", True),
        ("16 tuổi", "18 tuổi", True),
        ("1,2 tấn", "1200 kg", False),
        ("2 tuần", "14 ngày", False),
        ("gần 190 nghìn đồng", "186.000 đồng", False),
        ("2.200 đồng", "2.204,07 đồng", False),
        ("cao hơn 461 m", "461,2 m", False),
        ("khoảng 1.149 km", "hơn 1.200 km", False),
        ("bé 4 tuổi", "trẻ dưới 6 tuổi", False),
        ("dưới 14 tuổi", "dưới 16 tuổi", True),
        ("5 triệu đồng", "4 đến 5 triệu đồng", False),
        ("11 nhân viên", "110 nhân viên", True),
        ("5 ngày", "5%", False),
        ("thuế 10%", "thuế 0%", True),
        ("cao 3.147 m", "thêm 4 m", False),
    ],
)
def test_amounts_contradict(asked, stated, contrary):
    assert differ(measures(asked), measures(stated)) is contrary


def test_a_bound_is_kept():
    assert measures("dưới 16 tuổi") == {Measure(16, "tuổi", "<")}
    assert measures("từ đủ 18 tuổi") == {Measure(18, "tuổi", ">")}
    assert measures("khoảng 20 km") == {Measure(20_000, "m", "~")}


PIECES = (
    "1|5 triệu|3-5|%|đồng|kg|một|rưỡi|mét|tám|$|€"
    "|hơn|dưới|đến|giờ|1m75|4G|0|1,5|tấn|tháng|.|nghìn|²|٣|1e9|½|99999999999999999999"
)


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES.split("|")), max_size=10).map(" ".join))
def test_any_text_is_read(text):
    measured = measures(text)
    assert not differ(measured, measured)
