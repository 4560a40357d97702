"""What keeps a draft from being published, each with its field. What is live already may stay.

The constraints of the database come from ``contents.checked``. The rules here are about readers: a
date to come, a place to go to, a way to join.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from catalogue.courses.contents import (
    Known,
    Problem,
    blank_run,
    checked,
    pair_runs,
    run_key,
)
from catalogue.courses.contents_values import price_words
from catalogue.courses.enums import AT_A_VENUE, JoinMethod, RunStatus
from catalogue.courses.plausible import furthest, most_of
from catalogue.providers.models import Organisation, Venue
from catalogue.publishing.editor.parts import PRICE_FIELDS, part_of
from portal.core.prose import email_address, lines_of, phone_link, web_address

Content = Mapping[str, Any]
LISTS = ("you_need", "it_helps", "not_needed")
# Answers that say nothing: nobody learns from them what to bring or to know.
EMPTY_ANSWERS = re.compile(r"(?:none|n/?a|nil|nothing|not applicable|-+)\.?", re.IGNORECASE)
TO_BE_CONFIRMED = re.compile(
    r"\b(?:TBC|TBA|TBD|to be (?:confirmed|announced)|lorem ipsum)\b", re.IGNORECASE
)
# Numbers that may be too large to be believed, and what their limit hangs on.
NUMBERS = {
    "cost_pence": ("cost_pence",),
    "duration": ("duration", "duration_unit"),
    "hours_per_week": ("hours_per_week",),
    "waiting_weeks": ("waiting_weeks",),
}


@dataclass(frozen=True)
class Places:
    """The venues of a provider, fetched once."""

    by_id: Mapping[int, Venue]
    known: Known = field(repr=False)

    @classmethod
    def of(cls, provider: Organisation) -> "Places":
        """Fetch them."""
        known = Known.of(provider)
        return cls({venue.pk: venue for venue in Venue.objects.filter(provider=provider)}, known)


def stoppers(
    content: Content, *, base: Content, places: Places, today: datetime.date
) -> list[Problem]:
    """Return what must be put right first, in the order of the fields.

    ``base`` is what is live, ``{}`` for a new course. What is live already stops nobody.
    """
    found, problems = checked(content, places.known)
    named = {one.path for one in problems}
    problems += [one for one in _of_course(found, base) if one.path not in named]
    problems += _of_runs(content, found, base=base, places=places, today=today, named=named)
    return problems


def _of_course(found: Content, base: Content) -> Iterable[Problem]:
    for name, value in found.items():
        if not isinstance(value, str) or value == base.get(name):
            continue
        if name in LISTS and any(EMPTY_ANSWERS.fullmatch(line) for line in lines_of(value)):
            words = _(
                "“None” does not help people. Write what they may think they need, "
                "like a driving licence, or leave the list empty."
            )
            yield Problem(name, words)
        elif match := TO_BE_CONFIRMED.search(value):
            words = _("“%(words)s” helps nobody. Write what is known today, or leave it empty.")
            yield Problem(name, words % {"words": match[0]})
    told = ("how_to_join", "join_value")
    if base and all(found[name] == base.get(name) for name in told):
        return  # a file may say nothing: the page then shows how to reach the provider
    if not found["how_to_join"]:
        yield Problem("how_to_join", _("Choose how people join."))
    elif words := _wrong_way(found["how_to_join"], found["join_value"]):
        yield Problem("join_value", words)


def _wrong_way(method: str, value: str) -> str:
    match method:
        case JoinMethod.PHONE if not phone_link(value):
            return _("Write the phone number, like 01632 960 118.")
        case JoinMethod.EMAIL if not email_address(value):
            return _("Write the address of mail, like courses@college.example.")
        case JoinMethod.BOOK | JoinMethod.WEBSITE if not web_address(value):
            return _("Write the whole address, like https://college.example/join.")
        case JoinMethod.WALK_IN if not value:
            return _("Write where people walk in, and when.")
    return ""


def _of_runs(
    content: Content,
    found: Content,
    *,
    base: Content,
    places: Places,
    today: datetime.date,
    named: set[str],
) -> list[Problem]:
    runs = found["runs"]
    raw = content.get("runs") or []
    if not runs:
        missing = Problem("runs", _("Add a date: when and where people can start."))
        return [missing, *_of_price(content.get("defaults") or {}, places.known)]
    problems: list[Problem] = []
    before = base.get("runs") or []
    old = {right: before[left] for left, right in pair_runs(before, runs) if left is not None}
    for position, run in enumerate(runs):
        path = f"runs.{run_key(run, position)}."
        mine = list(_of_run(run, raw[position], old.get(position), path, places, today))
        problems += [one for one in mine if one.path not in named]
    if not before and not problems and not any(_is_to_come(run, today) for run in runs):
        problems.append(Problem("runs", _("Add a date to come. People can join none of these.")))
    return problems


def _of_run(
    run: Content,
    raw: Content,
    old: Content | None,
    path: str,
    places: Places,
    today: datetime.date,
) -> Iterable[Problem]:
    def is_new(*names: str) -> bool:
        return old is None or any(run.get(name) != old.get(name) for name in names)

    if raw.get("new_place"):
        yield Problem(f"{path}venue", _("The new place is not made yet. Check its postcode."))
    elif is_new("venue", "delivery_mode"):
        yield from _of_venue(run, f"{path}venue", places)
    if run["status"] == RunStatus.CANCELLED:
        return
    if is_new("start_date", "is_flexible_start") and (words := _wrong_start(run, today)):
        yield Problem(f"{path}start_date", words)
    start, last = run["start_date"], run["enrol_by_date"]
    if start and last and last > start and is_new("enrol_by_date"):
        words = _("The last day to join is after the first day. Check both.")
        yield Problem(f"{path}enrol_by_date", words)
    yield from _beyond_belief(run, path, is_new=is_new, today=today)
    if is_new("cost_description") and (words := _wrong_price_words(run["cost_description"])):
        yield Problem(f"{path}cost_description", words)


def _beyond_belief(
    run: Content, path: str, *, is_new: Callable[..., bool], today: datetime.date
) -> Iterable[Problem]:
    """Give the other days that are too far off, and the numbers that are too large."""
    for name in ("enrol_by_date", "end_date"):
        if is_new(name) and _is_far(name, run[name], today):
            yield Problem(f"{path}{name}", _("This day is years away. Check the year."))
    for name, fields in NUMBERS.items():
        if is_new(*fields) and (words := _much(run, name)):
            yield Problem(f"{path}{name}", words)


def _of_price(price: Content, known: Known) -> Iterable[Problem]:
    """Give what is wrong with a price that was written before the first date."""
    found, problems = checked({"runs": [{**blank_run(), **price}]}, known)
    for one in problems:
        name = one.path.rsplit(".", 1)[-1]
        if name in PRICE_FIELDS:
            yield Problem(name, one.message)
    if words := _much(found["runs"][0], "cost_pence"):
        yield Problem("cost_pence", words)
    if words := _wrong_price_words(found["runs"][0]["cost_description"]):
        yield Problem("cost_description", words)


def _wrong_price_words(text: str) -> str:
    match = TO_BE_CONFIRMED.search(text)
    if not match:
        return ""
    words = _("“%(words)s” helps nobody. Write a price, or leave it empty.")
    return words % {"words": match[0]}


def _wrong_start(run: Content, today: datetime.date) -> str:
    start = run["start_date"]
    if not start and not run["is_flexible_start"]:
        return _("Write the first day, or tick “People start when they like”.")
    if start and start < today.isoformat():
        return _("This day has passed. Write a day to come, or take the date out.")
    if _is_far("start_date", start, today):
        return _("This day is years away. Check the year.")
    return ""


def _is_far(name: str, day: str | None, today: datetime.date) -> bool:
    return bool(day) and str(day) > furthest(name, today=today).isoformat()


def _much(run: Content, name: str) -> str:
    """Return the remedy for a number that nobody would believe, or nothing."""
    number, most = run[name], most_of(name, unit=run["duration_unit"])
    if number is None or float(number) <= most:
        return ""
    if name == "cost_pence":
        return price_words()
    return _("Write a number from %(least)d to %(most)d.") % {"least": 1, "most": most}


def _of_venue(run: Content, path: str, places: Places) -> Iterable[Problem]:
    if run["delivery_mode"] not in AT_A_VENUE:
        return
    venue = places.by_id.get(run["venue"] or 0)
    if venue is None:
        yield Problem(path, _("Choose the place where people go."))
    elif not venue.is_live:
        yield Problem(path, _("This place is no longer in use. Choose another."))
    elif not venue.is_study_place:
        words = _("Nobody studies at “%(place)s”: it is an office. Choose another place.")
        yield Problem(path, words % {"place": venue.name})
    elif venue.latitude == 0 and venue.longitude == 0:
        words = _("“%(place)s” lies in the sea on our map. Check its postcode under Places.")
        yield Problem(path, words % {"place": venue.name})


def _is_to_come(run: Content, today: datetime.date) -> bool:
    if run["status"] == RunStatus.CANCELLED:
        return False
    last = run["enrol_by_date"]
    if last and last < today.isoformat():
        return False
    start = run["start_date"]
    return bool(run["is_flexible_start"] or not start or start >= today.isoformat())


def by_part(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Return the problems of each part."""
    parts: dict[str, list[Problem]] = {}
    for problem in problems:
        parts.setdefault(part_of(problem.path), []).append(problem)
    return parts
