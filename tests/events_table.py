"""A site with something to hide, and the table of its addresses: who gets what answer."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.urls import reverse

from catalogue.events.bookings.records import AccessNeed, BookedSlot, Booking, Notice
from catalogue.events.bookings.tokens import manage_token
from catalogue.events.dates import EventDate, Slot
from catalogue.events.enums import AttendanceMode, Audience, BookingState, NoticeKind
from catalogue.events.pages import EventPage, EventSession, Exhibitor
from catalogue.feeds.event_models import EventFeed, HeldEvent
from portal.accounts import groups
from portal.core.models import Sector
from portal.pages.services import ensure_site_pages
from search import indexing
from search.reference import forget_reference
from search.suggest import forget_suggestions
from tests.catalogue.feeds.calendar_files import event as calendar_event
from tests.catalogue.feeds.event_feeds import fetch_parts, make_feed
from tests.event_factories import NOW, at, make_booking, make_date, make_event
from tests.factories import OrganisationFactory

# --- what nobody may learn -----------------------------------------------------------------------

# Each has a word to search for, which an answer may repeat, and one that it may not.
NAME, WAITS, OTHERS = "Aminata Quellwasser", "Boguslaw Quellwasser", "Chiamaka Quellwasser"
SECRETS = {
    "name": "Aminata",
    "email": "aminata.q@geheim.example",
    "phone": "900471",
    "name of who waits": "Boguslaw",
    "name at another event": "Chiamaka",
    "access need": "Zwischenraum seat",
    "online room": "online-room.example/zimmer",
    "contact of a stand": "Dagmar",
    "phone of a stand": "0121 496 0999",
    "email of a stand": "dagmar@stand.example",
    "draft": "Unveroeffentlicht",
    "template": "Schablone",
    "unpublished words": "Nochnicht",
    "event of a partner": "Gehalten",
    "event for staff": "Dienstlich",
}
UNPUBLISHED = {"draft", "template", "unpublished words", "event of a partner"}
STANDS = {"contact of a stand", "phone of a stand", "email of a stand"}
WORDS_TO_ASK = (
    "quellwasser", "geheim", "zwischenraum", "zimmer", "stand", "entwurf", "muster", "neuefassung",
    "partnertag", "kollegium", "fair",
)  # fmt: skip

STRANGER, NO_GROUP = "stranger", "signed in, no group"
ROLES = (
    STRANGER, NO_GROUP, groups.EDITORS, groups.MODERATORS, groups.EVENTS_TEAM,
    groups.ADMINISTRATORS,
)  # fmt: skip
TEAM = (groups.EVENTS_TEAM, groups.ADMINISTRATORS)
METHODS = ("get", "head", "options", "put", "patch", "delete", "post")

# What each role gets with GET: STRANGER, no group, editor, moderator, team, administrator.
SHOWN = (200,) * 6
ABSENT = (404,) * 6
SENT_ON = (302,) * 6
DOOR = (302, 403, 403, 403, 200, 200)
NO_DOOR = (302, 403, 403, 403, 404, 404)
AREA = (302, 302, 302, 302, 200, 200)
AREA_POST = (302, 302, 405, 405, 405, 405)
PAGES_ADMIN = (302, 302, 200, 302, 200, 200)


@dataclass(frozen=True, slots=True)
class Line:
    """An address, what each role gets, which secrets some may read there, and how it is asked."""

    url: str
    expected: tuple[int, ...]
    may_show: frozenset[str] = frozenset()
    who: tuple[str, ...] = TEAM
    methods: tuple[str, ...] = METHODS


@dataclass(slots=True)
class World:
    """One site with something to hide of every kind."""

    open: EventDate
    booking: Booking
    waiting: Booking
    other: Booking
    past: Booking
    pruned_token: str
    hidden: dict[str, EventPage]
    feed: EventFeed
    held: HeldEvent
    references: dict[str, str] = field(default_factory=dict)


def make_world() -> World:
    """Make a site with something to hide of every kind, and index it."""
    ensure_site_pages()
    sector = Sector.objects.order_by("pk").first()
    event = make_event(
        title="Open fair",
        slug="open-fair",
        attendance_mode=AttendanceMode.MIXED,
        online_url="https://online-room.example/zimmer",
    )
    if sector:
        event.sectors.add(sector)
        event.save()
    talk = EventSession.objects.create(
        event=event, key="talk", title="A talk", capacity=5,
        starts_at=datetime.time(11), ends_at=datetime.time(12),
    )  # fmt: skip
    Exhibitor.objects.create(
        event=event,
        organisation=OrganisationFactory(name="Stand Ltd"),
        contact_name="Dagmar Standleiterin",
        contact_phone="0121 496 0999",
        contact_email="dagmar@stand.example",
    )
    date = make_date(event, capacity=1)
    booking = booked(date, NAME, email="aminata.q@geheim.example", phone="+447700900471")
    AccessNeed.objects.create(booking=booking, kinds=["OTHER"], text="Zwischenraum seat")
    BookedSlot.objects.create(
        booking=booking, slot=Slot.objects.get(date=date, session_key=talk.key)
    )
    waiting = booked(date, WAITS, state=BookingState.WAITING, waiting_since=NOW, confirmed_at=None)
    another = make_date(make_event(title="Other fair", slug="other-fair"))
    other = booked(another, OTHERS)
    gone_event = make_event(
        title="Past fair", slug="past-fair", first_start=at(-3), first_end=at(-3, 15)
    )
    past = booked(make_date(gone_event), NAME)
    pruned = booked(another, NAME)
    pruned_token = manage_token(pruned)
    pruned.delete()
    hidden = {
        "draft": make_event(title="Entwurf Unveroeffentlicht", slug="a-draft", live=False),
        "template": make_event(title="Muster Schablone", slug="a-template", is_template=True),
        "staff": make_event(
            title="Kollegium Dienstlich", slug="for-staff", audience=Audience.STAFF
        ),
    }
    for page in hidden.values():
        make_date(page)
    new_words = EventPage.objects.get(pk=event.pk)
    new_words.summary = "Neuefassung Nochnicht"
    new_words.save_revision()
    feed = make_feed()
    fetch_parts(feed, calendar_event(SUMMARY="Partnertag Gehalten"))
    Notice.objects.create(
        booking=booking, kind=NoticeKind.CONFIRMED, channel="EMAIL", state="FAILED",
        problem="refused 550", queued_at=NOW, due_at=NOW,
    )  # fmt: skip
    groups.ensure_groups()
    indexing.rebuild(today=NOW.date())
    forget_reference()
    forget_suggestions()
    cache.clear()
    return World(
        open=date,
        booking=booking,
        waiting=waiting,
        other=other,
        past=past,
        pruned_token=pruned_token,
        hidden=hidden,
        feed=feed,
        held=HeldEvent.objects.get(),
        references={
            f"reference {number}": one.reference
            for number, one in enumerate((booking, waiting, other, past))
        },
    )


def booked(date: EventDate, name: str, **facts: Any) -> Booking:
    """Return a booking whose places are counted where it has some."""
    booking = make_booking(date, name=name, **facts)
    whole = Slot.objects.get(date=date, session_key="")
    BookedSlot.objects.create(booking=booking, slot=whole)
    if booking.holds_places:
        Slot.objects.filter(pk=whole.pk).update(places_taken=1)
    return booking


# --- the table -----------------------------------------------------------------------------------


def public_lines(world: World) -> list[Line]:
    """Return what everybody may open, with words that would find what is hidden."""
    lists = ("/", "/events/", "/search/", "/contact/", "/how-we-order-results/")
    found = [
        Line(f"{prefix}{url}", SHOWN, methods=("get",) if prefix else METHODS)
        for prefix in ("", "/ur", "/pl")
        for url in lists
    ]
    for word in WORDS_TO_ASK:
        for url in (
            "/search/?q={}", "/events/?q={}", "/events/?q={}&month=2026-12", "/api/v1/search/?q={}",
            "/api/v1/suggest/?q={}", "/feeds/events.ics?q={}", "/feeds/events.atom?q={}",
        ):  # fmt: skip
            found.append(Line(url.format(word), SHOWN, methods=("get",)))
    for slug in ("open-fair", "other-fair"):
        # Of an event with one place nobody is asked how many come.
        asked = SENT_ON if slug == "open-fair" else SHOWN
        parts = dict.fromkeys(("", "exhibitors/", "poster/"), SHOWN)
        parts |= {"book/people/": asked, "book/?date=once": SENT_ON}
        for prefix in ("", "/ur", "/pl"):
            methods = ("get", "post") if prefix else METHODS
            for part, expected in parts.items():
                found.append(Line(f"{prefix}/events/{slug}/{part}", expected, methods=methods))
        found.append(Line(f"/events/{slug}/book/done/", SENT_ON))
        found.append(Line(f"/events/{slug}/book/check/", SENT_ON))
        found.append(Line(f"/events/{slug}/book/clear/", (405,) * 6))
        found.append(Line(f"/feeds/events/{slug}.ics", SHOWN))
        found.append(Line(f"/feeds/events/{slug}.ics?date=once&lang=ur", SHOWN))
    found += [
        Line(f"/api/v1/events/{world.open.event_id}/", SHOWN),
        Line("/events/past-fair/", SHOWN),
        Line("/events/past-fair/book/", (410,) * 6),
        Line("/sitemap.xml", SHOWN),
        Line("/b/deleted/", SHOWN),
        Line("/feeds/events.ics", SHOWN),
        Line("/feeds/events.atom", SHOWN),
    ]
    return found


def hidden_lines(world: World) -> list[Line]:
    """Return what is there for nobody: drafts and templates; and events for staff by link alone."""
    found = []
    for name in ("draft", "template"):
        slug = world.hidden[name].slug
        for part in ("", "exhibitors/", "poster/", "book/", "book/people/", "book/done/"):
            for prefix in ("", "/ur"):
                found.append(Line(f"{prefix}/events/{slug}/{part}", ABSENT))
        found.append(Line(f"/feeds/events/{slug}.ics", ABSENT))
        found.append(Line(f"/api/v1/events/{world.hidden[name].pk}/", ABSENT))
        found.append(Line(f"/events/{slug}/checkin/", NO_DOOR))
    staff = world.hidden["staff"]
    by_link = frozenset({"event for staff"})
    found += [
        Line(f"/events/{staff.slug}/", SHOWN, by_link, ROLES),
        Line(f"/feeds/events/{staff.slug}.ics", ABSENT),
        Line(f"/api/v1/events/{staff.pk}/", ABSENT),
        Line(f"/api/v1/events/{world.hidden['draft'].pk}/", ABSENT),
    ]
    return found


def door_lines(world: World) -> list[Line]:
    """Return the door of an event."""
    names = frozenset({"name", "name of who waits", "reference 0", "reference 1"})
    url = f"/events/{world.open.event.slug}/checkin/"
    return [
        Line(url, DOOR, names),
        Line(f"/ur{url}", DOOR, names),
        Line(f"{url}?date=once&q=quellwasser", DOOR, names),
        Line(f"{url}?date=once&all=1", DOOR, names),
        Line(f"{url}?date=x&said=in&about={world.booking.public_id}", DOOR, names),
        # A press of another event's booking tells nothing of it.
        Line(f"{url}?date=once&said=in&about={world.other.public_id}", DOOR, names),
        Line("/events/no-such-event/checkin/", NO_DOOR),
    ]


def area_lines(world: World) -> list[Line]:
    """Return the area of the events team."""
    date, event = world.open.pk, world.open.event_id
    people = frozenset(
        {"name", "email", "phone", "name of who waits", "reference 0", "reference 1"}
    )
    listed = frozenset({"event for staff", "draft", "template"})

    def line(name: str, *args: int, may: frozenset[str] = frozenset(), query: str = "") -> Line:
        return Line(reverse(f"events_team:{name}", args=args) + query, AREA, may)

    parts = ("", "?show=drafts", "?show=templates", "?show=full", "?show=today", "?show=%00&p=-9")
    return [
        *(line("list", query=part, may=listed) for part in parts),
        line("attendance", may=frozenset({"event for staff"})),
        line(
            "attendance",
            query="?first=2026-01-01&last=2027-01-01",
            may=listed,
        ),
        line("date", date, may=people),
        line("book", date),
        line("needs", date, may=frozenset({"name", "access need", "reference 0"})),
        line("cancel", world.booking.pk, may=people),
        line("copy", event),
        line("exhibitors", event, may=frozenset(STANDS)),
    ]


def partner_lines(world: World) -> list[Line]:
    """Return partners' events and feeds."""
    held = frozenset({"event of a partner"})
    found = [
        Line(reverse("held_events:index"), AREA, held),
        Line(reverse("held_events:index_results"), AREA, held),
        Line(reverse("held_events:index") + "?q=gehalten&state=HELD", AREA, held),
        Line(reverse("held_events:inspect", args=[world.held.pk]), AREA, held),
        Line(reverse("event_feeds_admin:index"), AREA, held),
        Line(reverse("event_feeds_admin:inspect", args=[world.feed.pk]), AREA, held),
        Line(reverse("event_feeds_admin:edit", args=[world.feed.pk]), AREA, held),
        Line(reverse("event_feeds_admin:add"), AREA, held),
        Line(reverse("messages-to-people:index"), AREA, frozenset({"reference 0"})),
    ]
    for name in ("approve", "refuse", "keep", "again"):
        found.append(Line(reverse(f"held_events:{name}", args=[world.held.pk]), AREA_POST))
    found.append(Line(reverse("event_feeds_admin:fetch_soon", args=[world.feed.pk]), AREA_POST))
    return found


def page_lines(world: World) -> list[Line]:
    """Return the pages of events in the admin: words of drafts for who edits, names for nobody."""
    may = frozenset({*UNPUBLISHED, *STANDS, "online room", "event for staff"})
    who = (groups.EDITORS, *TEAM)
    pk = world.open.event_id
    revision = EventPage.objects.get(pk=pk).latest_revision_id
    editing = (
        reverse("wagtailadmin_pages:edit", args=[pk]),
        reverse("wagtailadmin_pages:history", args=[pk]),
        reverse("wagtailadmin_pages:view_draft", args=[pk]),
        reverse("wagtailadmin_pages:revisions_view", args=[pk, revision]),
        reverse("wagtailadmin_pages:edit", args=[world.hidden["draft"].pk]),
        reverse("wagtailadmin_pages:view_draft", args=[world.hidden["draft"].pk]),
    )
    return [Line(url, PAGES_ADMIN, may, who) for url in editing]


def token_lines(world: World) -> list[tuple[str, str, int]]:
    """Return links to look after a booking: the token, its kind, and the answer to GET."""
    token = manage_token(world.booking)
    body, _dot, signature = token.rpartition(".")
    other_body = manage_token(world.other).rpartition(".")[0]
    return [
        (token, "own", 200),
        (manage_token(world.other), "another's", 200),
        (manage_token(world.past), "expired", 410),
        (world.pruned_token, "pruned", 404),
        (f"{other_body}.{signature}", "signature of another", 404),
        (f"{body}.{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}", "last letter", 404),
        (f"{body}.{signature}%00", "with a nul", 404),
        (body, "without signature", 404),
        (f".{signature}", "signature alone", 404),
        (f"{body}.{signature}" * 40, "very long", 404),
        (world.booking.reference, "the reference", 404),
        (str(world.booking.public_id), "the id", 404),
        (str(world.booking.pk), "the number", 404),
        ("%E2%80%AE%D9%A1", "bidi mark", 404),
    ]


BELOW_TOKEN = ("", "cancel/", "people/", "access/", "forget/", "accept/", "decline/")
