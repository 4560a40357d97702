"""Careers, a scheme, a place of help and words, for tests of the admin."""

import datetime

import pytest

from pathways.models import DemandFigure
from pathways.support.models import CouncilContact, HelpPoint, ProgrammePage, SchemesPage
from portal.core.models import GlossaryTerm, SharedFact
from portal.pages.models import HomePage
from tests.factories import PlaceFactory
from tests.pathways.roles.conftest import Careers, careers, careers_tree, places

__all__ = ["Desk", "careers", "careers_tree", "desk", "places"]


class Desk:
    """What an editor has before them."""

    def __init__(self, careers: Careers) -> None:
        self.careers = careers
        self.porter = careers.role("Porter", skills=("Move people safely",))
        self.senior = careers.role("Senior porter", stage="SKILLED")
        self.figure = careers.pay(self.porter, 24465)
        careers.step(self.porter, self.senior)
        home = HomePage.objects.get(locale__language_code="en-gb")
        self.schemes = home.get_children().type(SchemesPage).first()
        if self.schemes is None:
            self.schemes = home.add_child(instance=SchemesPage(title="Schemes", slug="schemes"))
        self.schemes = self.schemes.specific
        self.council = PlaceFactory(name="Walsall")
        self.demand = DemandFigure.objects.create(
            statement="There were 1,200 vacancies.",
            value=1200,
            unit="vacancies",
            geography="West Midlands",
            source_name="Cogsmith",
            as_of_date=datetime.date(2026, 6, 1),
        )
        self.point = HelpPoint.objects.create(
            name="Walsall Library",
            slug="walsall-library",
            kind="LIBRARY",
            address="Lichfield Street, Walsall",
            postcode="WS1 1TR",
        )
        self.contact = CouncilContact.objects.create(
            council=self.council, team_name="Young people's team", phone="01922 000000"
        )
        self.fact = SharedFact.objects.create(
            key="test-phone",
            kind="PHONE",
            name="A phone line",
            text="0800 100 900",
            source_name="GOV.UK",
            as_of_date=datetime.date(2026, 1, 1),
        )
        self.term = GlossaryTerm.objects.create(
            term="Kanban", slug="kanban", meaning="A board with cards."
        )

    def scheme(self, title: str, **values: object) -> ProgrammePage:
        slug = title.lower().replace(" ", "-")
        self.schemes.refresh_from_db()
        return self.schemes.add_child(instance=ProgrammePage(title=title, slug=slug, **values))


@pytest.fixture
def desk(careers: Careers) -> Desk:
    return Desk(careers)
