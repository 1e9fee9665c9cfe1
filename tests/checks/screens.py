"""The desk's own screens, as a browser sends their forms."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html as parser
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from factdesk.checks.blocks import TEXT_FEATURES
from factdesk.checks.models import FactCheckPage
from factdesk.offices.models import Person


def signed_in(person: Person) -> Client:
    """A browser in which `person` has signed in."""
    client = Client()
    client.force_login(person)
    return client


def edit_form(client: Client, page: FactCheckPage) -> dict[str, Any]:
    """What the editor's form would send as it stands. The body is drawn by a script, so it is filled in here."""
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    draft = FactCheckPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    blocks = [(block.block_type, rich_text(block.value.source, features=TEXT_FEATURES)) for block in draft.body]
    body = nested_form_data({"body": streamfield(blocks)})
    return {**form_in(html), **body, "comments-TOTAL_FORMS": "0"}


def form_in(html: str) -> dict[str, Any]:
    """What the editor's form in `html` would send, but for its body."""
    form = next(form for form in parser.fromstring(html).forms if form.get("id") == "page-edit-form")
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def send_edit(client: Client, page: FactCheckPage, **changes: Any) -> Any:
    """Open the editor, change something, and press a button: `**{"action-publish": "1"}`."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, {**edit_form(client, page), **changes}, follow=True)


def said(response: Any) -> str:
    """Everything that the screen says in messages."""
    return " ".join(str(message) for message in response.context["messages"]) if response.context else ""
