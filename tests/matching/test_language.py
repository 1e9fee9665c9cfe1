import pytest

from factdesk.matching.text.language import guess
from factdesk.matching.text.restore import is_bare, restore
from factdesk.matching.text.words import fold_text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nước chanh nóng có chữa được ung thư không?", "vi"),
        ("nuoc chanh nong co chua duoc ung thu khong", "vi"),
        ("phai doi the can cuoc truoc ngay 1/7 khong", "vi"),
        ("Does hot lemon water cure cancer?", "en"),
        ("did they really lock every SIM card", "en"),
        ("Vắc xin Pfizer của Mỹ", "vi"),
        ("疫苗会导致自闭症吗", "zh"),
        ("ワクチンは自閉症を引き起こしますか", "ja"),
        ("វ៉ាក់សាំងបណ្តាលឱ្យ", "km"),
        ("วัคซีนทำให้เป็นออทิสติก", "th"),
        ("백신이 자폐증을 유발합니까", "ko"),
        ("Вакцины вызывают аутизм", "und"),
        ("Le vaccin provoque-t-il vraiment des maladies chez les élèves français", "und"),
        ("Est-il vrai que l'eau citronnée guérit le cancer ?", "und"),
        ("Est-ce que le vaccin donne le cancer", "und"),
        ("Totoo ba na gumagaling ang kanser sa lemon water", "und"),
        ("¿Es verdad que el agua con limon cura el cancer?", "und"),
        ("lemon water cancer", "en"),
        ("Do rhino horns cure dengue fever?", "en"),
        ("garlic cures cancer", "en"),
        ("La vacuna es peligrosa para los ninos", "und"),
        ("khoa sim", "vi"),
        ("12345", "und"),
        ("😀😀", "und"),
        ("", "und"),
    ],
)
def test_the_language_of_a_text_is_told(text, language):
    assert guess(text) == language


def test_a_text_is_bare_when_it_has_no_diacritics():
    assert is_bare("uong nuoc chanh")
    assert not is_bare("uống nước chanh")


def test_diacritics_come_back_by_words_and_by_what_the_index_holds():
    assert restore("Tiem phong vac xin", lambda term: 0).startswith("Tiêm phòng")
    known = {"hòa": 3, "khê": 3, "hòa_khê": 3}
    assert restore("xa Hoa Khe", lambda term: known.get(term, 0)).endswith("Hòa Khê")


def test_restoring_changes_nothing_but_diacritics():
    text = "Uong 2 lit nuoc/ngay, OK? WHO noi the..."
    assert fold_text(restore(text, lambda term: 0)) == text
