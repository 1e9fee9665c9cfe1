"""How people ask, taken away from what they ask about."""

import pytest

from factdesk.matching.text.frames import unframed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mọi người ơi cho em hỏi uống nước chanh chữa ung thư có thật không ạ?", "uống nước chanh chữa ung thư"),
        ("Có phải ăn tỏi phòng được covid không?", "ăn tỏi phòng được covid?"),
        ("Cho em hoi uong nuoc chanh chua ung thu co dung khong a", "uong nuoc chanh chua ung thu"),
        ("Câu hỏi: từ 1/7 bỏ sổ hộ khẩu à", "từ 1/7 bỏ sổ hộ khẩu à"),
        ("Reader question: do masks lower oxygen?", "do masks lower oxygen?"),
        ("Em nghe nói trên mạng là từ 1/7 bỏ sổ hộ khẩu", "từ 1/7 bỏ sổ hộ khẩu"),
        ("xin chào các bác, ngân hàng SCB phá sản, thật hay giả vậy", "ngân hàng SCB phá sản"),
        ("Nghe đồn sắp đổi tiền. Tin này có đúng không ạ? Em cảm ơn mọi người nhiều", "sắp đổi tiền"),
        (
            "mẹ bảo ăn mướp đắng trị tiểu đường, mong mọi người giải đáp giúp em với ạ",
            "mẹ bảo ăn mướp đắng trị tiểu đường",
        ),
        ("Không biết có đúng là nghỉ Tết 9 ngày không ạ", "nghỉ Tết 9 ngày"),
        ("Is it true that 5G causes covid?", "5G causes covid?"),
        ("Can anyone confirm if the moon landing was faked? Thanks!", "the moon landing was faked"),
        ("I heard that garlic cures flu, is this true?", "garlic cures flu"),
        ("hey guys, lemon water cures cancer, right?", "lemon water cures cancer"),
        ("Fact check: Pope endorses Trump", "Pope endorses Trump"),
        ("uống nước chanh chữa ung thư thật hả mọi người", "uống nước chanh chữa ung thư"),
        ("Bộ trưởng Y tế không biết, đúng không?", "Bộ trưởng Y tế không biết"),
        ("sắp đổi tiền mới không biết có thật không ạ", "sắp đổi tiền mới"),
        ("bão số 9 vào Huế, không biết đúng không", "bão số 9 vào Huế"),
        ("ăn ốc có bị sao không ad ơi", "ăn ốc có bị sao không"),
        ("sáng nay thấy người ta bảo xăng giảm 500 đồng", "xăng giảm 500 đồng"),
    ],
)
def test_what_changes(written, read):
    assert unframed(written) == read
    assert unframed(read) == read


@pytest.mark.parametrize(
    "written",
    [
        "Có thật không?",
        "Is this true?",
        "thiếu vitamin a",
        "Chương trình hỏi đáp hôm nay có gì: tăng lương",
        "Đã có thông tin tăng lương",
        "bác sĩ nói ăn tỏi tốt",
        "Không có chuyện đó đâu",
        "gọi điện cho bác sĩ",
        "xây nha",
        "uống nước chanh có chữa được ung thư không",
        "Da bị ngứa do nguồn nước",
        "Hỏi han người bệnh là cần thiết",
        "Trả lời đúng câu hỏi được 5 triệu",
        "The news is real and it is right",
        "Chào mừng ngày 20/11 bằng pháo hoa",
        "Có phải không",
        "真的吗？",
    ],
)
def test_what_must_stay(written):
    assert unframed(written) == written


def test_a_denial_is_never_cut_and_a_question_mark_makes_none():
    assert unframed("Có phải không được mang nước lên máy bay không?") == "không được mang nước lên máy bay?"
    assert unframed("cho em hỏi là không tiêm thì không được đi học phải không ạ") == "không tiêm thì không được đi học"
