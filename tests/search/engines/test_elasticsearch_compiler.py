"""Every field that a request names is in the mapping: an unknown one finds nothing, in silence."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from search.engines.elasticsearch import compiler
from search.engines.elasticsearch.compiler import terms
from search.engines.elasticsearch.mapping import build_mapping, field_names, to_source
from search.engines.elasticsearch.results import Pager
from search.engines.entry import index_entry
from search.query import Alternative, PlaceFilter, SearchQuery, Word
from tests.search.engines.asking import ask, course, generated_settings
from tests.search.engines.generated import TODAY, queries

# What stands around the names of fields in the bodies that we write.
NAMING = {"term", "terms", "match_phrase", "range"}
DIRECT = {"field"}


class Asked(Exception):  # noqa: N818
    """Carries what would have been sent."""

    def __init__(self, bodies: list[dict[str, Any]]) -> None:
        super().__init__()
        self.bodies = bodies


def bodies_of(query: SearchQuery) -> list[dict[str, Any]]:
    def ask_nobody(bodies):
        raise Asked(list(bodies))

    try:
        Pager(ask_nobody, query).page()
    except Asked as asked:
        return asked.bodies
    raise AssertionError("no request")


def fields_named(body: object) -> Iterator[str]:
    if isinstance(body, list):
        for part in body:
            yield from fields_named(part)
    elif isinstance(body, dict):
        for key, value in body.items():
            if key in NAMING and "field" not in value:
                yield from value
            elif key in DIRECT:
                yield value
            elif key == "sort":
                yield from (name for one in value for name in one if name != "_score")
            else:
                yield from fields_named(value)


@generated_settings
@given(query=queries(), sort=st.sampled_from(("best", "nearest", "soonest", "closing")))
def test_every_field_of_a_request_is_in_the_mapping(query, sort):
    for body in bodies_of(dataclasses.replace(query, sort=sort)):
        named = set(fields_named(body))
        assert named
        assert named <= field_names()


@generated_settings
@given(query=queries())
def test_every_field_that_is_looked_up_can_be(query):
    properties = build_mapping().to_dict()["properties"]
    for body in bodies_of(query):
        for name in set(fields_named({"query": body["query"], "f": body.get("post_filter", {})})):
            if name != "weight":
                assert properties[name].get("index", True), name
        for name in set(fields_named({"aggs": list(body.get("aggs", {}).values())})):
            if name not in ("run", "place"):
                assert properties[name].get("doc_values", True), name


def test_a_listing_has_every_field_of_the_mapping_and_no_other():
    assert set(json.loads(to_source(index_entry(course(1), TODAY)))) == field_names()


def test_one_request_holds_page_total_and_counts():
    assert len(bodies_of(ask("welding", filters={"when": ("evening",)}, facets=("when",)))) == 1
    place = PlaceFilter(near=("walsall",))
    for sort in ("best", "nearest", "soonest"):
        assert len(bodies_of(ask("welding", place=place, sort=sort))) == 1


def test_only_what_is_counted_stands_outside_the_query():
    filters = {"level": ("2",), "sector": ("care",)}
    (body,) = bodies_of(ask("welding", filters=filters, facets=("level",)))
    assert body["post_filter"] == {"terms": {"level": ["2"]}}
    assert {"terms": {"sector": ["care"]}} in body["query"]["function_score"]["query"]["bool"][
        "filter"
    ]
    (body,) = bodies_of(ask("welding", filters=filters))
    assert "post_filter" not in body


def test_more_values_than_the_server_takes_at_once_are_asked_in_parts():
    values = [f"v{number}" for number in range(compiler.MAX_TERMS + 1)]
    parts = [part["terms"]["place"] for part in terms("place", values)["bool"]["should"]]
    assert [value for part in parts for value in part] == values
    assert max(map(len, parts)) <= compiler.MAX_TERMS


def test_half_a_letter_is_never_sent():
    half = "\ud83d"
    word = Word(half, (Alternative((half,)), Alternative(("a", half))))
    query = ask(words=(word,), filters={"when": (half,), "level": (half,)}, facets=("when",))
    for body in bodies_of(dataclasses.replace(query, place=PlaceFilter(near=("v1",)))):
        repr(body).encode()
        assert half not in repr(body)
