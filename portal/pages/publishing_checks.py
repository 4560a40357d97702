"""Checks of stories before they go live: told only as long as the person agrees."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _

from portal.core.publishing import Finding, check
from portal.pages.stories import StoryPage


def consent_holds(page: StoryPage, today: datetime.date) -> Iterator[Finding]:
    """Refuse a story whose person does not agree today. Taking a told story away is no telling."""
    given, until = page.consent_given_date, page.consent_until_date
    if page.is_withdrawn:
        if StoryPage.objects.told_on(today).filter(pk=page.pk).exists():
            return
        message = _("The person took their consent back. Ask them again, or leave the story out.")
    elif until and until < today:
        message = _("The consent is over. Ask the person again and write the new day.")
    elif given and given > today:
        message = _("The consent begins on a day that has not come. Publish it then.")
    else:
        return
    yield Finding(_("Consent"), message)


def photo_is_decided(page: StoryPage, today: datetime.date) -> Iterator[Finding]:
    """Refuse a photo about whose words nobody decided."""
    if page.photo_id and not page.photo_alternative and not page.is_photo_decorative:
        yield Finding(
            _("Photo, sound and film"),
            _("Say what the photo shows, or tick that it tells nothing."),
        )


check(StoryPage, consent_holds, photo_is_decided)
