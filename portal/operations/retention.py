"""How long each kind of record is kept. docs/operations.md shows this table; a test compares."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.models import Session
from wagtail.models import ModelLogEntry, PageLogEntry

from catalogue.courses.models import CourseCount
from catalogue.events.bookings import retention as bookings
from catalogue.events.models import EventDate, StandRequest
from catalogue.events.stand_contacts import CONTACTS_DAYS, forget_contacts
from catalogue.feedback.enums import ProblemStatus
from catalogue.feedback.models import Enquiry, MissingReport, PageFeedback, ProblemReport
from catalogue.feeds.models import HeldEvent, ImportRecord
from catalogue.publishing.checks.retention import prune_reviews
from catalogue.publishing.letter_sending import prune_letters
from catalogue.publishing.people import retention as organisations
from catalogue.publishing.uploads.keeping import delete_contents
from catalogue.vacancies.expiry import prune_closed
from portal.accounts import retention as accounts
from portal.accounts.sessions import forget_ended
from portal.core.clock import REGION_TIME
from portal.core.pruning import delete_rows
from portal.pages.story_files import delete_files_of_ended_stories
from search import outbox
from search.models import NearMiss, SearchLogEntry


@dataclass(frozen=True)
class Rule:
    """One kind of record, the days it is kept, and how it goes: ``prune(before) -> count``."""

    name: str
    label: str
    days: int
    prune: Callable[[datetime.datetime], int]


def _search_log(before: datetime.datetime) -> int:
    return delete_rows(SearchLogEntry.objects.filter(hour_at__lt=before))


def _near_misses(before: datetime.datetime) -> int:
    """Made again every night; these are left when that failed for a month."""
    return delete_rows(NearMiss.objects.filter(found_at__lt=before))


def _problem_reports(before: datetime.datetime) -> int:
    done = ProblemReport.objects.filter(status=ProblemStatus.DONE)
    return delete_rows(done.filter(created_at__lt=before))


def _page_feedback(before: datetime.datetime) -> int:
    return delete_rows(PageFeedback.objects.filter(created_at__lt=before))


def _missing_reports(before: datetime.datetime) -> int:
    return delete_rows(MissingReport.objects.filter(created_at__lt=before))


def _course_counts(before: datetime.datetime) -> int:
    return delete_rows(CourseCount.objects.filter(date__lt=before.astimezone(REGION_TIME).date()))


def _enquiries(before: datetime.datetime) -> int:
    return delete_rows(Enquiry.objects.filter(created_at__lt=before))


def _stand_requests(before: datetime.datetime) -> int:
    """Delete requests for a stand, with whom to call, once every date of the event is over."""
    to_come = EventDate.objects.filter(end_at__gte=before)
    old = StandRequest.objects.filter(created_at__lt=before)
    return delete_rows(old.exclude(event__in=to_come.values("event")))


def _import_findings(before: datetime.datetime) -> int:
    """Empty the findings and keep the numbers: a finding repeats a cell of a provider's file."""
    old = ImportRecord.objects.filter(created_at__lt=before).exclude(issues=[])
    return old.update(issues=[])


def _held_events(before: datetime.datetime) -> int:
    """Forget what partners' feeds said of events that are over. The pages made of them stay."""
    return delete_rows(HeldEvent.objects.filter(last_end__lt=before))


def _closed_vacancies(before: datetime.datetime) -> int:
    return prune_closed(before=before.astimezone(REGION_TIME).date())


def _story_files(before: datetime.datetime) -> int:
    return delete_files_of_ended_stories(today=before.astimezone(REGION_TIME).date())


def _sessions(before: datetime.datetime) -> int:
    """And what is kept of a session, so that people see where they are signed in."""
    return delete_rows(Session.objects.filter(expire_date__lt=before)) + forget_ended()


def _editors_log(before: datetime.datetime) -> int:
    models: tuple[type[Any], ...] = (PageLogEntry, ModelLogEntry)
    return sum(delete_rows(model.objects.filter(timestamp__lt=before)) for model in models)


def _outbox(before: datetime.datetime) -> int:
    return outbox.prune(now=before + datetime.timedelta(days=outbox.KEPT_DAYS))


# 396 days are thirteen months, so that a month can be compared with the
# same month of the year before.
RULES: tuple[Rule, ...] = (
    Rule("search_log", "Searches: words, part of a place, hour", 396, _search_log),
    Rule("near_misses", "Searches that listings narrowly missed", 28, _near_misses),
    Rule("problem_reports", "Reported problems that are done", 365, _problem_reports),
    Rule("page_feedback", "Whether pages were useful, and why", 396, _page_feedback),
    Rule("missing_reports", "What people did not find", 396, _missing_reports),
    Rule("course_counts", "How often people met a course, by day", 396, _course_counts),
    Rule("enquiries", "People who asked to join a course", 90, _enquiries),
    Rule("import_findings", "Findings in providers' files", 90, _import_findings),
    Rule("uploads", "Providers’ files with their rows; their numbers stay", 90, delete_contents),
    Rule("held_events", "Partners’ events after their last date", 90, _held_events),
    Rule("closed_vacancies", "Vacancies after their closing date", 365, _closed_vacancies),
    Rule("story_files", "Photos and recordings of stories after the consent", 0, _story_files),
    Rule(
        "bookings",
        "Bookings after the event; their numbers stay",
        bookings.BOOKINGS_DAYS,
        bookings.prune_bookings,
    ),
    Rule(
        "access_needs",
        "What would help people take part, after the event",
        bookings.ACCESS_NEEDS_DAYS,
        bookings.prune_access_needs,
    ),
    Rule(
        "waiting_lists",
        "Who never got a place, after the event",
        bookings.WAITING_DAYS,
        bookings.prune_waiting,
    ),
    Rule(
        "cancelled_bookings",
        "Bookings after they were cancelled",
        bookings.CANCELLED_DAYS,
        bookings.prune_cancelled,
    ),
    Rule(
        "access_looks",
        "Which staff looked at access needs",
        bookings.LOOKS_DAYS,
        bookings.prune_looks,
    ),
    Rule(
        "door_presses",
        "Keys of presses at the door",
        bookings.PRESSES_DAYS,
        bookings.prune_presses,
    ),
    Rule("stand_requests", "Requests for a stand, after the event", 90, _stand_requests),
    Rule(
        "stand_contacts", "Whom to call at a stand, after the event", CONTACTS_DAYS, forget_contacts
    ),
    Rule("letters", "Letters to people of organisations, after they were sent", 30, prune_letters),
    Rule("reviews", "Checks of the moderators, after the decision", 730, prune_reviews),
    Rule(
        "organisations_log",
        "Who did what for an organisation",
        organisations.LOG_DAYS,
        organisations.prune_log,
    ),
    Rule(
        "join_requests",
        "Requests to join, after they were decided",
        organisations.REQUEST_DAYS,
        organisations.prune_requests,
    ),
    Rule(
        "invitations",
        "Invitations to an organisation, after they ended",
        organisations.INVITATION_DAYS,
        organisations.prune_invitations,
    ),
    Rule("sessions", "Sessions of people who sign in or book, after they end", 0, _sessions),
    Rule(
        "idle_accounts",
        "Accounts of people of organisations, after they last signed in",
        accounts.IDLE_DAYS,
        accounts.prune_idle,
    ),
    Rule(
        "unchecked_accounts",
        "New accounts whose code nobody typed",
        accounts.UNCHECKED_DAYS,
        accounts.prune_unchecked,
    ),
    Rule("editors_log", "Who changed what in the admin", 730, _editors_log),
    Rule("outbox", "Changes for the search index", outbox.KEPT_DAYS, _outbox),
)


def prune(*, now: datetime.datetime) -> dict[str, int]:
    """Throw away what is past its time. Return how many went: ``{"search_log": 12, ...}``."""
    return {rule.name: rule.prune(now - datetime.timedelta(days=rule.days)) for rule in RULES}
