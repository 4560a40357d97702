"""The careers content into the database: figures, skills, roles and pathways from TOML files."""

from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from pathways.content_checks import check_content
from pathways.content_files import CONTENT, CareersContent, ContentError, Entry, read_content
from pathways.loading_pages import PageLoad, ensure_parent, home_in
from pathways.loading_rows import (
    pathway_rows,
    pathway_values,
    role_rows,
    role_values,
    words_of,
)
from pathways.loading_snippets import load_demand_figures, load_names, load_pay_figures
from pathways.roles import RolePage, RolesPage, Skill
from pathways.sector_pages import CareersPage, Family, PathwayPage
from portal.core.loading import LoadCounts


@dataclass
class CareersReport:
    """What a load did: ``report.counts["roles"].added``, and the pages it left to their editors."""

    counts: dict[str, LoadCounts] = field(default_factory=dict)
    left_alone: list[str] = field(default_factory=list)


@transaction.atomic
def load_careers(directory: Path = CONTENT) -> CareersReport:
    """Load the careers content. Twice changes nothing, and what a person edited stays.

    Raises ContentError, and then nothing has changed. Pages are published one by one, so search
    hears of each in the same transaction, and the index follows in one go after it.
    """
    content = read_content(directory)
    check_content(content)
    load = _Load(content, CareersReport())
    load.run()
    return load.report


@dataclass
class _Load:
    """One load under way."""

    content: CareersContent
    report: CareersReport

    def run(self) -> None:
        self.figures, self.report.counts["pay figures"] = load_pay_figures(self.content)
        self.skills, self.report.counts["skills"] = load_names(Skill, self.content.skills)
        self.families, self.report.counts["families"] = load_names(Family, self.content.families)
        english = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0]
        careers, roles_page = self._parents(english)
        self.roles = self._load_roles(roles_page, english)
        self.pathways = self._load_pathways(careers, english)
        self.report.counts["demand figures"] = load_demand_figures(self.content, self.roles)
        for code, _name in settings.LANGUAGES:
            if code != settings.LANGUAGE_CODE:
                self._load_language(code)

    def _parents(self, locale: Locale) -> tuple[Page, Page]:
        home = home_in(locale, above=CareersPage)
        if home is None:
            raise ContentError(
                file="pages.toml",
                entry="careers",
                remedy=f"there is no home page in “{locale}”. Run manage.py prepare first.",
            )
        careers = ensure_parent(CareersPage, self._page("careers"), under=home, locale=locale)
        roles = ensure_parent(RolesPage, self._page("roles"), under=careers, locale=locale)
        return careers, roles

    def _page(self, name: str) -> Entry:
        if name not in self.content.pages:
            raise ContentError(
                file="pages.toml", entry=name, remedy="this page is missing. Add it."
            )
        return self.content.pages[name]

    def _load_roles(self, under: Page, locale: Locale) -> dict[str, RolePage]:
        load = PageLoad(RolePage, "role", locale)
        values = {slug: role_values(each) for slug, each in self.content.roles.items()}
        # Steps lead to any role, so all of them have to be there first.
        pages = {
            slug: load.ensure(entry, values[slug], under=under)
            for slug, entry in self.content.roles.items()
        }
        for slug, entry in self.content.roles.items():
            rows = role_rows(entry, figures=self.figures, skills=self.skills, roles=pages)
            load.publish(pages[slug], values[slug], rows)
        self._note("roles", load)
        return pages

    def _load_pathways(self, under: Page, locale: Locale) -> dict[str, PathwayPage]:
        load = PageLoad(PathwayPage, "pathway", locale)
        pages: dict[str, PathwayPage] = {}
        # A page that gathers others goes first.
        ordered = sorted(
            self.content.pathways.values(),
            key=lambda each: ("part_of" in each.values, each.values.get("position", 0)),
        )
        for entry in ordered:
            values = pathway_values(entry, pathways=pages)
            pages[entry.slug] = load.ensure(entry, values, under=under)
            rows = pathway_rows(entry, roles=self.roles, families=self.families)
            load.publish(pages[entry.slug], values, rows)
        self._note("pathways", load)
        return pages

    def _load_language(self, code: str) -> None:
        """Create what is translated into a language, below the pages above it in that language."""
        roles = self.content.role_translations.get(code, {})
        pathways = self.content.pathway_translations.get(code, {})
        if not roles and not pathways:
            return
        locale = Locale.objects.get_or_create(language_code=code)[0]
        careers, roles_page = self._parents(locale)
        for kind, model, entries, originals, under in (
            ("role", RolePage, roles, self.roles, roles_page),
            ("pathway", PathwayPage, pathways, self.pathways, careers),
        ):
            load = PageLoad(model, kind, locale)
            for slug, entry in entries.items():
                values = words_of(model, entry, original=originals[slug])
                load.publish(load.ensure(entry, values, under=under), values, {})
            self._note(f"{kind}s in {code}", load)

    def _note(self, name: str, load: PageLoad) -> None:
        self.report.counts[name] = load.counts
        self.report.left_alone += load.left_alone
