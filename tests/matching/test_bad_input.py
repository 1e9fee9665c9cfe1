"""Matching with input that nobody should send and everybody does: floods, scraps, other scripts, hidden marks.

Other tests hold what else belongs here: broken folders with their lines (test_evaluate_folder.py), a model file that is
cut short (test_encoder.py), damaged stores and those of another version (test_store.py).
"""

import time

import pytest

from factdesk.matching import Document, FormatMismatch, Matcher, Store, StoreDamaged, rebuild
from factdesk.matching.store import layout, manifest
from tests.matching.test_match import CHECKS, documents, matcher

__all__ = ["matcher"]

LEMON, MAST, FINE = (CHECKS[code][1] for code in ("lemon", "mast", "fine"))
KHMER = "តើទឹកក្រូចឆ្មាក្តៅអាចព្យាបាលជំងឺមហារីកបានទេ"
HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def short(value):
    """What a text is called among the tests."""
    return repr(value[:24]) if isinstance(value, str) else None


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        (" ".join(f"từ{n}" for n in range(20_000)), False),  # each word another one
        ("lorem ipsum dolor sit amet " * 4_000, False),
        ("nươcc chnah nógn " * 7_000, False),  # typing slips throughout
        (f"{LEMON}. " * 1_500, True),
        (" ".join([LEMON, MAST, FINE] * 600), False),  # which of them?
    ],
    ids=short,
)
def test_twenty_thousand_words_take_no_longer_than_what_is_read_of_them(matcher, text, answered):
    began = time.process_time()
    result = matcher.match(text)
    assert time.process_time() - began < 2
    assert (result.outcome == "answer") == answered


@pytest.mark.parametrize(
    "text", ["ung", "ung thư", "cancer", "vắc-xin", "5G", "chanh", "a", "ạ", "UBND", "không", "is"]
)
def test_a_word_alone_is_never_answered(matcher, text):
    assert matcher.match(text).outcome != "answer"


@pytest.mark.parametrize(
    "text",
    ["5", "10 000 000", "2027 10", "12/05/2021", "0912345678", "١٢٣", "½ ² ③", "1.000.000 đ", "-1", "10%", "0" * 5_000],
    ids=short,
)
def test_numbers_alone_are_never_answered(matcher, text):
    assert matcher.match(text).outcome != "answer"
    assert matcher.match(text, language="vi").outcome != "answer"


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/",
        "http://1.2.3.4/99",
        "https://video.example/watch?v=abcdefg",
        "www.a.example",
        "https://a.example/%E1%BB%A7%FF%00?q=%",
        "https://" + "a" * 5_000 + ".example/" + "b/" * 5_000,
        "http://[::1",
        "https://a.example/ https://b.example/ " * 500,
    ],
    ids=short,
)
def test_links_that_say_nothing_lead_to_nothing(matcher, text):
    result = matcher.match(text, language="vi")
    assert (result.outcome, result.matches) == ("none", [])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("热柠檬水能治癌症吗？", "zh"),
        ("柠檬", "zh"),
        (KHMER, "km"),
        ("น้ำมะนาวร้อนรักษามะเร็งได้จริงหรือ", "th"),
        ("هل يعالج ماء الليمون السرطان؟", "und"),
        ("𖬇𖬰𖬣𖬰 𖬉𖬲𖬦", "und"),  # Hmong in its own letters
        ("热柠檬水能治癌症吗 តើទឹកក្រូច ได้จริงหรือ", None),
    ],
)
def test_what_is_in_a_script_that_nobody_reads_here_leads_to_nothing(matcher, text, language):
    result = matcher.match(text)
    assert (result.outcome, result.matches) == ("none", [])
    assert language in (result.language, None)


@pytest.mark.parametrize(
    "text",
    [
        "Kuv tsis paub tias qhov no yog tiag los tsis yog",  # Hmong
        "Dej txiv qaub kub puas kho tau mob qog nqaij hlav",
        "Apakah air lemon panas menyembuhkan kanker",
        "L'eau chaude au citron guérit-elle le cancer ?",
    ],
)
def test_a_language_that_nobody_speaks_here_is_answered_by_what_it_means_or_not_at_all(matcher, text):
    result = matcher.match(text)
    assert result.outcome != "answer" or result.matches[0].document.code == "lemon"  # which all but the first ask
    assert result.language == "und"


@pytest.mark.parametrize("around", ["热柠檬水 {}", "តើ {} បានទេ", "{} ไหม", "（{}）？", "«{}»"])
def test_a_claim_with_words_of_another_script_about_it_is_found(matcher, around):
    result = matcher.match(around.format(LEMON))
    assert (result.outcome, result.matches[0].document.code) == ("answer", "lemon")


def test_two_claims_in_two_languages_are_both_offered(matcher):
    result = matcher.match(f"{LEMON} {CHECKS['mast'][3]}")
    assert result.outcome == "suggest"
    assert {match.document.code for match in result.matches[:2]} == {"lemon", "mast"}


@pytest.mark.parametrize(
    "hidden",
    [
        HIDDEN.join(LEMON),
        f"\u202e{LEMON}\u202c",
        " ".join(f"\u2066{word}\u2069" for word in LEMON.split()),
        "".join(f"{char}\U000e0061" for char in LEMON),  # tags
        LEMON.replace("n", "n\ufe0f"),
        LEMON.replace(" ", "\u00a0"),
        LEMON.replace(" ", "\u200b \u3000\t"),
        f"\ufeff{LEMON}\x00\x07",
    ],
    ids=str.__len__,
)
def test_marks_that_nobody_sees_change_nothing(matcher, hidden):
    plain, found = matcher.match(LEMON), matcher.match(hidden)
    assert (found.outcome, found.language) == (plain.outcome, plain.language)
    assert [(match.key, round(match.score, 3)) for match in found.matches] == [
        (match.key, round(match.score, 3)) for match in plain.matches
    ]


def test_nothing_but_marks_is_no_question(matcher):
    for text in (HIDDEN * 100, "\u202e\u202c", "\u0301" * 50, "\x00", "\ufffd" * 9):
        result = matcher.match(text)
        assert (result.outcome, result.matches) == ("none", [])


@pytest.mark.parametrize("held", [0, 1, 2])
@pytest.mark.parametrize(
    "text", [LEMON, "lemon", "https://a.example/", "2027", KHMER, "", "nươc chnah", "x" * 10_000], ids=short
)
def test_a_store_with_hardly_anything_survives_all_of_it(real, tmp_path, held, text):
    store = Store.made_for(tmp_path / "index", real)
    with store.writer(real) as writer:
        writer.put(list(documents())[2 : 2 + held])  # of one check only, not the one that is asked about
        writer.commit()
    result = Matcher(store, real).match(text)
    assert result.outcome in ("suggest", "none")
    assert len(result.matches) <= 1


@pytest.mark.parametrize(("ratings", "outcome"), [(("false", "false"), "answer"), (("false", "true"), "suggest")])
def test_two_checks_that_are_the_same_to_the_letter_answer_only_if_they_rate_alike(real, tmp_path, ratings, outcome):
    store = Store.made_for(tmp_path / "index", real)
    same = [
        Document(f"r:{n}:vi", "r", str(n), "vi", "Nước chanh nóng", LEMON, extra={"rating": rating})
        for n, rating in enumerate(ratings)
    ]
    with store.writer(real) as writer:
        writer.put([*same, *(document for document in documents() if document.code != "lemon")])
        writer.commit()
    result = Matcher(store, real).match(LEMON)
    assert (result.outcome, result.matches[0].document.code) == (outcome, "0")
    assert len(result.matches) == (1 if outcome == "answer" else 2)


class Interrupted:
    """An encoder while whose work something else happens, once."""

    def __init__(self, real, happening) -> None:
        self._real, self._happening = real, happening

    def __getattr__(self, name):
        return getattr(self._real, name)

    def read(self, text):
        happening, self._happening = self._happening, lambda: None
        happening()
        return self._real.read(text)


def withdrawn(store, real):
    with store.writer(real) as writer:
        writer.remove([document.key for document in documents() if document.code == "lemon"])
        writer.commit()


def rebuilt(store, real):
    rebuild(store.path, real, [document for document in documents() if document.code != "lemon"], {})


def rebuilt_twice(store, real):
    rebuilt(store, real)
    rebuilt(store, real)


@pytest.mark.parametrize("happening", [withdrawn, rebuilt, rebuilt_twice])
def test_a_check_that_is_withdrawn_while_it_is_matched_is_found_a_last_time(real, tmp_path, happening):
    store = Store.made_for(tmp_path / "index", real)
    with store.writer(real) as writer:
        writer.put(list(documents()))
        writer.commit()
    reader = Store.open(store.path, real.name)
    matcher = Matcher(reader, Interrupted(real, lambda: happening(store, real)))
    first = matcher.match(LEMON)
    assert (first.outcome, first.matches[0].document.code) == ("answer", "lemon")
    later = matcher.match(LEMON)
    assert later.outcome != "answer"
    assert "lemon" not in [match.document.code for match in later.matches]


def test_an_index_that_another_version_put_there_meanwhile_is_refused_by_name(real, tmp_path, monkeypatch):
    store = Store.made_for(tmp_path / "index", real)
    matcher = Matcher(Store.open(store.path, real.name), real)
    assert matcher.match(LEMON).outcome == "none"
    with monkeypatch.context() as then:
        then.setattr(manifest, "FORMAT", manifest.FORMAT + 1)
        rebuild(store.path, real, documents(), {})
    with pytest.raises(FormatMismatch, match="factdesk reindex"):
        matcher.match(LEMON)


@pytest.mark.parametrize("name", ["tokens.vi", "vectors.vi", layout.DOCUMENTS])
def test_a_file_that_is_cut_short_is_called_damage(real, tmp_path, name):
    store = Store.made_for(tmp_path / "index", real)
    with store.writer(real) as writer:
        writer.put(list(documents()))
        writer.commit()
    file = next(store.path.glob(f"*/{name}"))
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(StoreDamaged, match="factdesk reindex"):
        Matcher(Store.open(store.path, real.name), real).match(LEMON)
