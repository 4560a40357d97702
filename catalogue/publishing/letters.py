"""Writing letters to people of organisations. Nothing is sent inside a transaction."""

import datetime
from typing import Any

from django.db import transaction

from catalogue.providers.models import Organisation
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.models import Letter


@transaction.atomic
def write_letter(
    kind: LetterKind,
    *,
    email: str,
    organisation: Organisation | None,
    now: datetime.datetime,
    facts: dict[str, Any] | None = None,
    language: str = "en-gb",
    once_key: str | None = None,
) -> Letter | None:
    """Write a letter in the transaction of its cause. Return None when it was written before."""
    if once_key and Letter.objects.filter(once_key=once_key).exists():
        return None
    return Letter.objects.create(
        kind=kind,
        email=email,
        organisation=organisation,
        facts=facts or {},
        language=language,
        once_key=once_key,
        due_at=now,
    )
