"""Everything that factdesk says, and everything that is seen at its desk, is there in Vietnamese."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from factdesk.running.prepare import compile_catalogues
from tests.locale import catalogues
from tests.locale.catalogues import OWN, WAGTAIL, WAGTAIL_SCRIPTS, singular, strings

ALL = [OWN, WAGTAIL, WAGTAIL_SCRIPTS]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdr]|{[\w:]*}")

each_catalogue = pytest.mark.parametrize("po", ALL, ids=lambda po: f"{po.parents[2].name}/{po.name}")


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


@each_catalogue
def test_every_message_has_its_vietnamese(po: Path) -> None:
    _, catalogue = catalogues.updated(po)
    missing = [singular(message) for message in messages(catalogue) if message.fuzzy or not all(strings(message))]
    assert not missing, f"run script/messages, then translate in {po}: {missing}"


@each_catalogue
def test_the_catalogue_holds_what_the_code_says_and_nothing_else(po: Path) -> None:
    text, catalogue = catalogues.updated(po)
    assert not catalogue.obsolete, "run script/messages: these are said nowhere any more"
    assert po.read_text(encoding="utf-8") == text, "run script/messages and commit what it writes"


@each_catalogue
def test_placeholders_are_the_same_on_both_sides(po: Path) -> None:
    def placeholders(text: str) -> list[str]:
        return sorted(set(PLACEHOLDER.findall(text)))

    wrong = []
    for message in messages(catalogues.read(po)):
        # Of two English forms either will do: “one page” may leave its number out.
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = [placeholders(form) for form in forms]
        wrong += [(forms, string) for string in strings(message) if placeholders(string) not in allowed]
    assert not wrong


@each_catalogue
def test_markup_is_the_same_on_both_sides(po: Path) -> None:
    tags = re.compile(r"</?\w+[^>]*>")
    wrong = [
        (singular(message), string)
        for message in messages(catalogues.read(po))
        for string in strings(message)
        if sorted(tags.findall(singular(message))) != sorted(tags.findall(string))
    ]
    assert not wrong


@each_catalogue
def test_vietnamese_is_written_in_composed_letters(po: Path) -> None:
    text = po.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


@each_catalogue
def test_no_edge_space_is_lost_or_added(po: Path) -> None:
    for message in messages(catalogues.read(po)):
        for string in strings(message):
            assert string[:1].isspace() == singular(message)[:1].isspace(), singular(message)
            assert string[-1:].isspace() == singular(message)[-1:].isspace(), singular(message)


def test_the_catalogues_compile(tmp_path: Path) -> None:
    compile_catalogues(tmp_path)
    for po in ALL:
        mo = tmp_path / po.relative_to(catalogues.PACKAGE).with_suffix(".mo")
        compiled = read_mo(io.BytesIO(mo.read_bytes()))
        assert len(messages(compiled)) == len(messages(catalogues.read(po)))


def test_our_words_do_not_take_over_other_words_of_wagtail() -> None:
    """One English word, two meanings: where ours and the one for Wagtail differ, ours needs a context."""
    ours = {(message.context, singular(message)): strings(message)[0] for message in messages(catalogues.read(OWN))}
    wagtails = {
        (message.context, singular(message)): strings(message)[0] for message in messages(catalogues.read(WAGTAIL))
    }
    differ = {key: (ours[key], wagtails[key]) for key in ours.keys() & wagtails.keys() if ours[key] != wagtails[key]}
    assert not differ


def test_a_home_that_was_copied_gets_the_words_of_this_version(tmp_path):
    """Its compiled catalogues are newer than their sources, and old all the same."""
    compile_catalogues(tmp_path)
    mo = tmp_path / "locale" / "vi" / "LC_MESSAGES" / "django.mo"
    fresh = mo.read_bytes()
    mo.write_bytes(b"old")
    mo.with_suffix(".mo.of").write_text("of another version")
    compile_catalogues(tmp_path)
    assert mo.read_bytes() == fresh
