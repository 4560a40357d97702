"""Changing what the public profile says, and the inbox for questions of learners."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.db import transaction

from catalogue.providers.enums import AuditAction
from catalogue.providers.models import Organisation
from catalogue.publishing.audit import note
from catalogue.publishing.checks.risks import reasons_for
from catalogue.publishing.checks.services import ask
from catalogue.publishing.desk.ways import full_way
from catalogue.publishing.enums import LetterKind, ReviewKind
from catalogue.publishing.letters import write_letter
from catalogue.publishing.people.own_mail import holds

SALT = "enquiry-inbox"
LINK_LIFE = datetime.timedelta(days=7)
LONGEST_TOKEN = 600
PUBLIC = ("about", "website", "phone", "email", "address", "languages_spoken", "inspection_url")


class ProfileChanged(Exception):  # noqa: N818  (the name says the state)
    """Somebody else kept the profile after this form was opened. Nothing was written."""


class InboxLinkRefused(Exception):  # noqa: N818  (the name says the state)
    """A link of a letter that is not ours, is over, or is of an address that was changed since."""


@transaction.atomic
def save_profile(
    organisation_id: int,
    *,
    values: Mapping[str, Any],
    seen: str,
    actor: Any,
    now: datetime.datetime,
    language: str,
) -> Organisation:
    """Keep the profile. ``seen`` is ``version_of`` the organisation that the form was made of.

    A new inbox is not used until its holder says yes: they get a letter, unless it is an address
    that the actor has confirmed already. What has to be looked at is live meanwhile. Raises
    ProfileChanged.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    if seen != version_of(organisation):
        raise ProfileChanged
    changed = [name for name, value in values.items() if getattr(organisation, name) != value]
    if not changed:
        return organisation
    before = _public(organisation)
    for name in changed:
        setattr(organisation, name, values[name])
    if "enquiry_email" in changed:
        is_own = holds(actor, organisation.enquiry_email)
        organisation.enquiry_email_verified_at = now if is_own else None
        if organisation.enquiry_email and not is_own:
            write_inbox_letter(organisation, now=now, language=language)
    organisation.save()
    note(
        organisation,
        AuditAction.PROFILE,
        actor=actor,
        now=now,
        about=organisation.name,
        facts={"fields": changed},
    )
    _ask_to_look(organisation, before, actor=actor, now=now)
    return organisation


def _public(organisation: Organisation) -> dict[str, Any]:
    return {name: getattr(organisation, name) for name in PUBLIC}


def _ask_to_look(
    organisation: Organisation, before: Mapping[str, Any], *, actor: Any, now: datetime.datetime
) -> None:
    """Have a moderator look at a profile that is live already, where there is a reason."""
    after = _public(organisation)
    reasons = reasons_for(organisation, before=before, after=after, kind=ReviewKind.PROFILE)
    if reasons:
        ask(
            ReviewKind.PROFILE,
            organisation=organisation,
            title=organisation.name,
            reasons=reasons,
            sent_by=actor,
            now=now,
        )


def version_of(organisation: Organisation) -> str:
    """Return what changes with every change of the organisation."""
    return organisation.updated_at.isoformat()


def write_inbox_letter(
    organisation: Organisation, *, now: datetime.datetime, language: str
) -> None:
    """Ask the holder of the inbox. Facts: organisation, link."""
    write_letter(
        LetterKind.INBOX_CHECK,
        email=organisation.enquiry_email,
        organisation=organisation,
        now=now,
        language=language,
        facts={
            "organisation": organisation.name,
            "link": full_way("inbox", inbox_token(organisation), language=language),
        },
    )


def inbox_token(organisation: Organisation) -> str:
    """Return the signed token of a link: it names the organisation and the address."""
    value = {"organisation": organisation.pk, "email": organisation.enquiry_email}
    return signing.dumps(value, salt=SALT)


def inbox_of(token: str) -> Organisation:
    """Return the organisation whose present inbox a link is about. Raises InboxLinkRefused."""
    try:
        if len(token) > LONGEST_TOKEN:
            raise signing.BadSignature
        said = signing.loads(token, salt=SALT, max_age=LINK_LIFE)
    except signing.BadSignature as error:
        raise InboxLinkRefused from error
    organisation = Organisation.objects.filter(
        pk=said["organisation"], enquiry_email=said["email"]
    ).first()
    if organisation is None:
        raise InboxLinkRefused
    return organisation


@transaction.atomic
def confirm_inbox(token: str, *, now: datetime.datetime) -> Organisation:
    """Take the yes of the inbox. A second press changes nothing. Raises InboxLinkRefused."""
    organisation = inbox_of(token)
    is_new = Organisation.objects.filter(
        pk=organisation.pk,
        enquiry_email=organisation.enquiry_email,
        enquiry_email_verified_at__isnull=True,
    ).update(enquiry_email_verified_at=now)
    if is_new:
        note(
            organisation,
            AuditAction.PROFILE,
            actor=None,
            actor_name=organisation.enquiry_email,
            now=now,
            about=organisation.name,
            facts={"fields": ["enquiry_email_verified_at"]},
        )
    return organisation
