"""Whom to call at a stand: forgotten after the event and in copies, in pages and revisions."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Revision

from catalogue.events.dates import EventDate
from catalogue.events.pages import EventPage, Exhibitor

CONTACT = ("contact_name", "contact_phone", "contact_email")
CONTACTS_DAYS = 90
NOBODY = dict.fromkeys(CONTACT, "")
# The rows of a page tell what is left to forget. Who stood in a draft alone is in no row, so old
# drafts are read for this long after the day.
LOOK_BACK = datetime.timedelta(days=31)


def forget_contacts(before: datetime.datetime) -> int:
    """Empty the contacts of exhibitors of events that were over before a moment.

    The stands stay, and so does what the organisations looked for. Return of how many stands
    somebody was forgotten.
    """
    over = _over_before(before)
    lately = over.exclude(pk__in=_over_before(before - LOOK_BACK).values("pk"))
    named = Exhibitor.objects.exclude(**NOBODY).filter(
        event__translation_key__in=over.values("translation_key")
    )
    keys = set(named.values_list("event__translation_key", flat=True))
    keys.update(lately.values_list("translation_key", flat=True))
    return sum(_forget(key) for key in keys)


def forget_contacts_of(event: EventPage) -> None:
    """Empty the contacts of an event that is a copy: those people said yes to another."""
    _forget(event.translation_key)


def _over_before(moment: datetime.datetime) -> QuerySet[EventPage]:
    """Return English pages whose last date was over. Without dates the planned day counts."""
    later = EventDate.objects.filter(end_at__gte=moment)
    pages: QuerySet[EventPage] = EventPage.objects.filter(
        first_end__lt=moment, locale__language_code=settings.LANGUAGE_CODE
    )
    return pages.exclude(pk__in=later.values("event"))


@transaction.atomic
def _forget(translation_key: Any) -> int:
    """Forget the contacts of one event in every language, its revisions first."""
    pages = EventPage.objects.filter(translation_key=translation_key)
    ids = list(pages.values_list("pk", flat=True))
    revisions = Revision.page_revisions.filter(object_id__in=[str(pk) for pk in ids])
    for pk, content in revisions.values_list("pk", "content").iterator():
        stands = content.get("exhibitors") or []
        if any(stand.get(name) for stand in stands for name in CONTACT):
            content["exhibitors"] = [{**stand, **NOBODY} for stand in stands]
            Revision.objects.filter(pk=pk).update(content=content)
    return Exhibitor.objects.filter(event__in=ids).exclude(**NOBODY).update(**NOBODY)
