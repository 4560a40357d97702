"""Whom to call at a stand is forgotten after the event, wherever it was written."""

import datetime
from typing import Any

import pytest
from wagtail.models import Locale, Revision

from catalogue.events.copying import copy_event
from catalogue.events.pages import EventPage, Exhibitor
from catalogue.events.stand_contacts import LOOK_BACK, forget_contacts
from portal.accounts.groups import EDITORS, ensure_groups
from tests.event_factories import NOW, at, make_date, make_event
from tests.factories import OrganisationFactory
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
DAGMAR = {"contact_name": "Dagmar", "contact_phone": "0121 496 0100", "contact_email": "d@x.org"}
AN_HOUR = datetime.timedelta(hours=1)


def with_stand(event: EventPage, **facts: str) -> Exhibitor:
    """Return a stand on a page, as an editor keeps it: with a revision."""
    organisation = OrganisationFactory()
    event.exhibitors.add(
        Exhibitor(organisation=organisation, stand="12", roles_wanted="Porters", **facts)
    )
    event.save_revision().publish()
    return Exhibitor.objects.get(event=event, organisation=organisation)


def everything_kept() -> str:
    rows = Exhibitor.objects.values_list("contact_name", "contact_phone", "contact_email")
    return f"{list(rows)} {list(Revision.objects.values_list('content', flat=True))}"


def test_the_stand_stays_and_its_contact_goes_from_every_revision() -> None:
    event = make_event(days=-2)
    make_date(event)
    stand = with_stand(event, **DAGMAR)
    event.save_revision()
    event.copy_for_translation(Locale.objects.get_or_create(language_code="ur")[0], True)

    assert forget_contacts(before=NOW) == 2

    kept = everything_kept()
    assert not [value for value in DAGMAR.values() if value in kept]
    stand.refresh_from_db()
    assert (stand.stand, stand.roles_wanted) == ("12", "Porters")
    latest = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    assert [one.stand for one in latest.exhibitors.all()] == ["12"]
    assert forget_contacts(before=NOW) == 0


def test_a_stand_that_is_in_a_draft_alone_is_forgotten_too() -> None:
    event = make_event(days=-2)
    make_date(event)
    event.exhibitors.add(Exhibitor(organisation=OrganisationFactory(), **DAGMAR))
    event.save_revision()

    forget_contacts(before=event.first_end + LOOK_BACK)

    assert "Dagmar" not in everything_kept()


@pytest.mark.parametrize("moment", [at(14, 15), at(20)], ids=["at its end", "before the last date"])
def test_an_event_that_is_not_over_keeps_whom_to_call(moment: datetime.datetime) -> None:
    event = make_event()
    make_date(event)
    with_stand(event, **DAGMAR)
    make_date(event, key="later", start_at=at(20), end_at=at(20, 15))

    assert forget_contacts(before=moment) == 0
    assert forget_contacts(before=at(20, 15) + AN_HOUR) == 1


def test_a_draft_without_dates_counts_from_the_day_that_is_planned() -> None:
    event = make_event(days=-2, live=False)
    event.exhibitors.add(Exhibitor(organisation=OrganisationFactory(), **DAGMAR))
    event.save()

    assert forget_contacts(before=at(-2)) == 0
    assert forget_contacts(before=NOW) == 1


def test_a_copy_of_an_event_knows_nobody_at_a_stand(admin_user: Any) -> None:
    event = make_event()
    with_stand(event, **DAGMAR)
    start = at(30)

    copy = copy_event(
        event, title="Again", start=start, end=start + AN_HOUR, repeat_until=None, user=admin_user
    )

    assert_nobody_is_known_at(copy)
    copy.save_revision().publish()
    assert_nobody_is_known_at(copy)


def test_nor_does_a_copy_that_the_page_tree_made() -> None:
    event = make_event(slug="jobs-fair")
    with_stand(event, **DAGMAR)
    parent = event.get_parent().pk
    facts = {"new_title": "Again", "new_slug": "again", "new_parent_page": parent}
    ensure_groups()

    signed_in(EDITORS).post(f"/admin/pages/{event.pk}/copy/", facts)

    assert_nobody_is_known_at(EventPage.objects.get(slug="again"))


def assert_nobody_is_known_at(copy: EventPage) -> None:
    """See that its stand is there, and its contact nowhere; the event it came from keeps it."""
    rows = Exhibitor.objects.filter(event=copy)
    assert [(one.stand, one.roles_wanted) for one in rows] == [("12", "Porters")]
    contents = Revision.page_revisions.filter(object_id=str(copy.pk)).values_list("content")
    kept = f"{list(rows.values())} {list(contents)}"
    assert not [value for value in DAGMAR.values() if value in kept]
    assert Exhibitor.objects.exclude(event=copy).filter(**DAGMAR).exists()
