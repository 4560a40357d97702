"""From stored codes to the values of the search parameters."""

import datetime
import re

from catalogue.courses.enums import (
    AttendancePattern,
    CourseType,
    DeliveryMode,
    DurationUnit,
    Level,
    Need,
    StudyMode,
)
from catalogue.courses.models import CourseRun
from catalogue.providers.enums import VenueType

LEVELS: dict[str, str] = {
    Level.ENTRY: "entry",
    Level.ENTRY_1: "entry-1",
    Level.ENTRY_2: "entry-2",
    Level.ENTRY_3: "entry-3",
    Level.LEVEL_1: "1",
    Level.LEVEL_2: "2",
    Level.LEVEL_3: "3",
    Level.LEVEL_4: "4",
    Level.LEVEL_5: "5",
    Level.LEVEL_6: "6",
    Level.LEVEL_7: "7",
}
# Matched as words, so that somebody who asks for exactly "level 2" or "entry 3" finds it.
LEVEL_WORDS: dict[str, str] = {
    code: f"entry {value[-1]}" if value.startswith("entry-") else f"level {value}"
    for code, value in LEVELS.items()
} | {Level.ENTRY: "entry level"}
ESOL_LEVELS: dict[str, str] = {
    Level.PRE_ENTRY: "pre-entry",
    Level.ENTRY_1: "entry-1",
    Level.ENTRY_2: "entry-2",
    Level.ENTRY_3: "entry-3",
    Level.LEVEL_1: "level-1",
    Level.LEVEL_2: "level-2",
}
COURSE_TYPE_WORDS: dict[str, str] = {
    CourseType.ESSENTIAL_SKILLS: "essential skills functional skills",
    CourseType.FREE_COURSES_FOR_JOBS: "Free Courses for Jobs",
    CourseType.COMMUNITY: "community learning adult learning",
    CourseType.T_LEVEL: "T Level",
    CourseType.SKILLS_BOOTCAMP: "Skills Bootcamp",
    CourseType.SWAP: "sector-based work academy SWAP guaranteed interview",
    CourseType.ACCESS: "Access to higher education",
    CourseType.TASTER: "taster",
    CourseType.HTQ: "Higher Technical Qualification",
}
DELIVERY_MODES: dict[str, str] = {
    DeliveryMode.CLASSROOM: "in-person",
    DeliveryMode.ONLINE: "online",
    DeliveryMode.BLENDED: "blended",
    DeliveryMode.WORK_BASED: "at-work",
}
STUDY_MODES: dict[str, str] = {
    StudyMode.FULL_TIME: "full-time",
    StudyMode.PART_TIME: "part-time",
    StudyMode.FLEXIBLE: "flexible",
}
ATTENDANCE: dict[str, str] = {
    AttendancePattern.DAYTIME: "day",
    AttendancePattern.EVENING: "evening",
    AttendancePattern.WEEKEND: "weekend",
    AttendancePattern.DAY_RELEASE: "day-release",
}
VENUE_TYPES: dict[str, str] = {
    VenueType.CAMPUS: "campus",
    VenueType.COMMUNITY: "community",
    VenueType.LIBRARY: "library",
    VenueType.WORKPLACE: "workplace",
    VenueType.ONLINE_ROOM: "online",
    VenueType.JOBCENTRE: "jobcentre",
}
NEEDS: dict[str, str] = {need: need.value.lower().replace("_", "-") for need in Need}

# While most schools in England teach: a parent can bring and fetch a child (settled with editors).
SCHOOL_HOURS = (datetime.time(9, 15), datetime.time(14, 45))
# A `cost_description` whose first sentence is one of these says free, when no number was given.
# "Free if you are 16 to 18" and "Free parking" do not.
SAYS_FREE = re.compile(
    r"""\s* (?: (?:this\ course\ is\ )? (?:free|fully\ funded) (?:\ of\ charge|\ course)?
           | no\ (?:cost|charge|fees?) )
        (?: \ (?:for|to)\ (?:you|all|everyone|everybody) )? \s* (?: [.!;,\n] .* )?""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
SAYS_A_CONDITION = re.compile(
    r"£|\b(?:if|unless|loans?|pay|fees? (?:is|are|may)|ask)\b", re.IGNORECASE
)
AGE_BANDS = (("16-17", 16, 17), ("18-24", 18, 24), ("25", 25, 200))
# Longest length of each band in days; months and years as calendars count them.
LENGTHS = (("day", 1), ("week", 7), ("month", 31), ("term", 18 * 7), ("year", 366))
DAYS_IN = {
    DurationUnit.DAYS: 1.0,
    DurationUnit.WEEKS: 7.0,
    DurationUnit.MONTHS: 30.5,
    DurationUnit.YEARS: 365.0,
}
# Taught hours say nothing of the calendar; these are the hours of a full-time week of each length.
HOURS_UP_TO = (("day", 8), ("week", 40), ("month", 160), ("term", 650), ("year", 1400))


def when(run: CourseRun) -> tuple[str, ...]:
    """Return the values of ``when``: ``("day", "school-hours")``."""
    values = [ATTENDANCE[run.attendance_pattern]] if run.attendance_pattern in ATTENDANCE else []
    if run.start_time and run.end_time:
        if SCHOOL_HOURS[0] <= run.start_time and run.end_time <= SCHOOL_HOURS[1]:
            values.append("school-hours")
    elif run.delivery_mode == DeliveryMode.ONLINE and not run.days_of_week and not values:
        values.append("any-time")
    return tuple(values)


def cost(run: CourseRun) -> str:
    """Return ``free``, ``paid``, or ``ask`` when nobody told us."""
    if run.cost_pence is not None:
        return "paid" if run.cost_pence else "free"
    words = run.cost_description
    is_free = SAYS_FREE.fullmatch(words) and not SAYS_A_CONDITION.search(words)
    return "free" if is_free else "ask"


def length(duration: float | None, unit: str) -> str:
    """Return the band of a length, ``""`` when it is not known.

    >>> length(12, "WEEKS"), length(8, "HOURS"), length(2, "YEARS")
    ('term', 'day', 'longer')
    """
    if not duration or not unit:
        return ""
    if unit in (DurationUnit.MINUTES, DurationUnit.HOURS):
        hours = duration / 60 if unit == DurationUnit.MINUTES else duration
        return next((name for name, most in HOURS_UP_TO if hours <= most), "longer")
    days = duration * DAYS_IN[DurationUnit(unit)]
    return next((name for name, most in LENGTHS if days <= most), "longer")


def age_bands(age_min: int | None, age_max: int | None) -> tuple[str, ...]:
    """Return the age bands that may join; all of them when no age is set."""
    low, high = age_min or 0, age_max or 200
    return tuple(name for name, first, last in AGE_BANDS if low <= last and high >= first)
