"""Telex and VNI that reached the text undecoded."""

import pytest

from factdesk.matching.text.keys import decoded
from factdesk.matching.text.language import guess


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("tieesng vieejt", "tiếng việt"),
        ("tie61ng vie65t", "tiếng việt"),
        ("nguwowif ta nois khoong dduowcj ddi ddaau", "người ta nói không được đi đâu"),
        ("nguoiwf lowns tuooir", "người lớn tuổi"),
        (
            "co1 pha3i uo6ng1 nu7o7c1 chanh chu7a4 d9u7o7c5 ung thu7 kho6ng",
            "có phải uống nước chanh chữa được ung thư không",
        ),
        ("TIEESNG VIEEJT", "TIẾNG VIỆT"),
        ("Tieesng Vieejt khos", "Tiếng Việt khó"),
        ("tooi muoons hoir", "tôi muốn hỏi"),
        ("vì sao soong Hồng lại cos mùi", "vì sao sông Hồng lại có mùi"),
        ("thuowr xuwa", "thuở xưa"),
        ("chuwxa beejnh bawngf lowns", "chữa bệnh bằng lớn"),
        ("nguwowfi toosi", "người tối"),
        ("tiêngs Anh rất khó", "tiếng Anh rất khó"),
        ("dduwowcj hay khoong vaayj", "được hay không vậy"),
    ],
)
def test_what_changes(written, read):
    assert decoded(written, guess(written)) == read
    assert decoded(read, guess(read)) == read


@pytest.mark.parametrize(
    "written",
    [
        "CO2 va H2O lam nong trai dat",
        "Las Vegas co gi hay khong",
        "xoong noi va boong tau co an toan khong",
        "I saw moos and cans in the boots",
        "Lớp10 và Quan1",
        "vaccine f0 h5n1 u23",
        "uong nuoc co ga",
        "thi vào lớp 10 trường nào",
        "Ross and Marx",
        "SARS, MERS va AIDS",
        "co2 la khi gi, so2 nua",
        "is he as good as his boss",
        "xem phim o dau",
        "visa taxi sofa",
    ],
)
def test_what_must_stay(written):
    assert decoded(written, guess(written)) == written
