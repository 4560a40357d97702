"""Asking to join, and what a moderator's answer does. Each is one transaction."""

import datetime
from dataclasses import dataclass, fields
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.providers.enums import AuditAction, MemberRole, RequestState
from catalogue.providers.members import lock_people
from catalogue.providers.models import JoinRequest, Membership, Organisation
from catalogue.providers.services import create_organisation
from catalogue.publishing.audit import note
from catalogue.publishing.checks import risks
from catalogue.publishing.checks import services as checks
from catalogue.publishing.checks.refusals import AlreadyDecided
from catalogue.publishing.desk.ways import full_way
from catalogue.publishing.enums import LetterKind, ReviewKind, ReviewState
from catalogue.publishing.letters import write_letter
from catalogue.publishing.models import Review
from portal.core.person import name_person, person_name

MOST_OWNERS_TOLD = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person says about themselves and their organisation: the fields of JoinRequest."""

    person_name: str
    organisation_name: str
    kind: str
    ukprn: str = ""
    website: str = ""
    phone: str = ""
    reason: str = ""
    language: str = "en-gb"
    organisation: Organisation | None = None  # one that is here already


@transaction.atomic
def ask_to_join(user: Any, *, asked: Asked, now: datetime.datetime) -> JoinRequest:
    """Keep a request and ask a moderator. Of a person who asks twice the first one is returned."""
    get_user_model().objects.select_for_update().filter(pk=user.pk).first()  # one at a time
    if waiting := open_request(user):
        return waiting
    said = {one.name: getattr(asked, one.name) for one in fields(asked)}
    request = JoinRequest.objects.create(user=user, created_at=now, **said)
    name_person(user, asked.person_name)
    checks.ask(
        ReviewKind.JOIN,
        organisation=asked.organisation,
        title=asked.organisation_name,
        reasons=risks.reasons_for(
            asked.organisation,
            before=None,
            after={"organisation_name": asked.organisation_name},
            kind=ReviewKind.JOIN,
        ),
        sent_by=user,
        now=now,
        join_request=request,
    )
    return request


@transaction.atomic
def withdraw_request(user: Any, *, now: datetime.datetime) -> bool:
    """Take one's open request back. Return False when there was none."""
    request = open_request(user)
    if request is None:
        return False
    review = Review.objects.filter(join_request=request, state=ReviewState.OPEN).first()
    if review:
        try:
            checks.withdraw(review, now=now)
        except AlreadyDecided:  # at this moment: then the page shows what was decided
            return False
    request.state = RequestState.WITHDRAWN
    request.decided_at = now
    request.save(update_fields=["state", "decided_at"])
    return True


@transaction.atomic
def approve_join(
    request: JoinRequest, *, actor: Any, comment: str, now: datetime.datetime
) -> Membership:
    """Let a person act for an organisation: a new one that they own, or one that was here.

    Of one that has an owner who can come in, they become an editor, and the owners get a letter.
    Raises ValidationError with words for the moderator when the request is no longer open or
    its UKPRN was taken meanwhile.
    """
    request = _open(request)
    organisation = request.organisation
    if organisation is None:
        organisation = _new_organisation(request, now=now)
    lock_people(organisation.pk)
    owners = Membership.objects.active().filter(organisation=organisation, role=MemberRole.OWNER)
    role = MemberRole.EDITOR if owners.exists() else MemberRole.OWNER
    membership, is_new = Membership.objects.get_or_create(
        user=request.user,
        organisation=organisation,
        defaults={"role": role, "created_at": now},
    )
    if not is_new and membership.is_suspended:
        raise ValidationError(_("An owner stopped this person’s access. The owner decides."))
    request.organisation = organisation
    _decide(request, RequestState.APPROVED, actor=actor, comment=comment, now=now)
    if is_new:
        note(
            organisation,
            AuditAction.JOINED,
            actor=request.user,
            now=now,
            about=person_name(request.user),
            facts={"role": membership.role},
        )
        if role == MemberRole.EDITOR:
            _tell_owners(request, organisation, now=now)
    _write(
        request,
        LetterKind.JOIN_APPROVED,
        organisation=organisation,
        now=now,
        facts={"role": membership.role, "slug": organisation.slug},
    )
    return membership


@transaction.atomic
def return_join(
    request: JoinRequest, *, actor: Any, comment: str, now: datetime.datetime
) -> JoinRequest:
    """Send a request back with words that the person reads. They can send it again."""
    request = _open(request)
    _decide(request, RequestState.RETURNED, actor=actor, comment=comment, now=now)
    _write(request, LetterKind.JOIN_RETURNED, organisation=None, now=now, facts={})
    return request


def open_request(user: Any) -> JoinRequest | None:
    """Return the request of a person that waits for a check."""
    return (
        JoinRequest.objects.select_related("organisation")
        .filter(user=user, state=RequestState.OPEN)
        .first()
    )


def last_request(user: Any) -> JoinRequest | None:
    """Return the newest request of a person, whatever became of it."""
    return (
        JoinRequest.objects.select_related("organisation")
        .filter(user=user)
        .order_by("-created_at", "-pk")
        .first()
    )


def _open(request: JoinRequest) -> JoinRequest:
    locked = (
        JoinRequest.objects.select_for_update(of=("self",))
        .select_related("organisation", "user")
        .get(pk=request.pk)
    )
    if locked.state != RequestState.OPEN:
        raise ValidationError(_("This request was decided or taken back before."))
    return locked


def _new_organisation(request: JoinRequest, *, now: datetime.datetime) -> Organisation:
    if request.ukprn and (there := Organisation.objects.filter(ukprn=request.ukprn).first()):
        raise ValidationError(
            _("%(name)s has this UKPRN on the site now. Send the request back.")
            % {"name": there.name}
        )
    # Its phone is for our questions, perhaps somebody's own: only its profile makes one public.
    return create_organisation(
        request.organisation_name,
        ukprn=request.ukprn,
        kind=request.kind,
        website=request.website,
        is_trusted=False,
        verified_at=now,
    )


def _decide(
    request: JoinRequest,
    state: RequestState,
    *,
    actor: Any,
    comment: str,
    now: datetime.datetime,
) -> None:
    request.state = state
    request.comment = comment[:2000]
    request.decided_by = actor
    request.decided_at = now
    request.save()


def _write(
    request: JoinRequest,
    kind: LetterKind,
    *,
    organisation: Organisation | None,
    now: datetime.datetime,
    facts: dict[str, Any],
) -> None:
    """Facts of both letters: name, title (the organisation), comment; approved: role, slug."""
    write_letter(
        kind,
        email=request.user.email,
        organisation=organisation,
        now=now,
        language=request.language,
        facts={
            "name": request.person_name,
            "title": request.organisation_name,
            "comment": request.comment,
            **facts,
        },
        once_key=f"join:{request.pk}:{request.state}",
    )


def _tell_owners(
    request: JoinRequest, organisation: Organisation, *, now: datetime.datetime
) -> None:
    """Write to the owners whom a moderator let in: they may know better."""
    for owner in organisation.memberships.reachable(MemberRole.OWNER)[:MOST_OWNERS_TOLD]:
        write_letter(
            LetterKind.EDITOR_JOINED,
            email=owner.user.email,
            organisation=organisation,
            now=now,
            facts={
                "name": person_name(owner.user),
                "organisation": organisation.name,
                "person": request.person_name,
                "email": request.user.email,
                "link": full_way("people", organisation.slug),
            },
            once_key=f"editor-joined:{request.pk}:{owner.user_id}",
        )
