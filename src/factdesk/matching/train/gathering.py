"""The questions that ranking and decision learn from, asked of stores of many sizes. None was shown to the encoder.

tweets     of the train splits, whose claims are held out (apart.py): to the whole corpus and to parts of it, with the
           right claim and without
written    the project's own records that are `unseen`, in both languages, as typed and without diacritics, to stores
           of both languages or one; near questions; the right check hidden; beside phrasings of the checks
small      the same to stores of six to two hundred texts: a desk's first days
off topic  questions to a store that is about other things; the desk's own questions, a third of them about nothing
"""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from factdesk.matching.documents import PHRASING_OF, Document
from factdesk.matching.evaluate import folder as folders
from factdesk.matching.evaluate.folder import Folder
from factdesk.matching.text.words import fold_text
from factdesk.matching.train import apart, written
from factdesk.matching.train.examples import Example, Question, Remembering, measured, sampled
from factdesk.matching.train.run import Run
from factdesk.matching.train.written import Record

OWN = Path(__file__).parent / "questions"
SIZES = (60, 400, 2500)
SMALL = (6, 24, 60, 200, 6, 24, 60, 200)
_BARE, _OFF, _ASKED = 300, 250, 10


@functools.lru_cache(maxsize=1)
def gather(run: Run) -> list[Example]:
    """Every example, in the same order for the same run; kept for its next step.

    Raises:
        FilesFaulty, EncoderError
    """
    encoder, chance = _encoder(run), random.Random(run.seed)  # noqa: S311 - samples, not secrets
    found: list[Example] = []
    documents: Sequence[Document] = []
    for path, queries in apart.to_rank_with(run.data).items():
        folder = folders.read(path, apart.TRAIN)
        questions = [Question(query.text, query.right) for query in queries]
        # Folders after the first have much the same questions: those go to their whole corpus only.
        found += tweets(folder, questions, encoder, chance, sizes=() if documents else SIZES)
        documents = folder.documents
        run.progress(len(found), len(found), "asking questions with known answers")
    found += own_records(encoder, chance, documents)
    run.progress(len(found), len(found), "asking questions with known answers")
    found += own_questions(encoder)
    return found


@functools.lru_cache(maxsize=1)
def _encoder(run: Run) -> Remembering:
    return Remembering(run.encoder())


def to_choose_with(run: Run) -> list[Example]:
    """The dev splits of the folders, asked of their whole corpora, and once more with what is right taken out.

    Raises:
        FilesFaulty, EncoderError
    """
    found: list[Example] = []
    had: set[str] = set()  # questions: folders of several years may share some
    for path in run.data:
        if apart.DEV not in apart.splits(path):
            continue
        folder = folders.read(path, apart.DEV)
        new = [query for query in folder.queries if query.right and had.isdisjoint(apart.keys(query.text))]
        had.update(key for query in new for key in apart.keys(query.text))
        questions = [Question(query.text, query.right) for query in new]
        for hide in (False, True):
            name = f"{folder.name}, {apart.DEV}{_how(hide)}"
            found += measured(name, folder.documents, questions, _encoder(run), hide=hide)
            run.progress(len(found), len(found), "asking questions with known answers")
    return found


def tweets(
    folder: Folder, questions: list[Question], encoder: Remembering, chance: random.Random, sizes: Sequence[int]
) -> Iterator[Example]:
    """Of one folder, to its whole corpus and to parts of it."""
    documents, name = folder.documents, folder.name
    for hide in (False, True):
        yield from measured(f"{name}, all{_how(hide)}", documents, questions, encoder, hide=hide)
    for size in sizes:
        some = chance.sample(questions, min(len(questions), max(30, size // 3)))
        part = sampled(documents, {code for question in some for code in question.right}, size, chance)
        for hide in (False, True):
            yield from measured(f"{name}, {size}{_how(hide)}", part, some, encoder, hide=hide)


def own_records(encoder: Remembering, chance: random.Random, elsewhere: Sequence[Document]) -> Iterator[Example]:
    """Of train/written.

    Args:
        elsewhere: texts about other things, for questions that nothing answers.
    """
    records = written.records()
    unseen = [record for record in records if record.unseen]
    both = [record.document(language) for record in records for language in ("vi", "en")]
    asked = [Question(text, frozenset({r.code})) for r in unseen for _, text in r.asked()]
    near = [Question(text, frozenset(), frozenset({r.code}), kind) for r in unseen for _, text, kind in r.near()]
    bare = [
        Question(fold_text(text), frozenset({r.code})) for r in unseen for spoken, text in r.asked() if spoken == "vi"
    ]
    yield from measured("written", both, asked, encoder)
    yield from measured("written, hidden", both, asked[::2], encoder, hide=True)
    yield from measured("written, near", both, near, encoder)
    yield from measured("written, bare", both, chance.sample(bare, min(_BARE, len(bare))), encoder)
    yield from measured("written, phrasings", [*both, *map(_phrasing, unseen)], asked[1::3] + near[::6], encoder)
    for place, language in enumerate(("vi", "en")):
        one = [document for document in both if document.language == language]
        yield from measured(f"written, {language}", one, asked[place::2], encoder)
        yield from measured(f"written, {language}, near", one, near[place::3], encoder)
    for number, size in enumerate(SMALL):
        codes = {record.code for record in chance.sample(unseen, min(_ASKED, len(unseen)))}
        part = sampled(both, codes, size, chance)
        right = [question for question in asked if question.right & codes]
        wrong = [question for question in near if question.near & codes]
        yield from measured(f"written, small {number}", part, right + wrong, encoder)
        yield from measured(f"written, small {number}, hidden", part, right, encoder, hide=True)
    if elsewhere:
        off = [Question(q.text, frozenset()) for q in chance.sample(asked, min(_OFF, len(asked)))]
        yield from measured("off topic", elsewhere, off, encoder)


def _phrasing(record: Record) -> Document:
    """A record's first question as the desk keeps one that was answered."""
    language, text = next(record.asked())
    shown = record.document(language)
    return Document(f"{shown.key}#1", shown.kind, record.code, language, "", text, extra={PHRASING_OF: shown.key})


def own_questions(encoder: Remembering) -> Iterator[Example]:
    """Of train/questions, about the sample desk's checks or about nothing."""
    folder = folders.read(OWN, apart.TRAIN, unlabelled=True)
    questions = [Question(query.text, query.right) for query in folder.queries]
    yield from measured("own", folder.documents, questions, encoder)
    right = [question for question in questions if question.right]
    yield from measured("own, hidden", folder.documents, right, encoder, hide=True)
    records = [record.document(language) for record in written.records() for language in ("vi", "en")]
    yield from measured("own, elsewhere", records, [Question(q.text, frozenset()) for q in questions], encoder)


def _how(hide: bool) -> str:
    return ", hidden" if hide else ""
