"""What the events team decides about a partner's event: take it, refuse it, keep ours."""

import datetime
import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.events.pages import EventPage
from catalogue.events.scheduling import ensure_events_page
from catalogue.feeds.enums import HeldState
from catalogue.feeds.event_changes import changes
from catalogue.feeds.event_making import change_page, new_page, what_is_missing
from catalogue.feeds.event_models import HeldEvent
from portal.core.publishing import findings

DECIDABLE = (HeldState.HELD, HeldState.REFUSED)


class ApprovalRefusedError(Exception):
    """An event cannot be taken like this. ``reasons`` say why, each with what to do."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def seen_key(held: HeldEvent) -> str:
    """Return a key of what a person sees, so that nobody approves what came a moment later."""
    shown = json.dumps([held.facts, held.state], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:32]


@transaction.atomic
def approve(
    pk: int,
    *,
    user: Any,
    kind: str,
    is_live: bool,
    seen: str,
    now: datetime.datetime,
    today: datetime.date,
) -> EventPage:
    """Make a page of an event, or bring its page in line. On the site, or as a draft.

    Raises ApprovalRefusedError, and then nothing changed.
    """
    held = _locked(pk, seen=seen, states=DECIDABLE)
    record = held.record
    if held.last_end <= now:
        raise ApprovalRefusedError(_("Every date of this event is over."))
    if is_live and (missing := what_is_missing(record)):
        raise ApprovalRefusedError(*missing, _("Make a draft, and write it there."))
    if held.page is None:
        page = new_page(record, feed=held.feed, kind=kind, now=now)
        _add(page)
    else:
        page = _changed_page(held, is_live=is_live, now=now)
    try:
        page.full_clean()
    except ValidationError as error:
        raise ApprovalRefusedError(*error.messages) from error
    stops = [one for one in findings(page, today=today) if not one.is_warning]
    if is_live and stops:
        words = [f"{one.place}: {one.message}" for one in stops]
        raise ApprovalRefusedError(*words, _("Make a draft, and mend it there."))
    revision = page.save_revision(user=user)
    if is_live:
        revision.publish(user=user)
    held.page = EventPage.objects.get(pk=page.pk)
    held.approved_facts = held.facts
    _decide(held, HeldState.APPROVED, user=user, now=now)
    return held.page


@transaction.atomic
def refuse(pk: int, *, user: Any, reason: str, seen: str, now: datetime.datetime) -> HeldEvent:
    """Refuse an event for good, with a reason. A page that it has stays as it is."""
    held = _locked(pk, seen=seen, states=(HeldState.HELD,))
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise ApprovalRefusedError(_("Write why. Colleagues read it."))
    held.reason = reason
    return _decide(held, HeldState.REFUSED, user=user, now=now)


@transaction.atomic
def keep_ours(pk: int, *, user: Any, seen: str, now: datetime.datetime) -> HeldEvent:
    """Leave the page as it is, though the feed is different. The next difference is shown again."""
    held = _locked(pk, seen=seen, states=(HeldState.HELD,))
    if held.approved_facts is None:
        raise ApprovalRefusedError(_("This event has no page yet. Approve or refuse it."))
    held.approved_facts = held.facts
    return _decide(held, HeldState.APPROVED, user=user, now=now)


@transaction.atomic
def look_again(pk: int, *, user: Any, seen: str, now: datetime.datetime) -> HeldEvent:
    """Put a refused event back among those to look at."""
    held = _locked(pk, seen=seen, states=(HeldState.REFUSED,))
    held.reason = ""
    return _decide(held, HeldState.HELD, user=user, now=now)


def _locked(pk: int, *, seen: str, states: tuple[HeldState, ...]) -> HeldEvent:
    held = (
        HeldEvent.objects.select_for_update(of=("self",))
        .select_related("feed__organisation", "page")
        .get(pk=pk)
    )
    if seen_key(held) != seen or held.state not in states:
        raise ApprovalRefusedError(_("It changed after this page was shown. Read it again."))
    return held


def _decide(held: HeldEvent, state: HeldState, *, user: Any, now: datetime.datetime) -> HeldEvent:
    held.state = state
    held.decided_at = now
    held.decided_by = user
    held.save()
    return held


def _add(page: EventPage) -> None:
    parent = ensure_events_page()
    if parent is None:
        raise ApprovalRefusedError(_("The site has no home page yet, so no events either."))
    page.live = False
    page.has_unpublished_changes = True
    try:
        parent.add_child(instance=page)
    except ValidationError as error:
        raise ApprovalRefusedError(*error.messages) from error


def _changed_page(held: HeldEvent, *, is_live: bool, now: datetime.datetime) -> EventPage:
    stored = held.page
    if stored is None:
        raise ApprovalRefusedError(_("This event has no page any more."))
    if is_live and stored.live and stored.has_unpublished_changes:
        raise ApprovalRefusedError(
            _("Somebody is at work on this event: it has changes that are not published."),
            _("Make a draft, and publish it when both are right."),
        )
    page: EventPage = stored.get_latest_revision_as_object()
    old = held.approved_record
    record = held.record
    facts, dates = changes(old or record, record, now=now)
    change_page(
        page,
        record,
        feed=held.feed,
        names=[one.name for one in facts],
        are_dates=bool(dates.gone or dates.new),
        now=now,
    )
    return page
