"""The desk's screens bear its own name, in the reader's language, and lead to no address outside."""

import re
from pathlib import Path

import pytest
import wagtail.admin
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Task, Workflow
from wagtail.users.models import UserProfile

import factdesk.desk
from factdesk.checks.models import SecondPersonReview
from factdesk.checks.permissions import TASK, WORKFLOW

pytestmark = pytest.mark.django_db

WITHOUT_SCRIPT = re.compile(r"<noscript.*?</noscript>", re.DOTALL)
OUTSIDE = re.compile(r"""(?:href|src|url)["']?\s*[=:]\s*\\?["'](https?:[^"']+)""")


def the_screen(client, address):
    return client.get(address).content.decode()


def test_the_frame_of_every_screen_is_wagtails_but_for_what_it_says_without_javascript():
    """It is a copy, since no block reaches that; whatever a new Wagtail changes in its own has to be taken over."""
    ours, theirs = Path(factdesk.desk.__file__).parent, Path(wagtail.admin.__file__).parent
    kept = {
        re.sub(r"\s+", " ", WITHOUT_SCRIPT.sub("", re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"))))
        for file in (folder / "templates/wagtailadmin/skeleton.html" for folder in (ours, theirs))
    }
    assert len(kept) == 1


@pytest.mark.parametrize(("language", "words"), [("vi", "cần JavaScript"), ("en", "needs JavaScript")])
def test_without_javascript_the_desk_says_what_is_wrong_and_leads_nowhere_else(client, desk, language, words):
    person = desk.person("lan")
    UserProfile.get_for_user(person)
    UserProfile.objects.filter(user=person).update(preferred_language=language)
    client.force_login(person)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    said = WITHOUT_SCRIPT.search(html)
    assert said
    assert "http" not in said[0]
    assert words in said[0]


def test_the_sign_in_bears_the_desks_name(client):
    html = the_screen(client, reverse("wagtailadmin_login"))
    assert "<title>Đăng nhập - factdesk</title>" in " ".join(html.split())
    assert "portal/mark.svg" in html
    assert "Wagtail</h1>" not in html
    assert "icon-wagtail" not in html
    assert not OUTSIDE.findall(html)


def test_the_sign_in_asks_as_a_sentence_does(client):
    html = the_screen(client, reverse("wagtailadmin_login"))
    assert re.findall(r'placeholder="([^"]+)"', html) == ["Nhập tên đăng nhập", "Nhập mật khẩu"]


@pytest.mark.parametrize("path", ["", "pages/", "questions/", "account/", "reports/workflow/", "pages/{}/edit/"])
def test_the_screens_bear_the_desks_name_and_lead_nowhere_else(client, desk, path):
    page = desk.draft()
    client.force_login(desk.person("lan"))
    html = the_screen(client, f"/desk/{path.format(page.pk)}")
    assert re.search(r"<title>[^<]*- factdesk</title>", html)
    assert "portal/mark.svg" in html
    assert [address for address in OUTSIDE.findall(html) if "wagtail" in address] == []
    assert "whats-new" not in html
    assert "editor-guide" not in html


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_workflow_is_named_in_the_readers_language_and_stored_under_one_name(desk, language):
    workflow, task = Workflow.objects.filter(name=WORKFLOW), SecondPersonReview.objects.filter(name=TASK)
    shown = {
        "vi": ("Soạn → duyệt → đăng", "Người thứ hai duyệt"),
        "en": ("Draft → review → published", "Second-person review"),
    }
    with override(language):
        assert (workflow.get().name, task.get().name) == shown[language]
        assert Task.objects.get(pk=task.get().pk).name == shown[language][1]
        for row in (workflow.get(), task.get()):
            row.save()
        # A name of their own stays.
        Workflow.objects.create(name="Another")
    assert workflow.count() == task.count() == Workflow.objects.filter(name="Another").count() == 1


def test_the_screens_name_the_workflow_in_vietnamese(client, desk):
    page = desk.draft()
    page.get_workflow().start(page, desk.person("lan"))
    client.force_login(desk.person("minh"))
    for path in ("", f"pages/{page.pk}/edit/", f"pages/workflow_history/{page.pk}/", "reports/workflow/"):
        html = client.get(f"/desk/{path}", follow=True).content.decode()
        assert "second-person" not in html
        assert "(draft" not in html


@pytest.mark.parametrize("acting", ["vi", "en"])
@pytest.mark.parametrize(
    ("reading", "words"), [("vi", "Soạn → duyệt → đăng"), ("en", "Draft → review → published")], ids=["vi", "en"]
)
def test_the_history_names_the_workflow_to_its_reader_whoever_acted(client, desk, acting, reading, words):
    page = desk.draft()
    with override(acting):
        page.get_workflow().start(page, desk.person("lan"))
    reader = desk.person("minh")
    UserProfile.objects.update_or_create(user=reader, defaults={"preferred_language": reading})
    client.force_login(reader)
    rows = BeautifulSoup(client.get("/desk/reports/site-history/").content, "html.parser").select("tbody td")
    assert [row.text for row in rows if "→" in row.text] == [
        text for text in (row.text for row in rows) if words in text
    ]
    assert any(words in row.text for row in rows)
