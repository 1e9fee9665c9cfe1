import pytest

from factdesk.matching import Document, Matcher, Store
from factdesk.matching.text.words import fold_text

MEALS = ("sáng", "tối", "trưa")
FISH = ("cá lóc", "cá rô", "cá hú", "cá basa", "cá chép", "cá trê", "cá kèo", "cá linh", "tôm", "lươn", "ếch")
CHECKS = {
    "lemon": (
        "Nước chanh nóng không chữa được ung thư",
        "Uống nước chanh nóng mỗi ngày tiêu diệt tế bào ung thư",
        "Hot lemon water does not treat cancer",
        "Drinking hot lemon water every day kills cancer cells",
    ),
    "fine": (
        "Không có quy định phạt 10 triệu đồng khi không đổi căn cước",
        "Người dân không đổi căn cước trước năm 2027 sẽ bị phạt 10 triệu đồng",
        "No fine of 10 million đồng for keeping the old identity card",
        "People who do not change their identity card before 2027 will be fined 10 million đồng",
    ),
    "mast": (
        "Trạm 5G không làm người ở gần mất ngủ",
        "Trạm phát sóng 5G gần nhà dân gây đau đầu, mất ngủ",
        "5G masts do not cause insomnia nearby",
        "A 5G mast near homes gives people headaches and insomnia",
    ),
    "sugar": (
        "Ăn nhiều đường không làm trẻ tăng động",
        "Trẻ ăn nhiều bánh kẹo sẽ bị tăng động",
        "Sweets do not make children hyperactive",
        "Eating a lot of sugar makes children hyperactive",
    ),
}


def documents():
    for code, (title_vi, claim_vi, title_en, claim_en) in CHECKS.items():
        yield Document(f"fact-check:{code}:vi", "fact-check", code, "vi", title_vi, claim_vi)
        yield Document(f"fact-check:{code}:en", "fact-check", code, "en", title_en, claim_en)


@pytest.fixture(scope="module")
def matcher(real, tmp_path_factory):
    store = Store.made_for(tmp_path_factory.mktemp("match") / "index", real)
    with store.writer(real) as writer:
        writer.put(list(documents()))
        writer.commit()
    return Matcher(store, real)


@pytest.mark.parametrize("code", CHECKS)
@pytest.mark.parametrize("place", [1, 3])
def test_the_claim_itself_is_answered_in_its_language(matcher, code, place):
    result = matcher.match(CHECKS[code][place])
    assert result.outcome == "answer"
    assert [match.document.code for match in result.matches] == [code]
    assert result.matches[0].document.language == result.language == ("vi" if place == 1 else "en")


@pytest.mark.parametrize("code", CHECKS)
def test_the_claim_without_diacritics_is_still_found(matcher, code):
    result = matcher.match(fold_text(CHECKS[code][1]).lower())
    assert result.outcome in ("answer", "suggest")
    assert result.matches[0].document.code == code


@pytest.mark.parametrize(
    "text", ["giá vàng hôm nay", "who won the world cup", "lịch cắt điện phường mình tuần này", "cách nấu phở bò ngon"]
)
def test_what_no_check_is_about_gets_nothing(matcher, text):
    result = matcher.match(text)
    assert (result.outcome, result.matches) == ("none", [])


@pytest.mark.parametrize(
    "text",
    [
        "Người dân không đổi căn cước trước năm 2027 sẽ bị phạt 20 triệu đồng",
        "Người dân không đổi căn cước trước năm 2031 sẽ bị phạt 10 triệu đồng",
        "Trạm phát sóng 5G gần nhà dân không gây đau đầu, mất ngủ",
        "Drinking hot lemon water every day does not kill cancer cells",
    ],
)
def test_another_number_year_or_the_opposite_is_suggested_at_most(matcher, text):
    assert matcher.match(text).outcome != "answer"


def test_one_check_is_one_match_and_none_is_shown_twice(matcher):
    result = matcher.match("trẻ ăn kẹo có bị tăng động không", limit=3)
    codes = [match.document.code for match in result.matches]
    assert codes[0] == "sugar"
    assert len(codes) == len(set(codes)) <= 3


def test_a_question_finds_a_check_written_in_another_language_only(real, tmp_path):
    store = Store.made_for(tmp_path / "index", real)
    with store.writer(real) as writer:
        writer.put([document for document in documents() if document.language == "en"])
        writer.commit()
    result = Matcher(store, real).match("Uống nước chanh nóng mỗi ngày tiêu diệt tế bào ung thư")
    assert result.outcome != "none"
    assert result.matches[0].key == "fact-check:lemon:en"


def test_a_script_it_cannot_read_leads_to_nothing_but_a_link_in_it_does(real, tmp_path):
    store = Store.made_for(tmp_path / "index", real)
    with store.writer(real) as writer:
        writer.put(
            [*documents(), Document("r:1:en", "r", "1", "en", "T", "A claim", addresses=("https://a.example/x",))]
        )
        writer.commit()
    matcher = Matcher(store, real)
    khmer = "តើទឹកក្រូចឆ្មាក្តៅអាចព្យាបាលជំងឺមហារីកបានទេ"
    assert (matcher.match(khmer).outcome, matcher.match(khmer).language) == ("none", "km")
    assert matcher.match(khmer, language="vi").language == "km"
    assert [match.key for match in matcher.match(f"{khmer} https://www.a.example/x/").matches] == ["r:1:en"]


@pytest.mark.parametrize("before", ["", "Is this true? ", "cái này đúng không "])
def test_a_link_alone_is_matched_by_the_words_in_it(matcher, before):
    found = matcher.match(f"{before}https://news.example/2026/nuoc-chanh-nong-tieu-diet-te-bao-ung-thu-445512.html")
    assert found.outcome != "none"
    assert (found.language, found.matches[0].key) == ("vi", "fact-check:lemon:vi")


def test_a_link_without_words_leads_to_nothing(matcher):
    found = matcher.match("https://video.example/watch?v=abcdefg", language="vi")
    assert (found.outcome, found.language) == ("none", "vi")


@pytest.mark.parametrize(
    "text", ["", " \n", "😀🔥", "?!…", "a" + "\u0301" * 10_000, "từ " * 33_000, "x" * 100_000, "\0\ud800", "1", "疫苗"]
)
def test_any_text_is_survived(matcher, text):
    result = matcher.match(text)
    assert result.outcome in ("answer", "suggest", "none")
    assert result.took_ms < 5_000


@pytest.mark.parametrize("held", [0, 1, 2])
def test_a_store_with_hardly_anything_answers_honestly(real, tmp_path, held):
    store = Store.made_for(tmp_path / "index", real)
    with store.writer(real) as writer:
        writer.put(list(documents())[: held * 2 : 2])
        writer.commit()
    matcher = Matcher(store, real)
    assert matcher.match("giá vàng hôm nay").outcome == "none"
    assert matcher.match(CHECKS["lemon"][1]).outcome == ("answer" if held else "none")


def test_a_match_sees_what_another_process_published_a_moment_ago(real, tmp_path):
    store = Store.made_for(tmp_path / "index", real)
    matcher = Matcher(Store.open(store.path, real.name), real)
    assert matcher.match(CHECKS["mast"][1]).outcome == "none"
    with store.writer(real) as writer:
        writer.put(list(documents()))
        writer.commit()
    assert matcher.match(CHECKS["mast"][1]).outcome == "answer"


def test_every_match_says_what_the_decision_saw(matcher):
    features = matcher.match(CHECKS["fine"][1]).matches[0].features
    assert features["numbers_missing"] == 0
    assert features["cosine"] > 0.6


def twins(real, path, *ratings):
    store = Store.made_for(path / "index", real)
    claim = "Từ tháng sau cầu Bến Đông thu phí xe máy 5.000 đồng một lượt"
    found = [
        Document(f"r:{n}:vi", "r", str(n), "vi", f"Cầu Bến Đông, bản {n}", claim + "." * n, extra={"rating": rating})
        for n, rating in enumerate(ratings)
    ]
    others = [Document(f"o:{n}:vi", "o", str(n), "vi", "", CHECKS[code][1]) for n, code in enumerate(CHECKS)]
    with store.writer(real) as writer:
        writer.put([*found, *others])
        writer.commit()
    return Matcher(store, real).match(f"{claim}, phải không?")


def test_of_two_checks_of_one_claim_the_first_one_answers(real, tmp_path):
    result = twins(real, tmp_path, "false", "false", "false")
    assert (result.outcome, [match.document.code for match in result.matches]) == ("answer", ["0"])


def test_two_checks_that_rate_one_claim_differently_are_both_offered(real, tmp_path):
    result = twins(real, tmp_path, "false", "true")
    assert (result.outcome, [match.document.code for match in result.matches]) == ("suggest", ["0", "1"])


def test_what_only_a_rare_word_points_to_is_looked_at_closely(real, tmp_path):
    """Whatever meaning says: the rest of the question is about soup, of which there are many checks."""
    soups = [f"Canh chua nấu với {fish} ăn buổi {when} thì mát gan" for fish in FISH for when in MEALS]
    held = [Document(f"fact-check:{n}:vi", "fact-check", str(n), "vi", "", claim) for n, claim in enumerate(soups)]
    town = "Blorptak là tên mới của một thành phố ở nước ngoài"
    store = Store.made_for(tmp_path / "index", real)
    with store.writer(real) as writer:
        writer.put([*held, Document("fact-check:w:vi", "fact-check", "w", "vi", "", town)])
        writer.commit()
    asked = "ăn canh chua cá lóc với cá rô buổi sáng buổi tối ở blorptak thì mát gan đúng không"
    found = Matcher(store, real).examine(asked).ranked
    assert "w" in [match.document.code for match in found]
