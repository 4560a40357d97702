"""An event in the index follows what it names: who comes, its sectors, its roles."""

import pytest
from django.test import TestCase

from catalogue.events.models import Exhibitor
from pathways.event_roles import EventRole
from pathways.roles import RolePage, RolesPage
from pathways.sector_pages import CareersPage
from portal.core.models import Sector
from portal.pages.services import ensure_site_pages
from search import indexing
from search.analysis import analyse
from search.query import Alternative, SearchQuery, Word
from tests.event_factories import NOW, make_date, make_event
from tests.factories import OrganisationFactory

committing = TestCase.captureOnCommitCallbacks
TODAY = NOW.date()


@pytest.fixture
def role() -> RolePage:
    home = ensure_site_pages()
    careers = home.get_children().type(CareersPage).first()
    careers = careers or home.add_child(instance=CareersPage(title="Careers", slug="careers-e"))
    roles = careers.get_children().type(RolesPage).first()
    roles = roles or careers.add_child(instance=RolesPage(title="Roles", slug="roles-e"))
    return roles.add_child(instance=RolePage(title="Welder", slug="welder-of-events"))


def events_found(words: str) -> set[str]:
    tokens = tuple(Word(token, (Alternative((token,)),)) for token in analyse(words))
    hits = indexing.get_engine().search(SearchQuery(today=TODAY, words=tokens)).hits
    return {hit.document.title for hit in hits if hit.document.kind == "event"}


@pytest.mark.parametrize("which", ["organiser", "exhibitor", "venue", "sector"])
def test_an_event_is_found_by_the_new_name_of_what_it_names(index, which):
    event = make_event(title="Network evening")
    make_date(event)
    employer = OrganisationFactory(name="Ninefold Logistics")
    Exhibitor.objects.create(event=event, organisation=employer)
    sector = Sector.objects.get_or_create(slug="health", defaults={"name": "Health"})[0]
    event.sectors.add(sector)
    event.save()
    index()
    named = {
        "organiser": event.organiser,
        "exhibitor": employer,
        "venue": event.venue,
        "sector": sector,
    }

    row = named[which]
    row.name = "Haberdashery"
    with committing(execute=True):
        row.save()

    assert events_found("haberdashery") == {"Network evening"}


def test_an_event_follows_a_role_that_has_a_new_name_and_goes_off_the_site(index, role):
    event = make_event(title="Network evening")
    make_date(event)
    EventRole.objects.create(event=event, role=role)
    index()

    role.title = "Haberdasher"
    with committing(execute=True):
        role.save_revision().publish()
    assert events_found("haberdasher") == {"Network evening"}

    with committing(execute=True):
        role.unpublish()
    assert events_found("haberdasher") == set()


def test_an_event_follows_a_role_that_is_deleted(index, role):
    event = make_event(title="Network evening")
    make_date(event)
    EventRole.objects.create(event=event, role=role)
    index()
    assert events_found("welder") == {"Network evening"}

    with committing(execute=True):
        role.delete()

    assert events_found("welder") == set()
