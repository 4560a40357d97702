"""The log of an organisation: who did what, in words that its members read."""

import datetime
from typing import Any

from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry, Organisation
from portal.core.person import person_name

WE = "Waymark"  # as the log calls what no member did


def note(
    organisation: Organisation,
    action: AuditAction,
    *,
    actor: Any,
    now: datetime.datetime,
    about: str = "",
    facts: dict[str, Any] | None = None,
    actor_name: str = "",
) -> AuditEntry:
    """Write down what a person (or, with ``actor=None`` and a name, a machine) did.

    Call it in the transaction of what it tells. ``about`` is a title or an address of mail;
    ``facts`` are numbers and codes for the page: ``{"added": 3}``. No cell of a file, no secret.
    """
    return AuditEntry.objects.create(
        organisation=organisation,
        actor=actor,
        actor_name=(actor_name or (person_name(actor) if actor else ""))[:150],
        action=action,
        about=about[:255],
        facts=facts or {},
        at=now,
    )
