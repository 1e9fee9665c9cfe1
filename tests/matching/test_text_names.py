"""Names of persons and organisations by their capital letters."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factdesk.matching.text.names import differ, missing, names
from factdesk.matching.text.words import fold_text


def folded(text: str) -> str:
    return fold_text(text).lower()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Tỷ phú Phạm Nhật Vượng mua lại", {"pham nhat vuong"}),
        ("Nguyễn Trãi bị xử tử năm 1442", {"nguyen trai"}),
        ("Có phải vua Lý Thánh Tông xây chùa không?", {"ly thanh tong"}),
        ("Did Hillary Clinton say so?", {"hillary clinton"}),
        ("Bill Gates và Elon Musk", {"bill gates", "elon musk"}),
        ("WHO says it is safe", {"who"}),
        ("FIFA đã chọn Việt Nam", {"fifa"}),
        ("He met Napoleon there", {"napoleon"}),
        ("Napoleon won", set()),
        ("Emperor Minh Mang had 142 children", {"minh mang"}),
        ("the World Health Organization warned", {"world health organization"}),
        ("Francisco de Pina came first", {"francisco de pina"}),
        ("Hôm qua trời mưa ở Hà Nội", set()),
        ("She went home on Monday", set()),
        ("mua của Acecook. Vinamilk cũng thế", {"acecook"}),
        ("KHÔNG AI BIẾT NGUYỄN VĂN AN", set()),
        ("hillary clinton said so", set()),
        ("Đừng TIN nha", set()),
        ("", set()),
    ],
)
def test_names_are_read(text, named):
    assert names(text) == named


def test_names_that_a_text_lacks():
    asked = names("Có phải Emil Zátopek và Paavo Nurmi cùng thắng?")
    assert asked == {"emil zatopek", "paavo nurmi"}
    assert missing(asked, folded("Zátopek thắng ở Helsinki")) == 0.5
    assert missing(asked, folded("Không ai thắng")) == 1.0
    assert missing(names("không có tên"), "") == 0.0


@pytest.mark.parametrize(
    ("asked", "stated", "contrary"),
    [
        ("Chùa do vua Lý Thánh Tông cho xây", "Chùa do vua Lý Thái Tông cho xây", True),
        ("It was Paavo Nurmi who won", "It was Emil Zátopek who won", True),
        ("ông Phạm Nhật Vượng nói", "tỷ phú Vượng, tức Phạm Nhật Vượng, nói", False),
        ("when Abe Lincoln wrote", "when Abraham Lincoln wrote", False),
        ("không có tên ai", "tỷ phú Phạm Nhật Vượng nói", False),
    ],
)
def test_names_contradict(asked, stated, contrary):
    assert differ(names(asked), names(stated), folded(asked), folded(stated)) is contrary
    assert differ(names(stated), names(asked), folded(stated), folded(asked)) is contrary


PIECES = "Nguyễn|Văn|An|WHO|de|of|the|Paris|.|,|Hà|Nội|Ǆ|İ|ß|ﬁ|A|Ông|ông|1|TP.|D'Arc|O’Neill"


@example("0À DA Au")
@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES.split("|")), max_size=10).map(" ".join))
def test_any_text_is_read(text):
    named = names(text)
    assert not differ(named, named, folded(text), folded(text))
    assert 0.0 <= missing(named, folded(text)) <= 1.0
