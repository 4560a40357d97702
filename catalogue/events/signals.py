"""What happens to the dates of an event when its page is published, hidden or deleted."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.signals import page_published, page_unpublished, post_page_move

from catalogue.events.pages import EventPage
from catalogue.events.scheduling import KIND, sync_dates
from catalogue.events.talk_changes import changed_talks, live_talks
from catalogue.providers.models import Organisation, Venue
from portal.core.clock import now
from portal.core.models import Sector
from portal.core.signals import listings_changed

# What changes for somebody who booked, and stands on no date.
_PLACE = ("venue_id", "attendance_mode", "online_url")


def remember_what_stood(instance: EventPage, **kwargs: Any) -> None:
    """Note how the place and the talks of a page that is saved differ from those visitors see."""
    if instance.pk is None or not instance.live:
        return
    old = EventPage.objects.filter(pk=instance.pk, live=True).values(*_PLACE).first()
    new = {name: getattr(instance, name) for name in _PLACE}
    if old is not None and old != new:
        instance._is_place_changed = True
    if old is not None:
        instance._changed_talks = changed_talks(live_talks(instance.pk), instance)


def follow_page(instance: Any, **kwargs: Any) -> None:
    """Bring the dates in line with a page that went live. A translation has no dates."""
    if not isinstance(instance, EventPage):
        return
    source = instance.source
    if instance.pk != source.pk or not instance.live or instance.is_template:
        announce(source.pk)
        return
    is_place_changed = instance.__dict__.pop("_is_place_changed", False)
    talks = instance.__dict__.pop("_changed_talks", ())
    sync_dates(instance, now=now(), is_place_changed=is_place_changed, talks=talks)


def announce_page(instance: Any, **kwargs: Any) -> None:
    """Announce an event that went off the site, elsewhere, or away for good."""
    if isinstance(instance, EventPage):
        announce(instance.source.pk)


def announce_events_of(instance: Organisation | Venue, **kwargs: Any) -> None:
    """Announce the events of an organisation or a venue that was renamed or moved."""
    announce(*instance.events.values_list("pk", flat=True))


def announce_events_of_sector(instance: Sector, **kwargs: Any) -> None:
    """Announce the events of a sector: they are found by its name."""
    announce(*EventPage.objects.filter(sectors=instance).values_list("pk", flat=True))


def announce_events_with_stand(instance: Organisation, **kwargs: Any) -> None:
    """Announce the events at which an organisation has a stand: they are found by its name."""
    stands = instance.exhibits.filter(event__locale__language_code=settings.LANGUAGE_CODE)
    announce(*stands.values_list("event", flat=True))


def announce(*ids: int) -> None:
    """Say that events changed, in the transaction that changed them."""
    if ids:
        listings_changed.send(sender=EventPage, kind=KIND, ids=list(ids))


def connect() -> None:
    """Connect every receiver, once."""
    pre_save.connect(remember_what_stood, sender=EventPage, dispatch_uid="events.what_stood")
    page_published.connect(follow_page, dispatch_uid="events.follow_page")
    page_unpublished.connect(announce_page, dispatch_uid="events.unpublished")
    post_page_move.connect(announce_page, dispatch_uid="events.moved")
    pre_delete.connect(announce_page, sender=EventPage, dispatch_uid="events.deleted")
    post_save.connect(
        announce_events_with_stand, sender=Organisation, dispatch_uid="events.with_stand"
    )
    post_save.connect(announce_events_of_sector, sender=Sector, dispatch_uid="events.of_sector")
    for model in (Organisation, Venue):
        post_save.connect(
            announce_events_of, sender=model, dispatch_uid=f"events.of_{model.__name__}"
        )
