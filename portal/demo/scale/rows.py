"""Build the rows of the scale catalogue, unsaved."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from catalogue.courses.enums import ListingSource, Weekday
from catalogue.courses.models import Course, CourseRun
from catalogue.providers.enums import OrganisationKind, VenueType
from catalogue.providers.models import Organisation, Venue
from portal.demo.dates import start_date
from portal.demo.scale.composing import Writer
from portal.demo.scale.places import Spot

JITTER_DEGREES = 0.008  # about half a mile: venues of one outward code stand apart
LEVELS: tuple[tuple[str, str], ...] = (
    ("ENTRY_1", "Entry 1"),
    ("ENTRY_2", "Entry 2"),
    ("ENTRY_3", "Entry 3"),
    ("LEVEL_1", "Level 1"),
    ("LEVEL_1", "Level 1"),
    ("LEVEL_2", "Level 2"),
    ("LEVEL_2", "Level 2"),
    ("LEVEL_2", "Level 2"),
    ("LEVEL_3", "Level 3"),
    ("LEVEL_3", "Level 3"),
    ("LEVEL_4", "Level 4"),
    ("LEVEL_5", "Level 5"),
)
# What a run is like: attendance, first hour, weekdays, hours a week. Weights follow the shares of
# the demonstration: a quarter in the evening, one in ten at the weekend.
PATTERNS: tuple[tuple[str, int, tuple[Weekday, ...], int], ...] = (
    ("DAYTIME", 9, (Weekday.MON, Weekday.WED), 6),
    ("DAYTIME", 10, (Weekday.TUE,), 4),
    ("DAYTIME", 13, (Weekday.FRI,), 3),
    ("DAYTIME", 9, (Weekday.MON, Weekday.TUE, Weekday.THU), 16),
    ("DAYTIME", 10, (Weekday.WED,), 2),
    ("EVENING", 18, (Weekday.TUE, Weekday.THU), 4),
    ("EVENING", 18, (Weekday.WED,), 2),
    ("WEEKEND", 10, (Weekday.SAT,), 5),
    ("DAY_RELEASE", 9, (Weekday.THU,), 7),
)
DURATIONS = (
    (1, "DAYS"),
    (3, "DAYS"),
    (5, "WEEKS"),
    (10, "WEEKS"),
    (12, "WEEKS"),
    (18, "WEEKS"),
    (6, "MONTHS"),
    (1, "YEARS"),
    (2, "YEARS"),
)
PRICES = (0, 0, 0, 0, 0, 0, 4500, 9900, 18000, 42500, 120000, None)
COURSE_TYPES = ("", "", "", "", "COMMUNITY", "SKILLS_BOOTCAMP", "FREE_COURSES_FOR_JOBS", "TASTER")
RUN_COUNTS = (1, 1, 1, 2, 2, 2, 3, 3, 4)
NEED_LISTS: tuple[list[str], ...] = (
    [],
    [],
    [],
    ["STEP_FREE"],
    ["CHILDCARE", "WOMEN_ONLY"],
    ["NO_TEST"],
    ["LAPTOP_LENT"],
)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a course can be taught."""

    provider_id: int
    venue_id: int
    town: str


@dataclass(frozen=True, slots=True)
class Generated:
    """A course with its runs and its reference, not yet saved."""

    course: Course
    runs: list[CourseRun]
    reference: str


def provider(writer: Writer, *, number: int, prefix: str) -> Organisation:
    """Return a provider with an invented name."""
    name = f"{writer.name()} {writer.source.choice(writer.words.provider_ends)}"
    return Organisation(
        name=name,
        slug=f"{prefix}{number:03}",
        kind=OrganisationKind.COLLEGE if "College" in name else OrganisationKind.TRAINING_PROVIDER,
        about=f"{name} is generated to measure search with many courses.",
        website=f"https://example.org/{prefix}{number:03}",
    )


def venue(writer: Writer, *, number: int, owner: Organisation, spot: Spot) -> Venue:
    """Return a venue near the middle of a real outward code."""
    source = writer.source
    street = source.choice(writer.words.streets)
    return Venue(
        provider=owner,
        name=f"{writer.name()} {source.choice(writer.words.venue_ends)} {number}",
        reference=f"GEN-{number:04}",
        address_line_1=f"{source.randrange(1, 200)} {writer.name()} {street}",
        town=spot.town,
        postcode=spot.code,
        latitude=round(spot.latitude + source.gauss(0, JITTER_DEGREES), 5),
        longitude=round(spot.longitude + source.gauss(0, JITTER_DEGREES), 5),
        council_id=spot.council_id,
        town_place_id=spot.town_id,
        venue_type=VenueType.CAMPUS,
    )


def course_with_runs(
    writer: Writer,
    *,
    number: int,
    sites: list[Site],
    subjects: dict[str, int],
    today: datetime.date,
) -> Generated:
    """Return a course of a random subject at a random venue, with one to four runs."""
    source = writer.source
    slug = source.choice(list(writer.words.topics))
    topic = source.choice(writer.words.topics[slug])
    site = source.choice(sites)
    level, level_words = source.choice(LEVELS)
    project = writer.name()
    is_esol = slug == "english-esol"
    title = writer.title(topic, level=level_words, place=site.town, project=project)
    course = Course(
        provider_id=site.provider_id,
        title=title,
        level=level if level_words in title or source.random() < 0.5 else "",
        course_type="ESOL" if is_esol else source.choice(COURSE_TYPES),
        esol="GENERAL" if is_esol else "NO",
        esol_levels=[level] if is_esol and level < "LEVEL_3" else [],
        subject_id=subjects.get(slug),
        language_of_teaching="English",
        needs=source.choice(NEED_LISTS),
        source=ListingSource.DEMO,
        checked_date=today - datetime.timedelta(days=source.randrange(60)),
        **writer.texts(topic, project=project),
    )
    reference = f"G{number:06}"
    runs = [
        CourseRun(**_run(writer, site=site, today=today), reference=f"{reference}-{position}")
        for position in range(1, source.choice(RUN_COUNTS) + 1)
    ]
    return Generated(course=course, runs=runs, reference=reference)


def _run(writer: Writer, *, site: Site, today: datetime.date) -> dict[str, Any]:
    source = writer.source
    pattern, hour, days, hours = source.choice(PATTERNS)
    duration, unit = source.choice(DURATIONS)
    is_online = source.random() < 0.2
    is_flexible = source.random() < 0.06
    places = source.randrange(6, 30)
    return {
        "delivery_mode": "ONLINE" if is_online else "CLASSROOM",
        "study_mode": "FULL_TIME" if hours > 15 else "PART_TIME",
        "attendance_pattern": pattern,
        "is_flexible_start": is_flexible,
        "start_date": None
        if is_flexible
        else start_date(today, in_days=source.randrange(1, 400), days_of_week=days),
        "days_of_week": list(days),
        "start_time": datetime.time(hour),
        "end_time": datetime.time(hour + min(hours // len(days), 8 if hour < 12 else 4)),
        "hours_per_week": Decimal(hours),
        "duration": duration,
        "duration_unit": unit,
        "venue_id": None if is_online else site.venue_id,
        "is_national": is_online,
        "cost_pence": source.choice(PRICES),
        "places": places,
        "places_left": source.randrange(0, places),
    }
