"""The command line speaks the language of the terminal."""

from __future__ import annotations

import io

import pytest

from factdesk import cli
from factdesk.matching import encoder
from factdesk.running import terminal
from factdesk.running.progress import Bars


@pytest.mark.parametrize(
    ("names", "language"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_MESSAGES": "vi_VN", "LANG": "en_US.UTF-8"}, "vi"),
        ({"LANG": "vie"}, "en"),
    ],
)
def test_lang_decides(monkeypatch, names, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert terminal.language() == language


@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "said"), [("vi_VN.UTF-8", "Đã đọc 1"), ("en_GB.UTF-8", "1 read")])
def test_the_report_of_an_import(monkeypatch, capsys, tmp_path, lang, said):
    monkeypatch.setenv("LC_ALL", lang)
    (tmp_path / "a.json").write_text("[1]")
    assert cli.main(["import", "claimreview", "--dry-run", str(tmp_path)]) == 1
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(("lang", "said"), [("vi_VN.UTF-8", "hãy viết hoặc dán"), ("C", "write or paste")])
def test_why_a_question_is_refused(monkeypatch, capsys, lang, said):
    monkeypatch.setenv("LC_ALL", lang)
    assert cli.main(["ask", " "]) == 2
    printed = capsys.readouterr().err
    assert said in printed.lower()


def test_a_step_is_named_in_it_and_said_once(monkeypatch):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    stream = io.StringIO()
    with Bars(stream) as progress:
        for done in (0, 2, 2):
            progress(done, 2, "database")
    assert stream.getvalue().splitlines() == ["cơ sở dữ liệu: 0/2", "cơ sở dữ liệu: 2/2"]


def test_an_encoder_that_is_there_says_nothing(monkeypatch, tmp_path):
    from factdesk.matching.encoder import preparation

    monkeypatch.setattr(preparation, "is_prepared", lambda directory: True)
    said = []
    encoder.prepare(tmp_path, lambda *step: said.append(step))
    assert not said
