"""Copying an event, or making one from a template: its words and exhibitors, on new dates."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from catalogue.events.enums import EventStatus
from catalogue.events.pages import EventPage
from catalogue.events.stand_contacts import forget_contacts_of

# What belongs to the days of the old event. Bookings hang on its dates, which are not copied.
LEFT_BEHIND = ["date_changes"]
LONGEST_SLUG = 80


@transaction.atomic
def copy_event(
    event: EventPage,
    *,
    title: str,
    start: datetime.datetime,
    end: datetime.datetime,
    repeat_until: datetime.date | None,
    user: Any,
    is_template: bool = False,
) -> EventPage:
    """Return a draft like an event, with its talks, exhibitors and roles, on other dates.

    The caller has checked that the user may add pages there. Nothing is published. A state such
    as “Cancelled” is not copied, nor whom to call at a stand.
    """
    facts = {
        "title": title,
        "draft_title": title,
        "slug": free_slug(title, event.get_parent()),
        "first_start": start,
        "first_end": end,
        "repeat_until": repeat_until,
        "status": EventStatus.SCHEDULED,
        "status_reason": "",
        "is_template": is_template,
        "is_demo": False,
        "owner": user,
        "go_live_at": None,
        "expire_at": None,
    }
    copy = event.copy(
        update_attrs=facts,
        exclude_fields=LEFT_BEHIND,
        copy_revisions=False,
        keep_live=False,
        user=user,
    )
    forget_contacts_of(copy)
    return EventPage.objects.get(pk=copy.pk)


def free_slug(title: str, parent: Page) -> str:
    """Return an address part that no page beside has: ``"walsall-jobs-fair-2"``."""
    begin = slugify(title)[:LONGEST_SLUG].strip("-") or "event"
    taken = set(parent.get_children().filter(slug__startswith=begin).values_list("slug", flat=True))
    number, slug = 1, begin
    while slug in taken:
        number += 1
        slug = f"{begin}-{number}"
    return slug
