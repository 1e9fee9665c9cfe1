"""A browser in front of a real desk. One desk for all browser tests: each asks with words of its own."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from factdesk.sample.logins import PASSWORD
from tests.running_desk import RunningDesk

#: A busy machine draws the editor late; what never comes still fails.
expect.set_options(timeout=20_000)

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

#: Nothing that Chromium starts by itself: it would ask hosts that a closed network refuses.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs the browser, and the one desk that all of them use."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


# Of the folder, not of the run: no database can be used in a process while Playwright's loop is in it.
@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """A running sample desk; on PostgreSQL where TEST_DATABASE_URL names a server."""
    home, env = tmp_path_factory.mktemp("browser") / "home", {}
    if url := os.environ.get("TEST_DATABASE_URL"):
        home.mkdir()  # an empty one: the prepared home belongs to its own database
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("DROP DATABASE IF EXISTS factdesk_browser")
            server.execute("CREATE DATABASE factdesk_browser")
        env["DATABASE_URL"] = url.rpartition("/")[0] + "/factdesk_browser"
    desk = RunningDesk(home, **env)
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    if CHROMIUM is None:
        pytest.skip("no Chromium was found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Opens contexts and collects what a page must not do: ask other hosts, set cookies, log errors."""

    def __init__(self, browser: Browser, desk: RunningDesk) -> None:
        self.browser, self.desk = browser, desk
        self.contexts: list[BrowserContext] = []
        self.foreign: list[str] = []
        self.errors: list[str] = []

    def page(self, width: int = 360, *, script: bool = True, scheme: str = "light") -> Page:
        """A page of `width` pixels in a context of its own."""
        context = self.browser.new_context(
            base_url=self.desk.address,
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self._note(request.url))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def leave(self) -> None:
        """Close what was opened. No page may have asked another host."""
        for context in self.contexts:
            context.close()
        assert self.foreign == []

    def _note(self, url: str) -> None:
        if not url.startswith((self.desk.address, "data:", "blob:")):
            self.foreign.append(url)


@pytest.fixture
def visitor(browser: Browser, desk: RunningDesk) -> Iterator[Visitor]:
    """Somebody at the door; afterwards no page may have asked another host."""
    visitor = Visitor(browser, desk)
    yield visitor
    visitor.leave()


class Staff(Visitor):
    """People of the desk, each in a browser of their own that stays signed in."""

    def __init__(self, browser, desk) -> None:
        super().__init__(browser, desk)
        self.people: dict[str, Page] = {}

    def __call__(self, name: str) -> Page:
        """The page of somebody who is signed in."""
        if name not in self.people:
            page = self.page(1280)
            page.goto("/desk/login/")
            page.locator("[name=username]").fill(name)
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("button[type=submit]").first.click()
            page.wait_for_url(re.compile(r"/desk/$"))
            self.people[name] = page
        return self.people[name]


@pytest.fixture(scope="module")
def staff(browser, desk) -> Iterator[Staff]:
    """Who works at the desk; one sign-in each for all tests of a file."""
    staff = Staff(browser, desk)
    yield staff
    staff.leave()


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """What comes of it is another page. The editor changes its own address as it saves by itself: that is none."""
    page.evaluate("document.documentElement.dataset.before = 'yes'")
    yield
    page.locator("html:not([data-before])").wait_for(state="attached")
    page.wait_for_load_state()


def axe_findings(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and its own best practices, a line each."""
    results = Axe().run(page)
    return [
        f"{violation['id']}: {node['target']} {node['html'][:120]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
