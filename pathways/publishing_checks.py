"""Checks of roles and pathways before they go live."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from pathways.career_map.career import MOST_ROLES
from pathways.content_checks import cycle_in
from pathways.enums import GoodJobKind, PayBasis, PayUnit, ProgressionKind
from pathways.figures import LEAST_PENCE, MOST_PENCE, PayFigure
from pathways.pay_words import Floors, day_words, pay_words
from pathways.roles import ProgressionLink, RolePage
from pathways.sector_pages import PathwayPage, PathwayRole
from portal.core.page_checks import texts_of
from portal.core.panels import is_source
from portal.core.pay_floors import floors_on
from portal.core.publishing import Finding, check

AMOUNT = re.compile(
    r"£\s?\d[\d,.]*(?:k\b)?\s*(?:an|a|per|/)\s*(?:hour|year|week|month|annum|day)", re.IGNORECASE
)


def pay_has_a_date(page: RolePage | PathwayPage, today: datetime.date) -> Iterator[Finding]:
    """Refuse pay typed in a text, and an answer about pay without a source and a day."""
    for place, text in texts_of(page):
        match = AMOUNT.search(text)
        if match:
            yield Finding(
                place,
                _(
                    "“%(amount)s” has no date. Take it out of the text and add it under “Pay”, "
                    "where its source and date stand beside it."
                )
                % {"amount": match[0]},
            )
    if not isinstance(page, RolePage) or not is_source(page):
        return
    for fact in page.good_job_facts.all():
        if fact.kind == GoodJobKind.PAY and not (fact.as_of_date and fact.source_name):
            yield Finding(
                _("Is it a good job?"),
                _("The answer about pay has no source or no date. Fill in “Source” and “As of”."),
            )


def figures_are_current(page: RolePage, today: datetime.date) -> Iterator[Finding]:
    """Refuse figures of days to come and amounts in the wrong unit; warn of old and low ones."""
    if not is_source(page):
        return
    floors = floors_on(today)
    for row in page.pay.all():
        figure = row.figure
        names = {"figure": figure.name, "day": day_words(figure.as_of_date)}
        unit = PayUnit(figure.unit)
        if figure.is_from_the_future(today):
            yield _pay(
                _(
                    "“%(figure)s” is for %(day)s, which has not come. Take it out until then, or "
                    "correct its date."
                )
                % names
            )
        elif not (LEAST_PENCE[unit] <= figure.low_pence <= figure.high_pence <= MOST_PENCE[unit]):
            yield _pay(
                _("“%(figure)s” does not fit its unit. Check pounds and hour or year.") % names
            )
        elif _is_under_floor(figure, today, floors):
            yield _pay(
                _(
                    "“%(figure)s” is under the legal minimum of today. The page says so, and shows "
                    "no “Wanted here”. Look for a newer figure."
                )
                % names,
                is_warning=True,
            )
        elif figure.is_stale(today):
            yield _pay(_("“%(figure)s” is old. Look for a newer figure.") % names, is_warning=True)


def _is_under_floor(figure: PayFigure, today: datetime.date, floors: Floors) -> bool:
    """Return whether pay is under what the law asks. What the law asks today is not, at any age."""
    is_the_law = figure.basis in (PayBasis.LEGAL_MINIMUM, PayBasis.APPRENTICE_MINIMUM)
    if is_the_law and not figure.is_stale(today):
        return False
    return pay_words(figure, today=today, floors=floors).is_under_floor


def stands_on_a_pathway(page: RolePage, today: datetime.date) -> Iterator[Finding]:
    """Refuse a role that no map shows: nobody would find it from its sector."""
    if not is_source(page):
        return
    placements = PathwayRole.objects.filter(
        role_id=page.pk, pathway__locale__language_code=settings.LANGUAGE_CODE
    )
    if not placements.exists():
        yield Finding(
            _("The map"),
            _(
                "This role is on no pathway. Open a pathway, choose “The map”, add this role under "
                "“Roles on the map” and publish the pathway. A role that is not live is not drawn."
            ),
        )


def steps_up_end(page: RolePage, today: datetime.date) -> Iterator[Finding]:
    """Refuse steps up that come back to where they began, and name the path."""
    if not is_source(page):
        return
    stored = ProgressionLink.objects.filter(
        kind=ProgressionKind.UP, from_role__locale__language_code=settings.LANGUAGE_CODE
    ).exclude(from_role_id=page.pk)
    steps: dict[str, list[str]] = defaultdict(list)
    for here, there in stored.values_list("from_role_id", "to_role_id"):
        steps[str(here)].append(str(there))
    own = [row.to_role_id for row in page.next_steps.all() if row.kind == ProgressionKind.UP]
    circle = cycle_in({str(page.pk): [str(one) for one in own], **steps})
    if str(page.pk) not in circle:
        return
    titles = dict(RolePage.objects.filter(pk__in=circle).values_list("pk", "title"))
    titles[page.pk] = page.title
    path = " → ".join(titles[int(one)] for one in circle)
    yield Finding(
        _("Next steps"),
        _("The steps up go in a circle: %(path)s. Take one of them away.") % {"path": path},
    )


def steps_are_live(page: RolePage, today: datetime.date) -> Iterator[Finding]:
    """Warn of a next role that is not live: visitors do not see the step."""
    if not is_source(page):
        return
    for row in page.next_steps.select_related("to_role") if page.pk else ():
        if not row.to_role.live:
            yield Finding(
                _("Next steps"),
                _("“%(role)s” is not live, so nobody sees this step yet.")
                % {"role": row.to_role.title},
                is_warning=True,
            )


def map_has_room(page: PathwayPage, today: datetime.date) -> Iterator[Finding]:
    """Refuse a map of more than 24 roles; warn of an empty one."""
    if not is_source(page):
        return
    count = len(page.placements.all())
    if count > MOST_ROLES:
        yield Finding(
            _("Roles on the map"),
            _("There are %(count)s roles, and a map has room for 24. Take %(more)s off.")
            % {"count": count, "more": count - MOST_ROLES},
        )
    elif count == 0 and page.sector_id:
        yield Finding(
            _("Roles on the map"), _("The map is empty. Add the first role."), is_warning=True
        )


def _pay(message: str, **values: Any) -> Finding:
    return Finding(_("Pay"), message, **values)


check(
    RolePage,
    stands_on_a_pathway,
    figures_are_current,
    pay_has_a_date,
    steps_up_end,
    steps_are_live,
)
check(PathwayPage, map_has_room, pay_has_a_date)
