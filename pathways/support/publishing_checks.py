"""Checks of schemes, and of pages that link to one that is closed."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pathways.support.enums import ProgrammeStatus
from pathways.support.programmes import ProgrammePage, ProgrammeReplacement
from pathways.support.status import status_on
from portal.core.pages import BasePage
from portal.core.panels import is_source
from portal.core.publishing import Finding, check

TYPED = re.compile(r"/schemes/([-\w]+)/?")


def closed_names_what_to_use(page: ProgrammePage, today: datetime.date) -> Iterator[Finding]:
    """Refuse a closed scheme that leaves people without a way on."""
    if is_source(page) and _is_closed(page, today) and not page.has_replacement:
        yield Finding(
            _("What to use now"),
            _(
                "The last day of this scheme is over. Add at least one scheme to use now, or "
                "correct “Last day”."
            ),
        )


def links_lead_on(page: BasePage, today: datetime.date) -> Iterator[Finding]:
    """Refuse a link to a closed scheme that names nothing to use now."""
    ids, slugs = _linked(page)
    if not ids and not slugs:
        return
    schemes = ProgrammePage.objects.filter(closes_date__lt=today)
    linked = schemes.filter(pk__in=ids) | schemes.filter(
        slug__in=slugs, locale__language_code=settings.LANGUAGE_CODE
    )
    has_way_on = set(
        ProgrammeReplacement.objects.filter(programme__in=linked).values_list(
            "programme_id", flat=True
        )
    )
    for scheme in linked.exclude(pk=page.pk).order_by("pk"):
        if scheme.pk in has_way_on:
            continue
        yield Finding(
            ids.get(str(scheme.pk)) or slugs.get(scheme.slug, "") or _("Text"),
            _(
                "It links to “%(scheme)s”, which is closed and names nothing to use now. Link to "
                "another scheme, or open that one and add “What to use now”."
            )
            % {"scheme": scheme.title},
        )


def _is_closed(page: ProgrammePage, today: datetime.date) -> bool:
    return status_on(page.opens_date, page.closes_date, today=today) == ProgrammeStatus.CLOSED


def _linked(page: BasePage) -> tuple[dict[str, str], dict[str, str]]:
    """Return the pages and the typed addresses that the texts link to, with their fields."""
    ids: dict[str, str] = {}
    slugs: dict[str, str] = {}
    for field in page._meta.get_fields():
        if not hasattr(field, "extract_references"):
            continue
        value: Any = getattr(page, field.name)
        if not value:
            continue
        place = capfirst(str(field.verbose_name))
        for _model, pk, _model_path, _content_path in field.extract_references(value):
            ids[str(pk)] = place
        raw = str(field.get_prep_value(value))
        slugs.update(dict.fromkeys(TYPED.findall(raw), place))
    return ids, slugs


check(ProgrammePage, closed_names_what_to_use)
check(BasePage, links_lead_on)
