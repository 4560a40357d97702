"""Forms of the team: a booking taken by phone, the dates of a copy, the days of an export."""

import datetime
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from catalogue.events.bookings.personal_fields import (
    EmailAddressField,
    NameField,
    PhoneField,
    WordsField,
)
from catalogue.events.bookings.services import Access, BookingRequest
from catalogue.events.dates import EventDate
from catalogue.events.enums import AccessNeedKind, BookingSource
from catalogue.events.pages import EventPage
from catalogue.events.years import year_mistake
from portal.navigation.languages import known_languages

LONGEST_SPAN = datetime.timedelta(days=3 * 366)


class CallerForm(forms.Form):
    """A booking for somebody on the phone: what the public form asks, on one page."""

    fields: dict[str, Any]  # Django types them all alike; only some have choices

    name = NameField(label=gettext_lazy("Name"))
    phone = PhoneField(
        label=gettext_lazy("Mobile phone"),
        required=False,
        help_text=gettext_lazy("For messages. One of phone and email is enough."),
    )
    email = EmailAddressField(label=gettext_lazy("Email"), required=False)
    party_size = forms.TypedChoiceField(label=gettext_lazy("People"), coerce=int)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of messages"),
        choices=lambda: [(one.code, one.name) for one in known_languages()],
        initial=settings.LANGUAGE_CODE,
    )
    sessions = forms.MultipleChoiceField(
        label=gettext_lazy("Talks and workshops"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What would help them take part"),
        required=False,
        choices=AccessNeedKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Ask everybody the same: “Is there anything you need?”"),
    )
    needs_language = WordsField(
        label=gettext_lazy("Language of a helper"), required=False, max_length=40
    )
    needs_text = WordsField(label=gettext_lazy("In their words"), required=False, max_length=300)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: Any = None, *, date: EventDate) -> None:
        super().__init__(data)
        self.date = date
        most = date.event.largest_party
        self.fields["party_size"].choices = [(n, str(n)) for n in range(1, most + 1)]
        talks = [
            (one.key, f"{one.starts_at:%H:%M} {one.title}")
            for one in date.event.sessions.all()
            if one.capacity is not None
        ]
        if talks:
            self.fields["sessions"].choices = talks
        else:
            del self.fields["sessions"]

    def clean(self) -> dict[str, Any]:
        """Ask for a way to reach them."""
        cleaned: dict[str, Any] = super().clean() or {}
        has_mistake = {"phone", "email"} & self.errors.keys()
        if not cleaned.get("phone") and not cleaned.get("email") and not has_mistake:
            self.add_error("phone", _("Write a phone number or an email address."))
        return cleaned

    def request(self) -> BookingRequest:
        """Return what is asked for, as the booking takes it."""
        answers = self.cleaned_data
        access = Access(
            kinds=tuple(answers["needs"]),
            language=answers["needs_language"],
            text=answers["needs_text"],
        )
        return BookingRequest(
            date_id=self.date.pk,
            name=answers["name"],
            email=answers["email"],
            phone=answers["phone"],
            party_size=answers["party_size"],
            language=answers["language"],
            session_keys=tuple(answers.get("sessions", ())),
            access=access or None,
            idempotency_key=answers["idempotency_key"],
            source=BookingSource.STAFF,
        )


class CopyForm(forms.Form):
    """When the copy takes place. Everything else is changed on its own page."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    first_start = forms.DateTimeField(label=gettext_lazy("Starts"), widget=AdminDateTimeInput)
    first_end = forms.DateTimeField(label=gettext_lazy("Ends"), widget=AdminDateTimeInput)
    repeat_until = forms.DateField(
        label=gettext_lazy("Last day of the series"), widget=AdminDateInput, required=False
    )

    def __init__(self, data: Any = None, *, event: EventPage) -> None:
        super().__init__(data, initial={"title": event.title})
        self.event = event
        if not event.is_series:
            del self.fields["repeat_until"]

    def clean(self) -> dict[str, Any]:
        """Refuse times upside down, and a series without its last day."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("first_start", "first_end", "repeat_until"):
            if words := year_mistake(cleaned.get(name)):
                self.add_error(name, words)
        start, end = cleaned.get("first_start"), cleaned.get("first_end")
        if start and end and end <= start:
            self.add_error("first_end", _("The event ends before it starts. Check both."))
        if self.event.is_series and start and "repeat_until" not in self.errors:
            until = cleaned.get("repeat_until")
            if not until:
                self.add_error("repeat_until", _("Write the last day of the new series."))
            elif until < start.date():
                self.add_error(
                    "repeat_until", _("The last day is before the first date. Check both.")
                )
        return cleaned


class ExportForm(forms.Form):
    """Which days an export holds."""

    first = forms.DateField(label=gettext_lazy("From"), widget=AdminDateInput)
    last = forms.DateField(label=gettext_lazy("To"), widget=AdminDateInput)

    def clean(self) -> dict[str, Any]:
        """Refuse days upside down, and more than three years at once."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("first", "last"):
            if words := year_mistake(cleaned.get(name)):
                self.add_error(name, words)
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first. Check both."))
        elif first and last and last - first > LONGEST_SPAN:
            self.add_error("last", _("Choose three years at most."))
        return cleaned
