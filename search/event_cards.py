"""The card of an event: who it is for, when, where, what it offers, and whether there is room."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from django.utils.dateformat import format as format_date
from django.utils.dates import MONTHS_3, WEEKDAYS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.events.bookings.places import Places
from catalogue.events.enums import Audience, EventKind, EventStatus
from catalogue.events.event_access import names_html
from catalogue.events.language_names import spoken_languages
from portal.core.lists import sentence, with_commas
from portal.core.prose import shortened
from portal.navigation.languages import tag_of
from search.builders.event_codes import AUDIENCE_CODES, CALLED_OFF
from search.card_parts import LONGEST_LINE, CardDate, Fact, away_from
from search.documents import ListingDocument, RunDocument
from search.labels import value_label
from search.query import SearchQuery
from search.runs import matching_runs
from search.template_values import shown

KINDS = ("event",)
MOST_NEXT = 3  # dates of a series that a card names

PlacesOf = Mapping[int, Places]


def kind_label(document: ListingDocument) -> str:
    """Return what sort of event it is: ``"Careers fair"``."""
    known = dict(EventKind.choices)
    return str(known.get(document.event_kind, _("Event")))


def event_facts(
    document: ListingDocument, run: RunDocument | None, query: SearchQuery, place_label: str
) -> list[Fact]:
    """Return the lines in their fixed order: for whom, when, where, what it offers."""
    words = _words(get_language() or "")
    code = AUDIENCE_CODES.get(document.audience)
    audience = str(Audience(code).label) if code else words["no_audience"]
    facts = [Fact("people", words["audience"], audience, strong=True)]
    if run is not None:
        facts.append(Fact("clock", words["when"], when_text(run)))
        where = _where(document, run, query, place_label)
        facts.append(Fact("pin", words["where"], where or words["no_place"]))
    facts.append(Fact("step", words["access"], access_text(document) or words["no_access"]))
    return facts


def when_text(run: RunDocument) -> SafeString | str:
    """Return ``"Thursday, 10am to 3pm"``; of a date that is called off, struck through."""
    text = _when(run, get_language() or "")
    if run.status in CALLED_OFF:
        return format_html("<del>{}</del>", text)
    if run.status == EventStatus.RESCHEDULED and run.moved_from:
        before = capfirst(wording.day_and_month(run.moved_from))
        return format_html("<del>{}</del> <b>{}</b>", before, text)
    return text


def _when(run: RunDocument, language: str) -> str:
    day = run.start_date
    if day is None:
        return wording.not_known()
    if run.end_date and (run.end_date - day).days > 1:
        values = {"first": wording.day_and_month(day), "last": wording.day_and_month(run.end_date)}
        return capfirst(_("%(first)s to %(last)s") % values)
    weekday = capfirst(str(WEEKDAYS[day.weekday()]))
    values = {"day": weekday, "times": wording.times(run.start_time, run.end_time)}
    return _("%(day)s, %(times)s") % values


def _where(
    document: ListingDocument, run: RunDocument, query: SearchQuery, place_label: str
) -> SafeString | str:
    if run.how == "online":
        return _("Online, with captions") if "captions" in document.access else _("Online")
    is_both = any(one.how == "online" for one in document.runs)
    town = "" if run.town.casefold() in run.venue_name.casefold() else run.town
    name = ", ".join(filter(None, [run.venue_name, town])) or run.postcode_outward
    away = away_from(run, query, place_label)
    here = format_html('<bdi lang="en-GB">{}</bdi>', name) if name else SafeString("")
    if away and name:
        # The town is in the name of the place, so the distance alone stands before it.
        here = format_html("{} · {}", SafeString(away.partition(" · ")[0]), here)
    return format_html(_("{place}, or online"), place=here) if is_both and here else here


def access_text(document: ListingDocument) -> SafeString | str:
    """Return what it offers: ``"Step-free. Quiet hour. Helpers speak polski."``."""
    parts: list[str] = []
    for value in ("bsl", "interpreter", "captions", "quiet-hour", "step-free", "children"):
        if value in document.access:
            label = value_label("access", value)
            asked = value in document.on_request
            parts.append(_("%(offer)s if you ask before") % {"offer": label} if asked else label)
    text = format_html_join(" ", "{}", ((sentence(part),) for part in parts))
    spoken = spoken_languages(document.speaks)
    if spoken:
        helpers = format_html(_("Helpers speak {languages}."), languages=names_html(spoken))
        text = format_html("{} {}", text, helpers) if text else helpers
    return text


def event_tags(
    document: ListingDocument, run: RunDocument | None, query: SearchQuery, places: PlacesOf
) -> list[tuple[str, str]]:
    """Return the state of the date first, then whether it is today, full or free."""
    if run is None:
        return []
    if run.status == EventStatus.CANCELLED:
        return [(str(EventStatus.CANCELLED.label), "red")]
    if run.status == EventStatus.POSTPONED:
        return [(str(EventStatus.POSTPONED.label), "yellow")]
    tags = []
    if run.status == EventStatus.RESCHEDULED:
        tags.append((str(EventStatus.RESCHEDULED.label), "yellow"))
    room = places.get(run.run_id)
    if room and room.is_full:
        tags.append((_("Full"), "yellow"))
    if run.start_date == query.today:
        tags.append((_("Today"), "yellow"))
    if run.how == "online":
        tags.append((_("Online"), "blue"))
    if run.cost == "free":
        tags.append((_("Free"), "green"))
    return tags


def event_leaf(
    document: ListingDocument, run: RunDocument | None, query: SearchQuery
) -> CardDate | None:
    """Return the leaf of the date, with how many dates there are."""
    if run is None or run.start_date is None:
        return None
    days = {one.start_date for one in matching_runs(document, query) if takes_place(one)}
    many = len(days) > 1
    more = ngettext("%d date", "%d dates", len(days)) % len(days) if many else ""
    return CardDate(
        *_leaf(run.start_date, query.today.year, query.today.month, get_language() or ""),
        more=more,
        off=run.status in CALLED_OFF,
    )


@lru_cache(maxsize=2048)
def _leaf(day: date, year: int, month: int, language: str) -> tuple[str, str, str]:
    ahead = (day.year - year) * 12 + day.month - month
    top = str(MONTHS_3[day.month]).title()
    weekday = capfirst(str(WEEKDAYS[day.weekday()]))
    return (f"{top} {day.year}" if ahead > 6 else top, str(day.day), weekday)


def event_foot(
    document: ListingDocument, run: RunDocument | None, query: SearchQuery, places: PlacesOf
) -> SafeString | str:
    """Return the last line: why it changed, the next dates of a series, places, a line about it."""
    parts: list[SafeString | str] = []
    if run is not None and run.status in (*CALLED_OFF, EventStatus.RESCHEDULED):
        parts.append(_changed(run))
    parts += _dates_after(document, run, query)
    if run is not None and run.status not in CALLED_OFF:
        parts.append(places_text(document, places.get(run.run_id)))
    if document.note:
        tag = tag_of(document.note_language or document.language)
        note = shortened(document.note, LONGEST_LINE)
        parts.append(format_html('<bdi lang="{}">{}</bdi>', tag, note))
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


def _changed(run: RunDocument) -> SafeString:
    words = {
        EventStatus.CANCELLED: _("Cancelled on %(day)s."),
        EventStatus.POSTPONED: _("Postponed. It was planned for %(day)s."),
        EventStatus.RESCHEDULED: _("New date. It was planned for %(day)s."),
    }[EventStatus(run.status)]
    day = run.moved_from if run.status == EventStatus.RESCHEDULED else run.start_date
    text = (
        words % {"day": wording.day_and_month(day)} if day else str(EventStatus(run.status).label)
    )
    if not run.note:
        return format_html("<b>{}</b>", text)
    return format_html('<b>{}</b> <bdi lang="en-GB">{}</bdi>', text, shortened(run.note, 120))


def _dates_after(
    document: ListingDocument, run: RunDocument | None, query: SearchQuery
) -> list[str]:
    """Name the next dates of a series, and those of them that are called off."""
    shown_day = run.start_date if run else None
    runs = [
        (one.start_date, takes_place(one))
        for one in matching_runs(document, query)
        if one.start_date and one.start_date != shown_day
    ]
    later = sorted({day for day, is_on in runs if is_on})
    off = sorted({day for day, is_on in runs if not is_on})
    off = [day for day in off if later and day <= later[min(len(later), MOST_NEXT) - 1]]
    # The weekday of a weekly series stands with its next date already.
    is_same_day = len({day.weekday() for day in (*later, *off)} | _weekday(shown_day)) == 1
    lines = []
    if later:
        more = len(later) - MOST_NEXT
        named = _days(later[:MOST_NEXT], is_short=is_same_day, has_more=more > 0)
        lines.append(
            _("Next dates: %(days)s.") % {"days": named}
            if more <= 0
            else ngettext(
                "Next dates: %(days)s and %(n)d more.", "Next dates: %(days)s and %(n)d more.", more
            )
            % {"days": named, "n": more}
        )
    if off:
        named = _days(off[:MOST_NEXT], is_short=is_same_day)
        lines.append(_("Not on %(days)s.") % {"days": named})
    return lines


def _weekday(day: date | None) -> set[int]:
    return {day.weekday()} if day else set()


def _days(days: Sequence[date | None], *, is_short: bool = False, has_more: bool = False) -> str:
    """Return ``"Tuesday 8 December and Friday 11 December"``, without weekdays if ``is_short``."""
    join = with_commas if has_more else wording.joined
    if not is_short:
        return join([wording.day_and_month(day) for day in days])
    pattern = pgettext("day and month, Django date format", "j E")
    return join([format_date(day, pattern) for day in days if day])


def places_text(document: ListingDocument, places: Places | None) -> str:
    """Return ``"38 of 200 places left."``, ``"Full. 6 are waiting."``, nothing without a limit."""
    if document.booking == "just-come" and (places is None or places.left is None):
        return _("You do not have to book.")
    if places is None or places.left is None:
        return ""
    if not places.is_full:
        values = {"left": places.left, "all": places.capacity}
        return (
            ngettext(
                "%(left)d of %(all)d places left.", "%(left)d of %(all)d places left.", places.left
            )
            % values
        )
    if not places.waiting:
        return _("No places are left.")
    return ngettext(
        "No places are left. %(n)d booking is on the waiting list.",
        "No places are left. %(n)d bookings are on the waiting list.",
        places.waiting,
    ) % {"n": places.waiting}


def takes_place(run: RunDocument) -> bool:
    """Say whether a date is not called off."""
    return run.status not in CALLED_OFF


@lru_cache(maxsize=32)
def _words(language: str) -> dict[str, SafeString]:
    words = {
        "audience": _("Who it is for"),
        "when": _("When"),
        "where": _("Where"),
        "access": _("Access"),
        "no_audience": _("Open to everyone"),
        "no_place": _("Place: not known"),
        "no_access": _("Access: ask the organiser"),
    }
    return {name: shown(text) for name, text in words.items()}
