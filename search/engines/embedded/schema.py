"""The tantivy schema, and a document in its terms."""

import hashlib
from datetime import date
from importlib.metadata import version

import tantivy

from search import analysis
from search.documents import DOCUMENT_VERSION, ListingDocument
from search.engines.embedded.run_numbers import AREA_COLUMNS, COLUMNS, encode, stored
from search.engines.entry import IndexEntry
from search.facets import FACETS
from search.fields import text_weights
from search.ranking import MIN_FACTOR, RULES
from search.runs import START_MONTHS, month_of

ALL = "all"
WORDS = "words"
PAYLOAD = "payload"
WEIGHT = "weight"
ORDER = "order"
SORT_PREFIX = "sort_"
# Values of a document as one term ("day+evening"): aggregating a field with several values a
# document takes 20 to 50 times as long.
SET_SUFFIX = "_set"
SET_JOINT = "+"
SORTS = ("best", "soonest", "shortest", "closing")
DAYS = ("first_day", "last_day", "refresh_day", "first_minute", "last_minute")

_LAYOUT = 5
# In the name of an index folder: an index of another version is not read but rebuilt.
VERSION = hashlib.sha256(
    repr(
        (
            *(_LAYOUT, DOCUMENT_VERSION, analysis.VERSION, version("tantivy"), RULES),
            *((facet.name, facet.order, facet.storage) for facet in FACETS.values()),
        )
    ).encode()
).hexdigest()[:12]


def set_field(name: str) -> str:
    """Name the field on which a facet is aggregated."""
    return name + SET_SUFFIX if FACETS[name].storage == "set" else name


def build_schema() -> tantivy.Schema:
    """Build the schema of VERSION."""
    builder = tantivy.SchemaBuilder()
    for name, _ in text_weights(ListingDocument):
        builder.add_text_field(name, tokenizer_name="whitespace")
    builder.add_text_field(ALL, tokenizer_name="whitespace")
    for name in ("id", WORDS, "place", "run", "shown_in"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for facet in FACETS.values():
        is_set = facet.storage == "set"
        builder.add_text_field(
            facet.name, tokenizer_name="raw", index_option="basic", fast=not is_set
        )
        if is_set:
            builder.add_text_field(
                set_field(facet.name), tokenizer_name="raw", index_option="basic", fast=True
            )
    for name in (ORDER, *COLUMNS, *AREA_COLUMNS, *(SORT_PREFIX + sort for sort in SORTS)):
        builder.add_integer_field(name, fast=True)
    for name in DAYS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_float_field(WEIGHT, fast=True)
    builder.add_bytes_field(PAYLOAD, stored=True)
    return builder.build()


def to_tantivy(entry: IndexEntry, today: date) -> tantivy.Document:
    """Turn an entry into what the writer takes."""
    row: dict[str, object] = {
        "id": [entry.id],
        ALL: [entry.everything],
        WORDS: list(entry.words),
        "run": list(entry.runs),
        "shown_in": list(entry.shown_in),
        ORDER: entry.order,
        WEIGHT: _stored_weight(entry.factor),
        "first_day": entry.first_day,
        "last_day": entry.last_day,
        "first_minute": entry.first_minute,
        "last_minute": entry.last_minute,
        "refresh_day": entry.refresh_day,
        PAYLOAD: entry.payload,
    }
    for name, text in entry.texts.items():
        row[name] = [text]
    for name, values in entry.keywords.items():
        row[name] = list(values)
        if name in FACETS and FACETS[name].storage == "set":
            shown = _counted(name, values, today)
            row[name + SET_SUFFIX] = [SET_JOINT.join(shown)] if shown else []
    row |= stored(encode(entry.run_values))
    for sort in SORTS:
        row[SORT_PREFIX + sort] = entry.sorts[sort]
    return tantivy.Document.from_dict(row)


def _counted(name: str, values: tuple[str, ...], today: date) -> tuple[str, ...]:
    """Leave out far months, which would make thousands of different sets.

    One month more than the facet shows, so that it is still right when the month has turned and
    the nightly refresh has not yet run.
    """
    if name != "starts":
        return tuple(sorted(values))
    shown = {*FACETS[name].values(today), month_of(today, START_MONTHS)}
    return tuple(sorted(shown.intersection(values)))


def _stored_weight(factor: float) -> float:
    """Make tantivy multiply by factor / 0.8: it multiplies by log2(2 + weight), weight >= 0."""
    return max(2 ** (factor / MIN_FACTOR) - 2, 0.0)
