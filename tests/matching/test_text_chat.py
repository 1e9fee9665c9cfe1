"""Chat words of Vietnamese in full."""

import pytest

from factdesk.matching.text.chat import written_out


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ko dc đâu bn ơi", "không được đâu bạn ơi"),
        ("K biết j luôn á mn ơi", "Không biết gì luôn á mọi người ơi"),
        ("giá bn v ạ", "giá bao nhiêu vậy ạ"),
        ("bn tiền 1 chỉ vàng", "bao nhiêu tiền 1 chỉ vàng"),
        ("các bn cho hỏi", "các bạn cho hỏi"),
        ("bn 91 là phi công", "bệnh nhân 91 là phi công"),
        ("đk xe ở đâu", "đăng ký xe ở đâu"),
        ("đk chưa", "được chưa"),
        ("sở gd cho hs nghỉ", "sở giáo dục cho học sinh nghỉ"),
        ("gd mình tiêm hết r", "gia đình mình tiêm hết rồi"),
        ("bs ở bv nói ntn", "bác sĩ ở bệnh viện nói như thế nào"),
        ("đúng hong ta", "đúng không ta"),
        ("nhập mk vào web", "nhập mật khẩu vào web"),
        ("mk nghe ngta bảo", "mình nghe người ta bảo"),
        ("ck tiền cho nó", "chuyển khoản tiền cho nó"),
        ("ck em bị sốt", "chồng em bị sốt"),
        ("bao h hết dịch", "bao giờ hết dịch"),
        ("nc chanh vs mật ong", "nước chanh với mật ong"),
        ("bỏ shk từ 1/1/2023 r", "bỏ shk từ 1/1/2023 rồi"),
        ("trg học vs trg nhà", "trường học với trong nhà"),
        ("7 nh phá sản", "7 ngân hàng phá sản"),
        ("đúg rồi mìh khôg biết", "đúng rồi mình không biết"),
        ("luật có bn điều", "luật có bao nhiêu điều"),
        ("có bn trai", "có bạn trai"),
        ("cần bản cứng đk mn", "cần bản cứng đúng không mọi người"),
        ("hàng giả dk", "hàng giả đúng không"),
        ("k dk đâu", "không được đâu"),
        ("gây k da", "gây ung thư da"),
        ("ck nhầm vào tk", "chuyển khoản nhầm vào tài khoản"),
        ("8 ng chết", "8 người chết"),
        ("mất sđt r", "mất số điện thoại rồi"),
        ("chuyện này pk ạ", "chuyện này phải không ạ"),
    ],
)
def test_what_changes(written, read):
    assert written_out(written) == read
    assert written_out(read) == read


@pytest.mark.parametrize(
    "written",
    [
        "bệnh viện K",
        "BN17",
        "Washington DC",
        "50 k",
        "50 kg",
        "vitamin k",
        "vitamin e",
        "thiếu vitamin E",
        "K-pop",
        "song Hong dai",
        "e-book",
        "http://a.vn/ko",
        "@ko_k",
        "NĐ-CP",
        "Hồng đi học",
        "đau hông",
        "8h sáng, 8 h",
        "KO DC RA DUONG",
        "100/k",
        "khối K",
        "Y.K",
        "COVID",
    ],
)
def test_what_must_stay(written):
    assert written_out(written) == written
