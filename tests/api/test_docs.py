"""docs/api.md is true: its examples run, their answers have the shape that is shown, its table names every code."""

import json
import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from factdesk.answers.errors import IndexUnavailable
from factdesk.api.errors import ApiRefused
from factdesk.questions.errors import NoSuchReceipt, NotOffered, TextRefused
from factdesk.record.models import Version
from tests.api.conftest import LEMON

DOCS = Path(__file__).parents[2] / "docs" / "api.md"
EXAMPLE = re.compile(r"```sh\n(.*?)```\n(?:```json\n(.*?)```)?", re.DOTALL)

pytestmark = pytest.mark.django_db


def examples():
    """Command and shown answer of each example, in the order of the page."""
    return EXAMPLE.findall(DOCS.read_text())


def run(client, command):
    """What `curl` would get."""
    command, _, comment = command.partition("  # ")
    name, *words = shlex.split(command.replace("\\\n", " "))
    assert name == "curl"
    headers, data, address = {}, None, None
    while words:
        word = words.pop(0)
        if word == "-H":
            field, _, value = words.pop(0).partition(": ")
            headers[field] = value
        elif word == "-d":
            data = words.pop(0)
        elif word != "-s":
            address = urlsplit(word)
    path = f"{address.path}?{address.query}" if address.query else address.path
    if data is None:
        response = client.get(path, headers=headers)
    else:
        content_type = headers.pop("Content-Type", "application/x-www-form-urlencoded")
        response = client.post(path, data, content_type, headers=headers)
    expected = int(comment) if comment else 201 if path == "/api/v1/questions" else 200
    assert response.status_code == expected, (command, response.content)
    return response.json()


def shape(value):
    """Names of the fields, all the way down; an empty list or null has no shape of its own."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value and isinstance(value[0], dict) else None


def agree(found, told):
    """Whether an answer has the fields that the page shows."""
    if isinstance(found, dict) and isinstance(told, dict):
        return found.keys() == told.keys() and all(agree(found[name], told[name]) for name in told)
    return found is None or told is None or (isinstance(found, list) and agree(found[0], told[0]))


def test_the_examples_run_and_answer_as_shown(indexed, api, settings, tmp_path):
    settings.RUN_DIRECTORY = tmp_path
    assert len(examples()) == 11
    receipt = ""
    for command, answer in examples():
        command = command.replace("$CODE", LEMON).replace("$SHA256", Version.objects.first().pk)
        found = run(api.client, command.replace("$RECEIPT", receipt))
        receipt = found.get("receipt", "")
        if answer:
            assert agree(shape(found), shape(json.loads(answer))), (command, found)


def test_every_code_is_in_the_table():
    text = DOCS.read_text()

    def codes(family):
        found = {family.code} - {"refused"}
        return found.union(*(codes(child) for child in family.__subclasses__()))

    for code in (
        codes(ApiRefused) | codes(TextRefused) | codes(NotOffered) | {NoSuchReceipt.code, IndexUnavailable.code}
    ):
        assert f"`{code}`" in text, code
