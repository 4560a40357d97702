"""Queries and judgements from files: docs/judging.md describes the columns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from django.http import QueryDict

from search.evaluation.tables import JudgingError, Row, column_name, read_lines, read_rows
from search.forms import FILTERS, NAMES, SearchForm

Half = Literal["tuning", "held-out"]
HALVES: tuple[Half, ...] = ("tuning", "held-out")

QUERY_IDS = ("query_id", "qid", "queryid", "topic", "topic_id", "id")
WORDS = ("query", "q", "words", "text", "query_text")
PLACES = ("near", "place", "location", "where")
TAGS = ("tags", "tag", "category", "type")
GRADES = ("grade", "relevance", "rel", "label", "score", "judgement", "judgment")
DOCUMENTS = (
    *("document", "doc", "document_id", "doc_id", "docid", "docno", "listing", "course"),
    *("course_id", "title", "course_name", "slug", "url", "id"),
)
REFERENCES = ("reference", "your_reference", "provider_reference", "course_reference", "ref")
PROVIDERS = ("ukprn", "provider_ukprn", "provider", "provider_id", "provider_name")
MOST_GRADE = 10  # 2^g - 1 is the gain: anything above is a score of something else

_BETWEEN_VALUES = re.compile(r"\s*[|;,]\s*")
_BETWEEN_TAGS = re.compile(r"[\s|;,]+")
_TREC = re.compile(r"\S+\s+\S+\s+\S.*?\s+-?\d+(?:\.0*)?\s*")
_TREC_PARTS = re.compile(r"(\S+)\s+\S+\s+(\S.*?)\s+(-?\d+(?:\.0*)?)\s*")


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """One question to the search, as a visitor asks it."""

    id: str
    form: SearchForm
    tags: tuple[str, ...] = ()

    @property
    def half(self) -> Half:
        """The half of the list that the query belongs to, for good."""
        return half_of(self.id)


@dataclass(frozen=True, slots=True)
class ListingName:
    """What a judgement calls a listing: ``("10001234", "CB1003")``, ``("", "course:12")``."""

    provider: str
    text: str

    def __str__(self) -> str:
        return f"{self.provider}:{self.text}" if self.provider else self.text


@dataclass(frozen=True, slots=True)
class JudgedList:
    """Queries, and for the id of each the grades of named listings."""

    queries: tuple[JudgedQuery, ...]
    grades: Mapping[str, Mapping[ListingName, int]]


def half_of(query_id: str) -> Half:
    """Say whether a query may be looked at while the search is tuned."""
    return HALVES[sha256(query_id.encode()).digest()[0] % 2]


def read_judged_list(queries: Path, judgements: Path) -> JudgedList:
    """Read both files. JudgingError names the file, the row and what to write instead."""
    asked = read_queries(queries)
    return JudgedList(asked, read_judgements(judgements, asked))


def read_queries(path: Path) -> tuple[JudgedQuery, ...]:
    """Read the queries, in the order of the file."""
    found: dict[str, JudgedQuery] = {}
    for row in read_rows(path):
        query = _query(row)
        if query.id in found:
            raise row.error(f"the query id “{query.id}” occurs twice. Give each query its own.")
        found[query.id] = query
    if not found:
        raise JudgingError(f"{path}: has no queries. Write one in each line below the heading.")
    return tuple(found.values())


def _query(row: Row) -> JudgedQuery:
    words, near = row.first(WORDS), row.first(PLACES)
    if not any(name in row.cells for name in (*WORDS, *PLACES)):
        raise row.error("there is no column “query”. Name the column of the words query or q.")
    values = QueryDict(mutable=True)
    for name in NAMES:
        if name in FILTERS:
            values.setlist(name, [v for v in _BETWEEN_VALUES.split(row.cells.get(name, "")) if v])
        elif cell := row.cells.get(name, ""):
            values[name] = cell
    values["q"], values["near"] = words, near
    form = SearchForm.read(values)
    if not form.pairs():
        raise row.error("nothing is asked. Write words in “query” or a place in “near”.")
    tags = tuple(tag for tag in _BETWEEN_TAGS.split(row.first(TAGS).lower()) if tag)
    return JudgedQuery(row.first(QUERY_IDS) or " ".join(f"{words} {near}".split()), form, tags)


def read_judgements(
    path: Path, queries: tuple[JudgedQuery, ...]
) -> dict[str, dict[ListingName, int]]:
    """Read the grades of listings, by the id of the query."""
    known = {query.id: query.id for query in queries}
    by_words = {query.form.q.casefold(): query.id for query in queries}
    grades: dict[str, dict[ListingName, int]] = {}
    for row in _judgement_rows(path):
        asked = row.first(QUERY_IDS[:-1]) or row.first(WORDS) or row.cells.get("id", "")
        query_id = known.get(asked) or by_words.get(asked.casefold(), "")
        if not query_id:
            raise row.error(f"no query has the id “{asked}”. Use the ids of the queries file.")
        listing, grade = _listing(row), _grade(row)
        of_query = grades.setdefault(query_id, {})
        of_query[listing] = max(grade, of_query.get(listing, 0))
    return grades


def _judgement_rows(path: Path) -> Iterator[Row]:
    """Give rows with names, whether the file has a heading or is in the TREC form."""
    lines = read_lines(path)
    names = {column_name(name) for name in re.split(r"[,\t;]", lines[0])}
    if names.intersection(GRADES) or not _TREC.fullmatch(lines[0]):
        yield from read_rows(path)
        return
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        parts = _TREC_PARTS.fullmatch(line.strip())
        if parts is None:
            raise Row(str(path), number, {}).error("write: query_id 0 document grade.")
        cells = dict(zip(("query_id", "document", "grade"), parts.groups(), strict=True))
        yield Row(str(path), number, cells)


def _listing(row: Row) -> ListingName:
    provider, reference = row.first(PROVIDERS), row.first(REFERENCES)
    has_id = any(row.cells.get(name) for name in QUERY_IDS[:-1])
    text = row.first(DOCUMENTS if has_id else DOCUMENTS[:-1])
    if text and not reference:
        return ListingName("", text)
    if reference:
        return ListingName(provider, reference)
    raise row.error(
        "no listing is named. Write it in “document” (course:123, a reference, a title), or in "
        "“ukprn” and “reference”."
    )


def _grade(row: Row) -> int:
    text = row.first(GRADES)
    try:
        number = float(text)
    except ValueError:
        problem = f"the grade “{text}” is no number." if text else "there is no grade."
        raise row.error(f"{problem} Write 0 (wrong) to 3 (exactly what was asked).") from None
    if number != int(number) or number > MOST_GRADE:
        raise row.error(f"the grade “{text}” is not a whole number up to {MOST_GRADE}.")
    return max(int(number), 0)  # TREC marks spam with less than 0
