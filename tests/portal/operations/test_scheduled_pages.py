"""Pages that go live, and go, at the hour that an editor set, with the scheduled work."""

import datetime

import pytest
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_unpublished

from catalogue.events.pages import EventPage
from portal.operations import jobs
from portal.operations.due import Outcome, run_jobs
from tests.event_factories import make_event

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def run_at(moment: datetime.datetime) -> Outcome:
    [job] = [job for job in jobs.JOBS if job.name == "change_pages"]
    [outcome] = run_jobs([job], now=lambda: moment)
    return outcome


def going_live(**facts) -> EventPage:
    """Return a draft that was told to go live an hour from NOW."""
    event = make_event(live=False, **facts)
    event.go_live_at = NOW + HOUR
    event.save_revision(approved_go_live_at=event.go_live_at)
    event.save()
    return event


def ending(**facts) -> EventPage:
    """Return a live page that was told to go an hour from NOW."""
    event = make_event(**facts)
    Page.objects.filter(pk=event.pk).update(expire_at=NOW + HOUR)
    return event


@pytest.fixture(autouse=True)
def at_an_hour(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def test_a_page_goes_live_at_its_hour_and_not_before(at_an_hour):
    event = going_live()
    assert run_at(NOW).counts == {"published": 0, "unpublished": 0}
    event.refresh_from_db()
    assert not event.live

    at_an_hour.move_to(NOW + 2 * HOUR, tick=False)
    assert run_at(NOW + 2 * HOUR).counts == {"published": 1, "unpublished": 0}
    event.refresh_from_db()
    assert event.live
    assert event.dates.exists()


def test_a_page_goes_at_its_hour_and_not_before(at_an_hour):
    event = ending()
    assert run_at(NOW).counts == {"published": 0, "unpublished": 0}

    at_an_hour.move_to(NOW + 2 * HOUR, tick=False)
    assert run_at(NOW + 2 * HOUR).counts == {"published": 0, "unpublished": 1}
    event.refresh_from_db()
    assert (event.live, event.expired) == (False, True)


def test_a_second_run_changes_and_notes_nothing(at_an_hour):
    going_live(title="Comes")
    ending(title="Goes")
    at_an_hour.move_to(NOW + 2 * HOUR, tick=False)
    run_at(NOW + 2 * HOUR)
    noted = PageLogEntry.objects.count()

    assert run_at(NOW + 3 * HOUR).counts == {"published": 0, "unpublished": 0}
    assert PageLogEntry.objects.count() == noted


def test_a_page_that_fails_is_named_and_stops_no_other(at_an_hour):
    bad, good = going_live(title="Bad"), going_live(title="Good")
    revision = bad.latest_revision
    revision.content["title"] = None
    revision.save()
    at_an_hour.move_to(NOW + 2 * HOUR, tick=False)

    outcome = run_at(NOW + 2 * HOUR)

    assert outcome.error == f"SomeFailed: Revision {revision.pk}"
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.live, bad.live) == (True, False)


def test_what_another_process_did_meanwhile_is_not_done_again(at_an_hour):
    """The list of what is due is read first; each row of it is looked at again."""
    first, second = ending(title="First"), ending(title="Second")
    late = NOW + 2 * HOUR
    at_an_hour.move_to(late, tick=False)
    touched: list[int] = []

    def meanwhile(sender, instance, **kwargs):
        touched.append(instance.pk)
        other = second if instance.pk == first.pk else first
        if len(touched) == 1:
            Page.objects.get(pk=other.pk).unpublish()

    page_unpublished.connect(meanwhile)
    try:
        counts = run_at(late).counts
    finally:
        page_unpublished.disconnect(meanwhile)

    assert counts == {"published": 0, "unpublished": 1}
    assert sorted(touched) == sorted([first.pk, second.pk])
