"""Abbreviations of offices, papers and places."""

import pytest

from factdesk.matching.text.abbreviations import written_out


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("UBND TP.HCM họp", "Ủy ban nhân dân Thành phố Hồ Chí Minh họp"),
        ("ở tphcm", "ở Thành phố Hồ Chí Minh"),
        ("bác HCM", "bác Hồ Chí Minh"),
        ("csgt kiểm tra cccd", "cảnh sát giao thông kiểm tra căn cước công dân"),
        ("đóng BHYT, bhxh", "đóng bảo hiểm y tế, bảo hiểm xã hội"),
        ("Sở GD-ĐT HN", "Sở Giáo dục và Đào tạo Hà Nội"),
        ("cty phá sản", "công ty phá sản"),
        ("người vn sang tq", "người Việt Nam sang Trung Quốc"),
        ("BYT khuyến cáo", "Bộ Y tế khuyến cáo"),
        ("thi thpt", "thi trung học phổ thông"),
        ("TP Hồ Chí Minh mưa", "Thành phố Hồ Chí Minh mưa"),
        ("BV Bạch Mai", "bệnh viện Bạch Mai"),
    ],
)
def test_what_changes(written, read):
    assert written_out(written) == read
    assert written_out(read) == read


@pytest.mark.parametrize(
    "written",
    [
        "Nghị định 100/2019/NĐ-CP",
        "chinhphu.vn",
        "https://abc.vn/ubnd/",
        "QĐ-UBND",
        "@ubnd",
        "EVN tăng giá",
        "BTC giảm",
        "Ủy ban nhân dân",
        "VNPT và VNeID",
        "hnue",
        "kcn",
        "TP Đà Nẵng",
    ],
)
def test_what_must_stay(written):
    assert written_out(written) == written


def test_capitals_throughout_only_let_those_be_read_that_are_nothing_else():
    assert written_out("THÔNG BÁO CỦA UBND VỀ CA MỚI") == "THÔNG BÁO CỦA Ủy ban nhân dân VỀ CA MỚI"


def test_short_and_long_form_meet():
    assert written_out("UBND quận").lower() == "ủy ban nhân dân quận"
