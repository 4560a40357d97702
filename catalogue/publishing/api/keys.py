"""Keys of the API: made, shown once, recognised by their hash, stopped."""

import datetime
import hashlib
import secrets
from typing import Any

from django.db import transaction

from catalogue.providers.enums import AuditAction
from catalogue.providers.models import Organisation
from catalogue.publishing.audit import note
from catalogue.publishing.models import ApiToken

# Says what it is to whoever finds one in a log, and to programs that look for lost keys.
START = "wmk_"
SECRET_BYTES = 32
PREFIX_LENGTH = 10
MOST_KEYS = 10


class TooManyKeysError(Exception):
    """The organisation has as many keys as it may have: stop one first."""


@transaction.atomic
def make_key(
    organisation: Organisation, *, name: str, actor: Any, now: datetime.datetime
) -> tuple[ApiToken, str]:
    """Return a new key and its text: ``"wmk_4Jx..."``, which nobody can read again.

    Raises TooManyKeysError.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if ApiToken.objects.filter(organisation=organisation, revoked_at=None).count() >= MOST_KEYS:
        raise TooManyKeysError
    text = START + secrets.token_urlsafe(SECRET_BYTES)
    key = ApiToken.objects.create(
        organisation=organisation,
        name=name,
        prefix=text[:PREFIX_LENGTH],
        key_hash=_hash(text),
        created_by=actor,
        created_at=now,
    )
    _note(key, "made", actor=actor, now=now)
    return key, text


@transaction.atomic
def stop_key(key: ApiToken, *, actor: Any, now: datetime.datetime) -> bool:
    """Stop a key at once. Return whether it still worked."""
    was_live = ApiToken.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now)
    if was_live:
        _note(key, "stopped", actor=actor, now=now)
    return bool(was_live)


def key_of(text: str, *, today: datetime.date) -> ApiToken | None:
    """Return the live key of a text, and remember the day.

    None: no such key, a stopped one, or one of an organisation that is taken off the site.
    """
    if not text.startswith(START):
        return None
    # The text has 256 random bits, so a plain hash cannot be turned back.
    key = (
        ApiToken.objects.select_related("organisation", "created_by")
        .filter(key_hash=_hash(text), revoked_at=None, organisation__is_live=True)
        .first()
    )
    if key and key.last_used_date != today:
        ApiToken.objects.filter(pk=key.pk).update(last_used_date=today)
    return key


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _note(key: ApiToken, what: str, *, actor: Any, now: datetime.datetime) -> None:
    note(
        key.organisation,
        AuditAction.TOKEN,
        actor=actor,
        now=now,
        about=f"{key.name} ({key.prefix}…)",
        facts={"what": what},
    )
