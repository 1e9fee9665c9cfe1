"""The desk's screens bear its own name, in the reader's language, and lead to no address outside."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Task, Workflow

from factdesk.checks.models import SecondPersonReview
from factdesk.checks.permissions import TASK, WORKFLOW

pytestmark = pytest.mark.django_db

#: Where JavaScript is off, Wagtail says so with a link; no block of its templates reaches that.
WITHOUT_SCRIPT = re.compile(r"<noscript.*?</noscript>", re.DOTALL)
OUTSIDE = re.compile(r"""(?:href|src|url)["']?\s*[=:]\s*\\?["'](https?:[^"']+)""")


def the_screen(client, address):
    html = client.get(address).content.decode()
    return WITHOUT_SCRIPT.sub("", html)


def test_the_sign_in_bears_the_desks_name(client):
    html = the_screen(client, reverse("wagtailadmin_login"))
    assert "<title>Đăng nhập - factdesk</title>" in " ".join(html.split())
    assert "portal/mark.svg" in html
    assert "Wagtail</h1>" not in html
    assert "icon-wagtail" not in html
    assert not OUTSIDE.findall(html)


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
