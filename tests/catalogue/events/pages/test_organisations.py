"""Organisations and events: added once, shown wherever they come."""

import pytest

from catalogue.events.pages import Exhibitor
from catalogue.providers.models import Organisation
from tests.catalogue.events.pages.reading import html_of, text_of
from tests.event_factories import make_date, make_event
from tests.factories import OrganisationFactory


@pytest.mark.row(58)
def test_an_employer_is_added_once_and_stands_at_two_events(client, site):
    employer = OrganisationFactory(name="Meadowlark Care", slug="meadowlark", kind="EMPLOYER")
    events = [make_event(title="Fair in Walsall"), make_event(title="Fair in Dudley", days=20)]
    for event in events:
        make_date(event)
        Exhibitor.objects.create(event=event, organisation=employer, stand="Stand 2")

    assert Organisation.objects.filter(name="Meadowlark Care").count() == 1
    for event in events:
        html = html_of(client, f"/events/{event.slug}/")
        assert '<a href="/providers/meadowlark/">' in html
    profile = text_of(html_of(client, "/providers/meadowlark/"))
    assert "Fair in Walsall" in profile
    assert "Fair in Dudley" in profile


def test_an_organiser_shows_its_events_and_each_leads_back(client, site):
    event = make_event(title="Fair in Walsall")
    make_date(event)
    profile = event.organiser.get_absolute_url()

    assert "Fair in Walsall" in text_of(html_of(client, profile))
    assert f'href="{profile}"' in html_of(client, f"/events/{event.slug}/")


def test_a_hidden_organisation_has_a_name_but_no_link(client, site):
    event = make_event()
    make_date(event)
    hidden = OrganisationFactory(name="Gone Away Ltd", is_live=False)
    Exhibitor.objects.create(event=event, organisation=hidden)
    html = html_of(client, f"/events/{event.slug}/")

    assert "Gone Away Ltd" in html
    assert hidden.get_absolute_url() not in html
