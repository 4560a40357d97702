"""The plain list of events from the database, for when no index answers: soonest first."""

from typing import Any

from django.db.models import Min, Q, QuerySet

from portal.core.clock import now
from search.chips import chips
from search.criteria import Criteria
from search.documents import ListingDocument
from search.events_page import EVENTS_A_PAGE, events_heading
from search.pagination import page_count, pages
from search.place_names import place_phrase
from search.quick_choices import quick_tabs
from search.simple_list import events_of, simple_cards, simple_documents


def events_to_follow(criteria: Criteria, *, most: int) -> list[ListingDocument] | None:
    """Return the next events for a feed; None when a filter is asked for, which stays off here.

    Who follows all events for wheelchair users is better off with what they have.
    """
    if set(criteria.query().filters) - {"kind"}:
        return None
    ids = _soonest(criteria).values_list("pk", flat=True)[:most]
    return simple_documents([("event", pk) for pk in ids], criteria)


def _soonest(criteria: Criteria) -> QuerySet:
    ahead = Q(dates__end_at__gt=now())
    rows = events_of(criteria).annotate(soonest=Min("dates__start_at", filter=ahead))
    return rows.order_by("soonest", "pk")


def simple_events_context(criteria: Criteria, path: str) -> dict[str, Any]:
    """Return what ``events/list_simple.html`` shows: words, place and days. Filters stay off."""
    rows = _soonest(criteria)
    total = rows.count()
    last = page_count(total, EVENTS_A_PAGE)
    form = criteria.form
    number = form.page if form.page <= last else 1
    first = (number - 1) * EVENTS_A_PAGE
    ids = rows.values_list("pk", flat=True)[first : first + EVENTS_A_PAGE]
    where = place_phrase(criteria.place) if criteria.place.is_usable else ""
    shown = [chip for chip in chips(criteria, path) if chip.name in ("near", "from", "to")]
    return {
        "heading": events_heading(total, where=where),
        "words": criteria.plain.q,
        "chips": shown,
        "quick": quick_tabs(criteria, None, path),
        "cards": simple_cards([("event", pk) for pk in ids], criteria),
        "pages": pages(number, last, lambda page: form.on_page(page).url(path)),
        "hidden": form.hidden(without=("q", "near", "within", "as_typed")),
    }
