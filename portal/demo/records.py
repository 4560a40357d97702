"""What the demonstration's data files say, typed. One class for one kind of table."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from catalogue.courses.enums import (
    AttendancePattern,
    CourseStatus,
    CourseType,
    DeliveryMode,
    DurationUnit,
    EmploymentCondition,
    EsolKind,
    FundingEffect,
    JoinMethod,
    Level,
    Need,
    RunStatus,
    StudyMode,
    Weekday,
)
from catalogue.providers.enums import Answer, OrganisationKind, VenueType
from catalogue.vacancies.enums import VacancyKind, VacancyStatus, WageType, WageUnit


@dataclass(frozen=True, kw_only=True)
class VenueRecord:
    """A venue: ``[[organisation.venue]]``. ``place`` names a part of the town, like ``Digbeth``."""

    key: str
    name: str
    reference: str
    address_line_1: str
    address_line_2: str
    town: str
    county: str
    postcode: str
    latitude: float
    longitude: float
    venue_type: VenueType
    is_study_place: bool
    step_free_entrance: Answer
    lift: Answer
    accessible_toilet: Answer
    hearing_loop: Answer
    quiet_space: Answer
    prayer_room: Answer
    parking: Answer
    blue_badge_parking: Answer
    nearest_stop: str
    access_notes: str
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class OrganisationRecord:
    """An organisation: ``[[organisation]]`` with its venues."""

    key: str
    name: str
    kind: OrganisationKind
    ukprn: str
    trading_name: str
    about: str
    website: str
    email: str
    phone: str
    address: str
    languages_spoken: tuple[str, ...]
    venue: tuple[VenueRecord, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """A run: ``[[course.run]]``. ``starts_in_days`` counts from the day of seeding.

    A number that is left out is not known: ``cost_pence=None`` is no price, 0 is free.
    """

    reference: str
    delivery_mode: DeliveryMode
    study_mode: StudyMode | None
    attendance_pattern: AttendancePattern | None
    days_of_week: tuple[Weekday, ...]
    status: RunStatus
    starts_in_days: int | None = None
    is_flexible_start: bool = False
    start_time: datetime.time | None = None
    end_time: datetime.time | None = None
    hours_per_week: Decimal | None = None
    duration: int | None = None
    duration_unit: DurationUnit | None = None
    venue: str = ""
    is_national: bool = False
    sub_regions: tuple[str, ...] = ()
    cost_pence: int | None = None
    cost_description: str = ""
    places: int | None = None
    places_left: int | None = None
    waiting_weeks: int | None = None


@dataclass(frozen=True, kw_only=True)
class CourseRecord:
    """A course: ``[[course]]`` with its runs. Without ``status`` it is live."""

    key: str
    provider: str
    title: str
    subject: str
    sectors: tuple[str, ...]
    level: Level | None
    course_type: CourseType | None
    esol: EsolKind
    esol_levels: tuple[Level, ...]
    learn_aim_ref: str
    qualification_title: str
    awarding_body: str
    who_this_course_is_for: str
    you_need: tuple[str, ...]
    it_helps: tuple[str, ...]
    not_needed: tuple[str, ...]
    what_you_will_learn: str
    how_you_will_learn: str
    what_you_will_need_to_bring: str
    how_you_will_be_assessed: str
    where_next: str
    language_of_teaching: str
    how_to_join: JoinMethod
    join_value: str
    webpage: str
    needs: tuple[Need, ...]
    checked_days_ago: int
    age_min: int | None = None
    age_max: int | None = None
    status: CourseStatus = CourseStatus.LIVE
    run: tuple[RunRecord, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FundingRuleRecord:
    """A rule about who may learn free or for less: ``[[rule]]``, real and dated.

    ``subjects``, ``course_types``, ``levels``, ``esol`` and ``kinds`` (of provider) choose the
    courses whose runs name the rule: all that are given must match.
    """

    key: str
    name: str
    effect: FundingEffect
    employment: EmploymentCondition
    source_url: str
    checked_date: datetime.date | None = None
    age_min: int | None = None
    age_max: int | None = None
    earnings_below_pounds: int | None = None
    prior_level_below: Level | None = None
    area: str = ""
    valid_from_date: datetime.date | None = None
    valid_to_date: datetime.date | None = None
    subjects: tuple[str, ...] = ()
    course_types: tuple[CourseType, ...] = ()
    levels: tuple[Level, ...] = ()
    esol: tuple[EsolKind, ...] = ()
    kinds: tuple[OrganisationKind, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WorkplaceRecord:
    """Where people work: ``[[workplace]]``."""

    key: str
    address_line_1: str
    address_line_2: str
    town: str
    postcode: str
    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class VacancyRecord:
    """An apprenticeship or a job: ``[[vacancy]]``. Days count from the day of seeding.

    ``employer`` is the key of an organisation; one that is not on this site has ``employer_name``.
    ``you_need`` and ``it_helps`` hold "type/subject/grade", like "GCSE/Maths/4".
    """

    key: str
    kind: VacancyKind
    title: str
    subject: str
    workplaces: tuple[str, ...]
    wage_type: WageType
    summary: str
    description: str
    skills: tuple[str, ...]
    posted_days_ago: int
    closes_in_days: int
    starts_in_days: int | None = None
    employer: str = ""
    employer_name: str = ""
    is_employer_anonymous: bool = False
    provider: str = ""
    level: Level | None = None
    course_title: str = ""
    wage_text: str = ""
    wage_low_pence: int | None = None
    wage_high_pence: int | None = None
    wage_unit: WageUnit | None = None
    wage_note: str = ""
    working_week: str = ""
    hours_per_week: Decimal | None = None
    duration_months: int | None = None
    positions: int | None = None
    is_national: bool = False
    national_details: str = ""
    is_disability_confident: bool = False
    training_description: str = ""
    outcome_description: str = ""
    things_to_consider: str = ""
    benefits: str = ""
    you_need: tuple[str, ...] = ()
    it_helps: tuple[str, ...] = ()
    status: VacancyStatus = VacancyStatus.LIVE


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """Everything that the data files hold."""

    organisations: tuple[OrganisationRecord, ...]
    courses: tuple[CourseRecord, ...]
    funding_rules: tuple[FundingRuleRecord, ...]
    workplaces: tuple[WorkplaceRecord, ...] = ()
    vacancies: tuple[VacancyRecord, ...] = ()
