"""`factdesk evaluate` over a tiny folder, and what it says when it does not run."""

from __future__ import annotations

import json
import sys

import pytest

from factdesk import cli
from factdesk.matching import Matcher, Store, encoder
from factdesk.matching.evaluate import asking, folder, measures, report, rivals
from factdesk.matching.store.snapshot import Snapshot
from factdesk.matching.train.examples import Remembering

CLAIMS = {
    "lemon": ("Does hot lemon water cure cancer?", "Drinking hot lemon water every day kills cancer cells."),
    "tattoo": ("Blue star tattoos", "Drug-laced blue star tattoos are handed out to children at school gates."),
    "dengue": ("Papaya leaves against dengue", "Papaya leaf juice cures dengue fever within three days."),
    "coins": ("Free coins from the bank", "The state bank gives every household 20 gold coins for the New Year."),
    "chanh": ("Nước chanh nóng", "Uống nước chanh nóng mỗi ngày tiêu diệt tế bào ung thư."),
    "the": ("Thẻ căn cước", "Người dân không đổi thẻ căn cước trước năm 2027 sẽ bị phạt 10 triệu đồng."),
    "song": ("Trạm phát sóng 5G", "Trạm phát sóng 5G gần nhà dân gây đau đầu, mất ngủ."),
}
QUERIES = {
    "q1": ("Drinking hot lemon water every day kills cancer cells", "lemon"),
    "q2": ("Blue star tattoos with drugs are handed out to children at school gates", "tattoo"),
    "q3": ("Người dân không đổi thẻ căn cước trước năm 2027 sẽ bị phạt 10 triệu đồng", "the"),
    "q4": ("tram phat song 5G gan nha dan gay dau dau mat ngu", "song"),
    "m1-number": ("The state bank gives every household 900 gold coins for the New Year", None),
    "m2-other": ("Who won the football match of yesterday evening?", None),
}
KEYS = {
    *measures.ALL,
    *("queries", "latency_ms", "queries_per_second", "index_seconds", "index_bytes", "peak_rss_bytes", "encoder"),
    *("without", "thresholds", "learned", "intervals", "compared"),
}


@pytest.fixture
def place(tmp_path):
    """Seven claims, four questions, two near misses."""
    path = tmp_path / "tiny"
    path.mkdir()
    rows = [{"id": name, "title": title, "vclaim": claim} for name, (title, claim) in CLAIMS.items()]
    (path / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (path / "queries.dev.tsv").write_text("".join(f"{name}\t{text}\n" for name, (text, _) in QUERIES.items()))
    named = [f"{name} 0 {right or 'coins'} {int(right is not None)}\n" for name, (_, right) in QUERIES.items()]
    (path / "qrels.dev.tsv").write_text("".join(named))
    return path


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def run(monkeypatch, capsys, real, place):
    """The command with this session's encoder; exit status, standard output, standard error."""
    monkeypatch.setattr(encoder, "load", lambda *_: real)

    def evaluate(*options):
        status = cli.main(["evaluate", *(options or ("--corpus", str(place), "--split", "dev"))])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return evaluate


def test_the_figures_as_json(run, place, tmp_path):
    dump = tmp_path / "dump.jsonl"
    options = ("--corpus", str(place), "--split", "dev", "--json", "--dump", str(dump))
    status, out, err = run(*options, "--compare", "bm25,dense,rrf,published")
    found = json.loads(out)
    assert (status, err.count("asking")) == (0, 1)
    assert set(found) == KEYS | {"by_kind"}
    assert found["queries"] == 6
    assert [found[name] for name in measures.RANKING] == [1.0] * 4
    assert found["intervals"]["p@1"] == [1.0, 1.0]
    assert found["by_kind"].keys() == {"number", "other"}
    assert found["false_answer_rate"] == sum(kind["false_answer_rate"] for kind in found["by_kind"].values()) / 2
    assert found["latency_ms"]["p99"] >= found["latency_ms"]["p50"] > 0
    assert min(found[name] for name in ("index_seconds", "index_bytes", "queries_per_second")) > 0
    assert 30_000_000 < found["peak_rss_bytes"] < 8_000_000_000
    assert list(found["compared"]) == ["bm25", "dense", "rrf", "published"]
    assert found["compared"]["dense"]["p@1"] >= 0.75
    assert found["compared"]["bm25"]["intervals"].keys() == set(measures.RANKING)
    rows = [json.loads(line) for line in dump.read_text().splitlines()]
    assert [row["query"] for row in rows] == list(QUERIES)
    assert (rows[0]["first"][0], rows[0]["ranks"], rows[0]["outcome"]) == ("lemon", [1], "answer")
    assert rows[4]["measures"]["map@5"] is rows[4]["measures"]["answer_rate"] is None


def test_the_same_as_a_table(run, place):
    status, out, _ = run("--corpus", str(place), "--split", "dev", "--compare", "rrf,published")
    assert status == 0
    assert out.startswith("tiny, dev: 6 queries to 7 texts; ")
    assert "\nfactdesk  1.000 (1.000 … 1.000)" in out
    assert "\nrrf " in out
    assert "No published figures are known" in out
    assert "of the kind “number” (1)" in out


def test_figures_of_others_are_named_with_their_source(run, place):
    known = place.rename(place.with_name("checkthat-2020-en"))
    options = ("--corpus", str(known), "--split", "dev", "--limit", "1", "--compare", "published")
    status, out, _ = run(*options)
    assert (status, "published (test)  0.929" in out, "CLEF-2020 CheckThat!" in out) == (0, True, True)
    (figure,) = json.loads(run(*options, "--json")[1])["compared"]["published"]
    assert (figure["split"], figure["measure"], figure["value"]) == ("test", "map@5", 0.929)


def test_the_first_queries_alone(run, place):
    status, out, _ = run("--corpus", str(place), "--split", "dev", "--limit", "2", "--json")
    found = json.loads(out)
    assert (status, found["queries"], found["false_answer_rate"]) == (0, 2, None)
    assert "by_kind" not in found


def test_with_the_right_answers_hidden_nothing_is_right(run, place):
    status, out, _ = run("--corpus", str(place), "--split", "dev", "--hide-gold", "--json", "--compare", "rrf")
    found = json.loads(out)
    assert status == 0
    assert {found[name] for name in (*measures.RANKING, "answer_precision", "suggest_success")} == {None}
    assert {found["compared"]["rrf"][name] for name in measures.RANKING} == {None}
    assert 0 <= found["answer_rate"] <= found["false_answer_rate"] * 6 / 4
    status, out, _ = run("--corpus", str(place), "--split", "dev", "--hide-gold")
    assert (status, "were taken out" in out, "map@5" in out) == (0, True, False)


def test_what_is_hidden_is_as_good_as_never_indexed(real, place, tmp_path):
    found = folder.read(place, "dev")
    real = Remembering(real)  # what else is in a batch moves a vector a little
    with asking.built(found, real) as built:
        hidden = [
            Matcher(built.store, real).examine(
                query.text, without=[d.key for d in found.documents if d.code in query.right]
            )
            for query in found.queries
        ]
    for number, (query, seen) in enumerate(zip(found.queries, hidden, strict=True)):
        kept = [document for document in found.documents if document.code not in query.right]
        store = Store.made_for(tmp_path / str(number), real)
        with store.writer(real) as writer:
            writer.put(kept)
            writer.commit()
        wanted = Matcher(store, real).examine(query.text)
        assert not query.right & {match.document.code for match in seen.ranked}
        # How rare a word is still counts what is hidden, so two that are equally far off may change places.
        assert {match.document.code for match in seen.ranked} == {match.document.code for match in wanted.ranked}
        assert seen.result.outcome == wanted.result.outcome
        assert seen.ranked[0].score == pytest.approx(wanted.ranked[0].score, abs=0.05)
        measured = [{m.document.code: m.features for m in found.ranked} for found in (seen, wanted)]
        for code in measured[0]:
            for name in ("cosine_over", "cosine_z"):  # the background knows nothing of it either
                assert measured[0][code][name] == pytest.approx(measured[1][code][name], abs=1e-5)


def test_others_move_up_for_what_is_hidden(store, coin, document):
    documents = [document(f"d{number}", claim=f"nước chanh số {number}") for number in range(30)]
    with store.writer(coin) as writer:
        writer.put(documents)
        writer.commit()
    view = store.snapshot.without([documents[0].key, documents[1].key, "fact-check:unknown:vi"])
    vector = coin.queries(["nước chanh"])[0]
    for found in (view.words("nước chanh", "vi", 10), view.meanings(vector, "vi", 10), view.meanings(vector, "vi", 99)):
        assert len(found) in (10, 28)
        assert not {0, 1} & found.keys()
    assert view.find(documents[0].key) is None
    assert {0, 1} <= store.snapshot.meanings(vector, "vi", 99).keys()
    assert view.background(vector, "vi") != store.snapshot.background(vector, "vi")


def test_examining_is_matching_with_the_ranking(real, place):
    found = folder.read(place, "dev")
    with asking.built(found, real) as built:
        matcher = Matcher(built.store, real)
        for query in found.queries:
            seen, given = matcher.examine(query.text), matcher.match(query.text)
            assert (seen.result.outcome, seen.result.matches) == (given.outcome, given.matches)
            assert [match.key for match in given.matches] == [m.key for m in seen.ranked[: len(given.matches)]]


def test_a_store_of_one_claim_is_measured(coin, tmp_path):
    (tmp_path / "corpus.jsonl").write_text('{"id": "a", "vclaim": "một điều", "title": ""}\n')
    (tmp_path / "queries.dev.tsv").write_text("q\tmột điều\n")
    (tmp_path / "qrels.dev.tsv").write_text("q\t0\ta\t1\n")
    for hide in (False, True):
        made = report.measure(folder.read(tmp_path, "dev"), coin, hide_gold=hide, compare=["bm25", "dense", "rrf"])
        assert made.rows[0].first == ([] if hide else ["a"])


def test_two_dumps_are_compared_over_what_both_have(run, place, tmp_path):
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    assert run("--corpus", str(place), "--split", "dev", "--dump", str(first))[0] == 0
    rows = [json.loads(line) for line in first.read_text().splitlines()]
    rows[0]["measures"]["p@1"] = 0.0
    rows[5]["query"] = "elsewhere"
    second.write_text("".join(json.dumps(row) + "\n" for row in rows))
    status, out, _ = run("--paired", str(first), str(second), "--json")
    found = json.loads(out)
    assert (status, found["queries"]) == (0, 5)
    assert (found["only_in_first"], found["only_in_second"]) == (["m2-other"], ["elsewhere"])
    assert found["differences"]["p@1"]["difference"] == -0.25
    assert found["differences"]["map@5"]["p"] == 1.0
    status, out, _ = run("--paired", str(first), str(second))
    assert (status, "left out (1): m2-other" in out, "-0.250" in out) == (0, True, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("[]\n", "is not an object in braces"),
        ('{"query": "q1"}\n', "is no line of a dump"),
        ('{"query": "q1", "measures": {"p@1": "1"}}\n', "is no line of a dump"),
        ('{"query": "q1", "measures": {}}\n' * 2, "b.jsonl:2: has the id q1, which line 1 has too"),
        ('{"query": "q2", "measures": {}}\n', "has no query that"),
    ],
)
def test_a_dump_that_is_none_is_told(run, tmp_path, content, said):
    (tmp_path / "a.jsonl").write_text('{"query": "q1", "measures": {"p@1": 1.0}}\n')
    (tmp_path / "b.jsonl").write_text(content)
    status, out, err = run("--paired", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"))
    assert (status, out, said in err, err.count("\n")) == (1, "", True, 1)


def test_a_faulty_folder_is_told_and_nothing_is_measured(run, place):
    (place / "qrels.dev.tsv").write_text("q1 0 nowhere 1\nq77 0 lemon 1\n")
    status, out, err = run()
    assert (status, out) == (1, "")
    assert err.splitlines() == [
        f"factdesk: {place}/qrels.dev.tsv:1: names the claim nowhere, which the corpus does not have",
        f"factdesk: {place}/qrels.dev.tsv:2: names the query q77, which the file of queries does not have",
    ]


def test_it_is_told_in_vietnamese_too(run, place, monkeypatch):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    (place / "corpus.jsonl").unlink()
    status, _, err = run("--corpus", str(place), "--split", "dev")
    assert (status, "corpus.jsonl: không đọc được: " in err) == (1, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--split", "dev"], "give one of --corpus with --split, --own, and --paired."),
        (["--corpus", "x"], "give one of --corpus with --split, --own, and --paired."),
        (
            ["--corpus", "x", "--split", "dev", "--paired", "a", "b"],
            "give one of --corpus with --split, --own, and --paired.",
        ),
        (["--corpus", "x", "--split", "dev", "--limit", "0"], "--limit is a number from 1 up"),
        (["--corpus", "x", "--split", "dev", "--compare", "bm25, best"], "--compare does not know best; it knows bm25"),
        (["--own", "--split", "dev"], "give one of --corpus with --split, --own, and --paired."),
        (["--own", "--paired", "a", "b"], "give one of --corpus with --split, --own, and --paired."),
        (["--own", "--compare", "bm25"], "--compare needs a folder; `factdesk labels` writes"),
        (
            ["--own", "--without", "late,sense"],
            "--without does not know sense; it knows words, meaning, late, ranker, ",
        ),
        (["--own", "--without", "words, meaning"], "--without cannot switch off words and meaning both"),
        (["--own", "--thresholds", "0.9,high"], "between 0.5 and 0.999, not “0.9,high”."),
        (["--own", "--thresholds", "0.2"], "between 0.5 and 0.999, not “0.2”."),
        (["--own", "--thresholds=nan"], "between 0.5 and 0.999, not “nan”."),
    ],
)
def test_wrong_use_is_told(run, options, said):
    status, out, err = run(*options)
    assert (status, out, said in err) == (2, "", True)


def test_without_bm25s_it_is_said_at_once(run, place, monkeypatch):
    monkeypatch.setitem(sys.modules, "bm25s", None)
    status, out, err = run("--corpus", str(place), "--split", "dev", "--compare", "bm25")
    assert (status, out, "needs the Python package bm25s" in err, err.count("\n")) == (2, "", True, 1)


def test_a_dump_that_cannot_be_written_is_told_before_the_work(run, place, tmp_path):
    status, out, err = run("--corpus", str(place), "--split", "dev", "--dump", str(tmp_path / "no" / "dump"))
    assert (status, out, "asking" in err) == (1, "", False)


def test_the_dense_method_compares_every_text(coin, store, document, monkeypatch):
    documents = [document(f"d{number}", claim=f"điều {number}") for number in range(60)]
    with store.writer(coin) as writer:
        writer.put(documents)
        writer.commit()
    monkeypatch.setattr(Snapshot, "meanings", lambda *_: pytest.fail("what is near by signs is not enough"))
    made = folder.Folder("x", "dev", documents, [folder.Query("q", "điều 7", frozenset({"d7"}))])
    (found,) = rivals.measure("dense", made, store.snapshot, coin)
    assert found["p@1"] == 1.0
