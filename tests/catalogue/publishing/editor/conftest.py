"""An editor at the desk of a college, with a place and a course."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from catalogue.courses.contents import blank_content, blank_run, write_content
from catalogue.courses.enums import ListingSource
from catalogue.courses.models import Course
from catalogue.providers.models import Organisation, Venue
from catalogue.publishing.models import Draft
from portal.core.enums import PlaceKind
from tests.factories import OrganisationFactory, PlaceFactory, VenueFactory
from tests.publishing_factories import client_of, make_member

NOW = datetime.datetime(2026, 11, 25, 9, 4, tzinfo=datetime.UTC)
TODAY = NOW.date()


@dataclass
class Scene:
    """What a test of the editor needs."""

    organisation: Organisation
    venue: Venue
    member: Any
    client: Client

    @property
    def user(self) -> Any:
        return self.member.user

    def url(self, name: str, *rest: Any) -> str:
        return reverse(f"publishing:{name}", args=[self.organisation.slug, *rest])

    def get(self, name: str, *rest: Any) -> Any:
        return self.client.get(self.url(name, *rest))

    def post(self, name: str, *rest: Any, data: Any = None, follow: bool = False) -> Any:
        return self.client.post(self.url(name, *rest), data or {}, follow=follow)

    def starts(self, draft: Draft) -> list[str]:
        draft.refresh_from_db()
        return [run["start_date"] for run in draft.content["runs"]]

    def run(self, **values: Any) -> dict[str, Any]:
        run = {
            **blank_run(),
            "delivery_mode": "CLASSROOM",
            "venue": self.venue.pk,
            "start_date": "2027-01-18",
            "cost_pence": 0,
        }
        return {**run, **values}

    def content(self, **values: Any) -> dict[str, Any]:
        content = {
            **blank_content(),
            "title": "Welding for beginners",
            "you_need": "Strong shoes",
            "how_to_join": "PHONE",
            "join_value": "01632 960118",
            "runs": [self.run(key="one")],
        }
        return {**content, **values}

    def draft(self, **values: Any) -> Draft:
        content = self.content(**values)
        return Draft.objects.create(
            organisation=self.organisation,
            kind="COURSE",
            title=str(content["title"])[:255],
            content=content,
            updated_by=self.user,
        )

    def course(self, **values: Any) -> Course:
        return write_content(
            None,
            provider=self.organisation,
            content=self.content(**values),
            source=ListingSource.MANUAL,
            now=NOW,
            today=TODAY,
        )


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def scene(db, clock) -> Scene:
    organisation = OrganisationFactory(name="Lockgate College", is_trusted=True)
    council = PlaceFactory(name="Sandwell", slug="sandwell")
    PlaceFactory(kind=PlaceKind.OUTWARD_CODE, name="DY4", slug="dy4", parent=council)
    venue = VenueFactory(provider=organisation, name="Tipton campus", postcode="DY4 8NU")
    member = make_member("EDITOR", organisation=organisation)
    return Scene(organisation, venue, member, client_of(member.user))
