"""H7 on a running desk: canaries come in through every door, and afterwards no file and no log has one of them."""

from __future__ import annotations

import json
import re
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.running_desk import RunningDesk

pytestmark = [pytest.mark.sqlite, pytest.mark.xdist_group("canaries")]

#: What must be cut out of the text, and what must not be read from the request.
IN_TEXT = {
    "e-mail": "canary.nguyen@example.org",
    "telephone": "0912 345 987",
    "handle": "@canary_tho_2026",
    "card": "4539 1488 0343 6467",
    "identity card": "079203004518",
    "author": "Hoàng Canary Bình",
    "asker": "Trần Thị Kanarienvogel",
    "home": "128/7 Canary Phú",
    "licence plate": "51F1-987.65",
    "e-mail in words": "kanarie.vogel a còng gmail chấm com",
    "number in words": "không chín tám bảy sáu năm bốn ba hai một",
    "full-width number": "０９８７１２３４５６",
    "profile": "canary.profile.4711",
    "bank account": "0071 000 987 654",
    "author of a post": "Phạm Serinus Canaria",
}
IN_HEADERS = {
    "User-Agent": "CanaryBrowser/77.7",
    "X-Forwarded-For": "203.0.113.77",
    "Cookie": "who=canary-cookie-4711",
    "Referer": "https://canary-referer.example/group/8899",
    "Accept-Language": "vi-x-canary",
}
TEXT = (
    f"Chuyển tiếp từ {IN_TEXT['author']}\n"
    "Uống nước lá ổi rang thay được thuốc hạ đường huyết, phải không mọi người? "
    f"Hỏi {IN_TEXT['e-mail']}, gọi {IN_TEXT['telephone']}, nhắn {IN_TEXT['handle']}, "
    f"thẻ {IN_TEXT['card']}, CCCD {IN_TEXT['identity card']}\n"
    f"[10:11, 12/03/2026] {IN_TEXT['author of a post']}: em tên là {IN_TEXT['asker']}, nhà em ở {IN_TEXT['home']}, "
    f"xe {IN_TEXT['licence plate']}, thư {IN_TEXT['e-mail in words']}, máy {IN_TEXT['number in words']} hay "
    f"{IN_TEXT['full-width number']}, https://www.facebook.com/{IN_TEXT['profile']}, STK {IN_TEXT['bank account']} VCB"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    desk = RunningDesk(tmp_path_factory.mktemp("canaries") / "home", FACTDESK_LOG_LEVEL="DEBUG")
    desk.start()
    yield desk
    if desk.process and desk.process.poll() is None:
        desk.stop()


def send(desk: RunningDesk, path: str, *, form: dict | None = None, body: dict | None = None) -> None:
    """One request with the canaries in its headers; a refusal is an answer too."""
    data = urllib.parse.urlencode(form).encode() if form else json.dumps(body).encode() if body else None
    kind = "application/json" if body else "application/x-www-form-urlencoded"
    headers = {**IN_HEADERS, **({"Content-Type": kind} if data else {})}
    try:
        urllib.request.urlopen(urllib.request.Request(desk.address + path, data, headers), timeout=30).read()
    except urllib.error.HTTPError as answer:
        assert answer.code < 500, path


def forms_of(canary: str) -> set[bytes]:
    """How a canary may stand in a file: as it is, without its spaces, escaped in JSON or in an address."""
    plain = {canary, canary.replace(" ", ""), json.dumps(canary)[1:-1], urllib.parse.quote(canary)}
    plain |= {unicodedata.normalize("NFKC", canary), re.sub(r"^@", "", canary)}
    return {form.encode() for form in plain}


def test_no_file_and_no_log_holds_who_asked(desk):
    quoted = urllib.parse.quote(TEXT)
    send(desk, "/ask", form={"text": TEXT, "nonce": "n" * 32})
    send(desk, "/en/ask", form={"text": TEXT + " ", "nonce": "m" * 32})
    send(desk, f"/?q={quoted}")
    send(desk, f"/no-such-page/?text={quoted}")
    send(desk, "/api/v1/match", body={"text": TEXT})
    send(desk, "/api/v1/questions", body={"text": TEXT})
    send(desk, "/api/v1/questions", body={"text": TEXT, "who": IN_TEXT["author"]})
    send(desk, "/q/AAAAA-AAAAA/not-this", form={"text": TEXT})
    assert desk.run("ask", TEXT, "--json").returncode == 0
    assert "lá ổi rang" in desk_text(desk)
    desk.stop()
    files = [path for path in desk.home.rglob("*") if path.is_file()] + [desk.log]
    found = [
        f"{name} in {path}"
        for path in files
        for name, canary in {**IN_TEXT, **IN_HEADERS}.items()
        if any(form in path.read_bytes() for form in forms_of(canary))
    ]
    assert found == []


def desk_text(desk: RunningDesk) -> str:
    """What the database holds of the question: that it is there shows that the search would find something."""
    data = b"".join(Path(path).read_bytes() for path in sorted(desk.home.glob("factdesk.sqlite3*")))
    return data.decode(errors="ignore")
