"""A letter to the events team when a partner's feed of events stops: one, until it is read again.

It stands here, above the feeds themselves, because letters are of the providers' area.
"""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse

from catalogue.feeds.enums import FetchResult
from catalogue.feeds.event_models import EventFeed
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.feeds.letters import DAYS_BEFORE_LETTER, days_between
from catalogue.publishing.letters import write_letter
from portal.core.structured_data import absolute

DECIDES = "feeds.change_heldevent"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def tell_of_stopped(*, now: datetime.datetime) -> dict[str, int]:
    """Write about each feed that was stopped, or not read for days. Return how many."""
    feeds = EventFeed.objects.not_read().filter(told_at=None)
    due = [feed for feed in feeds if _needs_somebody(feed, now=now)]
    told = sum(_tell(feed, now=now) for feed in due)
    return {"told": told} if told else {}


def _needs_somebody(feed: EventFeed, *, now: datetime.datetime) -> bool:
    """Say whether a person has to act. A site that did not answer may answer tomorrow."""
    days = days_between(feed.failing_since or now, now)
    return feed.result == FetchResult.QUARANTINED or days >= DAYS_BEFORE_LETTER


@transaction.atomic
def _tell(feed: EventFeed, *, now: datetime.datetime) -> bool:
    """Write to everybody who decides about partners' events. Return whether anybody is told."""
    readers = list(_readers())
    if not readers or not EventFeed.objects.filter(pk=feed.pk, told_at=None).update(told_at=now):
        return False
    for reader in readers:
        write_letter(
            LetterKind.EVENT_FEED,
            email=reader.email,
            organisation=None,
            now=now,
            facts={
                "name": feed.organisation.name,
                "address": feed.address,
                "message": feed.message,
                "link": absolute(reverse("event_feeds_admin:inspect", args=[feed.pk])),
            },
        )
    return True


def _readers() -> Any:
    people = get_user_model().objects.with_perm(DECIDES, backend=BACKEND, include_superusers=False)
    return people.filter(is_active=True).exclude(email="").order_by("pk")
