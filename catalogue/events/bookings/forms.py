"""One form for each question of a booking. What somebody typed stays in its box after a mistake."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.courses import wording
from catalogue.events.bookings.opening import OpenDate, Opening, OpenSession
from catalogue.events.bookings.personal_fields import (
    EmailAddressField,
    NameField,
    PhoneField,
    WordsField,
)
from catalogue.events.bookings.phone_numbers import is_mobile, shown_number
from catalogue.events.bookings.places import Places
from catalogue.events.enums import AccessNeedKind, Offered
from catalogue.events.event_facts import when_words
from portal.navigation.languages import active_language, known_languages

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question depends on: the event, and what was answered before."""

    opening: Opening
    chosen: OpenDate | None = None
    sessions: tuple[OpenSession, ...] = ()
    people: int = 1
    most: int | None = None  # where a party cannot be as large as the event allows

    @property
    def largest_party(self) -> int:
        """The most people of one booking; never more than a date has places."""
        most = int(self.opening.event.largest_party)
        if self.most is not None:
            most = min(most, self.most)
        capacity = self.chosen.places.capacity if self.chosen else None
        return most if capacity is None else max(1, min(most, capacity))


class QuestionForm(forms.Form):
    """One question. ``answers`` is what the session keeps; it becomes ``initial`` again."""

    fields: dict[str, Any]  # Django types them all alike; only some have choices
    use_required_attribute = False

    def __init__(self, data: Any = None, *, asked: Asked, initial: Answers | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.asked = asked
        self.prepare()

    def prepare(self) -> None:
        """Set choices and words that depend on the event."""

    def answers(self) -> dict[str, Any]:
        """Return the cleaned answers as the session can keep them."""
        return dict(self.cleaned_data)


class DateForm(QuestionForm):
    """Which date of a series."""

    date = forms.ChoiceField(
        label=gettext_lazy("Which date?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a date"),
            "invalid_choice": gettext_lazy("Choose one of these dates"),
        },
    )

    def prepare(self) -> None:
        self.fields["date"].choices = [
            (one.date.key, capfirst(when_words(one.date).whole)) for one in self.asked.opening.dates
        ]

    @property
    def offered(self) -> list[tuple[Any, Places]]:
        """Return each radio with the places of its date."""
        places = {one.date.key: one.places for one in self.asked.opening.dates}
        return [(option, places[str(option.data["value"])]) for option in self["date"]]


class PeopleForm(QuestionForm):
    """How many people come."""

    party_size = forms.TypedChoiceField(
        label=gettext_lazy("How many people are coming?"),
        coerce=int,
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        most = self.asked.largest_party
        field = self.fields["party_size"]
        field.choices = [(n, party_words(n)) for n in range(1, most + 1)]
        words = _("Choose how many people are coming, from 1 to %(most)s") % {"most": most}
        field.error_messages |= {"required": words, "invalid_choice": words}

    def refuse_more(self, left: int) -> None:
        """Say that there are not so many places."""
        words = ngettext(
            "Only %(left)s more place is left. Choose fewer people",
            "Only %(left)s more places are left. Choose fewer people",
            left,
        )
        none = _("No more places are left. You can keep yours, or choose fewer people")
        self.add_error("party_size", words % {"left": left} if left else none)


class SessionsForm(QuestionForm):
    """Which talks somebody wants a seat in. None is an answer."""

    sessions = forms.MultipleChoiceField(
        label=gettext_lazy("Which talks do you want a seat in?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose from these talks")},
    )

    def prepare(self) -> None:
        with_room = [one for one in self.asked.sessions if one.has_room(self.asked.people)]
        self.fields["sessions"].choices = [(one.session.key, one.title.text) for one in with_room]

    @property
    def offered(self) -> list[tuple[Any, OpenSession]]:
        """Return each box with its talk."""
        talks = {one.session.key: one for one in self.asked.sessions}
        return [(option, talks[str(option.data["value"])]) for option in self["sessions"]]

    @property
    def full(self) -> list[OpenSession]:
        """Return the talks without seats for this party."""
        return [one for one in self.asked.sessions if not one.has_room(self.asked.people)]

    @property
    def lost(self) -> list[OpenSession]:
        """Return the talks that somebody chose and that filled since."""
        chosen = self.initial.get("sessions", ())
        return [one for one in self.full if one.session.key in chosen]

    def clean_sessions(self) -> list[str]:
        """Refuse two talks at the same time."""
        keys = set(self.cleaned_data["sessions"])
        chosen = [one for one in self.asked.sessions if one.session.key in keys]
        for number, one in enumerate(chosen):
            for other in chosen[number + 1 :]:
                if one.is_at_the_time_of(other):
                    raise ValidationError(
                        _("“%(one)s” and “%(other)s” are at the same time. Choose one of them")
                        % {"one": one.title.text, "other": other.title.text}
                    )
        return [one.session.key for one in chosen]


class NameForm(QuestionForm):
    """What somebody likes to be called."""

    name = NameField(
        label=gettext_lazy("What is your name?"),
        help_text=gettext_lazy("Any name you like to be called. You say it at the door."),
        error_messages={"required": gettext_lazy("Enter your name, or any name you like")},
    )


class ContactForm(QuestionForm):
    """An email address or a phone number: one is enough."""

    email = EmailAddressField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("We send your place, and a file for your calendar."),
        required=False,
    )
    phone = PhoneField(
        label=gettext_lazy("Mobile phone number"),
        help_text=gettext_lazy("We send your place as a text message. It costs you nothing."),
        required=False,
    )

    def prepare(self) -> None:
        if self.initial.get("phone"):
            self.initial["phone"] = shown_number(self.initial["phone"])

    def clean(self) -> dict[str, Any]:
        """Ask for one way to reach somebody that a message can go."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        email, phone = cleaned.get("email"), cleaned.get("phone")
        if not email and not phone:
            words = _("Enter an email address or a phone number, so we can send your place")
            self.add_error("email", words)
        elif not email and phone and not is_mobile(phone):
            words = _("We cannot text a home number. Enter a mobile number or an email address")
            self.add_error("phone", words)
        return cleaned


class AccessForm(QuestionForm):
    """What would help somebody take part. It may be left empty."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Is there anything that would help you take part?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose from these answers")},
    )
    language = WordsField(label=gettext_lazy("Which language do you speak?"), required=False)
    text = WordsField(
        label=gettext_lazy("Anything else that would help"),
        help_text=gettext_lazy("Say what we should do. You do not have to say why."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        self.fields["language"].max_length = 40
        event = self.asked.opening.event
        choices = [(kind.value, access_words(kind, event)) for kind in kinds_offered(event)]
        self.fields["kinds"].choices = choices
        if AccessNeedKind.INTERPRETER not in dict(choices):
            del self.fields["language"]
        elif active_language() != settings.LANGUAGE_CODE:
            mine = [one.name for one in known_languages() if one.code == active_language()]
            self.initial.setdefault("language", next(iter(mine), ""))

    def clean(self) -> dict[str, Any]:
        """Ask for the language of a helper, and for the words of “something else”."""
        cleaned: dict[str, Any] = super().clean() or {}
        kinds = cleaned.get("kinds", [])
        wants_helper = AccessNeedKind.INTERPRETER in kinds
        if wants_helper and "language" not in self.errors and not cleaned.get("language"):
            self.add_error("language", _("Write which language you speak"))
        if AccessNeedKind.OTHER in kinds and "text" not in self.errors and not cleaned.get("text"):
            self.add_error("text", _("Write what would help you"))
        if not wants_helper:
            cleaned["language"] = ""
        return cleaned


def kinds_offered(event: Any) -> list[AccessNeedKind]:
    """Return what can be asked for at an event, in a fixed order."""
    is_online = event.attendance_mode == "ONLINE"
    has_quiet = bool(event.quiet_from or event.quiet_until) or event.quiet_room in (
        Offered.YES,
        Offered.ON_REQUEST,
    )
    makes_sense = {
        AccessNeedKind.BSL: event.bsl != Offered.NO,
        AccessNeedKind.INTERPRETER: event.interpreters != Offered.NO or event.languages_spoken,
        AccessNeedKind.STEP_FREE: not is_online,
        AccessNeedKind.QUIET: has_quiet and not is_online,
        AccessNeedKind.OTHER: True,
    }
    return [kind for kind in AccessNeedKind if makes_sense[kind]]


def access_words(kind: str, event: Any) -> str:
    """Return what somebody asks for: ``"A quiet time or room"``, with its hours if we know them."""
    if kind == AccessNeedKind.QUIET and (event.quiet_from or event.quiet_until):
        hours = wording.times(event.quiet_from, event.quiet_until)
        return _("The quiet time, %(hours)s") % {"hours": hours}
    return str(AccessNeedKind(kind).label)


def party_words(people: int) -> str:
    """Return ``"Only me"`` or ``"2 people"``."""
    if people == 1:
        return _("Only me")
    return ngettext("%(n)s person", "%(n)s people", people) % {"n": people}
