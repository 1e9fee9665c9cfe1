"""What identifies people is cut; what a claim needs stays (H7)."""

from __future__ import annotations

import pytest

from factdesk.questions.redact import redact

PHONE, EMAIL, ACCOUNT = "[số điện thoại]", "[địa chỉ e-mail]", "[tên tài khoản]"
CARD, BANK, IDENTITY, NUMBER, SENDER = "[số thẻ]", "[số tài khoản]", "[số giấy tờ]", "[dãy số]", "[người gửi]"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("gọi 0912 345 678 nhé", f"gọi {PHONE} nhé"),
        ("gọi 0912.345.678", f"gọi {PHONE}"),
        ("gọi +84 912-345-678", f"gọi {PHONE}"),
        ("0 9 1 2 3 4 5 6 7 8 gọi em", f"{PHONE} gọi em"),
        ("máy O9O1234567", f"máy {PHONE}"),
        ("số 01234567890 cũ", f"số {PHONE} cũ"),
        ("gọi bàn 024 3825 5599", f"gọi bàn {PHONE}"),
        ("call +1 650-253-0000 now", f"call {PHONE} now"),
        ("sđt: 38 123 456", f"sđt: {PHONE}"),
        ("số ０９１２３４５６７８", f"số {PHONE}"),
        ("số ٠٩١٢٣٤٥٦٧٨ nhé", f"số {PHONE} nhé"),
        ("viết cho a.b-c@mail.com.vn", f"viết cho {EMAIL}"),
        ("lan (at) gmail (dot) com", EMAIL),
        ("lan [a còng] gmail [chấm] com", EMAIL),
        ("thư tới lan@congty nhé", f"thư tới {EMAIL} nhé"),
        ("theo @lan_92 nói", f"theo {ACCOUNT} nói"),
        ("hỏi @Nguyễn Thị Lan xem", f"hỏi {ACCOUNT} xem"),
        ("zalo: lan.nguyen92", f"zalo: {ACCOUNT}"),
        ("thẻ 4111 1111 1111 1111", f"thẻ {CARD}"),
        ("thẻ 4111-1111-1111-1112", f"thẻ {CARD}"),
        ("DE89 3704 0044 0532 0130 00", BANK),
        ("STK Vietcombank: 0071000123456", f"STK Vietcombank: {BANK}"),
        ("số tài khoản 123456", f"số tài khoản {BANK}"),
        ("CCCD 001203004567", f"CCCD {IDENTITY}"),
        ("cmnd số 123456789", f"cmnd số {IDENTITY}"),
        ("hộ chiếu B1234567", f"hộ chiếu {IDENTITY}"),
        ("MST 0100109106", f"MST {IDENTITY}"),
        ("SSN 536-90-4399", f"SSN {IDENTITY}"),
        ("số 001203004567 của em", f"số {NUMBER} của em"),
        ("IP 203.0.113.77", "IP [địa chỉ IP]"),
        ("IP 2001:db8::77", "IP [địa chỉ IP]"),
        ("IP 203.0.113.55, MAC 00:1A:2B:3C:4D:5E", "IP [địa chỉ IP], MAC [địa chỉ thiết bị]"),
        ("my insta is nguyen.a.92", f"my insta is {ACCOUNT}"),
        ("Skype live:nguyenvana", f"Skype {ACCOUNT}"),
        ("zalo tên Lan Anh đăng", f"zalo tên {ACCOUNT} đăng"),
        ("xổ số 05-12-23-34-41-45, gọi 09-12-34-56-78", f"xổ số 05-12-23-34-41-45, gọi {PHONE}"),
        ("Anh Hoa - 0912345678 bán thuốc", f"Anh [họ tên] - {PHONE} bán thuốc"),
    ],
)
def test_numbers_and_addresses_of_people_are_masked(text, left):
    assert redact(text, "vi") == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("facebook.com/lan.nguyen92/posts/12", f"facebook.com/{ACCOUNT}/posts/12"),
        ("https://www.facebook.com/lan92", f"https://www.facebook.com/{ACCOUNT}"),
        ("https://m.facebook.com/profile.php?id=100012345678901", "https://m.facebook.com/profile.php"),
        ("https://facebook.com/story.php?story_fbid=123&id=4567", "https://facebook.com/story.php?story_fbid=123"),
        (
            "https://tiktok.com/@lan.92/video/7123456789012345678",
            f"https://tiktok.com/{ACCOUNT}/video/7123456789012345678",
        ),
        ("t.me/lannguyen", f"t.me/{ACCOUNT}"),
        ("https://zalo.me/0912345678", f"https://zalo.me/{ACCOUNT}"),
        ("https://youtube.com/watch?v=abc_DE-1&si=TOKEN&t=10", "https://youtube.com/watch?v=abc_DE-1&t=10"),
        ("https://x.com/lan92/status/1234567890123456789", f"https://x.com/{ACCOUNT}/status/1234567890123456789"),
        ("https://lan:secret@example.com/a?token=xyz#part", "https://example.com/a"),
        ("https://bao.example/tin-20260403102100123.htm", "https://bao.example/tin-20260403102100123.htm"),
        ("https://bao.example/u/lan92?page=2", f"https://bao.example/u/{ACCOUNT}?page=2"),
        ("https://facebook.com/watch?v=123", "https://facebook.com/watch?v=123"),
        ("https://bao.example/goi/0912345678", f"https://bao.example/goi/{NUMBER}"),
    ],
)
def test_links_lose_their_account_and_keep_the_rest(text, left):
    assert redact(f"xem {text} nhé", "vi") == f"xem {left} nhé"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Chuyển tiếp từ Nguyễn Văn A\nUống nước chanh", "Uống nước chanh"),
        ("Được chuyển tiếp từ Lan\nUống nước chanh", "Uống nước chanh"),
        ("Forwarded from John Smith\nDrink lemon", "Drink lemon"),
        ("[10:21, 3/4/2026] Lan Anh: có đúng không?", "có đúng không?"),
        ("[03/04/2026, 10:21:05] Lan Anh: có đúng không?", "có đúng không?"),
        ("03/04/2026, 10:21 - Lan Anh: có đúng không?", "có đúng không?"),
        ("Lan Anh, [03.04.2026 10:21]\ncó đúng không?", "có đúng không?"),
        ("Nguyễn Văn A đã gửi một ảnh\nđúng không?", f"{SENDER} đã gửi một ảnh\nđúng không?"),
        ("John Smith sent a photo\ntrue?", f"{SENDER} sent a photo\ntrue?"),
        ("From: John <j@x.com>\nTo: m@y.com\nSubject: lemon", "Subject: lemon"),
        ("On Mon, 3 Apr 2026 at 10:21, John <j@x.com> wrote:\nlemon?", "lemon?"),
        ("Nguồn: fb Nguyễn Thị Bưởi", f"Nguồn: fb {SENDER}"),
        ("Forwarded from A B\nForwarded from C D\nchanh", "chanh"),
        ("Lan Hoang 🌸 đã chia sẻ một bài viết\nchanh", f"{SENDER} 🌸 đã chia sẻ một bài viết\nchanh"),
        ("Chị Lan gửi: chanh", f"Chị {SENDER} gửi: chanh"),
        ("Người gửi: Hoa\n> Đến: Lan\nchanh", "chanh"),
        ("Lê Thị Hoa\n10:21\nchanh\nLê Văn Lan\n10:22\ncam", "chanh\ncam"),
        ("Nguyễn Lan Văn [10:21 PM] chuyển tiếp: From: Lan Person <l@x.com> chanh", "chanh"),
        ("[10:21, 3/4/2026] Lan: [10:22, 3/4/2026] Minh: chanh", "chanh"),
        ("Trần Văn Bình gửi: chanh", f"{SENDER} gửi: chanh"),
        ("Trần Văn Bình gửi cho tôi tin về chanh", f"{SENDER} gửi cho tôi tin về chanh"),
        ("On Mon, 2 Nov 2026, John Smith wrote: lemon", "lemon"),
        ("Đúng không? Vào Th 2, 2 thg 11, 2026 lúc 10:21 John Smith đã viết: chanh", "Đúng không? chanh"),
        ("Tôi là Lê Thị Hoa, ở số 12 ngõ 34 phố Huế, hỏi", "Tôi là [họ tên], ở [địa chỉ nhà], hỏi"),
    ],
)
def test_who_wrote_or_passed_it_on_is_cut(text, left):
    assert redact(text, "vi") == left


@pytest.mark.parametrize(
    "text",
    [
        "Giá xăng tăng 10% lên 23.500 đồng/lít từ 03/04/2026",
        "phạt 1.000.000 đồng, 5 triệu, 12.345.678.901 đồng, 500000000 đồng",
        "gọi 113, 114, 115 hay 1900 1234 và 18001234 khi cần",
        "gọi 113 114 115",
        "năm học 2024-2025, năm 2023 2024 2025 2026",
        "ngày 03-04-2026 10:21 có 123456789 người",
        "nghị định 168/2024/NĐ-CP có hiệu lực 1.1.2025",
        "tài khoản VNeID mức 2 từ 1.7.2025 miễn phí",
        "gửi cho 10 người, 20 nhóm, trong 24 giờ",
        "Bộ Y tế đã gửi công văn cho 63 tỉnh",
        "Thủ tướng Phạm Minh Chính nói lương tăng 30%",
        "bão số 3 giật cấp 12, gió 150 km/h",
        "WHO says 5,000,000 people died in 2021",
        "giá 10k@kg hay 12k",
        "mã PIN ngược 4321 gọi được công an?",
        "@all mọi người chú ý",
        "virus H5N1, covid-19, 5G, vitamin B12",
        "khuyến mãi $1,000,000 cho 3.000 khách",
    ],
)
def test_ordinary_numbers_and_names_in_claims_stay(text):
    assert redact(text, "vi") == text


def test_the_masks_are_in_the_questions_language():
    assert redact("call 0912345678 or a@b.com", "en") == "call [phone number] or [e-mail address]"
