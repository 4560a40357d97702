"""Answering an enquiry, with its line in the log."""

import datetime
from typing import Any

from django.db import transaction

from catalogue.feedback.enquiry_services import mark_answered
from catalogue.feedback.models import Enquiry
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import Organisation
from catalogue.publishing.audit import note


@transaction.atomic
def answer(
    enquiry: Enquiry, *, organisation: Organisation, actor: Any, now: datetime.datetime
) -> bool:
    """Say that somebody of the organisation answered. Return whether that is news."""
    if not mark_answered(enquiry, now=now):
        return False
    note(
        organisation,
        AuditAction.ENQUIRY,
        actor=actor,
        now=now,
        about=enquiry.course.title,
        facts={"enquiry": enquiry.pk},
    )
    return True
