"""Publishing in real transactions: found in search at once, and pressed by two people."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from catalogue.courses.models import Course
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry, Organisation, Venue
from catalogue.publishing.editor.places import PlaceChanged, keep_seen_place, version_of
from catalogue.publishing.models import Draft
from portal.core.clock import now
from portal.core.models import Place
from tests.catalogue.events.bookings.conftest import own_database
from tests.catalogue.publishing.editor.test_publishing import publish

__all__ = ["own_database"]  # a fixture


@pytest.fixture
def db(own_database: None) -> None:
    """Stand in for pytest-django's: real transactions, and nothing of the test before."""
    for model in (Course, Organisation, get_user_model()):
        model._default_manager.all().delete()
    Place.objects.filter(parent__isnull=False).delete()
    Place.objects.all().delete()


def test_a_published_course_is_found_in_search_within_two_seconds(scene) -> None:
    draft = scene.draft(title="Whittling spoons for beginners")
    Client().get("/search/?q=warm")  # the words of the region are read once a process
    began = time.process_time()  # whatever else the machine does meanwhile

    answer = scene.post("draft_publish", draft.pk)

    found = Client().get("/search/?q=whittling").content.decode()
    assert time.process_time() - began < 2
    course = Course.objects.get()
    assert answer.url == scene.url("course_live", course.pk)
    assert "Whittling spoons for beginners" in found
    assert not Draft.objects.exists()
    entry = AuditEntry.objects.get(action=AuditAction.COURSE_PUBLISHED)
    assert (entry.actor, entry.facts["course"]) == (scene.user, course.pk)


def test_two_people_who_publish_at_once_make_one_course(scene) -> None:
    draft = scene.draft()

    results = at_once(lambda: publish(draft, scene), lambda: publish(draft, scene))

    assert sorted(one.result for one in results) == ["GONE", "PUBLISHED"]
    assert {one.course for one in results} == {Course.objects.get()}


def test_of_two_people_who_keep_a_place_at_once_one_is_told(scene) -> None:
    seen = version_of(scene.venue)

    def keep(phone: str) -> str:
        mine = Venue.objects.select_related("provider").get(pk=scene.venue.pk)
        try:
            keep_seen_place(mine, {"phone": phone}, seen=seen, actor=scene.user, now=now())
        except PlaceChanged:
            return ""
        return phone

    results = at_once(lambda: keep("0121 496 0001"), lambda: keep("0121 496 0002"))

    scene.venue.refresh_from_db()
    assert sorted(results) == ["", scene.venue.phone]


def at_once(*presses: Callable[[], Any]) -> list[Any]:
    """Let each press be somebody's own, all at the same moment. Return what each gave."""
    results: list[Any] = []

    def press(one: Callable[[], Any]) -> None:
        try:
            results.append(one())
        finally:
            connection.close()

    people = [threading.Thread(target=press, args=(one,)) for one in presses]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return results
