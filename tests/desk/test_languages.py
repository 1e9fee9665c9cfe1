"""Languages of questions by name, in the language of the page."""

from __future__ import annotations

import pytest
from django.utils import translation

from factdesk.desk.languages import name_of
from factdesk.matching.text.language import guess


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nước chanh có chữa được ung thư không?", "Tiếng Việt"),
        ("ვაქცინა იწვევს აუტიზმს", "Tiếng Gruzia"),
        ("វ៉ាក់សាំងបណ្តាលឱ្យ", "Tiếng Khmer"),
        ("백신이 자폐증을 유발합니까", "Tiếng Hàn"),
        ("12345", "Không rõ"),
    ],
)
def test_what_matching_tells_has_a_name_in_vietnamese(text, name):
    with translation.override("vi"):
        assert name_of(guess(text)) == name


def test_what_nobody_has_a_name_for_is_its_subtag():
    assert name_of("xx") == "xx"
