"""What the documentation names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PAGES = [CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
DECISIONS = sorted((CHECKOUT / "docs" / "decisions").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    local = [link for link in links if not link.startswith(("http:", "https:", "mailto:"))]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_the_architecture_names_every_room():
    page = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [path.parent.name for path in (CHECKOUT / "src" / "factdesk").glob("*/__init__.py")]
    assert [room for room in rooms if room != "settings" and f"`{room}`" not in page] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_is_a_page_and_no_more(page):
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 30


def test_no_file_of_the_package_outgrows_400_lines():
    sources = (CHECKOUT / "src").rglob("*.py")
    long = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources}
    assert {path: lines for path, lines in long.items() if lines > 400 and "/migrations/" not in path} == {}
