"""Numbers as values, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.text.amounts import in_full, numbers


def values(text: str) -> list[float]:
    return [number.value for number in numbers(text)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("mười nghìn đồng", 10_000),
        ("bốn lăm nghìn một kí", 45_000),
        ("bảy tám chục", 80),
        ("mười hai trăm", 1_200),
        ("hai mươi ba năm", 23),
        ("mười năm sau", 10),
        ("sau bốn mươi hai ngày", 42),
        ("hai mươi lăm", 25),
        ("một trăm linh năm", 105),
        ("2 triệu rưỡi", 2_500_000),
        ("phạt 50k", 50_000),
        ("1tr5 một tháng", 1_500_000),
        ("1tr250", 1_250_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1 tỷ 2", 1_200_000_000),
        ("nửa triệu", 500_000),
        ("một nghìn hai", 1_200),
        ("hai triệu ba trăm nghìn", 2_300_000),
        ("ba mươi", 30),
        ("muoi nghin dong", 10_000),
        ("1.000.000 đồng", 1_000_000),
        ("1.234,5", 1_234.5),
        ("2,5 %", 2.5),
        ("10%", 10),
        ("năm 2021", 2021),
        ("ten thousand people", 10_000),
        ("three million two hundred thousand", 3_200_000),
        ("a hundred and five", 105),
        ("2.5 million", 2_500_000),
        ("half a million", 500_000),
        ("twenty-five", 25),
        ("$1,200", 1_200),
        ("four doses", 4),
    ],
)
def test_a_number_is_read(written, value):
    assert values(written) == [value]


@pytest.mark.parametrize(
    "written",
    [
        "ba em mất",
        "năm nay",
        "30/4",
        "100/2019/NĐ-CP",
        "one of them",
        "nghìn",
        "tư vấn",
        "không",
        "H5N1",
        "muoi an",
        "",
    ],
)
def test_what_is_no_number(written):
    assert values(written) == []


def test_places_are_told_in_order():
    text = "từ 50k lên hai triệu"
    assert [text[number.begin : number.end] for number in numbers(text)] == ["50k", "hai triệu"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("phạt 50k", "phạt 50 nghìn"),
        ("lương 1tr5", "lương 1,5 triệu"),
        ("mua 5 củ", "mua 5 triệu"),
        ("1,2tr", "1,2 triệu"),
        ("200K", "200K"),
        ("4K", "4K"),
        ("phạt 8-10tr", "phạt 8-10 triệu"),
        ("5t", "5t"),
        ("tr5", "tr5"),
        ("1.5kg", "1.5kg"),
        ("K17", "K17"),
    ],
)
def test_chat_amounts_are_written_out(written, read):
    assert in_full(written, "vi") == read
    assert in_full(written, "en") == written


@given(st.text(alphabet="0123456789., kntrmườihaim", max_size=60))
def test_any_text_is_read_without_error(text):
    for number in numbers(text):
        assert 0 <= number.begin < number.end <= len(text)
