"""Writes of enquiries: send, take back, mark as answered."""

import datetime
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from catalogue.courses.models import Course
from catalogue.feedback.enums import EnquiryState
from catalogue.feedback.models import Enquiry
from catalogue.feedback.signals import enquiry_sent


def send_enquiry(
    course: Course,
    *,
    said: Mapping[str, str],
    language: str,
    idempotency_key: str,
    now: datetime.datetime,
) -> tuple[Enquiry, bool]:
    """Keep an enquiry. Return it, and whether it is new: a form sent twice makes one.

    ``said`` is what the person wrote: name, email, phone, access and text of an Enquiry. A key
    counts for one course: two forms that have the same one are two questions.
    """
    key = f"{idempotency_key}:{course.pk}"
    if sent := Enquiry.objects.filter(idempotency_key=key).first():
        return sent, False
    try:
        with transaction.atomic():
            enquiry = Enquiry.objects.create(
                course=course,
                language=language,
                idempotency_key=key,
                created_at=now,
                **said,
            )
            enquiry_sent.send(sender=Enquiry, enquiry=enquiry, now=now)
    except IntegrityError:
        sent = Enquiry.objects.filter(idempotency_key=key).first()
        if sent is None:
            raise
        return sent, False  # the second press came while the first was kept
    return enquiry, True


def take_back(enquiry: Enquiry) -> None:
    """Delete an enquiry, and with it what was not sent of it yet."""
    enquiry.delete()


def mark_answered(enquiry: Enquiry, *, now: datetime.datetime) -> bool:
    """Say that somebody answered. Return whether that is news."""
    return bool(
        Enquiry.objects.filter(pk=enquiry.pk, state=EnquiryState.NEW).update(
            state=EnquiryState.ANSWERED, answered_at=now
        )
    )
