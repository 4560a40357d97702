"""Turn records into the columns of the models, and check them before a bulk write.

A bulk write calls no ``full_clean``, so every row's fields are checked here. Errors name the key.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, TextField

from catalogue.courses.enums import ListingSource
from catalogue.providers.enums import ACCESS_ANSWERS
from portal.demo.dates import start_date
from portal.demo.reading import DemonstrationError
from portal.demo.records import CourseRecord, OrganisationRecord, RunRecord, VenueRecord

Columns = dict[str, Any]
IDENTITY_PREFIX = "demo:"  # keeps keys of the data files apart from identity keys of feeds

_ORGANISATION_FIELDS = (
    "name",
    "kind",
    "ukprn",
    "trading_name",
    "about",
    "website",
    "email",
    "phone",
    "address",
)
_VENUE_FIELDS = (
    "name",
    "reference",
    "address_line_1",
    "address_line_2",
    "town",
    "county",
    "postcode",
    "latitude",
    "longitude",
    "venue_type",
    "is_study_place",
    *ACCESS_ANSWERS,
    "nearest_stop",
    "access_notes",
)
_COURSE_FIELDS = (
    "title",
    "level",
    "course_type",
    "esol",
    "learn_aim_ref",
    "qualification_title",
    "awarding_body",
    "who_this_course_is_for",
    "what_you_will_learn",
    "how_you_will_learn",
    "what_you_will_need_to_bring",
    "how_you_will_be_assessed",
    "where_next",
    "language_of_teaching",
    "how_to_join",
    "join_value",
    "webpage",
    "age_min",
    "age_max",
    "status",
)
_RUN_FIELDS = (
    "reference",
    "delivery_mode",
    "study_mode",
    "attendance_pattern",
    "is_flexible_start",
    "start_time",
    "end_time",
    "hours_per_week",
    "duration",
    "duration_unit",
    "is_national",
    "cost_pence",
    "cost_description",
    "places",
    "places_left",
    "waiting_weeks",
    "status",
)
_CODES_THAT_MAY_BE_EMPTY = frozenset(
    {"level", "course_type", "study_mode", "attendance_pattern", "duration_unit", "wage_unit"}
)


def plain_columns(record: object, names: tuple[str, ...]) -> Columns:
    """Copy fields as the database keeps them: a code as text, no code as an empty text."""
    columns: Columns = {}
    for name in names:
        value = getattr(record, name)
        if value is None and name in _CODES_THAT_MAY_BE_EMPTY:
            value = ""
        columns[name] = str(value) if isinstance(value, str) else value
    return columns


def organisation_columns(record: OrganisationRecord) -> Columns:
    """Return the columns of an organisation."""
    return {
        **plain_columns(record, _ORGANISATION_FIELDS),
        "languages_spoken": list(record.languages_spoken),
        "is_live": True,
        "is_demo": True,
    }


def venue_columns(record: VenueRecord, *, provider_id: int) -> Columns:
    """Return the columns of a venue, without its places."""
    return {
        **plain_columns(record, _VENUE_FIELDS),
        "provider_id": provider_id,
        "is_live": True,
        "is_demo": True,
    }


def course_columns(
    record: CourseRecord, *, provider_id: int, subject_id: int | None, today: datetime.date
) -> Columns:
    """Return the columns of a course. ``checked_days_ago`` counts back from today."""
    return {
        **plain_columns(record, _COURSE_FIELDS),
        "esol_levels": [str(level) for level in record.esol_levels],
        "needs": [str(need) for need in record.needs],
        "you_need": "\n".join(record.you_need),
        "it_helps": "\n".join(record.it_helps),
        "not_needed": "\n".join(record.not_needed),
        "provider_id": provider_id,
        "subject_id": subject_id,
        "source": ListingSource.DEMO.value,
        "identity_key": f"{IDENTITY_PREFIX}{record.key}",
        "is_demo": True,
        "checked_date": today - datetime.timedelta(days=record.checked_days_ago),
    }


def run_columns(
    record: RunRecord, *, course_id: int, venue_id: int | None, today: datetime.date
) -> Columns:
    """Return the columns of a run, its start date counted from today."""
    starts = None
    if record.starts_in_days is not None and not record.is_flexible_start:
        starts = start_date(today, in_days=record.starts_in_days, days_of_week=record.days_of_week)
    return {
        **plain_columns(record, _RUN_FIELDS),
        "days_of_week": [str(day) for day in record.days_of_week],
        "sub_regions": list(record.sub_regions),
        "course_id": course_id,
        "venue_id": venue_id,
        "start_date": starts,
    }


def check(instance: Model, *, where: str, changed: Mapping[str, object]) -> None:
    """Raise DemonstrationError when a column to be written breaks its own rules.

    ``where`` starts the text: ``course “maths-gcse”``. Foreign keys come from the database and
    are not asked for again. A text's length is a rule of forms, so it is compared here.
    """
    fields = instance._meta.concrete_fields  # Django's documented API of models
    skipped = {
        field.name
        for field in fields
        if isinstance(field, ForeignKey) or field.attname not in changed
    }
    try:
        instance.clean_fields(exclude=skipped)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise DemonstrationError(f"{where}: {name}: {messages[0]}") from error
    for field in fields:
        if isinstance(field, TextField) and field.max_length and field.name not in skipped:
            length = len(getattr(instance, field.name))
            if length > field.max_length:
                raise DemonstrationError(
                    f"{where}: {field.name} has {length} characters. Shorten it to "
                    f"{field.max_length}."
                )
