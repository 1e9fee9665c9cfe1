"""The index of words: tantivy, with a field for each language and kind of term.

Texts are cut into terms here, in Python, for documents and questions alike, so that both are always cut the same way.
A document is forgotten in the commit after the one that declared it dead, and documents beyond the manifest are
ignored; so whatever instant a crash picks, this index holds at least all that the manifest counts.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import tantivy

from factdesk.matching.documents import Document, searched_text
from factdesk.matching.errors import StoreDamaged
from factdesk.matching.store import layout
from factdesk.matching.text import abbreviations, frequencies, tones
from factdesk.matching.text.addresses import page
from factdesk.matching.text.words import cleaned, fold, words

_HEAP = 32_000_000
_TERMS = 40  # of a long question only the rarest terms are searched
# Terms in more than this share of the texts say nothing; Vietnamese syllables still do, many words being two.
_COMMON = {"vi": 0.4, "en": 0.1, "other": 0.4}
_RARE = 10  # texts; in a small index no term is common below that
_COUNTED = 20_000  # terms whose frequency is kept: 3 MB
_PAIRS = {"vi": 0.5}  # what a pair of neighbours counts against a word; in English pairs only harm (docs/decisions/012)


P = ParamSpec("P")
R = TypeVar("R")


@functools.cache
def _stemmer() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.stemmer("english")).build()


@functools.cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True, indexed=True, fast=True)
    for language in layout.LANGUAGES:
        builder.add_text_field(f"words_{language}", tokenizer_name="spaces", index_option="freq")
    for language in _PAIRS:
        builder.add_text_field(f"pairs_{language}", tokenizer_name="spaces", index_option="freq")
    builder.add_text_field("addresses", tokenizer_name="spaces", index_option="basic")
    builder.add_text_field("spelled_vi", tokenizer_name="spaces", index_option="basic")
    return builder.build()


def terms(text: str, language: str) -> list[str]:
    """Folded words of a text in order; of English ones the stems, without the commonest."""
    return terms_of(words(cleaned(text)), language)


def terms_of(spelled: Iterable[str], language: str) -> list[str]:
    """The same of words that are cut already."""
    folded = [fold(word) for word in spelled]
    if language == "en":
        telling = [word for word in folded if not frequencies.is_common_english(word)]
        return list(_stemmer().analyze(" ".join(telling))) if telling else []
    return folded


def pairs(found: Sequence[str]) -> list[str]:
    """Neighbouring terms joined; in Vietnamese most words are two syllables."""
    return [f"{one}_{two}" for one, two in itertools.pairwise(found)]


def open_index(path: Path) -> tantivy.Index:
    """The tantivy index in a directory, made there when it is empty.

    Raises:
        ValueError: tantivy cannot read what is there.
    """
    path.mkdir(exist_ok=True)
    index = tantivy.Index(_schema(), str(path), reuse=True)
    index.register_tokenizer("spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    index.config_reader(reload_policy="manual")
    return index


def entry(number: int, source: Document) -> tantivy.Document:
    """What the index keeps of one document."""
    text, shelf = tones.in_one_place(searched_text(source)), layout.shelf(source.language)
    spelled = words(cleaned(text))
    # Questions come written out, so documents are too; with what they had in short as well: both are found.
    full = words(cleaned(abbreviations.written_out(text))) if shelf == "vi" else spelled
    in_short, found = terms_of(spelled, shelf), terms_of(full, shelf)
    document = tantivy.Document()
    document.add_unsigned("number", number)
    document.add_text(f"words_{shelf}", " ".join(_with(found, in_short)))
    if shelf in _PAIRS:
        document.add_text(f"pairs_{shelf}", " ".join(_with(pairs(found), pairs(in_short))))
    if shelf == "vi":
        document.add_text("spelled_vi", " ".join(_with([*full, *pairs(full)], [*spelled, *pairs(spelled)])))
    document.add_text("addresses", " ".join(address_terms(source.addresses)))
    return document


def _with(found: list[str], others: list[str]) -> list[str]:
    """Terms, and those of `others` that are not among them."""
    return found if found == others else [*found, *(Counter(others) - Counter(found)).elements()]


def address_terms(addresses: Iterable[str]) -> list[str]:
    """What stands for addresses in the index: a term without spaces for each page, however long its address is."""
    pages = dict.fromkeys(filter(None, map(page, addresses)))
    return [f"{layout.key_hash(found):016x}" for found in pages]


def _says_so(method: Callable[P, R]) -> Callable[P, R]:
    """Make StoreDamaged of what tantivy does about a damaged file: a panic, which is no Exception."""

    @functools.wraps(method)
    def guarded(*arguments: P.args, **named: P.kwargs) -> R:
        try:
            return method(*arguments, **named)
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
            path = cast("LexicalView | LexicalWriter", arguments[0]).path
            raise StoreDamaged(path.parents[1], "the index of words cannot be read") from error

    return guarded


class LexicalWriter:
    """Adds and forgets documents; `commit` makes it last."""

    @_says_so
    def __init__(self, path: Path) -> None:
        self.path = path
        self._index = open_index(path)
        self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)

    @_says_so
    def forget_from(self, number: int) -> None:
        """Forget documents from `number` on: leftovers of a crash between this index's commit and the manifest's."""
        query = tantivy.Query.range_query(_schema(), "number", tantivy.FieldType.Unsigned, lower_bound=number)
        self._index.reload()
        if self._index.searcher().search(query, limit=1).hits:
            self._writer.delete_documents_by_query(query)

    def add(self, number: int, document: Document) -> None:
        self._writer.add_document(entry(number, document))

    def forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._writer.delete_documents_by_term("number", number)

    @_says_so
    def commit(self) -> None:
        self._writer.commit()

    @_says_so
    def close(self) -> None:
        """Let merges finish and release tantivy's own lock; what was not committed is dropped.

        Not by `rollback`: that goes on with a new writer and leaves a merge of the old one running, which then takes
        away files that the next writer's commit still names, and the index cannot be read any more.
        """
        self._writer.wait_merging_threads()


class Rarities(dict[str, float]):
    """How rare each term is on a shelf of so many texts, looked up when it is first asked for."""

    def __init__(self, view: LexicalView, language: str, texts: int) -> None:
        super().__init__()
        self._view, self._language, self.texts = view, language, texts

    def __missing__(self, term: str) -> float:
        if len(self) >= _COUNTED:
            self.clear()
        found = self[term] = rarity(term, self._view.frequency(term, self._language), self.texts, self._language)
        return found


class LexicalView:
    """The index as it was when opened or last reloaded."""

    @_says_so
    def __init__(self, path: Path, index: tantivy.Index | None = None) -> None:
        self.path = path
        self.index = index or open_index(path)
        self.index.reload()
        self._searcher = self.index.searcher()
        self._counted: dict[tuple[str, str], int] = {}
        self._rarities: dict[str, Rarities] = {}

    def frequency(self, term: str, language: str, kind: str = "words") -> int:
        """In how many texts of a language the term is."""
        return self._count(f"{kind}_{language}", term)

    def rarities(self, language: str, texts: int) -> Rarities:
        """How rare terms are among the texts of a language, of which there are so many."""
        found = self._rarities.get(language)
        if found is None or found.texts != texts:
            found = self._rarities[language] = Rarities(self, language, texts)
        return found

    def spelled(self, term: str) -> int:
        """In how many Vietnamese texts this spelling, or this pair joined by _, is."""
        return self._count("spelled_vi", term)

    @_says_so
    def texts_with(self, words: Sequence[str], language: str) -> list[int]:
        """In how many texts of a language each word is, folded, of English ones the stem."""
        found = [fold(word) for word in words]
        if language == "en" and found:
            found = _stemmer().analyze(" ".join(found))
        field = f"words_{language}"
        return [int(self._searcher.doc_freq(field, term)) for term in found]

    def _count(self, field: str, term: str) -> int:
        # A question asks for the same terms some hundred times, and the next one for many of them again.
        count = self._counted.get((field, term))
        if count is None:
            if len(self._counted) >= _COUNTED:
                self._counted = {}
            count = self._counted[field, term] = self._ask(field, term)
        return count

    @_says_so
    def _ask(self, field: str, term: str) -> int:
        return int(self._searcher.doc_freq(field, term))

    @_says_so
    def addressed(self, addresses: Sequence[str], limit: int) -> list[int]:
        """The numbers of documents of any language that have one of `addresses`, in no order."""
        wanted = [
            tantivy.Query.term_query(_schema(), "addresses", term, index_option="basic")
            for term in address_terms(addresses)
        ]
        if not wanted:
            return []
        either = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in wanted])
        hits = self._searcher.search(either, limit=limit, count=False).hits
        return cast("list[int]", self._searcher.fast_field_values("number", [address for _, address in hits]))

    @_says_so
    def search(
        self, text: str, language: str, texts: int, limit: int, translated: Iterable[Sequence[str]] = ()
    ) -> dict[int, float]:
        """BM25 of the best `limit` documents of a language by their numbers; each term of the question counts once.

        Args:
            texts: that the language has.
            translated: terms of translations, see translations.py; of each the rarest is looked for.
        """
        found = terms(text, language)
        clauses = self._clauses("words", language, dict.fromkeys(found), texts, 1.0)
        if language in _PAIRS:
            clauses += self._clauses("pairs", language, dict.fromkeys(pairs(found)), texts, _PAIRS[language])
        clauses += self._translated(language, translated, texts)
        if not clauses:
            return {}
        hits = self._searcher.search(tantivy.Query.boolean_query(clauses), limit=limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        scores = [cast(float, score) for score, _ in hits]
        return dict(zip(cast("list[int]", numbers), scores, strict=True))

    def _clauses(
        self, kind: str, language: str, wanted: Iterable[str], texts: int, weight: float
    ) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        known = [(self.frequency(term, language, kind), term) for term in wanted]
        held = sorted((count, term) for count, term in known if count)
        rare = [pair for pair in held if pair[0] <= max(_RARE, texts * _COMMON[language])]
        field = f"{kind}_{language}"
        chosen = []
        for _, term in (rare or held)[:_TERMS]:  # a question of common terms only has nothing else to go by
            query = tantivy.Query.term_query(_schema(), field, term, index_option="freq")
            chosen.append((tantivy.Occur.Should, tantivy.Query.boost_query(query, weight)))
        return chosen

    def _translated(
        self, language: str, translated: Iterable[Sequence[str]], texts: int
    ) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        wanted: dict[tuple[str, str], int] = {}
        for several in translated:
            placed = [(_field_of(term, language), term) for term in several]
            counted = [(self._count(*each), each) for each in placed]
            count, rarest = min(counted)
            if 0 < count <= max(_RARE, texts * _COMMON[language]):
                wanted[rarest] = count
        chosen = []
        for field, term in sorted(wanted, key=wanted.__getitem__)[:_TERMS]:
            option = "basic" if field == "spelled_vi" else "freq"
            query = tantivy.Query.term_query(_schema(), field, term, index_option=option)
            chosen.append((tantivy.Occur.Should, query))
        return chosen


def _field_of(term: str, language: str) -> str:
    if language != "vi":
        return f"words_{language}"
    return "pairs_vi" if "_" in term else "spelled_vi"


def rarity(term: str, frequency: int, texts: int, language: str) -> float:
    """How much a term tells: its weight in BM25, but no more than its rarity in the language at large.

    In an index of ninety texts everyday words look rare.
    """
    here = math.log1p((texts - min(frequency, texts) + 0.5) / (frequency + 0.5))
    return min(here, frequencies.rarity(term, language))
