"""Keys of the API: whose courses they reach, when they stop, how often they may call."""

import pytest
from django.test import Client

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.providers.models import Organisation, Venue
from catalogue.publishing.api.keys import key_of, stop_key
from catalogue.publishing.models import ApiToken
from portal.core.clock import now, today
from tests.catalogue.publishing.api.conftest import COURSE, new_caller
from tests.publishing_factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_key_reaches_nothing_of_another_organisation(caller, method: str) -> None:
    caller("PUT", "/courses/B-1", COURSE)
    course = Course.objects.get()
    stranger = new_caller("omar", is_trusted=True)

    answer = stranger(method, "/courses/B-1", COURSE if method == "PUT" else None)

    course.refresh_from_db()
    assert answer.status_code == (200 if method == "PUT" else 404)
    assert course.status == CourseStatus.LIVE
    assert course.provider == caller.organisation
    assert Course.objects.filter(provider=stranger.organisation).count() == (method == "PUT")
    assert stranger("GET", "/courses").json()["total"] == (method == "PUT")


def test_a_key_writes_no_place_of_another_organisation(caller) -> None:
    theirs = Venue.objects.create(
        provider=caller.organisation, name="Weaving room", postcode="WS1 1AA", reference="V-1"
    )
    stranger = new_caller("omar", is_trusted=True)
    cells = {
        "VENUE_NAME": "Taken", "ADDRESS_LINE_1": "1 Road", "TOWN_OR_CITY": "Walsall",
        "POSTCODE": "WS1 1AA",
    }  # fmt: skip

    stranger("PUT", "/venues/V-1", {"venue": cells})

    theirs.refresh_from_db()
    assert theirs.name == "Weaving room"
    assert Venue.objects.filter(provider=stranger.organisation).count() == 1


CALLS = [
    ("GET", "/courses"),
    ("POST", "/courses"),
    ("GET", "/courses/B-1"),
    ("PUT", "/courses/B-1"),
    ("DELETE", "/courses/B-1"),
    ("PUT", "/venues/V-1"),
]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
@pytest.mark.parametrize("key", ["", "wmk_wrong", "no key at all", "wmk_" + "é" * 40])
def test_without_a_key_that_works_nothing_answers(caller, call, key) -> None:
    caller("PUT", "/courses/B-1", COURSE)

    answer = caller(*call, COURSE, key=key.encode().decode("latin-1"))

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert Course.objects.get().status == CourseStatus.LIVE


def test_a_stopped_key_stops_at_once(caller) -> None:
    stop_key(ApiToken.objects.get(), actor=make_user("omar"), now=now())

    assert caller("GET", "/courses").status_code == 401


def test_a_key_of_an_organisation_that_is_off_the_site_opens_nothing(caller) -> None:
    Organisation.objects.filter(pk=caller.organisation.pk).update(is_live=False)

    assert caller("GET", "/courses").status_code == 401


def test_the_session_of_a_person_is_no_key(caller) -> None:
    client = Client()
    client.force_login(make_user("omar"), backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/api/v1/provider/courses").status_code == 401


def test_a_key_remembers_its_last_day(caller) -> None:
    caller("GET", "/courses")

    assert ApiToken.objects.get().last_used_date == today()
    assert key_of("wmk_other", today=today()) is None


def test_too_many_calls_are_told_to_wait(caller) -> None:
    statuses = [caller("GET", "/courses").status_code for _ in range(121)]

    assert statuses == [200] * 120 + [429]
    assert caller("GET", "/courses").headers["Retry-After"] == "60"


def test_guessing_keys_is_stopped(caller) -> None:
    statuses = [caller("GET", "/courses", key=f"wmk_{n}").status_code for n in range(21)]

    assert statuses == [401] * 20 + [429]
