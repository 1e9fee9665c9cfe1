"""Whatever a command meets, it ends with a sentence that says what to do: no traceback, and no success."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from factdesk import cli
from factdesk.running import environment, failures, terminal
from factdesk.running.catalogues import compile_catalogues
from factdesk.running.up import up
from tests.running import trouble
from tests.running_desk import CHECKOUT, free_port

pytestmark = pytest.mark.plain  # each brings the database that it is about

REVIEW = """{"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://checks.example/1",
 "claimReviewed": "Something was said.", "author": {"@type": "Organization", "name": "Checks"},
 "reviewRating": {"@type": "Rating", "alternateName": "False"}, "datePublished": "2026-01-01"}"""
LANGUAGES = ("vi_VN.UTF-8", "C.UTF-8")


def factdesk(
    *arguments: str, home: Path, language: str = "C.UTF-8", shell: str = "", **env: str
) -> subprocess.CompletedProcess[str]:
    """Run a command on `home`; `shell` is what stands behind it on the command line, such as `<&-`."""
    outer = {name: value for name, value in os.environ.items() if not name.startswith(("FACTDESK_", "DJANGO_"))}
    outer |= {"FACTDESK_HOME": str(home), "LC_ALL": language, **env}
    if "FACTDESK_MODELS" in os.environ:
        outer["FACTDESK_MODELS"] = os.environ["FACTDESK_MODELS"]
    command = [sys.executable, "-m", "factdesk.cli", *arguments]
    if shell:
        command = ["sh", "-c", f'"$@" {shell}', "sh", *command]
    return subprocess.run(command, cwd=CHECKOUT, env=outer, input=REVIEW, capture_output=True, text=True, check=False)


def is_a_sentence(done: subprocess.CompletedProcess[str], status: int, said: str) -> None:
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("factdesk: ")
    assert said in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("arguments", [["import", "claimreview", "-"], ["login", "end", "x"], ["up"]], ids=" ".join)
def test_a_database_that_is_none(tmp_path, arguments):
    database = tmp_path / "some.file"
    database.write_text("This is a letter and no database. " * 100)
    env = {"DATABASE_URL": f"sqlite:///{database}", "PORT": str(free_port())}
    done = factdesk(*arguments, home=tmp_path / "home", **env)
    is_a_sentence(done, 1, "file is not a database. Check DATABASE_URL")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_server_that_does_not_answer(tmp_path, language):
    url = f"postgres://nobody:secret@127.0.0.1:{free_port()}/none"
    done = factdesk("login", "end", "x", home=tmp_path, language=language, DATABASE_URL=url)
    is_a_sentence(done, 1, "DATABASE_URL")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr
    assert ("không dùng được" in done.stderr) is (language == LANGUAGES[0])


@pytest.mark.parametrize("arguments", [["import", "claimreview", "-"], ["reindex"]], ids=" ".join)
def test_a_database_without_tables(tmp_path, arguments):
    is_a_sentence(factdesk(*arguments, home=tmp_path), 1, "`factdesk prepare --no-sample` makes the tables")


@pytest.mark.parametrize(
    ("stream", "arguments", "status"),
    [
        ("<&-", ["login", "password", "x"], 1),  # there is no login
        ("<&-", ["ask", "-"], 2),  # nothing is asked
        (">&- 2>&-", ["ask", "-"], 1),  # there is no index
        ("<&- >&- 2>&-", ["--version"], 0),
    ],
)
def test_a_closed_stream(tmp_path, stream, arguments, status):
    done = factdesk(*arguments, home=tmp_path, shell=stream)
    assert (done.returncode, "Traceback" in done.stderr) == (status, False), done.stderr


def test_output_that_finds_no_room(tmp_path):
    done = factdesk("manage", "version", home=tmp_path, shell=">/dev/full")
    assert done.returncode == 1
    assert done.stderr == (
        "factdesk: OSError: No space left on device. See that there is room on the disk and that this user may write"
        " below FACTDESK_HOME.\n"
    )


def test_a_full_disk_leaves_the_translations_whole(tmp_path):
    """Half a catalogue would end every later command, and every page."""
    with trouble.small_disk(tmp_path / "disk", 4) as home:
        compile_catalogues(home)
        catalogues = list(home.rglob("*.mo"))
        for file in catalogues:  # as of a version with fewer words
            file.write_bytes(b"of before")
            file.with_suffix(".mo.of").write_text("another")
        with trouble.full(home), pytest.raises(OSError, match="No space left"):
            compile_catalogues(home)
        assert {file.read_bytes() for file in catalogues} == {b"of before"}


ENVIRONMENT = [
    ("DATABASE_URL", "nonsense"),
    ("DATABASE_URL", "mysql://root:secret@host/name"),
    ("DATABASE_URL", "postgres://"),
    ("DATABASE_URL", "postgres://root:secret@host:port/name"),
    ("DATABASE_URL", "sqlite://"),
    ("FACTDESK_LOG_LEVEL", "loud"),
    ("FACTDESK_WORKERS", "abc"),
    ("FACTDESK_WORKERS", "0"),
    ("FACTDESK_ADDRESS", "desk.example"),
    ("FACTDESK_ADDRESS", "https://"),
    ("FACTDESK_ANSWER_THRESHOLD", "0,95"),
    ("FACTDESK_ANSWER_THRESHOLD", "0.4"),
    ("FACTDESK_ANSWER_THRESHOLD", "1"),
    ("FACTDESK_SUGGEST_THRESHOLD", "nan"),
    ("FACTDESK_SUGGEST_THRESHOLD", "0.96"),
    ("FACTDESK_SUGGEST_THRESHOLD", "40%"),
    ("DJANGO_SETTINGS_MODULE", "no.such"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "written"), ENVIRONMENT)
def test_an_environment_that_cannot_be_is_refused_before_anything_is_done(
    monkeypatch, capsys, tmp_path, name, written, language
):
    monkeypatch.setenv("LC_ALL", language)
    monkeypatch.setenv(name, written)
    monkeypatch.setattr(cli, "_reindex", lambda options: pytest.fail("it was begun"))
    assert cli.main(["reindex"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"factdesk: {name} ")
    assert said.count("\n") == 1
    assert "secret" not in said
    assert (terminal.language() == "vi") is ("hãy" in said.lower())


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "postgres://factdesk@%2Ftmp%2Fsocket/name"),
        ("DATABASE_URL", "postgres:///?service=desk"),
        ("DATABASE_URL", "sqlite:////srv/desk.sqlite3"),
        ("FACTDESK_LOG_LEVEL", "DEBUG"),
        ("FACTDESK_WORKERS", "4"),
        ("FACTDESK_WORKERS", ""),
        ("FACTDESK_ADDRESS", "https://desk.example:8443"),
        ("FACTDESK_ADDRESS", "http://[::1]:8000"),
        ("FACTDESK_ADDRESS", ""),
        ("FACTDESK_ANSWER_THRESHOLD", "0.999"),
        ("FACTDESK_ANSWER_THRESHOLD", " "),
        ("FACTDESK_SUGGEST_THRESHOLD", "5e-2"),
    ],
)
def test_an_environment_that_can_be_is_not(monkeypatch, name, written):
    monkeypatch.setenv(name, written)
    assert environment.refusal() is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("host", ["nonsense", "localhost", "203.0.113.7", "1.2.3"])
def test_a_host_that_is_not_this_machine(monkeypatch, capsys, tmp_path, host, language):
    said = not_started(monkeypatch, capsys, language, HOST=host)
    assert said.startswith(f"- HOST is “{host}”" if language == "C.UTF-8" else f"- HOST là “{host}”")
    assert "127.0.0.1" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_port_that_is_taken(monkeypatch, capsys, language):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = not_started(monkeypatch, capsys, language, PORT=str(port))
    assert f"127.0.0.1:{port}" in said
    assert said.endswith("PORT=8001 script/server\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_port_that_this_user_may_not_open(monkeypatch, capsys, language):
    monkeypatch.setattr("factdesk.running.supervisor.trouble_to_listen", lambda *_: PermissionError(13, "Not allowed"))
    said = not_started(monkeypatch, capsys, language, PORT="80")
    assert "127.0.0.1:80" in said
    assert "Not allowed" in said


def not_started(monkeypatch, capsys, language: str, **env: str) -> str:
    """Why the desk does not start."""
    monkeypatch.setenv("LC_ALL", language)
    for name in ("HOST", "PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("FACTDESK_ADDRESS", "http://127.0.0.1:8000")
    monkeypatch.setattr("factdesk.running.home_lock.take", lambda home: None)
    assert up(production=False, sample=False, prepare=lambda: pytest.fail("it was begun")) == 2
    head, reason = capsys.readouterr().err.split("\n", 1)
    assert head in ("factdesk does not start:", "factdesk không khởi động:")
    return reason


def test_an_argument_that_is_no_text(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with pytest.raises(UnicodeEncodeError) as caught:
        os.fsdecode(b"x\xff").encode()
    assert failures.sentence(caught.value) == "an argument is not text in UTF-8. Type it anew."


def test_a_mistake_of_the_program_keeps_its_traceback():
    assert failures.sentence(ValueError("a mistake")) is None
