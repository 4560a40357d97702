"""An enquiry as a letter to the provider's checked inbox, in English.

The facts of a letter (``templates/messages/letters/enquiry.txt``): ``title``, ``name``, ``email``,
``phone``, ``access`` and ``language`` in English words, ``text``, and ``link`` to the list.
"""

import datetime
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import translation
from django.utils.translation import get_language_info

from catalogue.events.bookings.phone_numbers import shown_number
from catalogue.feedback.models import Enquiry
from catalogue.feedback.signals import enquiry_sent
from catalogue.publishing.desk.ways import full_way
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.letters import write_letter
from catalogue.publishing.models import Letter

ENGLISH = "en-gb"


@receiver(enquiry_sent, dispatch_uid="publishing.enquiry_letters")
def write_enquiry(enquiry: Enquiry, now: datetime.datetime, **_more: Any) -> None:
    """Write to the inbox that was checked. Without one the enquiry waits on the desk alone."""
    organisation = enquiry.course.provider
    if not (organisation.enquiry_email and organisation.enquiry_email_verified_at):
        return
    with translation.override(ENGLISH):
        write_letter(
            LetterKind.ENQUIRY,
            email=organisation.enquiry_email,
            organisation=organisation,
            now=now,
            facts=_facts(enquiry),
            language=ENGLISH,
            once_key=key_of(enquiry),
        )


@receiver(post_delete, sender=Enquiry, dispatch_uid="publishing.enquiry_letters")
def forget_enquiry(instance: Enquiry, **_more: Any) -> None:
    """Delete the letter, sent or not: its facts hold the name and the contact."""
    Letter.objects.filter(once_key=key_of(instance)).delete()


def key_of(enquiry: Enquiry) -> str:
    """Return the key of the letter of an enquiry."""
    return f"enquiry:{enquiry.pk}"


def language_name(code: str) -> str:
    """Return a language in English: ``"Urdu"``. Our own list has each in its own letters."""
    try:
        return str(get_language_info(code.partition("-")[0])["name"])
    except KeyError:
        return dict(settings.LANGUAGES).get(code, code)


def _facts(enquiry: Enquiry) -> dict[str, Any]:
    slug = enquiry.course.provider.slug
    return {
        "title": enquiry.course.title[:150],
        "name": enquiry.name,
        "email": enquiry.email,
        "phone": shown_number(enquiry.phone) if enquiry.phone else "",
        "access": str(enquiry.get_access_display()),
        "language": language_name(enquiry.language),
        "text": enquiry.text,
        "link": full_way("enquiries", slug),
    }
