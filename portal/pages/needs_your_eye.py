"""The part of the admin's first page that says what has grown old or leads nowhere."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, ReferenceIndex

from pathways.models import DemandFigure, PathwayPage, PayFigure, RolePage
from pathways.support.models import HelpPoint, ProgrammePage
from portal.core.clock import today
from portal.core.models import SharedFact
from portal.pages.models import GuidePage, StoryPage
from search.zero_results import zero_results

SOON = datetime.timedelta(days=28)
# Roles change slowly; a place of help may close its doors within months.
PAGE_IS_OLD = datetime.timedelta(days=365)
PLACE_IS_OLD = datetime.timedelta(days=180)
SHOWN = 5
SOURCE = {"locale__language_code": settings.LANGUAGE_CODE}
Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Need:
    """``Need("Stories whose consent ends soon", (("Asha", "/admin/pages/12/edit/"),), 3)``."""

    label: str
    rows: tuple[Row, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.total - len(self.rows)


def needs(day: datetime.date) -> list[Need]:
    """Return what needs an editor, from a fixed number of questions."""
    pages = Page.objects.live()
    found = (
        (_("Figures that are old"), _stale(day)),
        (_("Stories whose consent ends soon"), _of_pages(_ending_stories(day))),
        (_("Schemes that close soon"), _of_pages(_closing_schemes(day))),
        (_("Closed schemes without what to use now"), _of_pages(_ended_schemes(day))),
        (_("Pages with a link that leads nowhere"), _of_pages(pages.filter(pk__in=_broken()))),
        (_("Pages that nobody checked for a year"), _old_pages(day)),
        (_("Places of help that nobody checked for half a year"), _old_places(day)),
    )
    return [Need(label, tuple(rows[:SHOWN]), len(rows)) for label, rows in found if rows]


def _stale(day: datetime.date) -> list[Row]:
    tables: Iterable[tuple[QuerySet[Any], str, str]] = (
        (
            PayFigure.objects.filter(roles__isnull=False).distinct(),
            "name",
            "pathways_payfigure",
        ),
        (DemandFigure.objects.public(), "statement", "pathways_demandfigure"),
        (SharedFact.objects.all(), "name", "core_sharedfact"),
    )
    return [
        (title, reverse(f"wagtailsnippets_{name}:edit", args=[pk]))
        for rows, field, name in tables
        for pk, title in rows.filter(stale_after_date__lt=day)
        .order_by("stale_after_date", "pk")
        .values_list("pk", field)
    ]


def _ending_stories(day: datetime.date) -> QuerySet[Any]:
    stories = StoryPage.objects.live().filter(is_withdrawn=False, **SOURCE)
    return stories.filter(consent_until_date__gte=day, consent_until_date__lte=day + SOON)


def _closing_schemes(day: datetime.date) -> QuerySet[Any]:
    schemes = ProgrammePage.objects.live().filter(**SOURCE)
    return schemes.filter(closes_date__gte=day, closes_date__lte=day + SOON)


def _ended_schemes(day: datetime.date) -> QuerySet[Any]:
    schemes = ProgrammePage.objects.live().filter(**SOURCE)
    return schemes.filter(closes_date__lt=day, replacements__isnull=True)


def _broken() -> QuerySet[Any, Any]:
    """Return the ids of pages whose texts link to a page that is gone or off the site.

    Rows such as next steps are left out: a role that is not live is hidden by itself.
    """
    page = ContentType.objects.get_for_model(Page)
    links = ReferenceIndex.objects.filter(base_content_type=page, to_content_type=page)
    links = links.exclude(model_path__contains=".item.").exclude(model_path__in=["part_of"])
    target: Any = Cast("to_object_id", BigIntegerField())
    source: Any = Cast("object_id", BigIntegerField())
    broken = links.annotate(target=target, source=source).exclude(
        target__in=Page.objects.live().values("pk")
    )
    return broken.values("source")


def _old_pages(day: datetime.date) -> list[Row]:
    types: tuple[Any, ...] = (RolePage, PathwayPage, ProgrammePage, GuidePage)
    return [
        row
        for model in types
        for row in _of_pages(
            model.objects.live().filter(checked_date__lt=day - PAGE_IS_OLD, **SOURCE)
        )
    ]


def _old_places(day: datetime.date) -> list[Row]:
    points = HelpPoint.objects.filter(is_live=True, checked_date__lt=day - PLACE_IS_OLD)
    return [
        (name, reverse("wagtailsnippets_support_helppoint:edit", args=[pk]))
        for pk, name in points.order_by("checked_date", "pk").values_list("pk", "name")
    ]


def _of_pages(pages: QuerySet[Any]) -> list[Row]:
    return [
        (title, reverse("wagtailadmin_pages:edit", args=[pk]))
        for pk, title in pages.order_by("title", "pk").values_list("pk", "title")
    ]


class NeedsYourEyePanel(Component):
    """What has grown old, with a link to where it is mended."""

    order = 60
    template_name = "wagtailadmin/editorial/needs_your_eye.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Ask once for each kind."""
        return {
            "needs": needs(today()),
            "empty_searches": zero_results().count(),
            "searches_url": reverse("zero-results:index"),
        }


def add_needs_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show the panel to people who may mend what it names."""
    if request.user.has_perm("pathways.change_payfigure"):
        panels.append(NeedsYourEyePanel())
