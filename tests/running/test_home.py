"""A home folder that cannot be made is said in one sentence, by every command, in the terminal's language."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running_desk import CHECKOUT

pytestmark = pytest.mark.plain  # it is said before any database is looked at

COMMANDS = [
    ["up"],
    ["up", "--production"],
    ["ask", "x"],
    ["import", "claimreview", "-"],
    ["reindex"],
    ["prepare"],
    ["work"],
    ["manage", "check"],
    ["office", "add", "x", "--english", "x", "--kind", "province"],
    ["region", "add", "x", "--english", "x"],
    ["login", "add", "x", "--role", "editor", "--office", "x"],
    ["login", "password", "x"],
    ["login", "end", "x"],
]


def factdesk(*arguments: str, home: object, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("FACTDESK_", "DJANGO_"))}
    env |= {"FACTDESK_HOME": str(home), "LC_ALL": language}
    command = [sys.executable, "-m", "factdesk.cli", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=env, input="", capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_says_it_and_ends_as_wrong_use(arguments):
    done = factdesk(*arguments, home="/proc/xx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "factdesk: /proc/xx cannot be made: No such file or directory. FACTDESK_HOME names another folder.\n"
    )


def no_folder(tmp_path: Path, kind: str) -> Path:
    if kind == "a file":
        (tmp_path / "home").write_text("x")
        return tmp_path / "home"
    if kind == "below a file":
        (tmp_path / "home").write_text("x")
        return tmp_path / "home/below"
    if kind == "a ring of links":
        (tmp_path / "one").symlink_to(tmp_path / "two")
        (tmp_path / "two").symlink_to(tmp_path / "one")
        return tmp_path / "one"
    return tmp_path / ("x" * 300)


@pytest.mark.parametrize("kind", ["a file", "below a file", "a ring of links", "a name too long"])
def test_whatever_is_wrong_with_it(tmp_path, kind):
    home = no_folder(tmp_path, kind)
    done = factdesk("ask", "x", home=home)
    assert done.returncode == 2
    assert done.stderr.startswith(f"factdesk: {home} cannot be made: ")
    assert done.stderr.count("\n") == 1


def test_it_is_said_in_vietnamese_though_no_catalogue_could_be_compiled():
    done = factdesk("ask", "x", home="/proc/xx", language="vi_VN.UTF-8")
    assert done.returncode == 2
    assert done.stderr.startswith("factdesk: Không tạo được thư mục /proc/xx: ")


def test_help_is_in_the_terminals_language(tmp_path):
    for arguments in ([], ["login"], ["login", "add"], ["up"]):
        english = factdesk(*arguments, "--help", home=tmp_path)
        vietnamese = factdesk(*arguments, "--help", home=tmp_path, language="vi_VN.UTF-8")
        assert (english.returncode, vietnamese.returncode) == (0, 0)
        assert english.stdout.startswith("usage: factdesk")
        assert vietnamese.stdout.startswith("cách dùng: factdesk")
        for left in ("show this help", "options:", "positional", "the user name", "of the sample"):
            assert left not in vietnamese.stdout
    assert list(tmp_path.iterdir()) == []  # help writes nothing


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"PORT": "x"}, "PORT là “x”"),
        ({}, "Khóa bí mật là khóa của bản mẫu"),
    ],
)
def test_a_start_is_refused_in_vietnamese(tmp_path, monkeypatch, env, said):
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    done = factdesk("up", "--production", home=tmp_path / "home", language="vi_VN.UTF-8")
    assert done.returncode == 2
    assert done.stderr.startswith("factdesk không khởi động:\n")
    assert said in done.stderr
