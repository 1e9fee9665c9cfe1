"""What matching must do with the sample desk: find a check by its meaning, and say nothing where nothing answers.

The texts (paraphrases.yaml) were written from each rumour's meaning without its words, before any was tried.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from factdesk.answers.documents import of_check
from factdesk.matching import Matcher, MatchResult, Store, encoder
from factdesk.record.models import PublishedCheck
from factdesk.sample import content

TEXTS = yaml.safe_load(Path(__file__).with_name("paraphrases.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """The sample's checks in an index of their own; a check's code is its English slug."""
    encoder.prepare(settings.MODELS_DIRECTORY)
    engine = encoder.load(settings.MODELS_DIRECTORY)
    store = Store.made_for(tmp_path_factory.mktemp("acceptance") / "index", engine)
    documents = [of_check(row(check, language)) for check in content.checks() for language in ("vi", "en")]
    with store.writer(engine) as writer:
        writer.put(documents)
        writer.commit(cursor={"record": len(documents), "reviews": -1})
    return Matcher(store, engine)


def row(check: content.SampleCheck, language: str) -> PublishedCheck:
    body = " ".join(f"<p>{block['p'][language]}</p>" for block in check.body if "p" in block)
    return PublishedCheck(
        code=check.slug["en"],
        language=language,
        title=check.title[language],
        claim=check.claim[language],
        verdict=check.verdict[language],
        body=body,
        seq=0,
    )


def without_diacritics(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def rightly(result: MatchResult, expected: str) -> bool:
    """Answered with the right check, or offered among the suggestions."""
    codes = [match.document.code for match in result.matches]
    return codes[:1] == [expected] if result.outcome == "answer" else expected in codes


def missed(matcher: Matcher, language: str, change=lambda text: text) -> list[str]:
    found = ((item, matcher.match(change(item["text"]))) for item in TEXTS[language])
    return [f"{item['text']} → {result.outcome}" for item, result in found if not rightly(result, item["expect"])]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_at_least_18_of_20_paraphrases_are_answered_or_suggested_rightly(matcher, language):
    assert len(TEXTS[language]) == 20
    wrong = missed(matcher, language)
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize("language", ["vi", "en"])
def test_at_least_17_of_20_are_found_when_typed_without_diacritics(matcher, language):
    wrong = missed(matcher, language, without_diacritics)
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize("change", [str, without_diacritics])
def test_at_least_18_of_20_questions_about_nothing_are_told_so(matcher, change):
    assert len(TEXTS["nothing"]) == 20
    said = {text: matcher.match(change(text)).outcome for text in TEXTS["nothing"]}
    assert list(said.values()).count("none") >= (18 if change is str else 17), said
    assert "answer" not in said.values(), said


def test_what_the_documents_say_is_answered_is_answered(matcher):
    readme, api = ((settings.CHECKOUT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/api.md"))
    tried = [*re.findall(r"\*\*Ask\*\* on \S+ `([^`]+)`", readme), *re.findall(r'factdesk ask "([^"]+)"', readme)]
    tried += re.findall(r'"text": "([^"]+)"', readme)
    tried += re.findall(r'/match .*?"text": "([^"]+)"', api, re.DOTALL)[:1]
    assert len(tried) == 4
    assert [text for text in tried if matcher.match(text).outcome != "answer"] == []
