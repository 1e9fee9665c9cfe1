"""Places by all their names, which lies in which, and when two texts are about different ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.text import place_names, place_names_abroad
from factdesk.matching.text.place_table import table
from factdesk.matching.text.places import differ, places, spans, swapped, within


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ngập ở Hà Nội", {"Hà Nội"}),
        ("o ha noi co ngap khong", {"Hà Nội"}),
        ("HÀ NỘI SẬP CẦU RỒI", {"Hà Nội"}),
        ("Hanoi and Da Nang", {"Hà Nội", "Đà Nẵng"}),
        ("HN với SG kẹt xe", {"Hà Nội", "TP.HCM"}),
        ("tphcm cấm xe", {"TP.HCM"}),
        ("TP. HCM cấm xe", {"TP.HCM"}),
        ("Thành phố Hồ Chí Minh", {"TP.HCM"}),
        ("chủ tịch Hồ Chí Minh", set()),
        ("Đường mòn Hồ Chí Minh", set()),
        ("ở bmt, à nhầm BMT", {"Buôn Ma Thuột"}),
        ("Thừa Thiên - Huế", {"Huế"}),
        ("mưa ở Huế", {"Huế"}),
        ("Khánh Hoà và Thanh Hóa", {"Khánh Hòa", "Thanh Hóa"}),
        ("Bà Rịa - Vũng Tàu", {"Bà Rịa - Vũng Tàu"}),
        ("thành phố Thủ Đức, Quận 1", {"Thủ Đức", "Quận 1"}),
        ("quận 20", set()),
        ("miền Tây và Tây Nguyên", {"miền Tây", "Tây Nguyên"}),
        ("quân đội Mỹ", {"Mỹ"}),
        ("in the US and U.S. troops", {"Mỹ"}),
        ("tell us the truth", set()),
        ("tổng thống Mỹ Donald Trump", {"Mỹ"}),
        ("hàng TQ", {"Trung Quốc"}),
        ("Chinese vaccines in England", {"Trung Quốc", "Anh"}),
        ("New York City", {"New York"}),
        ("gần Madison, bang Wisconsin", {"Wisconsin"}),
        ("Thả muỗi ở Nha Trang", {"Nha Trang"}),
        ("hải dương học ở Thái Bình Dương", set()),
    ],
)
def test_a_place_has_one_name(text, named):
    assert places(text) == named


@pytest.mark.parametrize(
    ("safe", "place", "other"),
    [
        ("Nước Anh rời liên minh", "Anh", "anh ấy nói với anh em"),
        ("thành phố Vinh", "Vinh", "vinh quang, anh Vinh"),
        ("nước pháp", "Pháp", "Pháp luật, phương pháp"),
        ("sang Mỹ", "Mỹ", "mỹ phẩm, thẩm mỹ, Mỹ Linh"),
        ("đội tuyển Ý", "Ý", "Ý kiến, chú ý"),
        ("ở nước Áo", "Áo", "áo mưa, Áo dài"),
        ("báo Đức viết", "Đức", "đạo đức, Đức Giáo hoàng"),
        ("bên Úc", "Úc", "ký ức, úc núc"),
        ("tỉnh Hòa Bình", "Hòa Bình", "hòa bình thế giới"),
        ("o tinh hai duong", "Hải Dương", "lam hai duong cung luc"),
        ("In Turkey", "Thổ Nhĩ Kỳ", "a turkey for Thanksgiving"),
        ("near Columbus", "Columbus", "Christopher Columbus"),
        ("khách Thụy Điển", "Thụy Điển", "nha may thuy dien"),
        ("a trip to Nice", "Nice", "nice people"),
    ],
)
def test_everyday_words_are_no_places(safe, place, other):
    assert places(safe) == {place}
    assert places(other) == set()


def test_all_provinces_of_before_and_after_the_merger_are_there():
    levels = table().levels
    provinces = {place for place, level in levels.items() if level == "province"}
    now = {place for place in provinces if not any(levels.get(outer) == "province" for outer in table().within[place])}
    assert (len(provinces), len(now)) == (63, 34)
    for place in provinces:
        assert places(f"ở {place}") == {place}


def test_an_old_province_lies_in_its_new_one_and_does_not_contradict_it():
    assert within("Bình Dương", "TP.HCM")
    assert within("Vũng Tàu", "TP.HCM")
    assert within("Quảng Nam", "Đà Nẵng")
    assert within("Quận 7", "Việt Nam")
    assert not within("TP.HCM", "Bình Dương")
    assert not differ(places("Bình Dương"), places("TP.HCM"))
    assert not differ(places("Hội An"), places("Đà Nẵng"))
    assert differ(places("Bình Dương"), places("Vũng Tàu"))


@pytest.mark.parametrize(
    ("asked", "stated", "contrary"),
    [
        ("Vành đai 4 Hà Nội", "Vành đai 3 TP.HCM", True),
        ("ở Hà Nội, Việt Nam", "ở Huế, Việt Nam", True),
        ("siêu thị ở Tây Ban Nha", "siêu thị ở Pháp", True),
        ("Denver", "Atlanta", True),
        ("in Boston", "in Massachusetts", False),
        ("ở London", "ở Anh", False),
        ("ở Mỹ và Đức", "ở Mỹ", False),
        ("ở Cần Thơ", "ở miền Tây", False),
        ("Việt Nam", "Đông Nam Á", False),
        ("Hà Nội", "cả nước", False),
    ],
)
def test_places_contradict(asked, stated, contrary):
    assert differ(places(asked), places(stated)) is contrary
    assert differ(places(stated), places(asked)) is contrary


def test_one_of_several_places_is_another():
    asked, stated = places("Indonesia, Malaysia and Thailand"), places("Vietnam, Malaysia and Thailand")
    assert swapped(asked, stated)
    assert not differ(asked, stated)
    assert not swapped(places("Malaysia"), stated)


def test_every_line_lies_in_a_place_that_there_is():
    known = table().levels.keys()
    for lines in (
        place_names.PROVINCES,
        place_names.REGIONS,
        place_names.CITIES,
        place_names_abroad.COUNTRIES,
        place_names_abroad.STATES,
        place_names_abroad.WORLD_CITIES,
    ):
        for line in filter(None, lines.splitlines()):
            assert set(line.partition(":")[0].split("/")) <= known, line


PIECES = "Mỹ|anh|TP.|HCM|Hà|Nội|quận|1|ở|.|,|U|S|İ|ß"


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES.split("|")), max_size=10).map(" ".join))
def test_any_text_is_read(text):
    named = places(text)
    assert not differ(named, named)
    assert not swapped(named, named)
    assert all(begin < end for begin, end, _ in spans(text))
