"""What waits for moderators, in the order in which it is due, and what they decided."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.feedback.enums import ProblemStatus
from catalogue.feedback.models import ProblemReport
from catalogue.providers.page_links import PageLinks, page_links
from catalogue.publishing.enums import ReviewReason, ReviewState, UploadState
from catalogue.publishing.models import Review, Upload
from catalogue.publishing.moments import left_words, moment_words
from catalogue.vacancies.enums import VacancyStatus
from catalogue.vacancies.models import Vacancy
from portal.core.lists import with_commas
from portal.core.person import person_name
from portal.core.prose import one_line

PER_PAGE = 50
NEXT_SHOWN = 3
# These say that something may be wrong; the others that something is new.
_ALARMING = frozenset({ReviewReason.LOOK_ALIKE, ReviewReason.REPORTED, ReviewReason.HELD_WORDS})
_CONTEXT = frozenset({ReviewReason.NEW_ORGANISATION, ReviewReason.NEW_JOB})


@dataclass(frozen=True, slots=True)
class TeamEntry:
    """A link of the bar of the team."""

    code: str
    label: str | Promise
    url: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class ReasonTag:
    """A reason as a tag: red, yellow or grey."""

    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue, in words."""

    id: int
    title: str
    kind: str
    organisation: str
    tags: list[ReasonTag]
    sent: str
    left: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class DoneRow:
    """One decision, in words."""

    id: int
    title: str
    kind: str
    organisation: str
    state: str
    colour: str
    who: str
    when: str
    comment: str


def open_reviews() -> QuerySet[Review]:
    """Return what waits, the most urgent first."""
    rows = Review.objects.filter(state=ReviewState.OPEN)
    return rows.select_related("organisation", "sent_by", "join_request").order_by("due_at", "pk")


def team_bar(*, today: datetime.date) -> list[TeamEntry]:
    """Return the bar of the team with how much waits: four short questions."""
    held = (
        Vacancy.objects.filter(status=VacancyStatus.HELD, closing_date__gte=today).count()
        + Upload.objects.filter(state=UploadState.QUARANTINED).count()
    )
    reports = ProblemReport.objects.filter(status=ProblemStatus.OPEN).count()
    return [
        TeamEntry("queue", _("To check"), reverse("publishing:checks"), open_reviews().count()),
        TeamEntry("reports", _("Reports"), reverse("publishing:check_reports"), reports),
        TeamEntry("held", _("Held"), reverse("publishing:check_held"), held),
        TeamEntry("done", _("Done"), reverse("publishing:check_done")),
    ]


def tags_of(reasons: list[str]) -> list[ReasonTag]:
    """Return reasons as tags, what is alarming first."""
    found = [ReviewReason(code) for code in reasons if code in ReviewReason.values]
    found.sort(key=lambda reason: (reason not in _ALARMING, reason in _CONTEXT))
    colours = {True: "red", False: "yellow"}
    return [
        ReasonTag(str(one.label), "grey" if one in _CONTEXT else colours[one in _ALARMING])
        for one in found
    ]


def row_of(review: Review, *, now: datetime.datetime) -> QueueRow:
    """Return a check as a line of the queue."""
    return QueueRow(
        id=review.pk,
        title=one_line(review.title),
        kind=review.get_kind_display(),
        organisation=organisation_name(review),
        tags=tags_of(review.reasons),
        sent=sent_words(review, now=now),
        left=left_words(review.due_at, now=now),
        is_late=review.due_at < now,
    )


def sent_words(review: Review, *, now: datetime.datetime) -> str:
    """Return when and by whom it was sent: ``"today at 9:12am, Lena"``."""
    when = moment_words(review.created_at, now=now)
    if review.sent_by is None:
        return when
    return with_commas([when, one_line(person_name(review.sent_by))])


def organisation_name(review: Review) -> str:
    """Return whose it is, or what somebody calls the organisation that they want to join."""
    if review.organisation:
        return one_line(review.organisation.name)
    return one_line(review.join_request.organisation_name) if review.join_request else ""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue."""

    rows: list[QueueRow]
    total: int
    late: int
    links: PageLinks


def queue_page(number: str, *, now: datetime.datetime) -> QueuePage:
    """Return a page of what waits."""
    paginator = Paginator(open_reviews(), PER_PAGE)
    page = paginator.get_page(number)
    return QueuePage(
        rows=[row_of(review, now=now) for review in page],
        total=paginator.count,
        late=Review.objects.filter(state=ReviewState.OPEN, due_at__lt=now).count(),
        links=page_links(page.number, paginator.num_pages, url_of=_url_of),
    )


def done_page(number: str, *, now: datetime.datetime) -> tuple[list[DoneRow], PageLinks]:
    """Return a page of decisions, the newest first."""
    rows = Review.objects.exclude(state=ReviewState.OPEN).select_related(
        "organisation", "decided_by", "join_request"
    )
    paginator = Paginator(rows.order_by("-decided_at", "-pk"), PER_PAGE)
    page = paginator.get_page(number)
    done = [_done_row(review, now=now) for review in page]
    return done, page_links(page.number, paginator.num_pages, url_of=_url_of)


def _done_row(review: Review, *, now: datetime.datetime) -> DoneRow:
    colours = {ReviewState.APPROVED: "green", ReviewState.RETURNED: "yellow"}
    decided = review.decided_at
    return DoneRow(
        id=review.pk,
        title=one_line(review.title),
        kind=review.get_kind_display(),
        organisation=organisation_name(review),
        state=review.get_state_display(),
        colour=colours.get(ReviewState(review.state), "grey"),
        who=one_line(person_name(review.decided_by)) if review.decided_by else "",
        when=moment_words(decided, now=now) if decided else "",
        comment=one_line(review.comment),
    )


def following(review: Review) -> Review | None:
    """Return what to look at next: what is due after it, else the first of the queue."""
    others = open_reviews().exclude(pk=review.pk)
    after = others.filter(Q(due_at__gt=review.due_at) | Q(due_at=review.due_at, pk__gt=review.pk))
    return after.first() or others.first()


def next_rows(review: Review, *, now: datetime.datetime) -> list[QueueRow]:
    """Return the next three of the queue."""
    others = open_reviews().exclude(pk=review.pk)[:NEXT_SHOWN]
    return [row_of(one, now=now) for one in others]


def _url_of(number: int) -> str:
    return f"?page={number}"
