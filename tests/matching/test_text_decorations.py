"""Emoji, emoticons, laughter and ornaments."""

import pytest

from factdesk.matching.text.decorations import without_decorations, without_pictures


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("🔥🔥 KHẨN CẤP ‼️", "KHẨN CẤP !"),
        ("5️⃣ loại thuốc ❌ không nên", "5 loại thuốc không nên"),
        ("🇨🇳🇨🇳 đánh 🇹🇼", "Trung Quốc đánh Đài Loan"),
        ("🇻🇳 Việt Nam vô địch 🇻🇳", "Việt Nam vô địch"),
        ("Trung Quốc 🇨🇳 đánh", "Trung Quốc đánh"),
        ("buồn quá :(((( mn ơi", "buồn quá mn ơi"),
        ("thật à =)))", "thật à"),
        ("hahaha tin vịt kkkk", "tin vịt"),
        ("có thật không??????", "có thật không?"),
        ("sao lại thế !?!?!?", "sao lại thế ?"),
        ("**Rất** quan trọng", "Rất quan trọng"),
        ("★★★ Ưu đãi ➡️ đọc ngay", "Ưu đãi đọc ngay"),
        ("t̶i̶n̶ giả", "tin giả"),
        ("chờ mãi......", "chờ mãi…"),
        ("lol this is fake <3", "this is fake"),
        ("❓ có đúng", "? có đúng"),
    ],
)
def test_what_changes(written, read):
    assert without_decorations(without_pictures(written)) == read
    assert without_decorations(without_pictures(read)) == read


@pytest.mark.parametrize(
    "written",
    [
        "Sốt 37°C, ≥ 5% và ±2",
        "giá 10$ hay 200.000₫",
        "100 × 2 = 200",
        "lúc 10:05 ngày 30/4",
        "Phạt 1.000.000 đồng (một triệu)",
        "A/B: đúng",
        "🔥",
        "khách sạn 5*",
        "hả, kể cả ke",
        "Ha ha là tên",
        "© 2024 Bộ Y tế",
        "email a_b@c.vn",
        "(xem (1))",
    ],
)
def test_what_must_stay(written):
    assert without_decorations(without_pictures(written)) == written


def test_flags_are_named_in_the_language_of_the_text():
    assert without_pictures("🇺🇸 bans it", "en") == "United States bans it"
