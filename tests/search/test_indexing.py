"""What changes in the database is found, once, whatever happens in between."""

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import TestCase

from catalogue.courses.enums import CourseStatus, RunStatus
from catalogue.courses.models import Course
from catalogue.vacancies.enums import VacancyKind
from pathways.roles import RolePage, RolesPage
from pathways.sector_pages import CareersPage
from pathways.support.programmes import ProgrammePage, SchemesPage
from portal.pages.services import ensure_site_pages
from search import indexing, outbox
from search.analysis import analyse
from search.engines.base import Change, IndexOutdated
from search.index_status import statuses
from search.models import OutboxEntry
from search.query import Alternative, SearchQuery, Word
from tests.event_factories import at, make_date, make_event
from tests.factories import (
    TODAY,
    CourseFactory,
    CourseRunFactory,
    OrganisationFactory,
    VacancyLocationFactory,
)

pytestmark = pytest.mark.django_db
committing = TestCase.captureOnCommitCallbacks


@pytest.fixture(autouse=True)
def frozen_day(time_machine) -> None:
    time_machine.move_to(datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC))


@pytest.fixture
def empty_index() -> None:
    indexing.rebuild(today=TODAY)


def titles(words: str) -> list[str]:
    query = SearchQuery(
        words=tuple(Word(token, (Alternative((token,)),)) for token in analyse(words)), today=TODAY
    )
    return [hit.document.title for hit in indexing.get_engine().search(query).hits]


def test_a_saved_course_is_found_after_the_commit(empty_index):
    with committing(execute=True):
        CourseRunFactory(course__title="Welding for beginners")

    assert titles("welding") == ["Welding for beginners"]


def test_a_course_is_not_found_before_the_commit(empty_index):
    CourseRunFactory(course__title="Welding for beginners")

    assert titles("welding") == []
    assert OutboxEntry.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda run: Course.objects.get(pk=run.course_id).delete(),
        lambda run: _save(run.course, status=CourseStatus.WITHDRAWN),
        lambda run: _save(run.course, status=CourseStatus.DRAFT),
        lambda run: _save(run, status=RunStatus.CANCELLED),
        lambda run: _save(run, start_date=TODAY - datetime.timedelta(days=1)),
        lambda run: _save(run, enrol_by_date=TODAY - datetime.timedelta(days=1)),
        lambda run: _save(run.course.provider, is_live=False),
    ],
    ids=["deleted", "withdrawn", "draft", "cancelled", "started", "too late", "provider hidden"],
)
def test_what_may_not_be_seen_leaves_the_index(empty_index, change):
    with committing(execute=True):
        run = CourseRunFactory(course__title="Welding for beginners")
    assert titles("welding") == ["Welding for beginners"]

    with committing(execute=True):
        change(run)

    assert titles("welding") == []


def test_a_renamed_provider_is_found_by_its_new_name(empty_index):
    with committing(execute=True):
        run = CourseRunFactory(course__title="Welding", course__provider__name="Old Forge College")

    with committing(execute=True):
        _save(run.course.provider, name="Anvil College")

    assert titles("anvil") == ["Welding"]
    assert titles("forge") == []


def test_a_rebuild_holds_what_the_database_lists_and_nothing_else():
    CourseRunFactory(course__title="Welding")
    CourseRunFactory(course__title="Started", start_date=TODAY - datetime.timedelta(days=3))
    CourseFactory(title="Without a run")

    assert indexing.rebuild(today=TODAY) == 1

    assert indexing.compare(today=TODAY) == indexing.Comparison((), ())


def test_changes_made_while_no_index_existed_arrive_with_the_rebuild():
    with committing(execute=True):
        CourseRunFactory(course__title="Welding")
    assert statuses(today=TODAY)[0].state == "missing"

    indexing.rebuild(today=TODAY)

    assert titles("welding") == ["Welding"]
    assert statuses(today=TODAY)[0].waiting == 0


def test_a_course_saved_during_a_rebuild_is_not_lost(monkeypatch):
    CourseRunFactory(course__title="Plumbing")
    kind = indexing.KINDS["course"]

    def documents_with_a_visitor(*, today, ids=None):
        yield from kind.documents(today=today, ids=ids)
        if ids is None:  # the rebuild has read everything; now an editor saves
            CourseRunFactory(course__title="Welding")

    monkeypatch.setitem(
        indexing.KINDS,
        "course",
        type(kind)(kind.name, documents_with_a_visitor, kind.expected_ids),
    )

    indexing.rebuild(today=TODAY)

    assert titles("welding") == ["Welding"]


def test_an_index_without_all_listings_is_thrown_away(empty_index, monkeypatch):
    kind = indexing.KINDS["course"]
    with committing(execute=True):
        CourseRunFactory(course__title="Welding")
    monkeypatch.setitem(
        indexing.KINDS,
        "course",
        type(kind)(kind.name, kind.documents, lambda *, today: {"course:1000000"}),
    )

    with pytest.raises(indexing.IndexIncomplete, match="course:1000000"):
        indexing.rebuild(today=TODAY)

    assert titles("welding") == ["Welding"]


def test_draining_twice_writes_once(empty_index):
    CourseRunFactory(course__title="Welding")

    assert indexing.drain(today=TODAY) > 0
    assert indexing.drain(today=TODAY) == 0


def test_the_outbox_gives_each_listing_once_and_in_order():
    outbox.record(kind="course", ids=[5, 6])
    outbox.record(kind="course", ids=[5])

    batch = outbox.read_after(0, limit=10)

    assert batch.changes[-2:] == (outbox.Change("course", 5), outbox.Change("course", 6))
    assert batch.sequence == outbox.last_sequence()


def test_pruning_keeps_a_week_and_the_newest():
    outbox.record(kind="course", ids=[1, 2, 3])
    now = datetime.datetime(2026, 12, 25, tzinfo=datetime.UTC)

    outbox.prune(now=now)

    assert OutboxEntry.objects.count() == 1
    assert outbox.is_readable_after(outbox.last_sequence())
    assert not outbox.is_readable_after(0)
    assert not outbox.is_readable_after(outbox.last_sequence() + 1)


def _without_an_index(run):
    _engine_directory().rename(_engine_directory().with_name("elsewhere"))


def _with_an_index_that_slept_too_long(run):
    with committing(execute=False):
        _save(run.course, title="Soldering")
        outbox.record(kind="course", ids=[0])
    outbox.prune(now=datetime.datetime(2026, 12, 25, tzinfo=datetime.UTC))


def _with_a_database_that_was_set_back(run):
    with committing(execute=False):
        _save(run.course, title="Soldering")
    indexing.get_engine().apply([], sequence=outbox.last_sequence() + 50, today=TODAY)


def _with_the_index_of_another_database(run):
    with committing(execute=False):
        _save(run.course, title="Soldering")
    _publish_as_if_by_another_database()


def _publish_as_if_by_another_database():
    with indexing.get_engine().start_rebuild(today=TODAY) as building:
        building.commit()
        building.publish(sequence=outbox.last_sequence(), outbox="another")


def _with_an_index_that_lacks_a_listing(run):
    change = Change(f"course:{run.course_id}", None)
    indexing.get_engine().apply([change], sequence=outbox.last_sequence() + 1, today=TODAY)
    outbox.record(kind="course", ids=[0])


@pytest.mark.parametrize(
    ("damage", "title"),
    [
        (lambda run: None, "Welding"),
        (_without_an_index, "Welding"),
        (_with_an_index_that_slept_too_long, "Soldering"),
        (_with_a_database_that_was_set_back, "Soldering"),
        (_with_the_index_of_another_database, "Soldering"),
        (_with_an_index_that_lacks_a_listing, "Welding"),
    ],
    ids=[
        "as it should be",
        "missing",
        "slept too long",
        "database set back",
        "of another database",
        "incomplete",
    ],
)
def test_a_renewed_index_is_right_on_the_new_day(empty_index, damage, title):
    with committing(execute=True):
        run = CourseRunFactory(course__title="Welding", start_date=datetime.date(2027, 1, 1))
    damage(run)
    day = datetime.date(2026, 12, 10)

    indexing.renew(today=day)

    soon = SearchQuery(today=day, filters={"starts": ("soon",)})
    assert [hit.document.title for hit in indexing.get_engine().search(soon).hits] == [title]
    assert indexing.compare(today=day).is_equal


def test_an_index_that_slept_too_long_is_built_anew_and_loses_nothing(empty_index):
    with committing(execute=True):
        run = CourseRunFactory(course__title="Welding", start_date=datetime.date(2027, 1, 1))
    _with_an_index_that_slept_too_long(run)
    with committing(execute=True):  # its drain must not count the index as up to date
        CourseRunFactory(course__title="Baking")

    with pytest.raises(IndexOutdated, match="rebuild"):
        indexing.drain(today=TODAY)
    assert indexing.catch_up(today=TODAY, engine=indexing.get_engine()) > 0

    assert (titles("soldering"), titles("baking")) == (["Soldering"], ["Baking"])
    assert indexing.drain(today=TODAY) == 0


def test_an_index_of_another_database_never_counts_as_up_to_date(empty_index):
    """A new database beside a search server that still has the index of an old one."""
    _publish_as_if_by_another_database()
    with committing(execute=True):
        CourseRunFactory(course__title="Welding")

    assert statuses(today=TODAY)[0].state == "foreign"
    with pytest.raises(IndexOutdated, match="another database"):
        indexing.drain(today=TODAY)

    call_command("rebuild_index", if_missing=True)

    assert statuses(today=TODAY)[0].state == "ready"
    with committing(execute=True):
        CourseRunFactory(course__title="Baking")
    assert (titles("welding"), titles("baking")) == (["Welding"], ["Baking"])


def test_renewing_writes_only_what_the_day_changed(empty_index):
    with committing(execute=True):
        CourseRunFactory(start_date=datetime.date(2027, 1, 1))
        CourseRunFactory(start_date=datetime.date(2027, 9, 1))

    assert indexing.renew(today=datetime.date(2026, 12, 10)) == 1
    assert indexing.renew(today=datetime.date(2026, 12, 10)) == 0


@pytest.fixture
def listing_of_every_kind() -> None:
    CourseRunFactory()
    VacancyLocationFactory(vacancy__kind=VacancyKind.APPRENTICESHIP)
    VacancyLocationFactory(vacancy__kind=VacancyKind.JOB)
    home = ensure_site_pages()
    careers = home.add_child(instance=CareersPage(title="Careers", slug="careers-of-test"))
    roles = careers.add_child(instance=RolesPage(title="Roles", slug="roles"))
    roles.add_child(instance=RolePage(title="Porter", slug="porter"))
    schemes = home.add_child(instance=SchemesPage(title="Schemes", slug="schemes-of-test"))
    schemes.add_child(instance=ProgrammePage(title="Restart", slug="restart"))
    event = make_event()
    for days in (0, 1, 14):
        make_date(event, key=f"d{days}", start_at=at(days, 10), end_at=at(days, 12))


@pytest.mark.parametrize("name", sorted(indexing.KINDS))
def test_a_kind_builds_the_listings_that_it_expects(listing_of_every_kind, name):
    kind = indexing.KINDS[name]

    expected = kind.expected_ids(today=TODAY)

    assert expected
    assert {document.id for document in kind.documents(today=TODAY)} == expected


@pytest.mark.parametrize("courses", [1, 12])
def test_building_documents_asks_a_constant_number_of_questions(django_assert_num_queries, courses):
    provider = OrganisationFactory()
    for _ in range(courses):
        CourseRunFactory.create_batch(2, course=CourseFactory(provider=provider))

    # Providers, subjects, venues, councils, rules of roles and their subjects, decisions, and a
    # chunk with its runs, references and sectors.
    with django_assert_num_queries(11):
        assert len(list(indexing.KINDS["course"].documents(today=TODAY))) == courses


def _engine_directory() -> Path:
    return Path(settings.SEARCH["embedded_directory"])


def _save(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
