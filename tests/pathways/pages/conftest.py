"""Pathways to look at: the tree of careers of the role tests, with more families and pathways."""

from typing import Any

import pytest

from pathways.enums import Stage
from pathways.roles import RolePage
from pathways.sector_pages import Family, PathwayPage, PathwayRole
from portal.core.enums import SectorMotif
from portal.core.models import Sector
from tests.pathways.roles.conftest import Careers, careers, careers_tree, places

__all__ = ["careers", "careers_tree", "places"]


class Pathways:
    """One pathway of health with a porter and two next roles, and what it takes to make more."""

    def __init__(self, careers: Careers) -> None:
        self.careers = careers
        self.porter = careers.role("Porter", stage="")
        self.senior = careers.role("Senior porter", stage="")
        self.driver = careers.role("Driver", stage="")
        self.support = self.family("Support services")
        self.transport = self.family("Transport")
        for role, stage, family in (
            (self.porter, Stage.START, self.support),
            (self.senior, Stage.SKILLED, self.support),
            (self.driver, Stage.START, self.transport),
        ):
            self.place(role, stage, family)
        careers.step(self.porter, self.senior)
        careers.step(self.porter, self.driver, "ACROSS")

    def family(self, name: str) -> Family:
        slug = name.lower().replace(" ", "-")
        return Family.objects.get_or_create(slug=slug, defaults={"name": name})[0]

    def place(
        self,
        role: RolePage,
        stage: str,
        family: Family | None = None,
        pathway: PathwayPage | None = None,
    ) -> PathwayRole:
        pathway = pathway or self.careers.pathway
        return PathwayRole.objects.create(
            pathway=pathway,
            role=role,
            stage=stage,
            family=family or self.support,
            sort_order=pathway.placements.count(),
        )

    def pathway(self, title: str, *, has_sector: bool = True, **values: Any) -> PathwayPage:
        slug = title.lower().replace(" ", "-")
        sector = (
            Sector.objects.create(name=title, slug=slug, motif=SectorMotif.CARE)
            if has_sector
            else None
        )
        self.careers.careers_page.refresh_from_db()
        page = PathwayPage(title=title, slug=slug, sector=sector, **values)
        return self.careers.careers_page.add_child(instance=page)


@pytest.fixture
def pathways(careers: Careers) -> Pathways:
    return Pathways(careers)
