"""Writes of feedback: keep a report, tell those who can mend the listing, close it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from catalogue.courses.models import Course
from catalogue.feedback.enums import ProblemReason, ProblemStatus
from catalogue.feedback.models import MissingReport, PageFeedback, ProblemReport
from catalogue.vacancies.models import Vacancy
from portal.core.models import SiteContact
from portal.core.prose import email_address, one_line
from portal.core.structured_data import absolute


@transaction.atomic
def report_problem(
    listing: Course | Vacancy, *, reason: ProblemReason, text: str = ""
) -> ProblemReport:
    """Keep a visitor's report. Provider and moderators get an email once it is safely stored."""
    about = {"course": listing} if isinstance(listing, Course) else {"vacancy": listing}
    report = ProblemReport.objects.create(**about, reason=reason, text=text)
    for address in _told(listing):
        _tell_soon(report, address)
    return report


def close_report(report: ProblemReport) -> None:
    """Mark a report as done, with a line in the editors' log."""
    report.status = ProblemStatus.DONE
    report.save(update_fields=["status"])
    log(instance=report, action="wagtail.edit")


def keep_page_feedback(*, path: str, language: str, is_useful: bool) -> PageFeedback:
    """Keep whether a page was useful. More words may follow: see ``add_words``."""
    return PageFeedback.objects.create(path=path, language=language, is_useful=is_useful)


def add_words(feedback_id: int, text: str) -> bool:
    """Add what a visitor says about a page, once. Return whether it was added."""
    return bool(PageFeedback.objects.filter(pk=feedback_id, text="").update(text=text))


def report_missing(*, words: str, place: str, text: str, language: str) -> MissingReport:
    """Keep what somebody did not find. Words are masked by the caller (``search.free_text``)."""
    return MissingReport.objects.create(words=words, place=place, text=text, language=language)


def _told(listing: Course | Vacancy) -> list[str]:
    """Return the addresses of the provider and of the site's own people.

    A report of a vacancy goes to the site alone: an employer has no address here.
    """
    provider = listing.provider.email if isinstance(listing, Course) else ""
    people = (email_address(provider), email_address(SiteContact.current().email))
    return list(dict.fromkeys(address for address in people if address))


def _tell_soon(report: ProblemReport, address: str) -> None:
    """Tell one address after the commit, whatever becomes of the mail to another.

    A mail server that is down must not lose the report nor frighten the visitor: robust logs it.
    """
    transaction.on_commit(lambda: _tell(report, address), robust=True)


def _tell(report: ProblemReport, address: str) -> None:
    """Send the report to one address. Nobody sees whom else it goes to.

    The text of the report is plain text in plain text: nothing in it can become markup or a header.
    """
    listing = report.listing
    with translation.override(settings.LANGUAGE_CODE):  # providers and moderators read English
        subject = (
            _("Problem with a course: %(title)s")
            if isinstance(listing, Course)
            else _("Problem with a vacancy: %(title)s")
        ) % {"title": one_line(listing.title)[:120]}
        EmailMessage(subject=subject, body=_body(report), to=[address]).send()


def _body(report: ProblemReport) -> str:
    listing = report.listing
    is_course = isinstance(listing, Course)
    return "\n\n".join(
        (
            _("A visitor told us about a problem with this course:")
            if is_course
            else _("A visitor told us about a problem with this vacancy:"),
            f"{one_line(listing.title)}\n{absolute(listing.get_absolute_url())}",
            _("What is wrong: %(reason)s") % {"reason": report.get_reason_display()},
            _("In their words: %(text)s") % {"text": report.text or _("Nothing more.")},
            _("Check the course and change what is wrong. We do not know who wrote this.")
            if is_course
            else _("Check the vacancy. Hold it if it is not safe. We do not know who wrote this."),
        )
    )
