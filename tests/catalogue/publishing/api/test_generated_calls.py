"""Calls made up from the OpenAPI document: none breaks anything, all answer as it says."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS
from schemathesis.generation.case import Case

from catalogue.courses.models import Course
from catalogue.publishing.api import routes
from portal.wsgi import application
from tests.catalogue.publishing.api.conftest import COURSE, new_caller

FEW = settings(
    max_examples=9,  # the same ones each time: more of them found no more
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


schema = schemathesis.openapi.from_wsgi("/api/v1/provider/openapi.json", application)
# What a cell may hold is for the validator to say, so what fits the document may be refused.
REFUSES = ("positive_data_acceptance",)


def _excluded() -> list:
    return [check for check in CHECKS.get_all() if check.__name__ in REFUSES]


@pytest.fixture
def key(db, monkeypatch) -> Iterator[str]:
    monkeypatch.setattr(routes, "CALLS_A_MINUTE", 1_000_000)
    monkeypatch.setattr(routes, "WRONG_KEYS_A_MINUTE", 1_000_000)
    caller = new_caller(is_trusted=True)
    assert caller("PUT", "/courses/B-1", COURSE).status_code == 200
    # The end of a request would close the connection of the test, as it does on a server.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield caller.key
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@FEW
def test_with_a_key_every_call_answers_as_the_document_says(case: Case, key: str) -> None:
    case.call_and_validate(
        headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"},
        excluded_checks=_excluded(),
    )


@schema.parametrize()
@settings(FEW, max_examples=4)  # the key is read before anything else
def test_without_a_key_nothing_is_read_or_written(case: Case, key: str) -> None:
    before = list(Course.objects.values())

    response = case.call(headers={"Authorization": "Bearer wmk_nobody"})

    assert response.status_code in (401, 404, 405)
    assert list(Course.objects.values()) == before
