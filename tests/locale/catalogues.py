"""The catalogues in Vietnamese, and what they ought to hold. English is the source: each msgid is its own English.

`locale/` holds what factdesk says; `locale_wagtail/` what Wagtail, Django and their companions say at the desk and
have no Vietnamese for. `script/messages` brings both up to date; `test_catalogues.py` compares. Needs no gettext.
"""

from __future__ import annotations

import io
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).parents[2] / "src" / "factdesk"
OWN = PACKAGE / "locale/vi/LC_MESSAGES/django.po"
WAGTAIL = PACKAGE / "locale_wagtail/vi/LC_MESSAGES/django.po"
WAGTAIL_SCRIPTS = PACKAGE / "locale_wagtail/vi/LC_MESSAGES/djangojs.po"

KEYWORDS = DEFAULT_KEYWORDS | {f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items() if name != "_"}

# Whose words are seen at the desk, most seen first.
LIBRARIES = [
    "wagtail.admin",
    "wagtail",
    "wagtail.users",
    "wagtail.images",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.locales",
    "wagtail.contrib.typed_table_block",
    "wagtail_localize",
    "wagtail_localize.locales",
    "taggit",
    "django.conf",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
]


def wanted(po: Path) -> Catalog:
    """What the catalogue at `po` ought to hold, without translations."""
    if po.resolve() == OWN:
        return own_messages()
    return library_messages(po.stem, also=read(po))


def own_messages() -> Catalog:
    """Every string that factdesk's modules and templates mark for translation."""
    catalogue = Catalog(locale="vi")
    for file in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]):
        name = str(file.relative_to(PACKAGE))
        code = file.read_text(encoding="utf-8")
        if file.suffix != ".py":
            # What stands around the messages becomes rows of X; their indents mean nothing and would only confuse.
            code = "\n".join(line.lstrip() for line in templatize(code, origin=name).splitlines())
        found = extract("python", io.BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"})
        for line, message, comments, context in found:
            catalogue.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    return catalogue


def library_messages(domain: str, *, also: Catalog) -> Catalog:
    """What the libraries say and have no Vietnamese for, and what they say that `also` says in better words."""
    english, translated = Catalog(locale="vi"), set()
    for library in LIBRARIES:
        for message in _messages(library, "en", domain):
            known = english.get(message.id, message.context)
            locations = [*(known.locations if known else []), (library, 0)]
            # A singular that stands alone in one library and has a plural in another: the plural serves both.
            english.add(message.id, locations=locations, flags=message.flags, context=message.context)
        translated |= {
            (message.context, singular(message))
            for message in _messages(library, "vi", domain)
            if all(strings(message)) and not message.fuzzy
        }
    result = Catalog(locale="vi")
    for message in english:
        key = (message.context, singular(message))
        if message.id and (key not in translated or also.get(message.id, message.context)):
            result.add(message.id, locations=message.locations, flags=message.flags, context=message.context)
    return result


def singular(message: Message) -> str:
    """A message's id, or the first form of it."""
    return message.id if isinstance(message.id, str) else message.id[0]


def strings(message: Message) -> list[str]:
    """A message's translations: one, since Vietnamese has no plural forms."""
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]


def read(po: Path, *, language: str = "vi") -> Catalog:
    """The catalogue as it stands."""
    if not po.exists():
        return Catalog(locale=language)
    with po.open("rb") as stream:
        return read_po(stream, locale=language)


def written(catalogue: Catalog, *, head: str) -> str:
    """A catalogue as text: sorted by file, without line numbers and dates, so that only new words make a diff."""
    text = io.BytesIO()
    write_po(
        text, catalogue, width=108, omit_header=True, sort_by_file=True, ignore_obsolete=True, include_lineno=False
    )
    return f"{head}\n\n{text.getvalue().decode().rstrip()}\n"


def updated(po: Path) -> tuple[str, Catalog]:
    """The text that `po` ought to have, and its catalogue: new messages without Vietnamese, old ones gone."""
    catalogue = read(po)
    catalogue.update(wanted(po), no_fuzzy_matching=True, update_header_comment=False)
    head = po.read_text(encoding="utf-8").split("\n\n", 1)[0] if po.exists() else HEAD
    return written(catalogue, head=head), catalogue


HEAD = """# What Wagtail, Django and their companions have no Vietnamese for themselves.
msgid ""
msgstr ""
"Project-Id-Version: factdesk VERSION\\n"
"Language: vi\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n\""""


def _folder(library: str) -> Path:
    spec = find_spec(library)
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent


@cache
def _messages(library: str, language: str, domain: str) -> list[Message]:
    po = _folder(library) / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    return [message for message in read(po, language=language) if message.id]


def main() -> int:
    """Write what has changed; say what waits for its Vietnamese and what is gone. 1 where there is anything to do."""
    to_do = False
    for po in (OWN, WAGTAIL, WAGTAIL_SCRIPTS):
        text, catalogue = updated(po)
        name = po.relative_to(PACKAGE.parents[1])
        if not po.exists() or po.read_text(encoding="utf-8") != text:
            po.parent.mkdir(parents=True, exist_ok=True)
            po.write_text(text, encoding="utf-8")
            print(f"{name}: brought up to date")
            to_do = True
        for message in catalogue:
            if message.id and (message.fuzzy or not all(strings(message))):
                print(f"{name}: no Vietnamese for “{singular(message)}”")
                to_do = True
        for message in catalogue.obsolete.values():
            print(f"{name}: gone, it was “{singular(message)}” → “{strings(message)[0]}”")
    return int(to_do)


if __name__ == "__main__":
    sys.exit(main())
