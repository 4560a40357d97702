"""The mails of accounts: our words as text and as a page, sent beside the request."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives

from portal.core.models import SiteContact
from portal.core.prose import email_address, one_line
from portal.navigation.languages import active_language
from portal.navigation.mail_texts import page_of, written

log = structlog.get_logger(__name__)
_sender = ThreadPoolExecutor(max_workers=2, thread_name_prefix="account-mail")


def compose(prefix: str, email: str, facts: dict[str, Any]) -> EmailMessage:
    """Return the mail of ``account/email/login_code``, in the language of the request.

    The templates are ``<prefix>_subject.txt`` and ``<prefix>_message.txt``; the page repeats the
    text, because only a page can say that it runs to the left.
    """
    contact = SiteContact.current()
    facts = {**facts, "email": email, "contact": contact, "service": contact.service_name}
    subject = one_line(written(f"{prefix}_subject.txt", facts))
    text = written(f"{prefix}_message.txt", facts)
    answers_to = email_address(contact.email)
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[email],
        reply_to=[answers_to] if answers_to else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    page = page_of(text, subject=subject, language=active_language())
    message.attach_alternative(page, "text/html")
    return message


def send(message: EmailMessage) -> None:
    """Hand a mail to the mail server, beside the request unless the settings say otherwise."""
    if settings.ACCOUNT_MAIL_IN_BACKGROUND:
        _sender.submit(_send, message).add_done_callback(_tell)
    else:
        _send(message)


def _send(message: EmailMessage) -> None:
    """Send, or write down that it failed: the page offers to send another code."""
    try:
        message.send()
    except OSError as error:  # of which the errors of smtplib are
        log.warning("account_mail_failed", error=type(error).__name__)


def _tell(done: Future[None]) -> None:
    """Write down what else went wrong beside a request, where nobody would see it."""
    if error := done.exception():
        log.error("account_mail_broken", exc_info=error)
