"""The events of the demonstration: load them with some bookings, and take them away."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page, Revision

from catalogue.courses.enums import Weekday
from catalogue.events.bookings.records import Booking
from catalogue.events.dates import EventDate
from catalogue.events.enums import DateChangeKind, EventStatus
from catalogue.events.pages import EventDateChange, EventPage, EventSession, Exhibitor
from catalogue.events.scheduling import ensure_events_page, sync_dates
from catalogue.providers.models import Organisation, Venue
from pathways.event_roles import EventRole
from pathways.loading_pages import numbered, publish
from pathways.roles import RolePage
from portal.core.loading import LoadCounts
from portal.core.models import Sector
from portal.demo.event_bookings import book_places, tell_nobody
from portal.demo.event_days import at, day_of, first_day, last_day, same_week
from portal.demo.event_records import ChangeRecord, EventRecord, ExhibitorRecord
from portal.demo.reading import DATA, DemonstrationError, read_demonstration, read_events

FILE = DATA / "events.toml"
_NOON = datetime.time(12)
# Fields of a page that have another name in the file, or need something looked up.
_NOT_COPIED = {
    *("key", "start", "end", "in_days", "week", "day", "repeat_weeks", "extra_days"),
    *("until_after_clock_change", "moved_from_days", "status", "mode", "organiser", "venue"),
    *("about", "sectors", "roles", "booked", "waiting", "session", "exhibitor", "change"),
    "languages_spoken",
}


@transaction.atomic
def load_events(*, today: datetime.date) -> dict[str, LoadCounts]:
    """Add the invented events that are not there, and give new days to those that are over.

    What a person edited stays. Twice on one day changes nothing. Needs the organisations of the
    demonstration. One transaction: no message of a booking leaves before it is dropped.
    """
    parent = ensure_events_page()
    if parent is None:
        return {"events": LoadCounts()}
    loading = _Loading(parent, today)
    counts = LoadCounts()
    for record in read_events(FILE):
        counts += loading.load(record)
    return {"events": counts, "bookings": LoadCounts(added=loading.booked)}


def clear_events() -> dict[str, int]:
    """Remove the invented events with their translations and bookings."""
    events = list(EventPage.objects.filter(is_demo=True))
    keys = [event.translation_key for event in events]
    for event in EventPage.objects.filter(translation_key__in=keys):
        _forget_dates(event)
        event.delete()
    return {"events": len(events)}


def events_are_missing() -> bool:
    """Return whether none was ever loaded, as on a site that is older than events."""
    return not EventPage.objects.filter(is_demo=True).exists()


def _forget_dates(event: EventPage) -> None:
    Booking.objects.filter(date__event=event).delete()
    EventDate.objects.filter(event=event).delete()


class _Loading:
    """One load: what events name is read once."""

    def __init__(self, parent: Page, today: datetime.date) -> None:
        self.parent = parent
        self.today = today
        self.now = at(today, _NOON)
        self.locale: Locale = parent.locale
        self.booked = 0
        owners = {each.slug: each for each in Organisation.objects.filter(is_demo=True)}
        self.organisations = owners
        names = {
            venue.key: (organisation.key, venue.name)
            for organisation in read_demonstration().organisations
            for venue in organisation.venue
        }
        rows = {(row.provider.slug, row.name): row for row in _venues(owners.values())}
        self.venues = {key: rows[name] for key, name in names.items() if name in rows}
        self.sectors = {each.slug: each for each in Sector.objects.all()}
        self.roles = {each.slug: each for each in RolePage.objects.filter(locale=self.locale)}
        pages = EventPage.objects.filter(locale=self.locale)
        self.pages = {page.translation_key: page for page in pages}
        self.edited = set(
            Revision.objects.filter(
                content_type=ContentType.objects.get_for_model(EventPage), user__isnull=False
            ).values_list("object_id", flat=True)
        )

    def load(self, record: EventRecord) -> LoadCounts:
        """Add an event or give it new days."""
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"waymark:event:{record.key}")
        page = self.pages.get(key)
        if page is None:
            page = EventPage(
                slug=record.key, locale=self.locale, translation_key=key, is_demo=True, live=False
            )
            self._write(page, record)
            return LoadCounts(added=1)
        if str(page.pk) in self.edited or not page.live or self._is_ahead(page):
            return LoadCounts(unchanged=1)
        _forget_dates(page)
        self._write(page, record)
        return LoadCounts(changed=1)

    def _is_ahead(self, page: EventPage) -> bool:
        return page.dates.filter(end_at__gt=self.now).exists()

    def _write(self, page: EventPage, record: EventRecord) -> None:
        """Publish as first planned, book, and only then let happen what happened."""
        day = first_day(record, today=self.today)
        planned = max(
            day - datetime.timedelta(days=record.moved_from_days),
            self.today + datetime.timedelta(days=1),
        )
        self._fill(page, record, day=planned)
        if page.pk is None:
            self.parent.add_child(instance=page)
        self._publish(page)
        self.booked += book_places(page, record, now=self.now)
        tell_nobody(page)
        if record.status == EventStatus.SCHEDULED and planned == day:
            return
        page.first_start, page.first_end = at(day, record.start), at(day, record.end)
        page.status = record.status
        self._publish(page)
        tell_nobody(page)

    def _publish(self, page: EventPage) -> None:
        publish(page)
        page.refresh_from_db()
        # The page's own signal reads the clock; these dates belong to the day of seeding.
        sync_dates(page, now=self.now)

    def _fill(self, page: EventPage, record: EventRecord, *, day: datetime.date) -> None:
        for name in EventRecord.__dataclass_fields__.keys() - _NOT_COPIED:
            value = getattr(record, name)
            setattr(page, name, value.strip() if isinstance(value, str) else value)
        page.status = EventStatus.SCHEDULED
        page.attendance_mode = record.mode
        page.languages_spoken = list(record.languages_spoken)
        page.organiser = self._named(self.organisations, record, "organiser", record.organiser)
        page.venue = (
            self._named(self.venues, record, "venue", record.venue) if record.venue else None
        )
        page.contact_phone = page.organiser.phone
        page.contact_email = page.organiser.email
        page.contact_name = page.organiser.trading_name
        page.first_start, page.first_end = at(day, record.start), at(day, record.end)
        page.repeat_until = last_day(record, day, today=self.today)
        page.body = [("text", f"<p>{text}</p>") for text in record.about]
        page.sectors = [self._named(self.sectors, record, "sectors", s) for s in record.sectors]
        changes = [
            *(_change(record, change, day) for change in record.change),
            *(_extra(record, each, day) for each in record.extra_days),
        ]
        page.date_changes.set(numbered(changes))
        page.sessions.set(numbered(_sessions(record)))
        page.exhibitors.set(numbered([self._exhibitor(record, each) for each in record.exhibitor]))
        # A site whose careers were never loaded has no roles to point to.
        known = [self.roles[slug] for slug in record.roles if slug in self.roles]
        page.event_roles.set(numbered([EventRole(role=role) for role in known]))

    def _exhibitor(self, record: EventRecord, row: ExhibitorRecord) -> Exhibitor:
        return Exhibitor(
            organisation=self._named(self.organisations, record, "exhibitor", row.organisation),
            stand=row.stand,
            roles_wanted=row.roles_wanted.strip(),
            jobs_count=row.jobs,
            languages_spoken=list(row.languages_spoken),
            contact_name=row.contact_name,
            contact_phone=row.contact_phone,
        )

    @staticmethod
    def _named(rows: dict[str, Any], record: EventRecord, field: str, name: str) -> Any:
        if name not in rows:
            raise DemonstrationError(
                f"Event “{record.key}”: {field} “{name}” is in no data file. Correct the name."
            )
        return rows[name]


def _venues(owners: Iterable[Organisation]) -> Iterable[Venue]:
    return Venue.objects.filter(provider__in=owners).select_related("provider")


def _sessions(record: EventRecord) -> Sequence[EventSession]:
    return [
        EventSession(
            title=each.title,
            starts_at=each.start,
            ends_at=each.end,
            room=each.room,
            speaker=each.speaker,
            summary=each.summary,
            capacity=each.capacity,
        )
        for each in record.session
    ]


def _change(record: EventRecord, change: ChangeRecord, first: datetime.date) -> EventDateChange:
    day = day_of(record, first, change.occurrence)
    return EventDateChange(
        on_date=day,
        kind=change.kind,
        reason=change.reason,
        new_start=at(day, change.start) if change.start else None,
        new_end=at(day, change.end) if change.end else None,
    )


def _extra(record: EventRecord, weekday: Weekday, first: datetime.date) -> EventDateChange:
    day = same_week(first, weekday)
    return EventDateChange(
        on_date=day,
        kind=DateChangeKind.ADDED,
        new_start=at(day, record.start),
        new_end=at(day, record.end),
    )
