"""A new index is put in use only when it holds what it should."""

import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course, CourseRun
from search import gates, indexing
from search.choosing import get_engine
from search.index_status import statuses
from search.models import OutboxEntry, ProviderCount
from tests.factories import TODAY, CourseFactory, CourseRunFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
committing = TestCase.captureOnCommitCallbacks


@pytest.fixture(autouse=True)
def frozen_day(time_machine) -> None:
    time_machine.move_to(datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC))


@pytest.fixture
def moor():
    """A college with ten courses that an index in use lists, and another one."""
    provider = OrganisationFactory(name="Moor College", slug="moor-college", ukprn="10001234")
    for number in range(10):
        CourseRunFactory(course=CourseFactory(provider=provider, title=f"Welding {number}"))
    for _ in range(4):
        CourseRunFactory(course__provider__name="Dale College")
    indexing.rebuild(today=TODAY)
    return provider


def lose(provider, number: int) -> None:
    rows = Course.objects.filter(provider=provider).order_by("pk")[:number]
    Course.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        status=CourseStatus.WITHDRAWN
    )


def test_a_provider_that_lost_a_third_is_named_and_nothing_is_put_in_use(moor):
    lose(moor, 3)
    before = statuses(today=TODAY)[0].index
    with pytest.raises(gates.ProvidersShrank) as refused:
        indexing.rebuild(today=TODAY)

    shrunk = gates.Shrunk("moor-college", "Moor College", "10001234", before=10, after=7)
    assert refused.value.shrunk == (shrunk,)
    assert "Moor College (UKPRN 10001234): 10 before, 7 after" in str(refused.value)
    assert "--allow-shrink 10001234" in str(refused.value)
    assert statuses(today=TODAY)[0].index == before
    assert statuses(today=TODAY)[0].documents == 14


def test_two_of_ten_are_everyday_work(moor):
    lose(moor, 2)
    assert indexing.rebuild(today=TODAY) == 12


@pytest.mark.parametrize("name", ["10001234", "moor-college"])
def test_who_says_so_may_shrink_it_and_is_not_asked_again(moor, name):
    lose(moor, 8)
    assert indexing.rebuild(today=TODAY, allow_shrink=[name]) == 6
    assert indexing.rebuild(today=TODAY) == 6


def test_allowing_one_provider_allows_no_other(moor):
    lose(moor, 8)
    other = Course.objects.exclude(provider=moor).first().provider
    with pytest.raises(gates.ProvidersShrank):
        indexing.rebuild(today=TODAY, allow_shrink=[other.slug])


def test_courses_that_start_and_expire_are_no_loss(moor):
    CourseRun.objects.filter(course__provider=moor).update(
        start_date=TODAY + datetime.timedelta(days=3)
    )
    indexing.rebuild(today=TODAY)
    later = TODAY + datetime.timedelta(days=30)
    assert indexing.rebuild(today=later) < 14


def test_what_was_withdrawn_and_announced_since_the_last_index_is_noticed_too(moor):
    with committing(execute=True):
        for course in Course.objects.filter(provider=moor)[:5]:
            course.status = CourseStatus.WITHDRAWN
            course.save()
    assert statuses(today=TODAY)[0].documents == 9, "the index in use has followed"
    with pytest.raises(gates.ProvidersShrank, match="10 before, 5 after"):
        indexing.rebuild(today=TODAY)


def test_rows_deleted_behind_our_back_are_noticed_without_any_count(moor):
    ProviderCount.objects.all().delete()
    entries = OutboxEntry.objects.count()
    lose(moor, 6)
    assert OutboxEntry.objects.count() == entries
    with pytest.raises(gates.ProvidersShrank, match="10 before, 4 after"):
        indexing.rebuild(today=TODAY)


def test_a_provider_taken_off_the_site_is_not_asked_about(moor):
    moor.is_live = False
    moor.save()
    assert indexing.rebuild(today=TODAY) == 4
    Course.objects.filter(provider=moor).delete()
    assert indexing.rebuild(today=TODAY) == 4


def test_the_first_index_of_all_has_nothing_to_be_compared_with():
    CourseRunFactory.create_batch(4)
    assert indexing.rebuild(today=TODAY) == 4


def test_the_command_names_the_provider_and_takes_the_permission(moor):
    lose(moor, 9)
    with pytest.raises(CommandError, match=r"Moor College \(UKPRN 10001234\): 10 before, 1 after"):
        call_command("rebuild_index", stdout=io.StringIO())
    output = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("rebuild_index", "--json", stdout=output)
    [answer] = json.loads(output.getvalue())
    assert answer["shrunk"] == [
        {"name": "Moor College", "ukprn": "10001234", "slug": "moor-college"}
        | {"before": 10, "after": 1}
    ]
    with pytest.raises(CommandError, match="No provider has the UKPRN or address part 999"):
        call_command("rebuild_index", "--allow-shrink", "999")
    call_command("rebuild_index", "--allow-shrink", "10001234", stdout=io.StringIO())
    assert statuses(today=TODAY)[0].documents == 5


def test_a_listing_that_is_there_twice_is_refused(moor, monkeypatch):
    kind = indexing.KINDS["course"]

    def twice(*, today, ids=None):
        for document in kind.documents(today=today, ids=ids):
            yield document
            yield document

    monkeypatch.setitem(indexing.KINDS, "course", type(kind)(kind.name, twice, kind.expected_ids))
    with pytest.raises(gates.IndexIncomplete, match="28 documents were written for 14"):
        indexing.rebuild(today=TODAY)


def test_a_listing_that_changed_a_moment_ago_must_be_there_too(moor, monkeypatch):
    kind = indexing.KINDS["course"]
    with committing(execute=True):
        lost = CourseRunFactory().course_id

    def without_it(*, today, ids=None):
        return (d for d in kind.documents(today=today, ids=ids) if d.id != f"course:{lost}")

    changed = type(kind)(kind.name, without_it, kind.expected_ids)
    monkeypatch.setitem(indexing.KINDS, "course", changed)
    with pytest.raises(gates.IndexIncomplete, match=f"course:{lost}"):
        indexing.rebuild(today=TODAY)


def test_titles_that_do_not_find_themselves_are_refused(moor, monkeypatch):
    """The analysis of the index and that of the query differ, as after a mistake in a table."""
    monkeypatch.setattr(gates, "analyse", lambda text: ["nowhere"])
    with pytest.raises(gates.TitlesNotFound, match="Welding"):
        indexing.rebuild(today=TODAY)


def test_titles_that_begin_as_others_do_find_themselves():
    provider = OrganisationFactory()
    titles = ["Care", *(f"Care level {n}" for n in range(60))]
    for title in titles:
        CourseRunFactory(course=CourseFactory(provider=provider, title=title))
    assert indexing.rebuild(today=TODAY) == len(titles)


def test_another_gate_is_one_function_more(moor, monkeypatch):
    seen = []

    def judged(candidate: gates.Candidate) -> None:
        seen.append(len(candidate.ids))
        raise gates.IndexRefused("the judged queries got worse")

    monkeypatch.setattr(gates, "GATES", [*gates.GATES, judged])
    generation = get_engine().generation()
    with pytest.raises(indexing.IndexRefused, match="got worse"):
        indexing.rebuild(today=TODAY)
    assert seen == [14]
    assert get_engine().generation() == generation


def test_a_provider_without_ukprn_is_named_by_its_address():
    assert str(gates.Shrunk("a", "A", "", 3, 0)) == "A (a): 3 before, 0 after"
