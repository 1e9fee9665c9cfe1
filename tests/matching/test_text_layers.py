"""What people put round a text when they pass it on."""

import pytest

from factdesk.matching.text.layers import peeled, unsigned


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Chuyển tiếp nhiều lần DANH SÁCH sữa giả", "DANH SÁCH sữa giả"),
        ("Fwd: Nước chanh chữa ung thư", "Nước chanh chữa ung thư"),
        ("Re: Fwd: RE: họp gấp", "họp gấp"),
        ("Fwd (nên lưu lại): Nước chanh chữa ung thư", "Nước chanh chữa ung thư"),
        ("RT @who: lemon cures cancer", "lemon cures cancer"),
        ("> uống nước chanh\n> chữa ung thư\nthật không", "uống nước chanh\nchữa ung thư\nthật không"),
        ("Chuyển tiếp từ nhóm Zalo Hội mẹ bỉm: ăn tỏi phòng covid", "ăn tỏi phòng covid"),
        ("nhắn từ nhóm Zalo lớp 5A: mai nghỉ học", "mai nghỉ học"),
        ("Mọi người chia sẻ gấp! Nước ngập phố Huế rồi.", "Nước ngập phố Huế rồi."),
        ("KHẨN CẤP: vỡ đập ở Lào", "vỡ đập ở Lào"),
        (
            "---------- Forwarded message ---------\nFrom: A <a@b.vn>\nSubject: Nước chanh\nTo: me\n\nchữa ung thư",
            "Nước chanh\nchữa ung thư",
        ),
        ("Vào Th 2, 3 thg 5, 2021 lúc 10:00 An <a@b.vn> đã viết:\n> sắp đổi tiền", "sắp đổi tiền"),
        ("[12/05/2021, 10:05:11] Mẹ: sắp đổi tiền đó con", "sắp đổi tiền đó con"),
        ("12/05/21, 10:05 - Mẹ: sắp đổi tiền đó con", "sắp đổi tiền đó con"),
        ("sắp đổi tiền rồi\nĐã gửi từ iPhone của tôi", "sắp đổi tiền rồi"),
        ("Sắp đổi tiền rồi (sưu tầm)", "Sắp đổi tiền rồi"),
        ("Sắp có bão lớn. Nguồn: Facebook", "Sắp có bão lớn."),
        ("Please share this to everyone you know! The water is poisoned.", "The water is poisoned."),
        ("BREAKING: Pope endorses Trump", "Pope endorses Trump"),
    ],
)
def test_what_changes(written, read):
    assert peeled(written) == read
    assert peeled(read) == read


@pytest.mark.parametrize(
    "written",
    [
        "Fwd:",
        "chia sẻ gấp!",
        "Từ: sở y tế",
        "Nước ngập > 2 mét",
        "Chia sẻ dữ liệu cá nhân bị phạt",
        "Nóng 40 độ ở Hà Nội",
        "Người dân chuyển tiếp hồ sơ từ xã lên tỉnh",
        "Nguồn nước bị ô nhiễm",
        "tin nóng",
        "Bộ Y tế - cơ quan quản lý",
        "Share prices fell 5%",
        "Important people lie. Often.",
        "Vaccine kills — A (@b) May 1",
    ],
)
def test_what_must_stay(written):
    assert peeled(written) == written


def test_the_author_of_a_post_goes_for_words():
    post = "Vaccine kills 5 people — Donald J. Trump (@realDonaldTrump) January 14, 2020"
    assert unsigned(post) == "Vaccine kills 5 people"
    assert unsigned("Bộ Y tế — cơ quan quản lý") == "Bộ Y tế — cơ quan quản lý"
