"""A Vietnamese reader or editor sees no English: neither a message without translation nor a string never marked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import lxml.html
import pytest
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone, translation

from factdesk.questions import errors
from factdesk.questions.reasons import Reason
from factdesk.record import errors as record_errors
from tests.locale import catalogues
from tests.locale.catalogues import singular, strings

pytestmark = [pytest.mark.django_db, pytest.mark.plain]

VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
ENGLISH = re.compile(
    r"\b(the|and|your?|this|that|with|for|are|has|have|not|from|search|save|edit|add|show|all)\b", re.I
)

#: Written into Wagtail's templates and forms without translation; nothing of ours can reach them.
NOT_TRANSLATABLE = {"Actions", "Password"}
#: A language under its own name, and the root of the desk's English pages.
NAMES = {"English", "Fact-check desk"}


def english_in(html: str) -> set[str]:
    """What of a page is English although it does not say so with `lang`."""
    texts = set(_texts(html)) - NOT_TRANSLATABLE - NAMES
    return {text for text in texts if text in _english_messages() or ENGLISH.search(text)}


@cache
def _english_messages() -> set[str]:
    return {
        singular(message)
        for po in (catalogues.OWN, catalogues.WAGTAIL)
        for message in catalogues.read(po)
        if message.id and singular(message) not in strings(message)
    }


def _texts(html: str) -> Iterator[str]:
    tree = lxml.html.document_fromstring(html)
    for element in tree.xpath("//script|//style|//*[@lang='en']"):
        element.drop_tree()
    for text in tree.xpath("//text()|//@aria-label|//@title|//@placeholder"):
        yield " ".join(text.split())


def assert_vietnamese(response) -> None:
    html = response.content.decode()
    assert VIETNAMESE.search(html)
    assert english_in(html) == set()


@pytest.mark.parametrize("path", ["/", "/checks/", "/q/", "/offices/", "/record/", "/about/", "/ratings/"])
def test_public_pages(client, desk, path):
    desk.published()
    assert_vietnamese(client.get(path))


@pytest.mark.parametrize("text", ["", "!!!", "a" * 30_000, "0912 345 678"])
def test_the_error_of_a_question_that_is_not_taken(client, text):
    response = client.post("/ask", {"text": text})
    assert response.status_code == 422
    assert_vietnamese(response)


def test_a_page_that_is_not_there(client):
    assert_vietnamese(client.get("/khong-co/"))


def test_the_filters_of_the_list(client, desk):
    desk.published()
    html = client.get("/checks/").content.decode()
    for word in ("Tất cả kết luận", "Tất cả lĩnh vực", "Tất cả địa bàn", "Tất cả cơ quan", "Phần lớn sai"):
        assert word in html


@pytest.mark.parametrize("language", ["vi", "vi-VN,vi;q=0.9,en;q=0.5"])
def test_the_api_says_problems_in_vietnamese(client, language):
    problem = client.get("/api/v1/fact-checks/xxxxxx", HTTP_ACCEPT_LANGUAGE=language).json()
    assert problem["title"] == "Không tìm thấy"
    assert VIETNAMESE.search(problem["detail"])


@pytest.mark.parametrize("reason", list(Reason))
def test_reasons_for_closing(reason):
    with translation.override("vi"):
        assert not ENGLISH.search(str(reason.label))
        assert str(reason.label) not in {singular(message) for message in catalogues.read(catalogues.OWN) if message.id}


@pytest.mark.parametrize(
    "error",
    [*errors.QuestionRefused.__subclasses__(), *record_errors.RecordRefused.__subclasses__()],
    ids=lambda e: e.__name__,
)
def test_refusals_are_vietnamese(error):
    with translation.override("vi"):
        assert VIETNAMESE.search(str(error.message))


@pytest.mark.parametrize("name", ["lan", "minh", "thu"])
@pytest.mark.parametrize(
    "path", ["", "pages/", "questions/", "images/", "account/", "reports/workflow/", "reports/site-history/"]
)
def test_the_desks_screens(client, desk, name, path):
    desk.published()
    client.force_login(desk.person(name))
    response = client.get(f"/desk/{path}", follow=True)
    assert response.status_code == 200
    assert_vietnamese(response)


@pytest.mark.parametrize("screen", ["edit", "history", "usage", "workflow_history"])
def test_the_screens_of_a_check(client, desk, screen):
    page = desk.draft()
    client.force_login(desk.person("lan"))
    assert_vietnamese(client.get(f"/desk/pages/{page.pk}/{screen}/", follow=True))


def test_signing_in(client):
    assert_vietnamese(client.get("/desk/login/"))


def test_when_things_happened():
    with translation.override("vi"):
        assert naturaltime(timezone.now() - timedelta(minutes=33)).replace("\xa0", " ") == "33 phút trước"
        assert naturaltime(timezone.now() - timedelta(days=15)).replace("\xa0", " ") == "2 tuần, 1 ngày trước"


def test_what_wagtail_says_in_scripts(client, desk):
    client.force_login(desk.person("lan"))
    script = client.get("/desk/jsi18n/").content.decode()
    for words in ("Thêm một phần", "Đang tự lưu…"):
        assert json.dumps(words) in script
