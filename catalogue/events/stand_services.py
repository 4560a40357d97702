"""Asking for a stand at an event, and what the events team decides."""

import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from wagtail.models import Page

from catalogue.events.dates import EventDate
from catalogue.events.enums import EventKind
from catalogue.events.pages import EventPage, Exhibitor
from catalogue.events.stands import StandRequest
from catalogue.providers.enums import RequestState
from catalogue.providers.models import Organisation

# Events with stands of employers, and the days the team needs to plan one.
KINDS_WITH_STANDS = (EventKind.CAREERS_FAIR, EventKind.EMPLOYER_DAY)
DAYS_BEFORE = 3
WHAT_THEY_BRING = (
    "roles_wanted",
    "jobs_count",
    "languages_spoken",
    "contact_name",
    "contact_phone",
    "contact_email",
)


class StandRefused(Exception):  # noqa: N818  (an answer, no fault)
    """What cannot be done, by its code: ASKED, HAS_STAND, CLOSED or DECIDED."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def dates_with_stands(*, now: datetime.datetime) -> models.QuerySet[EventDate]:
    """Return dates at which one can still ask for a stand, soonest first."""
    soonest = now + datetime.timedelta(days=DAYS_BEFORE)
    dates: models.QuerySet[EventDate] = (
        EventDate.objects.public()
        .taking_place()
        .filter(event__kind__in=KINDS_WITH_STANDS, start_at__gt=soonest)
        .select_related("event__venue", "event__organiser")
        .order_by("start_at", "pk")
    )
    return dates


@transaction.atomic
def ask_for_stand(
    event: EventPage,
    *,
    organisation: Organisation,
    asked_by: Any,
    now: datetime.datetime,
    **values: Any,
) -> StandRequest:
    """Ask for one stand. Raises StandRefused when there is a request or a stand already."""
    if not dates_with_stands(now=now).filter(event=event).exists():
        raise StandRefused("CLOSED")
    if Exhibitor.objects.filter(event=event, organisation=organisation).exists():
        raise StandRefused("HAS_STAND")
    try:
        with transaction.atomic():
            return StandRequest.objects.create(
                event=event,
                organisation=organisation,
                asked_by=asked_by,
                created_at=now,
                **values,
            )
    except IntegrityError:
        raise StandRefused("ASKED") from None


def take_back(request: StandRequest, *, now: datetime.datetime) -> bool:
    """Take a request back that nobody decided. Return whether it was open."""
    rows = StandRequest.objects.filter(pk=request.pk, state=RequestState.OPEN)
    return bool(rows.update(state=RequestState.WITHDRAWN, decided_at=now))


@transaction.atomic
def approve_stand(
    pk: int, *, stand: str, comment: str, user: Any, now: datetime.datetime
) -> tuple[StandRequest, bool]:
    """Give a stand: the organisation becomes an exhibitor of the event.

    Return the request and whether the public page shows it. A page with changes that are not
    published yet, or that this person may not publish, gets the exhibitor in its draft alone.
    Raises StandRefused("DECIDED").
    """
    request = _locked(pk)
    # Two approvals of one event would each save a revision without the other's exhibitor.
    Page.objects.select_for_update().get(pk=request.event_id)
    live = EventPage.objects.get(pk=request.event_id)
    may_publish = live.permissions_for_user(user).can_publish()
    is_shown = live.live and not live.has_unpublished_changes and may_publish
    page: EventPage = live.get_latest_revision_as_object()
    rows = list(page.exhibitors.all())
    if all(row.organisation_id != request.organisation_id for row in rows):
        brought = {name: getattr(request, name) for name in WHAT_THEY_BRING}
        new = Exhibitor(organisation=request.organisation, stand=stand, **brought)
        page.exhibitors.set([*rows, new])
        revision = page.save_revision(user=user)
        if is_shown:
            revision.publish(user=user)
    _decide(request, RequestState.APPROVED, comment=comment, user=user, now=now)
    return request, is_shown


@transaction.atomic
def refuse_stand(pk: int, *, comment: str, user: Any, now: datetime.datetime) -> StandRequest:
    """Send a request back with a reason. Raises StandRefused("DECIDED")."""
    request = _locked(pk)
    _decide(request, RequestState.RETURNED, comment=comment, user=user, now=now)
    return request


def _locked(pk: int) -> StandRequest:
    rows = StandRequest.objects.select_for_update(of=("self",)).select_related("organisation")
    request = rows.get(pk=pk)
    if request.state != RequestState.OPEN:
        raise StandRefused("DECIDED")
    return request


def _decide(
    request: StandRequest, state: RequestState, *, comment: str, user: Any, now: datetime.datetime
) -> None:
    request.state, request.comment = state, comment[:2000]
    request.decided_by, request.decided_at = user, now
    request.save()
