"""What is wrong with a labelled folder is told with its file and line, all of it, and nothing is measured."""

from __future__ import annotations

import json

import pytest

from factdesk.matching.evaluate import folder
from factdesk.matching.evaluate.errors import FilesFaulty

CORPUS = [
    {"id": "a", "vclaim": "Lemon water cures cancer.", "title": "Does lemon water cure cancer?"},
    {"id": "b:vi", "vclaim": "Uống nước chanh nóng chữa được ung thư", "title": "", "subtitle": "Nước chanh"},
    {"id": "b:en", "vclaim": "Hot lemon water cures cancer", "title": "", "date": "1 May 2021"},
    {"id": 3, "vclaim": "Ngân hàng xoá nợ cho mọi người", "title": ""},
]
QUERIES = "q1\tlemon water?\nq2-number\tnước chanh\u2028nóng\nq3\tcủa phần khác\nq4\thai câu\n"
QRELS = "q1 0 a 1\nq2-number\t0\tb\t0\nq4 0 b:vi 1\nq4 0 3 1\n"


@pytest.fixture
def place(tmp_path):
    """A sound folder."""
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in CORPUS), encoding="utf-8")
    (tmp_path / "queries.dev.tsv").write_text(QUERIES, encoding="utf-8")
    (tmp_path / "qrels.dev.tsv").write_text(QRELS, encoding="utf-8")
    return tmp_path


def faults(place):
    """What is said of it, without the folder's own name."""
    with pytest.raises(FilesFaulty) as caught:
        folder.read(place, "dev")
    return [line.removeprefix(f"{place}/") for line in caught.value.lines()]


def test_only_the_queries_that_the_qrels_name_count(place):
    found = folder.read(place, "dev")
    assert [(query.id, set(query.right), query.kind) for query in found.queries] == [
        ("q1", {"a"}, ""),
        ("q2-number", set(), "number"),
        ("q4", {"b", "3"}, ""),
    ]
    assert [query.id for query in folder.read(place, "dev", unlabelled=True).queries][2] == "q3"


def test_a_line_ends_with_a_line_feed_and_with_nothing_else(place):
    assert folder.read(place, "dev").queries[1].text == "nước chanh\u2028nóng"
    (place / "queries.dev.tsv").write_bytes(b"\xef\xbb\xbf" + QUERIES.replace("\n", "\r\n").encode())
    assert folder.read(place, "dev").queries[0] == folder.Query("q1", "lemon water?", frozenset({"a"}))


def test_texts_of_one_check_share_its_code(place):
    documents = folder.read(place, "dev").documents
    assert [(document.key, document.code) for document in documents] == [
        ("claim:a:en", "a"),
        ("claim:b:vi", "b"),
        ("claim:b:en", "b"),
        ("claim:3:vi", "3"),
    ]
    assert (documents[1].body, documents[2].extra) == ("Nước chanh", {"date": "1 May 2021"})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"vclaim": "x", "title": ""}', "has no id"),
        (b'{"id": "", "vclaim": "x", "title": ""}', "has no id"),
        (b'{"id": true, "vclaim": "x", "title": ""}', "has no id"),
        (b'{"id": "a", "vclaim": "x", "title": ""}', "has the id a, which line 1 has too"),
        (b'{"id": "b:en", "vclaim": "x", "title": ""}', "has the id b:en, which line 3 has too"),
        (b'{"id": "z", "title": "x"}', "has no “vclaim”, or it is not text"),
        (b'{"id": "z", "vclaim": "x"}', "has no “title”, or it is not text"),
        (b'{"id": "z", "vclaim": 7, "title": "x"}', "has no “vclaim”, or it is not text"),
        (b'{"id": "z", "vclaim": " ", "title": ""}', "has neither a claim nor a title"),
        (b'{"id": "z", "vclaim": "\xff", "title": ""}', "is not UTF-8 from byte 24 on"),
        (b'["z"]', "is not an object in braces"),
        (b'{"id": "z",', "is not JSON: "),
        (b'{"id": "z", "vclaim": "\\ud800", "title": ""}', "is not JSON: "),
        (b"[" * 100_000, "is not JSON: "),
    ],
)
def test_a_broken_line_of_the_corpus_is_told(place, line, said):
    with (place / "corpus.jsonl").open("ab") as file:
        file.write(b"\n" + line + b"\n")
    (told,) = faults(place)
    assert told.startswith(f"corpus.jsonl:6: {said}")


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("queries", b"q9 no tabulator", "queries.dev.tsv:5: has no tabulator between id and text"),
        ("queries", b"\tno id", "queries.dev.tsv:5: has no id"),
        ("queries", b"q1\tagain", "queries.dev.tsv:5: has the id q1, which line 1 has too"),
        ("queries", b"q9\t ", "queries.dev.tsv:5: has no text"),
        ("queries", b"q9\t\xc3(", "queries.dev.tsv:5: is not UTF-8 from byte 4 on"),
        ("qrels", b"q1 a 1", "qrels.dev.tsv:5: has 3 columns instead of four"),
        ("qrels", b"q7 0 a 1", "qrels.dev.tsv:5: names the query q7, which the file of queries does not have"),
        ("qrels", b"q1 0 y 1", "qrels.dev.tsv:5: names the claim y, which the corpus does not have"),
        ("qrels", b"q1 0 b yes", "qrels.dev.tsv:5: has the relevance yes, no number"),
        ("qrels", b"q1 0 a 0", "qrels.dev.tsv:5: says the opposite of line 1"),
    ],
)
def test_a_broken_line_of_the_others_is_told(place, name, line, said):
    with (place / f"{name}.dev.tsv").open("ab") as file:
        file.write(line + b"\n")
    assert faults(place) == [said]


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.dev.tsv", "qrels.dev.tsv"])
def test_a_file_that_is_missing_or_empty_is_told(place, name):
    (place / name).write_text(" \n\n")
    assert f"{name}: is empty" in faults(place)
    (place / name).unlink()
    assert f"{name}: cannot be read: No such file or directory" in faults(place)


def test_all_faults_are_found_and_twenty_shown(place):
    with (place / "corpus.jsonl").open("a") as file:
        file.writelines("{}\n" for _ in range(9))
    with (place / "qrels.dev.tsv").open("a") as file:
        file.writelines("q1 0 nowhere 1\n" for _ in range(3))
    told = faults(place)
    assert len(told) == 21
    assert told[:4] == [
        "corpus.jsonl:5: has no “vclaim”, or it is not text",
        "corpus.jsonl:5: has no “title”, or it is not text",
        "corpus.jsonl:5: has no id",
        "corpus.jsonl:6: has no “vclaim”, or it is not text",
    ]
    assert told[-1] == "and 10 more faults"
