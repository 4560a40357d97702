"""The demonstration region: put it there, take it away, and let staff sign in to look."""

import csv
import datetime
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max, Model

from catalogue.courses.models import Course, CourseReference, CourseRun
from catalogue.courses.services import announce_courses, remove_runs
from catalogue.providers.models import Organisation, Venue
from catalogue.vacancies.models import Vacancy, VacancyLocation
from catalogue.vacancies.services import announce_vacancies
from portal.accounts.services import create_staff
from portal.core.models import Place, SiteContact, Subject
from portal.core.place_table import load_places
from portal.core.taxonomy import load_taxonomy
from portal.demo.desk_seeding import PROVIDER
from portal.demo.reading import read_demonstration
from portal.demo.seeding import Seeding
from portal.pages.services import DEMONSTRATION_CONTACT, ensure_contact

FRESH_DAYS = 7
STAFF_NAME = "editor"
STAFF_EMAIL = "editor@example.org"


@dataclass(frozen=True)
class Change:
    """How many rows of one kind a seeding added and changed, and how many there are now."""

    added: int
    changed: int
    total: int


@dataclass(frozen=True)
class SeedReport:
    """What a seeding did: ``report.rows["courses"].added``."""

    rows: dict[str, Change]
    removed: int
    announced: int


@dataclass(frozen=True)
class ClearReport:
    """What a clearing removed, and the organisations it left because others use them."""

    removed: dict[str, int]
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def seed(*, today: datetime.date, say: Callable[[str], None] = lambda text: None) -> SeedReport:
    """Write the demonstration as it stands on a day. Twice on one day changes nothing.

    Only rows marked as demonstration data are changed or removed; places, taxonomy and funding
    rules are facts, which are added when missing. Raises DemonstrationError, and then nothing has
    changed. Sends ``listings_changed`` once a kind, for what differs.
    """
    say("Places and taxonomy")
    load_region(today=today)
    say("Reading the data files")
    records = read_demonstration()
    say("Writing organisations, venues, courses, runs and vacancies")
    seeding = Seeding(records=records, today=today)
    results = seeding.run()
    _mark_site()
    announce_courses(seeding.touched_course_ids)
    announce_vacancies(seeding.touched_vacancies)
    listings = {pk for _kind, pk in seeding.touched_vacancies}
    return SeedReport(
        rows={
            name: Change(len(each.added), len(each.changed), len(each.rows))
            for name, each in results.items()
        },
        removed=seeding.removed,
        announced=len(seeding.touched_course_ids) + len(listings),
    )


def ensure_region(*, today: datetime.date) -> None:
    """Load places and taxonomy where there are none. What editors changed since stays."""
    if not Place.objects.exists():
        _load_places(today=today)
    if not Subject.objects.exists():
        load_taxonomy()


def load_region(*, today: datetime.date) -> None:
    """Load the places that the settings name, and the taxonomy. Twice changes nothing."""
    _load_places(today=today)
    load_taxonomy()


def _load_places(*, today: datetime.date) -> None:
    with Path(settings.REGION["places_file"]).open(encoding="utf-8", newline="") as file:
        load_places(csv.DictReader(file), today=today)


@transaction.atomic
def clear() -> ClearReport:
    """Remove every row marked as demonstration data, and nothing else.

    A demonstration organisation or venue that others use (a course, an event, a feed) stays and is
    named in the report.
    Sends ``listings_changed`` once.
    """
    courses = list(Course.objects.filter(is_demo=True).values_list("pk", flat=True))
    runs = list(CourseRun.objects.filter(course__in=courses).values_list("pk", flat=True))
    vacancies = list(Vacancy.objects.filter(is_demo=True).values_list("kind", "pk"))
    removed = {"vacancies": len(vacancies), "runs": len(runs), "courses": len(courses)}
    remove_runs(runs)
    remove_courses(courses)
    remove_vacancies([pk for _kind, pk in vacancies])
    venues = Venue.objects.filter(is_demo=True, runs__isnull=True, events__isnull=True)
    removed["venues"] = venues.count()
    venues.delete()
    users = ("courses", "venues", "events", "exhibits", "event_feeds")
    unused = {f"{name}__isnull": True for name in users}
    free = Organisation.objects.filter(is_demo=True, **unused)
    removed["organisations"] = free.count()
    free.delete()
    kept = Organisation.objects.filter(is_demo=True).order_by("name", "pk")
    _unmark_site()
    announce_courses(courses)
    announce_vacancies(vacancies)
    return ClearReport(removed=removed, kept=list(kept.values_list("name", flat=True)))


def remove_courses(ids: list[int]) -> None:
    """Delete courses whose runs are gone, with what hangs on them. Announces nothing.

    ``_raw_delete`` sends no signal: a plain delete announces every course and reference alone.
    """
    _delete_what_hangs_on(Course, ids, but=(CourseReference, CourseRun))
    for model, lookup in (
        (CourseReference, "course__in"),
        (Course.sectors.through, "course__in"),
        (Course, "pk__in"),
    ):
        rows = model._default_manager.filter(**{lookup: ids})
        rows._raw_delete(rows.db)


def remove_vacancies(ids: list[int]) -> None:
    """Delete vacancies with what hangs on them. Announces nothing, as ``remove_courses``."""
    _delete_what_hangs_on(Vacancy, ids, but=(VacancyLocation,))
    locations = VacancyLocation.objects.filter(vacancy__in=ids)
    for rows in (locations, Vacancy.objects.filter(pk__in=ids)):
        rows._raw_delete(rows.db)


def _delete_what_hangs_on(model: type[Model], ids: list[int], *, but: tuple[Any, ...]) -> None:
    """Delete what people and programs joined to rows that go: reports, counts, drafts, roles."""
    relations: Sequence[Any] = model._meta.related_objects  # of both kinds, foreign and many
    for relation in relations:
        joined = relation.through if relation.many_to_many else relation.related_model
        if joined not in but:
            name = relation.field.m2m_reverse_field_name() if relation.many_to_many else ""
            lookup = f"{name or relation.field.name}__in"
            joined._default_manager.filter(**{lookup: ids}).delete()


def _mark_site() -> None:
    """Say on every page that the data is a demonstration, and give it a number to call."""
    contact = SiteContact.load()
    if not contact.is_demonstration:
        contact.is_demonstration = True
        contact.save()
    if not contact.help_phone:
        ensure_contact(is_demonstration=True)


def _unmark_site() -> None:
    """Take the line off, and every invented detail that nobody replaced."""
    contact = SiteContact.load()
    for name, invented in DEMONSTRATION_CONTACT.items():
        if getattr(contact, name) == invented:
            setattr(contact, name, type(invented)())
    contact.save()


def demonstration_is_stale(*, today: datetime.date) -> bool:
    """Return whether to seed again: a part of it is missing, or its newest date is a week old.

    The newest date is the last day on which a demonstration course was checked. Vacancies are
    missing where the demonstration was seeded before there were any.
    """
    if not Vacancy.objects.filter(is_demo=True).exists():
        return True
    newest = Course.objects.filter(is_demo=True).aggregate(newest=Max("checked_date"))["newest"]
    return newest is None or (today - newest).days > FRESH_DAYS


def ensure_staff_login() -> str | None:
    """Make the staff login ``editor`` of the administrators and return its random password, once.

    It is no superuser. Return None when the login is there: its password is known only to whoever
    wrote it down.
    """
    if get_user_model()._default_manager.filter(username=STAFF_NAME).exists():
        return None
    password = secrets.token_urlsafe(12)
    create_staff(STAFF_NAME, password, email=STAFF_EMAIL)
    return password


def ensure_provider_login() -> str | None:
    """Give the invented owner of a college a random password, once, and return it.

    Return None when there is no such person, or when they have one.
    """
    user = get_user_model()._default_manager.filter(username=PROVIDER).first()
    if user is None or user.has_usable_password():
        return None
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.save()
    return password
