"""Stands of an organisation at events, with their line in its log and the letter about them."""

import datetime
from typing import Any

from django.db import transaction

from catalogue.events import stand_services as stands
from catalogue.events.models import EventPage, StandRequest
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import Organisation
from catalogue.publishing.audit import WE, note
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.letters import write_letter


@transaction.atomic
def ask(
    event: EventPage,
    *,
    organisation: Organisation,
    actor: Any,
    now: datetime.datetime,
    values: dict[str, Any],
) -> StandRequest:
    """Ask for a stand. ``values`` are the fields of a StandRequest. Raises StandRefused."""
    made = stands.ask_for_stand(event, organisation=organisation, asked_by=actor, now=now, **values)
    note(organisation, AuditAction.STAND, actor=actor, now=now, about=event.title)
    return made


@transaction.atomic
def give(
    request: StandRequest, *, stand: str, comment: str, actor: Any, now: datetime.datetime
) -> bool:
    """Give a stand. Return whether the public page shows it. Raises StandRefused."""
    _made, is_shown = stands.approve_stand(
        request.pk, stand=stand, comment=comment, user=actor, now=now
    )
    _tell(request, AuditAction.APPROVED, LetterKind.REVIEW_APPROVED, comment=comment, now=now)
    return is_shown


@transaction.atomic
def refuse(request: StandRequest, *, comment: str, actor: Any, now: datetime.datetime) -> None:
    """Send a request back with a reason. Raises StandRefused."""
    stands.refuse_stand(request.pk, comment=comment, user=actor, now=now)
    _tell(request, AuditAction.RETURNED, LetterKind.REVIEW_RETURNED, comment=comment, now=now)


def _tell(
    request: StandRequest,
    action: AuditAction,
    kind: LetterKind,
    *,
    comment: str,
    now: datetime.datetime,
) -> None:
    organisation, title = request.organisation, request.event.title
    # In the name of the team: who decided is seen in the admin.
    note(organisation, action, actor=None, actor_name=WE, now=now, about=title)
    email = request.contact_email or (request.asked_by.email if request.asked_by else "")
    if email:
        write_letter(
            kind,
            email=email,
            organisation=organisation,
            now=now,
            facts={
                "title": title,
                "kind": "STAND",
                "comment": comment,
                "name": request.contact_name,
                "slug": organisation.slug,
            },
            once_key=f"stand:{request.pk}",
        )
