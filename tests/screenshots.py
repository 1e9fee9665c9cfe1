"""Pictures of a sample desk: `script/screenshots`, or `script/screenshots FOLDER` for a contact sheet of every page."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.running_desk import CHECKOUT, RunningDesk

QUESTION = "Nghe nói nhập ngược mã PIN ở cây ATM thì công an tới liền, đúng không ạ?"
PAGES = ["/", "/checks/", "/offices/", "/offices/so-y-te/", "/record/", "/ratings/", "/about/", "/privacy/", "/q/"]


def ask(page: Page) -> None:
    """Ask the question whose answer the README shows."""
    page.goto("/")
    page.locator("#text").fill(QUESTION)
    page.locator("form.ask button").click()
    page.wait_for_url("**/q/**")
    if page.locator(".suggestions").count():
        page.locator(".suggestion button").first.click()


def main() -> None:
    """Write docs/pictures/answer.png, or all pages at 360 and 1280 px, light and dark, into a folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    desk = RunningDesk(Path(tempfile.mkdtemp()) / "home")
    desk.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            if folder is None:
                context = browser.new_context(base_url=desk.address, viewport={"width": 1000, "height": 820})
                page = context.new_page()
                ask(page)
                page.screenshot(path=CHECKOUT / "docs" / "pictures" / "answer.png")
                return
            folder.mkdir(parents=True, exist_ok=True)
            for width in (360, 1280):
                for scheme in ("light", "dark"):
                    view = {"width": width, "height": 800}
                    context = browser.new_context(base_url=desk.address, viewport=view, color_scheme=scheme)
                    page = context.new_page()
                    for prefix in ("", "/en"):
                        for path in PAGES:
                            page.goto(prefix + path)
                            name = f"{prefix.strip('/') or 'vi'}{path.replace('/', '-').rstrip('-') or '-home'}"
                            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
    finally:
        desk.stop()


if __name__ == "__main__":
    main()
