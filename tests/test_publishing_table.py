"""The table of who may do what in the providers’ area is whole."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.publishing_addresses import all_lines
from tests.publishing_roles import World
from tests.publishing_world import (
    CALLS,
    built_world,  # noqa: F401
    world_of_a_test,  # noqa: F401
)

pytestmark = pytest.mark.django_db


def test_the_table_has_every_address_of_the_area(world: World) -> None:
    resolver = get_resolver()
    known = {
        f"{space}:{name}"
        for space in ("publishing", "enquiries")
        for name in resolver.namespace_dict[space][1].reverse_dict
        if isinstance(name, str)
    }
    known |= {"feedback:ask", "provider_api_docs", "stand_requests", "decide_stand"}
    lines = all_lines(world)
    asked = {line.name for line in lines}
    assert known - asked == set()
    for line in lines:
        assert resolver.resolve(line.url).view_name == line.name, line.url


def test_the_calls_of_software_are_all_of_the_document() -> None:
    paths = Client().get("/api/v1/provider/openapi.json").json()["paths"]
    known = {
        (method.upper(), path.rsplit("/provider", 1)[1].split("/{")[0])
        for path, methods in paths.items()
        for method in methods
    }
    tried = {
        (method, re.sub(r"(/courses|/venues)/.*", r"\1", path.partition("?")[0]))
        for method, path, _body in CALLS
    }
    assert known <= tried, known - tried
