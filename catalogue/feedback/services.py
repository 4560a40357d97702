"""Writes of feedback: keep a report, tell those who can mend the listing, close it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from catalogue.courses.models import Course
from catalogue.feedback.enums import ProblemReason, ProblemStatus
from catalogue.feedback.models import ProblemReport
from portal.core.models import SiteContact
from portal.core.prose import email_address, one_line
from portal.core.structured_data import absolute


@transaction.atomic
def report_problem(course: Course, *, reason: ProblemReason, text: str = "") -> ProblemReport:
    """Keep a visitor's report. Provider and moderators get an email once it is safely stored."""
    report = ProblemReport.objects.create(course=course, reason=reason, text=text)
    # A mail server that is down must not lose the report nor frighten the visitor: robust logs it.
    transaction.on_commit(lambda: tell_about(report), robust=True)
    return report


def close_report(report: ProblemReport) -> None:
    """Mark a report as done, with a line in the editors' log."""
    report.status = ProblemStatus.DONE
    report.save(update_fields=["status"])
    log(instance=report, action="wagtail.edit")


def tell_about(report: ProblemReport) -> int:
    """Send the report to the provider and the site's own address. Return how many were sent.

    Each gets a message of its own, so neither sees the other's address. The text of the report is
    plain text in plain text: nothing in it can become markup or a header.
    """
    course = report.course
    people = (email_address(course.provider.email), email_address(SiteContact.current().email))
    addresses = dict.fromkeys(address for address in people if address)
    with translation.override(settings.LANGUAGE_CODE):  # providers and moderators read English
        subject = _("Problem with a course: %(title)s") % {"title": one_line(course.title)[:120]}
        body = _body(report)
        return sum(
            EmailMessage(subject=subject, body=body, to=[address]).send() for address in addresses
        )


def _body(report: ProblemReport) -> str:
    course = report.course
    return "\n\n".join(
        (
            _("A visitor told us about a problem with this course:"),
            f"{one_line(course.title)}\n{absolute(course.get_absolute_url())}",
            _("What is wrong: %(reason)s") % {"reason": report.get_reason_display()},
            _("In their words: %(text)s") % {"text": report.text or _("Nothing more.")},
            _("Check the course and change what is wrong. We do not know who wrote this."),
        )
    )
