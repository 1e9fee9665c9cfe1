"""How long after a publication, correction or withdrawal every process answers with it.

    python bench/freshness.py [--count 40] [--quiet 10] [--processes 3] [--home PREPARED]
    script/with-postgres sh -c 'DATABASE_URL=$TEST_DATABASE_URL python bench/freshness.py'

Starts the sample desk with several web processes on a home folder of its own and goes the way of every check: drafts
are written and submitted; a reviewer signs in over HTTP and presses "approve" or "withdraw". Meanwhile each web process
is asked over a connection of its own (which process that is, /proc says) until it answers with the change. A figure is
that of the process that came last. Each is asked every 50 ms, so a figure may be that much too long, never too short.

`click`: from sending the reviewer's request. `stored`: from the last moment at which the record had no such entry.
`asked`: how many questions a second all of them together answered meanwhile, the median.
The last rows come after a minute's quiet each, when the worker has let go of its encoder; --quiet 0 leaves them out.
"""

from __future__ import annotations

import argparse
import datetime
import http.client
import http.cookiejar
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from running_desk import Server, environment

ROOT = Path(__file__).resolve().parents[1]
FACTDESK = [sys.executable, "-m", "factdesk.cli"]
ASKED_EVERY = 0.05
GIVE_UP = 60.0
#: Longer than the worker keeps its encoder.
QUIET = 70.0

#: Two times eight by eight statements that have nothing to do with each other, nor with the sample's.
FIRST = (
    ["Ngâm chân với", "Xông mũi bằng", "Đắp lên trán", "Ngậm", "Bôi vào cổ tay", "Đặt dưới gối", "Nhai", "Tắm bằng"],
    ["vỏ măng cụt", "lá ngải cứu", "muối hồng", "rượu gạo", "hoa đu đủ", "bột quế", "tinh dầu tràm", "củ nén"],
    "mỗi tối thì mắt sáng ra sau ba tuần.",
)
SECOND = (
    ["Xe buýt", "Phà", "Tàu chợ", "Taxi điện", "Đò ngang", "Xe ôm", "Xe khách", "Thuyền thúng"],
    ["tuyến 3", "tuyến 8", "bến Trúc", "bến Lau", "ga Nam", "ga Thượng", "chợ Mới", "chợ Cũ"],
    "ngừng chạy từ tháng sau vì thiếu người lái.",
)


def statements(parts: tuple[list[str], list[str], str]) -> list[str]:
    """Every combination, those with the most in common far apart."""
    first, second, end = parts
    shifted = itertools.product(range(len(second)), range(len(first)))
    return [f"{first[n]} {second[(n + shift) % len(second)]} {end}" for shift, n in shifted]


class Line:
    """A connection that stays with one web process."""

    def __init__(self, desk: Server) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=30)
        self.connection.connect()
        self.match("?")  # whoever has accepted it
        self.process = _holder(desk, self.connection.sock.getsockname()[1])

    def match(self, text: str) -> list[dict[str, Any]]:
        """What this process answers to `text`, the best first."""
        body = json.dumps({"text": text}).encode()
        self.connection.request("POST", "/api/v1/match", body, {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        said = json.loads(answer.read())
        return said["matches"] if answer.status == 200 else []


def _holder(desk: Server, port: int) -> int | None:
    """The web process that holds the other end of our connection from `port`."""
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        columns = row.split()
        if (columns[1][-4:], columns[2][-4:]) == (f"{desk.port:04X}", f"{port:04X}"):
            name = f"socket:[{columns[9]}]"
            for pid in desk.web():
                for descriptor in Path(f"/proc/{pid}/fd").iterdir():
                    if _link(descriptor) == name:
                        return pid
    return None


def _link(descriptor: Path) -> str:
    try:
        return str(descriptor.readlink())
    except OSError:
        return ""


def lines_to_all(desk: Server) -> list[Line]:
    """One connection to every web process."""
    wanted, found = set(desk.web()), dict[int, Line]()
    for _ in range(500):
        line = Line(desk)
        if line.process is None or line.process in found:
            line.connection.close()
        else:
            found[line.process] = line
        if found.keys() == wanted:
            return list(found.values())
    sys.exit("not every web process could be reached")


class Reviewer:
    """Somebody signed in at the desk, over HTTP."""

    def __init__(self, desk: Server, name: str, password: str) -> None:
        self.address = f"http://127.0.0.1:{desk.port}"
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), _Stay)
        self.opener.open(f"{self.address}/desk/login/").close()
        self.press("/desk/login/", username=name, password=password)

    def press(self, path: str, **form: str) -> None:
        """Send a form; it must lead on to another page."""
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **form}).encode()
        try:
            self.opener.open(self.address + path, data, timeout=60).close()
        except urllib.error.HTTPError as answer:
            if answer.code == 302:
                return
            raise
        raise AssertionError(f"{path} was shown again: the form was not taken")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        return None


@dataclass
class Seconds:
    """Of one kind of change: from the click and from the record, until the last process answered with it.

    Args:
        asked: questions a second, of all processes together, meanwhile.
    """

    click: list[float] = field(default_factory=list)
    stored: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)

    def row(self, what: str) -> str:
        """A row of the table."""
        asked = f"{statistics.median(self.asked):.0f}"
        return f"| {what} | {len(self.stored)} | {_three(self.stored)} | {_three(self.click)} | {asked} |"


def _three(values: list[float]) -> str:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return f"{cuts[49]:.2f} | {cuts[98]:.2f} | {max(values):.2f}"


def measure(
    lines: list[Line],
    change: Callable[[], None],
    text: str,
    seen: Callable[[list[dict[str, Any]]], bool],
    into: Seconds,
) -> None:
    """Do `change` and note when each process answers to `text` as `seen` wants it."""
    ended: dict[int, float] = {}
    asked: dict[int, int] = {}

    def ask(line: Line) -> None:
        while time.perf_counter() - click < GIVE_UP:
            began, who = time.perf_counter(), line.process or 0
            answered = seen(line.match(text))
            asked[who] = asked.get(who, 0) + 1
            if answered:
                ended[who] = time.perf_counter()
                return
            time.sleep(max(0.0, began + ASKED_EVERY - time.perf_counter()))

    click = time.perf_counter()
    assert not any(seen(line.match(text)) for line in lines), "it is answered before it was published"
    clock = _Clock()
    askers = [threading.Thread(target=ask, args=(line,)) for line in lines]
    for thread in (clock, *askers):
        thread.start()
    click = time.perf_counter()
    change()
    for thread in (clock, *askers):
        thread.join()
    assert len(ended) == len(lines), f"not every process answered within {GIVE_UP:.0f} s"
    into.click.append(max(ended.values()) - click)
    into.stored.append(max(ended.values()) - clock.before)
    into.asked.append(sum(count / (ended[who] - click) for who, count in asked.items()))


class _Clock(threading.Thread):
    """Watches the record for the next entry, every few milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        from factdesk.record.selectors import head

        self._head, self._from, self.before = head, head(), time.perf_counter()

    def run(self) -> None:
        """Look until it is there."""
        from django.db import connection

        while True:
            looked = time.perf_counter()
            if self._head() > self._from:
                break
            self.before = looked
            time.sleep(0.004)
        connection.close()


def write_drafts(count: int) -> list[Any]:
    """So many finished drafts under review, each with a statement of its own."""
    from factdesk.checks import archive, services
    from factdesk.offices.models import Office, Person, Sector

    writer, office = Person.objects.get(username="lan"), Office.objects.get(slug="song-lam")
    day = datetime.date(2026, 11, 1)
    pages = []
    for number, claim in enumerate(statements(FIRST)[:count]):
        copies = [
            archive.keep(
                f"note {number} {n}".encode(), media_type="text/plain", url=f"https://example.org/{n}", how="uploaded"
            )
            for n in (1, 2)
        ]
        page = services.start_check(
            office=office,
            by=writer,
            title=f"Không có bằng chứng: {claim}",
            claim=claim,
            verdict="Sai. Không có bằng chứng nào cho điều này.",
            rating="false",
            body=[("text", "<p>Đã hỏi hai nơi.</p>")],
            sectors=list(Sector.objects.all()[:1]),
            authors=["Nhóm kiểm chứng"],
            checked_on=day,
            evidence=[
                {
                    "title": f"Nguồn {n}",
                    "publisher": "Sở Y tế",
                    "url": f"https://example.org/{n}",
                    "primary": n == 0,
                    "read_on": day,
                    "copy": copy,
                }
                for n, copy in enumerate(copies)
            ],
        )
        services.submit(page, writer)
        pages.append(page)
    return pages


def correct(page: Any, claim: str) -> None:
    """A correction of what was published, submitted again."""
    from factdesk.checks import services
    from factdesk.checks.models import FactCheckPage
    from factdesk.offices.models import Person

    writer = Person.objects.get(username="lan")
    draft = FactCheckPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.title = draft.draft_title = f"Không đúng: {claim}"
    draft.claim, draft.change_kind = claim, "correct"
    draft.change_note_vi, draft.change_note_en = "Ghi sai lời đồn.", "The rumour was quoted wrongly."
    services.save_draft(draft, writer)
    services.submit(FactCheckPage.objects.get(pk=page.pk), writer)


def approval(page: Any) -> str:
    """The address that approves what is under review."""
    from django.urls import reverse

    from factdesk.checks.models import FactCheckPage

    state = FactCheckPage.objects.get(pk=page.pk).current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])


def settle() -> None:
    """Wait until the worker has no task left."""
    from django_tasks_db.models import DBTaskResult

    while DBTaskResult.objects.ready().exists():
        time.sleep(0.5)


def rounds(desk: Server, pages: list[Any], quiet: list[Any]) -> Iterator[str]:
    """Measure every kind of change, a row of the table each."""
    from django.urls import reverse

    from factdesk.sample.logins import PASSWORD

    lines, reviewer = lines_to_all(desk), Reviewer(desk, "minh", PASSWORD)
    second = statements(SECOND)

    def published(page: Any, into: Seconds) -> None:
        measure(lines, lambda: reviewer.press(approval(page)), page.claim, lambda got: _first(got) == page.code, into)

    kinds = [Seconds(), Seconds(), Seconds(), Seconds()]
    for page in pages:
        published(page, kinds[0])
    yield kinds[0].row("published")
    for page, claim in zip(pages, second, strict=False):
        correct(page, claim)
        address = approval(page)
        measure(lines, lambda at=address: reviewer.press(at), claim, _says(page.code, claim), kinds[1])
    yield kinds[1].row("corrected")
    for page, claim in zip(pages, second, strict=False):
        address = reverse("checks:withdraw", args=[page.pk])
        reason = {"reason_vi": "Nguồn đã rút lời.", "reason_en": "The source was retracted."}
        gone = _gone(page.code)
        measure(lines, lambda at=address, why=reason: reviewer.press(at, **why), claim, gone, kinds[2])
    yield kinds[2].row("withdrawn")
    for page in quiet:
        time.sleep(QUIET)
        lines = lines_to_all(desk)  # nobody keeps a silent connection for ever
        published(page, kinds[3])
    if quiet:
        yield kinds[3].row("published after a minute's quiet")


def _first(matches: list[dict[str, Any]]) -> str | None:
    return matches[0]["id"] if matches else None


def _says(code: str, claim: str) -> Callable[[list[dict[str, Any]]], bool]:
    return lambda got: _first(got) == code and got[0]["claim"] == claim


def _gone(code: str) -> Callable[[list[dict[str, Any]]], bool]:
    return lambda got: all(match["id"] != code for match in got)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--count", type=int, default=40, help="of each kind")
    options.add_argument("--quiet", type=int, default=10, help="publications after a minute's quiet each")
    options.add_argument("--processes", type=int, default=3, help="web processes")
    options.add_argument("--home", type=Path, help="a prepared home folder to copy (SQLite)")
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="factdesk-bench-"))
    home = folder / "home"
    if chosen.home:
        shutil.copytree(chosen.home, home)
    home.mkdir(exist_ok=True)
    own = {"DJANGO_SETTINGS_MODULE": "factdesk.settings.development", "FACTDESK_WORKERS": str(chosen.processes)}
    if "DATABASE_URL" in os.environ:
        own["DATABASE_URL"] = os.environ["DATABASE_URL"]
    env = environment(home, **own)
    desk = Server([*FACTDESK, "up"], ROOT, env, folder / "desk.log")
    try:
        subprocess.run([*FACTDESK, "prepare"], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=True)
        os.environ.update(env)
        import django

        django.setup()
        pages = write_drafts(chosen.count + chosen.quiet)
        desk.start()
        assert len(desk.web()) == chosen.processes, "a web process is missing"
        settle()
        print("| change | times | stored p50 | p99 | max | click p50 | p99 | max | asked |\n" + "|---" * 9 + "|")
        for row in rounds(desk, pages[: chosen.count], pages[chosen.count :]):
            print(row, flush=True)
    finally:
        desk.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
