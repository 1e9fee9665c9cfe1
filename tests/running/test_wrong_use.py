"""What is wrong with a command line is said in the terminal's language, argparse's own words included."""

from __future__ import annotations

import argparse
import ast
import inspect

import pytest

from factdesk import cli
from factdesk.running import terminal

pytestmark = pytest.mark.plain  # it is said before any database is looked at

#: What argparse says of its caller's mistakes and not of its user's.
_OF_OUR_OWN_MISTAKES = {
    ".__call__() not defined",
    "'required' is an invalid argument for positionals",
    "mutually exclusive arguments must be optional",
    "%r is not callable",
    "cannot merge actions - two groups are named %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "cannot have multiple subparser arguments",
    "conflicting option string: %s",
    "conflicting option strings: %s",
    "conflicting subparser: %s",
    "conflicting subparser alias: %s",
    'argument "-" with mode %r',
}
#: What factdesk's command line has none of: a heading for subcommands, defaults in the help, options grown old.
_NOT_USED = {
    "subcommands",
    " (default: %(default)s)",
    "option '%(option)s' is deprecated",
    "argument '%(argument_name)s' is deprecated",
    "command '%(parser_name)s' is deprecated",
    "warning: %(message)s\n",
    "%(prog)s: warning: %(message)s\n",
}

WRONG = [
    ([], "còn thiếu đối số: COMMAND", "the following arguments are required: COMMAND"),
    (["nosuch"], "không có lựa chọn 'nosuch'", "invalid choice: 'nosuch'"),
    (["up", "--nosuch"], "không nhận ra đối số: --nosuch", "unrecognized arguments: --nosuch"),
    (["ask", "a", "b"], "không nhận ra đối số: b", "unrecognized arguments: b"),
    (["ask", "a", "--language"], "đối số --language: cần một giá trị", "argument --language: expected one argument"),
    (["ask", "--language", "fr", "a"], "'fr' (hãy chọn một trong:", "'fr' (choose from"),
    (["up", "--production=1"], "không nhận giá trị kèm theo '1'", "ignored explicit argument '1'"),
    (["login", "add"], "NAME, --role, --office", "NAME, --role, --office"),
    (["import", "claimreview"], "còn thiếu đối số: SOURCE", "required: SOURCE"),
    (["import"], "còn thiếu đối số: WHAT", "required: WHAT"),
]


@pytest.mark.parametrize(("arguments", "vietnamese", "english"), WRONG, ids=[" ".join(case[0]) for case in WRONG])
def test_it_is_said_in_the_terminals_language(monkeypatch, capsys, arguments, vietnamese, english):
    for language, said, usage, word in (
        ("vi_VN.UTF-8", vietnamese, "cách dùng: factdesk", "lỗi: "),
        ("C.UTF-8", english, "usage: factdesk", "error: "),
    ):
        monkeypatch.setenv("LC_ALL", language)
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        assert ended.value.code == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith(usage)
        assert word in printed.err.splitlines()[-1]
        assert said in printed.err.splitlines()[-1]


def test_argparse_of_this_python_says_nothing_that_has_no_vietnamese(monkeypatch):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    said = {
        argument.value
        for call in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert "expected one argument" in said, "it says its words in another way now"
    left = said - _OF_OUR_OWN_MISTAKES - _NOT_USED
    assert [words for words in sorted(left) if terminal.said(words) == words] == []


def test_other_users_of_argparse_keep_their_words(monkeypatch):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    usual = argparse._, argparse.ngettext
    with pytest.raises(SystemExit):
        cli.main(["nosuch"])
    assert (argparse._, argparse.ngettext) == usual


def test_a_start_reads_no_catalogue_where_nothing_is_said(monkeypatch):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    monkeypatch.setattr(terminal, "_vietnamese", lambda: pytest.fail("it was read"))
    assert cli.parser().parse_args(["up"]).no_sample is False
