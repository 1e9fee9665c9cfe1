"""Vietnamese running text for counting syllables; what is read, from where and under which licence.

| source | weight | licence |
|---|---|---|
| everyday.txt, beside this file | 4 | the project's own |
| sample checks, the interface's catalogues, train/questions | 2 | the project's own |
| visonorm 0.1.4's examples of chat words (PyPI) | 1 | MIT |
| Django, Wagtail and their add-ons' catalogues (PyPI) | 0.3 | BSD-3-Clause |
| LibreOffice help and interface, Firefox, Thunderbird (Debian *-vi) | 0.2 | MPL-2.0 |

None of the texts is shipped: only counts are. Texts under the GPL (games, GIMP, Debian's guides) are left out: counts
of them brought nothing (docs/decisions/014), so nobody has to ask what they are. Put the Debian packages' contents
(`apt-get download`, `dpkg -x`) and unpacked visonorm into one folder and name it.
"""

import gettext
import html
import json
import re
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOM = HERE.parent.parent
HELD_OUT = 10  # every tenth line of everyday.txt is for measuring
_TAG = re.compile(r"<(script|style|head).*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(r"</?(p|div|li|td|th|tr|h\d|br|dt|dd|title|pre)\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]+>")
_VIETNAMESE = re.compile(r"[ăâđêôơưạ-ỹ]", re.IGNORECASE)
_CODE = re.compile(r"^\.\\?\"|^\.[A-Z]{2}\b|%\(?\w+\)?s?|\$\w+\W|\\f[BIRP]|[{}]|&(?=\w)|_(?=\w)|~(?=\w)")


def everyday(*, held_out: bool) -> list[str]:
    """One part of everyday.txt."""
    lines = (HERE / "everyday.txt").read_text(encoding="utf-8").splitlines()
    return [line for number, line in enumerate(lines) if (number % HELD_OUT == HELD_OUT - 1) == held_out]


def sample(*, held_out: bool) -> list[str]:
    """The sample checks' Vietnamese strings; every tenth check's file part is held out."""
    found = []
    for path in sorted((ROOM / "sample").rglob("*.yaml")):
        checks = re.split(r"(?m)^(?=- )", path.read_text(encoding="utf-8"))
        for number, check in enumerate(checks):
            if (number % HELD_OUT == HELD_OUT - 1) == held_out:
                found += [line for line in re.findall(r'"((?:[^"\\]|\\.)+)"', check) if _is_vietnamese(line)]
    return found


def weighed(folder: Path) -> Iterator[tuple[float, str]]:
    """Every text with its weight.

    Args:
        folder: unpacked Debian packages and visonorm.
    """
    for line in everyday(held_out=False):
        yield 4, line
    for line in sample(held_out=False):
        yield 2, line
    for path in sorted((HERE / "questions").glob("queries.*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield 2, line.partition("\t")[2]
    for path in sorted(ROOM.glob("locale*/vi/LC_MESSAGES/*.po")):
        for line in re.findall(r'(?m)^(?:msgstr(?:\[\d\])? )?"(.+)"$', path.read_text(encoding="utf-8")):
            yield 2, line
    for word in _dictionary(folder):
        yield 1, word
    for weight, text in _packages(folder):
        for line in text.splitlines():
            if _is_vietnamese(line):
                yield weight, _CODE.sub(" ", line)


def _packages(folder: Path) -> Iterator[tuple[float, str]]:
    for path in sorted(Path(sysconfig.get_path("purelib")).rglob("vi/LC_MESSAGES/*.mo")):
        yield 0.3, _catalogue(path)
    for path in sorted(folder.rglob("vi/LC_MESSAGES/*.mo")):
        yield 0.2, _catalogue(path)
    for path in sorted(folder.rglob("*.html")):
        if "/vi/" in path.as_posix() or path.name.endswith(".vi.html"):
            yield 0.2, _page(path.read_text(encoding="utf-8", errors="ignore"))
    for path in sorted(folder.rglob("langpack-vi@*.xpi")):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                if name.endswith((".ftl", ".properties")):
                    lines = packed.read(name).decode(errors="ignore").splitlines()
                    yield 0.2, "\n".join(line.partition("=")[2] or line for line in lines)


def _catalogue(path: Path) -> str:
    with path.open("rb") as file:
        messages: dict[str, str] = vars(gettext.GNUTranslations(file))["_catalog"]  # there is no public way to list
    return "\n".join(_ANY_TAG.sub(" ", text) for key, text in messages.items() if key)


def _page(text: str) -> str:
    return html.unescape(_ANY_TAG.sub(" ", _BLOCK.sub("\n", _TAG.sub(" ", text.replace("\n", " ")))))


def _dictionary(folder: Path) -> Iterator[str]:
    """Visonorm's explanations and examples; in an example the chat word becomes the word that it stands for."""
    for path in folder.rglob("visonorm/dictionary/dictionary.json"):
        for chat, entry in json.loads(path.read_text(encoding="utf-8")).items():
            meanings = entry["response"].get("normalized") if isinstance(entry.get("response"), dict) else None
            for meaning in [meanings] if isinstance(meanings, dict) else meanings or []:
                if not isinstance(meaning, dict):
                    continue
                yield str(meaning.get("definition") or "")
                example, word = str(meaning.get("example") or ""), str(meaning.get("word") or "")
                yield word.join(re.split(rf"(?i)(?<!\w){re.escape(chat)}(?!\w)", example))


def _is_vietnamese(line: str) -> bool:
    return len(_VIETNAMESE.findall(line)) * 12 > len(line)


def claims() -> list[str]:
    """Titles and claims of the sample checks, as the index holds them."""
    rows = [json.loads(line) for line in (HERE / "questions" / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    return [f"{row['title']} {row['vclaim']}" for row in rows if row["id"].endswith(":vi")]
