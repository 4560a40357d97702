"""Writing letters to people of organisations. Nothing is sent inside a transaction."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction

from catalogue.providers.models import Organisation
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.letter_tasks import send_letters
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
    due_at: datetime.datetime | None = None,
) -> Letter | None:
    """Write a letter in the transaction of its cause. Return None when it was written before.

    It is sent after the commit, or by the next ``run_due``; not before ``due_at``, when that is
    given. What it says stands in a template: see ``letter_writing``.
    """
    if once_key and Letter.objects.filter(once_key=once_key).exists():
        return None
    try:
        with transaction.atomic():
            letter = Letter.objects.create(
                kind=kind,
                email=email,
                organisation=organisation,
                facts=facts or {},
                language=language,
                once_key=once_key,
                due_at=due_at or now,
                created_at=now,
            )
    except IntegrityError:
        # Somebody else noticed the same cause at this moment.
        if once_key and Letter.objects.filter(once_key=once_key).exists():
            return None
        raise
    # A queue that is down must not fail what the letter tells of: robust logs it.
    transaction.on_commit(send_letters.enqueue, robust=True)
    return letter
