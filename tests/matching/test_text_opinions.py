"""Whether a text wants an opinion."""

import pytest

from factdesk.matching.said import asks_openly
from factdesk.matching.text.opinions import is_wanted

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    "text",
    [
        "Thu phí vỉa hè để kinh doanh thì bà con có đồng tình không?",
        "theo mọi người đồng hồ đếm giây giúp bớt vượt đèn đỏ hay làm người ta phóng ẩu hơn",
        "cat ngan sach canh sat la dung hay sai theo moi nguoi",
        "Phạt 150 triệu như vậy có quá nhẹ không",
        "phat 50 bang nhu vay co qua nhe khong",
        "Nhà máy nước lẽ ra phải báo trước cho dân khi tăng clo chứ",
        "Cho học sinh vào lớp lúc 7 giờ 15, nhà trường tính vậy có hợp lý không?",
        "Is nine days off too long for civil servants?",
        "Should restaurants stop serving iced water after a meal?",
        "Do you agree that coconut water should be spared the sugar tax?",
        "Isn't it over the top to forbid charging on board?",
        "Isn’t it over the top to forbid charging on board?",
        "Phones at the table should be banned, change my mind",
        "Mã QR của cửa hàng đăng ký ở ngân hàng nào thì rẻ nhất?",
        "mua kinh o dau re hon vay moi nguoi",
        "which air purifier is the best for a small flat",
    ],
)
def test_what_is_fair_too_much_or_ought_to_be_wants_an_opinion(text):
    assert asks_openly(text)


@pytest.mark.parametrize(
    "text",
    [
        "con nóng cao giật kinh phong thì có nên cho uống nước đá không?",
        "Ai là người đầu tiên nhìn thấy sao Hải Vương qua kính?",
        "lọc máu có bị giảm tuổi thọ đáng kể không?",
        "theo quyết định mới thì trẻ dưới 6 tuổi đi xe buýt không mất tiền phải không",
        "Should I take antibiotics for a cold?",
        "Nước nào sản xuất nhiều lúa mì nhất thế giới?",
        "Which mathematician claimed he did his best work on the beach?",
        "should you put butter on a burn",
        "Is it just the old tweet again or a real case?",
        "Is it right that Quang Trung was 39 when he died?",
        "47 of them gone overnight — Imogen Clatworthy (@imogenclat)",
    ],
)
def test_what_asks_about_a_fact_does_not(text):
    assert not is_wanted(text.lower())


@pytest.mark.parametrize(
    ("text", "openly"),
    [
        ("Năm nay thi vào lớp 10 mấy môn?", True),
        ("nam nay thi vao lop 10 may mon vay", True),
        ("Mấy môn này có thi vào lớp 10 không?", False),
        ("Mấy tháng nữa bỏ sổ hộ khẩu giấy có đúng không?", False),
    ],
)
def test_how_many_wants_a_number(text, openly):
    assert asks_openly(text) is openly
