"""An import stores what is new or has changed, numbers each change, and says what it refused and where."""

from __future__ import annotations

import io
import json

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from factdesk.reviews import batches, selectors, storing
from factdesk.reviews.claimreview import Place
from factdesk.reviews.models import ExternalReview, ReviewChange
from factdesk.reviews.report import as_dict, as_text
from factdesk.reviews.services import import_claimreviews
from tests.reviews.conftest import claim_review, one_of

pytestmark = pytest.mark.django_db


def _counts(report):
    return report.new, report.changed, report.unchanged, sum(report.refused_counts.values())


def _kinds():
    return list(ReviewChange.objects.order_by("seq").values_list("seq", "kind"))


def test_a_second_import_changes_nothing(importing):
    nodes = [claim_review(number) for number in range(3)]
    assert _counts(importing(nodes)) == (3, 0, 0, 0)
    before = list(ExternalReview.objects.order_by("code").values())
    assert _counts(importing(nodes)) == (0, 0, 3, 0)
    assert list(ExternalReview.objects.order_by("code").values()) == before
    assert selectors.head() == 2


def test_the_same_review_twice_in_one_run_is_one(importing):
    twice = [
        claim_review(1),
        claim_review(1, url="http://www.kiemchung.example/bai/1/?utm_source=x#top"),
        claim_review(1, claimReviewed="<p>UỐNG 1 cốc nước chanh nóng, chữa được ung thư!</p>"),
    ]
    importing([twice[0], twice[0]])
    importing(twice)
    assert ExternalReview.objects.count() == 1


def test_several_claims_on_one_page_are_several_reviews(importing):
    nodes = [claim_review(1), claim_review(1, claimReviewed="Nước chanh nóng làm tan sỏi thận")]
    assert _counts(importing(nodes)) == (2, 0, 0, 0)


def test_a_changed_review_is_updated_and_its_old_text_kept(importing):
    importing([claim_review(1)])
    review = ExternalReview.objects.get()
    changed = claim_review(1, reviewRating={"alternateName": "Thiếu ngữ cảnh"})
    assert _counts(importing([changed])) == (0, 1, 0, 0)
    now = ExternalReview.objects.get()
    assert (now.code, now.rating_text, now.rating_value) == (review.code, "Thiếu ngữ cảnh", None)
    assert (now.first_seen_at, now.updated_at > review.updated_at) == (review.first_seen_at, True)
    change = ReviewChange.objects.get(kind="changed")
    assert (change.previous["rating_text"], change.previous["rating_value"]) == ("Sai", 1.0)
    assert change.previous_sha256 == review.content_sha256
    assert _kinds() == [(0, "new"), (1, "changed")]


def test_an_old_file_beside_a_new_one_does_not_change_it_back_and_forth(tmp_path):
    (tmp_path / "2023.json").write_text(json.dumps(claim_review(1)))
    (tmp_path / "2024.json").write_text(json.dumps(claim_review(1, reviewRating={"alternateName": "Đúng"})))
    assert _counts(import_claimreviews([str(tmp_path)])) == (1, 1, 0, 0)
    assert _counts(import_claimreviews([str(tmp_path)])) == (0, 0, 2, 0)
    assert ExternalReview.objects.get().rating_text == "Đúng"


def test_a_claim_in_better_words_is_the_same_review_under_the_same_code(importing):
    importing([claim_review(1, claimReviewed="Uông 1 cốc nước chanh nóng chửa được ung thư")])
    code = ExternalReview.objects.get().code
    assert _counts(importing([claim_review(1)])) == (0, 1, 0, 0)
    review = ExternalReview.objects.get()
    assert (review.code, review.claim) == (code, claim_review(1)["claimReviewed"])
    assert _counts(importing([claim_review(1)])) == (0, 0, 1, 0)
    assert _counts(importing([claim_review(1, claimReviewed="Uông 1 cốc nước chanh nóng chửa được ung thư")])) == (
        0, 0, 1, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    "other", ["Uống 2 cốc nước chanh nóng chữa được ung thư", "Uống 1 cốc nước chanh nóng làm giảm cân rất nhanh"]
)
def test_a_claim_with_another_number_or_sense_is_another_review(importing, other):
    importing([claim_review(1)])
    assert _counts(importing([claim_review(1, claimReviewed=other)])) == (1, 0, 0, 0)


def test_two_claims_that_resemble_each_other_on_one_page_stay_two(importing, monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 1)
    nodes = [claim_review(1, claimReviewed=f"Ứng viên {name} được ba mươi phần trăm số phiếu") for name in "AB"]
    assert _counts(importing(nodes)) == (2, 0, 0, 0)
    assert _counts(importing(nodes)) == (0, 0, 2, 0)


def test_changes_are_numbered_without_gaps_over_batches_and_runs(importing, monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 2)
    importing([claim_review(number) for number in range(5)])
    importing([claim_review(number, headline="x") for number in range(3, 8)])
    assert [seq for seq, _ in _kinds()] == list(range(10))
    assert [change.seq for change in selectors.changes(after=3, limit=4)] == [4, 5, 6, 7]


def test_two_reviews_whose_codes_meet_get_different_ones(importing, monkeypatch):
    monkeypatch.setattr(storing, "codes_of", lambda key: iter(["00000000", "11111111", "22222222"]))
    importing([claim_review(1), claim_review(2)])
    importing([claim_review(3)])
    assert sorted(ExternalReview.objects.values_list("code", flat=True)) == ["00000000", "11111111", "22222222"]


def test_a_rehearsal_counts_the_same_and_stores_nothing(importing, monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 2)
    importing([claim_review(1), claim_review(2)])
    nodes = [
        claim_review(1),
        claim_review(2, headline="x"),
        claim_review(3),
        claim_review(3),
        claim_review(3, headline="y"),
        claim_review(4, url=None),
        claim_review(3),
        claim_review(5),
    ]
    before = (list(ExternalReview.objects.values()), selectors.head())
    rehearsed = importing(nodes, dry_run=True)
    assert (list(ExternalReview.objects.values()), selectors.head()) == before
    assert _counts(rehearsed) == _counts(importing(nodes)) == (2, 2, 3, 1)
    with translation.override("en"):
        assert as_text(rehearsed).startswith("Rehearsal only")


def test_folders_are_read_in_order_and_hidden_files_left(tmp_path):
    (tmp_path / "b" / ".git").mkdir(parents=True)
    (tmp_path / "a.json").write_text(json.dumps(claim_review(1)))
    (tmp_path / "b" / "c.ndjson").write_text(json.dumps(claim_review(2)))
    (tmp_path / "b" / ".git" / "x.json").write_text("hidden")
    (tmp_path / ".hidden").write_text("hidden")
    assert _counts(import_claimreviews([str(tmp_path)])) == (2, 0, 0, 0)


def test_standard_input_is_a_source():
    stdin = io.BytesIO(json.dumps(claim_review(1)).encode())
    assert _counts(import_claimreviews(["-"], stdin=stdin)) == (1, 0, 0, 0)
    assert ExternalReview.objects.get().source == "-"


def test_what_cannot_be_opened_is_in_the_report_and_the_rest_is_read(tmp_path, importing):
    good = tmp_path / "good.json"
    good.write_text(json.dumps(claim_review(1)))
    report = import_claimreviews([str(tmp_path / "none.json"), "/dev/null", str(good)])
    assert report.refused_counts == {"no-such-source": 1, "unreadable": 1}
    assert report.new == 1


def test_the_report_names_source_line_and_reason(importing, tmp_path):
    report = importing("\n".join([json.dumps(claim_review(1)), "{oops}", json.dumps(claim_review(2, url=None))]))
    source = str(tmp_path / "source.json")
    assert [(e.source, e.place) for e in report.refused["bad-json"]] == [(source, Place(line=2))]
    assert as_dict(report)["refused"]["no-url"]["examples"][0]["line"] == 3
    assert (report.read, report.exit_status) == (3, 1)
    assert f"{source}, " in as_text(report)


def test_the_report_keeps_a_hundred_examples_and_counts_all(importing):
    report = importing("\n".join(["{oops}"] * 150 + [json.dumps(claim_review(1))] * 2))
    assert len(report.refused["bad-json"]) == 100
    assert as_dict(report)["refused"]["bad-json"]["count"] == 150
    assert "50" in as_text(report)


def test_progress_goes_up_to_the_size_of_the_sources(importing, tmp_path):
    steps = []
    importing([claim_review(1)], progress=lambda done, total, what: steps.append((done, total)))
    size = (tmp_path / "source.json").stat().st_size
    assert steps[-1] == (size, size)


def test_the_database_refuses_a_link_that_is_none_and_a_review_without_publisher(importing):
    importing([claim_review(1)])
    for change in ({"url": "javascript:alert(1)"}, {"publisher_name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExternalReview.objects.update(**change)


def test_a_row_gives_back_what_was_read(importing):
    importing([claim_review(1)])
    review = one_of(claim_review(1))
    assert storing.as_parsed(ExternalReview.objects.get()) == review
    assert ExternalReview.objects.get().content_sha256 == review.sha256()


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ('[{"@type": "Thing"},\n', "en", "line 1, item 1: the file ends in the middle"),
        ('[{"@type": "Thing"},\n', "vi", "dòng 1, mục 1: tệp kết thúc giữa chừng"),
        ("không gì cả\n", "vi", "dòng 1: không phải JSON, cũng không phải trang web"),
        ("", "vi", "trống"),
        ('{"a": 1}\n{"a" 2}\n', "vi", "dòng 2: thiếu dấu hai chấm, ký tự 6"),
    ],
)
def test_the_report_speaks_one_language_and_names_lines_that_are_there(tmp_path, text, language, said):
    (tmp_path / "a.json").write_text(text)
    report = import_claimreviews([str(tmp_path)])
    with translation.override(language):
        assert said in as_text(report)


def test_progress_always_says_of_what(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(claim_review(1)))
    named = []
    for source in (tmp_path, tmp_path / "nothing"):
        import_claimreviews([str(source)], progress=lambda done, total, what: named.append(what))
    assert set(named) == {str(tmp_path / "a.json")}
