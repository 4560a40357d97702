"""What the word modules know keeps up with the database."""

import pytest

from search import indexing, reference
from tests.factories import TODAY, CourseRunFactory, SubjectFactory, VenueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    reference.forget_reference()
    yield
    reference.forget_reference()


def test_a_new_venue_is_known_as_soon_as_its_course_is_found():
    indexing.rebuild(today=TODAY)
    assert reference.get_reference().venues.tokens == ()

    venue = VenueFactory()
    CourseRunFactory(course__provider=venue.provider, venue=venue)
    indexing.drain(today=TODAY)

    assert reference.get_reference().venues.tokens == (f"v{venue.pk}",)
    assert reference.get_reference().providers == {venue.provider.slug: venue.provider.name}


def test_while_nothing_changes_nothing_is_read(django_assert_num_queries):
    indexing.rebuild(today=TODAY)
    reference.get_reference()

    with django_assert_num_queries(0):
        reference.get_reference()


def test_an_editors_change_shows_after_a_minute(monkeypatch):
    reference.get_reference()
    subject = SubjectFactory()
    assert subject.slug not in reference.get_reference().subjects

    later = reference.time.monotonic() + reference.KEPT_SECONDS + 1
    monkeypatch.setattr(reference.time, "monotonic", lambda: later)

    assert subject.slug in reference.get_reference().subjects


def test_it_works_without_an_index():
    assert reference.get_reference().generation == ""
