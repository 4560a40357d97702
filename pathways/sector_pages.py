"""Careers: the page of all sectors, and a pathway for each."""

from typing import Any, ClassVar

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.url_routing import RouteResult

from catalogue.providers.models import Organisation
from pathways.enums import Stage
from pathways.panels import PATHWAY_EDIT_HANDLER
from pathways.roles import RolePage
from pathways.versions import careers_version
from portal.core.blocks.body import BodyBlock
from portal.core.models import Sector, TranslatedName
from portal.core.pages import BasePage, SearchParts
from portal.core.public_pages import PUBLIC
from portal.core.rows import Row
from portal.core.structured import StructuredPage

# Addresses below "careers" that pathways/urls.py serves.
RESERVED_SLUGS = frozenset({"i-have-a-job"})
KEPT_SECONDS = 60


class CareersPage(BasePage):
    """The page above all pathways."""

    template = "careers/careers.html"
    private_page_options = PUBLIC
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pathways.PathwayPage", "pathways.RolesPage"]
    speaks_every_language = True

    class Meta:
        verbose_name = _("careers page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sectors with their pathways."""
        from pathways.careers_page import careers_context  # it reads these models

        return {**super().get_context(request, *args, **kwargs), **careers_context(request)}

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a pathway or a role below by one question, not two a step, with what it needs."""
        found = self._below(path_components)
        return found.route(request, []) if found else super().route(request, path_components)

    def _below(self, path: list[str]) -> Page | None:
        if len(path) == 1:
            pathways = PathwayPage.objects.child_of(self).filter(live=True)
            related = pathways.select_related("locale", "sector", "part_of")
            return related.filter(slug=path[0]).first()
        if len(path) == 2:
            address = f"{self.url_path}{'/'.join(path)}/"
            roles = RolePage.objects.filter(live=True).select_related("locale")
            return roles.filter(slug=path[1], url_path=address).first()  # slugs have an index
        return None


class Family(TranslatedName):
    """A column of the map: roles of one sort of work, such as “Patient care”."""

    class Meta:
        verbose_name = _("family of roles")
        verbose_name_plural = _("families of roles")


class PathwayPage(StructuredPage):
    """Where a sector can lead. “Health and care” has no sector: it gathers two pathways."""

    # Not unique in the database: a translation is a copy and keeps it. ``clean`` holds the rule.
    sector = models.ForeignKey(
        Sector,
        verbose_name=_("sector"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pathways",
        help_text=_("Empty for a page that gathers other pathways."),
    )
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("gathered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )
    what_it_is_like = models.TextField(_("what the work is like"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("more"), blank=True)
    checked_date = models.DateField(_("checked on"), null=True, blank=True)

    _default_manager: ClassVar[PageManager]  # known to the type checker by its name alone

    template = "careers/pathway.html"
    private_page_options = PUBLIC
    parent_page_types = ["pathways.CareersPage"]
    edit_handler = PATHWAY_EDIT_HANDLER
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("pathway")
        verbose_name_plural = _("pathways")
        constraints = [
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("page_ptr")),
                name="pathway_not_part_of_itself",
            )
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows on this day."""
        from pathways.pathway_context import pathway_context  # it reads these models

        return {**super().get_context(request, *args, **kwargs), **pathway_context(self, request)}

    def _parents(self) -> list[Page]:
        """Return none: the crumbs of a pathway are words of the site."""
        return []

    def _live_translations(self) -> list[Page]:
        key = f"careers:translations:{careers_version()}:{self.translation_key}"
        return cache.get_or_set(key, super()._live_translations, KEPT_SECONDS) or []

    def search_parts(self) -> SearchParts:
        """Return what search knows: the sector's own names, and the work that is on the map."""
        sector = self.source.sector
        code = self.locale.language_code
        names = (sector.label_in(code), sector.name) if sector else ()
        placements = self.source.placements.select_related("role", "family")
        on_map = [one for one in placements if one.role.live]
        work = [name for one in on_map for name in (one.family.name, one.role.title)]
        return SearchParts(
            self.title,
            self.summary,
            "\n".join([self.what_it_is_like, *dict.fromkeys(work)]),
            names=tuple(dict.fromkeys(name for name in names if name != self.title)),
            sectors=(sector.slug,) if sector else (),
        )

    def clean(self) -> None:
        """Refuse a second pathway for a sector, and an address that another page has."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("Another page has this address. Choose another one.")})
        others = PathwayPage.objects.filter(sector=self.sector, locale=self.locale)
        if self.sector_id and others.exclude(pk=self.pk).exists():
            raise ValidationError({"sector": _("This sector has a pathway already.")})


class PathwayStage(Row):
    """What a stage means on one pathway: “New to care”, from no qualification to Level 2."""

    pathway = ParentalKey(PathwayPage, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(_("stage"), max_length=7, choices=Stage.choices)
    name = models.CharField(
        _("own name"), max_length=40, blank=True, help_text=_("Empty: the name of the stage.")
    )
    summary = models.CharField(_("what it takes"), max_length=200, blank=True)
    level_from = models.PositiveSmallIntegerField(_("level, from"), null=True, blank=True)
    level_to = models.PositiveSmallIntegerField(_("level, to"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [
            models.UniqueConstraint(fields=["pathway", "stage"], name="pathway_stage_once"),
        ]


class PathwayRole(Row):
    """Where a role stands on a pathway: its row (stage) and its column (family)."""

    pathway = ParentalKey(PathwayPage, on_delete=models.CASCADE, related_name="placements")
    role = models.ForeignKey(
        RolePage, verbose_name=_("role"), on_delete=models.PROTECT, related_name="placements"
    )
    stage = models.CharField(_("stage"), max_length=7, choices=Stage.choices)
    family = models.ForeignKey(
        Family, verbose_name=_("family"), on_delete=models.PROTECT, related_name="placements"
    )

    class Meta(Row.Meta):
        verbose_name = _("role on the map")
        verbose_name_plural = _("roles on the map")
        constraints = [
            models.UniqueConstraint(fields=["pathway", "role"], name="pathway_role_once")
        ]


class PathwayEmployer(Row):
    """An employer who hires on this pathway."""

    pathway = ParentalKey(PathwayPage, on_delete=models.CASCADE, related_name="employers")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("employer"),
        on_delete=models.CASCADE,
        related_name="pathways",
    )

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "organisation"], name="pathway_employer_once"
            )
        ]
