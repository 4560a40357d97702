"""What an event and its building offer: each fact yes, no, if you ask before, or "Ask us"."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from catalogue.courses import wording
from catalogue.events.enums import AttendanceMode, Offered
from catalogue.events.event_times import HasTimes, ask_by
from catalogue.events.event_words import OwnWords, own_words
from catalogue.events.language_names import SpokenLanguage, spoken_languages
from catalogue.events.pages import EventPage
from catalogue.providers.enums import Answer
from catalogue.providers.models import Venue
from portal.core.lists import with_commas
from portal.core.prose import one_line, phone_link

_Row = tuple[str, str, str | Promise, str | Promise, str | Promise]

# name, icon, label, sentence for yes, for no
_EVENT_FACTS = (
    (
        "bsl",
        "hands",
        gettext_lazy("sign language (BSL)"),
        gettext_lazy("There is a sign language (BSL) interpreter."),
        gettext_lazy("There is no sign language (BSL) interpreter."),
    ),
    (
        "captions",
        "talk",
        gettext_lazy("captions"),
        gettext_lazy("Talks have captions."),
        gettext_lazy("There are no captions."),
    ),
    (
        "interpreters",
        "globe",
        gettext_lazy("interpreters"),
        gettext_lazy("There are interpreters."),
        gettext_lazy("There are no interpreters."),
    ),
)
_PLACE_FACTS = (
    (
        "children_welcome",
        "child",
        gettext_lazy("children"),
        gettext_lazy("Children are welcome."),
        gettext_lazy("It is not for children."),
    ),
    (
        "creche",
        "child",
        gettext_lazy("crèche"),
        gettext_lazy("There is a crèche."),
        gettext_lazy("There is no crèche."),
    ),
    (
        "quiet_room",
        "quiet",
        gettext_lazy("quiet room"),
        gettext_lazy("There is a quiet room."),
        gettext_lazy("There is no quiet room."),
    ),
    (
        "food",
        "heart",
        gettext_lazy("food"),
        gettext_lazy("There is food."),
        gettext_lazy("There is no food."),
    ),
)
_VENUE_FACTS = (
    (
        "step_free_entrance",
        "step",
        gettext_lazy("step-free entrance"),
        gettext_lazy("You can get in without steps."),
        gettext_lazy("There are steps at the entrance."),
    ),
    (
        "lift",
        "down",
        gettext_lazy("lift"),
        gettext_lazy("There is a lift."),
        gettext_lazy("There is no lift."),
    ),
    (
        "accessible_toilet",
        "people",
        gettext_lazy("accessible toilet"),
        gettext_lazy("There is an accessible toilet."),
        gettext_lazy("There is no accessible toilet."),
    ),
    (
        "hearing_loop",
        "ear",
        gettext_lazy("hearing loop"),
        gettext_lazy("There is a hearing loop."),
        gettext_lazy("There is no hearing loop."),
    ),
    (
        "prayer_room",
        "heart",
        gettext_lazy("prayer room"),
        gettext_lazy("There is a prayer room."),
        gettext_lazy("There is no prayer room."),
    ),
    (
        "parking",
        "pin",
        gettext_lazy("parking"),
        gettext_lazy("You can park here."),
        gettext_lazy("There is no parking."),
    ),
    (
        "blue_badge_parking",
        "check",
        gettext_lazy("Blue Badge parking"),
        gettext_lazy("There is Blue Badge parking."),
        gettext_lazy("There is no Blue Badge parking."),
    ),
)
_NOTES = {"children_welcome": "children_note", "food": "food_note"}
_ANSWERS = {Answer.YES: Offered.YES, Answer.NO: Offered.NO, Answer.UNKNOWN: Offered.UNKNOWN}


@dataclass(frozen=True, slots=True)
class AccessFact:
    """``AccessFact("bsl", "hands", "YES", "There is a sign language (BSL) interpreter.")``."""

    key: str
    icon: str
    answer: str  # of Offered
    sentence: str
    note: OwnWords | None = None


@dataclass(frozen=True, slots=True)
class AccessFacts:
    """What is known, good things first, and the names of what is to be asked, with whom."""

    known: tuple[AccessFact, ...]
    unknown: tuple[str, ...]  # "hearing loop"
    languages: tuple[SpokenLanguage, ...]
    more: tuple[OwnWords, ...]
    phone: str
    ask_by: str  # "Thursday 25 February", or nothing when that day is over

    @property
    def phone_link(self) -> str:
        """``"tel:01214960142"``, or nothing without a number."""
        return phone_link(self.phone)

    @property
    def unknown_words(self) -> str:
        """``"Hearing loop, captions"``."""
        words = with_commas(self.unknown)
        return words[:1].upper() + words[1:]

    def has(self, key: str) -> bool:
        """Whether something is offered, or is if you ask before."""
        good = (Offered.YES, Offered.ON_REQUEST)
        return any(fact.key == key and fact.answer in good for fact in self.known)

    @property
    def languages_html(self) -> SafeString:
        """``"ਪੰਜਾਬੀ, اردو"``, each marked as its own language."""
        return names_html(self.languages)


def names_html(languages: tuple[SpokenLanguage, ...]) -> SafeString:
    """Return the own names of languages, each marked as what it is: ``"polski, اردو"``."""
    comma = pgettext("between two things of a list", ", ")
    return format_html_join(comma, "{}", ((one.html,) for one in languages))


def access_facts(
    event: EventPage, date: HasTimes, *, phone: str, today: datetime.date
) -> AccessFacts:
    """Return the access facts of one date. ``phone`` is whom to ask. Makes no query when fetched.

    ``event`` may be a translation: facts come from its English page, notes from its own words.
    """
    source = event.source
    last_day = ask_by(date, source.request_by_days)
    facts = [_event_fact(event, row, last_day=last_day, today=today) for row in _EVENT_FACTS]
    more = [own_words(event, "access_note")]
    if source.attendance_mode != AttendanceMode.ONLINE:
        facts += [_event_fact(event, row, last_day=last_day, today=today) for row in _PLACE_FACTS]
        facts[-2:-2] = _quiet_time(event)
        facts += _venue_facts(source.venue)
        if source.venue:
            more.append(OwnWords(one_line(source.venue.access_notes), settings.LANGUAGE_CODE))
    known = [fact for fact in facts if fact.answer != Offered.UNKNOWN]
    order = (Offered.YES, Offered.ON_REQUEST, Offered.NO)
    return AccessFacts(
        known=tuple(sorted(known, key=lambda fact: order.index(Offered(fact.answer)))),
        unknown=tuple(fact.sentence for fact in facts if fact.answer == Offered.UNKNOWN),
        languages=spoken_languages(source.languages_spoken),
        more=tuple(words for words in more if words),
        phone=phone,
        ask_by=wording.day_and_month(last_day) if last_day >= today else "",
    )


def _event_fact(
    event: EventPage, row: _Row, *, last_day: datetime.date, today: datetime.date
) -> AccessFact:
    name, icon, label, yes, no = row
    source = event.source
    answer = Offered(getattr(source, name))
    if name == "quiet_room" and answer == Offered.UNKNOWN and source.venue:
        answer = _ANSWERS[Answer(source.venue.quiet_space)]
    words = {
        Offered.YES: str(yes),
        Offered.NO: str(no),
        Offered.ON_REQUEST: _on_request(str(label), last_day=last_day, today=today),
        Offered.UNKNOWN: str(label),
    }
    note = own_words(event, _NOTES[name]) if name in _NOTES else None
    return AccessFact(name, icon, answer, words[answer], note or None)


def _on_request(label: str, *, last_day: datetime.date, today: datetime.date) -> str:
    start = label[:1].upper() + label[1:]
    if last_day < today:
        return _("%(thing)s: only if you asked before. Call us.") % {"thing": start}
    day = wording.day_and_month(last_day)
    return _("%(thing)s: ask us by %(day)s.") % {"thing": start, "day": day}


def _quiet_time(event: EventPage) -> list[AccessFact]:
    source = event.source
    if source.quiet_from is None and source.quiet_until is None:
        return []
    hours = wording.times(source.quiet_from, source.quiet_until)
    sentence = _("Quiet time: %(hours)s.") % {"hours": hours}
    note = own_words(event, "quiet_note") or None
    return [AccessFact("quiet", "quiet", Offered.YES, sentence, note)]


def _venue_facts(venue: Venue | None) -> list[AccessFact]:
    facts = []
    for name, icon, label, yes, no in _VENUE_FACTS:
        answer = _ANSWERS[Answer(getattr(venue, name))] if venue else Offered.UNKNOWN
        words = {Offered.YES: yes, Offered.NO: no, Offered.UNKNOWN: label}
        facts.append(AccessFact(name, icon, answer, str(words[answer])))
    stop = one_line(venue.nearest_stop) if venue else ""
    if stop:
        note = OwnWords(stop, settings.LANGUAGE_CODE)
        facts.append(AccessFact("stop", "bus", Offered.YES, _("Nearest stop:"), note))
    else:
        facts.append(AccessFact("stop", "bus", Offered.UNKNOWN, _("nearest stop")))
    return facts
