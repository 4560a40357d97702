"""The words for parameter values and facets, in the language of the page."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol

from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from catalogue.courses import wording
from catalogue.events.language_names import spoken_languages
from search.builders.codes import LEVELS


class Named(Protocol):
    """A sector or a subject."""

    def label_in(self, language: str) -> str: ...


class FacetWords(NamedTuple):
    """``title`` heads the group; ``without`` names the way out that drops the filter."""

    title: Promise
    without: Promise


FACET_WORDS: dict[str, FacetWords] = {
    "kind": FacetWords(_("Kind"), _("Every kind of result")),
    "when": FacetWords(_("When"), _("Any day and time")),
    "how": FacetWords(_("How"), _("In person or online")),
    "study": FacetWords(_("Full time or part time"), _("Full time or part time")),
    "level": FacetWords(_("Level"), _("Any level")),
    "esol": FacetWords(_("Your English"), _("Any level of English")),
    "cost": FacetWords(_("Cost"), _("Free courses and courses you pay for")),
    "starts": FacetWords(_("Starts"), _("Any start date")),
    "length": FacetWords(_("How long"), _("Any length")),
    "sector": FacetWords(_("Sector"), _("Every sector")),
    "subject": FacetWords(_("Subject"), _("Every subject")),
    "provider": FacetWords(_("Training provider"), _("Every training provider")),
    "role": FacetWords(_("Leads to this job"), _("Every job role")),
    "setting": FacetWords(_("Kind of work"), _("With people or behind the scenes")),
    "needs": FacetWords(_("Things you need"), _("Without the things you need")),
    "age": FacetWords(_("Your age"), _("Any age")),
    "audience": FacetWords(_("Who it is for"), _("For whomever it is")),
    "access": FacetWords(_("What I need"), _("Without what you need")),
    "speaks": FacetWords(_("Help in my language"), _("In any language")),
    "booking": FacetWords(_("How to take part"), _("With or without booking")),
    "venue": FacetWords(_("Kind of place"), _("Every kind of place")),
}

VALUES: dict[str, dict[str, Promise]] = {
    "kind": {
        "course": _("Courses"),
        "apprenticeship": _("Apprenticeships"),
        "job": _("Jobs"),
        "event": _("Events"),
        "role": _("Job roles"),
        "programme": _("Schemes"),
        "page": _("Guides"),
    },
    "when": {
        "day": _("Day"),
        "evening": _("Evening"),
        "weekend": _("Weekend"),
        "day-release": _("Day release from work"),
        "school-hours": _("School hours"),
        "any-time": _("Online, any time"),
    },
    "how": {
        "in-person": _("In person"),
        "online": _("Online"),
        "blended": _("Partly online"),
        "at-work": _("At your workplace"),
    },
    "study": {
        "full-time": _("Full time"),
        "part-time": _("Part time"),
        "flexible": _("Flexible"),
    },
    "level": {
        "entry": _("Entry: first steps"),
        "entry-1": _("Entry 1"),
        "entry-2": _("Entry 2"),
        "entry-3": _("Entry 3"),
        "1": _("Level 1: GCSE 3 to 1"),
        "2": _("Level 2: GCSE 9 to 4"),
        "3": _("Level 3: A level"),
        "4": _("Level 4: degree, year 1"),
        "5": _("Level 5: foundation degree"),
        "6": _("Level 6: degree"),
        "7": _("Level 7: master's degree"),
    },
    "esol": {
        "any": _("All English classes"),
        "pre-entry": _("First words (Pre-entry)"),
        "entry-1": _("A little (Entry 1)"),
        "entry-2": _("Some (Entry 2)"),
        "entry-3": _("Quite good (Entry 3)"),
        "level-1": _("Good (Level 1)"),
        "level-2": _("Very good (Level 2)"),
    },
    "cost": {
        "free": _("Free"),
        "paid": _("You pay"),
        "ask": _("Ask about the cost"),
    },
    "starts": {
        "soon": _("In the next 30 days"),
        "later": _("Later"),
        "flexible": _("When you like"),
    },
    "length": {
        "day": _("One day or less"),
        "week": _("Up to a week"),
        "month": _("Up to a month"),
        "term": _("Up to 4 months"),
        "year": _("Up to a year"),
        "longer": _("More than a year"),
    },
    "setting": {
        "people": _("With people"),
        "behind-scenes": _("Behind the scenes"),
    },
    "needs": {
        "childcare": _("Childcare there"),
        "women-only": _("Women only"),
        "step-free": _("No steps"),
        "no-test": _("No test to join"),
        "small-group": _("Small group"),
        "laptop-lent": _("They lend a laptop"),
        "travel-paid": _("Travel is paid"),
        "quiet-space": _("Quiet space"),
        "guaranteed-interview": _("Guaranteed interview"),
        "start-small": _("Start small"),
    },
    "age": {
        "16-17": _("Aged 16 or 17"),
        "18-24": _("Aged 18 to 24"),
        "25": _("Aged 25 or over"),
    },
    "audience": {
        "everyone": _("Everyone"),
        "16-24": _("Aged 16 to 24"),
        "over-50": _("Over 50"),
        "claimants": _("People who get a benefit"),
        "in-work": _("People in work"),
        "women": _("Women only"),
        "refugees": _("Refugees and people seeking asylum"),
    },
    "access": {
        "bsl": _("Sign language (BSL)"),
        "interpreter": _("Interpreter"),
        "captions": _("Captions"),
        "quiet-hour": _("Quiet hour"),
        "step-free": _("Step-free"),
        "children": _("Children welcome"),
    },
    "booking": {
        "just-come": _("Come without booking"),
        "book": _("Book a place"),
    },
    "venue": {
        "campus": _("College or training centre"),
        "community": _("Community centre"),
        "library": _("Library"),
        "workplace": _("Workplace"),
        "online": _("Online room"),
        "jobcentre": _("Jobcentre"),
    },
}
# On a chip the group's heading is missing, so the value has to say it.
CHIPS: dict[str, dict[str, Promise]] = {
    "level": {
        "entry": _("Entry level"),
        "1": _("Level 1"),
        "2": _("Level 2"),
        "3": _("Level 3"),
        "4": _("Level 4"),
        "5": _("Level 5"),
        "6": _("Level 6"),
        "7": _("Level 7"),
    },
    "esol": {
        "any": _("English classes (ESOL)"),
        "pre-entry": _("English: Pre-entry"),
        "entry-1": _("English: Entry 1"),
        "entry-2": _("English: Entry 2"),
        "entry-3": _("English: Entry 3"),
        "level-1": _("English: Level 1"),
        "level-2": _("English: Level 2"),
    },
    "starts": {
        "soon": _("Starts in 30 days"),
        "later": _("Starts later"),
        "flexible": _("Starts when you like"),
    },
    "study": {"flexible": _("Flexible hours")},
    "audience": {"everyone": _("Open to everyone")},
}
SORT_WORDS = {
    "best": _("Best match"),
    "nearest": _("Nearest"),
    "soonest": _("Soonest start"),
    "shortest": _("Shortest"),
    "closing": _("Last day to join or apply"),
}
MONTH = re.compile(r"(\d{4})-(\d{2})")
LEVEL_CODES = {value: code for code, value in LEVELS.items()}


def value_label(name: str, value: str) -> str:
    """Return the words beside a box of a facet: ``"A little (Entry 1)"``; the value if unknown."""
    return _label(name, value, get_language() or "", is_chip=False)


def chip_label(name: str, value: str) -> str:
    """Return the words of a chip: ``"English: Entry 1"``."""
    return _label(name, value, get_language() or "", is_chip=True)


@lru_cache(maxsize=4096)
def _label(name: str, value: str, language: str, *, is_chip: bool) -> str:
    if name == "starts" and (month := MONTH.fullmatch(value)):
        text = month_label(date(int(month[1]), int(month[2]), 1))
        return pgettext("chip", "Starts in %s") % text if is_chip else text
    if name == "speaks":
        own = next((one.name for one in spoken_languages([value])), value)
        return gettext("Helpers speak %(language)s") % {"language": own} if is_chip else own
    found = CHIPS.get(name, {}).get(value) if is_chip else None
    found = found or VALUES.get(name, {}).get(value)
    return str(found) if found is not None else value


def month_label(day: date) -> str:
    """Return ``"January 2027"``."""
    return format_date(day, pgettext("month with year, Django date format", "F Y"))


def facet_title(name: str) -> str:
    """Return the heading of a group: ``"Your English"``."""
    return _words(name, get_language() or "").title


def without_label(name: str) -> str:
    """Return the name of the way out that drops a filter: ``"Any day and time"``."""
    return _words(name, get_language() or "").without


class _Words(NamedTuple):
    title: str
    without: str


@lru_cache(maxsize=512)
def _words(name: str, language: str) -> _Words:
    words = FACET_WORDS[name]
    return _Words(str(words.title), str(words.without))


@lru_cache(maxsize=256)
def level_words(value: str, language: str) -> str:
    """Return a level as a card says it: ``"Level 2: about GCSE grades 9 to 4"``, else ``""``."""
    code = LEVEL_CODES.get(value)
    if code is None:
        return ""
    name, meaning = wording.level(code)
    if not meaning:
        return name
    return gettext("%(name)s: %(meaning)s") % {
        "name": name,
        "meaning": wording.in_mid_sentence(meaning),
    }
