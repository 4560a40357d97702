"""The mapping, generated from the document class and the facets, and a listing in its terms."""

import hashlib
import json
from datetime import date
from typing import Any

from elasticsearch.dsl import Double, Integer, Keyword, Long, Mapping, Object, Text

from search import analysis
from search.documents import DOCUMENT_VERSION, ListingDocument
from search.engines.entry import IndexEntry
from search.facets import FACETS
from search.fields import text_weights
from search.query import Sort
from search.ranking import MIN_FACTOR, RULES

ALL = "all"
WORDS = "words"
PAYLOAD = "payload"
WEIGHT = "weight"
ORDER = "order"
RUN = "run"
PLACE = "place"
SHOWN_IN = "shown_in"
DAYS = ("first_day", "last_day", "refresh_day", "first_minute", "last_minute")
SORT_PREFIX = "sort_"
SORTS: tuple[Sort, ...] = ("best", "soonest", "shortest", "closing")
# In every index, beside the listings: {"payload": {"sequence": 117, "built_on": ...}}.
# It has no other field, so no search finds it: searches ask for `shown_in`.
STATE_ID = "index-state"

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LAYOUT = 3
# In the name of an index: one of another version is not read but rebuilt.
VERSION = hashlib.sha256(
    repr(
        (
            *(_LAYOUT, DOCUMENT_VERSION, analysis.VERSION, RULES),
            *((facet.name, facet.order) for facet in FACETS.values()),
        )
    ).encode()
).hexdigest()[:12]


def build_mapping() -> Mapping:
    """Build the mapping of VERSION. Whatever is not in it is refused when it is written."""
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    # Nothing is updated or reindexed from the index: it is rebuilt from the database.
    mapping.meta("_source", {"includes": [PAYLOAD]})
    for name, _ in text_weights(ListingDocument):
        mapping.field(name, Text(analyzer="whitespace"))
    # Only matched, never scored: no lengths are kept.
    mapping.field(ALL, Text(analyzer="whitespace", norms=False))
    for name in (RUN, PLACE, SHOWN_IN):
        mapping.field(name, Keyword(doc_values=False))
    # Listed by an aggregation, never searched.
    mapping.field(WORDS, Keyword(index=False))
    for name in ("id", *FACETS):
        mapping.field(name, Keyword())
    for name in (ORDER, *(SORT_PREFIX + sort for sort in SORTS)):
        mapping.field(name, Long(index=False))
    for name in DAYS:
        mapping.field(name, Integer())
    mapping.field(WEIGHT, Double(index=False))
    mapping.field(PAYLOAD, Object(enabled=False))
    return mapping


def field_names() -> frozenset[str]:
    """Name every field that a query may use: an unknown one finds nothing, in silence."""
    return frozenset(build_mapping().to_dict()["properties"])


def to_source(entry: IndexEntry) -> bytes:
    """Write an entry as a line of a bulk request; the payload is JSON already."""
    row: dict[str, Any] = {
        "id": entry.id,
        ALL: entry.everything,
        WORDS: entry.words,
        RUN: entry.runs,
        SHOWN_IN: entry.shown_in,
        ORDER: entry.order,
        # Over the least factor, as the embedded engine has to store it: equal scores on both.
        WEIGHT: max(entry.factor / MIN_FACTOR, 1.0),
        "first_day": entry.first_day,
        "last_day": entry.last_day,
        "first_minute": entry.first_minute,
        "last_minute": entry.last_minute,
        "refresh_day": entry.refresh_day,
        **entry.texts,
        **entry.keywords,
    }
    for sort in SORTS:
        row[SORT_PREFIX + sort] = entry.sorts[sort]
    line = _JSON.encode(row).encode()
    return b"%b,%b:%b}" % (line[:-1], f'"{PAYLOAD}"'.encode(), entry.payload)


def state_source(sequence: int, built_on: date, outbox: str) -> dict[str, Any]:
    """Write what an index holds: everything up to a number of an outbox, right on a day."""
    return {PAYLOAD: {"sequence": sequence, "built_on": built_on.isoformat(), "outbox": outbox}}
