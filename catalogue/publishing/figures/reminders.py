"""Reminders before the last date of a course passes: one letter a person and day, for all of them.

The facts of a letter (``templates/messages/letters/expiry.txt``): ``number`` of courses, ``days``
to the first one, ``courses`` (at most ten: ``title``, ``day`` in words, ``days``), ``more`` (how
many besides these) and ``link`` to the page of new dates.
"""

import datetime
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import translation

from catalogue.courses import wording
from catalogue.providers.enums import MemberRole
from catalogue.providers.models import Organisation
from catalogue.publishing.desk.ways import full_way
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.figures.passing import courses_closing_on
from catalogue.publishing.letters import write_letter
from portal.core.clock import REGION_TIME

STAGES = (28, 7, 0)  # days before the last day
LANGUAGE = "en-gb"  # nobody is asked which one they read
MOST_NAMED = 10
MORNING = datetime.time(8)  # nobody wants to be told at midnight
MOST_DAYS_BACK = 7  # what a site that stood still for longer would remind of is no longer true


def write_reminders(
    *, now: datetime.datetime, today: datetime.date, since: datetime.date | None
) -> int:
    """Write the letters of today, and of days without a run since the last one. Return how many.

    ``since`` is the day of the last run. Twice on a day writes nothing more: each letter has a key.
    """
    days = _closing_days(today=today, since=since)
    by_provider: dict[Organisation, list[Any]] = defaultdict(list)
    for run in courses_closing_on(days, today=today):
        by_provider[run.course.provider].append(run)
    return sum(
        _write(organisation, runs, now=now, today=today)
        for organisation, runs in by_provider.items()
    )


def _closing_days(*, today: datetime.date, since: datetime.date | None) -> set[datetime.date]:
    """Return the last days that a reminder is due for: 28, 7 and 0 days after each day looked at.

    Days that were missed are made up for, unless the course has closed meanwhile.
    """
    missed = min((today - since).days - 1, MOST_DAYS_BACK) if since else 0
    looked_at = [today - datetime.timedelta(days=back) for back in range(max(missed, 0) + 1)]
    closing = {day + datetime.timedelta(days=stage) for day in looked_at for stage in STAGES}
    return {day for day in closing if day >= today}


@transaction.atomic
def _write(
    organisation: Organisation, runs: list[Any], *, now: datetime.datetime, today: datetime.date
) -> int:
    with translation.override(LANGUAGE):
        facts = _facts(organisation, runs, today=today)
    written = 0
    for member in organisation.memberships.reachable(MemberRole.EDITOR):
        letter = write_letter(
            LetterKind.EXPIRY,
            email=member.user.email,
            organisation=organisation,
            now=now,
            due_at=max(now, _morning_of(today)),
            facts=facts,
            language=LANGUAGE,
            once_key=f"expiry:{organisation.pk}:{today.isoformat()}:{member.pk}",
        )
        written += letter is not None
    return written


def _morning_of(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, MORNING, tzinfo=REGION_TIME)


def _facts(organisation: Organisation, runs: list[Any], *, today: datetime.date) -> dict[str, Any]:
    soonest = sorted(runs, key=lambda run: (run.last, run.course.title))
    return {
        "number": len(soonest),
        "days": (soonest[0].last - today).days,
        "courses": [
            {
                "title": run.course.title[:120],
                "day": wording.long_date(run.last),
                "days": (run.last - today).days,
            }
            for run in soonest[:MOST_NAMED]
        ],
        "more": max(len(soonest) - MOST_NAMED, 0),
        "link": full_way("dates", organisation.slug),
    }
