"""A small tree of careers: one pathway with roles, written by hand."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Locale

from pathways.enums import PayBasis, PayUnit, Stage
from pathways.figures import PayFigure
from pathways.roles import ProgressionLink, RolePage, RolePay, RoleSkill, RolesPage, Skill
from pathways.sector_pages import CareersPage, Family, PathwayPage, PathwayRole
from portal.core.enums import PlaceKind, SectorMotif
from portal.core.models import Place, Sector
from portal.pages.services import ensure_site_pages
from search.reference import forget_reference

TODAY = datetime.date(2026, 11, 25)


@pytest.fixture(scope="module")
def careers_tree(django_db_setup, django_db_blocker) -> Iterator[CareersPage]:
    """Make the pages once for a file of tests: each test rolls back to this state."""
    with django_db_blocker.unblock(), transaction.atomic():
        home = ensure_site_pages(is_demonstration=True)
        careers = home.add_child(instance=CareersPage(title="Careers", slug="careers"))
        careers.add_child(instance=RolesPage(title="Jobs from A to Z", slug="roles"))
        yield careers
        transaction.set_rollback(True)


@pytest.fixture
def careers(careers_tree: CareersPage, db: None) -> Iterator["Careers"]:
    cache.clear()
    with (
        override("en-gb"),
        time_machine.travel(datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC), tick=False),
    ):
        yield Careers()
    cache.clear()


class Careers:
    """Make roles, figures and steps in a line each."""

    def __init__(self) -> None:
        self.roles_page = RolesPage.objects.get(locale__language_code="en-gb")
        self.careers_page = CareersPage.objects.get(locale__language_code="en-gb")
        self.sector = Sector.objects.create(
            name="Health", slug="health", motif=SectorMotif.HEALTH, translations={"ur": "صحت"}
        )
        self.family = Family.objects.create(name="Patient care", slug="patient-care")
        self.pathway = self.careers_page.add_child(
            instance=PathwayPage(title="Health", slug="health", sector=self.sector)
        )

    def role(
        self, title: str, *, stage: str = Stage.START, skills: tuple[str, ...] = (), **values: Any
    ) -> RolePage:
        slug = values.pop("slug", None) or title.lower().replace(" ", "-")
        is_live = values.pop("live", True)
        role = RolePage(title=title, slug=slug, **values)
        self.roles_page.refresh_from_db()
        self.roles_page.add_child(instance=role)
        for name in skills:
            skill, _new = Skill.objects.get_or_create(
                slug=name.lower().replace(" ", "-"), defaults={"name": name}
            )
            RoleSkill.objects.create(role=role, skill=skill)
        if stage:
            self.place(role, self.pathway, stage)
        if not is_live:
            role.unpublish()
        return RolePage.objects.get(pk=role.pk)

    def another_pathway(self, title: str, slug: str) -> PathwayPage:
        sector = Sector.objects.create(name=title, slug=slug, motif=SectorMotif.MOVE)
        self.careers_page.refresh_from_db()
        return self.careers_page.add_child(
            instance=PathwayPage(title=title, slug=slug, sector=sector)
        )

    def place(self, role: RolePage, pathway: PathwayPage, stage: str) -> None:
        PathwayRole.objects.create(pathway=pathway, role=role, stage=stage, family=self.family)

    def pay(self, role: RolePage, low: int, high: int | None = None, **values: Any) -> PayFigure:
        """Give a role a figure: NHS pay of 2025 to 2026, in whole pounds a year, unless told."""
        defaults: dict[str, Any] = {
            "name": f"Figure {PayFigure.objects.count() + 1}",
            "basis": PayBasis.NHS_BAND,
            "basis_detail": "Band 2",
            "unit": PayUnit.YEAR,
            "year_label": "2025 to 2026",
            "hours_per_week": "37.5",
            "source_name": "NHS Employers",
            "source_url": "https://www.nhsemployers.org/",
            "as_of_date": datetime.date(2025, 4, 1),
            "stale_after_date": datetime.date(2026, 3, 31),
        }
        figure = PayFigure(
            **{**defaults, **values}, low_pence=low * 100, high_pence=(high or low) * 100
        )
        figure.save()
        figure.refresh_from_db()
        RolePay.objects.create(role=role, figure=figure)
        return figure

    def step(
        self, here: RolePage, there: RolePage, kind: str = "UP", **values: Any
    ) -> ProgressionLink:
        return ProgressionLink.objects.create(
            from_role=here, to_role=there, kind=kind, sort_order=here.next_steps.count(), **values
        )

    def in_urdu(self, role: RolePage, title: str, **values: Any) -> RolePage:
        """Translate a role: its parents get empty translations of their own."""
        locale = Locale.objects.get(language_code="ur")
        role.copy_for_translation(locale, copy_parents=True)
        page = RolePage.objects.get(translation_key=role.translation_key, locale=locale)
        for parent in page.get_ancestors().filter(live=False):
            parent.specific.save_revision().publish()
        page.title = title
        for name, value in values.items():
            setattr(page, name, value)
        page.save_revision().publish()
        return page


@pytest.fixture
def places(db: None) -> Iterator[None]:
    """Give the region two Willenhalls and Walsall."""
    forget_reference()
    _make_places()
    yield
    forget_reference()


def _make_places() -> None:
    make: Callable[..., Place] = Place.objects.create
    region = make(
        kind=PlaceKind.REGION,
        name="West Midlands",
        slug="west-midlands",
        latitude=52.5,
        longitude=-1.9,
    )
    for council, latitude, longitude in (("Walsall", 52.58, -1.98), ("Coventry", 52.41, -1.51)):
        parent = make(
            kind=PlaceKind.COUNCIL,
            name=council,
            slug=council.lower(),
            parent=region,
            latitude=latitude,
            longitude=longitude,
        )
        make(
            kind=PlaceKind.TOWN,
            name="Willenhall",
            slug=f"willenhall-{council.lower()}",
            parent=parent,
            latitude=latitude,
            longitude=longitude,
        )


@pytest.fixture
def worker(careers):
    role = careers.role(
        "Healthcare support worker",
        summary="You help patients wash, eat and move.",
        alternative_titles="Healthcare assistant\nNursing assistant",
        hidden_alternative_titles="hca",
        tasks="Help people wash\nMake beds",
        you_need="To be kind",
        it_helps="You have cared for somebody",
        you_do_not_need="Qualifications",
        working_pattern="Days, nights and weekends.",
        minimum_hours="37.5",
        maximum_hours="37.5",
        is_in_nhs_jobs=True,
        skills=("Move people safely",),
    )
    careers.pay(role, 24_465)
    return role
