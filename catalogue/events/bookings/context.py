"""What every page of a booking shows beside its question."""

from typing import Any

from catalogue.events.bookings.opening import Opening
from catalogue.events.event_facts import contact_words, date_leaf, when_words, where_words
from catalogue.events.event_lookup import address_of
from portal.core.models import SiteContact


def page_context(opening: Opening, **more: Any) -> dict[str, Any]:
    """Return the event in short, whom to call, and the way back."""
    event, words = opening.event, opening.words
    date = opening.nearest
    context = {
        "opening": opening,
        "contact": contact_words(words, SiteContact.current()),
        "event_url": address_of(words),
        "where": where_words(words),
    }
    asked = more.get("asked")
    chosen = asked.chosen if asked else None
    if chosen:
        date = chosen.date
        context["places"] = chosen.places
    is_one_date = bool(chosen) or len(opening.dates) < 2
    if date and is_one_date:
        context["leaf"] = date_leaf(date, off=not date.takes_place)
        context["when"] = when_words(date, doors_minutes=event.doors_minutes)
    return {**context, **more}
