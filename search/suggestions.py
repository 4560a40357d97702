"""Suggestions while typing: a small index of word beginnings, held in the process."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import tantivy

from search.analysis import surface_words
from search.engines.embedded.errors import translated

LONGEST_EDGE = 15  # letters of a word that are compared while it is typed
LONGEST_START = 24  # letters of a whole suggestion, for "begins with what was typed"
MOST_TYPED_WORDS = 6
FUZZY_LETTERS = 4  # from so many letters a slip is forgiven, when nothing else is found
KINDS = ("subject", "role", "programme", "course", "apprenticeship", "job", "provider", "place")
# Beginning with what was typed outweighs any weight: a weight multiplies by log2(2 + weight), and
# that of a million listings is 20.
START_SCORE = 20.0
WRITER_BYTES = 15_000_000
Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line to offer and the search it runs.

    ``Suggestion("Welding", "subject", (("subject", "welding"),), weight=120)``: the kind is one of
    KINDS ("place" is for the box "Where?"), the parameters are those of the search address, the
    weight is how many listings it finds.
    """

    text: str
    kind: str
    parameters: Parameters
    weight: int = 0


class SuggestionIndex:
    """Finds suggestions by the beginnings of their words, in any order."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()

    @classmethod
    def build(cls, entries: Iterable[Suggestion]) -> "SuggestionIndex":
        """Index suggestions in memory. Same text and kind: once. Raises EngineUnavailable."""
        with translated("building suggestions"):
            index = tantivy.Index(_schema())
            writer = index.writer(WRITER_BYTES, 1)
            seen: set[tuple[str, str]] = set()
            for entry in entries:
                words = _words(entry.text)
                identity = (" ".join(words), entry.kind)
                if words and identity not in seen:
                    seen.add(identity)
                    writer.add_document(_document(entry, words))
            writer.commit()
            writer.wait_merging_threads()
            index.reload()
            return cls(index)

    def suggest(self, typed: str, *, limit: int = 8, kinds: Sequence[str] = ()) -> list[Suggestion]:
        """Return suggestions for what has been typed so far, the best first.

        Those that begin with it come before those that hold it, heavier ones first. Only of
        ``kinds``, if any are given. Nothing for nothing.
        """
        words = [word[:LONGEST_EDGE] for word in _words(typed[:200])[:MOST_TYPED_WORDS]]
        if not words or limit < 1:
            return []
        with translated("reading suggestions"):
            found = self._search(self._query(words, kinds), limit)
            if not found and any(len(word) >= FUZZY_LETTERS for word in words):
                found = self._search(self._query(words, kinds, is_fuzzy=True), limit)
            return found

    def _query(
        self, words: Sequence[str], kinds: Sequence[str], *, is_fuzzy: bool = False
    ) -> tantivy.Query:
        query, must = tantivy.Query, tantivy.Occur.Must
        clauses = [
            (must, query.const_score_query(self._beginning(word, is_fuzzy=is_fuzzy), 1.0))
            for word in words
        ]
        start = query.term_query(self._schema, "start", _start(words), "basic")
        clauses.append(
            (tantivy.Occur.Should, query.const_score_query(start, START_SCORE * len(words)))
        )
        if kinds:
            of_kind = query.term_set_query(self._schema, "kind", list(kinds))
            clauses.append((must, query.const_score_query(of_kind, 0.0)))
        return query.boolean_query(clauses)

    def _beginning(self, word: str, *, is_fuzzy: bool) -> tantivy.Query:
        if is_fuzzy and len(word) >= FUZZY_LETTERS:
            return tantivy.Query.fuzzy_term_query(
                self._schema, "edges", word, distance=1, transposition_cost_one=True
            )
        return tantivy.Query.term_query(self._schema, "edges", word, "basic")

    def _search(self, query: tantivy.Query, limit: int) -> list[Suggestion]:
        result = self._searcher.search(query, limit, count=False, weight_by_field="weight")
        return [
            _suggestion(bytes(self._searcher.doc(address)["payload"][0]))
            for _, address in result.hits
        ]


def _words(text: str) -> list[str]:
    """Return the words by their letters: half-typed, "it s" is no "IT skills" to the analysis."""
    return ["it" if word == "infotech" else word for word in surface_words(text)]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("edges", "start", "kind"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("payload", stored=True)
    return builder.build()


def _document(entry: Suggestion, words: Sequence[str]) -> tantivy.Document:
    edges = {
        word[:length] for word in words for length in range(1, min(len(word), LONGEST_EDGE) + 1)
    }
    whole = _start(words)
    return tantivy.Document(
        edges=sorted(edges),
        start=[whole[:length] for length in range(1, len(whole) + 1)],
        kind=[entry.kind],
        weight=float(max(entry.weight, 0)),
        payload=json.dumps([entry.text, entry.kind, entry.parameters, entry.weight]).encode(),
    )


def _start(words: Sequence[str]) -> str:
    return " ".join(words)[:LONGEST_START]


def _suggestion(payload: bytes) -> Suggestion:
    text, kind, parameters, weight = json.loads(payload)
    return Suggestion(text, kind, tuple((name, value) for name, value in parameters), weight)
