"""A key, an organisation with a place, and calls, for tests of the write API."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from catalogue.providers.models import Organisation
from catalogue.publishing.api.keys import make_key
from portal.core.clock import today
from tests.factories import OrganisationFactory
from tests.publishing_factories import make_user

BASE = "/api/v1/provider"
# Calls are judged by the clock. A day that is years away would hold its row.
FIRST_DAY, OTHER_DAY = (f"{today() + timedelta(days=days):%d/%m/%Y}" for days in (60, 67))
COURSE = {
    "course": {
        "COURSE_NAME": "Basketry for beginners",
        "ABOUT": "For people who like to work with their hands.",
        "HOW_TO_JOIN": "Phone",
        "JOIN_DETAILS": "0121 496 0142",
    },
    "runs": [
        {
            "DELIVERY_MODE": "Classroom",
            "VENUE_NAME": "Weaving room",
            "POSTCODE": "WS1 1AA",
            "START_DATE": FIRST_DAY,
            "COST": "25.00",
        }
    ],
}


@dataclass
class Caller:
    """Software with a key: ``caller("PUT", "/courses/B-1", COURSE)``."""

    organisation: Organisation
    key: str

    def __call__(self, method: str, path: str, body: Any = None, *, key: str | None = None):
        text = self.key if key is None else key
        headers = {"Authorization": f"Bearer {text}"} if text else {}
        return Client().generic(
            method,
            BASE + path,
            "" if body is None else (body if isinstance(body, str) else json.dumps(body)),
            content_type="application/json",
            headers=headers,
        )


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def new_caller(name: str = "lena", **values: Any) -> Caller:
    """Return software of a new organisation."""
    organisation = OrganisationFactory(**values)
    _key, text = make_key(organisation, name="Records", actor=make_user(name), now=timezone.now())
    return Caller(organisation, text)


@pytest.fixture
def caller(db) -> Caller:
    return new_caller(is_trusted=True)
