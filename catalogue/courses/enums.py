"""Closed vocabularies of courses, as the national Course Directory and the RQF use them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseStatus(models.TextChoices):
    """Where a course stands. What a provider writes is a draft of its own until it is live."""

    DRAFT = "DRAFT", _("Draft")
    LIVE = "LIVE", _("Live")
    PAUSED = "PAUSED", _("Paused")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class CourseType(models.TextChoices):
    """Under which national offer a course runs, when it does."""

    ESSENTIAL_SKILLS = "ESSENTIAL_SKILLS", _("Essential skills")
    T_LEVEL = "T_LEVEL", _("T Level")
    HTQ = "HTQ", _("Higher Technical Qualification")
    FREE_COURSES_FOR_JOBS = "FREE_COURSES_FOR_JOBS", _("Free Courses for Jobs")
    SKILLS_BOOTCAMP = "SKILLS_BOOTCAMP", _("Skills Bootcamp")
    SWAP = "SWAP", _("Training that can lead to an interview (SWAP)")
    ESOL = "ESOL", _("English classes (ESOL)")
    COMMUNITY = "COMMUNITY", _("Community learning")
    ACCESS = "ACCESS", _("Access to higher education")
    TASTER = "TASTER", _("Taster")


class Level(models.TextChoices):
    """Qualification levels. An empty value means that the level is not known."""

    PRE_ENTRY = "PRE_ENTRY", _("First words (before Entry 1)")
    ENTRY = "ENTRY", _("First steps (Entry level)")
    ENTRY_1 = "ENTRY_1", _("First steps (Entry 1)")
    ENTRY_2 = "ENTRY_2", _("First steps (Entry 2)")
    ENTRY_3 = "ENTRY_3", _("First steps (Entry 3)")
    LEVEL_1 = "LEVEL_1", _("About GCSE grades 3 to 1 (Level 1)")
    LEVEL_2 = "LEVEL_2", _("About GCSE grades 9 to 4 (Level 2)")
    LEVEL_3 = "LEVEL_3", _("About A level (Level 3)")
    LEVEL_4 = "LEVEL_4", _("About the first year of a degree (Level 4)")
    LEVEL_5 = "LEVEL_5", _("About a foundation degree (Level 5)")
    LEVEL_6 = "LEVEL_6", _("About a degree (Level 6)")
    LEVEL_7 = "LEVEL_7", _("About a master's degree (Level 7)")


# The levels at which English is taught to speakers of other languages, lowest first.
ESOL_LEVELS = (
    Level.PRE_ENTRY,
    Level.ENTRY_1,
    Level.ENTRY_2,
    Level.ENTRY_3,
    Level.LEVEL_1,
    Level.LEVEL_2,
)


class EsolKind(models.TextChoices):
    """Whether a course teaches English to speakers of other languages."""

    NO = "NO", _("Not an English class")
    GENERAL = "GENERAL", _("English for every day")
    VOCATIONAL = "VOCATIONAL", _("English for a job")


class DeliveryMode(models.TextChoices):
    """How a run is taught."""

    CLASSROOM = "CLASSROOM", _("In person")
    ONLINE = "ONLINE", _("Online")
    WORK_BASED = "WORK_BASED", _("At your workplace")
    BLENDED = "BLENDED", _("Partly online, partly in person")


# Modes whose runs need a venue.
AT_A_VENUE = (DeliveryMode.CLASSROOM, DeliveryMode.BLENDED)


class StudyMode(models.TextChoices):
    """How much of the week a run takes."""

    FULL_TIME = "FULL_TIME", _("Full time")
    PART_TIME = "PART_TIME", _("Part time")
    FLEXIBLE = "FLEXIBLE", _("Flexible")


class AttendancePattern(models.TextChoices):
    """When in the week people attend."""

    DAYTIME = "DAYTIME", _("In the day")
    EVENING = "EVENING", _("In the evening")
    WEEKEND = "WEEKEND", _("At the weekend")
    DAY_RELEASE = "DAY_RELEASE", _("Day or block release from work")


class DurationUnit(models.TextChoices):
    """In what a duration counts."""

    MINUTES = "MINUTES", _("minutes")
    HOURS = "HOURS", _("hours")
    DAYS = "DAYS", _("days")
    WEEKS = "WEEKS", _("weeks")
    MONTHS = "MONTHS", _("months")
    YEARS = "YEARS", _("years")


class RunStatus(models.TextChoices):
    """Whether people can still join a run."""

    SCHEDULED = "SCHEDULED", _("Places open")
    FULL = "FULL", _("Full")
    WAITING_LIST = "WAITING_LIST", _("Waiting list")
    CANCELLED = "CANCELLED", _("Cancelled")


class JoinMethod(models.TextChoices):
    """How a person joins a course."""

    BOOK = "BOOK", _("Book online")
    PHONE = "PHONE", _("Phone")
    EMAIL = "EMAIL", _("Email")
    WEBSITE = "WEBSITE", _("On the provider's website")
    WALK_IN = "WALK_IN", _("Walk in")


class Need(models.TextChoices):
    """What a course offers to people whose life makes learning harder."""

    CHILDCARE = "CHILDCARE", _("Childcare")
    WOMEN_ONLY = "WOMEN_ONLY", _("Women only")
    STEP_FREE = "STEP_FREE", _("No steps")
    NO_TEST = "NO_TEST", _("No test to join")
    SMALL_GROUP = "SMALL_GROUP", _("Small group")
    LAPTOP_LENT = "LAPTOP_LENT", _("They lend you a laptop")
    TRAVEL_PAID = "TRAVEL_PAID", _("Travel is paid")
    QUIET_SPACE = "QUIET_SPACE", _("A quiet space")
    GUARANTEED_INTERVIEW = "GUARANTEED_INTERVIEW", _("Guaranteed interview")
    START_SMALL = "START_SMALL", _("Start small")


class Weekday(models.TextChoices):
    """Days as codes that sort in week order by their position here."""

    MON = "MON", _("Monday")
    TUE = "TUE", _("Tuesday")
    WED = "WED", _("Wednesday")
    THU = "THU", _("Thursday")
    FRI = "FRI", _("Friday")
    SAT = "SAT", _("Saturday")
    SUN = "SUN", _("Sunday")


class ListingSource(models.TextChoices):
    """How a course came to us."""

    MANUAL = "MANUAL", _("Typed here")
    FILE = "FILE", _("A spreadsheet")
    FEED = "FEED", _("A feed")
    API = "API", _("The API")
    DEMO = "DEMO", _("Demonstration")


class FundingEffect(models.TextChoices):
    """What a funding rule does to the price."""

    FREE = "FREE", _("Free")
    PART = "PART", _("Part of the price is paid")
    LOAN = "LOAN", _("A loan")


class EmploymentCondition(models.TextChoices):
    """Whom a funding rule means by their work."""

    ANY = "ANY", _("Everyone")
    OUT_OF_WORK = "OUT_OF_WORK", _("People out of work")
    IN_WORK = "IN_WORK", _("People in work")


class CourseMetric(models.TextChoices):
    """What is counted of a course, for its provider. Counts only: no row of a visitor."""

    SHOWN = "SHOWN", _("Shown in search")
    VIEWED = "VIEWED", _("Page opened")
    SAVED = "SAVED", _("Saved")
    JOINED = "JOINED", _("Pressed “How to join”")
